"""Digests: what an answer was given to, so that a later edition can tell whether it still is the same thing.

They are taken of the decoded model, in one canonical form: however a maintainer writes the same rule
(``2``, ``2.0``, ``"2"``), its digest is the same.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text

from .model import Bound, Count, Each, Effect, EffectKind, Grade, Nature, Per, Tiers, YesNo
from .vocabulary import DEFAULT_UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from .model import Clause, Gate, Named, Part, Question, Reading

Plain = dict[str, object]

_MOST_NAMES = 4096
"""An older file asks of every clause what it would be under each of its own numbers; the next one asks the same."""
_UNWRITTEN = {"per": Per.EACH.value, "nature": Nature.FACT.value}


def clause_digest(clause: Clause) -> str:
    """Return 16 hex digits over a clause's text, points, questions and readings; what it is called does not count.

    Neither do guidance and hints.
    """
    return _digest(_clause(clause))[:16]


@lru_cache(maxsize=_MOST_NAMES)
def named_digest(clause: Clause, identifier: str = "") -> str:
    """Return 16 hex digits over a clause as it is called in its edition, or would be as ``identifier``.

    No two clauses of an edition have the same. Save files of before hold these instead of ``clause_digest``.
    """
    return _digest({"id": identifier or clause.id, **_clause(clause)})[:16]


def is_digest_of(digest: object, clause: Clause, identifier: str) -> bool:
    """Return whether an answer to clause ``identifier`` with ``digest`` was one to what ``clause`` says now."""
    return digest == clause.digest or digest == named_digest(clause, identifier)


def _clause(clause: Clause) -> Plain:
    return {
        "points": _amount(clause.points),
        "text": clause.text,
        "parts": [
            _part(part, len(clause.parts) > 1 and part.label == implied_label(number))
            for number, part in enumerate(clause.parts, start=1)
        ],
        "readings": [_reading(reading, clause) for reading in clause.readings] or None,
    }


def text_digest(text: str) -> str:
    """Return 16 hex digits over the official text of a clause alone, whatever its number and its rules."""
    return _digest(text)[:16]


def edition_digest(identifier: str, clauses: Iterable[Clause]) -> str:
    """Return 64 hex digits over an edition's id and its clauses as they are called, in order."""
    return _digest([identifier, *map(named_digest, clauses)])


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def implied_label(number: int) -> str:
    """Return what a part among several is called where it has no name of its own."""
    return f"第{number}部分"


def _amount(amount: Decimal) -> int | str:
    return int(amount) if amount == amount.to_integral_value() else amount_text(amount)


def _given(**values: object) -> Plain:
    """Return what is not empty."""
    return {key: value for key, value in values.items() if value not in ("", [], None)}


def _part(part: Part, implied: bool) -> Plain:  # noqa: FBT001 - whether its label is
    return _given(
        label="" if implied else part.label,
        points=_amount(part.points),
        start=part.start.value,
        bound="" if part.bound is Bound.EXACT else part.bound.value,
        bound_cite=part.bound_cite,
        questions=[_question(question) for question in part.questions],
    )


def _question(question: Question) -> Plain:
    common = _given(
        id=question.id,
        ask=question.ask,
        cite=question.cite,
        nature="" if question.nature is Nature.FACT else question.nature.value,
        asked_when=_gate(question.asked_when),
    )
    return {**common, **_own(question)}


def _own(question: Question) -> Plain:
    """Return its kind, and what only this kind of question has."""
    if isinstance(question, YesNo):
        return {**_given(kind="yes_no", when=question.when), **_effect(question.effect)}
    if isinstance(question, Count):
        rest = _given(
            kind="count",
            unit=question.unit,
            named=_named(question.named),
            at_least=question.at_least,
        )
        return {**rest, **_effect(question.effect)}
    if isinstance(question, Each):
        rest = _given(
            kind="each",
            when=question.when,
            named=_named(question.named),
            other=question.other,
            unit="" if question.unit == DEFAULT_UNIT and not question.other else question.unit,
            per="" if question.per is Per.EACH else question.per.value,
        )
        return {**rest, **_effect(question.effect)}
    if isinstance(question, Grade):
        grades = [
            {"id": one.id, "label": one.label, **_effect(one.effect)} for one in question.grades
        ]
        doubts = [
            {"id": one.id, "label": one.label, "among": list(one.among)} for one in question.doubts
        ]
        return _given(kind="grade", grades=grades, named=_named(question.named), doubts=doubts)
    if isinstance(question, Tiers):
        tiers = [{"from": one.start, **_effect(one.effect)} for one in question.tiers]
        return _given(kind="tiers", unit=question.unit, tiers=tiers)
    raise TypeError(question)


def _effect(effect: Effect) -> Plain:
    if effect.kind is EffectKind.NONE:
        return {}
    moves = effect.kind in (EffectKind.DEDUCT, EffectKind.AWARD)
    return {effect.kind.value: _amount(effect.amount) if moves else effect.scope.value}


def _gate(gate: Gate | None) -> Plain | None:
    if gate is None:
        return None
    if gate.at_least is not None:
        return {"question": gate.question, "from": gate.at_least}
    values = gate.values[0] if len(gate.values) == 1 else list(gate.values)
    return {"question": gate.question, "is": values}


def _named(things: tuple[Named, ...]) -> list[Plain]:
    return [{"id": thing.id, "label": thing.label} for thing in things]


def _reading(reading: Reading, clause: Clause) -> Plain:
    originals = {question.id: _question(question) for question in clause.questions}
    changes = {
        question.id: _changes(originals[question.id], _question(question))
        for question in reading.questions
        if question.id in originals
    }
    return _given(
        id=reading.id,
        why=reading.why,
        main=reading.main,
        other=reading.other,
        questions=changes or None,
        discretion=_amount(reading.discretion) if reading.discretion else None,
    )


def _changes(before: Plain, after: Plain) -> Plain:
    """Return the keys that differ; one that is gone is null, or what holds where nothing is written."""
    keys = dict.fromkeys((*before, *after))
    return {
        key: after.get(key, _UNWRITTEN.get(key))
        for key in keys
        if before.get(key) != after.get(key)
    }

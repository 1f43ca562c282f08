"""Digests: what an answer was given to, so that a later edition can tell whether it still is the same thing.

They are taken of the decoded model, in one canonical form: however a maintainer writes the same rule
(``2``, ``2.0``, ``"2"``), its digest is the same.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING

from qinglian_core.amounts import plain_number

from .effects import Effect, EffectKind, Per
from .measures import Asked, By, Empty, Measure, Ratio, Table, Target, Times
from .model import Bound
from .questions import Count, Each, Grade, Nature, Tiers, YesNo
from .totalling import ONE, Keep, Role
from .vocabulary import DEFAULT_UNIT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from .effects import Beyond
    from .measures import Scale
    from .model import Clause, Part, Project, Reading
    from .questions import Gate, Named, Question, Tier
    from .totalling import Totalling, Veto

Plain = dict[str, object]

_MOST_NAMES = 4096
"""An older file asks of every clause what it would be under its own number; the next one asks the same."""
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
    return naming(clause)(identifier or clause.id)


def naming(clause: Clause) -> Callable[[str], str]:
    """Return what gives the ``named_digest`` of one clause under many names; all else is written out only once."""
    before, after = _canonical({"id": "", **_clause(clause)}).encode().split(b'"id":""', 1)

    def named(identifier: str) -> str:
        name = json.dumps(identifier, ensure_ascii=False).encode()
        return hashlib.sha256(before + b'"id":' + name + after).hexdigest()[:16]

    return named


def is_digest_of(
    digest: object,
    clause: Clause,
    identifier: str,
    named: Callable[[Clause, str], str] = named_digest,
) -> bool:
    """Return whether an answer to clause ``identifier`` with ``digest`` was one to what ``clause`` says now."""
    return digest == clause.digest or (
        isinstance(digest, str) and digest == named(clause, identifier)
    )


def _clause(clause: Clause) -> Plain:
    return {
        **_given(standard=clause.standard),
        "points": plain_number(clause.points),
        "text": clause.text,
        "parts": [
            _part(part, len(clause.parts) > 1 and part.label == implied_label(number))
            for number, part in enumerate(clause.parts, start=1)
        ],
        "readings": [_reading(reading, clause) for reading in clause.readings] or None,
        **_given(applies=list(clause.applies)),
    }


def text_digest(text: str, standard: str) -> str:
    """Return 16 hex digits over the official text of a clause alone, whatever its number and its rules."""
    return _digest([standard, text] if standard else text)[:16]


def edition_digest(identifier: str, projects: Sequence[Project], totalling: Totalling) -> str:
    """Return 64 hex digits over an edition's id and its clauses as they are called, in order.

    How it comes to its total counts too, where it does more than add up.
    """
    items = [item for project in projects for item in project.items]
    names = [named_digest(clause) for item in items for clause in item.clauses]
    more = _total(projects, totalling)
    return _digest([identifier, *names, *([more] if more else [])])


def _moved_level(veto: Veto) -> list[object]:
    return [veto.lower, veto.below] if veto.moves_level else []


def _total(projects: Sequence[Project], totalling: Totalling) -> Plain:
    """Return how the total comes about; empty where it only adds up."""
    rescale = totalling.rescale
    return _given(
        levels=[[plain_number(one.start), one.label] for one in totalling.levels],
        vetoes=[
            [one.id, one.text, one.level, _optional(one.score), one.told, *_moved_level(one)]
            for one in totalling.vetoes
        ],
        once=[
            [*([] if one.keep is Keep.MOST else [one.keep.value]), *map(".".join, one.questions)]
            for one in totalling.once
        ],
        units=[[one.id, one.label] for one in totalling.units],
        rescale=rescale and [plain_number(rescale.to), plain_number(rescale.step)],
        projects=[
            [
                one.id,
                one.role.value,
                plain_number(one.points),
                plain_number(one.weight),
                _optional(one.gate),
            ]
            for one in projects
            if one.role is not Role.BASE or one.weight != ONE
        ],
        items=[
            [item.id, plain_number(item.weight), *item.applies]
            for one in projects
            for item in one.items
            if item.weight != ONE or item.applies
        ],
    )


def _digest(value: object) -> str:
    return hashlib.sha256(_canonical(value).encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def implied_label(number: int) -> str:
    """Return what a part among several is called where it has no name of its own."""
    return f"第{number}部分"


def _given(**values: object) -> Plain:
    """Return what is not empty."""
    return {key: value for key, value in values.items() if value not in ("", [], None)}


def _part(part: Part, implied: bool) -> Plain:  # noqa: FBT001 - whether its label is
    return _given(
        label="" if implied else part.label,
        points=plain_number(part.points),
        start=part.start.value,
        bound="" if part.bound is Bound.EXACT else part.bound.value,
        bound_cite=part.bound_cite,
        only=part.only and part.only.value,
        beyond=part.beyond and _beyond(part.beyond),
        applies=list(part.applies),
        questions=[_question(question) for question in part.questions],
    )


def _question(question: Question) -> Plain:
    common = _given(
        id=question.id,
        ask=question.ask,
        cite=question.cite,
        nature="" if question.nature is Nature.FACT else question.nature.value,
        asked_when=_gate(question.asked_when),
        applies=list(question.applies),
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
            most_points=_optional(question.most_points),
        )
        steps = [plain_number(step) for step in question.steps]
        stepped = {question.effect.kind.value: steps} if steps else {}
        return {**rest, **_effect(question.effect), **stepped}
    if isinstance(question, Each):
        rest = _given(
            kind="each",
            when=question.when,
            named=_named(question.named),
            other=question.other,
            unit="" if question.unit == DEFAULT_UNIT and not question.other else question.unit,
            per="" if question.per is Per.EACH else question.per.value,
            most_points=_optional(question.most_points),
        )
        return {**rest, **_effect(question.effect)}
    if isinstance(question, Grade):
        grades = [
            {"id": one.id, "label": one.label, **_effect(one.effect)} for one in question.grades
        ]
        doubts = [
            {"id": one.id, "label": one.label, "among": list(one.among)} for one in question.doubts
        ]
        return _given(
            kind="grade",
            grades=grades,
            named=_named(question.named),
            doubts=doubts,
            only=question.only and question.only.value,
            most_points=_optional(question.most_points),
        )
    if isinstance(question, Tiers):
        return _given(
            kind="tiers",
            unit=question.unit,
            tiers=_tiers(question.tiers),
            places=question.places or None,
        )
    if isinstance(question, Measure):
        return _measure(question)
    raise TypeError(question)


def _measure(question: Measure) -> Plain:
    is_ratio = question.of is not None
    return _given(
        kind="ratio" if is_ratio else "value",
        of=question.of and _ratio(question.of),
        unit="" if is_ratio else question.unit,
        min=None if is_ratio else plain_number(question.least),
        max=_optional(question.most_entered),
        places=question.places or None,
        outside=question.outside or None,
        over=question.over or None,
        tiers=_tiers(question.tiers),
        empty=question.empty.value
        if isinstance(question.empty, Empty)
        else {"ask": question.empty.ask},
        most_points=_optional(question.most_points),
        **(_scale(question.scale) if question.scale else {}),
    )


def _scale(scale: Scale) -> Plain:
    if isinstance(scale, Target):
        return {
            "target": _target(scale.target),
            "per": plain_number(scale.per),
            **_effect(scale.effect),
            "side": scale.side.value,
            "partial": scale.partial.value,
        }
    if isinstance(scale, Times):
        return {scale.effect.kind.value: {"times": plain_number(scale.effect.amount)}}
    if isinstance(scale, Table):
        rows = {str(number): plain_number(points) for number, points in scale.rows}
        return _given(table=rows, later=_optional(scale.later))
    by = {} if scale.by is By.MORE else {"by": scale.by.value}
    return {"relative": {"ask": scale.ask, "award": plain_number(scale.award), **by}}


def _target(target: Decimal | Asked | Ratio) -> object:
    if isinstance(target, Asked):
        return {"ask": target.ask}
    return _ratio(target) if isinstance(target, Ratio) else plain_number(target)


def _ratio(ratio: Ratio) -> Plain:
    return {"part": ratio.part, "whole": ratio.whole}


def _tiers(tiers: tuple[Tier, ...]) -> list[Plain]:
    return [
        {"above" if one.above else "from": plain_number(one.start), **_effect(one.effect)}
        for one in tiers
    ]


def _optional(amount: Decimal | None) -> int | str | None:
    return None if amount is None else plain_number(amount)


def _effect(effect: Effect) -> Plain:
    if effect.is_idle:
        return {}
    return {
        **_main(effect),
        **_given(beyond=effect.beyond and _beyond(effect.beyond), veto=effect.veto),
    }


def _main(effect: Effect) -> Plain:
    if effect.kind is EffectKind.NONE:
        return {}
    if effect.kind not in (EffectKind.DEDUCT, EffectKind.AWARD):
        return {effect.kind.value: effect.scope.value}
    if effect.most != effect.amount:
        return {
            effect.kind.value: {
                "from": plain_number(effect.amount),
                "to": plain_number(effect.most),
            }
        }
    return {effect.kind.value: plain_number(effect.amount)}


def _beyond(beyond: Beyond) -> Plain:
    return {"points": plain_number(beyond.points), "scope": beyond.scope.value}


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
        discretion=plain_number(reading.discretion) if reading.discretion else None,
    )


def _changes(before: Plain, after: Plain) -> Plain:
    """Return the keys that differ; one that is gone is null, or what holds where nothing is written."""
    keys = dict.fromkeys((*before, *after))
    return {
        key: after.get(key, _UNWRITTEN.get(key))
        for key in keys
        if before.get(key) != after.get(key)
    }

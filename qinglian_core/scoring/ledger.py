"""The ledger of a clause: every line that leads from its points to its score, in words ready to print.

Clause → condition → count → deducted or awarded → bound reached → left, under the main reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text, range_text
from qinglian_core.answers.possibilities import Applying, Possible, Settlement, applying
from qinglian_core.criteria.citations import is_stated
from qinglian_core.criteria.model import (
    Clause,
    Count,
    EffectKind,
    Grade,
    Part,
    Question,
    Scope,
    Start,
)
from qinglian_core.criteria.vocabulary import effects_of

from .balance import balance, whole_balance
from .ledgerline import LedgerLine, LineKind, ledger_line
from .points import ClauseRange, Contribution, Range, extremes, with_idle
from .words import counted, effect_text, open_text, unwritten_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """What a question that may apply contributes, and what it was answered (``told``)."""

    applying: Applying
    told: Possible
    worst: Contribution
    best: Contribution


def clause_ledger(clause: Clause, settled: Settlement, sure: ClauseRange) -> tuple[LedgerLine, ...]:
    """Return the ledger of ``clause`` as its answers are ``settled``; ``sure`` is what it and its parts are sure of."""
    told, applies = settled.told, applying(settled)
    found = [
        tuple(
            _found(applies[question.id], told[question.id])
            for question in part.questions
            if question.id in applies and not _is_idle(question)
        )
        for part in clause.parts
    ]
    lines: list[LedgerLine] = []
    for index, (part, left) in enumerate(zip(clause.parts, sure.parts, strict=True)):
        elsewhere = [one for other in (*found[:index], *found[index + 1 :]) for one in other]
        lines.extend(_part_lines(part, found[index], elsewhere, left))
    return (*lines, *whole_balance(sure))


def _part_lines(
    part: Part, found: tuple[_Found, ...], elsewhere: list[_Found], left: Range
) -> Iterator[LedgerLine]:
    reached = _from_elsewhere(part, found, elsewhere)
    lines = [_start(part), *(line for one in found for line in _conditions(part, one)), *reached]
    yield from lines
    if part.start is not Start.NONE or reached:
        yield from balance(part, lines, [(one.worst, one.best) for one in found], left)
        yield _left(part, left)


def _found(one: Applying, told: Possible) -> _Found:
    worst, best = _extremes(one, one.possible)
    return _Found(applying=one, told=told, worst=worst, best=best)


def _extremes(one: Applying, possible: Possible) -> tuple[Contribution, Contribution]:
    """Return the worst and the best; a question that may not apply may also contribute nothing."""
    worst, best = extremes(one.question, possible)
    return (worst, best) if one.sure else with_idle(worst, best)


def _from_elsewhere(
    part: Part, own_ones: Iterable[_Found], others: Iterable[_Found]
) -> list[LedgerLine]:
    """Tell what questions of other parts do to this one: they may forfeit or exempt the whole clause."""
    others = tuple(others)
    every = (*own_ones, *others)
    spared = any(one.worst.exempt is Scope.CLAUSE for one in every)
    perhaps_spared = any(one.best.exempt is Scope.CLAUSE for one in every)
    lines = []
    if any(one.best.exempt is Scope.CLAUSE for one in others):
        text = "本条不扣分" if spared else "可能使本条不扣分"
        low, high = _spared(part, sure=spared)
        text = f"{text}，保留{amount_text(part.points)}分"
        lines.append(_elsewhere(part, text, sure=spared, low=low, high=high))
    if not spared and any(one.worst.forfeit is Scope.CLAUSE for one in others):
        lost = any(one.best.forfeit is Scope.CLAUSE for one in others)
        sure = lost and not perhaps_spared
        text = "本条不得分" if sure else "可能使本条不得分"
        low, high = _lost(part, sure=sure)
        lines.append(_elsewhere(part, text, sure=sure, low=low, high=high))
    return lines


def _spared(part: Part, *, sure: bool) -> tuple[Decimal, Decimal]:
    """Return what an exemption of the whole clause moves at either end."""
    low = part.points if sure and part.start is not Start.FULL else ZERO
    return low, part.points if part.start is Start.ZERO else ZERO


def _lost(part: Part, *, sure: bool) -> tuple[Decimal, Decimal]:
    """Return what the forfeit of the whole clause moves at either end."""
    low = -part.points if part.start is Start.FULL else ZERO
    return low, -part.points if sure and part.start is not Start.ZERO else ZERO


def _elsewhere(part: Part, text: str, *, sure: bool, low: Decimal, high: Decimal) -> LedgerLine:
    kind = LineKind.SETTLED if sure else LineKind.OPEN
    words = f"因本条另一部分的情形，{text}。" if sure else f"本条另一部分的情形{text}。"
    return ledger_line(kind, part, words, low=low, high=high)


def _is_idle(question: Question) -> bool:
    """Whether a count has no effect under the main reading; it then only serves another reading."""
    return isinstance(question, Count) and question.effect.kind is EffectKind.NONE


def _start(part: Part) -> LedgerLine:
    points = amount_text(part.points)
    if part.start is Start.FULL:
        return ledger_line(
            LineKind.START, part, f"起评{points}分，按情形扣分。", low=part.points, high=part.points
        )
    if part.start is Start.ZERO:
        return ledger_line(LineKind.START, part, f"从0分起，按情形得分，最多{points}分。")
    return ledger_line(LineKind.START, part, unwritten_text(part), high=part.points)


def _conditions(part: Part, one: _Found) -> Iterator[LedgerLine]:
    """Give the lines of one question: one for each thing it grades, else one."""
    question, possible = one.applying.question, one.applying.possible
    if isinstance(question, Grade) and question.named:
        for thing in question.named:
            alone, told = (
                Possible(choices={"": found.choices[thing.id]}, numbers={})
                for found in (possible, one.told)
            )
            yield _condition(part, one.applying, alone, told, thing.label)
    else:
        yield _condition(part, one.applying, possible, one.told, "")


def _condition(
    part: Part, one: Applying, possible: Possible, told: Possible, thing: str
) -> LedgerLine:
    question = one.question
    worst, best = _extremes(one, possible)
    settled = one.sure and worst == best
    begun = counted(question, told)
    if settled:
        words = [begun or _inferred(question, possible), effect_text(part, question, best)]
    else:
        doubt = "是否适用还没有定" if not one.sure else "其余还没有定" if begun else "还没有定"
        words = [begun, doubt, open_text(part, question, worst, best)]
    name = f"{thing}：" if thing else ""
    low, high = _moved(part, worst, best)
    source = _source(question, worst, best)
    return ledger_line(
        LineKind.SETTLED if settled else LineKind.OPEN,
        part,
        f"{question.ask}{name}{'，'.join(piece for piece in words if piece)}{source}。",
        question=question.id,
        condition=question.cite or question.ask,
        count=begun if settled else "",
        low=low,
        high=high,
    )


def _inferred(question: Question, possible: Possible) -> str:
    """Return what the other answers leave of one that was not given."""
    left = counted(question, possible).removeprefix("答") if possible.known else ""
    return f"按其余回答只能是{left}" if left else "还没有答"


def _source(question: Question, worst: Contribution, best: Contribution) -> str:
    """Return where an outcome comes from: the words of the text where they state it, else a reading of ours."""
    happening = {kind for one in (worst, best) for kind in _kinds(one)}
    ours = any(
        effect.kind in happening and not is_stated(effect, question.cite)
        for effect in effects_of(question)
    )
    if not ours:
        return f"（原文：{question.cite}）" if question.cite else ""
    return f"（本站读法；有关原文：{question.cite}）" if question.cite else "（本站读法）"


def _kinds(one: Contribution) -> Iterator[EffectKind]:
    if one.exempt:
        yield EffectKind.EXEMPT
    elif one.forfeit:
        yield EffectKind.FORFEIT
    elif one.points:
        yield EffectKind.DEDUCT if one.points < 0 else EffectKind.AWARD


def _moved(part: Part, worst: Contribution, best: Contribution) -> tuple[Decimal, Decimal]:
    """Return the points that a question moves at either end; what is open, no further than the part reaches."""
    low, high = (_points(part, one) for one in (worst, best))
    if low == high:
        return low, high
    return min(max(low, -part.points), high), max(min(high, part.points), low)


def _points(part: Part, one: Contribution) -> Decimal:
    if one.exempt:
        return part.points if part.start is Start.ZERO else ZERO
    if one.forfeit:
        return -part.points if part.start is Start.FULL else ZERO
    return one.points


def _left(part: Part, left: Range) -> LedgerLine:
    told = range_text(left.low, left.high)
    text = f"计{told}。" if left.settled else f"在{told}之间，还没有定。"
    return ledger_line(LineKind.LEFT, part, text, low=left.low, high=left.high)

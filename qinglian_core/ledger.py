"""The ledger of a clause: every line that leads from its points to its score, in words ready to print.

Clause → condition → count → deducted or awarded → bound reached → left, under the main reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from .amounts import ZERO, amount_text, range_text
from .knowledge import Knowledge, Possible, applicability, know
from .model import Bound, Clause, Count, EffectKind, Grade, Part, Question, Scope, Start
from .scoring import Contribution, Range, extremes, raw_points
from .wording import counted, effect_text, open_text, own

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from .answers import Answer


class LineKind(Enum):
    """What a ledger line tells."""

    START = "start"
    SETTLED = "settled"
    OPEN = "open"
    BOUND = "bound"
    LEFT = "left"
    ESTIMATE = "estimate"


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerLine:
    """One line; ``low``–``high`` are points: signed for a condition, plain for start, bound and left."""

    kind: LineKind
    part: str
    question: str
    condition: str
    count: str
    low: Decimal
    high: Decimal
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """What a question contributes; ``sure`` when it is settled that it applies."""

    question: Question
    sure: bool
    worst: Contribution
    best: Contribution


def clause_ledger(
    clause: Clause, answers: Mapping[str, Answer], part_ranges: tuple[Range, ...]
) -> tuple[LedgerLine, ...]:
    """Return the ledger of ``clause``; ``part_ranges`` are what each of its parts is sure of."""
    knowledge = know(clause.questions, answers)
    applies = applicability(clause.questions, knowledge)
    found = [tuple(_found(part, knowledge, applies)) for part in clause.parts]
    lines: list[LedgerLine] = []
    for index, (part, left) in enumerate(zip(clause.parts, part_ranges, strict=True)):
        lines.append(_start(part))
        for one in found[index]:
            possible = knowledge[one.question.id]
            lines.extend(_conditions(part, one.question, possible, sure=one.sure))
        if all(one.sure for one in found[index]):
            lines.extend(_bound(part, found[index]))
        elsewhere = [one for other in (*found[:index], *found[index + 1 :]) for one in other]
        reached = _from_elsewhere(part, found[index], elsewhere)
        lines.extend(reached)
        if part.start is not Start.NONE or reached:
            lines.append(_left(part, left))
    return tuple(lines)


def _found(
    part: Part, knowledge: Knowledge, applies: Mapping[str, bool | None]
) -> Iterator[_Found]:
    for question in part.questions:
        sure = applies[question.id]
        if sure is not False and not _is_idle(question):
            worst, best = extremes(question, knowledge[question.id])
            yield _Found(question=question, sure=sure is True, worst=worst, best=best)


def _from_elsewhere(
    part: Part, own_ones: Iterable[_Found], others: Iterable[_Found]
) -> list[LedgerLine]:
    """Tell what questions of other parts do to this one: they may forfeit or exempt the whole clause."""
    others = tuple(others)
    every = (*own_ones, *others)
    spared = any(one.sure and one.worst.exempt is Scope.CLAUSE for one in every)
    perhaps_spared = any(one.best.exempt is Scope.CLAUSE for one in every)
    lines = []
    if any(one.best.exempt is Scope.CLAUSE for one in others):
        text = "本条不扣分" if spared else "可能使本条不扣分"
        lines.append(_elsewhere(part, f"{text}，保留{amount_text(part.points)}分", sure=spared))
    if not spared and any(one.worst.forfeit is Scope.CLAUSE for one in others):
        lost = any(one.sure and one.best.forfeit is Scope.CLAUSE for one in others)
        sure = lost and not perhaps_spared
        text = "本条不得分" if sure else "可能使本条不得分"
        lines.append(_elsewhere(part, text, low=-part.points, sure=sure))
    return lines


def _elsewhere(part: Part, text: str, *, sure: bool, low: Decimal = ZERO) -> LedgerLine:
    kind = LineKind.SETTLED if sure else LineKind.OPEN
    words = f"因本条另一部分的情形，{text}。" if sure else f"本条另一部分的情形{text}。"
    return _line(kind, part, words, low=low, high=low if sure else ZERO)


def _is_idle(question: Question) -> bool:
    """Whether a count has no effect under the main reading; it then only serves another reading."""
    return isinstance(question, Count) and question.effect.kind is EffectKind.NONE


def _line(  # noqa: PLR0913 - a line is its columns
    kind: LineKind,
    part: Part,
    text: str,
    *,
    question: str = "",
    condition: str = "",
    count: str = "",
    low: Decimal = ZERO,
    high: Decimal = ZERO,
) -> LedgerLine:
    prefix = f"{part.label}：" if part.label and kind in (LineKind.START, LineKind.LEFT) else ""
    return LedgerLine(
        kind=kind,
        part=part.label,
        question=question,
        condition=condition,
        count=count,
        low=low,
        high=high,
        text=prefix + text,
    )


def _start(part: Part) -> LedgerLine:
    points = amount_text(part.points)
    if part.start is Start.FULL:
        return _line(
            LineKind.START, part, f"起评{points}分，按情形扣分。", low=part.points, high=part.points
        )
    if part.start is Start.ZERO:
        return _line(LineKind.START, part, f"从0分起，按情形得分，最多{points}分。")
    return _line(
        LineKind.START, part, f"原文没有写评分办法，0至{points}分由考评组评定。", high=part.points
    )


def _conditions(
    part: Part, question: Question, possible: Possible, *, sure: bool
) -> Iterator[LedgerLine]:
    """Give the lines of one question: one for each thing it grades, else one."""
    if isinstance(question, Grade) and question.named:
        for thing in question.named:
            alone = Possible(choices={"": possible.choices[thing.id]}, numbers={})
            yield _condition(part, question, alone, thing.label, sure=sure)
    else:
        yield _condition(part, question, possible, "", sure=sure)


def _condition(
    part: Part, question: Question, possible: Possible, thing: str, *, sure: bool
) -> LedgerLine:
    worst, best = extremes(question, possible)
    settled = sure and worst == best
    begun = counted(question, possible)
    if settled:
        told = [begun or "还没有答", effect_text(part, question, best)]
    else:
        doubt = "是否适用还没有定" if not sure else "其余还没有定" if begun else "还没有定"
        told = [begun, doubt, open_text(part, question, worst, best)]
    cite = f"（原文：{question.cite}）" if question.cite else ""
    name = f"{thing}：" if thing else ""
    return _line(
        LineKind.SETTLED if settled else LineKind.OPEN,
        part,
        f"{question.ask}{name}{'，'.join(piece for piece in told if piece)}{cite}。",
        question=question.id,
        condition=question.cite or question.ask,
        count=begun if settled else "",
        low=_shown_points(part, worst),
        high=_shown_points(part, best),
    )


def _shown_points(part: Part, one: Contribution) -> Decimal:
    """Return a contribution in points, no further than the part reaches."""
    if one.forfeit:
        return -part.points
    return min(max(one.points, -part.points), part.points)


def _bound(part: Part, found: tuple[_Found, ...]) -> Iterator[LedgerLine]:
    """Tell that a bound held, when it holds whatever the open answers turn out to be."""
    worst, best = [one.worst for one in found], [one.best for one in found]
    if any(one.forfeit or one.exempt for one in (*worst, *best)):
        return
    points = amount_text(part.points)
    written = f"原文写明“{part.bound_cite}”"
    if raw_points(part, best) < 0:
        lost = amount_text(-sum((one.points for one in best), start=ZERO))
        why = written if part.bound is Bound.WRITTEN else "原文未写扣完为止，按不出现负分处理"
        yield _line(
            LineKind.BOUND, part, f"扣分合计{lost}分，超过{own(part)}的{points}分；{why}，计0分。"
        )
    elif raw_points(part, worst) > part.points:
        gained = amount_text(sum((one.points for one in worst), start=ZERO))
        why = (
            written if part.bound is Bound.WRITTEN else f"原文未写封顶，按不超过{own(part)}分值处理"
        )
        text = f"得分合计{gained}分，超过{own(part)}的{points}分；{why}，计{points}分。"
        yield _line(LineKind.BOUND, part, text, low=part.points, high=part.points)


def _left(part: Part, left: Range) -> LedgerLine:
    told = range_text(left.low, left.high)
    text = f"计{told}。" if left.settled else f"在{told}之间，还没有定。"
    return _line(LineKind.LEFT, part, text, low=left.low, high=left.high)

"""The ledger of a clause: every line that leads from its points to its score, in words ready to print.

Clause → condition → count → deducted or awarded → bound reached → left, under the main reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from .amounts import ZERO, amount_text, range_text
from .knowledge import Possible, asked, know, may_be_asked, worlds
from .model import (
    Bound,
    Clause,
    Count,
    Each,
    EffectKind,
    Grade,
    Part,
    Per,
    Question,
    Scope,
    Start,
    Tiers,
)
from .questions import OTHER, effects_of
from .scoring import Contribution, Range, extremes, raw_points

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
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


def clause_ledger(
    clause: Clause, answers: Mapping[str, Answer], part_ranges: tuple[Range, ...]
) -> tuple[LedgerLine, ...]:
    """Return the ledger of ``clause``; ``part_ranges`` are what each of its parts is sure of."""
    knowledge = know(clause.questions, answers)
    lines: list[LedgerLine] = []
    for part, left in zip(clause.parts, part_ranges, strict=True):
        lines.append(_start(part))
        if part.start is Start.NONE:
            continue
        found = []
        for question in part.questions:
            applies = may_be_asked(question, clause.questions, knowledge)
            if applies is False or _is_idle(question):
                continue
            pair = extremes(question, knowledge[question.id])
            found.append(pair)
            lines.extend(_conditions(part, question, knowledge[question.id], sure=applies is True))
        if _is_settled(clause, answers, part):
            lines.extend(_bound(part, [worst for worst, _ in found], [best for _, best in found]))
        lines.append(_left(part, left))
    return tuple(lines)


def _is_settled(clause: Clause, answers: Mapping[str, Answer], part: Part) -> bool:
    """Whether the same questions of ``part`` apply in every possible world."""
    questions = clause.questions
    found = {
        tuple(question.id for question in asked(questions, world) if question in part.questions)
        for world in worlds(questions, know(questions, answers))
    }
    return len(found) == 1


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
    begun = _counted(question, possible)
    if settled:
        told = [begun, _effect_text(part, question, best)]
    else:
        doubt = "是否适用还没有定" if not sure else "其余还没有定" if begun else "还没有定"
        told = [begun, doubt, _open_text(part, question, worst, best)]
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


def _counted(question: Question, possible: Possible) -> str:
    """Return what is answered, in words: ``答2项``, ``答“否”``; empty while nothing is."""
    if isinstance(question, Each):
        return _counted_things(question, possible)
    if isinstance(question, Count) and question.named:
        known = [thing for thing in question.named if possible.numbers[thing.id].known]
        told = [f"{thing.label}{possible.numbers[thing.id].low}" for thing in known]
        total = sum(possible.numbers[thing.id].low for thing in known)
        return f"{'、'.join(told)}，共{total}{question.unit}" if known else ""
    if not possible.known:
        return ""
    if isinstance(question, (Count, Tiers)):
        return f"答{possible.numbers[''].low}{question.unit}"
    if isinstance(question, Grade):
        labels = {grade.id: grade.label for grade in question.grades}
        return labels[possible.choices[""][0]]
    return f"答“{_YES_NO[possible.choices[''][0]]}”"


_YES_NO = {"yes": "是", "no": "否"}


def _counted_things(question: Each, possible: Possible) -> str:
    answer = _YES_NO[question.when]
    hit = [
        thing.label for thing in question.named if possible.choices[thing.id] == (question.when,)
    ]
    other = possible.numbers.get(OTHER)
    others = other.low if other else 0
    named = f"{'、'.join(hit)}答“{answer}”" if hit else ""
    extra = f"另有{others}{question.unit}" if others else ""
    if not named and not extra:
        return f"没有答“{answer}”的" if possible.known else ""
    counted = f"共{len(hit) + others}{question.unit}" if question.per is Per.EACH else ""
    return "，".join(piece for piece in (named, extra, counted) if piece)


def _effect_text(part: Part, question: Question, one: Contribution) -> str:
    kinds = {effect.kind for effect in effects_of(question)}
    if one.exempt:
        return f"不扣分，保留{amount_text(part.points)}分"
    if one.forfeit:
        return "本条不得分" if one.forfeit is Scope.CLAUSE else f"{_own(part)}不得分"
    if one.points:
        return f"{'扣' if one.points < 0 else '得'}{amount_text(abs(one.points))}分"
    if kinds <= {EffectKind.NONE, EffectKind.EXEMPT}:
        return "按其余各问计"
    return "不扣分" if part.start is Start.FULL else "不得分"


def _open_text(part: Part, question: Question, worst: Contribution, best: Contribution) -> str:
    if best.exempt or worst.forfeit or worst == best:
        outcomes = dict.fromkeys(_effect_text(part, question, one) for one in (best, worst))
        return f"可能{'，也可能'.join(outcomes)}"
    verb, least, most = "得", worst.points, best.points
    if part.start is Start.FULL:
        verb, least, most = "扣", -best.points, -worst.points
    least, most = min(least, part.points), min(most, part.points)
    return (
        f"已{verb}满{amount_text(least)}分"
        if least == most
        else f"可能{verb}{range_text(least, most)}"
    )


def _bound(part: Part, worst: list[Contribution], best: list[Contribution]) -> Iterator[LedgerLine]:
    """Tell that a bound held, when it holds whatever the open answers turn out to be."""
    if any(one.forfeit or one.exempt for one in (*worst, *best)):
        return
    points = amount_text(part.points)
    written = f"原文写明“{part.bound_cite}”"
    if raw_points(part, best) < 0:
        lost = amount_text(-sum((one.points for one in best), start=ZERO))
        why = written if part.bound is Bound.WRITTEN else "原文未写扣完为止，按不出现负分处理"
        yield _line(
            LineKind.BOUND, part, f"扣分合计{lost}分，超过{_own(part)}的{points}分；{why}，计0分。"
        )
    elif raw_points(part, worst) > part.points:
        gained = amount_text(sum((one.points for one in worst), start=ZERO))
        why = (
            written
            if part.bound is Bound.WRITTEN
            else f"原文未写封顶，按不超过{_own(part)}分值处理"
        )
        text = f"得分合计{gained}分，超过{_own(part)}的{points}分；{why}，计{points}分。"
        yield _line(LineKind.BOUND, part, text, low=part.points, high=part.points)


def _own(part: Part) -> str:
    return "本部分" if part.label else "本条"


def _left(part: Part, left: Range) -> LedgerLine:
    told = range_text(left.low, left.high)
    text = f"计{told}。" if left.settled else f"在{told}之间，还没有定。"
    return _line(LineKind.LEFT, part, text, low=left.low, high=left.high)

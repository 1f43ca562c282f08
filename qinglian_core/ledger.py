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
from .questions import OTHER
from .scoring import Contribution, Range, extremes, leads_of, raw_points

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
            if applies is False or _is_idle(question, knowledge[question.id]):
                continue
            pair = extremes(question, knowledge[question.id])
            found.append(pair)
            lines.extend(
                _conditions(part, question, knowledge[question.id], pair, sure=applies is True)
            )
        if _is_settled(clause, answers, part):
            lines.extend(_bound(part, [worst for worst, _ in found], [best for _, best in found]))
        lines.append(_left(part, left))
    return tuple(lines)


def _is_settled(clause: Clause, answers: Mapping[str, Answer], part: Part) -> bool:
    """Whether the same questions of ``part`` apply in every possible world."""
    questions = clause.questions
    found = {
        tuple(question.id for question in asked(questions, world) if question in part.questions)
        for world in worlds(questions, know(questions, answers), leads_of(questions))
    }
    return len(found) == 1


def _is_idle(question: Question, possible: Possible) -> bool:
    return (
        isinstance(question, Count)
        and question.effect.kind is EffectKind.NONE
        and not possible.known
    )


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
    part: Part,
    question: Question,
    possible: Possible,
    pair: tuple[Contribution, Contribution],
    *,
    sure: bool,
) -> Iterator[LedgerLine]:
    if isinstance(question, Grade) and question.named:
        for thing in question.named:
            alone = Possible(choices={"": possible.choices[thing.id]}, numbers={})
            yield _condition(
                part, question, alone, extremes(question, alone), thing.label, sure=sure
            )
    else:
        yield _condition(part, question, possible, pair, "", sure=sure)


def _condition(  # noqa: PLR0913 - a condition of one thing named in the text
    part: Part,
    question: Question,
    possible: Possible,
    pair: tuple[Contribution, Contribution],
    thing: str,
    *,
    sure: bool,
) -> LedgerLine:
    worst, best = pair
    name = f"{thing}，" if thing else ""
    cite = f"【{question.cite}】" if question.cite else ""
    settled = sure and worst == best
    count = _counted(question, possible) if possible.known or isinstance(question, Each) else ""
    if settled:
        told = count or "其余不影响"
        text = f"{cite}{name}{told}，{_effect_text(part, best)}。"
    else:
        doubt = (
            "是否适用未定"
            if not sure
            else "其余尚未定"
            if _is_begun(question, possible)
            else "尚未定"
        )
        begun = f"{count}，" if _is_begun(question, possible) else ""
        text = f"{cite}{name}{begun}{doubt}，{_open_text(part, worst, best)}。"
    return _line(
        LineKind.SETTLED if settled else LineKind.OPEN,
        part,
        text,
        question=question.id,
        condition=question.cite or question.ask,
        count=count,
        low=max(worst.points, -part.points) if worst.forfeit is None else -part.points,
        high=min(best.points, part.points) if best.forfeit is None else -part.points,
    )


def _counted(question: Question, possible: Possible) -> str:
    """Return the answer in words: ``2项``, ``答“否”``, ``谈心谈话、主题党日答“否”，共2项``."""
    if isinstance(question, Each):
        return _counted_things(question, possible)
    if isinstance(question, Count) and question.named:
        total = sum(span.low for span in possible.numbers.values())
        told = [
            f"{thing.label}{possible.numbers[thing.id].low}"
            for thing in question.named
            if possible.numbers[thing.id].low
        ]
        return f"{'、'.join(told)}，共{total}{question.unit}" if told else f"共0{question.unit}"
    if isinstance(question, (Count, Tiers)):
        return f"{possible.numbers[''].low}{question.unit}"
    if isinstance(question, Grade):
        labels = {grade.id: grade.label for grade in question.grades}
        return labels[possible.choices[""][0]]
    return f"答“{_YES_NO[possible.choices[''][0]]}”"


def _is_begun(question: Question, possible: Possible) -> bool:
    return isinstance(question, Each) and any(
        len(options) == 1 for options in possible.choices.values()
    )


_YES_NO = {"yes": "是", "no": "否"}


def _counted_things(question: Each, possible: Possible) -> str:
    hit = [
        thing.label for thing in question.named if possible.choices[thing.id] == (question.when,)
    ]
    others = possible.numbers[OTHER].low if question.other else 0
    if not hit and not others:
        return f"没有答“{_YES_NO[question.when]}”的"
    named = f"{'、'.join(hit)}答“{_YES_NO[question.when]}”" if hit else ""
    extra = f"另有{others}{question.unit}" if others else ""
    counted = f"共{len(hit) + others}{question.unit}" if question.per is Per.EACH else ""
    return "，".join(piece for piece in (named, extra, counted) if piece)


def _effect_text(part: Part, one: Contribution) -> str:
    if one.exempt:
        return f"不扣分，保留{amount_text(part.points)}分"
    if one.forfeit:
        return "本条不得分" if one.forfeit is Scope.CLAUSE else "本部分不得分"
    if one.points:
        return f"{'扣' if one.points < 0 else '得'}{amount_text(abs(one.points))}分"
    return "不扣分" if part.start is Start.FULL else "不得分"


def _open_text(part: Part, worst: Contribution, best: Contribution) -> str:
    if worst.forfeit or best.exempt:
        outcomes = dict.fromkeys((_effect_text(part, best), _effect_text(part, worst)))
        return f"可能{'，也可能'.join(outcomes)}"
    if part.start is Start.FULL:
        least, most = min(-best.points, part.points), min(-worst.points, part.points)
        return f"可能扣{range_text(least, most)}"
    return f"可能得{range_text(max(worst.points, ZERO), min(best.points, part.points))}"


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
            LineKind.BOUND, part, f"扣分合计{lost}分，超过本部分的{points}分；{why}，计0分。"
        )
    elif raw_points(part, worst) > part.points:
        gained = amount_text(sum((one.points for one in worst), start=ZERO))
        why = written if part.bound is Bound.WRITTEN else "原文未写封顶，按不超过本部分分值处理"
        text = f"得分合计{gained}分，超过本部分的{points}分；{why}，计{points}分。"
        yield _line(LineKind.BOUND, part, text, low=part.points, high=part.points)


def _left(part: Part, left: Range) -> LedgerLine:
    verb = "还可能是" if not left.settled else "计"
    return _line(
        LineKind.LEFT,
        part,
        f"{verb}{range_text(left.low, left.high)}。",
        low=left.low,
        high=left.high,
    )

"""What makes a ledger add up where its lines alone do not: bounds, and conditions that do not come together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text, range_text
from qinglian_core.criteria.model import Bound, Only, Part

from .ledgerline import LedgerLine, LineKind, ledger_line
from .points import Range
from .words import own

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from qinglian_core.criteria.model import Clause

    from .contributions import Extremes
    from .rules import PartRules


def balance(
    rules: PartRules,
    lines: Sequence[LedgerLine],
    extremes: Sequence[Extremes],
    left: Range,
) -> Iterator[LedgerLine]:
    """Give the line that leads from the sum of ``lines`` to what is ``left``, where they differ.

    ``extremes`` are the worst and the best of the part's own questions.
    """
    reached = Range(
        low=sum([line.low for line in lines], start=ZERO),
        high=sum([line.high for line in lines], start=ZERO),
    )
    if reached != left:
        yield ledger_line(
            LineKind.BOUND,
            rules.part,
            _surely_exceeded(rules, extremes) or _held(rules.part, reached, left),
            low=left.low - reached.low,
            high=left.high - reached.high,
        )


def whole_balance(clause: Clause, sure: Range, parts: Sequence[Range]) -> Iterator[LedgerLine]:
    """Give the line that leads from the parts of a clause to the whole, where a question links several."""
    low = sure.low - sum([part.low for part in parts], start=ZERO)
    high = sure.high - sum([part.high for part in parts], start=ZERO)
    if low or high:
        told = range_text(sure.low, sure.high)
        text = f"各部分的得失互相牵连，{clause.words.own_clause}合起来是{told}。"
        yield LedgerLine(kind=LineKind.BOUND, low=low, high=high, text=text)


def _surely_exceeded(rules: PartRules, extremes: Sequence[Extremes]) -> str:
    """Tell that a bound holds, when it does whatever the open answers turn out to be; else nothing."""
    part = rules.part
    worst = rules.total([one for one, _ in extremes])
    best = rules.total([one for _, one in extremes])
    if any(one.forfeit or one.exempt for one in (worst, best)):
        return ""
    points = amount_text(part.points)
    if rules.start + best.points < 0:
        lost = amount_text(-best.points)
        return f"扣分合计{lost}分，超过{own(part)}的{points}分；{_floor_words(part)}，计0分。"
    if rules.start + worst.points > part.points:
        gained = amount_text(worst.points)
        why = _ceiling_words(part)
        return f"得分合计{gained}分，超过{own(part)}的{points}分；{why}，计{points}分。"
    return ""


def _held(part: Part, reached: Range, left: Range) -> str:
    """Tell why what is left is another range than the one the lines have ``reached``."""
    held = Range(low=_clamped(part, reached.low), high=_clamped(part, reached.high))
    if part.only is not None:
        return f"{_ONLY[part.only]}，合起来是{range_text(left.low, left.high)}。"
    if held == reached or part.bound is Bound.EXACT or held != left or left.settled:
        return f"以上各处不重复计算，合起来是{range_text(left.low, left.high)}。"
    points = amount_text(part.points)
    told = (
        f"最多扣完{own(part)}的{points}分（{_floor_words(part)}）" if reached.low < 0 else "",
        f"最多得满{own(part)}的{points}分（{_ceiling_words(part)}）"
        if reached.high > part.points
        else "",
    )
    return f"以上合起来，{'，'.join(words for words in told if words)}。"


_ONLY = {Only.WORST: "以上只计最重的一处", Only.BEST: "以上只取最高的一项"}


def _clamped(part: Part, points: Decimal) -> Decimal:
    return min(max(points, ZERO), part.points)


def _floor_words(part: Part) -> str:
    return _written(part) or "原文未写扣完为止，按不出现负分处理"


def _ceiling_words(part: Part) -> str:
    return _written(part) or f"原文未写封顶，按不超过{own(part)}分值处理"


def _written(part: Part) -> str:
    return f"原文写明“{part.bound_cite}”" if part.bound is Bound.WRITTEN else ""

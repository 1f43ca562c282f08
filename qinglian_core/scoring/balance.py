"""What makes a ledger add up where its lines alone do not: bounds, and conditions that do not come together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text, range_text
from qinglian_core.criteria.model import Bound, Part

from .ledgerline import LedgerLine, LineKind, ledger_line
from .points import ClauseRange, Contribution, Range, raw_points
from .words import own

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal


def balance(
    part: Part,
    lines: Sequence[LedgerLine],
    extremes: Sequence[tuple[Contribution, Contribution]],
    left: Range,
) -> Iterator[LedgerLine]:
    """Give the line that leads from the sum of ``lines`` to what is ``left``, where they differ.

    ``extremes`` are the worst and the best of the part's own questions.
    """
    reached = Range(
        low=sum((line.low for line in lines), start=ZERO),
        high=sum((line.high for line in lines), start=ZERO),
    )
    if reached != left:
        yield ledger_line(
            LineKind.BOUND,
            part,
            _surely_exceeded(part, extremes) or _held(part, reached, left),
            low=left.low - reached.low,
            high=left.high - reached.high,
        )


def whole_balance(sure: ClauseRange) -> Iterator[LedgerLine]:
    """Give the line that leads from the parts of a clause to the whole, where a question links several."""
    low = sure.whole.low - sum((part.low for part in sure.parts), start=ZERO)
    high = sure.whole.high - sum((part.high for part in sure.parts), start=ZERO)
    if low or high:
        told = range_text(sure.whole.low, sure.whole.high)
        text = f"各部分的得失互相牵连，本条合起来是{told}。"
        yield LedgerLine(kind=LineKind.BOUND, low=low, high=high, text=text)


def _surely_exceeded(part: Part, extremes: Sequence[tuple[Contribution, Contribution]]) -> str:
    """Tell that a bound holds, when it does whatever the open answers turn out to be; else nothing."""
    worst, best = [one for one, _ in extremes], [one for _, one in extremes]
    if any(one.forfeit or one.exempt for one in (*worst, *best)):
        return ""
    points = amount_text(part.points)
    if raw_points(part, best) < 0:
        lost = amount_text(-sum((one.points for one in best), start=ZERO))
        return f"扣分合计{lost}分，超过{own(part)}的{points}分；{_floor_words(part)}，计0分。"
    if raw_points(part, worst) > part.points:
        gained = amount_text(sum((one.points for one in worst), start=ZERO))
        why = _ceiling_words(part)
        return f"得分合计{gained}分，超过{own(part)}的{points}分；{why}，计{points}分。"
    return ""


def _held(part: Part, reached: Range, left: Range) -> str:
    """Tell why what is left is another range than the one the lines have ``reached``."""
    held = Range(low=_clamped(part, reached.low), high=_clamped(part, reached.high))
    if part.bound is Bound.EXACT or held != left or left.settled:
        return f"以上各处不重复计算，合起来是{range_text(left.low, left.high)}。"
    points = amount_text(part.points)
    told = (
        f"最多扣完{own(part)}的{points}分（{_floor_words(part)}）" if reached.low < 0 else "",
        f"最多得满{own(part)}的{points}分（{_ceiling_words(part)}）"
        if reached.high > part.points
        else "",
    )
    return f"以上合起来，{'，'.join(words for words in told if words)}。"


def _clamped(part: Part, points: Decimal) -> Decimal:
    return min(max(points, ZERO), part.points)


def _floor_words(part: Part) -> str:
    return _written(part) or "原文未写扣完为止，按不出现负分处理"


def _ceiling_words(part: Part) -> str:
    return _written(part) or f"原文未写封顶，按不超过{own(part)}分值处理"


def _written(part: Part) -> str:
    return f"原文写明“{part.bound_cite}”" if part.bound is Bound.WRITTEN else ""

"""The one figure of a self-check, in words: ``64.7分（自己估的）· 至少43，最多78``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text

if TYPE_CHECKING:
    from .totals import Total


def headline(total: Total) -> str:
    """Return what the unit has estimated, and the least and the most that its answers make sure of."""
    ends = f"至少{amount_text(total.sure.low)}，最多{amount_text(total.sure.high)}"
    if not total.estimated_clauses:
        return f"还没有估分 · {ends}"
    estimated = f"{amount_text(total.estimated)}分"
    if total.unestimated:
        return f"已估{estimated}（还差{total.unestimated}条）· {ends}"
    if total.sure.settled:
        return f"{estimated}（按所答已经确定）"
    return f"{estimated}（自己估的）· {ends}"

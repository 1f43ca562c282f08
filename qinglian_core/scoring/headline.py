"""The one figure of a self-check, in words: ``64.7分（自己估的）· 至少43，最多78``.

Where a bonus comes on top there are three, so that none hides which it is: ``基本分92分，加分5分，合计97分``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text

if TYPE_CHECKING:
    from decimal import Decimal

    from qinglian_core.criteria.table import Words

    from .points import Range
    from .totals import Total


def headline(total: Total, words: Words) -> str:
    """Return what the unit has estimated, and the least and the most that its answers make sure of."""
    ends = _ends(total)
    if not total.estimated_clauses:
        return f"还没有估分 · {ends}"
    estimated = own_words(total)
    if total.unestimated:
        return f"{total.unestimated}{words.clause}还没有估，其余{total.estimated_clauses}{words.clause}{estimated} · {ends}"
    if total.estimate is None:
        return f"已估的要看{words.unit}的类别才能合计 · {ends}"
    if total.sure.settled:
        return f"{estimated}（按所答已经确定）"
    return f"{estimated}（自己估的）· {ends}"


def _ends(total: Total) -> str:
    whole = total.whole
    if whole is None or whole.bonus is None:
        return _end_words(total.sure)
    named = (("基本分", whole.base.sure), ("加分", whole.bonus.sure), ("合计", total.sure))
    return "；".join(f"{name}{_end_words(sure)}" for name, sure in named)


def _end_words(sure: Range) -> str:
    return f"至少{amount_text(sure.low)}，最多{amount_text(sure.high)}"


def own_words(total: Total) -> str:
    """Return what the unit has estimated: three figures where a bonus comes on top."""
    whole = total.whole
    if whole is None or whole.bonus is None:
        return f"{amount_text(total.estimated)}分"
    named: tuple[tuple[str, Decimal], ...] = (
        ("基本分", whole.base.estimated),
        ("加分", whole.bonus.estimated),
        ("合计", total.estimated),
    )
    return "，".join(f"{name}{amount_text(points)}分" for name, points in named)

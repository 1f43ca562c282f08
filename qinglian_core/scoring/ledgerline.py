"""One line of a ledger: words ready to print, and the points that it moves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO

if TYPE_CHECKING:
    from decimal import Decimal

    from qinglian_core.criteria.model import Part


class LineKind(Enum):
    """What a ledger line tells."""

    START = "start"
    SETTLED = "settled"
    OPEN = "open"
    BOUND = "bound"
    LEFT = "left"
    ESTIMATE = "estimate"
    REACH = "reach"
    """What happens beyond the clause; it moves no point of the clause."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerLine:
    """One line; ``low``–``high`` are the points that it moves, signed, at either end of the range.

    ``brief`` is its text without where it comes from; empty where that is all of it.
    Of each part, the lines before the one of kind ``LEFT`` add up to it, at either end.
    """

    kind: LineKind
    part: str = ""
    question: str = ""
    condition: str = ""
    count: str = ""
    low: Decimal
    high: Decimal
    text: str
    brief: str = ""


def ledger_line(  # noqa: PLR0913 - a line is its columns
    kind: LineKind,
    part: Part,
    text: str,
    *,
    question: str = "",
    condition: str = "",
    count: str = "",
    low: Decimal = ZERO,
    high: Decimal = ZERO,
    brief: str = "",
) -> LedgerLine:
    """Return a line about ``part``; where a part starts and what is left of it begin with its name."""
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
        brief=brief,
    )

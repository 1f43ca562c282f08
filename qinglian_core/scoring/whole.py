"""What a total is made of where an edition does more than add up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from .points import Range
    from .vetoes import VetoScore


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A figure beside the total: what is sure of it, under any reading too, and the unit's own, of what is estimated so far."""

    sure: Range
    envelope: Range
    estimated: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Whole:
    """The base score before (``net``) and after rescaling, the bonus and the penalty (None: there is none), the rest.

    ``full`` is the full mark of what takes part. ``kind`` is the kind of unit, empty where it is not known.
    """

    kind: str
    net: Range
    base: Figure
    bonus: Figure | None
    penalty: Figure | None
    full: Range
    levels: tuple[str, ...]
    vetoes: tuple[VetoScore, ...]

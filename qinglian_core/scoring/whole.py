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

    @property
    def beside(self) -> tuple[tuple[str, Figure], ...]:
        """The figures that are shown beside the total, by name: none where the base score is all there is to it."""
        named = (("加分", self.bonus), ("减分", self.penalty))
        more = [(name, figure) for name, figure in named if figure is not None]
        return (("基本分", self.base), *more) if more else ()

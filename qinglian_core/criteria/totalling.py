"""How an edition comes to its total where it does more than add up: vetoes, levels, bonus, kinds of unit.

Labels and texts of levels and vetoes are verbatim. What an edition does not use is empty here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Role(Enum):
    """What a project is to the total."""

    BASE = "base"
    """Its score is part of the full mark."""
    BONUS = "bonus"
    """加分项: comes on top, no more than its points."""
    PENALTY = "penalty"
    """减分项: what is lost in it is taken from the total, no more than its points."""
    VETO = "veto"
    """一票否决: has no points."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """等次: what a total from ``start`` on (inclusive) is called; the next higher level ends it."""

    start: Decimal
    label: str
    cite: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Veto:
    """一票否决: what falls where a question says so.

    One outcome: a ``level``; a level so much ``lower`` than the total's, or ``below`` one; no more than a ``score``;
    or what is only ``told``.
    """

    id: str
    text: str
    level: str
    lower: int
    below: str
    score: Decimal | None
    told: str

    @property
    def moves_level(self) -> bool:
        """Whether it makes the level that the total has a lower one."""
        return bool(self.lower or self.below)


class Keep(Enum):
    """Which deduction of several stays."""

    MOST = "most"
    """The greatest, the first on a tie."""
    FIRST = "first"
    """The first there is: 已经扣分的，不再重复扣."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Once:
    """Questions of several clauses of which only one deduction counts: (clause, question) each."""

    id: str
    why: str
    keep: Keep
    questions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitKind:
    """One kind of unit; clauses and questions may apply to some kinds only."""

    id: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Rescale:
    """折算: the score by the full mark of what takes part, times ``to``, rounded half up to a multiple of ``step``."""

    to: Decimal
    step: Decimal
    cite: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Totalling:
    """All of it; ``units_ask`` asks which kind of unit it is."""

    levels: tuple[Level, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    once: tuple[Once, ...] = ()
    units: tuple[UnitKind, ...] = ()
    units_ask: str = ""
    rescale: Rescale | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The ids of the kinds of unit; one without an id where there are none."""
        return tuple(unit.id for unit in self.units) or ("",)

    @property
    def level_labels(self) -> tuple[str, ...]:
        """The levels from the highest; last what is below them all, where totals can be there."""
        return labels_of(self.levels)


def labels_of(levels: Sequence[Level]) -> tuple[str, ...]:
    """Return what ``levels`` are called, from the highest; what is below them all is called just that."""
    below = [f"低于{levels[-1].label}"] if levels and levels[-1].start else []
    return (*(level.label for level in levels), *below)


ADDED_UP = Totalling()
"""Of an edition that only adds up."""
ONE = Decimal(1)

"""Questions whose answer is a number measured, and the scales that turn it into points."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from .questions import Question

if TYPE_CHECKING:
    from decimal import Decimal

    from .effects import Effect
    from .questions import Tier


@dataclass(frozen=True, kw_only=True, slots=True)
class Ratio:
    """Two numbers, as they are asked for; their quotient counts in percent."""

    part: str
    whole: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A number that the unit is asked for besides."""

    ask: str


class Side(Enum):
    """On which side of its target a number counts."""

    BELOW = "below"
    ABOVE = "above"


class Partial(Enum):
    """What a step that is not full counts."""

    WHOLE = "whole"
    """Nothing."""
    PROPORTIONAL = "proportional"
    UP = "up"
    """As much as a full one (不足1个的按1个计)."""
    UNSTATED = "unstated"
    """The text does not say: nothing, and under another reading as much as a full one; proportionally is between."""


class Empty(Enum):
    """What holds where there is nothing to take a share of."""

    KEEP = "keep"
    """The best that the rule can do."""
    LOSE = "lose"
    """The worst that it can do."""
    OPEN = "open"
    """Either; the unit estimates it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """每低1个百分点扣0.05分: ``effect`` for every ``per`` by which the number misses or passes the target."""

    target: Decimal | Asked | Ratio
    per: Decimal
    effect: Effect
    side: Side
    partial: Partial


@dataclass(frozen=True, kw_only=True, slots=True)
class Times:
    """折算: the number, times the amount of ``effect``."""

    effect: Effect


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """名次: what is awarded for each number; each ``later`` one that much less (None: nothing)."""

    rows: tuple[tuple[int, Decimal], ...]
    later: Decimal | None


class By(Enum):
    """How a number stands to its reference; the share is held between nothing and all."""

    MORE = "more"
    """The number by the reference: 其余按第1名的比例."""
    LESS = "less"
    """The reference by the number: 最低的得满分，其余按比例; all where the number is 0."""
    RANK = "rank"
    """The number is a rank among so many as the reference says: of 20, the first has all and the last 1/20."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Relative:
    """``award`` times the share at which the number stands to a reference that is asked for."""

    ask: str
    award: Decimal
    by: By


Scale = Target | Times | Table | Relative
"""How a number turns into points."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure(Question):
    """A number measured, as a share (``of``) or entered: from ``least`` to ``most`` (None: no end).

    What is entered, for a share both its numbers, has ``places`` decimals and is ``most_entered`` at most (None: as
    much as a count). ``outside``: a unit does not know it as a rule (全市平均). ``scale`` turns it into points, of which no more than
    ``most_points`` are moved; besides, the tier that it falls in has its effect. A part may exceed its whole where
    ``over``; ``empty`` is what holds where the whole is 0.
    """

    of: Ratio | None
    unit: str
    least: Decimal
    most: Decimal | None
    most_entered: Decimal | None
    places: int
    outside: bool
    over: bool
    scale: Scale | None
    tiers: tuple[Tier, ...]
    empty: Empty | Asked
    most_points: Decimal | None

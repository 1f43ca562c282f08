"""What is asked for a clause: facts and judgements, and the effect of each answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from .effects import Effect, Per
    from .model import Only


class Nature(Enum):
    """What kind of thing a question asks."""

    FACT = "fact"
    JUDGEMENT = "judgement"
    """不到位、不够好、浓厚…: the text gives no measure."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A thing the text names, answered for by itself."""

    id: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Gate:
    """A question is asked only when an earlier one of the clause has one of ``values``, or is ``>= at_least``."""

    question: str
    values: tuple[str, ...]
    at_least: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What every question has.

    ``ask`` is put to the unit, ``cite`` is the condition in the words of the clause (empty when a question
    only leads to another), ``hint`` helps to answer. ``step`` says, verb first, what
    brings points here (empty: said in the words of ``ask``); ``irreversible`` that what was lost here cannot be made
    good within the period. Both are our notes and move no point. ``applies`` are the kinds of unit that it is put to
    (empty: all).
    """

    id: str
    ask: str
    cite: str
    hint: str
    step: str
    nature: Nature
    irreversible: bool
    asked_when: Gate | None
    applies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class YesNo(Question):
    """Yes or no; ``effect`` follows when the answer is ``when``."""

    when: str
    effect: Effect


@dataclass(frozen=True, kw_only=True, slots=True)
class Count(Question):
    """A number of cases, in ``unit``; ``effect`` follows for each.

    With ``named``, a number for each named thing. ``at_least`` names a count of the clause that this one
    cannot be below. ``steps`` are the amounts of the first, the second … case where they differ, the last of them that
    of every later one; the effect's amount is then the greatest. Of ``most_points`` no more is moved (None: no limit).
    """

    unit: str
    effect: Effect
    named: tuple[Named, ...]
    at_least: str | None
    steps: tuple[Decimal, ...] = ()
    most_points: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Each(Question):
    """Yes or no for each of the things named in the text, and a number of others where it says 等.

    ``effect`` follows for the things answered ``when``: once for each, once for any, or once for all.
    """

    when: str
    effect: Effect
    named: tuple[Named, ...]
    other: str
    unit: str
    per: Per
    most_points: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class GradeOption:
    """One grade: what it is called, what it does."""

    id: str
    label: str
    effect: Effect


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """An answer between grades: “carried on, but whether well enough is unsure”."""

    id: str
    label: str
    among: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Grade(Question):
    """One of several grades, for the clause or for each named thing, of which perhaps ``only`` one counts."""

    grades: tuple[GradeOption, ...]
    named: tuple[Named, ...]
    doubts: tuple[Doubt, ...]
    only: Only | None = None
    most_points: Decimal | None = None

    @property
    def labels(self) -> dict[str, str]:
        """What each grade, and each doubt between some, is called."""
        options: tuple[GradeOption | Doubt, ...] = (*self.grades, *self.doubts)
        return {one.id: one.label for one in options}


@dataclass(frozen=True, kw_only=True, slots=True)
class Tier:
    """From this number on, itself included unless it is only ``above``, this effect; the next higher tier ends it."""

    start: Decimal
    effect: Effect
    above: bool = False

    def holds(self, value: Fraction) -> bool:
        """Whether ``value`` is high enough."""
        start = Fraction(self.start)
        return value > start if self.above else value >= start


@dataclass(frozen=True, kw_only=True, slots=True)
class Tiers(Question):
    """A number of up to ``places`` decimals, in ``unit``, and the tier it falls in, from the highest to the lowest."""

    unit: str
    tiers: tuple[Tier, ...]
    places: int = 0

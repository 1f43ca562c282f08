"""Scoring: how many points a clause is worth, given what is known.

Every contribution lies between a worst and a best value; since the leads are settled world by world
(``settlement.settle``) and the sum only grows with each contribution, the worst and the best sums are exact.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO
from qinglian_core.answers.questionnaire import MOST_CLAUSES
from qinglian_core.answers.settlement import World, settle
from qinglian_core.criteria.model import Clause, Start

from .ends import ClauseEnd, clause_ends, differ_beyond
from .partpoints import part_points
from .rules import PartRules, clause_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from qinglian_core.answers.settlement import Settlement
    from qinglian_core.criteria.vocabulary import Answer

    from .rules import ClauseRules, OtherReading


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """From ``low`` to ``high`` points, both inclusive."""

    low: Decimal
    high: Decimal

    @property
    def settled(self) -> bool:
        """Whether nothing is left open."""
        return self.low == self.high

    def hull(self, other: Range) -> Range:
        """Return the smallest range that holds both."""
        return Range(low=min(self.low, other.low), high=max(self.high, other.high))


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseRange:
    """What is sure of a clause, and of each of its parts."""

    whole: Range
    parts: tuple[Range, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClausePoints:
    """What some answers to a clause come to by its ``rules``, its range, and its range under each set of other readings.

    Where its rules reach beyond it, ``ends`` are how it can end, ``otherwise_ends`` under each set of other readings.
    """

    rules: ClauseRules
    settled: Settlement
    sure: ClauseRange
    otherwise: tuple[Range, ...]
    ends: tuple[ClauseEnd, ...] = ()
    otherwise_ends: tuple[tuple[ClauseEnd, ...], ...] = ()

    @property
    def beyond_open(self) -> bool:
        """Whether it is open what the clause does beyond itself, whatever its points are."""
        return differ_beyond(self.ends)


def clause_points(clause: Clause, answers: Mapping[str, Answer]) -> ClausePoints:
    """Return what is sure of ``clause`` given ``answers``."""
    return _points_given(clause, answers) if answers else _points_unanswered(clause)


@lru_cache(maxsize=MOST_CLAUSES)
def _points_unanswered(clause: Clause) -> ClausePoints:
    return _points_given(clause, {})


def _points_given(clause: Clause, answers: Mapping[str, Answer]) -> ClausePoints:
    rules = clause_rules(clause)
    settled = settle(rules.questionnaire, answers)
    others = [(one, _settled_otherwise(one, answers, settled)) for one in rules.otherwise]
    found = ClausePoints(
        rules=rules,
        settled=settled,
        sure=clause_range(rules.parts, settled.worlds),
        otherwise=tuple([_reading_range(one, there) for one, there in others]),
    )
    if not rules.reaches:
        return found
    return replace(
        found,
        ends=clause_ends(rules.parts, settled.worlds),
        otherwise_ends=tuple([_reading_ends(one, there) for one, there in others]),
    )


def _settled_otherwise(
    reading: OtherReading, answers: Mapping[str, Answer], settled: Settlement
) -> Settlement:
    """Return what ``answers`` come to under another ``reading``.

    It knows those to questions that are asked under the main reading, as they are ``settled`` under it.
    """
    if reading.questionnaire is None:
        return settled
    return settle(reading.questionnaire, settled.of_asked(answers))


def _reading_range(reading: OtherReading, settled: Settlement) -> Range:
    found = whole_range(reading.parts, settled.worlds)
    return Range(low=max(found.low - reading.withheld, ZERO), high=found.high)


def _reading_ends(reading: OtherReading, settled: Settlement) -> tuple[ClauseEnd, ...]:
    ends = clause_ends(reading.parts, settled.worlds)
    held = [one.withheld(reading.withheld) for one in ends if reading.withheld]
    return tuple(dict.fromkeys((*ends, *held)))


def clause_range(parts: Sequence[PartRules], worlds: Iterable[World]) -> ClauseRange:
    """Return what is sure, whichever of ``worlds`` it is, under the rules of ``parts``."""
    ends = _ends(parts, worlds)
    if len(parts) == 1:
        whole = _between([points for (points,) in ends])
        return ClauseRange(whole=whole, parts=(whole,))
    whole = _whole(ends)
    return ClauseRange(
        whole=whole, parts=tuple([_between(points) for points in zip(*ends, strict=True)])
    )


def whole_range(parts: Sequence[PartRules], worlds: Iterable[World]) -> Range:
    """Return what is sure of the whole of a clause (see ``clause_range``)."""
    return _whole(_ends(parts, worlds))


def _whole(ends: Sequence[Sequence[Decimal]]) -> Range:
    return _between([sum(points, start=ZERO) for points in ends])


def _between(points: Sequence[Decimal]) -> Range:
    if len(points) == 1:
        return Range(low=points[0], high=points[0])
    return Range(low=min(points), high=max(points))


def _ends(parts: Sequence[PartRules], worlds: Iterable[World]) -> list[list[Decimal]]:
    """Return the points of each part in the worst and the best cases; none where no world has the clause."""
    found = [points for world in worlds for points in _world_ends(parts, world)]
    return found or [[ZERO for _ in parts]]


def _world_ends(parts: Sequence[PartRules], world: World) -> Iterator[list[Decimal]]:
    """Give the points of each part in the worst and in the best case; only once where these are the same.

    In a world without the clause, there are none.
    """
    found = [part.totals(world) for part in parts]
    worst, best = [worst for worst, _ in found], [best for _, best in found]
    if True in [one.drop for one in best]:
        return
    yield part_points(parts, worst, generous=False)
    if worst != best or Start.NONE in [one.part.start for one in parts]:
        yield part_points(parts, best, generous=True)

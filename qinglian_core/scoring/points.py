"""Scoring: how many points a clause is worth, given what is known.

A part is worth ``clamp(start ± contributions, 0, points)``; a forfeit makes it 0, an exemption its points.
Every contribution lies between a worst and a best value; since the leads are settled world by world
(``settlement.settle``) and the sum only grows with each contribution, the worst and the best sums are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO
from qinglian_core.answers.questionnaire import MOST_CLAUSES
from qinglian_core.answers.settlement import World, settle
from qinglian_core.criteria.model import Clause, Part, Scope, Start

from .contributions import Contribution, total
from .rules import PartRules, clause_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from qinglian_core.answers.settlement import Settlement
    from qinglian_core.criteria.vocabulary import Answer

    from .rules import OtherReading


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
    """What some answers to a clause come to, its range, and under each set of other readings (see ``rules``) its range."""

    settled: Settlement
    sure: ClauseRange
    otherwise: tuple[Range, ...]


def clause_points(clause: Clause, answers: Mapping[str, Answer]) -> ClausePoints:
    """Return what is sure of ``clause`` given ``answers``."""
    return _points_given(clause, answers) if answers else _points_unanswered(clause)


@lru_cache(maxsize=MOST_CLAUSES)
def _points_unanswered(clause: Clause) -> ClausePoints:
    return _points_given(clause, {})


def _points_given(clause: Clause, answers: Mapping[str, Answer]) -> ClausePoints:
    rules = clause_rules(clause)
    settled = settle(rules.questionnaire, answers)
    return ClausePoints(
        settled=settled,
        sure=clause_range(rules.parts, settled.worlds),
        otherwise=tuple([_reading_range(one, answers, settled) for one in rules.otherwise]),
    )


def _reading_range(
    reading: OtherReading, answers: Mapping[str, Answer], settled: Settlement
) -> Range:
    """Return the range of a clause under another ``reading``.

    Of ``answers`` it knows those to questions that are asked under the main reading, as they are ``settled`` under it.
    """
    if reading.questionnaire is not None:
        settled = settle(reading.questionnaire, settled.of_asked(answers))
    found = clause_range(reading.parts, settled.worlds).whole
    return Range(low=max(found.low - reading.withheld, ZERO), high=found.high)


def clause_range(parts: Sequence[PartRules], worlds: Iterable[World]) -> ClauseRange:
    """Return what is sure, whichever of ``worlds`` it is, under the rules of ``parts``."""
    ends = [points for world in worlds for points in _ends(parts, world)]
    sums = [sum(points, start=ZERO) for points in ends]
    return ClauseRange(
        whole=Range(low=min(sums), high=max(sums)),
        parts=tuple(
            [Range(low=min(points), high=max(points)) for points in zip(*ends, strict=True)]
        ),
    )


def _ends(parts: Sequence[PartRules], world: World) -> Iterator[list[Decimal]]:
    """Give the points of each part in the worst and in the best case; only once where these are the same."""
    found = [part.extremes(world) for part in parts]
    worst = [total([worst for worst, _ in pairs]) for pairs in found]
    best = [total([best for _, best in pairs]) for pairs in found]
    yield _points(parts, worst, generous=False)
    if worst != best or Start.NONE in [one.part.start for one in parts]:
        yield _points(parts, best, generous=True)


def _points(
    parts: Sequence[PartRules], totals: list[Contribution], *, generous: bool
) -> list[Decimal]:
    """Return the points of each part of a clause, to which its questions contribute ``totals``.

    A part without a written rule gives all its points when ``generous``, none otherwise.
    """
    exempted = Scope.CLAUSE in [one.exempt for one in totals]
    if not exempted and Scope.CLAUSE in [one.forfeit for one in totals]:
        return [ZERO for _ in parts]
    points = []
    for rules, one in zip(parts, totals, strict=True):
        part = rules.part
        if exempted or one.exempt or (part.start is Start.NONE and generous):
            points.append(part.points)
        elif one.forfeit or part.start is Start.NONE:
            points.append(ZERO)
        else:
            points.append(min(max(rules.start + one.points, ZERO), part.points))
    return points


def can_exceed(clause: Clause, part: Part) -> bool:
    """Whether some answers take a part of ``clause`` beyond its bounds under the main reading."""
    rules = clause_rules(clause)
    own = rules.parts[clause.parts.index(part)]
    for world in settle(rules.questionnaire, {}).worlds:
        found = own.extremes(world)
        least = own.start + total([worst for worst, _ in found]).points
        most = own.start + total([best for _, best in found]).points
        if least < 0 or most > part.points:
            return True
    return False

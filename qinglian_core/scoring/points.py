"""Scoring: how many points a clause is worth, given what is known.

A part is worth ``clamp(start ± contributions, 0, points)``; a forfeit makes it 0, an exemption its points.
Every contribution lies between a worst and a best value; since the leads are settled world by world
(``knowledge.worlds``) and the sum only grows with each contribution, the worst and the best sums are exact.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from qinglian_core.amounts import UNBOUNDED, ZERO
from qinglian_core.answers.possibilities import (
    Possible,
    Settlement,
    Span,
    World,
    leave_alike,
    settle,
)
from qinglian_core.criteria.model import (
    Clause,
    Count,
    Each,
    Effect,
    EffectKind,
    Grade,
    Part,
    Per,
    Question,
    Reading,
    Scope,
    Start,
    Tiers,
    YesNo,
)
from qinglian_core.criteria.vocabulary import NO_EFFECT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from qinglian_core.criteria.vocabulary import Answer


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
class Contribution:
    """What one question adds to its part: points (negative: deducted), and whether it forfeits or exempts."""

    points: Decimal = ZERO
    forfeit: Scope | None = None
    exempt: Scope | None = None


def contribution(effect: Effect, times: Decimal | int = 1) -> Contribution:
    """Return what ``effect`` contributes when it occurs ``times`` (may be unbounded)."""
    if not times or effect.kind is EffectKind.NONE:
        return Contribution()
    if effect.kind is EffectKind.FORFEIT:
        return Contribution(forfeit=effect.scope)
    if effect.kind is EffectKind.EXEMPT:
        return Contribution(exempt=effect.scope)
    points = effect.amount * times if effect.amount else ZERO
    return Contribution(points=-points if effect.kind is EffectKind.DEDUCT else points)


def extremes(question: Question, possible: Possible) -> tuple[Contribution, Contribution]:
    """Return the worst and the best that ``question`` can contribute."""
    if isinstance(question, Grade):
        return _grade_extremes(question, possible)
    found = list(_outcomes(question, possible))
    return min(found, key=_merit), max(found, key=_merit)


def with_idle(worst: Contribution, best: Contribution) -> tuple[Contribution, Contribution]:
    """Return the worst and the best where contributing nothing is possible too."""
    idle = Contribution()
    return min(worst, idle, key=_merit), max(best, idle, key=_merit)


def _merit(one: Contribution) -> tuple[int, int, Decimal]:
    """Order contributions from worst to best for their clause; a wider scope reaches further."""
    return (_REACH[one.exempt], -_REACH[one.forfeit], one.points)


_REACH: dict[Scope | None, int] = {None: 0, Scope.PART: 1, Scope.CLAUSE: 2}


def _outcomes(question: Question, possible: Possible) -> Iterator[Contribution]:
    if isinstance(question, YesNo):
        for option in possible.choices[""]:
            yield contribution(question.effect if option == question.when else NO_EFFECT)
    elif isinstance(question, Tiers):
        yield from (
            contribution(effect) for effect in _reachable_tiers(question, possible.numbers[""])
        )
    elif isinstance(question, (Count, Each)):
        for times in _occurrences(question, possible):
            yield contribution(question.effect, times)
    else:
        raise TypeError(question)


def _reachable_tiers(question: Tiers, span: Span) -> Iterator[Effect]:
    end: int | None = None
    for tier in question.tiers:
        if (span.high is None or span.high >= tier.start) and (end is None or span.low < end):
            yield tier.effect
        end = tier.start
    if end is None or span.low < end:
        yield NO_EFFECT


def _occurrences(question: Count | Each, possible: Possible) -> tuple[Decimal | int, Decimal | int]:
    """Return the fewest and the most times that the effect of ``question`` occurs."""
    fewest = sum(span.low for span in possible.numbers.values())
    most: Decimal | int = 0
    for span in possible.numbers.values():
        most = UNBOUNDED if span.high is None or most == UNBOUNDED else most + span.high
    if isinstance(question, Count):
        return fewest, most
    sure = sum(options == (question.when,) for options in possible.choices.values())
    maybe = sum(question.when in options for options in possible.choices.values())
    if question.per is Per.EACH:
        return fewest + sure, most + maybe
    enough = 1 if question.per is Per.ANY else len(question.named)
    return int(sure >= enough), int(maybe >= enough)


def _grade_extremes(question: Grade, possible: Possible) -> tuple[Contribution, Contribution]:
    effects = {grade.id: contribution(grade.effect) for grade in question.grades}
    worst, best = [], []
    for options in possible.choices.values():
        found = [effects[option] for option in options]
        worst.append(min(found, key=_merit))
        best.append(max(found, key=_merit))
    return _total(worst), _total(best)


def _total(contributions: Iterable[Contribution]) -> Contribution:
    points, forfeit, exempt = ZERO, None, None
    for one in contributions:
        points += one.points
        forfeit = _wider(forfeit, one.forfeit)
        exempt = _wider(exempt, one.exempt)
    return Contribution(points=points, forfeit=forfeit, exempt=exempt)


def _wider(first: Scope | None, second: Scope | None) -> Scope | None:
    return Scope.CLAUSE if Scope.CLAUSE in (first, second) else first or second


def raw_points(part: Part, contributions: Iterable[Contribution]) -> Decimal:
    """Return a part's points before the bound is applied."""
    start = part.points if part.start is Start.FULL else ZERO
    return start + sum((one.points for one in contributions), start=ZERO)


def part_points(
    parts: tuple[Part, ...], by_part: list[list[Contribution]], *, generous: bool
) -> list[Decimal]:
    """Return the points of each part of a clause for settled contributions.

    A part without a written rule gives all its points when ``generous``, none otherwise.
    """
    totals = [_total(contributions) for contributions in by_part]
    exempted = any(total.exempt is Scope.CLAUSE for total in totals)
    if not exempted and any(total.forfeit is Scope.CLAUSE for total in totals):
        return [ZERO for _ in parts]
    points = []
    for part, total in zip(parts, totals, strict=True):
        if exempted or total.exempt or (part.start is Start.NONE and generous):
            points.append(part.points)
        elif total.forfeit or part.start is Start.NONE:
            points.append(ZERO)
        else:
            points.append(min(max(raw_points(part, (total,)), ZERO), part.points))
    return points


def can_exceed(clause: Clause, part: Part) -> bool:
    """Whether some answers take a part of ``clause`` beyond its bounds under the main reading."""
    for world in settle(clause.questions, {}).worlds:
        found = _extremes_in(world, part)
        least = raw_points(part, [worst for worst, _ in found])
        most = raw_points(part, [best for _, best in found])
        if least < 0 or most > part.points:
            return True
    return False


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseRange:
    """What is sure of a clause, and of each of its parts."""

    whole: Range
    parts: tuple[Range, ...]


def _extremes_in(world: World, part: Part) -> list[tuple[Contribution, Contribution]]:
    return [
        extremes(question, world.knowledge[question.id])
        for question in part.questions
        if question.id in world.asked
    ]


def clause_range(parts: tuple[Part, ...], worlds: Iterable[World]) -> ClauseRange:
    """Return what is sure, whichever of ``worlds`` it is, under the rules of ``parts``."""
    ends: list[list[Decimal]] = []
    for world in worlds:
        pairs = [_extremes_in(world, part) for part in parts]
        ends.append(
            part_points(parts, [[worst for worst, _ in found] for found in pairs], generous=False)
        )
        ends.append(
            part_points(parts, [[best for _, best in found] for found in pairs], generous=True)
        )
    sums = [sum(points, start=ZERO) for points in ends]
    return ClauseRange(
        whole=Range(low=min(sums), high=max(sums)),
        parts=tuple(Range(low=min(points), high=max(points)) for points in zip(*ends, strict=True)),
    )


def read_otherwise(parts: tuple[Part, ...], readings: Iterable[Reading]) -> tuple[Part, ...]:
    """Return ``parts`` with the questions that ``readings`` replace."""
    replaced = {question.id: question for reading in readings for question in reading.questions}
    return tuple(
        replace(
            part,
            questions=tuple(replaced.get(question.id, question) for question in part.questions),
        )
        for part in parts
    )


def reading_ranges(
    clause: Clause, answers: Mapping[str, Answer], settled: Settlement
) -> dict[tuple[str, ...], Range]:
    """Return the range of ``clause`` under every set of other readings that can hold together, by their ids.

    ``answers`` are those to questions that are asked under the main reading, as they are ``settled`` under it: no
    reading knows any other.
    """
    return {
        tuple(reading.id for reading in chosen): _reading_range(clause, chosen, answers, settled)
        for chosen in _combined_readings(clause)
    }


def _combined_readings(clause: Clause) -> Iterator[tuple[Reading, ...]]:
    """Return the sets of readings of which no two replace the same question."""
    for size in range(1, len(clause.readings) + 1):
        for chosen in combinations(clause.readings, size):
            names = [question.id for reading in chosen for question in reading.questions]
            if len(names) == len(set(names)):
                yield chosen


def _reading_range(
    clause: Clause,
    readings: tuple[Reading, ...],
    answers: Mapping[str, Answer],
    settled: Settlement,
) -> Range:
    """Return the range of ``clause`` under the main reading changed by ``readings``."""
    parts = read_otherwise(clause.parts, readings)
    questions = tuple(question for part in parts for question in part.questions)
    if not all(map(leave_alike, clause.questions, questions)):
        settled = settle(questions, answers)
    found = clause_range(parts, settled.worlds).whole
    withheld = sum((reading.discretion for reading in readings), start=ZERO)
    return Range(low=max(found.low - withheld, ZERO), high=found.high)

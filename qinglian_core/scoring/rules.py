"""What a clause always says: its parts and readings, worked out once and kept as scoring walks them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO
from qinglian_core.answers.questionnaire import (
    MOST_CLAUSES,
    Questionnaire,
    questionnaire,
    questionnaire_of,
)
from qinglian_core.criteria.model import Start
from qinglian_core.criteria.reach import reaches

from .contributions import total
from .questionrules import Rule, rule_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from qinglian_core.answers.settlement import World
    from qinglian_core.criteria.model import Clause, Part, Reading
    from qinglian_core.criteria.questions import Question

    from .contributions import Contribution, Extremes


@dataclass(frozen=True, kw_only=True, slots=True)
class PartRules:
    """A part of a clause, what it starts with, and what follows from each of its questions, by id."""

    part: Part
    start: Decimal
    rules: Mapping[str, Rule]

    def totals(self, world: World) -> Extremes:
        """Return the worst and the best that the questions asked in ``world`` come to."""
        worst, best, is_settled = [], [], True
        for name, rule in self.rules.items():
            if name in world:
                low, high = rule.extremes(world[name])
                worst.append(low)
                best.append(high)
                is_settled = is_settled and low is high
        lowest = self.total(worst)
        return lowest, lowest if is_settled else self.total(best)

    def outcomes(self, world: World) -> list[Sequence[Contribution]]:
        """Return what each question asked in ``world`` can contribute."""
        return [rule.outcomes(world[name]) for name, rule in self.rules.items() if name in world]

    def total(self, found: Sequence[Contribution]) -> Contribution:
        """Return what the contributions of the questions come to."""
        return total(found, self.part.only)


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherReading:
    """The clause as some of its ``readings`` together have it.

    ``questionnaire`` is None where the answers leave the same possible as under the main reading; ``withheld`` is
    what the assessors might keep back besides.
    """

    readings: tuple[Reading, ...]
    parts: tuple[PartRules, ...]
    questionnaire: Questionnaire | None
    withheld: Decimal

    @property
    def single(self) -> Reading | None:
        """The only reading, where there is but one."""
        return self.readings[0] if len(self.readings) == 1 else None


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseRules:
    """A clause under its main reading, and under every set of other readings that can hold together.

    It ``reaches`` where, under some reading, anything follows beyond it.
    """

    questionnaire: Questionnaire
    parts: tuple[PartRules, ...]
    otherwise: tuple[OtherReading, ...]
    reaches: bool


@lru_cache(maxsize=MOST_CLAUSES)
def clause_rules(clause: Clause) -> ClauseRules:
    """Return what ``clause`` always says."""
    return ClauseRules(
        questionnaire=questionnaire(clause),
        parts=_parts_rules(clause, ()),
        otherwise=tuple(_other_reading(clause, chosen) for chosen in _combined_readings(clause)),
        reaches=reaches(clause),
    )


def _combined_readings(clause: Clause) -> Iterator[tuple[Reading, ...]]:
    """Return the sets of readings of which no two replace the same question."""
    for size in range(1, len(clause.readings) + 1):
        for chosen in combinations(clause.readings, size):
            names = [question.id for reading in chosen for question in reading.questions]
            if len(names) == len(set(names)):
                yield chosen


def _other_reading(clause: Clause, readings: tuple[Reading, ...]) -> OtherReading:
    parts = _parts_rules(clause, readings)
    mainly = questionnaire(clause)
    otherwise = questionnaire_of(
        tuple(rule.question for part in parts for rule in part.rules.values())
    )
    return OtherReading(
        readings=readings,
        parts=parts,
        questionnaire=None if otherwise.leaves_alike(mainly) else otherwise,
        withheld=sum((reading.discretion for reading in readings), start=ZERO),
    )


def _parts_rules(clause: Clause, readings: tuple[Reading, ...]) -> tuple[PartRules, ...]:
    """Return the parts of ``clause`` with the questions that ``readings`` replace."""
    replaced = {question.id: question for reading in readings for question in reading.questions}
    return tuple(_part_rules(part, replaced) for part in clause.parts)


def _part_rules(part: Part, replaced: Mapping[str, Question]) -> PartRules:
    return PartRules(
        part=part,
        start=part.points if part.start is Start.FULL else ZERO,
        rules={
            question.id: rule_of(replaced.get(question.id, question)) for question in part.questions
        },
    )

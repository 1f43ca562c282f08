"""What the questions of a clause are to each other, whatever is answered: worked out once and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from qinglian_core.criteria.measures import Measure
from qinglian_core.criteria.questions import Count, Each, Gate, Grade, Question
from qinglian_core.criteria.vocabulary import things_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qinglian_core.criteria.model import Clause

MOST_CLAUSES = 1000
"""Of how many clauses, of all editions at hand, what they always say is kept."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lead:
    """A question on which others depend; ``cuts`` are the numbers from which one of these is asked."""

    question: str
    cuts: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Floor:
    """A count that cannot be below another; ``always`` where that other is asked in any case."""

    count: str
    least: str
    always: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Questionnaire:
    """Questions in the order they are asked, and how they depend on each other."""

    questions: tuple[Question, ...]
    by_id: Mapping[str, Question]
    leads: tuple[Lead, ...]
    floors: tuple[Floor, ...]

    @property
    def independent(self) -> bool:
        """Whether no answer bears on another question."""
        return not self.leads and not self.floors

    def leaves_alike(self, other: Questionnaire) -> bool:
        """Whether the same answers leave the same possible here and there, whatever follows from it."""
        return [*map(_shape, self.questions)] == [*map(_shape, other.questions)]


@lru_cache(maxsize=MOST_CLAUSES)
def questionnaire(clause: Clause) -> Questionnaire:
    """Return the questions of ``clause`` under the main reading."""
    return questionnaire_of(clause.questions)


def questionnaire_of(questions: tuple[Question, ...]) -> Questionnaire:
    """Return ``questions``, and how they depend on each other."""
    gates = [question.asked_when for question in questions if question.asked_when]
    always = {question.id for question in questions if question.asked_when is None}
    leads = [
        Lead(question=question.id, cuts=_cuts(gates, question))
        for question in questions
        if any(gate.question == question.id for gate in gates)
    ]
    floors = [
        Floor(count=question.id, least=question.at_least, always=question.at_least in always)
        for question in questions
        if isinstance(question, Count) and question.at_least
    ]
    return Questionnaire(
        questions=questions,
        by_id={question.id: question for question in questions},
        leads=tuple(leads),
        floors=tuple(floors),
    )


def _cuts(gates: list[Gate], lead: Question) -> tuple[int, ...]:
    numbers = {gate.at_least for gate in gates if gate.question == lead.id}
    return tuple(sorted(number for number in numbers if number is not None))


def _shape(question: Question) -> tuple[object, ...]:
    """Return what decides which answers leave what possible."""
    named = tuple(thing.id for thing in getattr(question, "named", ()))
    if isinstance(question, Grade):
        grades = tuple(grade.id for grade in question.grades)
        return (Grade, question.asked_when, named, grades, question.doubts)
    if isinstance(question, Each):
        return (Each, question.asked_when, named, bool(question.other))
    if isinstance(question, Measure):
        numbers = (things_of(question), question.least, question.most)
        return (Measure, question.asked_when, numbers)
    floor = question.at_least if isinstance(question, Count) else None
    return (type(question), question.asked_when, named, floor)

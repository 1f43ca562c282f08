"""What all answers of a clause come to: the questions that are asked, and every way it can still be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from itertools import product
from typing import TYPE_CHECKING

from .possibilities import Knowledge, Number, Possible, Span, number, possible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qinglian_core.criteria.questions import Gate, Question
    from qinglian_core.criteria.vocabulary import Answer

    from .questionnaire import Lead, Questionnaire

World = Knowledge
"""One way to settle every lead question: what is possible then for the questions that are asked, and only for these."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settlement:
    """What some answers come to: what they tell, the questions that are asked or may be, and every world left.

    What was answered to any other question is not known: an answer cannot decide whether its own question is
    asked, so floors do not count there.
    """

    told: Knowledge
    asked: tuple[Question, ...]
    worlds: tuple[World, ...]

    def of_asked(self, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """Return ``answers`` without those to questions that are not asked."""
        names = [question.id for question in self.asked]
        return {name: answer for name, answer in answers.items() if name in names}


def settle(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> Settlement:
    """Split what ``answers`` leave possible so that, in each world, every lead settles what depends on it.

    Worlds in which a count is below its floor are left out.
    """
    told = _know(questionnaire, answers)
    if questionnaire.independent:
        return Settlement(told=told, asked=questionnaire.questions, worlds=(told,))
    worlds = list(_worlds(questionnaire, told))
    names = {name for world in worlds for name in world}
    return Settlement(
        told=told,
        asked=tuple(one for one in questionnaire.questions if one.id in names),
        worlds=tuple(world for world in worlds if _hold_floors(questionnaire, world)),
    )


def _know(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> Knowledge:
    """Return what ``answers`` leave possible for every question, before asking which questions apply."""
    knowledge = {one.id: possible(one, answers.get(one.id)) for one in questionnaire.questions}
    for floor in questionnaire.floors:
        if floor.always:
            span = knowledge[floor.count].numbers[""]
            lowest = knowledge[floor.least].numbers[""].low
            if not span.known and span.low < lowest:
                knowledge[floor.count] = number(replace(span, low=lowest))
    return knowledge


def _worlds(questionnaire: Questionnaire, told: Knowledge) -> Iterator[World]:
    leads = questionnaire.leads
    for combination in product(*(_split(told[lead.question], lead) for lead in leads)):
        settled = dict(zip((lead.question for lead in leads), combination, strict=True))
        yield _asked(questionnaire.questions, {**told, **settled})


def _split(known: Possible, lead: Lead) -> list[Possible]:
    if "" in known.choices:
        return [replace(known, choices={"": (option,)}) for option in known.choices[""]]
    span = known.numbers[""]
    inside = [
        cut for cut in lead.cuts if span.low < cut and (span.high is None or cut <= span.high)
    ]
    starts = [span.low, *inside]
    ends = [*(cut - 1 for cut in inside), span.high]
    return [number(Span(low=low, high=high)) for low, high in zip(starts, ends, strict=True)]


def _asked(questions: tuple[Question, ...], settled: Knowledge) -> World:
    """Return what is possible for the questions that apply where every lead is settled."""
    world: World = {}
    for question in questions:
        gate = question.asked_when
        if gate is None or (gate.question in world and _opens(gate, world[gate.question])):
            world[question.id] = settled[question.id]
    return world


def _opens(gate: Gate, lead: Possible) -> bool:
    if gate.at_least is not None:
        return lead.numbers[""].low >= gate.at_least
    return lead.choices[""][0] in gate.values


def _hold_floors(questionnaire: Questionnaire, world: World) -> bool:
    """Narrow the counts of ``world`` to what their floors allow; return whether anything is left."""
    floors = [one for one in questionnaire.floors if one.count in world and one.least in world]
    for floor in floors:
        span = world[floor.count].numbers[""]
        lowest = max(span.low, world[floor.least].numbers[""].low)
        if span.high is not None and span.high < lowest:
            return False
        world[floor.count] = number(replace(span, low=lowest))
    for floor in reversed(floors):
        span = world[floor.least].numbers[""]
        highest = _lesser(span.high, world[floor.count].numbers[""].high)
        world[floor.least] = number(replace(span, high=highest))
    return True


def _lesser(one: Number | None, other: Number | None) -> Number | None:
    return min((end for end in (one, other) if end is not None), default=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Applying:
    """A question that applies, surely or perhaps, and what could be the case for it where it does."""

    sure: bool
    possible: Possible


def applying(settled: Settlement) -> dict[str, Applying]:
    """Return the questions that may apply, by id; what the questions make known of each other is counted in."""
    worlds = settled.worlds
    found = {}
    for question in settled.asked:
        where = [world[question.id] for world in worlds if question.id in world]
        if where:
            found[question.id] = Applying(
                sure=len(where) == len(worlds), possible=reduce(Possible.either, where)
            )
    return found

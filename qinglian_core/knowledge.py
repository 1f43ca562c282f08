"""What the answers make known: for each question, what could still be the case.

A known answer leaves one possibility, a doubt some, a blank or 拿不准 all. Scoring only ever looks at
possibilities, so more facts can only narrow a range.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from .model import Count, Each, Gate, Grade, Question, YesNo
from .questions import OTHER, UNSURE, YES_NO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .answers import Answer, Value


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A whole number from ``low`` to ``high`` (None: no end)."""

    low: int
    high: int | None

    @property
    def known(self) -> bool:
        """Whether only one number is left."""
        return self.low == self.high


ANY_NUMBER = Span(low=0, high=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Possible:
    """What could be the case for one question: choices and numbers, by thing (``""`` for the question itself)."""

    choices: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, Span]

    @property
    def known(self) -> bool:
        """Whether nothing is open."""
        return all(len(options) == 1 for options in self.choices.values()) and all(
            span.known for span in self.numbers.values()
        )


Knowledge = dict[str, Possible]
"""By question id."""


def know(questions: tuple[Question, ...], answers: Mapping[str, Answer]) -> Knowledge:
    """Return what ``answers`` leave possible for every question, before asking which questions apply."""
    knowledge = {
        question.id: _possible(question, answers.get(question.id)) for question in questions
    }
    always = {question.id for question in questions if question.asked_when is None}
    for name, floor in _floors(questions, always):
        span = knowledge[name].numbers[""]
        lowest = knowledge[floor].numbers[""].low
        if not span.known and span.low < lowest:
            knowledge[name] = _number(replace(span, low=lowest))
    return knowledge


def _floors(questions: tuple[Question, ...], floors: set[str]) -> list[tuple[str, str]]:
    """Return the counts that cannot be below one of ``floors``, each with that other one."""
    return [
        (question.id, question.at_least)
        for question in questions
        if isinstance(question, Count) and question.at_least in floors
    ]


def _number(span: Span) -> Possible:
    return Possible(choices={}, numbers={"": span})


def _possible(question: Question, answer: Answer | None) -> Possible:
    things = answer if isinstance(answer, dict) else {"": answer}
    if isinstance(question, YesNo):
        return Possible(choices={"": _choices(things.get(""), YES_NO, {})}, numbers={})
    if isinstance(question, Grade):
        options = tuple(grade.id for grade in question.grades)
        doubts = {doubt.id: doubt.among for doubt in question.doubts}
        names = tuple(thing.id for thing in question.named) or ("",)
        return Possible(
            choices={name: _choices(things.get(name), options, doubts) for name in names},
            numbers={},
        )
    if isinstance(question, Each):
        return Possible(
            choices={
                thing.id: _choices(things.get(thing.id), YES_NO, {}) for thing in question.named
            },
            numbers={OTHER: _span(things.get(OTHER))} if question.other else {},
        )
    if isinstance(question, Count) and question.named:
        return Possible(
            choices={}, numbers={thing.id: _span(things.get(thing.id)) for thing in question.named}
        )
    return Possible(choices={}, numbers={"": _span(things.get(""))})


def _choices(
    value: Value | None, options: tuple[str, ...], doubts: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    if not isinstance(value, str) or value == UNSURE:
        return options
    return doubts.get(value, (value,))


def _span(value: Value | None) -> Span:
    return Span(low=value, high=value) if isinstance(value, int) else ANY_NUMBER


def worlds(
    questions: tuple[Question, ...], knowledge: Knowledge
) -> Iterator[tuple[Knowledge, tuple[Question, ...]]]:
    """Split what is possible so that, in each world, every lead question settles what depends on it.

    Yield what is known in a world with the questions that are asked in it; worlds in which a count is below
    its floor are left out.
    """
    leads = {question.asked_when.question for question in questions if question.asked_when}
    names = [question.id for question in questions if question.id in leads]
    splits = [_split(knowledge[name], _cuts(questions, name)) for name in names]
    for combination in product(*splits):
        world = {**knowledge, **dict(zip(names, combination, strict=True))}
        applicable = _asked(questions, world)
        if _hold_floors(applicable, world):
            yield world, applicable


def _hold_floors(applicable: tuple[Question, ...], world: Knowledge) -> bool:
    """Narrow the counts of ``world`` to what their floors allow; return whether anything is left."""
    floors = _floors(applicable, {question.id for question in applicable})
    for name, floor in floors:
        span = world[name].numbers[""]
        lowest = max(span.low, world[floor].numbers[""].low)
        if span.high is not None and span.high < lowest:
            return False
        world[name] = _number(replace(span, low=lowest))
    for name, floor in reversed(floors):
        span = world[floor].numbers[""]
        highest = _lesser(span.high, world[name].numbers[""].high)
        world[floor] = _number(replace(span, high=highest))
    return True


def _lesser(one: int | None, other: int | None) -> int | None:
    return min((number for number in (one, other) if number is not None), default=None)


def _cuts(questions: tuple[Question, ...], name: str) -> list[int]:
    gates = [question.asked_when for question in questions]
    return sorted(
        {
            gate.at_least
            for gate in gates
            if gate and gate.question == name and gate.at_least is not None
        }
    )


def _split(possible: Possible, cuts: list[int]) -> list[Possible]:
    if "" in possible.choices:
        return [replace(possible, choices={"": (option,)}) for option in possible.choices[""]]
    span = possible.numbers[""]
    inside = [cut for cut in cuts if span.low < cut and (span.high is None or cut <= span.high)]
    starts = [span.low, *inside]
    ends = [*(cut - 1 for cut in inside), span.high]
    return [
        replace(possible, numbers={"": Span(low=low, high=high)})
        for low, high in zip(starts, ends, strict=True)
    ]


def _asked(questions: tuple[Question, ...], world: Knowledge) -> tuple[Question, ...]:
    """Return the questions that apply in a world in which every lead is settled."""
    names: set[str] = set()
    applicable = []
    for question in questions:
        gate = question.asked_when
        if gate is None or (gate.question in names and _opens(gate, world[gate.question])):
            names.add(question.id)
            applicable.append(question)
    return tuple(applicable)


def _opens(gate: Gate, possible: Possible) -> bool:
    if gate.at_least is not None:
        return possible.numbers[""].low >= gate.at_least
    return possible.choices[""][0] in gate.values


def applicability(questions: tuple[Question, ...], knowledge: Knowledge) -> dict[str, bool | None]:
    """Return for each question True or False when it is settled whether it applies, None while it depends."""
    found = [
        {question.id for question in applicable} for _, applicable in worlds(questions, knowledge)
    ]
    somewhere, everywhere = set.union(*found), set.intersection(*found)
    return {
        question.id: question.id in everywhere
        if question.id in everywhere or question.id not in somewhere
        else None
        for question in questions
    }

"""What the answers make known: for each question, what could still be the case.

A known answer leaves one possibility, a doubt some, a blank or 拿不准 all. Scoring only ever looks at
possibilities, so more facts can only narrow a range.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from itertools import product
from typing import TYPE_CHECKING

from qinglian_core.criteria.model import Count, Each, Gate, Grade, Question, YesNo
from qinglian_core.criteria.vocabulary import OTHER, UNSURE, YES_NO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qinglian_core.criteria.vocabulary import Answer, Value


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


@dataclass(frozen=True, kw_only=True, slots=True)
class World:
    """One way to settle every lead question: what is possible then, and the ids of the questions that are asked."""

    knowledge: Knowledge
    asked: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Settlement:
    """What some answers come to: what they tell, the questions that are asked or may be, and every world left.

    What was answered to any other question is not known: an answer cannot decide whether its own question is
    asked, so floors do not count there.
    """

    told: Knowledge
    asked: tuple[Question, ...]
    worlds: tuple[World, ...]


def settle(questions: tuple[Question, ...], answers: Mapping[str, Answer]) -> Settlement:
    """Split what ``answers`` leave possible so that, in each world, every lead settles what depends on it.

    Worlds in which a count is below its floor are left out.
    """
    told = know(questions, answers)
    settlings = list(_settlings(questions, told))
    names = {question.id for _, asked in settlings for question in asked}
    return Settlement(
        told=told,
        asked=tuple(question for question in questions if question.id in names),
        worlds=tuple(
            World(knowledge=knowledge, asked=frozenset(question.id for question in asked))
            for knowledge, asked in settlings
            if _hold_floors(asked, knowledge)
        ),
    )


def _settlings(
    questions: tuple[Question, ...], knowledge: Knowledge
) -> Iterator[tuple[Knowledge, tuple[Question, ...]]]:
    leads = {question.asked_when.question for question in questions if question.asked_when}
    names = [question.id for question in questions if question.id in leads]
    splits = [_split(knowledge[name], _cuts(questions, name)) for name in names]
    for combination in product(*splits):
        world = {**knowledge, **dict(zip(names, combination, strict=True))}
        yield world, _asked(questions, world)


def leave_alike(one: Question, other: Question) -> bool:
    """Whether the same answers leave the same possible for both; they may differ in what follows from it."""
    return _shape(one) == _shape(other)


def _shape(question: Question) -> tuple[object, ...]:
    named = tuple(thing.id for thing in getattr(question, "named", ()))
    if isinstance(question, Grade):
        grades = tuple(grade.id for grade in question.grades)
        return (Grade, question.asked_when, named, grades, question.doubts)
    if isinstance(question, Each):
        return (Each, question.asked_when, named, bool(question.other))
    floor = question.at_least if isinstance(question, Count) else None
    return (type(question), question.asked_when, named, floor)


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Applying:
    """A question that applies, surely or perhaps, and what could be the case for it where it does."""

    question: Question
    sure: bool
    possible: Possible


def applying(settled: Settlement) -> dict[str, Applying]:
    """Return the questions that may apply, by id; what the questions make known of each other is counted in."""
    found = {}
    for question in settled.asked:
        name = question.id
        where = [world.knowledge[name] for world in settled.worlds if name in world.asked]
        if where:
            found[name] = Applying(
                question=question,
                sure=len(where) == len(settled.worlds),
                possible=reduce(_either, where),
            )
    return found


def _either(one: Possible, other: Possible) -> Possible:
    """Return what could be the case when either may hold."""
    if one == other:
        return one
    return Possible(
        choices={
            name: tuple(dict.fromkeys((*options, *other.choices[name])))
            for name, options in one.choices.items()
        },
        numbers={name: _hull(span, other.numbers[name]) for name, span in one.numbers.items()},
    )


def _hull(one: Span, other: Span) -> Span:
    endless = one.high is None or other.high is None
    high = None if endless else max(one.high or 0, other.high or 0)
    return Span(low=min(one.low, other.low), high=high)

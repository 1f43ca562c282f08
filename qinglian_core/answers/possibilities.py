"""What an answer makes known: for each question, what could still be the case.

A known answer leaves one possibility, a doubt some, a blank or 拿不准 all. Scoring only ever looks at
possibilities, so more facts can only narrow a range.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from qinglian_core.criteria.measures import Measure
from qinglian_core.criteria.questions import Count, Each, Grade, Question, YesNo
from qinglian_core.criteria.vocabulary import (
    INSTEAD,
    OTHER,
    PART,
    TARGET,
    TARGET_PART,
    TARGET_WHOLE,
    UNSURE,
    VALUE,
    WHOLE,
    YES_NO,
    things_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qinglian_core.criteria.vocabulary import Answer, Value


Number = int | Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A number from ``low`` to ``high`` (None: no end)."""

    low: Number
    high: Number | None

    @property
    def known(self) -> bool:
        """Whether only one number is left."""
        return self.low == self.high

    def hull(self, other: Span) -> Span:
        """Return the smallest span that holds both."""
        endless = self.high is None or other.high is None
        high = None if endless else max(self.high or 0, other.high or 0)
        return Span(low=min(self.low, other.low), high=high)


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

    def either(self, other: Possible) -> Possible:
        """Return what could be the case when this or ``other`` may hold."""
        if self == other:
            return self
        return Possible(
            choices={
                name: tuple(dict.fromkeys((*options, *other.choices[name])))
                for name, options in self.choices.items()
            },
            numbers={name: span.hull(other.numbers[name]) for name, span in self.numbers.items()},
        )


_EITHER = Possible(choices={"": YES_NO}, numbers={})
_LEFT_OF_YES_NO = {one: Possible(choices={"": (one,)}, numbers={}) for one in YES_NO}
Knowledge = dict[str, Possible]
"""By question id."""


def number(span: Span) -> Possible:
    """Return what is possible for a question whose answer is one number of ``span``."""
    return Possible(choices={}, numbers={"": span})


def possible(question: Question, answer: Answer | None) -> Possible:
    """Return what ``answer`` leaves possible for ``question`` alone."""
    things = answer if isinstance(answer, dict) else {"": answer}
    if isinstance(question, YesNo):
        return _LEFT_OF_YES_NO.get(str(things.get("")), _EITHER)
    if isinstance(question, Grade):
        return _possible_grades(question, things)
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
    if isinstance(question, Measure):
        return _possible_numbers(question, things)
    return number(_span(things.get("")))


def _possible_numbers(question: Measure, things: Mapping[str, Value | None]) -> Possible:
    """Return the numbers of a measure; what is taken instead counts only where a whole may be 0."""
    numbers = {
        name: _span(things.get(name), _range_of(question, name)) for name in things_of(question)
    }
    if not question.over:
        _narrow_shares(numbers)
    wholes = [numbers[name] for name in (WHOLE, TARGET_WHOLE) if name in numbers]
    if all(span.low > 0 for span in wholes):
        numbers.pop(INSTEAD, None)
    return Possible(choices={}, numbers=numbers)


def _narrow_shares(numbers: dict[str, Span]) -> None:
    """Let no part exceed its whole, as far as one of them is known."""
    for name, of in ((PART, WHOLE), (TARGET_PART, TARGET_WHOLE)):
        if name not in numbers:
            continue
        part, whole = numbers[name], numbers[of]
        if part.known and not whole.known:
            numbers[of] = Span(low=part.low, high=None)
        elif whole.known and whole.low and not part.known:
            numbers[name] = Span(low=0, high=whole.low)


def _range_of(question: Measure, name: str) -> Span:
    if name in ("", VALUE, TARGET):
        return Span(low=question.least, high=question.most)
    return ANY_NUMBER


def _possible_grades(question: Grade, things: Mapping[str, Value | None]) -> Possible:
    options = tuple([grade.id for grade in question.grades])
    doubts = {doubt.id: doubt.among for doubt in question.doubts}
    names = [thing.id for thing in question.named] or [""]
    return Possible(
        choices={name: _choices(things.get(name), options, doubts) for name in names}, numbers={}
    )


def _choices(
    value: Value | None, options: tuple[str, ...], doubts: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    if not isinstance(value, str) or value == UNSURE:
        return options
    return doubts.get(value, (value,))


def _span(value: Value | None, otherwise: Span = ANY_NUMBER) -> Span:
    if value is None or value == UNSURE:
        return otherwise
    known = value if isinstance(value, int) else Decimal(value)
    return Span(low=known, high=known)

"""What follows from a question, whatever is answered: one kind of rule for each kind of question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Protocol

from qinglian_core.amounts import UNBOUNDED, ZERO
from qinglian_core.answers.measured import measured, possible_references, possible_values
from qinglian_core.criteria.effects import EffectKind, Per
from qinglian_core.criteria.measures import Empty, Measure
from qinglian_core.criteria.measuring import (
    can_meet,
    is_rank,
    points_of,
    telling_references,
    telling_values,
    tier_of,
)
from qinglian_core.criteria.questions import Count, Each, Grade, Question, Tiers, YesNo
from qinglian_core.criteria.vocabulary import TARGET_WHOLE, WHOLE, YES_NO

from .contributions import IDLE, Contribution, Extremes, capped, contributions, extremes, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from qinglian_core.answers.measured import Measured
    from qinglian_core.answers.possibilities import Possible
    from qinglian_core.criteria.model import Only


class Rule(Protocol):
    """What follows from one question, whatever is answered."""

    @property
    def question(self) -> Question:
        """The question."""

    def extremes(self, possible: Possible) -> Extremes:
        """Return the worst and the best that the question can contribute to its clause."""

    def outcomes(self, possible: Possible) -> Sequence[Contribution]:
        """Return what it can contribute; of what lies between others on every count some may be missing."""


Outcomes = tuple[Contribution, ...]
_FEW = 4
"""Of fewer cases than that, what they come to is worked out once."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChoiceRule:
    """Each thing that is answered for has one of these options, by choice; of each, what follows."""

    question: YesNo | Grade
    options: Mapping[str, Outcomes]
    only: Only | None = None
    most: Decimal | None = None

    def extremes(self, possible: Possible) -> Extremes:
        """Return the sums of the worst and of the best choices."""
        found = [extremes(self._of(options)) for options in possible.choices.values()]
        if len(found) == 1:
            return found[0]
        return self._total([worst for worst, _ in found]), self._total([best for _, best in found])

    def outcomes(self, possible: Possible) -> Sequence[Contribution]:
        """Return the sums of every combination of choices."""
        things = [self._of(options) for options in possible.choices.values()]
        found = things[0]
        for more in things[1:]:
            found = list({total(pair, self.only) for pair in product(found, more)})
        return [capped(one, self.most) for one in found]

    def _of(self, options: tuple[str, ...]) -> Sequence[Contribution]:
        if len(options) == 1:
            return self.options[options[0]]
        return [one for option in options for one in self.options[option]]

    def _total(self, found: list[Contribution]) -> Contribution:
        return capped(total(found, self.only), self.most)


@dataclass(frozen=True, kw_only=True, slots=True)
class TierRule:
    """A number falls in one of ``tiers``, from the highest to the lowest: where it starts, and what follows."""

    question: Tiers
    tiers: tuple[tuple[Decimal, Outcomes], ...]

    def extremes(self, possible: Possible) -> Extremes:
        """Return the worst and the best of the tiers within reach."""
        return extremes(self.outcomes(possible))

    def outcomes(self, possible: Possible) -> Sequence[Contribution]:
        """Return what follows from the tiers within reach."""
        span = possible.numbers[""]
        found: list[Contribution] = []
        for start, outcomes in self.tiers:
            if span.high is None or span.high >= start:
                found.extend(outcomes)
            if span.low >= start:
                return found
        return [*found, IDLE]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseRule:
    """The effect of the question follows for each case; ``few`` are what follows from none, one, two."""

    question: Count | Each
    few: tuple[Outcomes, ...]

    def extremes(self, possible: Possible) -> Extremes:
        """Return what the fewest and what the most cases contribute, the worse first."""
        return extremes(self.outcomes(possible))

    def outcomes(self, possible: Possible) -> Sequence[Contribution]:
        """Return what the fewest and what the most cases contribute."""
        fewest, most = self._times(possible)
        if fewest == most:
            return self._of(fewest)
        return [*self._of(fewest), *self._of(most)]

    def _of(self, times: Decimal | int) -> Outcomes:
        if times < len(self.few):
            return self.few[int(times)]
        return _case_outcomes(self.question, times)

    def _times(self, possible: Possible) -> tuple[Decimal | int, Decimal | int]:
        """Return the fewest and the most times that the effect occurs."""
        question = self.question
        fewest = 0
        most: Decimal | int = 0
        for span in possible.numbers.values():
            fewest += int(span.low)
            most += UNBOUNDED if span.high is None else int(span.high)
        if isinstance(question, Count):
            return fewest, most
        choices = possible.choices.values()
        sure = [*choices].count((question.when,))
        maybe = sum([question.when in options for options in choices])
        if question.per is Per.EACH:
            return fewest + sure, most + maybe
        enough = 1 if question.per is Per.ANY else len(question.named)
        return int(sure >= enough), int(maybe >= enough)


def _case_outcomes(question: Count | Each, times: Decimal | int) -> Outcomes:
    """Return what so many cases contribute."""
    found = contributions(question.effect, times)
    if isinstance(question, Count) and question.steps and times:
        points = stepped(question.steps, times)
        sign = -1 if question.effect.kind is EffectKind.DEDUCT else 1
        found = tuple(replace(one, points=sign * points) for one in found)
    if question.most_points is None:
        return found
    return tuple(capped(one, question.most_points) for one in found)


def stepped(steps: tuple[Decimal, ...], times: Decimal | int) -> Decimal:
    """Return what so many cases come to where the first, the second … have their own amounts."""
    first = steps[: int(min(times, len(steps)))]
    later = times - len(first)
    return sum(first, start=ZERO) + (steps[-1] * later if steps[-1] and later > 0 else ZERO)


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasureRule:
    """What follows from a measured number; ``anything``: what can follow while it is not known."""

    question: Measure
    anything: Outcomes

    def extremes(self, possible: Possible) -> Extremes:
        """Return the worst and the best that the numbers can contribute."""
        return extremes(self.outcomes(possible))

    def outcomes(self, possible: Possible) -> Sequence[Contribution]:
        """Return what the numbers can contribute."""
        if not any(span.known for span in possible.numbers.values()):
            return self.anything
        found = measured(self.question, possible)
        if found.empty:
            return self._empty(found, possible)
        known = self._known(possible)
        return [*known, *self._empty(found, possible)] if found.perhaps_empty else known

    def _known(self, possible: Possible) -> Outcomes:
        """Return what the number contributes as far as it is known."""
        question = self.question
        values = possible_values(question, possible)
        against = possible_references(question, possible)
        if is_rank(question.scale):
            least, most = question.least, question.most
            last = [one for one in against if least <= one and (most is None or one <= most)]
            values, against = _and_last(values, last), _and_last(against, values)
        return _outcomes(question, values, against)

    def _empty(self, found: Measured, possible: Possible) -> Sequence[Contribution]:
        """Return what follows where there is nothing to take a share of."""
        question = self.question
        anything = _outcomes(question, *_unmeasured(question, possible))
        worst, best = extremes(anything)
        if question.empty is Empty.KEEP:
            return [best]
        if question.empty is Empty.LOSE:
            return [worst]
        return self._instead(found) or anything

    def _instead(self, found: Measured) -> Outcomes:
        """Return what is awarded instead, where that is asked."""
        span = found.instead
        if span is None:
            return ()
        ends = dict.fromkeys((span.low, UNBOUNDED if span.high is None else span.high))
        return tuple(
            capped(Contribution(points=Decimal(end)), self.question.most_points) for end in ends
        )


def _unmeasured(
    question: Measure, possible: Possible
) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """Return the values and the references that may hold where a whole of 0 leaves one of them without any."""
    numbers = possible.numbers
    no_value = WHOLE in numbers and not numbers[WHOLE].low
    no_target = TARGET_WHOLE in numbers and not numbers[TARGET_WHOLE].low
    return (
        telling_values(question) if no_value else possible_values(question, possible),
        telling_references(question) if no_target else possible_references(question, possible),
    )


def _and_last(open_ones: tuple[Fraction, ...], other: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Return ranks, or how many are ranked: where open, with the ``other`` one that is known, as for the last."""
    return (*open_ones, *other) if len(open_ones) > 1 == len(other) else open_ones


def _outcomes(
    question: Measure, values: Iterable[Fraction], references: tuple[Fraction, ...]
) -> Outcomes:
    """Return what each of ``values`` contributes against each of ``references``."""
    pairs = product(values, references)
    found = (
        one
        for pair in pairs
        if can_meet(question, *pair)
        for one in _measured_outcomes(question, *pair)
    )
    return tuple(dict.fromkeys(found))


def _measured_outcomes(
    question: Measure, value: Fraction, against: Fraction
) -> Iterator[Contribution]:
    """Give what one known number contributes: what the scale gives, and what the tier that it falls in does."""
    scaled = Contribution(points=points_of(question, value, against))
    tier = tier_of(question.tiers, value)
    for tiered in contributions(tier.effect) if tier else (IDLE,):
        yield capped(total((scaled, tiered)), question.most_points)


def rule_of(question: Question) -> Rule:
    """Return what follows from ``question``, worked out as far as can be without answers."""
    if isinstance(question, YesNo):
        options = dict.fromkeys(YES_NO, (IDLE,)) | {question.when: contributions(question.effect)}
        return ChoiceRule(question=question, options=options)
    if isinstance(question, Grade):
        options = {grade.id: contributions(grade.effect) for grade in question.grades}
        return ChoiceRule(
            question=question, options=options, only=question.only, most=question.most_points
        )
    if isinstance(question, Tiers):
        tiers = tuple((tier.start, contributions(tier.effect)) for tier in question.tiers)
        return TierRule(question=question, tiers=tiers)
    if isinstance(question, (Count, Each)):
        few = tuple(_case_outcomes(question, times) for times in range(_FEW))
        return CaseRule(question=question, few=few)
    if isinstance(question, Measure):
        anything = _outcomes(question, telling_values(question), telling_references(question))
        return MeasureRule(question=question, anything=anything)
    raise TypeError(question)

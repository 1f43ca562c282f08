"""What one question adds to its part of a clause: the worst and the best of what could be the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from qinglian_core.amounts import UNBOUNDED, ZERO
from qinglian_core.criteria.model import (
    Count,
    Each,
    Effect,
    EffectKind,
    Grade,
    Per,
    Question,
    Scope,
    Tiers,
    YesNo,
)
from qinglian_core.criteria.vocabulary import YES_NO

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from qinglian_core.answers.possibilities import Possible
    from qinglian_core.criteria.model import Beyond


@dataclass(frozen=True, kw_only=True, slots=True)
class Contribution:
    """What one question adds to its part: points (negative: deducted), and whether it forfeits or exempts.

    ``forfeit`` is that of the part or the clause, ``far`` that of more, which leaves the clause its own points;
    ``beyond`` are the points lost beyond the clause, ``vetoes`` the vetoes that fall; ``drop``: the clause does not count.
    """

    points: Decimal = ZERO
    forfeit: Scope | None = None
    exempt: Scope | None = None
    far: Scope | None = None
    beyond: tuple[Beyond, ...] = ()
    vetoes: frozenset[str] = frozenset()
    drop: bool = False


IDLE = Contribution()
Extremes = tuple[Contribution, Contribution]
"""The worst and the best."""


def contribution(effect: Effect, times: Decimal | int = 1) -> Contribution:
    """Return what ``effect`` contributes when it occurs ``times`` (may be unbounded)."""
    if not times or effect.kind is EffectKind.NONE:
        return IDLE
    if effect.kind is EffectKind.FORFEIT:
        return Contribution(forfeit=effect.scope)
    if effect.kind is EffectKind.EXEMPT:
        return Contribution(exempt=effect.scope)
    points = effect.amount * times if effect.amount else ZERO
    return Contribution(points=-points if effect.kind is EffectKind.DEDUCT else points)


def total(contributions: Sequence[Contribution]) -> Contribution:
    """Return what ``contributions`` to one part come to."""
    if len(contributions) == 1:
        return contributions[0]
    if not contributions:
        return IDLE
    points, forfeit, exempt = ZERO, None, None
    for one in contributions:
        points += one.points
        forfeit = _wider(forfeit, one.forfeit)
        exempt = _wider(exempt, one.exempt)
    return Contribution(points=points, forfeit=forfeit, exempt=exempt)


def _wider(first: Scope | None, second: Scope | None) -> Scope | None:
    if first is None or second is Scope.CLAUSE:
        return second
    return first


def with_idle(found: Extremes) -> Extremes:
    """Return the worst and the best where contributing nothing is possible too."""
    return extremes((*found, IDLE))


def extremes(outcomes: Sequence[Contribution]) -> Extremes:
    """Return the worst and the best of ``outcomes``: one and the same where there is but one."""
    if len(outcomes) == 1:
        return outcomes[0], outcomes[0]
    return min(outcomes, key=_merit), max(outcomes, key=_merit)


def _merit(one: Contribution) -> tuple[int, int, Decimal]:
    """Order contributions from worst to best for their clause; a wider scope reaches further."""
    return (_reach(one.exempt), -_reach(one.forfeit), one.points)


def _reach(scope: Scope | None) -> int:
    if scope is None:
        return 0
    return 2 if scope is Scope.CLAUSE else 1


class Rule(Protocol):
    """What follows from one question, whatever is answered."""

    @property
    def question(self) -> Question:
        """The question."""

    def extremes(self, possible: Possible) -> Extremes:
        """Return the worst and the best that the question can contribute."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChoiceRule:
    """Each thing that is answered for has one of these ``outcomes``, by choice."""

    question: YesNo | Grade
    outcomes: Mapping[str, Contribution]

    def extremes(self, possible: Possible) -> Extremes:
        """Return the sums of the worst and of the best choices."""
        found = [
            extremes([self.outcomes[option] for option in options])
            for options in possible.choices.values()
        ]
        if len(found) == 1:
            return found[0]
        return total([worst for worst, _ in found]), total([best for _, best in found])


@dataclass(frozen=True, kw_only=True, slots=True)
class TierRule:
    """A number falls in one of ``tiers``, from the highest to the lowest: where it starts, and its outcome."""

    question: Tiers
    tiers: tuple[tuple[Decimal, Contribution], ...]

    def extremes(self, possible: Possible) -> Extremes:
        """Return the worst and the best of the tiers within reach."""
        span = possible.numbers[""]
        outcomes = []
        for start, outcome in self.tiers:
            if span.high is None or span.high >= start:
                outcomes.append(outcome)
            if span.low >= start:
                return extremes(outcomes)
        return extremes([*outcomes, IDLE])


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseRule:
    """The effect of the question follows for each case."""

    question: Count | Each

    def extremes(self, possible: Possible) -> Extremes:
        """Return what the fewest and what the most cases contribute, the worse first."""
        effect = self.question.effect
        fewest, most = self._times(possible)
        if fewest == most:
            return extremes([contribution(effect, fewest)])
        return extremes([contribution(effect, fewest), contribution(effect, most)])

    def _times(self, possible: Possible) -> tuple[Decimal | int, Decimal | int]:
        """Return the fewest and the most times that the effect occurs."""
        question = self.question
        spans = possible.numbers.values()
        fewest = sum([span.low for span in spans])
        ends = [span.high for span in spans]
        most: Decimal | int = UNBOUNDED if None in ends else sum(end or 0 for end in ends)
        if isinstance(question, Count):
            return fewest, most
        choices = possible.choices.values()
        sure = [*choices].count((question.when,))
        maybe = sum([question.when in options for options in choices])
        if question.per is Per.EACH:
            return fewest + sure, most + maybe
        enough = 1 if question.per is Per.ANY else len(question.named)
        return int(sure >= enough), int(maybe >= enough)


def rule_of(question: Question) -> Rule:
    """Return what follows from ``question``, worked out as far as can be without answers."""
    if isinstance(question, YesNo):
        outcomes = dict.fromkeys(YES_NO, IDLE) | {question.when: contribution(question.effect)}
        return ChoiceRule(question=question, outcomes=outcomes)
    if isinstance(question, Grade):
        outcomes = {grade.id: contribution(grade.effect) for grade in question.grades}
        return ChoiceRule(question=question, outcomes=outcomes)
    if isinstance(question, Tiers):
        tiers = tuple((tier.start, contribution(tier.effect)) for tier in question.tiers)
        return TierRule(question=question, tiers=tiers)
    if isinstance(question, (Count, Each)):
        return CaseRule(question=question)
    raise TypeError(question)

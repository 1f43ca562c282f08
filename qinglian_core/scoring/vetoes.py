"""Which vetoes fall, and which levels a total can come to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from qinglian_core.answers.settlement import applying, settle
from qinglian_core.criteria.vocabulary import effects_of

from .rules import clause_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qinglian_core.criteria.questions import Question
    from qinglian_core.criteria.totalling import Level, Totalling, Veto

    from .clausescore import ClauseScore
    from .points import Range


class Fall(Enum):
    """Whether a veto falls."""

    FALLEN = "fired"
    OPEN = "open"
    AVERTED = "clear"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """A question that lets a veto fall, surely or perhaps, of the clause with this score."""

    score: ClauseScore
    question: Question
    sure: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class VetoScore:
    """A veto, whether it falls, and what makes it fall or may."""

    veto: Veto
    fall: Fall
    causes: tuple[Cause, ...]


def veto_scores(totalling: Totalling, scores: Iterable[ClauseScore]) -> tuple[VetoScore, ...]:
    """Return what ``scores`` say of every veto."""
    given = [score for score in scores if score.standing.ends]
    return tuple(_veto_score(veto, given) for veto in totalling.vetoes)


def veto_scores_of_kinds(
    totalling: Totalling, scores: Iterable[ClauseScore], kinds: Iterable[Iterable[ClauseScore]]
) -> tuple[VetoScore, ...]:
    """Return what ``scores`` say of every veto: what each kind of unit says by itself, and open where these differ."""
    every = [veto_scores(totalling, one) for one in kinds]
    return tuple(
        replace(veto, fall=_common(one.fall for one in same))
        for veto, *same in zip(veto_scores(totalling, scores), *every, strict=True)
    )


def _common(falls: Iterable[Fall]) -> Fall:
    found = set(falls)
    return found.pop() if len(found) == 1 else Fall.OPEN


def _veto_score(veto: Veto, scores: Sequence[ClauseScore]) -> VetoScore:
    reached = [(score, [veto.id in end.vetoes for end in score.standing.ends]) for score in scores]
    is_fallen = any(all(ends) for _, ends in reached)
    is_open = any(any(ends) for _, ends in reached)
    causes = [cause for score, ends in reached if any(ends) for cause in _causes(veto, score)]
    return VetoScore(
        veto=veto,
        fall=Fall.FALLEN if is_fallen else Fall.OPEN if is_open else Fall.AVERTED,
        causes=tuple(causes),
    )


def _causes(veto: Veto, score: ClauseScore) -> Iterator[Cause]:
    rules = clause_rules(score.clause)
    applies = applying(settle(rules.questionnaire, score.answers))
    for part in rules.parts:
        for name, rule in part.rules.items():
            if name in applies and any(one.veto == veto.id for one in effects_of(rule.question)):
                outcomes = rule.outcomes(applies[name].possible)
                falls = [veto.id in one.vetoes for one in outcomes]
                if any(falls):
                    sure = all(falls) and applies[name].sure
                    yield Cause(score=score, question=rule.question, sure=sure)


def reached_levels(
    totalling: Totalling, total: Range, vetoes: Iterable[VetoScore]
) -> tuple[str, ...]:
    """Return the levels that ``total`` can come to, from the highest; one that a veto fixes is the only one."""
    given = tuple(vetoes)
    fixed = [one.veto.level for one in given if one.fall is Fall.FALLEN and one.veto.level]
    if fixed:
        return tuple(dict.fromkeys(fixed))
    labels = totalling.level_labels
    ways = _ways_down([one for one in given if one.veto.moves_level], labels)
    places = {
        min(max(place + lower, highest), len(labels) - 1)
        for place in _places_within(totalling.levels, total)
        for lower, highest in ways
    }
    perhaps = [one.veto.level for one in given if one.fall is Fall.OPEN and one.veto.level]
    return tuple(dict.fromkeys((*(labels[place] for place in sorted(places)), *perhaps)))


def _ways_down(vetoes: Sequence[VetoScore], labels: Sequence[str]) -> set[tuple[int, int]]:
    """Return by how much ``vetoes`` may lower a level, and from which place on they leave one."""
    ways = {(0, 0)}
    for one in vetoes:
        if one.fall is Fall.AVERTED:
            continue
        below = labels.index(one.veto.below) + 1 if one.veto.below else 0
        fallen = {(lower + one.veto.lower, max(highest, below)) for lower, highest in ways}
        ways = fallen if one.fall is Fall.FALLEN else ways | fallen
    return ways


def _places_within(levels: Sequence[Level], total: Range) -> Iterator[int]:
    """Yield the places of the levels that ``total`` reaches into, from the highest."""
    above = None
    for place, level in enumerate(levels):
        if total.high >= level.start and (above is None or total.low < above):
            yield place
        above = level.start
    if above is not None and total.low < above:
        yield len(levels)

"""The totals of an edition that does more than add up: exact at either end, whatever is still open.

Where it is open which kind of unit it is, or where a deduction that counts once stays, every case is weighed by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO
from qinglian_core.answers.entries import BLANK, Entry
from qinglian_core.criteria.applicability import applicable
from qinglian_core.criteria.totalling import Role

from .clausescore import ClauseScore, score_clause
from .ends import ClauseEnd
from .merging import merged_cases, merged_kinds
from .once import once_cases, waived_clause
from .points import Range
from .totalrules import Ascent, Figures
from .totals import Total, ranges_sum
from .vetoes import reached_levels, veto_scores_of_kinds
from .whole import Figure, Whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from qinglian_core.answers.entries import Answers
    from qinglian_core.criteria.model import Clause, Item, Project, Rubric

    from .once import Case

    Scorer = Callable[[Clause, Entry], ClauseScore]
    Ends = Mapping[str, Sequence[ClauseEnd]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighed:
    """The scores of all clauses, and the totals, in the order of the document."""

    clauses: tuple[ClauseScore, ...]
    items: tuple[Total, ...]
    projects: tuple[Total, ...]
    total: Total


@dataclass(frozen=True, kw_only=True, slots=True)
class _Bounds:
    """The worst and the best of all figures, under the main reading and under any."""

    low: Figures
    high: Figures
    lowest: Figures
    highest: Figures

    def hull(self, other: _Bounds) -> _Bounds:
        return _Bounds(
            low=self.low.outer(other.low, min),
            high=self.high.outer(other.high, max),
            lowest=self.lowest.outer(other.lowest, min),
            highest=self.highest.outer(other.highest, max),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Kind:
    """What one kind of unit comes to; of ``own`` clauses."""

    own: Rubric
    scores: Mapping[str, ClauseScore]
    bounds: _Bounds
    estimated: Figures


def weigh(rubric: Rubric, answers: Answers, kind: str, scorer: Scorer) -> Weighed:
    """Return the scores of ``answers`` of a unit of ``kind``, each clause scored by ``scorer``."""
    names = (kind,) if kind else rubric.totalling.kinds
    kinds = [
        _weigh_kind(applicable(rubric, name) if name else rubric, answers, scorer) for name in names
    ]
    scores = [
        merged_kinds(
            clause,
            [one.scores[clause.id] for one in kinds if clause.id in one.scores],
            answers.get(clause.id, BLANK),
        )
        for clause in rubric.clauses
    ]
    return _Totals(rubric, kinds, scores).weighed("" if len(kinds) > 1 else kind)


def _weigh_kind(own: Rubric, answers: Answers, scorer: Scorer) -> _Kind:
    usual = {clause.id: scorer(clause, answers.get(clause.id, BLANK)) for clause in own.clauses}
    cases = tuple(once_cases(own, answers, usual))
    found = [_scores_in(case, answers, usual, scorer) for case in cases]
    scores = {
        name: merged_cases(score, [one[name] for one in found], cases, answers.get(name, BLANK))
        for name, score in usual.items()
    }
    return _Kind(
        own=own,
        scores=scores,
        bounds=reduce(_Bounds.hull, [_bounds(own, one) for one in found]),
        estimated=Ascent(own, worst=True).figures(_estimates(own, scores)),
    )


def _scores_in(
    case: Case, answers: Answers, usual: Mapping[str, ClauseScore], scorer: Scorer
) -> dict[str, ClauseScore]:
    """Return the scores in one ``case``; they are the ``usual`` ones where nothing is otherwise."""
    scores = dict(usual)
    for name in dict.fromkeys(clause for clause, _ in (*case.waived, *case.fixed)):
        entry = answers.get(name, BLANK)
        fixed = {asked: one for (clause, asked), one in case.fixed.items() if clause == name}
        waived = frozenset(asked for clause, asked in case.waived if clause == name)
        clause = waived_clause(usual[name].clause, waived) if waived else usual[name].clause
        # 假设的回答不记：记住的是每一条真正的回答算出来的
        score = score_clause if fixed else scorer
        scores[name] = score(clause, replace(entry, answers={**entry.answers, **fixed}))
    for name, dropped in case.dropped.items():
        scores[name] = _dropped(scores[name], dropped)
    return scores


def _dropped(score: ClauseScore, dropped: bool) -> ClauseScore:  # noqa: FBT001 - whether it is
    """Return ``score`` of a clause that is ``dropped`` or not."""
    standing = score.standing
    ends, others = (
        tuple(end for end in found if end.dropped is dropped)
        for found in (standing.ends, standing.other_ends)
    )
    return replace(score, standing=replace(standing, ends=ends, other_ends=others))


def _bounds(own: Rubric, scores: Mapping[str, ClauseScore]) -> _Bounds:
    low = Ascent(own, worst=True).figures(_ends(scores, lambda one: one.sure.low, wide=False))
    high = Ascent(own, worst=False).figures(_ends(scores, lambda one: one.sure.high, wide=False))
    if all(one.sure == one.envelope and not one.standing.other_ends for one in scores.values()):
        return _Bounds(low=low, high=high, lowest=low, highest=high)
    lowest = _ends(scores, lambda one: one.envelope.low, wide=True)
    highest = _ends(scores, lambda one: one.envelope.high, wide=True)
    return _Bounds(
        low=low,
        high=high,
        lowest=Ascent(own, worst=True).figures(lowest),
        highest=Ascent(own, worst=False).figures(highest),
    )


def _ends(
    scores: Mapping[str, ClauseScore], points: Callable[[ClauseScore], Decimal], *, wide: bool
) -> Ends:
    """Return how each clause can end; one that is but points, with ``points``."""
    return {
        name: (*one.standing.ends, *(one.standing.other_ends if wide else ()))
        or (ClauseEnd(points=points(one)),)
        for name, one in scores.items()
    }


def _estimates(own: Rubric, scores: Mapping[str, ClauseScore]) -> Ends:
    """Return each clause with its estimate; without one it has gained nothing yet, nor lost anything by way of penalty."""
    found = {}
    for project in own.projects:
        for clause in project.clauses:
            score = scores[clause.id]
            end = ClauseEnd(points=clause.points if project.role is Role.PENALTY else ZERO)
            if score.estimate is not None:
                known = score.standing.ends[:1] or (end,)
                end = replace(known[0], points=score.estimate)
            found[clause.id] = (end,)
    return found


class _Totals:
    """The totals of an edition, from what its kinds of unit come to."""

    def __init__(
        self, rubric: Rubric, kinds: Sequence[_Kind], scores: Sequence[ClauseScore]
    ) -> None:
        self.rubric = rubric
        self.kinds = kinds
        self.scores = {score.clause.id: score for score in scores}
        self.bounds = reduce(_Bounds.hull, [one.bounds for one in kinds])
        self.estimated = reduce(
            lambda one, two: one.outer(two, min), [one.estimated for one in kinds]
        )
        self.is_one = all(one.estimated == kinds[0].estimated for one in kinds)

    def weighed(self, kind: str) -> Weighed:
        items = {item.id: self._item(item) for item in self.rubric.items}
        projects = {project.id: self._project(project, items) for project in self.rubric.projects}
        return Weighed(
            clauses=tuple(self.scores.values()),
            items=tuple(items.values()),
            projects=tuple(projects.values()),
            total=self._whole(kind, projects),
        )

    def _sure(self, of: Callable[[Figures], Decimal]) -> Range:
        return Range(low=of(self.bounds.low), high=of(self.bounds.high))

    def _envelope(self, of: Callable[[Figures], Decimal]) -> Range:
        return Range(low=of(self.bounds.lowest), high=of(self.bounds.highest))

    def _figure(self, of: Callable[[Figures], Decimal]) -> Figure:
        return Figure(
            sure=self._sure(of), envelope=self._envelope(of), estimated=of(self.estimated)
        )

    def _total(
        self,
        of: Callable[[Figures], Decimal],
        printed: Decimal,
        points: Decimal,
        scores: Sequence[ClauseScore],
    ) -> Total:
        taking = [score for score in scores if score.standing.applies]
        own = [score for score in taking if score.estimate is not None]
        is_estimated = len(own) == len(taking) and self.is_one
        return Total(
            printed=printed,
            points=points,
            sure=self._sure(of),
            envelope=self._envelope(of),
            estimate=of(self.estimated) if is_estimated else None,
            estimated=of(self.estimated),
            estimated_points=sum([score.points for score in own], start=ZERO),
            estimated_clauses=len(own),
            answered=sum(score.is_answered for score in taking),
            clauses=len(taking),
        )

    def _item(self, item: Item) -> Total:
        full = max([_points(one.own, item.id) for one in self.kinds])
        scores = [self.scores[clause.id] for clause in item.clauses]
        return self._total(lambda one: one.items.get(item.id, ZERO), item.points, full, scores)

    def _project(self, project: Project, items: Mapping[str, Total]) -> Total:
        points = sum([items[item.id].points * item.weight for item in project.items], start=ZERO)
        scores = [self.scores[clause.id] for clause in project.clauses]
        total = self._total(
            lambda one: one.projects.get(project.id, ZERO),
            project.points,
            points if project.role is Role.BASE else project.points,
            scores,
        )
        return _taken(total) if project.role is Role.PENALTY else total

    def _whole(self, kind: str, projects: Mapping[str, Total]) -> Total:
        rubric, rescale = self.rubric, self.rubric.totalling.rescale
        points = sum(
            [
                projects[one.id].points * one.weight
                for one in rubric.projects
                if one.role is Role.BASE
            ],
            start=ZERO,
        )
        total = self._total(
            lambda one: one.total,
            rescale.to if rescale else rubric.points,
            rescale.to if rescale else points,
            tuple(self.scores.values()),
        )
        return replace(total, whole=self._parts_of(kind, total, projects))

    def _parts_of(self, kind: str, total: Total, projects: Mapping[str, Total]) -> Whole:
        totalling = self.rubric.totalling
        roles = {project.role for project in self.rubric.projects}
        taking = [projects[one.id] for one in self.rubric.projects if one.role is Role.PENALTY]
        kinds = [one.scores.values() for one in self.kinds]
        vetoes = veto_scores_of_kinds(totalling, self.scores.values(), kinds)
        return Whole(
            kind=kind,
            net=self._sure(_net),
            base=self._figure(_base),
            bonus=self._figure(_bonus) if Role.BONUS in roles else None,
            penalty=_penalty(taking) if taking else None,
            full=self._full(),
            levels=reached_levels(totalling, total.sure, vetoes),
            vetoes=vetoes,
        )

    def _full(self) -> Range:
        """Return the full mark of what takes part: at the least without all that perhaps does not."""
        found = [_full_marks(one.own, one.scores) for one in self.kinds]
        return reduce(Range.hull, found)


def _penalty(totals: Sequence[Total]) -> Figure:
    return Figure(
        sure=ranges_sum([one.sure for one in totals]),
        envelope=ranges_sum([one.envelope for one in totals]),
        estimated=sum([one.estimated for one in totals], start=ZERO),
    )


def _taken(total: Total) -> Total:
    """Return the ``total`` of a penalty as what it takes."""
    return replace(
        total,
        sure=_turned(total.sure),
        envelope=_turned(total.envelope),
        estimate=None if total.estimate is None else -total.estimate,
        estimated=-total.estimated,
    )


def _turned(found: Range) -> Range:
    return Range(low=-found.high, high=-found.low)


def _net(figures: Figures) -> Decimal:
    return figures.net


def _base(figures: Figures) -> Decimal:
    return figures.base


def _bonus(figures: Figures) -> Decimal:
    return figures.bonus


def _points(rubric: Rubric, item: str) -> Decimal:
    clauses: Iterable[Clause] = [
        clause for one in rubric.items if one.id == item for clause in one.clauses
    ]
    return sum([clause.points for clause in clauses], start=ZERO)


def _full_marks(rubric: Rubric, scores: Mapping[str, ClauseScore]) -> Range:
    low = high = ZERO
    for project in rubric.projects:
        for item in project.items if project.role is Role.BASE else ():
            weight = item.weight * project.weight
            for clause in item.clauses:
                standing = scores[clause.id].standing
                low += ZERO if standing.may_be_dropped else clause.points * weight
                high += ZERO if standing.is_dropped else clause.points * weight
    return Range(low=low, high=high)

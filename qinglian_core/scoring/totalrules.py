"""How the tallies of clauses go up: through items and projects to the total, each step as the edition has it.

An item loses what reaches it from its clauses and is held at 0, then counts by its weight; likewise a project. The rest
is taken from the base score, which is then rescaled; a bonus comes on top; a veto may hold the total lower.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

from qinglian_core.amounts import UNBOUNDED, ZERO
from qinglian_core.criteria.effects import FAR, Scope
from qinglian_core.criteria.reach import any_reaches
from qinglian_core.criteria.totalling import Rescale, Role

from .tallies import Tally, nothing, reduced, together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from qinglian_core.criteria.model import Clause, Item, Project, Rubric

    from .ends import ClauseEnd

_ITEM, _PROJECT, _EDITION = range(3)


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """The worst or the best: of every item and project, of the base score before (``net``) and after rescaling, and so on.

    A penalty project is worth what it takes, below 0.
    """

    items: Mapping[str, Decimal]
    projects: Mapping[str, Decimal]
    net: Decimal
    base: Decimal
    bonus: Decimal
    total: Decimal

    def outer(self, other: Figures, end: Callable[[Decimal, Decimal], Decimal]) -> Figures:
        """Return the further ``end`` of both, figure by figure; what only one has stands alone."""
        return Figures(
            items=_outer(self.items, other.items, end),
            projects=_outer(self.projects, other.projects, end),
            net=end(self.net, other.net),
            base=end(self.base, other.base),
            bonus=end(self.bonus, other.bonus),
            total=end(self.total, other.total),
        )


def _outer(
    one: Mapping[str, Decimal],
    two: Mapping[str, Decimal],
    end: Callable[[Decimal, Decimal], Decimal],
) -> dict[str, Decimal]:
    shared = {name: end(one[name], two[name]) for name in one if name in two}
    return {**one, **two, **shared}


class Ascent:
    """The way up in one edition, for the worst or for the best."""

    def __init__(self, rubric: Rubric, *, worst: bool) -> None:
        """Look at ``rubric`` once."""
        totalling = rubric.totalling
        self.rubric = rubric
        self.rescale = totalling.rescale
        self.caps = {veto.id: veto.score for veto in totalling.vetoes if veto.score is not None}
        self.bonuses = [project for project in rubric.projects if project.role is Role.BONUS]
        self.worst = worst
        self.items: dict[str, Decimal] = {}
        self.projects: dict[str, Decimal] = {}

    def figures(self, ends: Mapping[str, Sequence[ClauseEnd]]) -> Figures:
        """Return the worst (or the best) of everything that ``ends`` leave possible."""
        fronts = [self._project(project, ends) for project in self.rubric.projects]
        whole = self._sum(fronts, linear=True)
        results = [self._result(tally) for tally in whole]
        net, base, bonus, total = (self._extreme(column) for column in zip(*results, strict=True))
        return Figures(
            items=self.items,
            projects=self.projects,
            net=net,
            base=base,
            bonus=bonus,
            total=total,
        )

    def _extreme(self, amounts: Iterable[Decimal]) -> Decimal:
        return min(amounts) if self.worst else max(amounts)

    def _sum(self, fronts: Iterable[Iterable[Tally]], *, linear: bool) -> tuple[Tally, ...]:
        start: tuple[Tally, ...] = (nothing(len(self.bonuses)),)
        return reduce(
            lambda one, two: together(one, two, worst=self.worst, linear=linear), fronts, start
        )

    def _reduced(self, tallies: Iterable[Tally], *, linear: bool) -> tuple[Tally, ...]:
        return reduced(tallies, worst=self.worst, linear=linear)

    def _project(
        self, project: Project, ends: Mapping[str, Sequence[ClauseEnd]]
    ) -> tuple[Tally, ...]:
        linear = project.role is not Role.PENALTY and not any_reaches(
            project.clauses, Scope.PROJECT
        )
        fronts = [self._item(project, item, ends, linear=linear) for item in project.items]
        tallies = self._sum(fronts, linear=linear)
        closed = [self._close_project(project, tally) for tally in tallies]
        self.projects[project.id] = self._extreme(value for value, _ in closed)
        return self._reduced([tally for _, tally in closed], linear=True)

    def _item(
        self,
        project: Project,
        item: Item,
        ends: Mapping[str, Sequence[ClauseEnd]],
        *,
        linear: bool,
    ) -> tuple[Tally, ...]:
        own = linear and not any_reaches(item.clauses, Scope.ITEM)
        fronts = [
            self._reduced(
                [self._tally(project.role, clause, end) for end in ends[clause.id]], linear=own
            )
            for clause in item.clauses
        ]
        closed = [_close(tally, _ITEM) for tally in self._sum(fronts, linear=own)]
        self.items[item.id] = self._extreme(tally.points for tally in closed)
        weighed = [
            tally._replace(points=tally.points * item.weight, full=tally.full * item.weight)
            for tally in closed
        ]
        return self._reduced(weighed, linear=linear)

    def _tally(self, role: Role, clause: Clause, end: ClauseEnd) -> Tally:
        matters = role is Role.PENALTY or (self.rescale is not None and role is Role.BASE)
        far = [scope in end.far for scope in FAR]
        return nothing(len(self.bonuses))._replace(
            points=end.points,
            full=clause.points if matters and not end.dropped else ZERO,
            beyond=end.beyond,
            far=(far[_ITEM], far[_PROJECT], far[_EDITION]),
            cap=min(
                [self.caps[veto] for veto in end.vetoes if veto in self.caps], default=UNBOUNDED
            ),
        )

    def _close_project(self, project: Project, tally: Tally) -> tuple[Decimal, Tally]:
        """Return what a project comes to, and what of it goes on to the total."""
        closed = _close(tally, _PROJECT)
        value, weight = closed.points, project.weight
        if project.role is Role.BASE:
            return value, closed._replace(points=value * weight, full=closed.full * weight)
        if project.role is Role.PENALTY:
            lost = min(closed.full - value, project.points)
            return -lost, closed._replace(points=-lost, full=ZERO)
        held = min(value, project.points)
        bonus = [held if project is one else ZERO for one in self.bonuses]
        return held, closed._replace(points=ZERO, bonus=tuple(bonus))

    def _result(self, tally: Tally) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """Return of a tally of everything the base score before and after rescaling, the bonus and the total."""
        net = _close(tally, _EDITION).points
        base = rescaled(net, tally.full, self.rescale) if self.rescale else net
        is_lost = tally.far[_EDITION]
        bonus = sum(
            [
                points
                for project, points in zip(self.bonuses, tally.bonus, strict=True)
                if not is_lost and (project.gate is None or base >= project.gate)
            ],
            start=ZERO,
        )
        return net, base, bonus, min(base + bonus, tally.cap)


def _close(tally: Tally, level: int) -> Tally:
    """Return ``tally`` with what is lost at this ``level`` taken from its points."""
    points = ZERO if tally.far[level] else max(tally.points - tally.beyond[level], ZERO)
    beyond, far = [*tally.beyond], [*tally.far]
    beyond[level], far[level] = ZERO, False
    return tally._replace(
        points=points, beyond=(beyond[0], beyond[1], beyond[2]), far=(far[0], far[1], far[2])
    )


def rescaled(points: Decimal, full: Decimal, rescale: Rescale) -> Decimal:
    """Return ``points`` of ``full`` as points of ``rescale.to``, rounded half up; 0 where nothing takes part."""
    if not full:
        return ZERO
    steps = Fraction(points) * Fraction(rescale.to) / Fraction(full) / Fraction(rescale.step)
    whole = (2 * steps.numerator + steps.denominator) // (2 * steps.denominator)
    return whole * rescale.step

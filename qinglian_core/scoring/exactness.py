"""Whether the totals of an edition can be told exactly at an acceptable cost.

Most clauses have one worst and one best. A few can end in several ways of which none is the worst for the whole; these
multiply with each other until their item, their project and the edition are closed.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from qinglian_core.criteria.effects import Scope
from qinglian_core.criteria.reach import any_reaches
from qinglian_core.criteria.totalling import Role
from qinglian_core.faults import Fault

from .points import clause_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.criteria.model import Clause, Item, Project, Rubric

MOST_WAYS = 1024
_USUAL = 2
"""The worst and the best."""


def exactness_faults(rubric: Rubric) -> Iterator[Fault]:
    """Give a fault where too many ways in which clauses can end would have to be tried."""
    if rubric.adds_up:
        return
    ways = {
        clause.id: _ways(rubric, project, item, clause)
        for project in rubric.projects
        for item in project.items
        for clause in item.clauses
    }
    if prod(ways.values()) > MOST_WAYS:
        label, clause = rubric.words.clause_label, rubric.words.clause
        names = "、".join(label(name) for name, count in ways.items() if count > 1)
        told = (
            f"{names}各有几种互不包含的结果（又扣分、又否决、又追加扣除，或者可能不参与），"
            f"合起来多于 {MOST_WAYS} 种，总分不能在可以等的时间里算得准确；请把影响全局的情形另设一{clause}，或减少这样的{clause}"
        )
        yield Fault(code="Q086", path=("projects",), message=told)


def _ways(rubric: Rubric, project: Project, item: Item, clause: Clause) -> int:
    """Return in how many ways ``clause`` can end of which none is the worst, or none the best, for the total."""
    ends = clause_points(clause, {}).ends
    staying = {end for end in ends if not end.dropped}
    ways = max(len(staying) - _USUAL + 1, 1)
    return ways + 1 if len(staying) < len(ends) and _is_cut_off(rubric, project, item) else ways


def _is_cut_off(rubric: Rubric, project: Project, item: Item) -> bool:
    """Whether it matters for the quotient which clauses of ``item`` are dropped together."""
    if project.role is Role.PENALTY:
        return True
    if rubric.totalling.rescale is None or project.role is not Role.BASE:
        return False
    return any_reaches(item.clauses, Scope.ITEM) or any_reaches(project.clauses, Scope.PROJECT)

"""How far answers take a part before it is held within its bounds, and whether somebody has said why it is held there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.answers.settlement import settle
from qinglian_core.criteria.model import Bound
from qinglian_core.faults import Fault

from .points import Range
from .rules import clause_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.criteria.model import Clause, Part, Rubric

_ENDLESS = 1_000_000
"""More than any amount of points that can be written."""


def reach(clause: Clause, part: Part) -> Range:
    """Return the least and the most that answers come to in a part of ``clause``, not held yet, by the main reading."""
    rules = clause_rules(clause)
    own = rules.parts[clause.parts.index(part)]
    ends = [own.totals(world) for world in settle(rules.questionnaire, {}).worlds]
    return Range(
        low=own.start + min(worst.points for worst, _ in ends),
        high=own.start + max(best.points for _, best in ends),
    )


def bounds_met(clause: Clause, part: Part) -> tuple[bool, bool]:
    """Return whether some answers would take a part of ``clause`` below zero, and above its points."""
    found = reach(clause, part)
    return found.low < 0, found.high > part.points


def bound_faults(rubric: Rubric) -> Iterator[Fault]:
    """Give a fault for every part that answers take past its bounds, where nobody has said why it is held."""
    for index, item in enumerate(rubric.items):
        for number, clause in enumerate(item.clauses):
            for place, part in enumerate(clause.parts):
                if part.bound is Bound.EXACT:
                    path = ("items", index, "clauses", number, "parts", place, "bound")
                    for told in _passed(reach(clause, part), part):
                        yield Fault(code="Q015", path=path, message=told)


def _passed(found: Range, part: Part) -> Iterator[str]:
    points = f"本部分 {amount_text(part.points)} 分，而"
    wanted = "；请写 bound: written（原文写明）或 bound: assumed（由本站封住）"
    if found.low < 0:
        least = f"有的答法会到负 {amount_text(-found.low)} 分"
        yield points + ("扣分没有上限" if found.low < -_ENDLESS else least) + wanted
    if found.high > part.points:
        most = f"有的答法会到 {amount_text(found.high)} 分"
        yield points + ("得分没有上限" if found.high > _ENDLESS else most) + wanted

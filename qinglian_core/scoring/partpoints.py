"""The points of each part of a clause, given what its questions contribute.

A part is worth ``clamp(start ± contributions, 0, points)``; a forfeit makes it 0, an exemption its points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO
from qinglian_core.criteria.effects import Scope
from qinglian_core.criteria.model import Start

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from .contributions import Contribution
    from .rules import PartRules


def part_points(
    parts: Sequence[PartRules], totals: Sequence[Contribution], *, generous: bool
) -> list[Decimal]:
    """Return the points of each part of a clause, to which its questions contribute ``totals``.

    A part without a written rule gives all its points when ``generous``, none otherwise.
    """
    exempted = Scope.CLAUSE in [one.exempt for one in totals]
    if not exempted and Scope.CLAUSE in [one.forfeit for one in totals]:
        return [ZERO for _ in parts]
    points = []
    for rules, one in zip(parts, totals, strict=True):
        part = rules.part
        if exempted or one.exempt or (part.start is Start.NONE and generous):
            points.append(part.points)
        elif one.forfeit or part.start is Start.NONE:
            points.append(ZERO)
        else:
            points.append(min(max(rules.start + one.points, ZERO), part.points))
    return points


def exhausted(parts: Sequence[PartRules], totals: Sequence[Contribution]) -> list[PartRules]:
    """Return the parts whose points are all lost (扣满): by what is deducted, or by a forfeit."""
    exempted = Scope.CLAUSE in [one.exempt for one in totals]
    forfeited = Scope.CLAUSE in [one.forfeit for one in totals]
    if exempted:
        return []
    return [
        rules
        for rules, one in zip(parts, totals, strict=True)
        if forfeited or is_exhausted(rules, one)
    ]


def is_exhausted(rules: PartRules, one: Contribution) -> bool:
    """Whether a part loses all its points by what its own questions contribute."""
    return not one.exempt and (bool(one.forfeit) or rules.start + one.points <= 0)

"""How a clause can end where its rules reach beyond it: its points, and what it does to its item, project and whole.

Such a clause has no single worst and best: 扣3分 is worse for the clause, 一票否决 for the whole. Kept are all ends of
which no other is worse, or none is better, on every count; a total, which only falls with each, is exact with these.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, TypeVar

from qinglian_core.amounts import ZERO
from qinglian_core.criteria.effects import FAR, Scope
from qinglian_core.criteria.model import Start

from .contributions import IDLE, Contribution, reach_of, together
from .partpoints import exhausted, part_points

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from decimal import Decimal

    from qinglian_core.answers.settlement import World

    from .rules import PartRules

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseEnd:
    """One way a clause can end; ``far`` are the scopes beyond the clause that are worth nothing.

    Of a clause that is ``dropped`` nothing counts but vetoes, which are about the unit.
    """

    points: Decimal
    beyond_item: Decimal = ZERO
    beyond_project: Decimal = ZERO
    beyond_edition: Decimal = ZERO
    far: frozenset[Scope] = frozenset()
    vetoes: frozenset[str] = frozenset()
    dropped: bool = False

    @property
    def beyond(self) -> tuple[Decimal, Decimal, Decimal]:
        """What is taken from each of ``FAR``."""
        return self.beyond_item, self.beyond_project, self.beyond_edition

    def withheld(self, points: Decimal) -> ClauseEnd:
        """Return this end where the assessors keep back ``points`` of it."""
        return replace(self, points=max(self.points - points, ZERO))


def differ_beyond(ends: Collection[ClauseEnd]) -> bool:
    """Whether ``ends`` differ in more than points."""
    return len(ends) > 1 and len({replace(end, points=ZERO) for end in ends}) > 1


def clause_ends(parts: Sequence[PartRules], worlds: Iterable[World]) -> tuple[ClauseEnd, ...]:
    """Return the ends that can be the worst or the best in ``worlds``, under the rules of ``parts``.

    Each once, in the order in which they are found: that of a set is another in another Python.
    """
    found = dict.fromkeys(end for world in worlds for end in _world_ends(parts, world))
    return tuple(_outermost(found, _is_no_better))


def _world_ends(parts: Sequence[PartRules], world: World) -> Iterator[ClauseEnd]:
    totals = [_totals(part, world) for part in parts]
    for chosen in product(*totals):
        if any(one.drop for one in chosen):
            yield ClauseEnd(points=ZERO, vetoes=_vetoes(chosen), dropped=True)
            continue
        generous = [False, True] if Start.NONE in [one.part.start for one in parts] else [False]
        for one in generous:
            yield _end(parts, chosen, generous=one)


def _totals(part: PartRules, world: World) -> Sequence[Contribution]:
    """Return what the questions of ``part`` can come to together."""
    found: Sequence[Contribution] = (IDLE,)
    for outcomes in part.outcomes(world):
        pairs = [pair for pair in product(found, outcomes) if not _is_endless_both_ways(*pair)]
        sums = dict.fromkeys(map(_without_points, map(part.total, pairs)))
        found = _outermost(sums, _adds_no_more)
    return found


def _without_points(one: Contribution) -> Contribution:
    """Return what is left of ``one`` where it drops the clause, else the whole of it."""
    return Contribution(drop=True, vetoes=one.vetoes) if one.drop else one


def _vetoes(totals: Iterable[Contribution]) -> frozenset[str]:
    return frozenset().union(*(one.vetoes for one in totals))


def _is_endless_both_ways(one: Contribution, other: Contribution) -> bool:
    """Whether points without end are lost and gained at once: less of either is worse, or better, on every count."""
    return one.points.is_infinite() and other.points == -one.points


def _end(
    parts: Sequence[PartRules], totals: Sequence[Contribution], *, generous: bool
) -> ClauseEnd:
    """Return how the clause ends where the questions of its parts come to ``totals``."""
    emptied = [one.part.beyond for one in exhausted(parts, totals) if one.part.beyond is not None]
    beyond = {
        more.scope: more.points
        for more in together([*(more for one in totals for more in one.beyond), *emptied])
    }
    item, project, edition = (beyond.get(scope, ZERO) for scope in FAR)
    return ClauseEnd(
        points=sum(part_points(parts, totals, generous=generous), start=ZERO),
        beyond_item=item,
        beyond_project=project,
        beyond_edition=edition,
        far=frozenset().union(*(one.far for one in totals)),
        vetoes=_vetoes(totals),
    )


def _outermost(found: Iterable[T], no_better: Callable[[T, T], bool]) -> list[T]:
    """Return those of which no other is worse, or none is better, on every count."""
    ends = list(found)
    return [
        one
        for one in ends
        if not any(other != one and no_better(other, one) for other in ends)
        or not any(other != one and no_better(one, other) for other in ends)
    ]


def _is_no_better(one: ClauseEnd, other: ClauseEnd) -> bool:
    """Whether ``one`` is as bad as ``other``, or worse, on every count; dropping is neither."""
    return (
        one.dropped is other.dropped
        and one.points <= other.points
        and all(mine >= yours for mine, yours in zip(one.beyond, other.beyond, strict=True))
        and one.far >= other.far
        and one.vetoes >= other.vetoes
    )


def _adds_no_more(one: Contribution, other: Contribution) -> bool:
    """Whether ``one`` is as bad as ``other``, or worse, on every count; dropping is neither."""
    lost = [{more.scope: more.points for more in each.beyond} for each in (one, other)]
    return (
        one.drop is other.drop
        and one.points <= other.points
        and reach_of(one.exempt) <= reach_of(other.exempt)
        and reach_of(one.forfeit) >= reach_of(other.forfeit)
        and one.far >= other.far
        and all(lost[0].get(scope, ZERO) >= lost[1].get(scope, ZERO) for scope in FAR)
        and one.vetoes >= other.vetoes
    )

"""What clauses may come to together, kept as few as can be: the tallies that may still be the worst, or the best.

A total only falls when points fall, more is lost beyond, or a veto holds it lower. So of two tallies with the same full
mark the one that is no worse in any way can be left out when the worst is looked for. Where a total is points by full
mark, and nothing below it is cut off at 0, the worst and the best of a quotient lie on the hull of points over full mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qinglian_core.amounts import UNBOUNDED, ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal


class Tally(NamedTuple):
    """Points so far, the full mark they are of, what is to be lost further up, and what holds the total.

    ``beyond`` and ``far`` are of the item, the project and the edition: points to be lost there, and whether all of them
    are. ``cap`` is the most that a veto leaves of the total; ``bonus`` holds the points of each bonus project.
    """

    points: Decimal
    full: Decimal
    beyond: tuple[Decimal, Decimal, Decimal]
    far: tuple[bool, bool, bool]
    cap: Decimal
    bonus: tuple[Decimal, ...]

    def plus(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(
            self.points + other.points,
            self.full + other.full,
            _sum(self.beyond, other.beyond),
            tuple([one or two for one, two in zip(self.far, other.far, strict=True)]),  # type: ignore[arg-type]
            min(self.cap, other.cap),
            tuple([one + two for one, two in zip(self.bonus, other.bonus, strict=True)]),
        )

    @property
    def merit(self) -> tuple[Decimal | bool, ...]:
        """What makes the total more, each thing by itself."""
        return (
            self.points,
            self.cap,
            *self.bonus,
            *[-points for points in self.beyond],
            *[not lost for lost in self.far],
        )


def _sum(
    one: tuple[Decimal, Decimal, Decimal], two: tuple[Decimal, Decimal, Decimal]
) -> tuple[Decimal, Decimal, Decimal]:
    return one[0] + two[0], one[1] + two[1], one[2] + two[2]


def nothing(bonuses: int) -> Tally:
    """Return the tally of no clause, where there are so many bonus projects."""
    return Tally(
        ZERO, ZERO, (ZERO, ZERO, ZERO), (False, False, False), UNBOUNDED, (ZERO,) * bonuses
    )


def together(
    one: Iterable[Tally], two: Iterable[Tally], *, worst: bool, linear: bool
) -> tuple[Tally, ...]:
    """Return every tally of ``one`` with every one of ``two`` that may still be the worst (or the best)."""
    others = tuple(two)
    return reduced(
        [first.plus(second) for first in one for second in others], worst=worst, linear=linear
    )


def reduced(tallies: Iterable[Tally], *, worst: bool, linear: bool) -> tuple[Tally, ...]:
    """Return those of ``tallies`` that may still be the worst (or the best); ``linear`` where nothing is cut off."""
    kept = tuple(dict.fromkeys(tallies))
    if len(kept) == 1:
        return kept
    kept = tuple(_undominated(kept, worst=worst))
    if not linear or len({tally.full for tally in kept}) == 1:
        return kept
    groups: dict[tuple[object, ...], list[Tally]] = {}
    for tally in kept:
        groups.setdefault(tally[2:], []).append(tally)
    return tuple(tally for group in groups.values() for tally in _hull(group, worst=worst))


def _undominated(tallies: tuple[Tally, ...], *, worst: bool) -> Iterator[Tally]:
    groups: dict[Decimal, list[tuple[tuple[Decimal | bool, ...], Tally]]] = {}
    for tally in tallies:
        groups.setdefault(tally.full, []).append((tally.merit, tally))
    for group in groups.values():
        group.sort(key=lambda one: one[0], reverse=not worst)
        front: list[tuple[Decimal | bool, ...]] = []
        for merit, tally in group:
            if not any(_no_worse(known, merit, worst=worst) for known in front):
                front.append(merit)
                yield tally


def _no_worse(
    one: tuple[Decimal | bool, ...], other: tuple[Decimal | bool, ...], *, worst: bool
) -> bool:
    """Whether ``one`` is as far as ``other`` on the way to the worst (or the best) in every way."""
    pairs = zip(one, other, strict=True)
    return all(mine <= yours if worst else mine >= yours for mine, yours in pairs)


def _hull(tallies: list[Tally], *, worst: bool) -> list[Tally]:
    """Return the lower (or the upper) hull of points over full mark."""
    tallies.sort(key=lambda tally: tally.full)
    sign = 1 if worst else -1
    hull: list[Tally] = []
    for tally in tallies:
        while len(hull) > 1 and sign * _turn(hull[-2], hull[-1], tally) <= 0:
            hull.pop()
        hull.append(tally)
    return hull


def _turn(first: Tally, second: Tally, third: Tally) -> Decimal:
    """Return more than 0 where the way over the three turns upwards."""
    run, rise = second.full - first.full, second.points - first.points
    return run * (third.points - second.points) - rise * (third.full - second.full)

"""What is left out of tallies never is the worst or the best, whatever else is added: every small case is tried."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest

from qinglian_core.amounts import UNBOUNDED
from qinglian_core.scoring.tallies import Tally, nothing, reduced

SMALL = [(points, full) for full in range(1, 5) for points in range(full + 1)]
MORE = [(0, 0), (0, 3), (1, 1), (2, 3), (3, 3)]
"""Of other clauses: points, and the full mark that they are of."""


def tally(points: int, full: int, cap: Decimal = UNBOUNDED) -> Tally:
    return nothing(0)._replace(points=Decimal(points), full=Decimal(full), cap=cap)


def quotients(tallies: tuple[Tally, ...], points: int, full: int) -> list[Fraction]:
    return [Fraction(one.points + points) / Fraction(one.full + full) for one in tallies]


@pytest.mark.parametrize("worst", [True, False])
def test_the_worst_and_the_best_quotient_are_never_left_out(*, worst: bool) -> None:
    outermost = min if worst else max
    wrong = [
        (chosen, more)
        for chosen in combinations(SMALL, 3)
        for tallies in [tuple(tally(*one) for one in reversed(chosen))]
        for kept in [reduced(tallies, worst=worst, linear=True)]
        for more in MORE
        if outermost(quotients(kept, *more)) != outermost(quotients(tallies, *more))
    ]
    assert wrong == []


def test_what_lies_between_others_is_left_out() -> None:
    straight = (tally(0, 1), tally(1, 2), tally(2, 3))
    low, high = (tally(0, 1), tally(1, 3), tally(3, 4)), (tally(0, 1), tally(2, 2), tally(3, 4))
    ends = (straight[0], straight[2])
    assert reduced(straight, worst=True, linear=True) == ends
    assert reduced(straight, worst=False, linear=True) == ends
    assert reduced(low, worst=True, linear=True) == low
    assert reduced(low, worst=False, linear=True) == (low[0], low[2])
    assert reduced(high, worst=True, linear=True) == (high[0], high[2])
    assert reduced(high, worst=False, linear=True) == high
    assert reduced(straight, worst=True, linear=False) == straight


def test_what_holds_the_total_lower_is_not_left_out_for_more_points() -> None:
    held = (tally(3, 3, Decimal(1)), tally(2, 3))
    assert set(reduced(held, worst=True, linear=False)) == set(held)
    assert set(reduced(held, worst=False, linear=False)) == set(held)
    worse = (tally(1, 3, Decimal(1)), tally(2, 3))
    assert reduced(worse, worst=True, linear=False) == worse[:1]
    assert reduced(worse, worst=False, linear=False) == worse[1:]

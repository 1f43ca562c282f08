"""How a measured number turns into points: exact fractions inside, points of at most three decimals outside."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from qinglian_core.amounts import THOUSANDTH, ZERO

from .effects import EffectKind
from .measures import By, Partial, Relative, Side, Table, Target, Times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .measures import Measure, Scale
    from .questions import Tier

HUNDRED = 100
ENDLESS = Fraction(10**18)
"""More than any number that can be entered, or any share in percent of two that can be."""
_HAIR = Fraction(1, 10**18)
"""Less than any two shares of numbers that can be entered differ by where it matters: next to the start of a tier."""
_NONE, _HALF, _ONE = Fraction(0), Fraction(1, 2), Fraction(1)


def points_of(question: Measure, value: Fraction, against: Fraction) -> Decimal:
    """Return the points that the scale moves at ``value``, signed; ``against`` is its target or reference, if any."""
    scale = question.scale
    if isinstance(scale, Target):
        moved = full_steps(scale, value, against) * Fraction(scale.effect.amount)
        return _signed(scale.effect.kind, rounded(moved))
    if isinstance(scale, Times):
        return _signed(
            scale.effect.kind, rounded(max(value, _NONE) * Fraction(scale.effect.amount))
        )
    if isinstance(scale, Table):
        return _row(scale, value)
    if isinstance(scale, Relative):
        return rounded(relative_share(scale, value, against) * Fraction(scale.award))
    return ZERO


def relative_share(scale: Relative, value: Fraction, against: Fraction) -> Fraction:
    """Return which share of its award a number has ``against`` its reference: from 0 to 1."""
    if scale.by is By.LESS:
        share = against / value if value > 0 else _ONE
    else:
        share = (against - value + 1 if scale.by is By.RANK else value) / against
    return min(max(share, _NONE), _ONE)


def can_meet(question: Measure, value: Fraction, against: Fraction) -> bool:
    """Whether a number can have that reference: no rank is below the last."""
    return not is_rank(question.scale) or value <= against


def is_rank(scale: Scale | None) -> bool:
    """Whether the number of ``scale`` is a rank among as many as its reference says."""
    return isinstance(scale, Relative) and scale.by is By.RANK


def full_steps(scale: Target, value: Fraction, target: Fraction) -> Fraction:
    """Return how many steps ``value`` is off the target on the side that counts, as they are counted."""
    steps = max(gap(scale, value, target), _NONE) / Fraction(scale.per)
    if scale.partial is Partial.PROPORTIONAL:
        return steps
    return Fraction(ceil(steps) if scale.partial is Partial.UP else floor(steps))


def gap(scale: Target, value: Fraction, target: Fraction) -> Fraction:
    """Return how far ``value`` is off the target on the side that counts; below 0 on the other side."""
    return target - value if scale.side is Side.BELOW else value - target


def _signed(kind: EffectKind, points: Decimal) -> Decimal:
    return -points if kind is EffectKind.DEDUCT and points else points


def _row(table: Table, value: Fraction) -> Decimal:
    for number, points in table.rows:
        if number == value:
            return points
    last, points = table.rows[-1]
    if table.later is None or value < last:
        return ZERO
    return max(points - rounded((value - last) * Fraction(table.later)), ZERO)


def exactly(number: Fraction) -> bool:
    """Whether ``number`` has three decimals at most."""
    return (number * 1000).denominator == 1


def rounded(number: Fraction) -> Decimal:
    """Return ``number``, not below 0, with three decimals at most, half up."""
    return floor(number * 1000 + _HALF) * THOUSANDTH


def tier_of(tiers: tuple[Tier, ...], value: Fraction) -> Tier | None:
    """Return the tier that ``value`` falls in; None below the lowest."""
    return next((tier for tier in tiers if tier.holds(value)), None)


def telling_values(question: Measure) -> tuple[Fraction, ...]:
    """Return values among which are those that move the most and the least, of all that the number may have."""
    least, most = Fraction(question.least), _most(question)
    return tuple(sorted({least, most, *(one for one in _turns(question) if least <= one <= most)}))


def _most(question: Measure) -> Fraction:
    return ENDLESS if question.most is None else Fraction(question.most)


def _turns(question: Measure) -> Iterator[Fraction]:
    """Give the values at which something new begins, and those just before."""
    before = _HAIR if question.of else Fraction(1, 10**question.places)
    for tier in question.tiers:
        first = Fraction(tier.start) + (before if tier.above else 0)
        yield first
        yield first - before
    if isinstance(question.scale, Table):
        for number, _ in question.scale.rows:
            yield Fraction(number)
        yield Fraction(question.scale.rows[-1][0] + 1)


def telling_references(question: Measure) -> tuple[Fraction, ...]:
    """Return what the number may be measured against, as far as it matters: one where nothing is asked."""
    fixed = fixed_reference(question)
    if fixed is not None:
        return (fixed,)
    if is_rank(question.scale):
        return _ONE, ENDLESS
    if isinstance(question.scale, Relative):
        return _HAIR, ENDLESS
    return Fraction(question.least), _most(question)


def fixed_reference(question: Measure) -> Fraction | None:
    """Return what every number is measured against; None where that is asked for."""
    scale = question.scale
    if isinstance(scale, Relative):
        return None
    if isinstance(scale, Target):
        return Fraction(scale.target) if isinstance(scale.target, Decimal) else None
    return _NONE

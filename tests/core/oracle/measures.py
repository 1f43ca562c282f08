"""What a measured number gives: shares, shortfalls, scales, ranks."""

from fractions import Fraction
from math import ceil, floor
from typing import Any

Plain = dict[str, Any]
Number = Fraction
HUNDRED = Fraction(100)


def number(value: object) -> Fraction:
    """Return a written number exactly; nothing is 0."""
    return Fraction(str(value if value is not None else 0))


def rounded(value: Fraction, unit: Fraction = Fraction(1, 1000)) -> Fraction:
    """Round half up to a multiple of ``unit``."""
    return floor(value / unit + Fraction(1, 2)) * unit


def side_of(question: Plain) -> str:
    """Return the side of the target that counts."""
    return str(question.get("side") or ("below" if "deduct" in question else "above"))


def _steps(question: Plain, value: Fraction, target: Fraction) -> Fraction:
    gap = target - value if side_of(question) == "below" else value - target
    steps = max(gap, Fraction(0)) / number(question["per"])
    if question.get("partial") == "proportional":
        return steps
    return Fraction(ceil(steps) if question.get("partial") == "up" else floor(steps))


def _of_table(table: Plain, later: object, value: Fraction) -> Fraction:
    places = {number(key): number(points) for key, points in table.items()}
    last = max(places)
    if value in places or value <= last or later is None:
        return places.get(value, Fraction(0))
    return max(places[last] + number(later) * (value - last), Fraction(0))


def moved(question: Plain, value: Fraction, other: Fraction) -> Fraction:
    """Return the points that a value moves; ``other`` is the target or the reference, where there is one."""
    change = question.get("award", question.get("deduct"))
    if "target" in question:
        return rounded(_steps(question, value, other) * number(change))
    if "table" in question:
        return _of_table(question["table"], question.get("later"), value)
    if "relative" in question:
        most = number(question["relative"]["award"])
        by = question["relative"].get("by", "more")
        if by == "rank":
            return rounded(most * (other - value + 1) / other)
        if by == "less":
            value, other = other, value
        return most if value >= other else rounded(most * value / other)
    if isinstance(change, dict):
        return rounded(value * number(change["times"]))
    return Fraction(0)


def start_of(step: Plain) -> Fraction:
    """Return the number at which a step begins, or above which it does."""
    return number(step["above"] if "above" in step else step["from"])


def is_reached(step: Plain, value: Fraction) -> bool:
    """Whether ``value`` is as high as a step, or higher."""
    return value > start_of(step) if "above" in step else value >= start_of(step)

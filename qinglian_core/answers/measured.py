"""What the numbers that are answered for a measure come to."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from qinglian_core.criteria.measuring import (
    HUNDRED,
    fixed_reference,
    telling_references,
    telling_values,
)
from qinglian_core.criteria.vocabulary import (
    INSTEAD,
    PART,
    REFERENCE,
    TARGET,
    TARGET_PART,
    TARGET_WHOLE,
    VALUE,
    WHOLE,
)

from .numbers import Allowed, allowed_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qinglian_core.criteria.measures import Measure

    from .possibilities import Possible, Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """The number that is measured, and what it is measured against; None while either is not known.

    Where a whole is 0, surely (``empty``) or perhaps, there is nothing to measure; then something may be taken ``instead``.
    """

    value: Fraction | None
    against: Fraction | None
    empty: bool
    perhaps_empty: bool
    instead: Span | None


def measured(question: Measure, possible: Possible) -> Measured:
    """Return what ``possible`` numbers come to."""
    numbers = possible.numbers
    wholes = [numbers[name] for name in (WHOLE, TARGET_WHOLE) if name in numbers]
    empty = any(span.high == 0 for span in wholes)
    value = (
        _share(numbers, PART, WHOLE) if question.of else _known(numbers.get(VALUE) or numbers[""])
    )
    return Measured(
        value=value,
        against=_against(question, numbers),
        empty=empty,
        perhaps_empty=any(span.low == 0 for span in wholes),
        instead=numbers.get(INSTEAD),
    )


def possible_values(question: Measure, possible: Possible) -> tuple[Fraction, ...]:
    """Return values among which are the least and the most on either side of every tier, of all that fit what is known."""
    numbers = possible.numbers
    starts = [Fraction(tier.start) for tier in question.tiers]
    if question.of is None:
        known = _known(numbers.get(VALUE) or numbers[""])
        return telling_values(question) if known is None else (known,)
    found = _shares(numbers[PART], numbers[WHOLE], starts, allowed_of(question, WHOLE))
    return telling_values(question) if found is None else found


def possible_references(question: Measure, possible: Possible) -> tuple[Fraction, ...]:
    """Return the least and the most that it may be measured against, of all that fits what is known."""
    numbers = possible.numbers
    known = _against(question, numbers)
    if known is not None:
        return (known,)
    found = None
    if TARGET_WHOLE in numbers:
        allowed = allowed_of(question, TARGET_WHOLE)
        found = _shares(numbers[TARGET_PART], numbers[TARGET_WHOLE], [], allowed)
    return telling_references(question) if found is None else found


def _shares(
    part: Span, whole: Span, starts: Iterable[Fraction], allowed: Allowed
) -> tuple[Fraction, ...] | None:
    """Return the shares next to ``starts`` and the outermost, of ``allowed`` numbers; None where neither is known."""
    if not part.known and not whole.known:
        return None
    if part.known and whole.known:
        pairs = [(Fraction(part.low), Fraction(whole.low))]
    elif part.known:
        turns = [Fraction(part.low) * HUNDRED / start for start in starts if start]
        pairs = [(Fraction(part.low), one) for one in _next_to(turns, whole, allowed)]
    else:
        turns = [Fraction(whole.low) * start / HUNDRED for start in starts]
        pairs = [(one, Fraction(whole.low)) for one in _next_to(turns, part, allowed)]
    shares = (some / every * HUNDRED for some, every in pairs if every)
    return tuple(dict.fromkeys(shares))


def _next_to(turns: Iterable[Fraction], span: Span, allowed: Allowed) -> list[Fraction]:
    """Return the ``allowed`` numbers of ``span`` next to ``turns``, and its ends, in their order: a set has none of its own."""
    in_steps = 10**allowed.places
    most = Fraction(allowed.most if span.high is None else span.high) * in_steps
    least = Fraction(span.low) * in_steps
    scaled = [turn * in_steps for turn in turns]
    near = {one for turn in scaled for one in (ceil(turn) - 1, ceil(turn), floor(turn) + 1)}
    found = {least or Fraction(1), least, most, *(one for one in near if least <= one <= most)}
    return [Fraction(one) / in_steps for one in sorted(found)]


def _against(question: Measure, numbers: Mapping[str, Span]) -> Fraction | None:
    for name in (TARGET, REFERENCE):
        if name in numbers:
            return _known(numbers[name])
    if TARGET_WHOLE in numbers:
        return _share(numbers, TARGET_PART, TARGET_WHOLE)
    return fixed_reference(question)


def _share(numbers: Mapping[str, Span], part: str, whole: str) -> Fraction | None:
    some, every = _known(numbers[part]), _known(numbers[whole])
    return None if some is None or not every else some / every * HUNDRED


def _known(span: Span) -> Fraction | None:
    return Fraction(span.low) if span.known else None

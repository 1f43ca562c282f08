"""What the numbers that are answered for a measure come to."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from qinglian_core.criteria.measuring import HUNDRED, fixed_reference
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

if TYPE_CHECKING:
    from collections.abc import Mapping

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

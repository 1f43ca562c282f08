"""Exact amounts of points.

Scores are ``decimal.Decimal``; in JSON they are decimal strings (``"2.5"``), so that no binary float ever
touches a score. The criteria use multiples of 0.1; up to three decimal places are accepted.
"""

from __future__ import annotations

import re
from decimal import Decimal

ZERO = Decimal(0)
UNBOUNDED = Decimal("Infinity")
THOUSANDTH = Decimal("0.001")

_AMOUNT = re.compile(r"[0-9]{1,6}(\.[0-9]{1,3})?")
_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,3})?")


def parse_amount(value: object) -> Decimal | None:
    """Return a non-negative amount from an int, a Decimal or a decimal string; None when it is none of these.

    Floats are refused: ``0.1`` as a float is not a tenth.
    """
    return _parsed(value, _AMOUNT)


def parse_number(value: object) -> Decimal | None:
    """Return a number that is measured, such as a sum in 元: below a million million either way, of three decimals.

    It is written as amounts are, and None when it is not.
    """
    return _parsed(value, _NUMBER)


def _parsed(value: object, pattern: re.Pattern[str]) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (int, str, Decimal)):
        return None
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return Decimal(text) if pattern.fullmatch(text) else None


def amount_text(amount: Decimal) -> str:
    """Return the shortest decimal notation: ``2.50`` → ``"2.5"``, ``1E+2`` → ``"100"``."""
    text = str(amount)
    if "E" in text:
        text = format(amount, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def plain_number(amount: Decimal) -> int | str:
    """Return a number for JSON data: whole where it is, else its decimal notation."""
    return int(amount) if amount == amount.to_integral_value() else amount_text(amount)


def optional_text(amount: Decimal | None) -> str | None:
    """Return the notation of an amount that may be lacking, for JSON data."""
    return None if amount is None else amount_text(amount)


def range_text(low: Decimal, high: Decimal, unit: str = "分") -> str:
    """Return ``"1分"`` or ``"1至2分"``."""
    if low == high:
        return f"{amount_text(low)}{unit}"
    return f"{amount_text(low)}至{amount_text(high)}{unit}"

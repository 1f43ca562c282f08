"""Amounts: exact in, shortest notation out."""

from decimal import Decimal

import pytest

from qinglian_core.amounts import amount_text, parse_amount, range_text

READ = {
    "0": "0",
    "2": "2",
    "0.5": "0.5",
    "2.50": "2.50",
    "0.125": "0.125",
    "999999": "999999",
    3: "3",
    0: "0",
    Decimal("0.5"): "0.5",
    Decimal("1E+2"): "100",
}
REFUSED = [
    None,
    True,
    False,
    0.5,
    1e999,
    float("nan"),
    -1,
    "-1",
    "+1",
    "",
    " 1",
    "1 ",
    "1\n",
    ".5",
    "1.",
    "1,5",
    "1e3",
    "NaN",
    "Infinity",
    "０.５",
    "一",
    "1000000",
    "0.1234",
    Decimal("NaN"),
    Decimal("-0"),
    10**30,
    [1],
    {"1": 1},
    b"1",
]
SHOWN = {"2.50": "2.5", "1E+2": "100", "0.0": "0", "-0.0": "0", "10": "10", "-1.20": "-1.2"}
RANGES = {("1", "1.0"): "1", ("1", "2.50"): "1至2.5", ("0", "0"): "0"}


@pytest.mark.parametrize(("value", "amount"), READ.items())
def test_reads(value: object, amount: str) -> None:
    assert parse_amount(value) == Decimal(amount)


@pytest.mark.parametrize("value", REFUSED, ids=repr)
def test_refuses(value: object) -> None:
    assert parse_amount(value) is None


@pytest.mark.parametrize(("amount", "text"), SHOWN.items())
def test_shows(amount: str, text: str) -> None:
    assert amount_text(Decimal(amount)) == text


@pytest.mark.parametrize(("ends", "text"), RANGES.items())
def test_shows_ranges(ends: tuple[str, str], text: str) -> None:
    low, high = map(Decimal, ends)
    assert range_text(low, high) == f"{text}分"
    assert range_text(low, high, "项") == f"{text}项"

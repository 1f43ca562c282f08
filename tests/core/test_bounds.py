"""A part whose bound nobody gave is one that no answers take past its bounds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from qinglian_core.scoring.bounds import bound_faults, bounds_met, reach
from qinglian_core.scoring.points import Range
from tests.core.plainrubric import (
    DEDUCTS,
    WRITTEN,
    Plain,
    clause,
    count,
    each,
    grade,
    named,
    part,
    rubric,
    tiers,
    yes_no,
)

WANTED = "请写 bound: written（原文写明）或 bound: assumed（由本站封住）"
IF_NOT_FIRST = {"question": "first", "is": "no"}
ENDLESS_LOSS, ENDLESS_GAIN = "扣分没有上限", "得分没有上限"


def exact(*questions: Plain, **more: Any) -> Plain:  # noqa: ANN401 - plain data
    """Return a part of 2 points whose bound nobody gave."""
    return part(*questions, bound="exact", **more)


def value(**more: object) -> Plain:
    plain = {"id": "figure", "kind": "value", "ask": "是多少？", "cite": DEDUCTS, "unit": "分"}
    return {**plain, "max": 20, **more}


def told(*parts: Plain) -> list[str]:
    return [
        fault.message.removeprefix("本部分 2 分，而").removesuffix(f"；{WANTED}")
        for fault in bound_faults(rubric(clause(*parts)))
    ]


PASSED = [
    (exact(count(deduct=1)), [ENDLESS_LOSS]),
    (exact(each(deduct=1, other="另有几项？")), [ENDLESS_LOSS]),
    (exact(each(award=1, when="yes"), start="zero"), ["有的答法会到 3 分"]),
    (exact(each(deduct=1)), ["有的答法会到负 1 分"]),
    (exact(grade(named=named(*"abc"))), ["有的答法会到负 1 分"]),
    (exact(yes_no("done", deduct=1), count(award="0.5")), [ENDLESS_GAIN]),
    (
        exact(
            yes_no("done", award=1, when="yes"),
            yes_no("late", deduct="0.5", when="yes"),
            start="zero",
        ),
        ["有的答法会到负 0.5 分"],
    ),
    (
        exact(count(deduct=1), count("more", award=1)),
        [ENDLESS_LOSS, ENDLESS_GAIN],
    ),
    (
        exact(
            yes_no("first", award=1, when="yes"),
            yes_no("second", award=2, when="yes", asked_when=IF_NOT_FIRST),
            yes_no("third", award=1, when="yes", asked_when=IF_NOT_FIRST),
            start="zero",
        ),
        ["有的答法会到 3 分"],
    ),
    (
        exact(
            tiers("first", {"from": 1, "deduct": 1}, {"from": 0, "deduct": 0}),
            yes_no("second", deduct=2, asked_when={"question": "first", "from": 1}),
        ),
        ["有的答法会到负 1 分"],
    ),
    (
        exact(
            yes_no("first", award={"from": "0.5", "to": 2}, when="yes"),
            yes_no("late", deduct=1, asked_when={"question": "first", "is": "yes"}),
            start="zero",
        ),
        ["有的答法会到负 0.5 分"],
    ),
    (exact(value(deduct={"times": 1}, max=None)), [ENDLESS_LOSS]),
    (exact(value(award={"times": "0.2"}), start="zero"), ["有的答法会到 4 分"]),
]
KEPT = [
    exact(yes_no(deduct=2)),
    exact(count(deduct=1, most_points=2)),
    exact(count(forfeit="part")),
    exact(yes_no("first", deduct=2), yes_no("second", deduct=2), only="worst"),
    exact(each(deduct=2, per="any")),
    exact(value(award={"times": "0.1"}), start="zero"),
    exact(
        yes_no("done", deduct=1),
        yes_no("back", award="0.5", when="yes", asked_when={"question": "done", "is": "no"}),
    ),
    exact(
        tiers("first", {"from": 5, "award": 1}, {"from": 0, "award": 0}),
        yes_no("late", deduct="0.5", asked_when={"question": "first", "from": 5}),
        start="zero",
    ),
    exact(
        count("first", award="0.5", most_points=2),
        yes_no("late", deduct="0.5", asked_when={"question": "first", "from": 1}),
        start="zero",
    ),
    part(count(deduct=1)),  # bound: assumed
    {**part(count(deduct=1)), "bound": "written", "bound_cite": WRITTEN},
    part(start="none"),
]


@pytest.mark.parametrize(("plain", "expected"), PASSED)
def test_what_passes_a_bound_that_nobody_gave_is_told(plain: Plain, expected: list[str]) -> None:
    assert told(plain) == expected


@pytest.mark.parametrize("plain", KEPT)
def test_what_does_not_or_has_one_is_not(plain: Plain) -> None:
    assert told(plain) == []


def test_of_alternatives_only_one_counts() -> None:
    """As where a national award gives 2, else a provincial one 1, else good records 2, poor ones 1 with an excuse."""
    first = yes_no("first", award=2, when="yes")
    second = yes_no("second", award=1, when="yes", asked_when=IF_NOT_FIRST)
    last = grade(
        "last",
        grades=[{"id": "good", "label": "好", "award": 2}, {"id": "poor", "label": "差"}],
        asked_when={"question": "second", "is": "no"},
    )
    third = yes_no("third", award=1, when="yes", asked_when={"question": "last", "is": "poor"})
    assert told(exact(first, second, last, third, start="zero")) == []


def test_a_part_without_points_is_not_held_at_anything() -> None:
    assert told(part(yes_no(deduct=1)), exact(yes_no("out", veto="failed"), points=0)) == []


def test_where_the_fault_is() -> None:
    (fault,) = bound_faults(rubric(clause(part(yes_no(deduct=1)), exact(count("more", deduct=1)))))
    assert fault.code == "Q015"
    assert fault.path == ("items", 0, "clauses", 0, "parts", 1, "bound")


def test_which_bounds_answers_come_to() -> None:
    decoded = rubric(
        clause(part(each(award=1, when="yes"), yes_no("late", deduct=1), start="zero"))
    )
    one = decoded.clauses[0]
    found = reach(one, one.parts[0])
    assert found == Range(low=Decimal(-1), high=Decimal(3))
    assert bounds_met(one, one.parts[0]) == (True, True)
    full = rubric(clause(part(each(deduct=1)))).clauses[0]
    assert bounds_met(full, full.parts[0]) == (True, False)

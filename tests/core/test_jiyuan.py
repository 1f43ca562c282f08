"""The published edition: the figures of the second reading that are not about one clause."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from qinglian_core import Rubric, assess, decode_answers
from qinglian_core.criteria.model import Bound, Start
from qinglian_core.criteria.questions import Nature
from qinglian_core.scoring.bounds import bounds_met

VECTORS = Path(__file__).resolve().parent.parent / "vectors"

NO_RULE = {
    "5.2": 1,
    "6.1": 1,
    "6.2": 3,
    "7.3": 2,
    "8.2": 3,
    "9.3": 2,
    "10.2": 2,
    "11.3": 2,
    "13.2": 2,
    "13.3": 2,
    "14.1": 3,
    "14.2": 2,
    "14.3": 6,
}
"""13 clauses, 31 points, for which the text writes no rule at all."""
WRITTEN_BOUNDS = {"5.1": "扣完为止", "7.2": "扣完为止", "12.1": "扣完为止", "13.4": "最高3分"}
ASSUMED_BOUNDS = {"1.1", "1.4", "2.2", "2.3", "3.1", "3.2", "4.2", "7.1", "11.2", "13.1"}
"""2.2 on its split reading only."""
EXCEEDED = (ASSUMED_BOUNDS - {"2.2"}) | (set(WRITTEN_BOUNDS) - {"7.2"})
"""Where answers can go beyond the points under the main reading; 7.2 names three things for 3 points."""
JUDGED = {
    "1.4": "2",
    "2.1": "1",
    "2.2": "0.5",
    "2.3": "2",
    "3.1": "3",
    "3.2": "5",
    "4.1": "1",
    "4.3": "1",
    "8.3": "1",
    "10.3": "1",
    "10.4": "1",
    "14.4": "1",
}
"""What the judgement words inside ruled clauses put at stake: 19.5 points."""
OTHER_READINGS = {
    "1.3",
    "1.4",
    "2.2",
    "4.1",
    "4.3",
    "5.1",
    "8.3",
    "9.1",
    "9.2",
    "10.4",
    "12.1",
    "13.4",
}
CHECK_VALUES = {
    "blank": ("1", "99", None),
    "all-favourable": ("68", "99", None),
    "facts-favourable": ("48.5", "99", None),
    "everything-missing": ("1", "32", None),
    "nothing-done-no-incident": ("15", "46", None),
}


def scenario(name: str) -> Any:  # noqa: ANN401 - plain data
    return json.loads((VECTORS / f"scenario-{name}.json").read_bytes())["cases"][0]


@pytest.mark.parametrize(("name", "total"), CHECK_VALUES.items())
def test_check_values(name: str, total: tuple[str, str, str | None], jiyuan: Rubric) -> None:
    found = assess(jiyuan, decode_answers(jiyuan, scenario(name)["answers"])).total
    assert (
        f"{found.sure.low.normalize():f}",
        f"{found.sure.high.normalize():f}",
        found.estimate,
    ) == total


def test_the_text_adds_up_to_99(jiyuan: Rubric) -> None:
    assert (len(jiyuan.projects), len(jiyuan.items), len(jiyuan.clauses)) == (4, 14, 43)
    assert (jiyuan.points, jiyuan.clause_points) == (Decimal(100), Decimal(99))
    assert [int(project.points) for project in jiyuan.projects] == [25, 25, 25, 25]
    printed = [int(item.points) for item in jiyuan.items]
    assert printed == [9, 8, 8, 5, 3, 4, 6, 7, 7, 7, 6, 5, 12, 13]
    held = [sum(int(clause.points) for clause in item.clauses) for item in jiyuan.items]
    assert held == [9, 8, 8, 5, 3, 4, 6, 7, 7, 7, 6, 5, 11, 13]
    assert [(one.item, int(one.declared), int(one.computed)) for one in jiyuan.discrepancies] == [
        ("13", 12, 11)
    ]


def test_clauses_without_a_rule(jiyuan: Rubric) -> None:
    found = {clause.id: int(clause.points) for clause in jiyuan.clauses if not clause.has_rule}
    assert found == NO_RULE
    assert (len(found), sum(found.values())) == (13, 31)


def test_bounds_that_can_come_to_hold_under_the_main_reading(jiyuan: Rubric) -> None:
    assert {
        clause.id
        for clause in jiyuan.clauses
        for part in clause.parts
        if True in bounds_met(clause, part)
    } == EXCEEDED


def test_bounds_written_and_assumed(jiyuan: Rubric) -> None:
    bounds = {
        bound: {
            clause.id: part.bound_cite
            for clause in jiyuan.clauses
            for part in clause.parts
            if part.bound is bound
        }
        for bound in Bound
    }
    assert bounds[Bound.WRITTEN] == WRITTEN_BOUNDS
    assert set(bounds[Bound.ASSUMED]) == ASSUMED_BOUNDS


def test_clauses_read_in_more_than_one_way(jiyuan: Rubric) -> None:
    assert {clause.id for clause in jiyuan.clauses if clause.readings} == OTHER_READINGS


def test_what_judgement_puts_at_stake(jiyuan: Rubric) -> None:
    lows = [
        {
            score.clause.id: score.sure.low
            for score in assess(jiyuan, decode_answers(jiyuan, scenario(name)["answers"])).clauses
        }
        for name in ("all-favourable", "facts-favourable")
    ]
    stakes = {name: lows[0][name] - lows[1][name] for name in lows[0]}
    assert {name: stake for name, stake in stakes.items() if stake} == {
        name: Decimal(stake) for name, stake in JUDGED.items()
    }
    assert sum(stakes.values()) == Decimal("19.5")


def test_judgements_are_marked_where_they_count(jiyuan: Rubric) -> None:
    marked = {
        clause.id
        for clause in jiyuan.clauses
        for question in clause.questions
        if question.nature is Nature.JUDGEMENT
    }
    assert marked == set(JUDGED)


def test_only_the_clause_of_item_12_has_no_number(jiyuan: Rubric) -> None:
    assert [(one.id, one.label) for one in jiyuan.clauses if not one.number] == [("12.1", "第12项")]


def test_four_clauses_award_and_all_others_deduct(jiyuan: Rubric) -> None:
    starts = {
        clause.id: {part.start for part in clause.parts}
        for clause in jiyuan.clauses
        if clause.id in ("1.2", "13.1", "13.4", "14.4")
    }
    assert all(found == {Start.ZERO} for found in starts.values())
    others = [one for one in jiyuan.clauses if one.has_rule and one.id not in starts]
    assert [one.id for one in others if {part.start for part in one.parts} != {Start.FULL}] == []

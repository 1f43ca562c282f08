"""Scoring: every kind of question with every effect, bound, gate, floor and reading, at its boundaries."""

from decimal import Decimal
from typing import Any

import pytest

from qinglian_core.scoring.points import Range
from qinglian_core.scoring.questionrules import rule_of
from tests.core.plainrubric import (
    Plain,
    bare_question,
    clause,
    count,
    each,
    envelope,
    grade,
    named,
    part,
    rubric,
    sure,
    tiers,
    yes_no,
)

Row = tuple[Plain, str]


def rows(plain: Plain, *table: Row) -> list[tuple[Plain, Plain, str]]:
    return [(plain, answers, points) for answers, points in table]


def one(*questions: Plain, **more: Any) -> Plain:  # noqa: ANN401 - plain data
    return clause(part(*questions, **more))


TIERS = ({"from": 15, "award": 1}, {"from": 9, "award": "0.5"}, {"from": 3, "award": "0.2"})
GATE = {"question": "lead", "is": "yes"}

TABLE = [
    *rows(
        one(yes_no(deduct="0.5")),
        ({}, "1.5~2"),
        ({"done": "unsure"}, "1.5~2"),
        ({"done": "yes"}, "2"),
        ({"done": "no"}, "1.5"),
    ),
    *rows(
        one(yes_no(award=1, when="yes"), start="zero"),
        ({}, "0~1"),
        ({"done": "yes"}, "1"),
        ({"done": "no"}, "0"),
    ),
    *rows(
        one(yes_no(forfeit="part"), yes_no("other-one", deduct=1)),
        ({}, "0~2"),
        ({"done": "no"}, "0"),
        ({"done": "yes"}, "1~2"),
        ({"done": "yes", "other-one": "no"}, "1"),
        ({"other-one": "no"}, "0~1"),
    ),
    *rows(
        one(yes_no(exempt="part"), count(deduct=1)),
        ({}, "0~2"),
        ({"done": "no"}, "2"),
        ({"done": "no", "cases": 5}, "2"),
        ({"done": "yes", "cases": 5}, "0"),
        ({"cases": 1}, "1~2"),
        ({"cases": 0}, "2"),
    ),
    *rows(
        one(count(deduct="0.5")),
        ({}, "0~2"),
        ({"cases": 0}, "2"),
        ({"cases": 3}, "0.5"),
        ({"cases": 4}, "0"),
        ({"cases": 5}, "0"),
        ({"cases": 1_000_000}, "0"),
    ),
    *rows(
        one(count(award="0.4"), start="zero", points=1),
        ({}, "0~1"),
        ({"cases": 0}, "0"),
        ({"cases": 2}, "0.8"),
        ({"cases": 3}, "1"),
    ),
    *rows(one(count(forfeit="part")), ({}, "0~2"), ({"cases": 0}, "2"), ({"cases": 1}, "0")),
    *rows(
        one(count(deduct=1, named=named("a", "b"))),
        ({}, "0~2"),
        ({"cases": {"a": 1}}, "0~1"),
        ({"cases": {"a": 1, "b": 0}}, "1"),
        ({"cases": {"a": 1, "b": 1}}, "0"),
        ({"cases": {"a": 2}}, "0"),
        ({"cases": "unsure"}, "0~2"),
    ),
    *rows(
        one(each(deduct="0.5")),
        ({}, "0.5~2"),
        ({"things": {"a": "no"}}, "0.5~1.5"),
        ({"things": {"a": "no", "b": "yes", "c": "unsure"}}, "1~1.5"),
        ({"things": {"a": "no", "b": "no", "c": "no"}}, "0.5"),
    ),
    *rows(
        one(each(deduct="0.5", other="另有几项？")),
        ({}, "0~2"),
        ({"things": {"a": "yes", "b": "yes", "c": "yes"}}, "0~2"),
        ({"things": {"a": "no", "b": "yes", "c": "yes", "other": 1}}, "1"),
        ({"things": {"other": 4}}, "0"),
    ),
    *rows(
        one(each(deduct=1, per="any")),
        ({}, "1~2"),
        ({"things": {"a": "no"}}, "1"),
        ({"things": {"a": "yes", "b": "yes"}}, "1~2"),
        ({"things": {"a": "yes", "b": "yes", "c": "yes"}}, "2"),
    ),
    *rows(
        one(each(deduct=1, per="all")),
        ({}, "1~2"),
        ({"things": {"a": "yes"}}, "2"),
        ({"things": {"a": "no", "b": "no"}}, "1~2"),
        ({"things": {"a": "no", "b": "no", "c": "no"}}, "1"),
    ),
    *rows(
        one(grade(doubts=[{"id": "unclear", "label": "好或较差", "among": ["good", "weak"]}])),
        ({}, "1~2"),
        ({"quality": "good"}, "2"),
        ({"quality": "weak"}, "1.5"),
        ({"quality": "poor"}, "1"),
        ({"quality": "unclear"}, "1.5~2"),
    ),
    *rows(
        one(grade(named=named("a", "b"))),
        ({}, "0~2"),
        ({"quality": {"a": "weak"}}, "0.5~1.5"),
        ({"quality": {"a": "weak", "b": "poor"}}, "0.5"),
    ),
    *rows(
        one(tiers("number", *TIERS), start="zero", points=1),
        ({}, "0~1"),
        ({"number": 2}, "0"),
        ({"number": 3}, "0.2"),
        ({"number": 8}, "0.2"),
        ({"number": 9}, "0.5"),
        ({"number": 14}, "0.5"),
        ({"number": 15}, "1"),
        ({"number": 99}, "1"),
    ),
    *rows(
        one(yes_no("lead"), yes_no("inner", deduct=1, asked_when=GATE), count(deduct=2)),
        ({"cases": 0}, "1~2"),
        ({"cases": 0, "lead": "no"}, "2"),
        ({"cases": 0, "lead": "no", "inner": "no"}, "2"),
        ({"cases": 0, "lead": "yes"}, "1~2"),
        ({"cases": 0, "lead": "yes", "inner": "no"}, "1"),
        ({"cases": 0, "inner": "yes"}, "2"),
    ),
    *rows(
        one(
            count(deduct="0.5"),
            yes_no("reported", deduct=1, asked_when={"question": "cases", "from": 2}),
        ),
        ({}, "0~2"),
        ({"cases": 1}, "1.5"),
        ({"cases": 2}, "0~1"),
        ({"cases": 2, "reported": "yes"}, "1"),
        ({"reported": "no"}, "0~2"),
    ),
    *rows(
        one(count(deduct=1), count("hidden", deduct=1, at_least="cases"), points=6),
        ({}, "0~6"),
        ({"cases": 2}, "0~2"),
        ({"hidden": 2}, "2~4"),
        ({"cases": 1, "hidden": 2}, "3"),
        ({"hidden": 0}, "6"),
    ),
    *rows(
        one(
            count(deduct=1),
            count(
                "hidden", deduct=1, at_least="cases", asked_when={"question": "cases", "from": 1}
            ),
            points=6,
        ),
        ({"cases": 0}, "6"),
        ({"cases": 0, "hidden": 5}, "6"),
        ({"hidden": 0}, "6"),
        ({"hidden": 1}, "4~6"),
    ),
    *rows(
        one(
            yes_no("lead"),
            count(deduct=1, asked_when=GATE),
            count("hidden", deduct=1, at_least="cases"),
            points=6,
        ),
        ({"lead": "no", "cases": 3}, "0~6"),
        ({"lead": "yes", "cases": 2}, "0~2"),
        ({"cases": 1, "hidden": 2}, "3~4"),
    ),
    *rows(
        clause(part(yes_no(deduct="0.5")), part(start="none", points=3)),
        ({}, "1.5~5"),
        ({"done": "yes"}, "2~5"),
    ),
    *rows(
        clause(part(yes_no(forfeit="clause")), part(start="none", points=3)),
        ({}, "0~5"),
        ({"done": "no"}, "0"),
        ({"done": "yes"}, "2~5"),
    ),
    *rows(
        clause(part(yes_no(exempt="clause"), count(deduct=1)), part(start="none", points=3)),
        ({"done": "no"}, "5"),
        ({"done": "yes", "cases": 2}, "0~3"),
        ({"cases": 2}, "0~5"),
    ),
    *rows(
        clause(
            part(yes_no(exempt="part"), yes_no("lost", forfeit="clause")),
            part(yes_no("more", deduct=1)),
        ),
        ({"done": "no", "lost": "yes", "more": "no"}, "3"),
        ({"done": "no", "lost": "no", "more": "yes"}, "0"),
    ),
    *rows(
        clause(
            part(yes_no(exempt="clause"), yes_no("lost", forfeit="clause")),
            part(yes_no("more", deduct=1)),
        ),
        ({"done": "no", "lost": "no", "more": "no"}, "4"),
        ({"lost": "no", "more": "no"}, "0~4"),
    ),
    *rows(
        one(yes_no(deduct=2), yes_no("mended", award="0.5", when="yes")),
        ({"done": "no", "mended": "yes"}, "0.5"),
        ({"done": "yes", "mended": "yes"}, "2"),
    ),
    *rows(
        clause(
            part(
                grade(
                    grades=[
                        {"id": "part-lost", "label": "甲", "forfeit": "part"},
                        {"id": "all-lost", "label": "乙", "forfeit": "clause"},
                    ]
                )
            ),
            part(yes_no(deduct=1)),
        ),
        ({"done": "yes"}, "0~2"),
        ({"done": "yes", "quality": "part-lost"}, "2"),
        ({"done": "yes", "quality": "all-lost"}, "0"),
    ),
]


@pytest.mark.parametrize(("plain", "answers", "points"), TABLE)
def test_sure_ranges(plain: Plain, answers: Plain, points: str) -> None:
    assert sure(plain, answers) == points
    assert envelope(plain, answers) == points


def reading(identifier: str = "r", **more: object) -> Plain:
    return {"id": identifier, "why": "两读", "main": "甲读", "other": "乙读", **more}


READINGS = [
    *rows(
        clause(
            part(each(deduct=1, per="any")),
            readings=[reading(questions={"things": {"per": "all"}})],
        ),
        ({}, "1~2"),
        ({"things": {"a": "no", "b": "yes"}}, "1~2"),
        ({"things": {"a": "no", "b": "no", "c": "no"}}, "1"),
        ({"things": {"a": "yes", "b": "yes", "c": "yes"}}, "2"),
    ),
    *rows(
        clause(part(yes_no(deduct=1)), readings=[reading(discretion="1.5")]),
        ({}, "0~2"),
        ({"done": "yes"}, "0.5~2"),
        ({"done": "no"}, "0~1"),
    ),
    *rows(
        clause(
            part(yes_no(deduct="0.5"), count(deduct="0.5")),
            readings=[
                reading(questions={"done": {"deduct": 1}}),
                reading("s", questions={"cases": {"deduct": 1}}),
            ],
        ),
        ({"done": "no", "cases": 1}, "0~1"),
        ({"done": "no", "cases": 0}, "1~1.5"),
        ({"done": "yes", "cases": 0}, "2"),
    ),
    *rows(
        clause(
            part(yes_no(deduct="0.5")),
            readings=[
                reading(questions={"done": {"deduct": 1}}),
                reading("s", questions={"done": {"deduct": "0.2"}}),
                reading("t", discretion="0.5"),
            ],
        ),
        ({"done": "no"}, "0.5~1.8"),
        ({"done": "yes"}, "1.5~2"),
    ),
    *rows(
        clause(
            part(
                yes_no(exempt="part"),
                yes_no("inner", deduct=1, asked_when={"question": "done", "is": "yes"}),
            ),
            readings=[
                reading(
                    questions={
                        "done": {"exempt": None, "when": None},
                        "inner": {"asked_when": None},
                    }
                )
            ],
        ),
        ({"done": "no"}, "1~2"),
        ({"done": "no", "inner": "yes"}, "1~2"),
        ({"done": "unsure", "inner": "yes"}, "2"),
        ({"done": "yes", "inner": "no"}, "1"),
    ),
]


@pytest.mark.parametrize(("plain", "answers", "points"), READINGS)
def test_envelopes(plain: Plain, answers: Plain, points: str) -> None:
    assert envelope(plain, answers) == points


def test_other_readings_leave_the_main_one_alone() -> None:
    plain = clause(part(yes_no(deduct=1)), readings=[reading(discretion=2)])
    assert sure(plain, {"done": "no"}) == "1"


def test_ranges() -> None:
    small, large = (Range(low=Decimal(low), high=Decimal(4)) for low in (3, 1))
    assert small.hull(large) == large.hull(small) == Range(low=Decimal(1), high=Decimal(4))
    assert not small.settled
    assert Range(low=Decimal(4), high=Decimal("4.0")).settled


def test_a_kind_of_question_that_nobody_scores_is_our_bug() -> None:
    known = rubric(one(yes_no(deduct=1))).clauses[0].questions[0]
    bare = bare_question(known)
    with pytest.raises(TypeError):
        rule_of(bare)

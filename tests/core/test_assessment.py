"""Statuses, estimates, notices, what is asked, other readings, and totals."""

from decimal import Decimal
from typing import Any

import pytest

from qinglian_core import assess, decode_answers, decode_rubric
from qinglian_core.scoring.assessment import add_up
from qinglian_core.scoring.clausescore import Status
from qinglian_core.scoring.result import result_object
from tests.core.plainrubric import (
    Plain,
    clause,
    count,
    each,
    edition,
    grade,
    item,
    named,
    part,
    score,
    yes_no,
)

GATE = {"question": "lead", "is": "yes"}
FORM = clause(
    part(
        yes_no("lead"),
        yes_no("inner", deduct="0.5", asked_when=GATE),
        each(things="ab", deduct="0.5", other="另有几项？"),
        points=5,
    )
)
WHOLE = {"a": "yes", "b": "yes", "other": 0}
NO_RULE = clause(part(start="none"))

STATUSES: list[tuple[Plain, Plain, object, Status]] = [
    (FORM, {}, None, Status.BLANK),
    (FORM, {"lead": None}, None, Status.BLANK),
    (FORM, {"lead": "yes"}, None, Status.PARTIAL),
    (FORM, {"lead": "no", "things": {"a": "yes", "b": "yes"}}, None, Status.PARTIAL),
    (FORM, {"lead": "no", "things": WHOLE}, None, Status.ANSWERED),
    (FORM, {"lead": "yes", "things": WHOLE}, None, Status.PARTIAL),
    (FORM, {"lead": "unsure", "inner": "unsure", "things": "unsure"}, None, Status.PARTIAL),
    (FORM, {"lead": "unsure", "things": "unsure"}, None, Status.PARTIAL),
    (FORM, {}, "1", Status.ANSWERED),
    (FORM, {"things": {"other": 10}}, None, Status.PARTIAL),
    (NO_RULE, {}, None, Status.BLANK),
    (NO_RULE, {}, "0", Status.ANSWERED),
    (clause(part(grade(named=named("a", "b")))), {"quality": {"a": "weak"}}, None, Status.PARTIAL),
    (
        clause(part(count(deduct=1, named=named("a")))),
        {"cases": {"a": "unsure"}},
        None,
        Status.PARTIAL,
    ),
]


@pytest.mark.parametrize(("plain", "answers", "own", "status"), STATUSES)
def test_status(plain: Plain, answers: Plain, own: object, status: Status) -> None:
    assert score(plain, answers, own).status is status


def test_unsure_answers_are_counted_thing_by_thing() -> None:
    found = score(FORM, {"lead": "unsure", "things": {"a": "unsure", "b": "no", "other": "unsure"}})
    assert found.unsure == 3


ASKED: list[tuple[Plain, tuple[str, ...]]] = [
    ({}, ("lead", "inner", "things")),
    ({"lead": "unsure"}, ("lead", "inner", "things")),
    ({"lead": "yes"}, ("lead", "inner", "things")),
    ({"lead": "no"}, ("lead", "things")),
]


@pytest.mark.parametrize(("answers", "asked"), ASKED)
def test_what_is_asked(answers: Plain, asked: tuple[str, ...]) -> None:
    assert score(FORM, answers).asked == asked


RULED = clause(part(yes_no(deduct=1), count(deduct="0.5")))
ESTIMATES: list[tuple[Plain, Plain, object, str | None, tuple[str, ...]]] = [
    (RULED, {}, None, None, ()),
    (RULED, {}, "1.5", "1.5", ()),
    (RULED, {"done": "no"}, "1", "1", ()),
    (RULED, {"done": "no", "cases": 1}, None, "0.5", ()),
    (RULED, {"done": "no", "cases": 1}, "0.5", "0.5", ()),
    (
        RULED,
        {"done": "no", "cases": 1},
        "2",
        "0.5",
        ("第1.1条按所答已能确定为0.5分，自评的2分没有采用。",),
    ),
    (
        RULED,
        {"done": "no"},
        "1.5",
        None,
        ("第1.1条自评的1.5分不在所答确定的0至1分之内，没有采用。",),
    ),
    (NO_RULE, {}, None, None, ()),
    (NO_RULE, {}, "0", "0", ()),
    (NO_RULE, {}, "2", "2", ()),
]


@pytest.mark.parametrize(("plain", "answers", "own", "estimate", "notices"), ESTIMATES)
def test_estimates(
    plain: Plain, answers: Plain, own: object, estimate: str | None, notices: tuple[str, ...]
) -> None:
    found = score(plain, answers, own)
    assert found.estimate == (estimate and Decimal(estimate))
    assert found.notices == notices


def test_other_readings_tell_the_range_they_alone_would_give() -> None:
    reading = {
        "id": "either",
        "why": "顿号",
        "main": "缺一即扣",
        "other": "都缺才扣",
        "questions": {"things": {"per": "all"}},
    }
    plain = clause(part(each(deduct=1, per="any", things="ab")), readings=[reading])
    for answers, low, differs in (
        ({"a": "no", "b": "yes"}, "2", True),
        ({"a": "no", "b": "no"}, "1", False),
    ):
        (found,) = score(plain, {"things": answers}).readings
        assert (found.reading.id, found.differs) == ("either", differs)
        assert (str(found.range.low), str(found.range.high)) == (low, low)


def whole() -> Plain:
    """Return an edition of two projects: item 1 of 2+2 points, item 2 of 3 without a rule."""
    plain = edition(
        item(clause(part(yes_no(deduct=1))), clause(part(count(deduct="0.5")), identifier="1.2")),
        item(clause(part(start="none", points=3), identifier="2.1"), identifier="2", points=4),
        points=8,
        discrepancies=[
            {"id": "one-short", "item": "2", "declared": 4, "computed": 3, "note": "原文如此"}
        ],
    )
    plain["projects"] = [
        {"id": "first", "title": "甲", "points": 4, "items": ["1"]},
        {"id": "second", "title": "乙", "points": 4, "items": ["2"]},
    ]
    return plain


def result(clauses: Plain) -> Any:  # noqa: ANN401 - a result object
    rubric = decode_rubric(whole())
    return result_object(assess(rubric, decode_answers(rubric, clauses)))


def test_totals() -> None:
    found = result({"1.1": {"answers": {"done": "no"}}, "2.1": {"estimate": "2.5"}})
    assert found["total"] == {
        "printed": "8",
        "points": "7",
        "low": "1",
        "high": "6",
        "envelope_low": "1",
        "envelope_high": "6",
        "range": "1至6分",
        "envelope": "1至6分",
        "estimate": None,
        "estimated": "3.5",
        "estimated_points": "5",
        "estimated_clauses": 2,
        "unestimated": 1,
        "answered": 2,
        "clauses": 3,
        "headline": "1条还没有估，其余2条3.5分 · 至少1，最多6",
    }
    assert [
        (one["id"], one["title"], one["low"], one["high"], one["estimate"])
        for one in found["projects"]
    ] == [
        ("first", "甲", "1", "3", None),
        ("second", "乙", "0", "3", "2.5"),
    ]
    assert [(one["id"], one["title"], one["printed"], one["points"]) for one in found["items"]] == [
        ("1", "内容1", "4", "4"),
        ("2", "内容2", "4", "3"),
    ]


def test_the_estimate_of_the_whole_needs_every_clause() -> None:
    clauses = {
        "1.1": {"answers": {"done": "no"}},
        "1.2": {"answers": {"cases": 1}},
        "2.1": {"estimate": "2.5"},
    }
    assert result(clauses)["total"]["estimate"] == "5"


def test_the_result_object() -> None:
    found = result({"1.1": {"answers": {"done": "no"}, "estimate": "2"}})
    rubric = decode_rubric(whole())
    assert list(found) == [
        "format",
        "version",
        "edition",
        "total",
        "projects",
        "items",
        "clauses",
        "discrepancies",
    ]
    assert (found["format"], found["version"]) == ("qinglian-result", 1)
    assert found["edition"] == {"id": "small", "title": "小细则", "digest": rubric.digest}
    assert found["discrepancies"] == [
        {
            "id": "one-short",
            "item": "2",
            "project": None,
            "declared": "4",
            "computed": "3",
            "note": "原文如此",
        }
    ]
    assert found["clauses"][0] == {
        "id": "1.1",
        "label": "第1.1条",
        "points": "2",
        "has_rule": True,
        "lost": "1",
        "status": "answered",
        "state": "估分用不上",
        "told": "本条得1分（满分2分）",
        "unsure": 0,
        "low": "1",
        "high": "1",
        "envelope_low": "1",
        "envelope_high": "1",
        "range": "1分",
        "envelope": "1分",
        "estimate": "1",
        "asked": ["done"],
        "ledger": [
            {
                "kind": "start",
                "part": "",
                "question": "",
                "condition": "",
                "count": "",
                "low": "2",
                "high": "2",
                "text": "起评2分，按情形扣分。",
            },
            {
                "kind": "settled",
                "part": "",
                "question": "done",
                "condition": "未做到的扣0.5分、1分、2分、3分或不得分，未涉及的不扣分",
                "count": "答“否”",
                "low": "-1",
                "high": "-1",
                "text": "做到了吗？答“否”，扣1分（原文：未做到的扣0.5分、1分、2分、3分或不得分，未涉及的不扣分）。",
            },
            {
                "kind": "left",
                "part": "",
                "question": "",
                "condition": "",
                "count": "",
                "low": "1",
                "high": "1",
                "text": "计1分。",
            },
        ],
        "readings": [],
        "notices": ["第1.1条按所答已能确定为1分，自评的2分没有采用。"],
    }


STATES: dict[str, Plain] = {
    "未答": {},
    "拿不准": {"answers": {"done": "unsure"}},
    "已答": {"answers": {"done": "yes"}},
}


@pytest.mark.parametrize(("words", "entry"), STATES.items())
def test_the_state_in_words(words: str, entry: Plain) -> None:
    assert result({"1.1": entry})["clauses"][0]["state"] == words


TOLD: dict[str, Plain] = {
    "": {},
    "本条1至2分，还没有定（满分2分）": {"answers": {"done": "unsure"}},
    "本条自己估1.5分（满分2分）": {"answers": {"done": "unsure"}, "estimate": "1.5"},
    "本条得2分（满分2分）": {"answers": {"done": "yes"}},
}


@pytest.mark.parametrize(("words", "entry"), TOLD.items())
def test_what_a_clause_has_come_to_in_words(words: str, entry: Plain) -> None:
    assert result({"1.1": entry})["clauses"][0]["told"] == words


def test_readings_in_the_result_object() -> None:
    plain = clause(
        part(yes_no(deduct=1)),
        readings=[{"id": "r", "why": "两读", "main": "甲读", "other": "乙读", "discretion": 1}],
    )
    rubric = decode_rubric(edition(item(plain)))
    found: Any = result_object(assess(rubric, {}))
    assert found["clauses"][0]["readings"] == [
        {
            "id": "r",
            "why": "两读",
            "main": "甲读",
            "other": "乙读",
            "low": "0",
            "high": "2",
            "range": "0至2分",
            "differs": True,
        }
    ]


LOST = {"answers": {"done": "no"}}


def test_totals_are_added_up_again_wherever_a_score_is_another() -> None:
    plain = edition(
        item(clause(part(yes_no(deduct=1)))),
        item(
            *(clause(part(yes_no(deduct=1)), identifier=f"2.{n}") for n in (1, 2)), identifier="2"
        ),
    )
    rubric = decode_rubric(plain)
    before = assess(rubric, {})
    worse = assess(rubric, decode_answers(rubric, dict.fromkeys(("1.1", "2.1", "2.2"), LOST)))
    for changed in ({"1.1"}, {"2.1"}, {"2.1", "2.2"}, {"1.1", "2.2"}, set[str]()):
        scores = [
            new if new.clause.id in changed else old
            for old, new in zip(before.clauses, worse.clauses, strict=True)
        ]
        again = add_up(rubric, scores, before)
        assert again == add_up(rubric, scores)
        kept = [new is old for old, new in zip(before.items, again.items, strict=True)]
        assert kept == ["1.1" not in changed, changed.isdisjoint({"2.1", "2.2"})]

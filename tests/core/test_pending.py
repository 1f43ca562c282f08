"""What is still to be dealt with: by clause, as one list, and in the figures that are taken from it."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinglian_core import Assessment, Rubric, assess, decode_answers, decode_rubric
from qinglian_core.criteria.table import USUAL_WORDS
from qinglian_core.scoring.clausescore import Status
from qinglian_core.scoring.headline import headline
from qinglian_core.scoring.pending import PendingKind, open_places, pending_words
from qinglian_core.scoring.result import total_result
from qinglian_core.selfcheck.pendinglist import pending_list, plain_pending
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
    rubric,
    score,
    yes_no,
)
from tests.core.strategies import SLOW, entries_for, plain_editions

RULED = clause(part(yes_no(deduct=1), count(deduct="0.5")))
NO_RULE = clause(part(start="none"))
MIXED = clause(part(yes_no(deduct=1)), part(start="none"))
THINGS = clause(part(each(things="ab", deduct=1, other="另有几项？")))
DOUBTED = clause(
    part(
        grade(
            named=named("a", "b"),
            doubts=[{"id": "hard-to-say", "label": "说不好", "among": ["good", "weak"]}],
        )
    )
)

PENDING: list[tuple[Plain, Plain, object, list[tuple[str, str]]]] = [
    (RULED, {}, None, [("unanswered", "done")]),
    (RULED, {"done": "no"}, None, [("partly", "cases")]),
    (RULED, {"done": "unsure"}, None, [("partly", "cases"), ("unsure", "done")]),
    (RULED, {"done": "no", "cases": "unsure"}, None, [("unsure", "cases")]),
    (RULED, {"done": "no", "cases": 1}, None, []),
    (RULED, {"done": "no", "cases": "unsure"}, "1", []),
    (
        RULED,
        {"done": "no", "cases": "unsure"},
        "2",
        [("unsure", "cases"), ("estimate_unusable", "")],
    ),
    (RULED, {"done": "no", "cases": 1}, "2", [("estimate_unusable", "")]),
    (RULED, {"done": "no", "cases": 1}, "0.5", []),
    (RULED, {}, "2", []),
    (NO_RULE, {}, None, [("unanswered", "")]),
    (NO_RULE, {}, "0", []),
    (MIXED, {}, None, [("unanswered", "done")]),
    (MIXED, {"done": "yes"}, None, [("partly", "")]),
    (MIXED, {"done": "yes"}, "3", []),
    (MIXED, {"done": "yes"}, "1", [("estimate_unusable", "")]),
    (DOUBTED, {"quality": {"a": "good", "b": "hard-to-say"}}, None, [("unsure", "quality.b")]),
    (
        DOUBTED,
        {"quality": {"a": "hard-to-say"}},
        None,
        [("partly", "quality.b"), ("unsure", "quality.a")],
    ),
    (DOUBTED, {"quality": {"a": "hard-to-say", "b": "poor"}}, "0.5", []),
]


@pytest.mark.parametrize(("plain", "answers", "own", "pending"), PENDING)
def test_what_is_pending(
    plain: Plain, answers: Plain, own: object, pending: list[tuple[str, str]]
) -> None:
    found = score(plain, answers, own).pending
    places = [".".join(filter(None, (one.question, one.thing))) for one in found]
    assert list(zip([one.kind.value for one in found], places, strict=True)) == pending


OTHERS: list[tuple[Plain, object, bool]] = [
    ({"other": 2}, None, False),
    ({"a": "no", "other": 1}, None, False),
    ({"a": "no", "b": "yes", "other": 1}, None, True),
    ({"a": "no", "b": "no"}, None, True),
    ({"a": "no", "b": "no", "other": 5}, None, True),
    ({"other": 2}, "0", True),
    ({"other": 2}, "1", False),
]


@pytest.mark.parametrize(("things", "own", "is_answered"), OTHERS)
def test_a_number_of_others_does_not_stand_for_the_things_named(
    things: Plain, own: object, *, is_answered: bool
) -> None:
    found = score(THINGS, {"things": things}, own)
    assert found.sure.settled
    assert (found.status is Status.ANSWERED) == is_answered
    assert found.estimate == 0
    kinds = {one.kind for one in found.pending}
    assert (PendingKind.PARTLY in kinds) != is_answered


def test_what_is_full_without_the_last_thing_named_is_answered() -> None:
    awarded = clause(part(each(when="yes", award=1, other="另有几项？"), start="zero"))
    assert score(awarded, {"things": {"a": "yes", "b": "yes", "other": 0}}).pending == ()


def test_doubts_count_as_unsure() -> None:
    assert score(DOUBTED, {"quality": {"a": "hard-to-say", "b": "unsure"}}).unsure == 2


@pytest.mark.parametrize(
    ("plain", "answers", "places"),
    [
        (RULED, {}, [("done", ""), ("cases", "")]),
        (RULED, {"done": "no"}, [("cases", "")]),
        (RULED, {"done": "unsure", "cases": 1}, [("done", "")]),
        (RULED, {"done": "no", "cases": 1}, []),
        (DOUBTED, {"quality": {"a": "hard-to-say", "b": "good"}}, [("quality", "a")]),
        (DOUBTED, {"quality": {"a": "weak"}}, [("quality", "b")]),
    ],
)
def test_where_answers_leave_open_what_is_the_case(
    plain: Plain, answers: Plain, places: list[tuple[str, str]]
) -> None:
    (one,) = rubric(plain).clauses
    found = open_places(one.questions, score(plain, answers).answers)
    assert [(place.question, place.thing) for place in found] == places


def test_a_clause_in_words() -> None:
    assert pending_words(score(RULED, {"done": "unsure"}).pending) == "答了一部分；拿不准"
    assert pending_words(score(NO_RULE, {}, "1").pending) == "已答"


def assessed(plain: Plain, entries: Plain) -> Assessment:
    decoded = decode_rubric(plain)
    return assess(decoded, decode_answers(decoded, entries))


SMALL = edition(
    item(RULED, {**NO_RULE, "id": "1.2"}),
    item({**THINGS, "id": "2.1"}, identifier="2"),
)


def test_the_list_leads_to_every_place() -> None:
    found = pending_list(
        assessed(SMALL, {"1.1": {"answers": {"done": "unsure"}}}),
        {
            "1.1": (PendingKind.EVIDENCE_MISSING, PendingKind.RECHECK),
            "2.1": (PendingKind.EVIDENCE_MISSING,),
        },
    )
    assert [(one.clause.id, one.pending.kind.value, one.field) for one in found] == [
        ("1.1", "partly", "1.1.cases"),
        ("1.1", "unsure", "1.1.done"),
        ("1.1", "evidence_missing", ""),
        ("1.1", "recheck", ""),
        ("1.2", "unanswered", "1.2.estimate"),
        ("2.1", "unanswered", "2.1.things.a"),
        ("2.1", "evidence_missing", ""),
    ]


def test_the_list_as_data() -> None:
    entries = {"1.1": {"answers": {"done": "no", "cases": 1}}, "1.2": {"estimate": "1"}}
    found = assessed(SMALL, entries)
    assert plain_pending(found, pending_list(found, {})) == {
        "count": 1,
        "kinds": [
            {"kind": "unanswered", "words": "未答", "count": 1},
            {"kind": "partly", "words": "答了一部分", "count": 0},
            {"kind": "unsure", "words": "拿不准", "count": 0},
            {"kind": "estimate_unusable", "words": "估分用不上", "count": 0},
            {"kind": "evidence_missing", "words": "缺材料", "count": 0},
            {"kind": "recheck", "words": "要复核", "count": 0},
        ],
        "places": [
            {
                "clause": "2.1",
                "label": "第2.1条",
                "kind": "unanswered",
                "field": "2.1.things.a",
            }
        ],
        "estimated": {"words": "已答（拿不准，自己估了分）", "told": "", "places": []},
    }


def test_what_is_unsure_stays_so_with_an_own_estimate_but_is_not_left_to_deal_with() -> None:
    unsure = {"done": "no", "cases": "unsure"}
    found = assessed(
        edition(item(RULED, {**RULED, "id": "1.2"}, {**RULED, "id": "1.3"})),
        {
            "1.1": {"answers": unsure, "estimate": "1"},
            "1.2": {"answers": unsure},
            "1.3": {"answers": {"done": "no", "cases": 1}},
        },
    )
    assert [one.is_unsure for one in found.clauses] == [True, True, False]
    assert [one.state_words for one in found.clauses] == [
        "已答（拿不准，自己估了分）",
        "拿不准",
        "已答",
    ]
    plain: Plain = plain_pending(found, pending_list(found, {}))
    counts = {kind["kind"]: kind["count"] for kind in plain["kinds"] if kind["count"]}
    assert (plain["count"], counts) == (1, {"unsure": 2})
    assert plain["estimated"]["places"] == [{"clause": "1.1", "label": "第1.1条"}]
    assert plain["estimated"]["told"] == (
        "拿不准的里面，有1条自己估了分（第1.1条），不算在“还要处理”里。"
    )


def test_a_doubt_that_makes_no_difference_is_not_unsure() -> None:
    settled = score(RULED, {"done": "no", "cases": "unsure"}, None)
    lost = score(
        clause(part(yes_no(forfeit="clause"), count(deduct="0.5"))),
        {"done": "no", "cases": "unsure"},
    )
    assert (settled.is_unsure, lost.is_unsure) == (True, False)


HEADLINES: list[tuple[Plain, str]] = [
    ({}, "还没有估分 · 至少0，最多6"),
    ({"1.2": {"estimate": "1.5"}}, "2条还没有估，其余1条1.5分 · 至少0，最多6"),
    (
        {
            "1.1": {"answers": {"done": "no"}, "estimate": "1"},
            "1.2": {"estimate": "1.5"},
            "2.1": {"answers": {"things": {"a": "no", "b": "no"}}},
        },
        "2.5分（自己估的）· 至少0，最多3",
    ),
]


@pytest.mark.parametrize(("entries", "words"), HEADLINES)
def test_the_one_figure_in_words(entries: Plain, words: str) -> None:
    total = assessed(SMALL, entries).total
    assert headline(total, USUAL_WORDS) == words
    assert total_result(total, USUAL_WORDS)["headline"] == words


def test_a_settled_figure_in_words() -> None:
    entries = {"2.1": {"answers": {"things": {"a": "no", "b": "yes", "other": 0}}}}
    assert headline(assessed(SMALL, entries).items[1], USUAL_WORDS) == "1分（按所答已经确定）"


def _check_agreement(assessment: Assessment) -> None:
    """No figure says that something is left where the list does not, nor the other way round."""
    places = pending_list(assessment, {})
    by_clause = Counter(place.clause.id for place in places)
    answers = {PendingKind.UNANSWERED, PendingKind.PARTLY, PendingKind.UNSURE}
    for one in assessment.clauses:
        kinds = [pending.kind for pending in one.pending]
        assert len(kinds) == len(set(kinds)) == by_clause[one.clause.id]
        assert sorted(kinds, key=list(PendingKind).index) == kinds
        assert one.estimate is not None or kinds
        assert one.estimate is None or set(kinds) <= {
            PendingKind.PARTLY,
            PendingKind.ESTIMATE_UNUSABLE,
        }
        assert bool(one.notices) == (PendingKind.ESTIMATE_UNUSABLE in kinds)
        assert (one.status is Status.BLANK) == (PendingKind.UNANSWERED in kinds)
        assert one.status is not Status.ANSWERED or not answers & set(kinds)
        assert one.status is Status.ANSWERED or kinds
    for total in (assessment.total, *assessment.projects, *assessment.items):
        assert total.answered <= total.estimated_clauses == total.clauses - total.unestimated
        assert (total.estimate is None) == (total.unestimated > 0)
    unanswered = {place.clause.id for place in places if place.pending.kind in answers}
    left = sum(one.status is not Status.ANSWERED for one in assessment.clauses)
    assert assessment.total.clauses - assessment.total.answered == left >= len(unanswered)
    if not places:
        assert assessment.total.answered == assessment.total.clauses
        assert assessment.total.estimate is not None
    plain: Plain = plain_pending(assessment, places)
    counts = {kind["kind"]: kind["count"] for kind in plain["kinds"]}
    estimated = plain["estimated"]["places"]
    assert plain["count"] == sum(counts.values()) - len(estimated) == len(places)
    assert counts["unsure"] == sum(one.is_unsure for one in assessment.clauses)
    for one in assessment.clauses:
        held = {"clause": one.clause.id, "label": one.clause.label} in estimated
        assert held == one.is_unsure_estimated
        assert not held or (not one.pending and one.status is Status.ANSWERED)
        is_open = one.unsure > 0 and not one.sure.settled and not one.standing.is_dropped
        assert one.is_unsure or not is_open


some = settings(suppress_health_check=SLOW)


@some
@given(data=st.data())
def test_nothing_disagrees_about_what_is_pending(data: st.DataObject) -> None:
    plain = data.draw(plain_editions())
    _check_agreement(assessed(plain, data.draw(entries_for(plain))))


@some
@given(data=st.data())
def test_nothing_disagrees_about_the_published_edition(
    data: st.DataObject, plain_jiyuan: Plain, jiyuan: Rubric
) -> None:
    _check_agreement(assess(jiyuan, decode_answers(jiyuan, data.draw(entries_for(plain_jiyuan)))))

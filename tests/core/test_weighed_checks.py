"""Self-checks of editions that do more than add up: kept, opened, asked for one by one, told to whoever decides."""

import json
from typing import Any

from qinglian_core import Rubric, decode_rubric
from qinglian_core.browser.service import Service
from qinglian_core.scoring.assessment import assess
from qinglian_core.selfcheck.briefing import OWN, briefing, plain_briefing
from qinglian_core.selfcheck.pendinglist import pending_list, plain_pending
from qinglian_core.selfcheck.savefile import decode_self_check, plain_self_check
from qinglian_core.selfcheck.steps import next_steps
from qinglian_core.units.gathering import Gathering
from qinglian_core.units.history import compare, plain_comparison
from qinglian_core.units.summary import plain_summary, summarise_units
from tests.core.plainrubric import Plain, clause, count, item, part, yes_no
from tests.core.weighed import DONE, LATE, UNITS, roles, single

ONCE = roles(
    single("1", LATE),
    single("2", LATE, points=2),
    more={"once": [{"id": "one", "why": "不重复扣", "questions": ["1.1.late", "2.1.late"]}]},
)
BONUS = roles(
    single("1", yes_no("bad", veto="v", when="yes")),
    single("2", count("won", award=1), start="zero"),
    single("3", LATE),
    single("4", yes_no("worse", veto="v", when="yes"), points=0),
    i4={"role": "veto"},
    i2={"role": "bonus", "points": 3, "title": "加分项"},
    i3={"role": "penalty", "points": 4, "title": "减分项"},
    more={"vetoes": [{"id": "v", "text": "不合格", "outcome": {"level": "不合格"}}]},
)
BONUS["items"][0]["clauses"][0]["parts"][0]["questions"].append(DONE)
KINDS = roles(
    single("1", DONE),
    single("2", DONE, applies=["own"]),
    single("3", DONE, applies=["other"]),
    more={"units": UNITS},
)
KINDS["points"] = KINDS["projects"][0]["points"] = 10


def filed(rubric: Rubric, clauses: Plain, **more: object) -> Plain:
    return {
        "format": "qinglian-self-check",
        "version": 4,
        "edition": {"id": rubric.id, "digest": rubric.digest},
        "clauses": clauses,
        **more,
    }


def asked(service: Service, operation: str, **more: object) -> Any:  # noqa: ANN401 - a reply
    reply = json.loads(service.handle(json.dumps({"op": operation, **more})))
    assert reply["ok"], reply
    return reply["value"]


def entry(**answers: object) -> Plain:
    return {"answers": answers}


def test_an_answer_that_moves_a_deduction_tells_of_the_other_clause_too() -> None:
    service = Service()
    asked(service, "load", rubric=ONCE)
    asked(service, "assess", clauses={"1.1": entry(late=1), "2.1": entry(late=0)})
    reply = asked(service, "answer", clause="2.1", entry=entry(late=2))
    assert reply["total"]["range"] == "5分"
    assert reply["clause"]["range"] == "0分"
    assert [(one["id"], one["range"]) for one in reply["others"]] == [("1.1", "5分")]
    first = Service()
    asked(first, "load", rubric=ONCE)
    assert "others" not in asked(first, "answer", clause="2.1", entry=entry(late=2))


def test_the_kind_of_unit_comes_with_what_is_scored() -> None:
    service = Service()
    asked(service, "load", rubric=KINDS)
    clauses = {name: entry(done="yes") for name in ("1.1", "2.1", "3.1")}
    own = asked(service, "assess", clauses=clauses, kind="own")
    assert own["unit_kind"] == UNITS[0]
    assert own["total"]["clauses"] == 2
    reply = asked(service, "answer", clause="1.1", entry=entry(done="no"))
    assert reply["total"]["range"] == "9分"
    assert asked(service, "assess", clauses=clauses, kind="gone")["unit_kind"] is None


def test_the_kind_of_unit_is_kept_where_the_edition_knows_it() -> None:
    rubric = decode_rubric(KINDS)
    kept = decode_self_check(rubric, filed(rubric, {}, unit_kind="own"))
    assert plain_self_check(kept)["unit_kind"] == "own"
    gone = decode_self_check(rubric, filed(rubric, {}, unit_kind="gone"))
    assert "unit_kind" not in plain_self_check(gone)


def test_whoever_decides_sees_the_veto_and_all_figures() -> None:
    rubric = decode_rubric(BONUS)
    clauses = {"1.1": entry(bad="yes", done="no"), "2.1": entry(won=9), "3.1": entry(late=1)}
    clauses["4.1"] = entry(worse="no")
    check = decode_self_check(rubric, filed(rubric, clauses))
    page = plain_briefing(briefing(assess(rubric, check.answers), check))
    notes: Any = page["notes"]
    assert notes[0].startswith("原文另有规定：第1.1条做到了吗？答“是”，按原文判为不合格")
    assert notes[1:3] == ["等次：不合格。", OWN.format(unit="单位", assess="考评")]
    assert page["projects"] == [
        ["基本项", "5分", "4分", "4分", "4分"],
        ["加分项", "最多加3分", "3分", "3分", "3分"],
        ["减分项", "最多减4分", "1分", "1分", "1分"],
        ["基本分", "5分", "已估3分", "3分", "3分"],
        ["合计", "5分", "6分", "6分", "6分"],
    ]
    sections: Any = page["sections"]
    assert "在2条里" in sections[0]["lead"]


def test_what_does_not_count_is_neither_pending_nor_a_step() -> None:
    rubric = decode_rubric(KINDS)
    clauses = {"1.1": entry(done="no"), "2.1": entry(done="no"), "3.1": entry(done="no")}
    check = decode_self_check(rubric, filed(rubric, clauses, unit_kind="own"))
    found = assess(rubric, check.answers, check.unit_kind)
    assert plain_pending(found, pending_list(found, {}))["count"] == 0
    assert [step.clause.id for step in next_steps(found, check)] == ["1.1", "2.1"]
    assert plain_briefing(briefing(found, check))["headline"] == "8分（按所答已经确定）"


def test_a_deduction_that_stays_elsewhere_is_no_step() -> None:
    rubric = decode_rubric(ONCE)
    check = decode_self_check(rubric, filed(rubric, {"1.1": entry(late=1), "2.1": entry(late=2)}))
    steps = next_steps(assess(rubric, check.answers), check)
    assert [step.clause.id for step in steps] == ["2.1"]


def test_many_files_are_told_with_what_stands_above_their_totals() -> None:
    rubric = decode_rubric(BONUS)
    gathering = Gathering(rubric, with_records=True)
    for number, bad in enumerate(("yes", "no")):
        clauses = {"1.1": entry(bad=bad, done="yes"), "2.1": entry(won=1), "3.1": entry(late=0)}
        clauses["4.1"] = entry(worse="no")
        gathering.take(f"{number}.json", json.dumps(filed(rubric, clauses, unit=f"第{number}局")))
    summary: Any = plain_summary(summarise_units(rubric, gathering.filings))
    assert [len(unit["total"]["above"]) for unit in summary["units"]] == [2, 0]
    assert summary["units"][1]["total"]["figures"] == "基本分5分，加分1分，合计6分"
    compared: Any = plain_comparison(compare(rubric, gathering.filings))
    assert [total["bonus"]["range"] for total in compared["total"]["totals"]] == ["1分", "1分"]


def test_a_clause_that_waits_for_the_kind_is_told_of_once() -> None:
    own = clause(
        {**part(DONE, points=3), "applies": ["own"], "label": "甲"},
        {**part(LATE, points=3), "applies": ["other"], "label": "乙"},
    )
    plain = roles(item(own | {"points": 3}, points=3), more={"units": UNITS})
    plain["points"] = plain["projects"][0]["points"] = 3
    rubric = decode_rubric(plain)
    check = decode_self_check(rubric, filed(rubric, {"1.1": entry(done="no")}))
    found = assess(rubric, check.answers)
    assert next_steps(found, check) == ()
    page: Any = plain_briefing(briefing(found, check))
    assert page["sections"][1]["lead"] == "原文写了评分办法的，都已经能确定。"

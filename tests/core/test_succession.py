"""Self-checks handed on to a revised edition: everything where the lineage says, and nowhere else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from qinglian_core import decode_rubric
from qinglian_core.criteria.table import Words
from qinglian_core.revision.lineage import Descent, Lineage, QuestionHeir
from qinglian_core.selfcheck.carryreport import report_lines
from qinglian_core.selfcheck.opening import Opening, carried_words, open_self_check, plain_opening
from qinglian_core.selfcheck.savefile import plain_self_check, self_check_text
from tests.core.carriedover import (
    FOREBEARS,
    LINEAGE,
    NEWER,
    OLDER,
    forebear,
    of_items,
    text_for,
    worded,
)
from tests.core.plainrubric import count, part

if TYPE_CHECKING:
    from tests.core.plainrubric import Plain


def evidence(*names: str) -> list[Plain]:
    return [{"what": name, "where": "", "date": "", "who": "", "ready": True} for name in names]


def full(**answers: Any) -> dict[str, Plain]:  # noqa: ANN401 - plain answers
    """Return records of all clauses, each with a note and a piece of evidence of its own."""
    given = {
        "1.1": {"done": "yes"},
        "1.2": {"done": "yes"},
        "1.3": {"cases": 0},
        "1.4": {"things": {"a": "yes", "b": "yes", "c": "yes"}},
        "2.1": {"done": "yes"},
        "2.2": {"done": "yes"},
        "2.3": {"done": "yes", "times": 0},
        "2.4": {"done": "yes"},
        **{name.removeprefix("c").replace("_", "."): one for name, one in answers.items()},
    }
    records: dict[str, Plain] = {
        name: {"answers": one, "note": f"备注{name}", "evidence": evidence(f"材料{name}")}
        for name, one in given.items()
    }
    own = answers.get("own", "3")
    return {**records, "1.5": {"estimate": own, "reason": "理由1.5", "note": "备注1.5"}}


def tasks(*names: str) -> Plain:
    return {
        name: {"who": f"负责{name}", "due": f"期限{name}", "done": name < "2"} for name in names
    }


def opened(clauses: dict[str, Plain], **more: object) -> Opening:
    return open_self_check(NEWER, text_for(OLDER, clauses, **more), FOREBEARS)


EASY = full()
"""Everything done."""
HARD = full(
    c1_4={"things": {"a": "no", "b": "unsure", "c": "no"}},
    c1_3={"cases": 2},
    c2_1={"done": "no"},
    c2_3={"done": "no", "times": 4},
)
"""Clauses 2.1 and 2.2 contradict one another."""
HALF = full(own="1.5", c2_1={}, c2_3={"times": "unsure"})
"""Of the clauses that are merged only one is answered."""

SAME: dict[str, Any] = {"1.1": {"done": "yes"}, "1.3": {"done": "yes"}}
TRUTH: dict[str, tuple[dict[str, Plain], dict[str, Any], list[str]]] = {
    "easy": (
        EASY,
        {
            **SAME,
            "1.4": {"cases": 0},
            "2.1": {"things": {"a": "yes", "b": "yes"}},
            "2.3": {"done": "yes"},
            "2.4": {"done": "yes"},
            "2.5": {"number": 0},
        },
        [
            "第1.4条“下列各项做到了吗？”答“事项c：是”：现在的第2.1条没有地方填",
            "第1.5条的自评分3分：超过了第2.2条现在的2分",
        ],
    ),
    "hard": (
        HARD,
        {
            **SAME,
            "1.4": {"cases": 2},
            "2.1": {"things": {"a": "no", "b": "unsure"}},
            "2.4": {"done": "no"},
            "2.5": {"number": 4},
        },
        [
            "第1.4条“下列各项做到了吗？”答“事项c：否”：现在的第2.1条没有地方填",
            "第1.5条的自评分3分：超过了第2.2条现在的2分",
            "第2.1条“做到了吗？”答“否”：和一起合成第2.3条的别的条答得不一样",
            "第2.2条“做到了吗？”答“是”：和一起合成第2.3条的别的条答得不一样",
        ],
    ),
    "half": (
        HALF,
        {
            **SAME,
            "1.4": {"cases": 0},
            "2.1": {"things": {"a": "yes", "b": "yes"}},
            "2.3": {"done": "yes"},
            "2.5": {"number": "unsure"},
        },
        ["第1.4条“下列各项做到了吗？”答“事项c：是”：现在的第2.1条没有地方填"],
    ),
}
"""By name: what was filled in, the answers where they have to be, and what has no place."""

NOTES = {
    "1.1": "备注1.1",
    "1.3": "备注1.2",
    "1.4": "备注1.3",
    "2.1": "备注1.4",
    "2.2": "备注1.5",
    "2.3": "（原第2.1条）备注2.1\n（原第2.2条）备注2.2",
    "2.4": "备注2.3",
    "2.5": "备注2.3",
}
EVIDENCE = {
    "1.1": ["材料1.1"],
    "1.3": ["材料1.2"],
    "1.4": ["材料1.3"],
    "2.1": ["材料1.4"],
    "2.3": ["材料2.1", "材料2.2"],
    "2.4": ["材料2.3"],
    "2.5": ["材料2.3"],
}
TO_REVIEW = {"1.4", "2.1", "2.2", "2.3", "2.4", "2.5"}


@pytest.mark.parametrize("name", TRUTH)
def test_three_full_self_checks_arrive_where_they_have_to(name: str) -> None:
    given, answers, unfit = TRUTH[name]
    opening = opened(given, tasks=tasks("1.2", "2.1", "2.2", "2.3", "2.4"), unit="某局")
    records = opening.check.records
    assert {
        one: dict(found.entry.answers) for one, found in records.items() if found.entry.answers
    } == answers
    assert {one: found.note for one, found in records.items() if found.note} == NOTES
    assert {
        one: [piece.what for piece in found.evidence]
        for one, found in records.items()
        if found.evidence
    } == EVIDENCE
    assert {one for one, found in records.items() if found.recheck} == TO_REVIEW
    assert {one: task.who for one, task in opening.check.tasks.items()} == {
        "1.3": "负责1.2",
        "2.3": "负责2.1、负责2.2",
        "2.4": "负责2.3",
        "2.5": "负责2.3",
    }
    assert opening.dropped == tuple(unfit)
    assert (opening.check.unit, opening.check.edition) == ("某局", "newer")
    assert opening.check.digest == NEWER.digest
    assert opening.kept == (
        "原来的第2.4条　备注：备注2.4；回答1问；材料：材料2.4；负责人：负责2.4；期限：期限2.4",
    )
    assert (opening.carried, opening.added, opening.gone) == (("1.1", "1.3"), ("1.2",), ("2.4",))
    assert set(opening.changed) == TO_REVIEW


def test_what_has_no_place_is_kept_and_comes_back_under_the_old_text() -> None:
    opening = opened(HARD, tasks=tasks("2.4"))
    former: dict[str, Any] = dict(opening.check.former)
    assert {
        name: {key: one[key] for key in ("answers", "estimate") if key in one}
        for name, one in former.items()
    } == {
        "1.4": {"answers": {"things": {"c": "no"}}},
        "1.5": {"estimate": "3"},
        "2.1": {"answers": {"done": "no"}},
        "2.2": {"answers": {"done": "yes"}},
        "2.4": {"answers": {"done": "yes"}},
    }
    assert former["2.4"]["task"] == {"who": "负责2.4", "due": "期限2.4", "done": False}
    back = open_self_check(OLDER, self_check_text(opening.check))
    assert (
        back.check.records["2.4"]
        == open_self_check(OLDER, text_for(OLDER, HARD)).check.records["2.4"]
    )
    assert back.check.records["1.4"].entry.answers == {
        "things": {"a": "no", "b": "unsure", "c": "no"}
    }
    assert str(back.check.records["1.5"].entry.estimate) == "3"


def test_an_own_estimate_goes_only_from_one_whole_clause_to_another() -> None:
    records: dict[str, Plain] = {
        "1.1": {"estimate": "1"},
        "1.5": {"estimate": "2", "reason": "稳妥"},
        "2.1": {"estimate": "1", "reason": "甲"},
        "2.2": {"reason": "乙"},
        "2.3": {"estimate": "2", "reason": "丙"},
    }
    opening = opened(records)
    found = {
        name: (str(one.entry.estimate), one.reason)
        for name, one in opening.check.records.items()
        if not one.is_blank
    }
    assert found == {
        "1.1": ("1", ""),
        "2.2": ("2", "稳妥"),
        "2.3": ("None", "（原第2.1条）甲\n（原第2.2条）乙"),
        "2.4": ("None", "丙"),
        "2.5": ("None", "丙"),
    }
    assert opening.dropped == (
        "第2.1条的自评分1分：合成第2.3条了，要重新估",
        "第2.3条的自评分2分：拆成几条了，要重新估",
    )


def test_what_the_merged_clauses_share_stands_once() -> None:
    shared = {"note": "同一句", "evidence": evidence("同一份")}
    opening = opened(
        {"2.1": shared, "2.2": {**shared, "evidence": evidence("同一份", "另一份")}},
        tasks={"2.1": {"who": "李四", "done": True}, "2.2": {"who": "李四", "due": "五月"}},
    )
    record = opening.check.records["2.3"]
    assert record.note == "（原第2.1条、第2.2条）同一句"
    assert [one.what for one in record.evidence] == ["同一份", "另一份"]
    task = opening.check.tasks["2.3"]
    assert (task.who, task.due, task.done) == ("李四", "五月", False)


def test_an_untouched_self_check_stays_untouched() -> None:
    opening = opened({}, tasks={"1.1": {"who": "", "done": False}})
    assert all(one.is_blank and not one.recheck for one in opening.check.records.values())
    assert (opening.check.tasks, opening.check.former) == ({}, {})
    report: Any = plain_opening(opening)["report"]
    assert report["lead"] == "1条是新增的，还没有填。"


def test_a_mark_to_look_again_stays() -> None:
    records = {"1.1": {"answers": {"done": "no"}, "recheck": True}}
    assert opened(records).changed == ("1.1",)


def test_the_old_edition_may_itself_have_been_changed_since() -> None:
    """Inside an edition its texts are followed first, then the lineage."""
    plain = json.loads(text_for(OLDER, {"1.2": {"note": "旧文"}, "1.3": {"note": "错号"}}))
    plain["edition"]["digest"] = "0" * 64
    plain["clauses"]["1.3"]["text"] = OLDER.clauses[0].text_digest
    plain["clauses"].pop("1.1")
    opening = open_self_check(NEWER, json.dumps(plain), FOREBEARS)
    notes = {name: one.note for name, one in opening.check.records.items() if one.note}
    assert notes == {"1.1": "错号", "1.3": "旧文"}


def test_faults_are_those_of_the_older_edition() -> None:
    plain = json.loads(text_for(OLDER, {}))
    plain["clauses"]["1.2"]["answers"] = {"done": 5}
    with pytest.raises(Exception, match=r"第1\.2条") as caught:
        open_self_check(NEWER, json.dumps(plain), FOREBEARS)
    assert [fault.path for fault in caught.value.faults] == [("clauses", "1.2", "answers", "done")]  # type: ignore[attr-defined]


def test_a_new_clause_that_was_filled_in_before_takes_it_up_again() -> None:
    once: Any = plain_self_check(open_self_check(NEWER, text_for(NEWER, {})).check)
    once["clauses"]["1.2"] |= {"note": "写过", "answers": {"done": "no"}}
    once["tasks"] = {"1.2": {"who": "王五"}}
    away = open_self_check(OLDER, json.dumps(once))
    assert away.check.former["1.2"]
    again = open_self_check(NEWER, self_check_text(away.check), FOREBEARS)
    assert (again.restored, again.added, again.check.former) == (("1.2",), (), {})
    assert again.check.records["1.2"].note == "写过"
    assert again.check.tasks["1.2"].who == "王五"


def test_a_new_clause_whose_rules_were_others_takes_up_what_fits() -> None:
    kept = {"answers": {"done": "no", "cases": 1}, "digest": "0" * 16}
    kept["text"] = NEWER.clauses[1].text_digest
    again = opened({}, former={"1.2@3": kept})
    assert again.changed == ("1.2",)
    assert again.check.records["1.2"].entry.answers == {"done": "no"}
    assert again.check.former == {"1.2": {**kept, "answers": {"cases": 1}}}


def test_answers_that_do_not_go_together() -> None:
    """One clause asked how many, the other how many of these: they were never counted alike."""
    older = decode_rubric(
        of_items(
            "older",
            [
                worded("查处", "1.1", part(count(deduct=1))),
                worded("通报", "1.2", part(count("told", deduct=1))),
            ],
        )
    )
    both = part(count(deduct=1), count("told", deduct=1, at_least="cases"))
    newer = decode_rubric(of_items("newer", [worded("查处和通报", "1.1", both)]))
    heirs = tuple(
        QuestionHeir(clause=one, question=name, heir=name)
        for one, name in (("1.1", "cases"), ("1.2", "told"))
    )
    descent = Descent(new="1.1", old=("1.1", "1.2"), why="", questions=heirs)
    lineage = Lineage(older="older", newer="newer", descents=(descent,), gone=())
    text = text_for(older, {"1.1": {"answers": {"cases": 3}}, "1.2": {"answers": {"told": 1}}})
    found = open_self_check(newer, text, {"older": forebear(older, lineage, newer)})
    assert found.check.records["1.1"].entry.answers == {"cases": 3}
    assert found.dropped == ("第1.2条“有几件？”答“1件”：和第1.1条别的回答合不上",)


def test_in_words() -> None:
    assert carried_words(opened(HALF), Words()) == (
        "文件登记的细则版本（older）与现在的不同，已按现在的细则计分；"
        "条文或计分办法有变、请复核的：1.4、2.1、2.2、2.3、2.4、2.5；"
        "条号变了、跟着条文移过来的：1.2→1.3、1.3→1.4、1.4→2.1、1.5→2.2、2.1→2.3、2.2→2.3、2.3→2.4、2.3→2.5；"
        "条文已经没有、内容另外收着的：2.4；"
        "第1.4条“下列各项做到了吗？”答“事项c：是”：现在的第2.1条没有地方填。"
    )


def test_the_report_tells_clause_by_clause() -> None:
    report: Any = plain_opening(opened(HARD, tasks=tasks("1.2", "2.2")))["report"]
    assert (report["older"], report["newer"]) == ("older", "newer")
    assert (
        report["lead"]
        == "2条原样带过来；6条带过来，要复核；1条是新增的，还没有填；5处放不下，另外收着。"
    )
    assert [
        (one["state"], [each["clause"] for each in one["clauses"]]) for one in report["groups"]
    ] == [
        ("same", ["1.1", "1.3"]),
        ("recheck", ["1.4", "2.1", "2.2", "2.3", "2.4", "2.5"]),
        ("new", ["1.2"]),
    ]
    told = {one["clause"]: one for group in report["groups"] for one in group["clauses"]}
    assert told["1.3"] == {
        "clause": "1.3",
        "label": "第1.3条",
        "changes": ["原为第1.2条"],
        "marks": [],
        "answers": ["做到了吗？是"],
        "brought": ["备注：备注1.2", "材料：材料1.2", "下一步：负责人负责1.2，期限期限1.2，已做完"],
    }
    assert {name: one["changes"][:2] for name, one in told.items()} == {
        "1.1": [],
        "1.3": ["原为第1.2条"],
        "1.4": ["原为第1.3条", "改了文字"],
        "2.1": ["原为第1.4条", "改了计分"],
        "2.2": ["原为第1.5条", "改了分值"],
        "2.3": ["由旧版第2.1条、第2.2条合并", "改了分值"],
        "2.4": ["由旧版第2.3条拆出", told["2.5"]["changes"][1]],
        "2.5": ["由旧版第2.3条拆出", told["2.4"]["changes"][1]],
        "1.2": [],
    }
    assert told["1.4"]["changes"][-1] == "有几件？每1件：扣0.5分 → 扣1分"
    assert {name for name, one in told.items() if one["marks"]} == {
        *("1.4", "2.3", "2.4", "2.5"),
        "1.2",
    }
    pieces = [(one["kind"], one["text"]) for one in told["1.4"]["marks"]]
    assert "".join(text for kind, text in pieces if kind != "gone") == NEWER.clauses[3].text
    half: Any = plain_opening(opened(HALF))["report"]
    assert half["groups"][1]["clauses"][2]["brought"][0] == "自评分：1.5分"
    assert report["left"][-1].startswith("原来的第2.4条")
    assert LINEAGE.heirs("2.4") == ()


def test_the_report_in_lines() -> None:
    opening = opened(HALF, tasks=tasks("1.2"))
    assert opening.succession is not None
    lines = list(report_lines(opening.succession))
    assert lines[0] == (
        "2条原样带过来；6条带过来，要复核；1条是新增的，还没有填；2处放不下，另外收着。"
    )
    assert lines[2:4] == [
        "第1.2条　是新增的，还没有填",
        (
            "第1.3条　原样带过来；原为第1.2条；做到了吗？是；备注：备注1.2；材料：材料1.2；"
            "下一步：负责人负责1.2，期限期限1.2，已做完"
        ),
    ]
    assert lines[7].startswith("第2.3条　带过来，要复核；由旧版第2.1条、第2.2条合并；")
    assert lines[-2:] == [
        "另外收着：第1.4条“下列各项做到了吗？”答“事项c：是”：现在的第2.1条没有地方填",
        "另外收着：原来的第2.4条 备注：备注2.4；回答1问；材料：材料2.4",
    ]
    empty = opened({}).succession
    assert empty is not None
    assert list(report_lines(empty)) == [
        "1条是新增的，还没有填。",
        "第1.2条　是新增的，还没有填",
    ]

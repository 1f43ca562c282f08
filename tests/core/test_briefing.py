"""The page for whoever decides: the core's words, most lost first, three steps to take."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinglian_core import Rubric, decode_answers, decode_rubric
from qinglian_core.scoring.assessment import assess
from qinglian_core.selfcheck.briefing import OWN, briefing, plain_briefing
from qinglian_core.selfcheck.savefile import decode_self_check
from tests.core.filed import GOOD, SMALL, evidence
from tests.core.plainrubric import Plain, clause, count, edition, item, part, yes_no
from tests.core.strategies import entries_for, plain_editions
from tests.core.weighed import roles, single


def page(clauses: object, rubric: Rubric = SMALL, **more: object) -> dict[str, Any]:
    check = decode_self_check(
        rubric,
        {
            "format": "qinglian-self-check",
            "version": 4,
            "edition": {"id": rubric.id, "digest": rubric.digest},
            "clauses": clauses,
            **more,
        },
    )
    return plain_briefing(briefing(assess(rubric, check.answers), check))


def section(found: dict[str, Any], title: str) -> dict[str, Any]:
    (only,) = [one for one in found["sections"] if one["title"] == title]
    return only  # type: ignore[no-any-return]


NAME = "未做到的扣0.5分、1分、2分、3分或不得分…"
"""How the text of every clause of the small edition begins."""
WORSE: dict[str, Plain] = {
    "1.1": {"answers": {"done": "no"}},
    "1.2": {"answers": {"things": {"a": "no", "b": "yes", "c": "yes", "other": 0}}},
    "1.3": {"answers": {"quality": "weak"}},
    "2.1": {"answers": {"number": 1}},
    "2.2": {"estimate": "2"},
    "2.3": {"answers": {"cases": 1}},
}


def test_whose_it_is_and_what_it_comes_to() -> None:
    found = page(WORSE, unit="甲\n局", period="2026年度", assessor="张三")
    assert found["subject"] == "甲 局 · 2026年度 · 张三填"
    assert page(WORSE, assessor=" ")["subject"] == ""
    assert found["headline"] == page(WORSE)["headline"]
    assert found["notes"] == [OWN.format(unit="单位", assess="考评")]
    assert found["projects"][-1][0] == "合计"


def test_a_project_tells_how_much_of_it_is_estimated() -> None:
    own = [page(clauses)["projects"][-1][2] for clauses in ({}, {"2.2": {"estimate": "2"}}, GOOD)]
    assert own == ["还没有估", "2分（5条没有估）", "12分"]


def test_it_says_that_it_is_not_finished() -> None:
    assert page({})["notes"][1] == "还有6处没有处理完，处理以后分数可能会变。"
    lacking = {**GOOD, "1.1": {**GOOD["1.1"], "evidence": [evidence("记录", ready=False)]}}
    assert page(lacking)["notes"][1] == "还有1处没有处理完，处理以后分数可能会变。"


def test_it_says_where_the_document_does_not_add_up(jiyuan: Rubric) -> None:
    told = (
        "《济源示范区清廉机关创建考评细则》表头写100分，各条加起来是99分；原文如此，这里照各条计。"
    )
    assert told in page({}, jiyuan)["notes"]


def test_most_lost_first_each_with_one_cause() -> None:
    found = section(page(WORSE), "丢分最多的")
    assert found["lead"].startswith("按所答已经少了5分，在5条里；")
    lines = [(one["clause"], one["figure"]) for one in found["lines"]]
    assert lines == [
        ("2.1", "少2分"),
        ("1.1", "少1分"),
        ("2.3", "少1分"),
        ("1.2", "少0.5分"),
        ("1.3", "少0.5分"),
    ]
    assert found["lines"][1]["text"] == "做到了吗？答“否”，扣1分。"
    assert {one["name"] for one in found["lines"]} == {NAME}
    assert section(page(GOOD), "丢分最多的") == {
        "title": "丢分最多的",
        "lead": "按所答还没有丢分。",
        "lines": [],
    }


def cause(record: Plain, *parts: Plain) -> str:
    found = page({"1.1": record}, decode_rubric(edition(item(clause(*parts)))))
    (line,) = section(found, "丢分最多的")["lines"]
    return str(line["text"])


def test_the_cause_is_the_line_that_costs_most() -> None:
    answers = {"done": "no", "cases": 0, "more": 3}
    parts = (
        part(yes_no(deduct="0.5"), count(deduct=1), points=2),
        part(count("more", ask="还有几件？", deduct=1), points=3),
    )
    assert cause({"answers": answers}, *parts) == "还有几件？答3件，扣3分。"
    assert cause({"answers": {**answers, "more": 0}}, *parts) == "做到了吗？答“否”，扣0.5分。"
    told = "还有几件？答50件，扣50分。（一共只有3分）"
    assert cause({"answers": {**answers, "more": 50}}, *parts) == told


def test_what_another_part_costs_is_a_cause_too() -> None:
    parts = (
        part(yes_no("must", ask="定了吗？", forfeit="clause"), points=1),
        part(start="none", points=3),
    )
    assert cause({"answers": {"must": "no"}}, *parts) == "因本条另一部分的情形，本条不得分。"


def test_more_is_not_said_to_be_lost_than_there_was() -> None:
    further = yes_no(deduct=1, beyond={"points": 10, "scope": "edition"})
    records = {"1.1": {"answers": {"done": "no"}}}
    found = page(records, decode_rubric(edition(item(clause(part(further))))))
    lead = section(found, "丢分最多的")["lead"]
    assert lead.endswith("除各条自己的分以外：第1.1条追加扣除10分。")


def test_what_is_open_and_how_much_hangs_on_it() -> None:
    found = section(page({**GOOD, "2.3": {}, "1.1": {"answers": {"done": "unsure"}}}), "没有把握的")
    told = "一共6分没有定：2条按所答还不能确定，影响3分；另外3分要到考评时评定，见下面。"
    assert found["lead"] == told
    assert [(one["clause"], one["figure"]) for one in found["lines"]] == [
        ("2.3", "0至2分"),
        ("1.1", "1至2分"),
    ]
    assert found["lines"][0]["text"] == "有几件？还没有定，可能扣0至2分。"
    assert {one["name"] for one in found["lines"]} == {NAME}
    told = "原文写了评分办法的，都已经能确定；另外3分要到考评时评定，见下面。"
    assert section(page(GOOD), "没有把握的")["lead"] == told


def test_what_is_open_and_estimated_tells_the_own_estimate() -> None:
    doubted = {"1.1": {"answers": {"done": "unsure"}, "estimate": "1.5"}}
    (line,) = section(page({**GOOD, **doubted}), "没有把握的")["lines"]
    assert line["text"].endswith("（自己估了1.5分）")


def test_no_more_than_five_lines(jiyuan: Rubric) -> None:
    found = section(page({}, jiyuan), "没有把握的")
    assert len(found["lines"]) == 5
    assert "，下面是最多的5条，其余25条共影响47分；另外31分要到考评时评定，" in found["lead"]


@pytest.mark.parametrize(
    ("clauses", "told"),
    [({}, "还没有估：第2.2条 {}（3分）"), (GOOD, "自己一共估了2分：第2.2条 {}（3分，估2分）")],
)
def test_what_has_no_rule_is_one_line(clauses: Plain, told: str) -> None:
    found = section(page(clauses), "要到考评时评定的")
    assert found["lead"] == f"原文没有写评分办法的有1条，共3分，{told.format(NAME)}。"
    assert found["lines"] == []


def test_of_what_has_no_rule_the_most_points_come_first(jiyuan: Rubric) -> None:
    lead = section(page({"14.3": {"estimate": "4"}}, jiyuan), "要到考评时评定的")["lead"]
    assert lead.startswith("原文没有写评分办法的有13条，共31分，其中1条自己估了4分：第14.3条")
    assert "（6分，估4分）；第6.2条" in lead


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ("yes", "按所答还没有丢分。"),
        ("unsure", "按所答还没有丢分。"),
        ("no", "除各条自己的分以外：第1项：第1.1条使本项不得分，本项计0分，少4分。"),
    ],
)
def test_what_is_lost_beyond_a_clause_is_told(done: str, told: str) -> None:
    clauses = [
        clause(part(yes_no(forfeit="item")), identifier="1.1"),
        clause(part(yes_no(deduct=1)), identifier="1.2"),
    ]
    records = {"1.1": {"answers": {"done": done}}, "1.2": {"answers": {"done": "yes"}}}
    found = section(page(records, decode_rubric(edition(item(*clauses)))), "丢分最多的")
    assert found["lead"] == told


@pytest.mark.parametrize(("done", "is_said"), [("yes", True), ("no", False)])
def test_what_is_undecided_is_summed_up_only_where_the_total_agrees(
    done: str, *, is_said: bool
) -> None:
    """A whole item that is forfeited leaves nothing open, whatever its clauses would come to."""
    clauses = [
        clause(part(yes_no(forfeit="item")), identifier="1.1"),
        clause(part(yes_no(deduct=1)), identifier="1.2"),
        clause(part(points=3, start="none"), identifier="1.3"),
    ]
    records = {"1.1": {"answers": {"done": done}}}
    lead = section(page(records, decode_rubric(edition(item(*clauses)))), "没有把握的")["lead"]
    told = "一共4分没有定：1条按所答还不能确定，影响1分；另外3分要到考评时评定，见下面。"
    assert lead == (told if is_said else "原文写了评分办法、还没有定的，都不影响总分。")


def test_what_a_clause_of_a_lost_item_may_still_take_beyond_it_is_open() -> None:
    further = yes_no("more", deduct=1, beyond={"points": 1, "scope": "edition"})
    lost = item(
        clause(part(yes_no(forfeit="item")), identifier="1.1"),
        clause(part(further), identifier="1.2"),
        clause(part(yes_no(deduct=1)), identifier="1.3"),
        clause(part(points=3, start="none"), identifier="1.4"),
    )
    rest = item(
        clause(part(points=3, start="none"), identifier="2.1"),
        clause(part(yes_no(deduct=1)), identifier="2.2"),
        identifier="2",
    )
    records = {"1.1": {"answers": {"done": "no"}}, "2.2": {"answers": {"done": "no"}}}
    found = page(records, decode_rubric(edition(lost, rest)))
    assert section(found, "没有把握的")["lead"] == (
        "一共4分没有定：1条按所答还不能确定，影响1分；另外3分要到考评时评定，见下面。"
    )
    told = section(found, "要到考评时评定的")["lead"]
    assert told.startswith("原文没有写评分办法、还影响总分的有1条，共3分，还没有估：第2.1条")
    steps = [one["clause"] for one in section(found, "建议先做的三件")["lines"]]
    assert steps == ["1.1", "2.2", "2.1"]


def test_nothing_is_said_where_every_clause_has_a_rule() -> None:
    found = page({}, decode_rubric(edition(item(clause(part(yes_no(deduct=1)))))))
    titles = [one["title"] for one in found["sections"]]
    assert titles == ["丢分最多的", "没有把握的", "建议先做的"]
    assert section(found, "没有把握的")["lead"] == "1条按所答还不能确定，影响1分。"


def test_three_steps_one_a_clause_and_none_that_is_done() -> None:
    tasks = {"2.1": {"who": "李四", "due": "年底"}, "1.1": {"done": True}}
    found = section(page(WORSE, tasks=tasks), "建议先做的三件")
    assert found["lead"].endswith("各写只做这一件多得的分，三件都做到，一共＋3.5分。")
    lines = [(one["clause"], one["figure"]) for one in found["lines"]]
    assert lines == [("2.1", "＋2分"), ("2.3", "＋1分"), ("1.2", "＋0.5分")]
    assert {one["name"] for one in found["lines"]} == {NAME}
    assert found["lines"][0]["aside"] == "谁来做：李四　期限：年底"
    assert found["lines"][1]["aside"] == "谁来做：＿＿＿＿＿　期限：＿＿＿＿＿"


def first_steps(records: Plain, rubric: Rubric) -> dict[str, Any]:
    (only,) = [one for one in page(records, rubric)["sections"] if "先做" in one["title"]]
    return only  # type: ignore[no-any-return]


def awarded(identifier: str) -> Plain:
    won = count("won", ask="得了几次奖？", step="争取获奖", unit="次", award=2)
    return clause(part(won, points=5, start="zero"), identifier=identifier)


NONE_WON: Plain = {"answers": {"won": 0}}


def test_what_is_still_lost_after_a_step_is_told() -> None:
    found = first_steps({"1.1": NONE_WON}, decode_rubric(edition(item(awarded("1.1")))))
    (line,) = found["lines"]
    assert line["figure"] == "＋2分"
    assert line["text"] == "争取获奖：再增加1次（0→1次）；做到以后，本条还少3分"
    assert "都做到" not in found["lead"]


def test_steps_are_added_up_by_scoring_them_together() -> None:
    bonus = item(awarded("2.1"), awarded("2.2"), identifier="2")
    rubric = decode_rubric(
        roles(single("1", yes_no(deduct=1)), bonus, i2={"role": "bonus", "points": 3})
    )
    records = {"1.1": {"answers": {"done": "yes"}}, "2.1": NONE_WON, "2.2": NONE_WON}
    found = first_steps(records, rubric)
    assert [one["figure"] for one in found["lines"]] == ["＋2分", "＋2分"]
    assert "还少" not in found["lines"][0]["text"]
    assert found["lead"].endswith("，两件都做到，一共＋3分。")


def test_steps_that_gain_no_points_together_or_of_which_only_the_unit_can_tell_are_not_added_up() -> (
    None
):
    vetoes = {"vetoes": [{"id": "v", "text": "不得评优", "outcome": {"text": "不得评优"}}]}
    bad = [
        clause(part(yes_no("bad", veto="v", when="yes")), identifier=name)
        for name in ("1.1", "1.2")
    ]
    records: Plain = {name: {"answers": {"bad": "yes"}} for name in ("1.1", "1.2")}
    found = first_steps(records, decode_rubric(edition(item(*bad), **vetoes)))
    assert [one["clause"] for one in found["lines"]] == ["1.1", "1.2"]
    assert "都做到" not in found["lead"]
    own = [clause(part(yes_no(deduct=1)), identifier=name) for name in ("1.1", "1.2")]
    records = {"1.1": {"answers": {"done": "no"}}, "1.2": {"answers": {"done": "unsure"}}}
    found = first_steps(records, decode_rubric(edition(item(*own))))
    assert len(found["lines"]) == len(own)
    assert "都做到" not in found["lead"]


def test_what_is_too_long_for_the_page_is_cut_short() -> None:
    lacking = {**GOOD, "1.1": {**GOOD["1.1"], "evidence": [evidence("长" * 3000, ready=False)]}}
    found = page(lacking, unit="局" * 100, tasks={"1.1": {"who": "王" * 100}})
    (line,) = section(found, "建议先做的")["lines"]
    assert found["subject"] == f"{'局' * 24}……"
    assert line["text"] == f"补齐材料1份：{'长' * 73}……"
    assert line["aside"].startswith(f"谁来做：{'王' * 24}……　期限")


def test_no_step_is_said_plainly() -> None:
    found = section(page(GOOD), "建议先做的")
    assert (found["lead"], found["lines"]) == ("没有还能多得分的事。", [])


@given(data=st.data())
def test_whatever_is_answered_every_loss_has_its_cause(data: st.DataObject) -> None:
    plain = data.draw(plain_editions())
    rubric = decode_rubric(plain)
    entries = data.draw(entries_for(plain))
    lost = [
        score
        for score in assess(rubric, decode_answers(rubric, entries)).clauses
        if score.sure.high < score.clause.points
    ]
    lines = section(page(entries, rubric), "丢分最多的")["lines"]
    assert len(lines) == min(len(lost), 5)
    assert all(one["text"] and one["figure"].startswith("少") for one in lines)


def test_with_many_rows_of_figures_it_still_is_one_page() -> None:
    """Six clauses have lost points; beside five projects five are listed, beside nine only three."""

    def listed(count: int) -> int:
        items = [
            item(clause(part(yes_no(deduct=1)), identifier=f"{n}.1"), identifier=str(n))
            for n in range(1, 10)
        ]
        plain = edition(*items)
        names = [one["id"] for one in items]
        shared = [names[place::count] for place in range(count)]
        plain["projects"] = [
            {"id": f"p{place}", "title": f"第{place}块", "points": str(2 * len(own)), "items": own}
            for place, own in enumerate(shared)
        ]
        rubric = decode_rubric(plain)
        records = {f"{n}.1": {"answers": {"done": "no"}} for n in range(1, 7)}
        return len(section(page(records, rubric), "丢分最多的")["lines"])

    assert (listed(5), listed(9)) == (5, 3)

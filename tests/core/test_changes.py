"""What changed between two editions: the kinds, the marks, and what it means for the score, in words."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qinglian_core import decode_rubric
from qinglian_core.criteria.table import Words
from qinglian_core.revision.changes import Kind, changes_to_plain
from qinglian_core.revision.comparison import edition_changes
from qinglian_core.revision.decoding import decode_lineage
from tests.core.plainrubric import (
    Plain,
    clause,
    count,
    each,
    edition,
    grade,
    item,
    part,
    tiers,
    yes_no,
)
from tests.core.test_lineage import TEXTS

if TYPE_CHECKING:
    from qinglian_core.revision.changes import ClauseChange, EditionChanges


def made(
    *texts: str, parts: tuple[Plain, ...] = (), title: str = "内容1", number: str = "1"
) -> Plain:
    """Return an item, its clauses of these texts, each with a part of these."""
    scored = parts or tuple(part(yes_no(deduct=1, cite="扣1分")) for _ in texts)
    clauses = [
        clause(found, identifier=f"{number}.{at}", text=text)
        for at, (text, found) in enumerate(zip(texts, scored, strict=True), 1)
    ]
    return item(*clauses, identifier=number, title=title)


def compared(
    older: list[Plain], newer: list[Plain], *clauses: Plain, gone: list[Plain] | None = None
) -> EditionChanges:
    """Return the changes between editions of these items; clauses keep their numbers unless told otherwise."""
    first = decode_rubric(edition(*older, id="old"))
    second = decode_rubric(edition(*newer, id="new"))
    lines = clauses or tuple(
        {"new": one.id, "old": one.id, "why": "如此"} for one in second.clauses
    )
    plain = {"format": 1, "from": "old", "clauses": list(lines), **({"gone": gone} if gone else {})}
    return edition_changes(first, second, decode_lineage(plain, first, second))


def one_change(before: Plain, after: Plain, **renamed: str) -> ClauseChange:
    """Return what becomes of a clause of the part ``before`` when it is scored like ``after``."""
    texts = [TEXTS["talks"]]
    line: Plain = {"new": "1.1", "old": "1.1"}
    if renamed:
        line["questions"] = renamed
    old, new = made(*texts, parts=(before,)), made(*texts, parts=(after,))
    return compared([old], [new], line).clauses[0]


def told(before: Plain, after: Plain, **renamed: str) -> list[str]:
    return [effect.text for effect in one_change(before, after, **renamed).effects]


def cited(question: Plain) -> Plain:
    return {**question, "cite": "扣1分"}


CULTURE = TEXTS["culture"].replace("。", "，没有的扣1分。")
ONE = part(cited(count(deduct=1)))


def test_what_counts_of_several_and_what_is_lost_more() -> None:
    both = (cited(yes_no("a", deduct=1)), cited(yes_no("b", deduct=1)))
    far = {"points": 5, "scope": "edition"}
    assert told(part(*both), part(*both, only="worst")) == [
        "几处合起来：都算 → 下列情形有几处的，只计最重的一处",
        "可能的得分：0至2分 → 1至2分",
    ]
    assert told(part(*both), part(*both, beyond=far)) == ["扣满以后：不另扣 → 另从总分追加扣除5分"]


@pytest.mark.parametrize(
    ("before", "after", "effects"),
    [
        (ONE, ONE, []),
        (ONE, part(cited(count(deduct="0.5"))), ["有几件？每1件：扣1分 → 扣0.5分"]),
        (
            part(cited(yes_no(deduct=1))),
            part(cited(yes_no(forfeit="part"))),
            [
                "怎样起评：起评2分，有下列情形的扣分 → 起评2分，有下列情形的不得分",
                "做到了吗？答“否”：扣1分 → 本条不得分",
                "可能的得分：1至2分 → 0至2分",
            ],
        ),
        (
            part(cited(yes_no(deduct=1))),
            part(cited(count("done", deduct=1))),
            ["有几件？答“否”，扣1分 → 每1件扣1分", "可能的得分：1至2分 → 0至2分"],
        ),
        (
            part(cited(tiers("n", {"from": 15, "award": 1}, {"from": 9, "award": "0.5"})), start="zero"),
            part(cited(tiers("n", {"from": 12, "award": 1}, {"from": 6, "award": "0.2"})), start="zero"),
            [
                "有多少？得1分：15份及以上 → 12份及以上",
                "有多少？得0.5分：9至14份 → 没有这一档",
                "有多少？不得分：0至8份 → 0至5份",
                "有多少？得0.2分：没有这一档 → 6至11份",
            ],
        ),
        (
            part(cited(grade())),
            part(cited(grade(nature="judgement", named=[{"id": "a", "label": "甲"}]))),
            ["做得怎样？分别看：不分开看 → 甲", "做得怎样？看事实 → 要靠判断"],
        ),
        (
            ONE,
            part(cited(count(deduct=1)), cited(yes_no(deduct=1))),
            ["做到了吗？没有这一问 → 答“否”，扣1分"],
        ),
        (
            part(cited(count(deduct=1)), cited(yes_no(deduct=1))),
            ONE,
            ["做到了吗？答“否”，扣1分 → 不再问"],
        ),
        (
            part(cited(each(deduct=1, other="另有几项？")), points=4),
            part(cited(each(deduct=1, other="另有几项？", things="ab")), points=4),
            ["下列各项做到了吗？分别看：事项a、事项b、事项c → 事项a、事项b"],
        ),
        (
            part(cited(each(deduct=1, other="另有几项？")), points=4),
            part(cited(each(deduct=1, other="另外有几项？")), points=4),
            ["下列各项做到了吗？分别看：事项a、事项b、事项c、另有几项？ → 事项a、事项b、事项c、另外有几项？"],
        ),
        (
            part(cited(each(deduct=1, per="any"))),
            part(cited(each(deduct=1, per="any", things="ab"))),
            ["下列各项做到了吗？分别看：事项a、事项b、事项c → 事项a、事项b"],
        ),
        (ONE, part(points=2, start="none"), [
            "怎样起评：起评2分，有下列情形的扣分 → 原文没有写评分办法，0至2分要到考评时评定",
            "有几件？每1件扣1分 → 不再问",
        ]),
        (
            part(cited(yes_no(deduct=2))),
            part(cited(yes_no(deduct=1))),
            ["做到了吗？答“否”：扣2分 → 扣1分", "可能的得分：0至2分 → 1至2分"],
        ),
        (ONE, part(cited(count(deduct=1)), points=3), ["本条分值：2分 → 3分"]),
    ],
)  # fmt: skip
def test_what_it_means_for_the_score(before: Plain, after: Plain, effects: list[str]) -> None:
    assert told(before, after) == effects


def test_a_question_of_another_name_is_the_same_question() -> None:
    assert told(ONE, part(cited(count("times", deduct=1))), cases="times") == []
    assert one_change(ONE, ONE).remark == ""
    changed = one_change(
        ONE, part({**cited(count("times", deduct=1)), "ask": "几次？"}), cases="times"
    )
    assert (changed.kinds, changed.effects, changed.asked_otherwise) == ((Kind.SAME,), (), True)


def test_when_a_question_is_asked_is_told_by_what_leads_to_it() -> None:
    lead = cited(yes_no("lead", ask="涉及吗？"))
    free = part(cited(yes_no(deduct=1)), cited(count(deduct=1)))
    gated = part(
        lead,
        cited(yes_no(deduct=1)),
        cited(count(deduct=1, asked_when={"question": "lead", "is": "yes"})),
    )
    assert told(free, gated) == [
        "有几件？什么时候问：总是问 → “涉及吗？”答“是”时才问",
        "涉及吗？没有这一问 → 不影响得分，只决定后面问什么",
    ]
    renamed = json.loads(json.dumps(gated).replace('"lead"', '"involved"'))
    assert told(gated, renamed, lead="involved") == []


def test_other_readings_come_and_go() -> None:
    reading = {
        "id": "other",
        "why": "没有写明。",
        "main": "每件都算。",
        "other": "几件一共只算一次。",
        "discretion": "0.5",
    }
    text = TEXTS["talks"]

    def rubric_with(*readings: Plain) -> list[Plain]:
        more = {"readings": list(readings)} if readings else {}
        return [item(clause(ONE, identifier="1.1", text=text, **more))]

    def effects(before: list[Plain], after: list[Plain]) -> list[str]:
        return [one.text for one in compared(before, after).clauses[0].effects]

    assert effects(rubric_with(), rubric_with(reading)) == [
        "另一种读法：没有这种读法 → 几件一共只算一次"
    ]
    assert effects(rubric_with(reading), rubric_with()) == [
        "另一种读法：几件一共只算一次 → 不再有这种读法"
    ]
    changed = {**reading, "other": "按人算。", "discretion": 1}
    assert effects(rubric_with(reading), rubric_with(changed)) == [
        "另一种读法：几件一共只算一次 → 按人算",
        "考评时可以少给：0.5分 → 1分",
    ]


TWO_PARTS = (
    part(cited(count("sent", award=1)), start="zero", points=1, label="发表"),
    part(cited(count("told", deduct=1)), points=1, label="报送"),
)


def test_parts_are_compared_one_by_one() -> None:
    text = TEXTS["talks"]
    more = ({**TWO_PARTS[0], "points": 2}, TWO_PARTS[1])
    older = [item(clause(*TWO_PARTS, identifier="1.1", text=text))]
    newer = [item(clause(*more, identifier="1.1", text=text))]
    found = compared(older, newer).clauses[0]
    assert [one.text for one in found.effects] == ["本条分值：2分 → 3分", "发表分值：1分 → 2分"]
    assert found.kinds == (Kind.POINTS, Kind.RULE)


def test_a_clause_that_is_split_takes_its_parts_along() -> None:
    one, other = TEXTS["talks"], TEXTS["hotline"]
    reading = {
        "id": "r",
        "why": "不清。",
        "main": "算。",
        "other": "不算。",
        "questions": {"told": {"deduct": "0.5"}},
    }
    older = [item(clause(*TWO_PARTS, identifier="1.1", text=one + other, readings=[reading]))]
    newer = [
        item(
            clause(part(cited(count("sent", award=1)), start="zero", points=1), identifier="1.1", text=one),
            clause(part(cited(count("told", deduct=1)), points=1), identifier="1.2", text=other, readings=[reading]),
        )
    ]  # fmt: skip
    found = compared(older, newer, {"new": "1.1", "old": "1.1"}, {"new": "1.2", "old": "1.1"})
    assert [one.kinds for one in found.clauses] == [(Kind.SPLIT,), (Kind.SPLIT,)]
    shares = "分值：旧版第1.1条2分 → 第1.1条1分、第1.2条1分，共2分"
    assert [[effect.text for effect in one.effects] for one in found.clauses] == [
        [shares],
        [shares],
    ]
    assert [one.remark for one in found.clauses] == ["由旧版第1.1条拆出", "由旧版第1.1条拆出"]


def test_clauses_that_are_merged_bring_their_points_together() -> None:
    texts = [TEXTS["talks"], TEXTS["hotline"]]
    scored = part(cited(yes_no("a", deduct=1)), cited(yes_no("b", deduct=1)), points=3)
    older = [
        made(*texts, parts=(part(cited(yes_no("a", deduct=1))), part(cited(yes_no("b", deduct=1)))))
    ]
    newer = [made("".join(texts).replace("2次", "4次"), parts=(scored,))]
    found = compared(older, newer, {"new": "1.1", "old": ["1.1", "1.2"]}).clauses[0]
    assert found.kinds == (Kind.MERGED, Kind.POINTS, Kind.RULE)
    assert [one.text for one in found.effects] == [
        "分值：旧版第1.1条2分、第1.2条2分，共4分 → 第1.1条3分",
        "可能的得分：2至4分 → 1至3分",
    ]
    assert found.remark == "由旧版第1.1条、第1.2条合并"
    assert [mark.kind for mark in found.marks] == ["same", "gone", "new", "same"]
    assert ["".join(mark.text for mark in marks) for marks in found.old_marks] == texts
    assert [[mark.kind for mark in marks] for marks in found.old_marks] == [
        ["same", "gone", "same"],
        ["same"],
    ]
    assert "".join(mark.text for mark in found.new_marks) == found.clause.text


def test_what_had_no_rule_may_be_merged_with_what_has_one() -> None:
    texts = [TEXTS["talks"], TEXTS["hotline"]]
    older = [made(*texts, parts=(part(points=2, start="none"), ONE))]
    newer = [made("".join(texts), parts=(part(cited(count(deduct=1)), points=4),))]
    found = compared(older, newer, {"new": "1.1", "old": ["1.1", "1.2"]}).clauses[0]
    assert [one.text for one in found.effects] == [
        "分值：旧版第1.1条2分、第1.2条2分，共4分 → 第1.1条4分",
        "计分方式：没有写评分办法、扣分 → 扣分",
    ]


def test_every_kind_is_counted_and_what_is_gone_stays_in_its_place() -> None:
    older = [
        made(TEXTS["study"], TEXTS["opening"], TEXTS["hotline"]),
        made(CULTURE, title="内容2", number="2"),
        made("没有去处的一条，扣1分。", title="不再有的项", number="3"),
    ]
    newer = [
        made(TEXTS["talks"], TEXTS["study"], title="新的项", number="1"),
        made(TEXTS["hotline"].replace("1次", "每次"), title="内容2", number="2"),
        made(CULTURE.replace("进科室", "进基层"), title="内容3", number="3"),
    ]
    found = compared(
        older,
        newer,
        {"new": "1.1"},
        {"new": "1.2", "old": "1.1"},
        {"new": "2.1", "old": "1.3"},
        {"new": "3.1", "old": "2.1"},
        gone=[{"old": "1.2", "why": "不再要求"}, {"old": "3.1"}],
    )
    assert [(one.item.title, [two.label for two in one.clauses]) for one in found.items] == [
        ("新的项", ["第1.1条", "第1.2条", "旧版第1.2条"]),
        ("内容2", ["第2.1条"]),
        ("内容3", ["第3.1条"]),
        ("不再有的项", ["旧版第3.1条"]),
    ]
    added, moved, gone, reworded, *_ = found.clauses
    assert (added.kinds, added.effects[0].text) == ((Kind.NEW,), "本条分值：2分")
    assert [one.text for one in added.effects[1:]] == [
        "起评2分，有下列情形的扣分",
        "做到了吗？答“否”，扣1分",
    ]
    assert (moved.kinds, moved.remark, moved.is_changed) == (
        (Kind.RENUMBERED,),
        "原为第1.1条",
        False,
    )
    assert moved.kind_labels == ("换了条号",)
    assert (gone.kinds, gone.why, gone.effects[0].text) == (
        (Kind.GONE,),
        "不再要求",
        "本条分值：2分 → 不再有",
    )
    assert reworded.kinds == (Kind.REWORDED, Kind.MOVED)
    assert found.counts == {
        Kind.NEW: 1,
        Kind.GONE: 2,
        Kind.REWORDED: 2,
        Kind.MOVED: 2,
        Kind.RENUMBERED: 1,
    }
    assert [kind.label(Words()) for kind in found.counts] == [
        "新增",
        "删去",
        "改了文字",
        "移到别的项",
        "换了条号",
    ]
    plain: Plain = changes_to_plain(found)
    assert json.loads(json.dumps(plain)) == plain
    assert [(one["new"], one["old"]) for one in plain["items"]] == [
        ("1", "1"),
        ("3", None),
        (None, "3"),
    ]
    assert plain["counts"] == {"new": 1, "gone": 2, "reworded": 2, "moved": 2, "renumbered": 1}


def test_the_points_of_an_item_and_its_standard_are_compared() -> None:
    older = [{**made(TEXTS["study"]), "standard": "坚持学习。"}]
    newer = [
        {
            **made(TEXTS["study"], parts=(part(yes_no(deduct=1, cite="扣1分"), points=3),)),
            "standard": "坚持深入学习。",
        }
    ]
    found = compared(older, newer).items[0]
    assert found.points is not None
    assert found.points.text == "分值：2分 → 3分"
    assert [mark.kind for mark in found.standard] == ["same", "new", "same"]
    assert [name for name, _ in found.texts(Words())] == ["考评标准"]
    assert {mark.kind for mark in found.title} == {"same"}


def test_what_is_said_outside_the_table_is_compared() -> None:
    same = compared([made(TEXTS["study"])], [made(TEXTS["study"])])
    assert (same.remarks_gone, same.remarks_new) == ((), ())
    found = replace(
        same,
        older=replace(same.older, remarks=("扣完为止。", "九十分以上为优秀。")),
        newer=replace(same.newer, remarks=("八十五分以上为优秀。", "扣完为止。")),
    )
    assert found.remarks_gone == ("九十分以上为优秀。",)
    assert found.remarks_new == ("八十五分以上为优秀。",)

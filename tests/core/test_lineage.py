"""Lineage: complete, true, the same written and read again, and the same over several steps as step by step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinglian_core import Rubric, RubricError, decode_rubric
from qinglian_core.revision.decoding import decode_lineage, lineage_to_plain
from qinglian_core.revision.lineage import (
    Descent,
    Gone,
    Lineage,
    QuestionHeir,
    compose,
    lineage_between,
)
from tests.core.plainrubric import Plain, clause, count, edition, item, part, yes_no

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

TEXTS = {
    "study": "认真学习重要论述，查阅党组会议记录，缺少1项扣1分。",
    "hotline": "健全首问负责制，查看12345便民热线，群众有反映并查实的，1次扣1分。",
    "opening": "落实政务公开、司法公开等规定，公开事项缺少的扣1分，扣完为止。",
    "talks": "扎实开展各层级的廉政谈话，少于2次扣1分，覆盖面不全的扣1分。",
    "culture": "打造机关清廉阵地，单位特色明显，培育廉洁文化品牌进科室。",
}


def made(name: str, *texts: str, asked: tuple[str, ...] = ("done", "cases")) -> Rubric:
    """Return an edition of one item, its clauses of these texts, each with two questions."""
    clauses = [
        clause(
            part(
                yes_no(asked[0], deduct=1, cite="扣1分"),
                count(asked[1], deduct=1, cite="扣1分"),
            ),
            identifier=f"1.{number}",
            text=text,
        )
        for number, text in enumerate(texts, start=1)
    ]
    return decode_rubric(edition(item(*clauses), id=name))


def lines(plain: object, older: Rubric, newer: Rubric) -> list[str]:
    """Return the faults of a lineage, one line each."""
    with pytest.raises(RubricError) as caught:
        decode_lineage(plain, older, newer)
    return [str(fault) for fault in caught.value.faults]


def written(*clauses: Plain, **more: object) -> Plain:
    return {"format": 1, "from": "old", "clauses": list(clauses), **more}


OLD = made("old", TEXTS["study"], TEXTS["hotline"], TEXTS["opening"])
NEW = made("new", TEXTS["hotline"], TEXTS["study"], TEXTS["talks"])
MOVED = written(
    {"new": "1.1", "old": "1.2"},
    {"new": "1.2", "old": "1.1"},
    {"new": "1.3"},
    gone=[{"old": "1.3", "why": "不再要求"}],
)


def test_what_is_written_is_read() -> None:
    lineage = decode_lineage(MOVED, OLD, NEW)
    assert (lineage.older, lineage.newer) == ("old", "new")
    assert [(one.new, one.old) for one in lineage.descents] == [
        ("1.1", ("1.2",)),
        ("1.2", ("1.1",)),
        ("1.3", ()),
    ]
    assert lineage.gone == (Gone(old="1.3", why="不再要求"),)
    assert lineage.sources("1.1") == ("1.2",)
    assert lineage.heirs("1.1") == ("1.2",)
    assert lineage.heirs("1.3") == ()
    assert lineage.questions("1.1", "1.2") == (("done", "done"), ("cases", "cases"))
    assert lineage_to_plain(lineage, OLD, NEW) == MOVED


def test_the_order_of_the_lines_does_not_matter() -> None:
    turned = {**MOVED, "clauses": MOVED["clauses"][::-1]}
    assert decode_lineage(turned, OLD, NEW) == decode_lineage(MOVED, OLD, NEW)


def test_merged_and_split_clauses_name_every_source_and_heir() -> None:
    older = made("old", TEXTS["study"], TEXTS["hotline"], TEXTS["opening"] + TEXTS["talks"])
    newer = made("new", TEXTS["study"] + TEXTS["hotline"], TEXTS["opening"], TEXTS["talks"])
    plain = written(
        {
            "new": "1.1",
            "old": ["1.1", "1.2"],
            "why": "合成一条",
            "questions": {"1.1": {"done": None}, "1.2": {"done": "cases", "cases": "done"}},
        },
        {"new": "1.2", "old": "1.3", "questions": {"cases": "done"}},
        {"new": "1.3", "old": "1.3"},
    )
    lineage = decode_lineage(plain, older, newer)
    assert lineage.heirs("1.3") == ("1.2", "1.3")
    assert lineage.questions("1.1", "1.1") == (("cases", "cases"),)
    assert lineage.questions("1.2", "1.1") == (("done", "cases"), ("cases", "done"))
    # “done”的名字已经给了“cases”，它自己的回答就没有去处
    assert lineage.questions("1.3", "1.2") == (("cases", "done"),)
    assert lineage_to_plain(lineage, older, newer) == plain


def test_a_question_of_another_name_has_no_heir() -> None:
    newer = made("new", TEXTS["study"], asked=("done", "times"))
    older = made("old", TEXTS["study"])
    lineage = decode_lineage(written({"new": "1.1", "old": "1.1"}), older, newer)
    assert lineage.questions("1.1", "1.1") == (("done", "done"),)
    renamed = written({"new": "1.1", "old": "1.1", "questions": {"cases": "times"}})
    lineage = decode_lineage(renamed, older, newer)
    assert lineage.questions("1.1", "1.1") == (("done", "done"), ("cases", "times"))
    assert lineage_to_plain(lineage, older, newer) == renamed


@pytest.mark.parametrize(
    ("plain", "told"),
    [
        ([], ["Q003 这里应是键值对（“键: 值”），写成了列表"]),
        (
            {**MOVED, "format": 2},
            ["format: Q030 format 应为 1；别的格式请用相应版本的工具"],
        ),
        (
            {**MOVED, "from": "older"},
            [
                "from: L006 from 写的是“older”，而 editions.yaml 里排在它前面的是“old”；请核对是不是从别的版本抄来的"
            ],
        ),
        (
            written({"new": "1.1", "old": "1.2"}),
            [
                "clauses: L001 新版的第1.2条、第1.3条没有写从哪里来；请各写一行，新增的只写 {new: 条号}",
                "L001 旧版的第1.1条、第1.3条没有写到哪里去；有去处的写进 clauses 里的 old，删去的写进 gone",
            ],
        ),
        (
            {**MOVED, "clauses": [*MOVED["clauses"], {"new": "1.1", "old": "1.2"}]},
            ["clauses[3].new: L003 第1.1条写了两次；请合成一处"],
        ),
        (
            {**MOVED, "clauses": [*MOVED["clauses"][:2], {"new": "1.3", "old": ["1.3", "1.3"]}]},
            [
                "clauses[2].old[1]: L003 旧版第1.3条写了两次；请删去一个",
                "gone[0].old: L003 旧版第1.3条在 clauses 里有去处，又写在 gone 里；请只留一处",
            ],
        ),
        (
            {**MOVED, "clauses": [{"new": "1.1", "old": ["4", "1.2"]}, *MOVED["clauses"][1:]]},
            ["clauses[0].old[0]: L002 旧版没有第4条，请核对条号"],
        ),
        (
            {**MOVED, "gone": [{"old": "1.33"}]},
            ["gone[0].old: L002 旧版没有第1.33条，请核对条号，是不是“1.3”"],
        ),
        (
            {**MOVED, "clauses": [{"new": "7"}, {"new": 1}, {"nwe": "1.1"}]},
            [
                "clauses[0].new: L002 新版没有第7条，请核对条号",
                "clauses[1].new: Q003 这里应是文字，写成了整数“1”；如果本来就是文字，请加引号",
                "clauses[2].nwe: Q002 不认识的键“nwe”，是不是“new”；这里可以写：new、old、why、questions",
                "clauses[2]: Q001 缺少“new”，请补上",
            ],
        ),
    ],
)
def test_what_is_left_out_or_named_twice_is_told(plain: object, told: list[str]) -> None:
    assert lines(plain, OLD, NEW) == told


def test_questions_are_those_of_the_two_clauses() -> None:
    first = {"new": "1.1", "old": "1.2"}
    questions = {"gone": "done", "done": "times", "cases": 1}
    plain = {**MOVED, "clauses": [{**first, "questions": questions}, *MOVED["clauses"][1:]]}
    assert lines(plain, OLD, NEW) == [
        "clauses[0].questions.gone: L002 旧版第1.2条没有问题“gone”；可以写：done、cases",
        "clauses[0].questions.done: L002 第1.1条没有问题“times”；可以写：done、cases，不沿用的写 null",
        "clauses[0].questions.cases: L002 第1.1条没有问题“1”；可以写：done、cases，不沿用的写 null",
    ]
    questions = {"done": "cases", "cases": "cases"}
    plain = {**MOVED, "clauses": [{**first, "questions": questions}, *MOVED["clauses"][1:]]}
    assert lines(plain, OLD, NEW) == [
        "clauses[0].questions.cases: L003 两个问题都沿用到“cases”；请只留一个"
    ]
    plain = written(
        {"new": "1.1", "old": ["1.1", "1.2"], "why": "合成一条", "questions": {"done": "cases"}},
        {"new": "1.2"},
        {"new": "1.3"},
        gone=[{"old": "1.3"}],
    )
    assert lines(plain, OLD, NEW) == [
        "clauses[0].questions.done: L002 几条合成一条时，questions 先写旧版的条号，再写问题；这里的“done”不是本条的来历"
    ]


def test_a_pair_that_is_not_alike_needs_a_reason() -> None:
    pair = {"new": "1.3", "old": "1.3"}
    plain = written(*MOVED["clauses"][:2], pair)
    told = (
        "clauses[2].old: L004 第1.3条与旧版第1.3条的文字不像；确实是从那里来的，请在 why 写明理由"
    )
    assert lines(plain, OLD, NEW) == [told]
    plain = written(*MOVED["clauses"][:2], {**pair, "why": "改成了谈话"})
    assert decode_lineage(plain, OLD, NEW).sources("1.3") == ("1.3",)


def test_a_pair_that_belongs_to_others_is_told() -> None:
    straight = written(
        {"new": "1.1", "old": "1.1"},
        {"new": "1.2", "old": "1.2"},
        {"new": "1.3"},
        gone=[{"old": "1.3"}],
    )
    assert lines(straight, OLD, NEW) == [
        "clauses[0].old: L005 第1.1条写成从旧版第1.1条来，旧版第1.2条和它像得多；请改正，没有写错的请在 why 写明理由",
        "clauses[1].old: L005 第1.2条写成从旧版第1.2条来，旧版第1.1条和它像得多；请改正，没有写错的请在 why 写明理由",
    ]
    plain = written(
        {"new": "1.1", "old": ["1.1", "1.2"]}, {"new": "1.2"}, {"new": "1.3"}, gone=[{"old": "1.3"}]
    )
    assert lines(plain, OLD, NEW) == [
        "clauses[0].old: L005 第1.1条写成从旧版第1.1条来，新版第1.2条和旧版第1.1条像得多；请改正，没有写错的请在 why 写明理由",
        "clauses[1].new: L005 第1.2条写成新增的，与旧版第1.1条很像；请写 old，确实是新增的请在 why 写明理由",
    ]
    plain = written({"new": "1.1", "old": "1.2"}, {"new": "1.2", "why": "另起"}, {"new": "1.3"})
    plain["gone"] = [{"old": "1.1"}, {"old": "1.3"}]
    assert lines(plain, OLD, NEW) == [
        "gone[0].old: L005 旧版第1.1条写成已删去，与新版第1.2条很像；请写进那一条的 old，确实删去的请在 why 写明理由"
    ]
    plain["gone"] = [{"old": "1.1", "why": "不再要求"}, {"old": "1.3"}]
    assert decode_lineage(plain, OLD, NEW).heirs("1.1") == ()


NUMBERS = ("1.9", "1.10", "2.1")
ASKED = ("a", "b")


@st.composite
def _lineage(draw: DrawFn, older: str, newer: str) -> Lineage:
    """Draw a lineage of a few clauses with two questions each, all of which anything may have become of."""
    descents = tuple(_descent(draw, new) for new in NUMBERS)
    used = {old for one in descents for old in one.old}
    gone = tuple(Gone(old=old, why="") for old in NUMBERS if old not in used)
    return Lineage(older=older, newer=newer, descents=descents, gone=gone)


def _descent(draw: DrawFn, new: str) -> Descent:
    old = tuple(draw(st.lists(st.sampled_from(NUMBERS), max_size=2, unique=True)))
    heirs = [
        QuestionHeir(clause=one, question=question, heir=heir)
        for one in old
        for question, heir in zip(ASKED, draw(st.permutations(ASKED)), strict=True)
        if draw(st.booleans())
    ]
    return Descent(new=new, old=old, why="", questions=tuple(sorted(heirs)))


STEPS = st.tuples(_lineage("a", "b"), _lineage("b", "c"), _lineage("c", "d"))


@given(STEPS)
def test_it_does_not_matter_which_steps_are_taken_together(
    steps: tuple[Lineage, Lineage, Lineage],
) -> None:
    first, second, third = steps
    assert compose(compose(first, second), third) == compose(first, compose(second, third))


@given(STEPS, st.sampled_from(NUMBERS), st.sampled_from(ASKED))
def test_several_steps_at_once_lead_where_single_ones_do(
    steps: tuple[Lineage, ...], clause: str, question: str
) -> None:
    at_once = lineage_between(reversed(steps), "a", "d")
    assert at_once is not None
    reached, answered = {clause}, {(clause, question)}
    for step in steps:
        answered = {
            (new, heir)
            for old, asked in answered
            for new in step.heirs(old)
            for name, heir in step.questions(old, new)
            if name == asked
        }
        reached = {new for old in reached for new in step.heirs(old)}
    assert set(at_once.heirs(clause)) == reached
    assert (clause in {one.old for one in at_once.gone}) == (not reached)
    assert answered == {
        (new, heir)
        for new in at_once.heirs(clause)
        for name, heir in at_once.questions(clause, new)
        if name == question
    }


def test_only_successive_steps_can_be_taken_together() -> None:
    lineage = decode_lineage(MOVED, OLD, NEW)
    with pytest.raises(ValueError, match=re.escape("new != old")):
        compose(lineage, lineage)
    assert lineage_between([lineage], "old", "new") == lineage
    assert lineage_between([lineage], "older", "new") is None
    assert lineage_between([lineage], "new", "new") is None
    assert lineage_between([], "old", "new") is None


def test_what_is_gone_is_listed_in_the_order_of_its_numbers() -> None:
    empty = Lineage(
        older="a",
        newer="b",
        descents=(),
        gone=tuple(Gone(old=old, why="") for old in NUMBERS[::-1]),
    )
    over = compose(empty, Lineage(older="b", newer="c", descents=(), gone=()))
    assert [one.old for one in over.gone] == ["1.9", "1.10", "2.1"]

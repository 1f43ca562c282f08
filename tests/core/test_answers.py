"""Answers: every form they may have, and what is told of any other."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from qinglian_core import AnswerError, Entry, Rubric, assess, decode_answers
from qinglian_core.answers.entries import read_clause_answers
from qinglian_core.reader import Reader
from tests.core.plainrubric import (
    Plain,
    bare_question,
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

DOUBT = {"id": "unclear", "label": "好或较差", "among": ["good", "weak"]}
ALL = clause(
    part(
        yes_no(deduct=1),
        count(deduct=1),
        count("more", deduct=1, at_least="cases"),
        count("most", deduct=1, at_least="more"),
        count("by-kind", deduct=1, named=named("a", "b")),
        each(things="ab", deduct=1, other="另有几项？"),
        each("bare", things="ab", deduct=1),
        grade(doubts=[DOUBT]),
        grade("by-thing", named=named("a", "b")),
        tiers("number", {"from": 0, "deduct": 1}),
        points=5,
    )
)

GOOD: list[tuple[Plain, Plain]] = [
    ({}, {}),
    ({"done": None, "things": {"a": None}}, {}),
    ({"done": "yes"}, {"done": "yes"}),
    ({"done": "unsure"}, {"done": "unsure"}),
    ({"cases": 0}, {"cases": 0}),
    ({"cases": 1_000_000}, {"cases": 1_000_000}),
    ({"cases": "unsure"}, {"cases": "unsure"}),
    ({"cases": 2, "more": 2}, {"cases": 2, "more": 2}),
    ({"cases": 2, "more": "unsure", "most": 2}, {"cases": 2, "more": "unsure", "most": 2}),
    ({"by-kind": {"a": 1}}, {"by-kind": {"a": 1}}),
    ({"by-kind": "unsure"}, {"by-kind": {"a": "unsure", "b": "unsure"}}),
    ({"things": {"a": "no", "other": 3}}, {"things": {"a": "no", "other": 3}}),
    ({"things": "unsure"}, {"things": {"a": "unsure", "b": "unsure", "other": "unsure"}}),
    ({"bare": "unsure"}, {"bare": {"a": "unsure", "b": "unsure"}}),
    ({"quality": "weak"}, {"quality": "weak"}),
    ({"quality": "unclear"}, {"quality": "unclear"}),
    ({"by-thing": {"a": "poor", "b": None}}, {"by-thing": {"a": "poor"}}),
    ({"by-thing": "unsure"}, {"by-thing": {"a": "unsure", "b": "unsure"}}),
    ({"number": 12}, {"number": 12}),
]

CHOICES = "可以写：yes（是）、no（否）、unsure（拿不准）"
GRADES = "可以写：good（好）、weak（较差）、poor（很差）、unclear（好或较差）、unsure（拿不准）"
NUMBER = "不是可用的数目；请填 0 到 1000000 的整数，或者答“拿不准”"
BAD: list[tuple[Plain, str]] = [
    ({"nothing": 1}, "nothing: A002 第1.1条没有标识为“nothing”的问题"),
    ({"__proto__": 1}, "__proto__: A002 第1.1条没有标识为“__proto__”的问题"),
    ({"k" * 99: 1}, f"{'k' * 40}…: A002 第1.1条没有标识为“{'k' * 40}…”的问题"),
    ({"done": "maybe"}, f"done: A004 “maybe”不是可选的回答；{CHOICES}"),
    ({"done": True}, f"done: A004 “true”不是可选的回答；{CHOICES}"),
    ({"done": 1}, f"done: A004 “1”不是可选的回答；{CHOICES}"),
    ({"done": {"": "yes"}}, f"done: A004 键值对不是可选的回答；{CHOICES}"),
    ({"done": ["yes"]}, f"done: A004 列表不是可选的回答；{CHOICES}"),
    (
        {"done": "<img src=x onerror=alert(1)>"},
        f"done: A004 “<img src=x onerror=alert(1)>”不是可选的回答；{CHOICES}",
    ),
    ({"cases": -1}, f"cases: A004 “-1”{NUMBER}"),
    ({"cases": 1_000_001}, f"cases: A004 “1000001”{NUMBER}"),
    ({"cases": 1.0}, f"cases: A004 “1.0”{NUMBER}"),
    ({"cases": float("nan")}, f"cases: A004 “nan”{NUMBER}"),
    ({"cases": "3"}, f"cases: A004 “3”{NUMBER}"),
    ({"cases": True}, f"cases: A004 “true”{NUMBER}"),
    ({"cases": {"a": 1}}, f"cases: A004 键值对{NUMBER}"),
    ({"by-kind": 3}, "by-kind: Q003 这里应是键值对（“键: 值”），写成了整数"),
    ({"by-kind": {"c": 3}}, "by-kind.c: A003 没有标识为“c”的一项；可以写：a、b"),
    ({"by-kind": {"a": "yes"}}, f"by-kind.a: A004 “yes”{NUMBER}"),
    ({"things": {"c": "no"}}, "things.c: A003 没有标识为“c”的一项；可以写：a、b、other"),
    ({"things": {"a": 1}}, f"things.a: A004 “1”不是可选的回答；{CHOICES}"),
    ({"things": {"other": "no"}}, f"things.other: A004 “no”{NUMBER}"),
    ({"bare": {"other": 1}}, "bare.other: A003 没有标识为“other”的一项；可以写：a、b"),
    ({"quality": "fair"}, f"quality: A004 “fair”不是可选的回答；{GRADES}"),
    ({"quality": {"a": "good"}}, f"quality: A004 键值对不是可选的回答；{GRADES}"),
    (
        {"by-thing": {"a": "fair"}},
        "by-thing.a: A004 “fair”不是可选的回答；可以写：good（好）、weak（较差）、poor（很差）、unsure（拿不准）",
    ),
    ({"number": None, "cases": None, "done": 5}, f"done: A004 “5”不是可选的回答；{CHOICES}"),
    ({"cases": 3, "more": 2}, "more: A006 第1.1条：这里填了 2，不能少于前一问的 3，请核对"),
    (
        {"cases": 3, "more": "unsure", "most": 1},
        "most: A006 第1.1条：这里填了 1，不能少于前一问的 3，请核对",
    ),
]


@pytest.fixture(scope="module")
def edition() -> Rubric:
    return rubric(ALL)


@pytest.mark.parametrize(("given", "kept"), GOOD)
def test_reads(given: Plain, kept: Plain, edition: Rubric) -> None:
    assert decode_answers(edition, {"1.1": {"answers": given}}) == {"1.1": Entry(answers=kept)}


@pytest.mark.parametrize(("given", "told"), BAD)
def test_tells(given: Plain, told: str, edition: Rubric) -> None:
    with pytest.raises(AnswerError) as raised:
        decode_answers(edition, {"1.1": {"answers": given}})
    assert [str(fault) for fault in raised.value.faults] == [f"1.1.answers.{told}"]


ENTRIES: list[tuple[object, str]] = [
    ([], "Q003 这里应是键值对（“键: 值”），写成了列表"),
    ({"9.9": {}}, "9.9: A001 细则里没有第9.9条，请核对条号"),
    ({"1.1": []}, "1.1: Q003 这里应是键值对（“键: 值”），写成了列表"),
    ({"1.1": "yes"}, "1.1: Q003 这里应是键值对（“键: 值”），写成了文字"),
    ({"1.1": {"answers": []}}, "1.1.answers: Q003 这里应是键值对（“键: 值”），写成了列表"),
    (
        {"1.1": {"estimate": "5.1"}},
        "1.1.estimate: A005 第1.1条的自评分 5.1 超过了本条的 5 分，请改小",
    ),
    ({"1.1": {"estimate": "-1"}}, "1.1.estimate: Q006 “-1”不是分值；扣多少分也写成正数"),
    (
        {"1.1": {"estimate": 1.5}},
        '1.1.estimate: Q006 分值要写成加引号的十进制数，例如 "0.5"，不能写成“1.5”',
    ),
    (
        {"1.1": {"estimate": "全"}},
        "1.1.estimate: Q006 “全”不是分值；请写 2、0.5 这样的十进制数，最多三位小数",
    ),
]


@pytest.mark.parametrize(("given", "told"), ENTRIES)
def test_tells_of_entries(given: object, told: str, edition: Rubric) -> None:
    with pytest.raises(AnswerError) as raised:
        decode_answers(edition, given)
    assert [str(fault) for fault in raised.value.faults] == list(dict.fromkeys([told]))


@pytest.mark.parametrize("entry", [None, {}, {"answers": None}, {"answers": {}, "estimate": None}])
def test_blank_entries(entry: object, edition: Rubric) -> None:
    assert decode_answers(edition, {"1.1": entry}) == {"1.1": Entry()}


@pytest.mark.parametrize("estimate", ["0", "2.5", 5, "5.000"])
def test_own_estimates(estimate: object, edition: Rubric) -> None:
    found = decode_answers(edition, {"1.1": {"estimate": estimate}})
    assert found["1.1"].estimate == Decimal(str(estimate))


def test_every_fault_is_told_at_once(edition: Rubric) -> None:
    given = {"9.9": {}, "1.1": {"answers": {"done": 1, "cases": -1}, "estimate": "x"}}
    with pytest.raises(AnswerError) as raised:
        decode_answers(edition, given)
    assert [fault.code for fault in raised.value.faults] == ["A001", "A004", "A004", "Q006"]


JUNK = [
    None,
    True,
    0,
    -1,
    7,
    10**30,
    0.5,
    "",
    "yes",
    "unsure",
    "x" * 99,
    [],
    [1],
    {},
    {"a": 1},
    {"": "no"},
]


def test_whatever_is_decoded_can_be_scored(jiyuan: Rubric) -> None:
    chance = random.Random(2024)  # noqa: S311 - nothing is secret here
    scored = 0
    for _ in range(2000):
        clause_ = chance.choice(jiyuan.clauses)
        names = [question.id for question in clause_.questions] or ["none"]
        answers = {chance.choice(names): chance.choice(JUNK)}
        entry = {"answers": answers, "estimate": chance.choice([None, None, *JUNK])}
        try:
            decoded = decode_answers(jiyuan, {clause_.id: entry})
        except AnswerError:
            continue
        assess(jiyuan, decoded)
        scored += 1
    assert scored


def test_a_kind_of_question_that_nobody_reads_is_our_bug(edition: Rubric) -> None:
    known = edition.clauses[0].questions[0]
    bare = bare_question(known)
    only = replace(edition.clauses[0].parts[0], questions=(bare,))
    with pytest.raises(TypeError):
        read_clause_answers(replace(edition.clauses[0], parts=(only,)), Reader({"done": "yes"}, []))

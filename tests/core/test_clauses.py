"""Decoding of clauses: parts and bounds, questions that depend on each other, other readings."""

from typing import Any

import pytest

from qinglian_core import decode_rubric
from qinglian_core.criteria.model import Bound, Start
from tests.core.plainrubric import (
    DEDUCTS,
    TEXT,
    WRITTEN,
    Plain,
    clause,
    clause_faults,
    count,
    each,
    edition,
    faults,
    grade,
    item,
    named,
    part,
    rubric,
    tiers,
    yes_no,
)

IF_NOT_FIRST = {"question": "first", "is": "no"}


def test_a_clause_as_it_is_decoded() -> None:
    plain = clause(
        part(yes_no(deduct=1), points="1.5", bound="written", bound_cite=WRITTEN),
        part(points=2, start="none", label="其余"),
        search_words=["俗话"],
    )
    found = rubric(plain).clauses[0]
    assert (found.id, found.label, found.number, str(found.points)) == (
        "1.1",
        "第1.1条",
        "1.",
        "3.5",
    )
    assert (found.text, found.search_words, found.readings, found.guidance) == (
        TEXT,
        ("俗话",),
        (),
        None,
    )
    assert [(one.label, one.start, one.bound, one.bound_cite) for one in found.parts] == [
        ("第1部分", Start.FULL, Bound.WRITTEN, WRITTEN),
        ("其余", Start.NONE, Bound.EXACT, ""),
    ]
    assert found.has_rule
    assert not rubric(clause(part(start="none"))).clauses[0].has_rule


def test_a_single_part_needs_no_name_and_the_only_clause_no_number() -> None:
    found = rubric(clause(part(yes_no(deduct=1)), number="")).clauses[0]
    assert (found.label, found.parts[0].label) == ("第1项", "")


def gated(*more: Plain, **gate: object) -> Plain:
    """Return a clause whose second question depends on the first."""
    dependent = yes_no("dependent", deduct=1, asked_when=gate)
    return clause(part(*more, dependent, yes_no("sound", deduct=1), points=5))


LEAD = yes_no("lead")
Q016 = (
    "Q016 asked_when 须指本条前面一道不分列的问题：是非题和分档题用 is 写那道题的答案，"
    "计数题和分段题用 from"
)
Q017 = "Q017 at_least 须指本条前面一道不分列的计数题"
BOUND = "请写 bound: written（原文写明）或 bound: assumed（由本站封住）"
FULL = "start: full 是从满分扣起，这里却没有 deduct 或 forfeit；从 0 分得起的请用 start: zero"
ZERO = "start: zero 是从 0 分得起，这里却没有 award；从满分扣起的请用 start: full"

FAULTS: list[tuple[str, Plain, list[str]]] = [
    (
        "parts that do not add up",
        clause(part(yes_no(deduct=1)), part(start="none"), points=3),
        ["points: Q011 各部分的分值相加是 4，本条是 3，请核对"],
    ),
    (
        "foreign id",
        clause(part(yes_no(deduct=1)), identifier="2.1"),
        ["id: Q010 条号“2.1”应是“1.”加序号，例如“1.1”"],
    ),
    (
        "id of a float",
        clause(part(yes_no(deduct=1)), identifier="1.01"),
        ["id: Q010 条号“1.01”应是“1.”加序号，例如“1.1”"],
    ),
    (
        "digest by hand",
        clause(part(yes_no(deduct=1)), digest="0" * 16),
        ["digest: Q039 digest 与内容不符；它由程序算出，请不要手写"],
    ),
    (
        "rule and no rule",
        clause({"points": 2, "start": "none", "questions": [yes_no(deduct=1)]}),
        ["parts[0].questions: Q012 start: none 表示原文没有评分办法，不能再写 questions"],
    ),
    (
        "no questions",
        clause(part()),
        ["parts[0]: Q012 有评分办法的部分要写 questions；原文没有写办法的用 start: none"],
    ),
    (
        "no start",
        clause({"points": 2, "bound": "assumed", "questions": [yes_no(deduct=1)]}),
        ["parts[0]: Q001 缺少“start”，请补上"],
    ),
    (
        "cite of other words",
        clause(part(yes_no(deduct=1, cite="未办到的扣分"))),
        [
            "parts[0].questions[0].cite: Q013 “未办到的扣分”不是本条原文里的话，请照原文一字不差地摘录"
        ],
    ),
    (
        "no cite",
        clause(part({"id": "a", "kind": "yes_no", "ask": "问", "when": "no", "deduct": 1})),
        ["parts[0].questions[0]: Q013 有扣分、得分的问题要用“cite”摘出原文依据"],
    ),
    (
        "written bound without its words",
        clause(part(yes_no(deduct=1), bound="written")),
        ["parts[0].bound_cite: Q014 bound: written 要用“bound_cite”摘出原文里封顶或扣完为止的话"],
    ),
    (
        "written bound in other words",
        clause(part(yes_no(deduct=1), bound="written", bound_cite="最高三分")),
        [
            (
                "parts[0].bound_cite: Q014 在本条的原文里找不到“最高三分”；bound_cite 要一字不差，"
                "原文写在表格以外、管全部的，录进 edition.yaml 的 remarks 再摘"
            )
        ],
    ),
    (
        "irreversible where nothing is lost",
        clause(part(yes_no("done", deduct=1), yes_no("lead", award=1, irreversible=True))),
        [
            "parts[0].questions[1].irreversible: Q046 irreversible 只写在会扣分（deduct）或不得分（forfeit）的问题上，请删去"
        ],
    ),
    ("full without deductions", clause(part(yes_no(award=1))), [f"parts[0].start: Q028 {FULL}"]),
    (
        "zero without awards",
        clause(part(yes_no(deduct=1), start="zero")),
        [f"parts[0].start: Q028 {ZERO}"],
    ),
    (
        "repeated question",
        clause(part(yes_no(deduct=1)), part(yes_no(deduct=1))),
        ["parts[1].questions[0].id: Q008 问题标识“done”在本条里重复了，请改用别的标识"],
    ),
    (
        "a question to no purpose",
        clause(part(yes_no(deduct=1), count())),
        ["parts[0].questions[1]: Q018 问题“cases”既没有得失，也不决定别的问题，请补上得失或删去"],
    ),
    (
        "gate of a later question",
        clause(
            part(
                yes_no(deduct=1, asked_when={"question": "lead", "is": "yes"}),
                yes_no("lead", deduct=1),
            )
        ),
        [f"parts[0].questions[0].asked_when: {Q016}"],
    ),
    (
        "gate of an answer that is none",
        gated(LEAD, question="lead", **{"is": "maybe"}),
        [f"parts[0].questions[1].asked_when: {Q016}"],
    ),
    (
        "yes/no from a number",
        gated(LEAD, question="lead", **{"from": 1}),
        [f"parts[0].questions[1].asked_when: {Q016}"],
    ),
    (
        "gate of a grade that is none",
        gated(grade(), question="quality", **{"is": "fair"}),
        [f"parts[0].questions[1].asked_when: {Q016}"],
    ),
    (
        "gate of grades of things",
        gated(grade(named=named("a")), question="quality", **{"is": "good"}),
        [f"parts[0].questions[1].asked_when: {Q016}"],
    ),
    (
        "gate of a count that is answered",
        gated(count(deduct=1), question="cases", **{"is": "1"}),
        [f"parts[0].questions[1].asked_when: {Q016}"],
    ),
    (
        "gate of counts of things",
        gated(count(deduct=1, named=named("a")), question="cases", **{"from": 1}),
        [f"parts[0].questions[1].asked_when: {Q016}"],
    ),
    (
        "gate of things",
        gated(each(deduct=1), question="things", **{"is": "yes"}),
        [f"parts[0].questions[1].asked_when: {Q016}"],
    ),
    (
        "floor that is no count",
        clause(
            part(
                LEAD,
                count(deduct=1, at_least="lead"),
                yes_no(deduct=1, asked_when={"question": "lead", "is": "yes"}),
            )
        ),
        [f"parts[0].questions[1].at_least: {Q017}"],
    ),
    (
        "floor of things",
        clause(part(count(deduct=1, named=named("a")), count("more", deduct=1, at_least="cases"))),
        [f"parts[0].questions[1].at_least: {Q017}"],
    ),
    (
        "things with a floor",
        clause(part(count(deduct=1), count("more", deduct=1, named=named("a"), at_least="cases"))),
        [f"parts[0].questions[1].at_least: {Q017}"],
    ),
]

GATES_THAT_FIT: list[tuple[Plain, Plain]] = [
    (LEAD, {"question": "lead", "is": "no"}),
    (grade(), {"question": "quality", "is": ["good", "weak"]}),
    (count(deduct=1), {"question": "cases", "from": 2}),
    (tiers("number", {"from": 0, "deduct": 1}), {"question": "number", "from": 1}),
]


@pytest.mark.parametrize(
    ("plain", "told"), [pytest.param(plain, told, id=name) for name, plain, told in FAULTS]
)
def test_faults(plain: Plain, told: list[str]) -> None:
    assert clause_faults(plain) == told


@pytest.mark.parametrize(("lead", "gate"), GATES_THAT_FIT)
def test_gates_that_fit(lead: Plain, gate: Plain) -> None:
    assert clause_faults(gated(lead, **gate)) == []


def printed(*numbers: str | None) -> Plain:
    """Return an edition whose clauses are printed with ``numbers``; None: as a matter of course."""
    plain = [
        clause(
            part(yes_no(deduct=1)),
            identifier=f"1.{place}",
            **({} if number is None else {"number": number}),
        )
        for place, number in enumerate(numbers, start=1)
    ]
    return edition(item(*plain))


def test_a_printed_number_is_what_stands_there_and_names_nothing() -> None:
    found = decode_rubric(printed("（1）", None, "③"))
    assert [(one.number, one.label) for one in found.clauses] == [
        ("（1）", "第1.1条"),
        ("2.", "第1.2条"),
        ("③", "第1.3条"),
    ]
    none = decode_rubric(printed("", ""))
    assert [(one.number, one.label) for one in none.clauses] == [("", "第1.1条"), ("", "第1.2条")]
    assert faults(printed(" 1.", "")) == [
        "items[0].clauses[0].number: Q004 文字前后有多余的空白，请删去",
        "items[0].clauses[1].number: Q029 同一项里别的条有序号，这一条没有，就看不出从哪里开始；请照原文核对 number",
    ]


def test_worlds_are_counted_before_they_are_scored() -> None:
    leads = [yes_no(f"lead-{number}") for number in range(7)]
    dependents = [
        yes_no(f"d-{number}", deduct=1, asked_when={"question": f"lead-{number}", "is": "yes"})
        for number in range(7)
    ]
    assert clause_faults(clause(part(*leads[:6], *dependents[:6]))) == []
    assert clause_faults(clause(part(*leads, *dependents))) == [
        "parts: Q044 本条里决定别的问题的题目太多，合起来有 128 种情形（最多 64）；请减少 asked_when"
    ]


def test_grades_and_numbers_split_worlds_further() -> None:
    questions = [
        grade(),
        count(deduct=1),
        yes_no("a", deduct=1, asked_when={"question": "quality", "is": "good"}),
        *(
            yes_no(f"b-{number}", deduct=1, asked_when={"question": "cases", "from": number})
            for number in range(1, 22)
        ),
    ]
    assert clause_faults(clause(part(*questions))) == [
        "parts: Q044 本条里决定别的问题的题目太多，合起来有 66 种情形（最多 64）；请减少 asked_when"
    ]


def reading(**more: Any) -> Plain:  # noqa: ANN401 - plain data
    return {"id": "other-way", "why": "两读", "main": "甲读", "other": "乙读", **more}


def read_otherwise(*readings: Plain) -> Plain:
    """Return a clause of every kind of question with these other readings."""
    return clause(
        part(
            yes_no(deduct=1),
            count(deduct=1),
            count("more", deduct=1, at_least="cases"),
            each(deduct=1),
            each("graded", things="ab", deduct=1, other="另有几项？"),
            grade(),
            yes_no("late", deduct=1, asked_when={"question": "done", "is": "yes"}),
            points=5,
        ),
        readings=list(readings),
    )


def changing(question: str, **change: object) -> Plain:
    return reading(questions={question: change})


READING_FAULTS: list[tuple[str, list[Plain], list[str]]] = [
    (
        "nothing changed",
        [reading()],
        ["readings[0]: Q019 另一种读法要写它改变什么：questions 或 discretion"],
    ),
    (
        "too much discretion",
        [reading(discretion=6)],
        ["readings[0].discretion: Q019 discretion 不能超过本条的分值"],
    ),
    (
        "no such question",
        [changing("nothing", deduct=2)],
        ["readings[0].questions.nothing: Q019 本条没有标识为“nothing”的问题"],
    ),
    (
        "another id",
        [changing("done", id="another")],
        ["readings[0].questions.done: Q019 另一种读法不能改问题的 id 和 kind，只能改怎样计分"],
    ),
    (
        "another kind",
        [changing("done", kind="count", unit="件", when=None)],
        ["readings[0].questions.done: Q019 另一种读法不能改问题的 id 和 kind，只能改怎样计分"],
    ),
    (
        "another floor",
        [changing("more", at_least=None)],
        ["readings[0].questions.more.at_least: Q019 另一种读法不能改 at_least，只能改怎样计分"],
    ),
    (
        "the same again",
        [changing("done", deduct=1)],
        ["readings[0].questions.done: Q019 这种读法没有改变“done”，请写出不同之处，或删去"],
    ),
    (
        "more things",
        [changing("things", named=named(*"abcd"))],
        [
            "readings[0].questions.things: Q019 同样的回答要能用于各种读法：named 可以减少不能增加，grades 和 doubts 不能减少"
        ],
    ),
    (
        "others besides",
        [changing("things", other="另有几项？")],
        [
            "readings[0].questions.things: Q019 同样的回答要能用于各种读法：named 可以减少不能增加，grades 和 doubts 不能减少"
        ],
    ),
    (
        "fewer grades",
        [
            changing(
                "quality",
                grades=[
                    {"id": "good", "label": "好"},
                    {"id": "weak", "label": "较差", "deduct": 1},
                ],
            )
        ],
        [
            "readings[0].questions.quality: Q019 同样的回答要能用于各种读法：named 可以减少不能增加，grades 和 doubts 不能减少"
        ],
    ),
    (
        "a gate that does not fit",
        [changing("done", asked_when={"question": "late", "is": "yes"})],
        [f"readings[0].questions.done.asked_when: {Q016}"],
    ),
    (
        "no such kind",
        [changing("done", kind="essay")],
        [
            "readings[0].questions.done.kind: Q007 “essay”不是一种问题；可以写：yes_no、count、each、grade、tiers、ratio、value"
        ],
    ),
    (
        "repeated id",
        [changing("done", deduct=2), reading(discretion=1)],
        ["readings[1].id: Q008 读法标识“other-way”重复了，请改用别的标识"],
    ),
    (
        "too many",
        [{**reading(discretion=1), "id": f"r-{number}"} for number in range(7)],
        ["readings: Q019 一条最多写 6 种另外的读法"],
    ),
]

READINGS_THAT_FIT: list[Plain] = [
    changing("done", deduct=None, forfeit="part"),
    changing("late", asked_when=None),
    changing("things", named=named("a")),
    changing("graded", other=None, per="any"),
    changing(
        "quality",
        grades=[
            {"id": name, "label": name, "deduct": 1} for name in ("good", "weak", "poor", "worst")
        ],
    ),
    reading(discretion="0.5"),
]


@pytest.mark.parametrize(
    ("readings", "told"),
    [pytest.param(plain, told, id=name) for name, plain, told in READING_FAULTS],
)
def test_faults_of_readings(readings: list[Plain], told: list[str]) -> None:
    assert clause_faults(read_otherwise(*readings)) == told


@pytest.mark.parametrize("plain", READINGS_THAT_FIT)
def test_readings_that_fit(plain: Plain) -> None:
    assert clause_faults(read_otherwise(plain)) == []


def test_questions_that_move_nothing_need_no_cite() -> None:
    lead = {"id": "lead", "kind": "yes_no", "ask": "有吗？"}
    out = {"id": "out", "kind": "yes_no", "ask": "涉及吗？", "when": "no", "exempt": "part"}
    assert clause_faults(gated(lead, out, question="lead", **{"is": "yes"})) == []


def test_a_question_may_serve_another_reading_only() -> None:
    plain = clause(part(yes_no(deduct=1), count()), readings=[changing("cases", deduct=1)])
    assert clause_faults(plain) == []


def test_a_reading_may_give_a_part_its_deduction() -> None:
    plain = clause(
        part(yes_no(exempt="part"), count(cite=DEDUCTS)), readings=[changing("cases", deduct=1)]
    )
    assert clause_faults(plain) == []

"""Decoding of questions: what each kind may say, and what is told when it says something else."""

from dataclasses import replace
from decimal import Decimal

import pytest

from qinglian_core import decode_rubric
from qinglian_core.criteria.digests import clause_digest
from qinglian_core.criteria.effects import Effect, EffectKind, Per, Scope
from qinglian_core.criteria.questions import (
    Count,
    Doubt,
    Each,
    Gate,
    Grade,
    GradeOption,
    Named,
    Nature,
    Question,
    Tier,
    Tiers,
    YesNo,
)
from qinglian_core.criteria.vocabulary import effects_of
from tests.core.plainrubric import (
    DEDUCTS,
    Plain,
    bare_question,
    clause,
    clause_faults,
    count,
    each,
    edition,
    grade,
    item,
    named,
    part,
    rubric,
    tiers,
    yes_no,
)

PLACE = "parts[0].questions[0]"


def decoded(plain: Plain, *more: Plain) -> Question:
    return rubric(clause(part(plain, *more))).clauses[0].questions[0]


def effect(kind: str, amount: str = "0", scope: str = "part") -> Effect:
    return Effect(
        kind=EffectKind(kind), amount=Decimal(amount), most=Decimal(amount), scope=Scope(scope)
    )


def test_yes_no() -> None:
    assert decoded(
        yes_no(forfeit="clause", nature="judgement", hint="提示", step="办", irreversible=True)
    ) == YesNo(
        id="done",
        ask="做到了吗？",
        cite=DEDUCTS,
        hint="提示",
        nature=Nature.JUDGEMENT,
        step="办",
        irreversible=True,
        asked_when=None,
        when="no",
        effect=effect("forfeit", scope="clause"),
    )


def test_count() -> None:
    assert decoded(count(deduct="0.5", named=named("a"))) == Count(
        id="cases",
        ask="有几件？",
        cite=DEDUCTS,
        hint="",
        nature=Nature.FACT,
        step="",
        irreversible=False,
        asked_when=None,
        unit="件",
        effect=effect("deduct", "0.5"),
        named=(Named(id="a", label="事项a"),),
        at_least=None,
    )


def test_each() -> None:
    assert decoded(each(things="ab", deduct=1, per="any")) == Each(
        id="things",
        ask="下列各项做到了吗？",
        cite=DEDUCTS,
        hint="",
        nature=Nature.FACT,
        step="",
        irreversible=False,
        asked_when=None,
        when="no",
        effect=effect("deduct", "1"),
        named=(Named(id="a", label="事项a"), Named(id="b", label="事项b")),
        other="",
        unit="项",
        per=Per.ANY,
    )


def test_grade() -> None:
    doubts = [{"id": "unclear", "label": "好或较差", "among": ["good", "weak"]}]
    assert decoded(grade(doubts=doubts)) == Grade(
        id="quality",
        ask="做得怎样？",
        cite=DEDUCTS,
        hint="",
        nature=Nature.FACT,
        step="",
        irreversible=False,
        asked_when=None,
        grades=(
            GradeOption(id="good", label="好", effect=effect("none")),
            GradeOption(id="weak", label="较差", effect=effect("deduct", "0.5")),
            GradeOption(id="poor", label="很差", effect=effect("deduct", "1")),
        ),
        named=(),
        doubts=(Doubt(id="unclear", label="好或较差", among=("good", "weak")),),
    )


def test_tiers_and_gates() -> None:
    plain = tiers("number", {"from": 9, "deduct": 0}, {"from": 0, "deduct": 1})
    lead = decoded(plain, yes_no(deduct=1, asked_when={"question": "number", "from": 9}))
    assert lead == Tiers(
        id="number",
        ask="有多少？",
        cite="做到的得0.2分、0.5分或1分",
        hint="",
        nature=Nature.FACT,
        step="",
        irreversible=False,
        asked_when=None,
        unit="份",
        tiers=(
            Tier(start=Decimal(9), effect=effect("deduct", "0")),
            Tier(start=Decimal(0), effect=effect("deduct", "1")),
        ),
    )


GATES = {
    "yes": Gate(question="lead", values=("yes",), at_least=None),
    "both": Gate(question="lead", values=("yes", "no"), at_least=None),
}


@pytest.mark.parametrize(
    ("wanted", "gate"), [("yes", GATES["yes"]), (["yes", "no"], GATES["both"])]
)
def test_a_gate_takes_one_answer_or_several(wanted: object, gate: Gate) -> None:
    dependent = yes_no(deduct=1, asked_when={"question": "lead", "is": wanted})
    questions = rubric(clause(part(yes_no("lead"), dependent))).clauses[0].questions
    assert questions[1].asked_when == gate


def _grades(*options: Plain) -> Plain:
    return grade(grades=[{"id": "good", "label": "好", "deduct": 1}, *options])


FAULTS: list[tuple[str, Plain, list[str]]] = [
    (
        "no kind",
        {"id": "a"},
        ["{}: Q001 缺少“kind”；可以写：yes_no、count、each、grade、tiers、ratio、value"],
    ),
    (
        "unknown kind",
        {"id": "a", "kind": "essay"},
        [
            "{}.kind: Q007 “essay”不是一种问题；可以写：yes_no、count、each、grade、tiers、ratio、value"
        ],
    ),
    (
        "a kind that is no text",
        {"id": "a", "kind": ["count"]},
        ["{}.kind: Q007 列表不是一种问题；可以写：yes_no、count、each、grade、tiers、ratio、value"],
    ),
    (
        "reserved id",
        yes_no("unsure", deduct=1),
        ["{}.id: Q005 “unsure”有固定含义，不能作标识，请换一个"],
    ),
    (
        "estimate as id",
        yes_no("estimate", deduct=1),
        ["{}.id: Q005 “estimate”有固定含义，不能作标识，请换一个"],
    ),
    (
        "effect without when",
        {"id": "a", "kind": "yes_no", "ask": "问", "cite": DEDUCTS, "deduct": 1},
        ["{}: Q001 有扣分或得分的是非题要写“when”：回答什么时生效"],
    ),
    (
        "wrong when",
        yes_no(deduct=1, when="maybe"),
        ['{}.when: Q007 “maybe”不在可选的值里；可以写："yes"、"no"（要加引号）'],
    ),
    (
        "when as a boolean",
        yes_no(deduct=1, when=False),
        ["{}.when: Q003 这里应是文字，写成了真假值“false”；如果本来就是文字，请加引号"],
    ),
    (
        "two effects",
        yes_no(deduct=1, award=1),
        ["{}: Q020 一处只能写一种效果，这里写了：deduct、award"],
    ),
    (
        "wrong scope",
        yes_no(forfeit="all"),
        ["{}.forfeit: Q007 “all”不在可选的值里；可以写：part、clause、item、project、edition"],
    ),
    (
        "negative amount",
        yes_no(deduct="-1"),
        ["{}.deduct: Q006 “-1”不是分值；扣多少分也写成正数"],
    ),
    (
        "count that exempts",
        count(exempt="part"),
        ["{}.exempt: Q021 这种问题不能用“exempt”；可以用：deduct、award、forfeit、beyond、veto"],
    ),
    (
        "each without effect",
        each(),
        [
            "{}: Q023 逐项问题要写效果：deduct、award 或 forfeit",
            "{}: Q018 问题“things”既没有得失，也不决定别的问题，请补上得失或删去",
        ],
    ),
    (
        "other with any",
        each(deduct=1, per="any", other="另有几项？"),
        ["{}.other: Q024 “other”只能和 per: each 一起用"],
    ),
    (
        "reserved thing",
        each(deduct=1, named=named("other")),
        ["{}.named[0].id: Q005 “other”有固定含义，不能作标识，请换一个"],
    ),
    (
        "repeated thing",
        each(things="aa", deduct=1),
        ["{}.named[1].id: Q008 标识“a”重复了，请改用别的标识"],
    ),
    ("one grade", _grades(), ["{}.grades: Q026 至少要有两个档次"]),
    (
        "reserved grade",
        _grades({"id": "no", "label": "否"}),
        ["{}.grades[1].id: Q005 “no”有固定含义，不能作标识，请换一个"],
    ),
    (
        "repeated grade",
        _grades({"id": "good", "label": "好"}),
        ["{}.grades[1].id: Q008 档次“good”重复了，请改用别的标识"],
    ),
    (
        "doubt like a grade",
        grade(doubts=[{"id": "good", "label": "好", "among": ["weak"]}]),
        ["{}.doubts[0].id: Q008 档次“good”重复了，请改用别的标识"],
    ),
    (
        "doubt about nothing",
        grade(doubts=[{"id": "unclear", "label": "不清", "among": ["good", "fair"]}]),
        ["{}.doubts[0].among: Q025 没有名为“fair”的档次"],
    ),
    (
        "exempting grade for things",
        grade(
            named=named("a"),
            grades=[
                {"id": "out", "label": "不涉及", "exempt": "part"},
                {"id": "bad", "label": "差", "deduct": 1},
            ],
        ),
        ["{}.grades: Q021 逐个评档时不能用“exempt”；请另设一道是非题"],
    ),
    (
        "tier without effect",
        tiers("number", {"from": 1}, {"from": 0, "deduct": 1}),
        ["{}.tiers[0]: Q023 每一档要写效果：deduct、award 或 forfeit（没有得失写 award: 0）"],
    ),
    (
        "tiers out of order",
        tiers("number", {"from": 15, "deduct": 0}, {"from": 20, "deduct": 1}),
        ["{}.tiers[1].from: Q027 tiers 须从高到低：15 之后出现了 20，请调整顺序"],
    ),
    (
        "tier from nowhere",
        tiers("number", {"from": "9", "deduct": 0}, {"from": 20, "deduct": 1}),
        ["{}.tiers[0].from: Q003 这里应是非负整数，写成了“9”"],
    ),
    (
        "gate with neither",
        yes_no(deduct=1, asked_when={"question": "x"}),
        [
            "{}.asked_when: Q022 asked_when 里“is”（答案是什么时）和“from”（数目从多少起）写一个，且只写一个",
            "{}.asked_when: Q016 asked_when 须指本条前面一道不分列的问题：是非题和分档题用 is 写那道题的答案，计数题和分段题用 from",
        ],
    ),
    (
        "gate as text",
        yes_no(deduct=1, asked_when="lead"),
        ["{}.asked_when: Q003 这里应是键值对（“键: 值”），写成了文字"],
    ),
]


@pytest.mark.parametrize(
    ("plain", "told"), [pytest.param(plain, told, id=name) for name, plain, told in FAULTS]
)
def test_faults(plain: Plain, told: list[str]) -> None:
    found = clause_faults(clause(part(plain, yes_no("sound", deduct=1))))
    assert found == [line.format(PLACE) for line in told]


def test_a_question_that_is_none() -> None:
    assert clause_faults(clause(part("做到了吗？"))) == [  # type: ignore[arg-type]
        f"{PLACE}: Q003 这里应是键值对（“键: 值”），写成了文字"
    ]


def test_a_kind_of_question_that_nobody_wrote_is_our_bug() -> None:
    question = decoded(yes_no(deduct=1))
    bare = bare_question(question)
    with pytest.raises(TypeError):
        effects_of(bare)
    whole = decode_rubric(edition(item(clause(part(yes_no(deduct=1)))))).clauses[0]
    odd = replace(whole, parts=(replace(whole.parts[0], questions=(bare,)),))
    with pytest.raises(TypeError):
        clause_digest(odd)

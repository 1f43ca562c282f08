"""Decoding of how an edition comes to its total: what is read, what is refused, what changes its digest."""

from decimal import Decimal
from typing import Any

import pytest

from qinglian_core import decode_rubric
from qinglian_core.criteria.digests import edition_digest
from qinglian_core.criteria.totalling import ADDED_UP, Role
from qinglian_core.scoring import exactness
from qinglian_core.scoring.exactness import exactness_faults
from tests.core.plainrubric import (
    Plain,
    changed,
    clause,
    count,
    edition,
    faults,
    grade,
    item,
    part,
    yes_no,
)
from tests.core.weighed import DONE, LATE, TO_100, UNITS, roles, single

TWO = [{"from": 1, "label": "甲"}, {"from": 0, "label": "乙"}]
VETO = {"id": "v", "text": "不合格", "outcome": {"level": "不合格"}}
ASKED = single("1", yes_no("bad", veto="v", when="yes"))
ASKED["clauses"][0]["parts"][0]["questions"].append(DONE)


def plain(**more: object) -> Plain:
    return roles(single("1", DONE), single("2", LATE), more=dict(more))


def once(*questions: str, **more: object) -> Plain:
    return plain(once=[{"id": "one", "why": "不重复扣", "questions": [*questions], **more}])


def with_question(question: Plain, **more: Any) -> Plain:  # noqa: ANN401 - what a part has
    """Return an edition in which the second item's question counts once with the first's."""
    base = once("1.1.done", f"2.1.{question['id']}")
    base["items"][1]["clauses"][0]["parts"][0] = part(question, points=5, **more)
    return base


BONUS = roles(
    single("1", DONE),
    single("2", count("won", award=1), start="zero"),
    i2={"role": "bonus", "points": 3},
)
PENALTY = changed(BONUS, "projects", 1, "role", to="penalty")
NOT_ONCE = "once[0].questions[1]: Q082 “2.1.late”不能列在不重复扣的里面："

FAULTS: list[tuple[str, Plain, list[str]]] = [
    (
        "levels",
        plain(levels=[{"from": 5, "label": "乙"}, {"from": 5, "label": "甲"}]),
        ["levels[1].from: Q080 levels 须从高到低：5 之后出现了 5，请调整顺序"],
    ),
    (
        "veto of no question",
        plain(vetoes=[VETO]),
        [
            "vetoes[0]: Q081 没有一个问题会引起否决事项“v”；请在问题上写 veto: v，或删去它；以算出来的分作条件的（例如低于60%的不合格）不能照算，请写成一问，看着结果回答"
        ],
    ),
    (
        "veto not listed",
        roles(ASKED),
        ["vetoes: Q081 第1.1条“bad”的否决事项“v”不在 edition.yaml 的 vetoes 里，请补上"],
    ),
    (
        "veto twice",
        roles(ASKED, more={"vetoes": [VETO, VETO]}),
        ["vetoes[1].id: Q008 否决事项的标识“v”重复了，请改用别的标识"],
    ),
    (
        "veto without outcome",
        roles(ASKED, more={"vetoes": [{"id": "v", "text": "不合格"}]}),
        ["vetoes[0]: Q001 缺少“outcome”，请补上"],
    ),
    (
        "veto with two outcomes",
        roles(ASKED, more={"vetoes": [{**VETO, "outcome": {"level": "丙", "score": 5}}]}),
        [
            "vetoes[0].outcome: Q081 outcome 里写一样，且只写一样：level（定为哪一等）、lower（降低几个等次）、below（低于哪一等）、score（最多计几分）、text（其他）"
        ],
    ),
    (
        "a level out of reach",
        plain(levels=[{"from": 11, "label": "甲"}]),
        ["levels: Q080 最高的一等从11分起，而总分最多只有10分；只录了一部分细则的，先不写 levels"],
    ),
    (
        "a level out of reach of what is rescaled",
        plain(levels=[{"from": 101, "label": "甲"}], rescale=TO_100),
        [
            "levels: Q080 最高的一等从101分起，而总分最多只有100分；只录了一部分细则的，先不写 levels"
        ],
    ),
    (
        "lower than the lowest",
        roles(ASKED, more={"vetoes": [{**VETO, "outcome": {"lower": 2}}], "levels": TWO}),
        [
            "vetoes[0].outcome.lower: Q081 lower 是降低几个等次：1 起的整数，levels 里要有那么多等次可降"
        ],
    ),
    (
        "below the lowest",
        roles(ASKED, more={"vetoes": [{**VETO, "outcome": {"below": "乙"}}], "levels": TWO}),
        ["vetoes[0].outcome.below: Q081 below 要写 levels 里下面还有别的等次的一等；可以写：甲"],
    ),
    (
        "below no level",
        roles(ASKED, more={"vetoes": [{**VETO, "outcome": {"below": "甲"}}]}),
        [
            "vetoes[0].outcome.below: Q081 below 要写 levels 里下面还有别的等次的一等；可以写：（levels 还没有写）"
        ],
    ),
    (
        "once, one question",
        once("1.1.done", "1.1.done"),
        ["once[0].questions: Q082 不重复扣的，至少要写两个不同的问题"],
    ),
    (
        "once, no clause",
        once("1.1.done", "9.1.late"),
        ["once[0].questions[1]: Q082 “9.1.late”不能列在不重复扣的里面：没有第9.1条"],
    ),
    (
        "once, no question",
        once("1.1.done", "2.1.gone"),
        ["once[0].questions[1]: Q082 “2.1.gone”不能列在不重复扣的里面：第2.1条没有这个问题"],
    ),
    (
        "once, a grade",
        with_question(grade("late")),
        [f"{NOT_ONCE}只能列是非题、计数题和逐项题"],
    ),
    (
        "once, a forfeit",
        with_question(count("late", forfeit="part")),
        [f"{NOT_ONCE}只能列扣一定分数（deduct）的问题"],
    ),
    (
        "once, further",
        with_question(count("late", deduct=1, beyond={"points": 1, "scope": "item"})),
        [f"{NOT_ONCE}又追加扣除、又否决的问题要另设一问"],
    ),
    (
        "once, only the worst",
        with_question(LATE, only="worst"),
        [f"{NOT_ONCE}决定别的问题、或看别的答案才问的问题，以及只计一处的部分，都不能列"],
    ),
    (
        "once, kinds of unit",
        plain(units=[UNITS[0]], units_ask="哪一类"),
        ["units: Q083 units 至少写两类单位；只有一类的，不写这个键"],
    ),
    (
        "units asked for",
        plain(units_ask="哪一类"),
        ["units_ask: Q083 units_ask 只和 units 一起写，请删去"],
    ),
    (
        "unknown kind",
        changed(plain(), "items", 0, "clauses", 0, "applies", to=["own"]),
        [
            "items[0].clauses[0].applies: Q083 edition.yaml 的 units 里没有“own”，请先在那里写出单位的类别"
        ],
    ),
    (
        "nothing for a kind",
        changed(
            changed(plain(units=UNITS), "items", 0, "applies", to=["own"]),
            "items",
            1,
            "applies",
            to=["own"],
        ),
        ["units: Q083 没有一条适用于“其他”（other）的单位，请核对 applies"],
    ),
    (
        "no base",
        changed(changed(BONUS, "projects", 0, "role", to="bonus"), "points", to=5),
        [
            "projects: Q084 至少要有一个部分有基本分；加分、减分、否决的部分（role）之外还要有别的部分"
        ],
    ),
    (
        "gate of a penalty",
        changed(PENALTY, "projects", 1, "gate", to={"total_from": 1}),
        ["projects[1].gate: Q084 gate 只写在加分的部分（role: bonus），请删去"],
    ),
    (
        "points of a veto",
        changed(BONUS, "projects", 1, "role", to="veto"),
        ["projects[1].points: Q084 否决的部分（role: veto）没有分值，请删去 points"],
    ),
    (
        "weight of a bonus",
        changed(BONUS, "projects", 1, "weight", to="0.5"),
        ["projects[1].weight: Q085 加分、减分、否决的部分不写 weight，请删去"],
    ),
    (
        "no points",
        changed(plain(), "items", 0, "clauses", 0, "points", to=0),
        ["items[0].clauses[0].points: Q006 分值须大于 0"],
    ),
    (
        "sums of a kind",
        changed(plain(units=UNITS), "items", 0, "applies", to=["own"]),
        [
            "projects[0].points: Q033 所辖各项的分值相加是 5，这里写的是 10；请核对，原文如此的请在 edition.yaml 的 discrepancies 里声明"
        ],
    ),
    (
        "sums of no kind",
        changed(plain(rescale=TO_100), "items", 0, "points", to=6),
        [
            "items[0].points: Q033 第1项各条的分值相加是 5，这里写的是 6；请核对，原文如此的请在 edition.yaml 的 discrepancies 里声明",
            "projects[0].points: Q033 所辖各项的分值相加是 11，这里写的是 10；请核对，原文如此的请在 edition.yaml 的 discrepancies 里声明",
        ],
    ),
]


@pytest.mark.parametrize(
    ("plain_one", "told"), [one[1:] for one in FAULTS], ids=[one[0] for one in FAULTS]
)
def test_what_cannot_be_is_refused(plain_one: Plain, told: list[str]) -> None:
    assert faults(plain_one) == told


def test_a_level_may_be_within_reach_only_by_a_bonus() -> None:
    role = {"role": "bonus", "points": 3}
    broken = {
        **roles(single("1", DONE), more={"levels": [{"from": 90, "label": "甲"}]}),
        "points": "满",
    }
    assert not any("Q080" in one for one in faults(broken))
    for start, told in ((8, []), (9, ["Q080"])):
        levels = [{"from": start, "label": "甲"}]
        found = faults(
            roles(single("1", DONE), single("2", DONE), i2=role, more={"levels": levels})
        )
        assert [one.split(": ")[1][:4] for one in found] == told


def test_a_lower_level_is_another_rule() -> None:
    outcomes: list[Plain] = [{"lower": 1}, {"below": "甲"}, {"level": "乙"}]
    digests = {
        decode_rubric(
            roles(ASKED, more={"vetoes": [{**VETO, "outcome": one}], "levels": TWO})
        ).digest
        for one in outcomes
    }
    assert len(digests) == len(outcomes)


def test_parts_for_some_units_add_up_for_each() -> None:
    own = clause({**part(DONE, points=3), "applies": ["own"]}, part(LATE, points=2))
    told = "items[0].clauses[0].points: Q011 各部分的分值相加是 2，本条是 5，请核对"
    assert faults(edition(item(own), units=UNITS)) == [told]


def test_too_many_groups_that_count_once_are_refused() -> None:
    items = [single(str(number), LATE) for number in range(1, 19)]
    groups = [
        {
            "id": f"g{first}",
            "why": "不重复",
            "questions": [f"{first}.1.late", f"{first + 1}.1.late"],
        }
        for first in range(1, 19, 2)
    ]
    told = "once: Q082 不重复扣的各组合起来有 512 种情形（最多 256），不能算得准确；请减少"
    assert faults(edition(*items, once=groups)) == [told]
    assert faults(edition(*items, once=[*groups[:2], {**groups[1], "id": "again"}])) == [
        f"once[{index}].questions[{number}]: Q082 “{3 + number}.1.late”不能列在不重复扣的里面：一个问题只能在一组里"
        for index in (1, 2)
        for number in (0, 1)
    ]


def test_a_bonus_and_a_veto_need_no_points_of_their_own() -> None:
    written = roles(
        single("1", DONE),
        single("2", count("won", award=1), start="zero"),
        single("3", yes_no("bad", veto="v", when="yes")),
        i2={"role": "bonus", "points": 3},
        i3={"role": "veto"},
        more={"vetoes": [VETO]},
    )
    for one in written["items"][1:]:
        for place in (one, one["clauses"][0], one["clauses"][0]["parts"][0]):
            del place["points"]
    found = decode_rubric(written)
    assert [one.points for one in found.items] == [5, 3, 0]
    assert [one.parts[0].points for one in found.clauses] == [5, 3, 0]
    assert [one.role for one in found.projects] == [Role.BASE, Role.BONUS, Role.VETO]


def test_a_clause_that_only_reaches_further_may_have_no_points() -> None:
    bare = single(
        "2", yes_no("bad", beyond={"points": 1, "scope": "edition"}, when="yes"), points=0
    )
    found = decode_rubric(roles(single("1", DONE), bare))
    assert found.points == Decimal(5)
    assert not found.adds_up


def test_an_edition_that_adds_up_has_the_digest_of_its_clauses() -> None:
    found = decode_rubric(plain())
    assert found.adds_up
    assert found.digest == edition_digest(found.id, found.projects, ADDED_UP)


@pytest.mark.parametrize(
    "more",
    [
        {"levels": [{"from": 5, "label": "甲"}]},
        {"rescale": TO_100},
        {"units": UNITS},
        {"once": [{"id": "one", "why": "不重复扣", "questions": ["1.1.done", "2.1.late"]}]},
    ],
)
def test_how_the_total_comes_about_is_part_of_the_digest(more: Plain) -> None:
    assert decode_rubric(plain(**more)).digest != decode_rubric(plain()).digest


def test_weights_and_kinds_are_part_of_the_digest() -> None:
    weighed = changed(changed(plain(), "items", 0, "weight", to=2), "points", to=15)
    weighed["projects"][0]["points"] = 15
    found = decode_rubric(weighed)
    assert (found.points, found.items[0].weight) == (Decimal(15), Decimal(2))
    assert found.digest != decode_rubric(plain()).digest
    applying = changed(plain(units=UNITS), "items", 0, "clauses", 0, "applies", to=["own"])
    applying["rescale"] = TO_100
    clauses = [decode_rubric(one).clauses[0] for one in (plain(), applying)]
    assert clauses[0].digest != clauses[1].digest


def branching(number: int, scope: str = "item") -> Plain:
    """Return an item whose clause has three ends besides being dropped: all, less, and a little less here and there."""
    either, otherwise = ({"question": "lead", "is": answer} for answer in ("yes", "no"))
    beyond = {"points": 1, "scope": scope}
    own = part(
        yes_no("lead"),
        yes_no("lost", deduct=3, asked_when=either),
        yes_no("more", deduct=1, beyond=beyond, asked_when=otherwise),
        yes_no("none", drop="clause", when="yes"),
        points=5,
    )
    return item(clause(own, identifier=f"{number}.1"), identifier=str(number))


def test_totals_that_cannot_be_told_exactly_are_refused() -> None:
    few = roles(branching(1), branching(2), more={"rescale": TO_100})
    assert list(exactness_faults(decode_rubric(few))) == []
    many = roles(
        *map(branching, range(1, 8)),
        branching(8, "edition"),
        single("9", DONE),
        more={"rescale": TO_100},
    )
    (fault,) = exactness_faults(decode_rubric(many))
    assert (fault.code, fault.path) == ("Q086", ("projects",))
    assert fault.message.startswith("第1.1条、第2.1条、")
    assert "第8.1条各有几种互不包含的结果" in fault.message
    assert list(exactness_faults(decode_rubric(plain()))) == []
    assert list(exactness_faults(decode_rubric(PENALTY))) == []


NEVER = single("2", yes_no("none", drop="clause", when="yes"))
NEVER["clauses"][0]["parts"][0]["questions"].append(LATE)
LOSING = single("1", count("late", deduct=1, beyond={"points": 2, "scope": "item"}))
RESCALED = {"rescale": TO_100}
PENALIZED = {"role": "penalty", "points": 5}
WAYS: list[tuple[str, Plain, int]] = [
    ("what is dropped does not matter", roles(branching(1), single("2", DONE)), 2),
    ("nothing is dropped", roles(single("1", DONE), single("2", LATE), more=RESCALED), 1),
    ("lost in the item, but never dropped", roles(LOSING, single("2", DONE), more=RESCALED), 1),
    ("lost in the item", roles(branching(1), single("2", DONE), more=RESCALED), 3),
    ("two of them", roles(branching(1), branching(2), more=RESCALED), 9),
    ("lost in the project", roles(branching(1, "project"), NEVER, more=RESCALED), 6),
    ("lost in another item", roles(branching(1), NEVER, more=RESCALED), 3),
    ("lost in the edition", roles(branching(1, "edition"), NEVER, more=RESCALED), 2),
    ("a penalty", roles(single("1", DONE), branching(2), i2=PENALIZED), 3),
    (
        "a penalty beside a quotient",
        roles(branching(1), branching(2), more=RESCALED, i2=PENALIZED),
        9,
    ),
    (
        "a bonus",
        roles(single("1", DONE), branching(2), more=RESCALED, i2={"role": "bonus", "points": 5}),
        2,
    ),
]


@pytest.mark.parametrize(
    ("base", "ways"), [pytest.param(base, ways, id=name) for name, base, ways in WAYS]
)
def test_only_ways_that_differ_for_the_total_multiply(
    base: Plain, ways: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rubric = decode_rubric(base)
    monkeypatch.setattr(exactness, "MOST_WAYS", ways)
    assert list(exactness_faults(rubric)) == []
    monkeypatch.setattr(exactness, "MOST_WAYS", ways - 1)
    assert [fault.code for fault in exactness_faults(rubric)] == ["Q086"]

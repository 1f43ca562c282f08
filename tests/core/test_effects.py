"""Amounts in a range, by the case or held, one of several, and what reaches beyond the clause."""

from decimal import Decimal
from typing import Any

import pytest

from qinglian_core.criteria.effects import Scope
from qinglian_core.scoring.ends import ClauseEnd
from qinglian_core.scoring.points import clause_points
from tests.core.plainrubric import (
    Plain,
    clause,
    clause_faults,
    count,
    each,
    envelope,
    grade,
    named,
    part,
    rubric,
    score,
    sure,
    tiers,
    yes_no,
)

RANGE = {"from": "0.5", "to": 2}
FAR: Plain = {"points": 5, "scope": "edition"}


def one(*questions: Plain, **more: Any) -> Plain:  # noqa: ANN401 - plain data
    return clause(part(*questions, **more))


ONE_OF_TWO = (yes_no("a", deduct=1), yes_no("b", deduct="0.5"))
GRADED = [{"id": "good", "label": "好"}, {"id": "poor", "label": "差", "deduct": 1}]
TABLE = [
    # 由考评的人定分
    (one(yes_no(deduct=RANGE)), {}, "0~2"),
    (one(yes_no(deduct=RANGE)), {"done": "no"}, "0~1.5"),
    (one(yes_no(deduct=RANGE)), {"done": "yes"}, "2"),
    (one(yes_no(award=RANGE), start="zero"), {"done": "no"}, "0.5~2"),
    (one(count(deduct=RANGE), points=6), {"cases": 2}, "2~5"),
    (one(each(deduct=RANGE), points=6), {"things": {"a": "no", "b": "yes", "c": "yes"}}, "4~5.5"),
    (one(tiers("n", {"from": 3, "deduct": RANGE})), {"n": 3}, "0~1.5"),
    (one(tiers("n", {"from": 3, "deduct": RANGE})), {"n": 2}, "2"),
    # 逐次不同
    (one(count(deduct=[0, 1, 2]), points=6), {"cases": 1}, "6"),
    (one(count(deduct=[0, 1, 2]), points=6), {"cases": 2}, "5"),
    (one(count(deduct=[0, 1, 2]), points=6), {"cases": 4}, "1"),
    (one(count(deduct=[0, 1, 2]), points=6), {}, "0~6"),
    (one(count(deduct=[1, 0]), points=6), {}, "5~6"),
    (one(count(award=["0.5", 1]), start="zero"), {"cases": 2}, "1.5"),
    # 一问最多
    (one(count(deduct=1, most_points="1.5"), points=6), {}, "4.5~6"),
    (one(count(deduct=1, most_points="1.5"), points=6), {"cases": 9}, "4.5"),
    (one(each(deduct=1, most_points="1.5"), points=6), {"things": {}}, "4.5~6"),
    (one(grade(named=named("a", "b"), most_points="1.5"), points=6), {}, "4.5~6"),
    # 只算一处
    (one(*ONE_OF_TWO, only="worst"), {}, "1~2"),
    (one(*ONE_OF_TWO, only="worst"), {"b": "no"}, "1~1.5"),
    (one(*ONE_OF_TWO, only="worst"), {"a": "no", "b": "no"}, "1"),
    (one(*ONE_OF_TWO, only="worst", bound="exact", points=1), {"a": "no", "b": "no"}, "0"),
    (
        one(yes_no("a", award=1), yes_no("b", award="0.5"), only="best", start="zero"),
        {"a": "no", "b": "no"},
        "1",
    ),
    (
        one(grade(grades=GRADED, named=named("a", "b"), only="worst")),
        {"quality": {"a": "poor", "b": "poor"}},
        "1",
    ),
    # 小数的段
    (one(tiers("n", {"from": "2.5", "deduct": 1}, places=1)), {"n": "2.5"}, "1"),
    (one(tiers("n", {"from": "2.5", "deduct": 1}, places=1)), {"n": "2.4"}, "2"),
    # 不动本条的分
    (one(yes_no(veto="failed"), points=2), {}, "2"),
    (one(yes_no(forfeit="item")), {"done": "no"}, "2"),
    (one(yes_no(deduct=1, beyond=FAR)), {"done": "no"}, "1"),
    # 不参与
    (one(yes_no(drop="clause"), count(deduct=1)), {"done": "no"}, "0"),
    (one(yes_no(drop="clause"), count(deduct=1)), {"cases": 1}, "1"),
    (one(yes_no(drop="clause"), count(deduct=1)), {}, "0~2"),
]


@pytest.mark.parametrize(("plain", "answers", "points"), TABLE)
def test_points(plain: Plain, answers: Plain, points: str) -> None:
    assert sure(plain, answers) == points


def test_a_lead_with_decimals_is_cut_at_its_own_steps() -> None:
    lead = tiers("n", {"from": "2.5", "award": "0.2"}, places=1)
    gated = yes_no(award="0.5", asked_when={"question": "n", "from": 3})
    plain = one(lead, gated, start="zero")
    assert sure(plain, {"n": "2.9", "done": "no"}) == "0.2"
    assert sure(plain, {"n": 3, "done": "no"}) == "0.7"
    assert sure(plain, {"n": "unsure"}) == "0~0.7"


def ends(plain: Plain, answers: object = None) -> set[ClauseEnd]:
    decoded = rubric(plain).clauses[0]
    return set(clause_points(decoded, score(plain, answers).answers).ends)


def end(points: str, **more: object) -> ClauseEnd:
    return ClauseEnd(points=Decimal(points), **more)  # type: ignore[arg-type]


FAILED = frozenset({"failed"})


def test_a_clause_that_does_not_reach_has_no_ends() -> None:
    assert ends(one(yes_no(deduct=1))) == set()


def test_what_reaches_beyond_the_clause_comes_with_its_points() -> None:
    plain = one(yes_no(deduct=1, beyond=FAR, veto="failed"))
    lost = end("1", beyond_edition=Decimal(5), vetoes=FAILED)
    assert ends(plain) == {end("2"), lost}
    assert ends(plain, {"done": "no"}) == {lost}


def test_ends_that_are_worse_in_different_ways_are_kept() -> None:
    grades = [
        {"id": "good", "label": "好"},
        {"id": "weak", "label": "较差", "deduct": 1},
        {"id": "poor", "label": "很差", "deduct": 2},
        {
            "id": "fake",
            "label": "弄虚作假",
            "veto": "failed",
            "beyond": {"points": 1, "scope": "item"},
        },
        {"id": "none", "label": "没有", "forfeit": "project"},
    ]
    assert ends(one(grade(grades=grades))) == {
        end("2"),
        end("0"),
        end("2", vetoes=FAILED, beyond_item=Decimal(1)),
        end("2", far=frozenset({Scope.PROJECT})),
    }


def test_points_lost_beyond_come_with_every_case_but_once_beside_a_forfeit() -> None:
    far = {"points": 2, "scope": "project"}
    assert ends(one(count(deduct=1, beyond=far)), {"cases": 3}) == {
        end("0", beyond_project=Decimal(6))
    }
    assert ends(one(count(forfeit="part", beyond=far)), {"cases": 3}) == {
        end("0", beyond_project=Decimal(2))
    }
    assert end("0", beyond_project=Decimal("Infinity")) in ends(one(count(deduct=1, beyond=far)))


def test_more_is_lost_where_the_part_is_exhausted() -> None:
    spared = yes_no("spared", exempt="part", when="yes", cite="未涉及的不扣分")
    plain = one(count(deduct=1), spared, beyond=FAR)
    emptied = end("0", beyond_edition=Decimal(5))
    assert ends(plain, {"cases": 1, "spared": "no"}) == {end("1")}
    assert ends(plain, {"cases": 2, "spared": "no"}) == {emptied}
    assert ends(plain, {"cases": 2, "spared": "yes"}) == {end("2")}
    assert ends(plain, {"spared": "no"}) == {end("2"), emptied}


def test_a_forfeit_of_the_clause_exhausts_every_part_unless_it_is_spared() -> None:
    lost = yes_no("lost", forfeit="clause")
    spared = yes_no("spared", exempt="clause", when="yes")
    plain = clause(part(count(deduct=1), beyond=FAR), part(lost, spared))
    assert ends(plain, {"cases": 0, "lost": "no", "spared": "no"}) == {
        end("0", beyond_edition=Decimal(5))
    }
    assert ends(plain, {"cases": 9, "lost": "no", "spared": "yes"}) == {end("4")}


def test_a_dropped_clause_does_nothing_but_veto() -> None:
    """A veto is about the unit; what is deducted, even beyond the clause, is not counted."""
    plain = one(
        yes_no("na", drop="clause", when="yes"),
        yes_no(deduct=1, veto="failed", beyond=FAR),
    )
    assert ends(plain, {"na": "yes", "done": "yes"}) == {end("0", dropped=True)}
    fallen = end("0", dropped=True, vetoes=FAILED)
    assert ends(plain, {"na": "yes", "done": "no"}) == {fallen}
    assert ends(plain) == {
        end("0", dropped=True),
        fallen,
        end("2"),
        end("1", vetoes=FAILED, beyond_edition=Decimal(5)),
    }


def test_each_thing_that_is_graded_may_reach_beyond() -> None:
    grades = [
        {"id": "good", "label": "好"},
        {"id": "poor", "label": "差", "deduct": 1, "beyond": FAR},
    ]
    plain = one(grade(grades=grades, named=named("a", "b")), points=3)
    assert ends(plain) == {end("3"), end("1", beyond_edition=Decimal(10))}
    assert ends(plain, {"quality": {"a": "poor", "b": "good"}}) == {
        end("2", beyond_edition=Decimal(5))
    }


def test_a_part_without_a_rule_ends_either_way() -> None:
    plain = clause(part(yes_no(forfeit="edition")), part(points=1, start="none"))
    assert ends(plain, {"done": "no"}) == {
        end("2", far=frozenset({Scope.EDITION})),
        end("3", far=frozenset({Scope.EDITION})),
    }


def test_other_readings_have_ends_of_their_own() -> None:
    readings = [
        {
            "id": "any",
            "why": "一",
            "main": "二",
            "other": "三",
            "questions": {"things": {"per": "any"}},
        },
        {"id": "held", "why": "一", "main": "二", "other": "三", "discretion": 1},
    ]
    plain = one(each(deduct=1, beyond=FAR), points=3) | {"readings": readings}
    answers = {"things": {"a": "no", "b": "no", "c": "yes"}}
    decoded = rubric(plain).clauses[0]
    found = clause_points(decoded, score(plain, answers).answers).otherwise_ends
    assert found == (
        (end("2", beyond_edition=Decimal(5)),),
        (end("1", beyond_edition=Decimal(10)), end("0", beyond_edition=Decimal(10))),
        (end("2", beyond_edition=Decimal(5)), end("1", beyond_edition=Decimal(5))),
    )
    assert envelope(plain, answers) == "0~2"


VETO = yes_no(veto="failed")
FAULTS = [
    (
        yes_no(award=1, beyond=FAR),
        "Q070 beyond 是追加扣除，不能和得分（award）写在一起；请另设一问",
    ),
    (
        yes_no(exempt="part", veto="failed"),
        "Q070 免扣、不参与的（exempt）不能同时追加扣除或否决；请另设一问",
    ),
    (
        yes_no(drop="clause", beyond=FAR),
        "Q070 免扣、不参与的（drop）不能同时追加扣除或否决；请另设一问",
    ),
    (
        yes_no(deduct={"from": 2, "to": 2}),
        "Q071 由考评的人定分的，to 要大于 from；只有一个数的直接写那个数",
    ),
    (count(deduct=[1]), "Q071 只有一个数的不用写成列表；每次不同的，从第一次起依次写"),
    (
        count(deduct=[1, {"from": 2, "to": 3}]),
        "Q071 列表里每一个是一个数；由考评的人在一段里定分的，整个写成 {from: 最少, to: 最多}，不能每次不同",
    ),
    (
        yes_no(deduct={"times": "0.5"}),
        "Q021 “deduct: {times: …}”是填的数乘以几，写在 kind: value、ratio 的问题上，不写在一档一段里；这里写扣几分、得几分",
    ),
    (count(deduct=[1, 2], named=named("a")), "Q071 逐次不同的不能和 named 一起用；请各设一问"),
    (
        count(forfeit="part", most_points=1),
        "Q073 most_points 只用在都扣分（deduct）或都得分（award）的问题上，请删去或另设一问",
    ),
    (grade(only="worst"), "Q073 only 和 most_points 在评档题里只和 named 一起用，请删去"),
    (
        grade(only="best", named=named("a")),
        "Q073 only: best（只取最高的一项）只用在得分上，这里有 deduct",
    ),
    (tiers("n", {"from": 1, "deduct": 1}, places=4), "Q072 places 最多写 3（三位小数）"),
    (
        tiers("n", {"from": Decimal("1.5"), "deduct": 1}),
        "Q003 这里应是非负整数；要写小数的，在问题上加 places: 1（最多几位小数）",
    ),
    (tiers("n", {"from": "1.55", "deduct": 1}, places=1), "Q072 这里最多 1 位小数（places: 1）"),
    (
        grade(named=named("a"), grades=[*GRADED, {"id": "na", "label": "无", "drop": "clause"}]),
        "Q021 逐个评档时不能用“drop”；请另设一道是非题",
    ),
]


@pytest.mark.parametrize(("question", "told"), FAULTS)
def test_faults(question: Plain, told: str) -> None:
    assert [fault.split(": ", 1)[1] for fault in clause_faults(one(question)) if told in fault] == [
        told
    ]


def test_an_effect_of_another_kind_of_question_is_told_and_nothing_else() -> None:
    (told,) = clause_faults(one(yes_no(deduct={"times": "0.5"})))
    assert "Q021" in told


def test_faults_of_parts() -> None:
    pointless = clause(part(yes_no(veto="failed"), points=0, beyond=FAR))
    assert "parts[0].beyond: Q070 没有分值的部分无从扣满；追加扣除写在问题上" in clause_faults(
        pointless
    )
    assert clause_faults(one(yes_no(award=1), start="zero", beyond=FAR)) == [
        "parts[0].beyond: Q070 一个部分的 beyond 说的是扣满以后追加扣除，只和 start: full 一起用"
    ]
    assert clause_faults(one(*ONE_OF_TWO, only="worst", beyond=FAR)) == [
        "parts[0].only: Q073 只计一处的（only）里不能追加扣除（beyond）；请另设一问"
    ]
    assert clause_faults(one(yes_no(deduct=1, beyond=FAR), only="worst")) == [
        "parts[0].only: Q073 只计一处的（only）里不能追加扣除（beyond）；请另设一问"
    ]
    assert clause_faults(one(yes_no(award=1), start="zero", only="worst")) == [
        "parts[0].only: Q073 only: worst（只计最重的一处）只用在扣分上，这里有 award"
    ]


def test_an_open_veto_keeps_a_clause_from_being_answered() -> None:
    plain = one(VETO, yes_no("b", deduct=1))
    kinds = {
        name: [one.kind.value for one in score(plain, answers, estimate=2).pending]
        for name, answers in {
            "blank": {},
            "part": {"b": "yes"},
            "unsure": {"done": "unsure", "b": "yes"},
            "all": {"done": "no", "b": "yes"},
        }.items()
    }
    assert kinds == {"blank": ["unanswered"], "part": ["partly"], "unsure": ["unsure"], "all": []}


def test_what_is_lost_and_gained_without_end_leaves_all_open() -> None:
    both = clause(
        part(
            count("lost", deduct=1, beyond={"points": 1, "scope": "edition"}),
            count("won", award=1),
            points=3,
        )
    )
    ends = clause_points(rubric(both).clauses[0], {}).ends
    assert {end.points for end in ends} == {0, 3}


def test_the_ends_of_a_clause_stand_in_the_order_in_which_they_are_found() -> None:
    """That of a set is another in another Python, and then a score is not equal to itself."""
    grades: list[Plain] = [
        {
            "id": f"g{number}",
            "label": f"档{number}",
            "deduct": 7 - number,
            "beyond": {"points": number, "scope": "edition"},
        }
        for number in range(1, 7)
    ]
    plain = one({**grade(), "grades": grades}, points=7)
    (decoded,) = rubric(plain).clauses
    ends = clause_points(decoded, {}).ends
    assert [(int(end.points), int(end.beyond_edition)) for end in ends] == [
        (number, number) for number in range(1, 7)
    ]

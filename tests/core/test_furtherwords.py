"""The words for the further kinds of rule: in the ledger, on the page of an item, in the next steps."""

from typing import Any

import pytest

from qinglian_core import decode_rubric
from qinglian_core.scoring.ledger import clause_ledger
from qinglian_core.scoring.rulewords import part_rules
from tests.core.plainrubric import (
    DEDUCTS,
    Plain,
    clause,
    count,
    each,
    edition,
    grade,
    item,
    named,
    part,
    ratio,
    rubric,
    score,
    tiers,
    value,
    yes_no,
)
from tests.core.test_steps import told


def one(*questions: Plain, **more: Any) -> Plain:  # noqa: ANN401 - plain data
    return clause(part(*questions, **more))


FAR: Plain = {"points": 5, "scope": "edition"}
RANGE = {"from": 1, "to": 3}
NEAR = yes_no("near", deduct=1)
ITEM = {"points": 1, "scope": "item"}
LEDGER = [
    (one(yes_no(deduct=RANGE), points=4), {"done": "no"}, ["答“否”，多少要到考评时定，可能扣1至3分"]),
    (one(yes_no(veto="failed"), NEAR), {"done": "no", "near": "yes"}, ["答“否”，属于否决事项", "答“是”，不扣分"]),
    (one(yes_no(veto="failed"), NEAR), {"done": "yes", "near": "yes"}, ["答“是”，不影响得分", "答“是”，不扣分"]),
    (one(yes_no(veto="failed")), {}, ["还没有定，可能不影响得分，也可能属于否决事项"]),
    (one(yes_no(deduct=1, beyond=ITEM)), {"done": "no"}, ["答“否”，扣1分，另从所在项的得分追加扣除1分"]),
    (one(yes_no(forfeit="project")), {"done": "no"}, ["答“否”，所在项目不得分"]),
    (one(count(deduct=1, beyond=FAR)), {}, ["还没有定，可能不扣分，也可能扣2分，另从总分追加扣除（件数没有定）"]),
    (one(count(deduct=[1, 2]), points=6), {"cases": 2}, ["答2件，扣3分（逐次1、2分，以后各次同最后一次）"]),
    (one(yes_no(drop="clause"), NEAR), {"done": "no", "near": "yes"}, ["答“否”，本条不参与考评", "答“是”，不扣分"]),
    (
        one(yes_no("lead", when="no", drop="clause"), yes_no(veto="failed", asked_when={"question": "lead", "is": "yes"})),
        {},
        ["还没有定，可能不影响得分，也可能本条不参与考评", "是否适用还没有定，可能不影响得分，也可能属于否决事项"],
    ),
]  # fmt: skip


def lines(plain: Plain, answers: Plain) -> list[str]:
    found = clause_ledger(score(plain, answers))
    briefs = [line.brief for line in found if line.question]
    return [brief.split("？", 1)[1].removesuffix("。") for brief in briefs]


@pytest.mark.parametrize(("plain", "answers", "expected"), LEDGER)
def test_the_ledger(plain: Plain, answers: Plain, expected: list[str]) -> None:
    assert lines(plain, answers) == expected


def held(plain: Plain, answers: Plain) -> list[str]:
    kinds = ("bound", "reach")
    return [line.text for line in clause_ledger(score(plain, answers)) if line.kind.value in kinds]


def test_what_is_lost_more_where_a_part_is_exhausted() -> None:
    plain = one(count(deduct=1), bound="written", bound_cite="扣完为止", beyond=FAR)
    assert held(plain, {"cases": 1}) == []
    assert held(plain, {}) == ["如果2分扣满，另从总分追加扣除5分。"]
    assert held(plain, {"cases": 2}) == ["2分扣满，另从总分追加扣除5分。"]


def test_a_forfeit_from_elsewhere_exhausts_a_part_and_an_exemption_spares_it() -> None:
    lost = yes_no("lost", forfeit="clause")
    spared = yes_no("spared", exempt="clause", when="yes")
    plain = clause(part(count(deduct=1), beyond=FAR, label="甲"), part(lost, spared, label="乙"))
    emptied = "2分扣满，另从总分追加扣除5分。"
    assert emptied in held(plain, {"cases": 0, "lost": "no", "spared": "no"})
    assert f"如果{emptied}" in held(plain, {"cases": 0, "spared": "no"})
    assert emptied not in "".join(held(plain, {"cases": 2, "lost": "no", "spared": "yes"}))
    assert f"如果{emptied}" in held(plain, {"cases": 2, "lost": "no"})


def test_one_of_several_is_told_where_the_lines_add_up_to_more() -> None:
    both = (yes_no("a", deduct=1), yes_no("b", deduct="0.5"))
    assert held(one(*both, only="worst"), {"a": "no", "b": "no"}) == [
        "以上只计最重的一处，合起来是1分。"
    ]
    awards = (yes_no("a", award=1), yes_no("b", award="0.5"))
    assert held(one(*awards, only="best", start="zero"), {"a": "no", "b": "no"}) == [
        "以上只取最高的一项，合起来是1分。"
    ]
    poor = {"quality": {"a": "poor", "b": "poor"}}
    assert held(one(grade(named=named("a", "b"), only="worst"), points=3), poor) == [
        "以上各处不重复计算，合起来是2分。"
    ]


def test_a_dropped_clause_counts_for_nothing() -> None:
    plain = one(yes_no(drop="clause"), count(deduct=1))
    assert held(plain, {"done": "no", "cases": 1}) == ["本条不参与考评，不计分。"]


def outcomes(*questions: Plain, **more: object) -> list[str]:
    (rule,) = part_rules(rubric(one(*questions, **more)).clauses[0])
    return [outcome.text for condition in rule.conditions for outcome in condition.outcomes]


OUTCOMES = [
    (yes_no(deduct=RANGE), ["答“否”，扣1至3分（由考评的人定）"]),
    (yes_no(veto="failed"), ["答“否”，属于否决事项"]),
    (yes_no(deduct=1, beyond=FAR, veto="failed"), ["答“否”，扣1分，另从总分追加扣除5分，属于否决事项"]),
    (yes_no(forfeit="item"), ["答“否”，所在项不得分"]),
    (yes_no(forfeit="part", beyond=FAR), ["答“否”，本条不得分，另从总分追加扣除5分"]),
    (yes_no(forfeit="edition"), ["答“否”，总分计0分"]),
    (yes_no(drop="clause"), ["答“否”，本条不参与考评"]),
    (count(deduct=[0, 1], most_points=3), ["第1件不扣分，第2件扣1分，以后每件同最后一件", "这一问合计，最多扣3分"]),
    (count(award=[1, 2]), ["第1件得1分，第2件得2分，以后每件同最后一件"]),
    (count(deduct=[1, 2], beyond=FAR), ["第1件扣1分，第2件扣2分，以后每件同最后一件，每件另从总分追加扣除5分"]),
    (each(deduct=1, veto="failed"), ["每有1项答“否”，扣1分，属于否决事项"]),
    (grade(named=named("a"), only="worst"), ["好，不扣分", "较差，扣0.5分", "很差，扣1分", "下列情形有几处的，只计最重的一处"]),
    (tiers("n", {"from": "2.5", "deduct": 1}, {"from": "1.5", "deduct": 2}, places=1), ["2.5份及以上，扣1分", "1.5份及以上、不到2.5份，扣2分", "不到1.5份，不扣分"]),
    (ratio(), ["比20%每低1个百分点扣0.5分，不足的原文没有写怎样计"]),
    (value(unit="%", target=90, per=1, deduct="0.2", partial="whole"), ["比90%每低1个百分点扣0.2分，不足的不计"]),
    (ratio(target={"ask": "平均"}, per=2, award=1, partial="up"), ["比“平均”每高2个百分点得1分，不足的按1个计"]),
    (ratio(target={"part": "甲", "whole": "乙"}, per=1, deduct=1, partial="whole", empty="keep"), ["比甲占乙的比例每低1个百分点扣1分，不足的不计", "总数是0的，按最有利的计"]),
    (ratio(award={"times": "0.2"}, empty={"ask": "平均分"}), ["每1%得0.2分", "总数是0的，按“平均分”得分"]),
    (ratio(tiers=[{"from": 90, "award": 1}, {"from": 80, "award": "0.5"}], empty="lose"), ["总数是0的，按最不利的计", "90%及以上，得1分", "80%及以上、不到90%，得0.5分", "不到80%，不扣分"]),
    (value(deduct={"times": "0.5"}), ["每1分扣0.5分"]),
    (value(relative={"ask": "最高", "award": 2}), ["按“最高”的比例，相等的得2分，最多2分"]),
    (value(table={"1": 2, "2": 1}), ["1分，得2分", "2分，得1分", "其余的，不得分"]),
    (value(table={"1": 2}, later="-0.5"), ["1分，得2分", "其余的，每后1分再少0.5分"]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "expected"), OUTCOMES)
def test_what_follows(question: Plain, expected: list[str]) -> None:
    keeping = yes_no("keeping", deduct=1)
    assert outcomes(question, keeping, points=6)[:-1] == expected


def test_a_factor_is_the_texts_where_it_states_it() -> None:
    def stated(cite: str) -> bool:
        plain = clause(part(value(award={"times": "0.6"}, cite=cite), start="zero"))
        decoded = rubric({**plain, "text": "按得分的60％或0.6折算，得2分"})
        return part_rules(decoded.clauses[0])[0].conditions[0].outcomes[0].stated

    assert stated("按得分的60％")
    assert stated("0.6折算")
    assert not stated("得2分")


def test_what_a_part_says_of_itself() -> None:
    def said(plain: Plain) -> tuple[str, str]:
        (rule,) = part_rules(rubric(plain).clauses[0])
        return rule.opening, rule.bound

    both = (yes_no("a", deduct=1), yes_no("b", deduct=1))
    assert said(one(*both, only="worst")) == (
        "起评2分，有下列情形的扣分。",
        "下列情形有几处的，只计最重的一处。",
    )
    assert said(one(*both, beyond=FAR)) == (
        "起评2分，有下列情形的扣分。",
        "扣满2分的，另从总分追加扣除5分。",
    )


def test_a_part_without_points_is_only_looked_at() -> None:
    pointless = clause(part(yes_no(veto="failed"), points=0), identifier="1.2")
    vetoes = [{"id": "failed", "text": "不合格", "outcome": {"text": "不合格"}}]
    decoded = decode_rubric(edition(item(one(NEAR), pointless), vetoes=vetoes))
    assert part_rules(decoded.clauses[1])[0].opening == "这里不计分，只看有没有下列情形。"


def test_things_of_a_measure_are_named_on_the_page() -> None:
    (rule,) = part_rules(rubric(one(ratio(target={"ask": "平均"}, per=1, deduct=1))).clauses[0])
    assert rule.conditions[0].things == ("一部分", "总数", "平均")


STEPS = [
    (one(ratio(partial="whole", target=20, per=1, deduct="0.5")), {"share": {"part": 7, "whole": 40}}, [("“一部分”再增加1（7→8）（比例是多少？）", "＋1分")]),
    (one(ratio(side="above", target=20, per=1, deduct="0.5"), step=""), {"share": {"part": 11, "whole": 50}}, [("“一部分”减少1（11→10）（比例是多少？）", "＋1分")]),
    (one(value(unit="%", tiers=[{"from": 90, "award": 1}, {"from": 80, "award": "0.5"}]), start="zero"), {"figure": 75}, [("再增加5个百分点（75→80%）（是多少？）", "＋0.5分")]),
    (one(ratio(over=True)), {"share": {"part": 7, "whole": 41}}, [("“一部分”再增加1（7→8）（比例是多少？）", "＋1分")]),
    (one(value(award={"times": "0.1"}, max=20), start="zero"), {"figure": 5}, [("再增加1分（5→6分）（是多少？）", "＋0.1分")]),
    (one(value(award={"times": "0.1"}, outside=True), start="zero"), {"figure": 5}, []),
    (one(value(award={"times": "0.1"}, places=1), start="zero"), {"figure": "5.5"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("plain", "answers", "expected"), STEPS)
def test_next_steps(plain: Plain, answers: Plain, expected: list[tuple[str, str]]) -> None:
    plain["parts"][0].pop("step", None)
    assert told(plain, answers) == expected


def test_a_grade_that_vetoes_is_no_aim() -> None:
    grades = [
        {"id": "good", "label": "好"},
        {"id": "poor", "label": "差", "deduct": 1},
        {"id": "fake", "label": "假", "beyond": FAR},
    ]
    assert told(one(grade(grades=grades)), {"quality": "poor"}) == [
        ("做到“好”（现在是“差”）（做得怎样？）", "＋1分")
    ]


def test_what_is_left_to_the_assessors_is_to_be_estimated() -> None:
    assert told(one(yes_no(deduct=RANGE, cite=DEDUCTS), points=4), {"done": "no"}, "check") == [
        ("先估一个分：原文没有把分定死，要到考评时评定", "至少1分，最多3分")
    ]

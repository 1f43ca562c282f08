"""The method page tells in sentences how a total that is more than a sum comes about."""

from __future__ import annotations

from macros.pages.totalrules import total_rules
from qinglian_core.criteria.decoding.rubric import decode_rubric
from tests.core.plainrubric import count, edition, yes_no
from tests.core.weighed import DONE, LATE, TO_100, UNITS, roles, single


def test_an_edition_that_adds_up_says_nothing() -> None:
    assert total_rules(decode_rubric(edition(single("1", DONE)))) == ()


def test_every_rule_of_a_total_is_told() -> None:
    vetoed = single("1", LATE, weight="0.5", applies=["own"])
    vetoed["clauses"][0]["parts"][0]["questions"].append(yes_no("bad", veto="v", when="yes"))
    plain = roles(
        vetoed,
        single("2", LATE),
        single("3", count("won", award=1), start="zero"),
        single("4", LATE),
        i3={"role": "bonus", "points": 5, "gate": {"total_from": 80}, "title": "加分项"},
        i4={"role": "penalty", "points": 9, "title": "减分项"},
        more={
            "units": UNITS,
            "rescale": TO_100,
            "once": [{"id": "o", "why": "不重复扣", "questions": ["1.1.late", "2.1.late"]}],
            "vetoes": [{"id": "v", "text": "不合格", "outcome": {"level": "丙"}}],
            "levels": [{"from": 90, "label": "甲"}, {"from": 0, "label": "乙"}],
        },
    )
    plain["points"] = plain["projects"][0]["points"] = "5"
    plain["projects"][0]["weight"] = 1
    assert total_rules(decode_rubric(plain)) == (
        "第1.1条、第2.1条里同样的事只在扣得最重的一处扣，一样重的扣在先列的一处（不重复扣）。",
        "其他不考第1.1条。",
        "第1项的得分乘以0.5计入上一级。",
        "从一项、一个项目、总分里追加扣除的，在这一项、这个项目、总分上减，最低0分；说明写明不得分的，计0分。",
        "“加分项”加在基本分之外，最多加5分；基本分达到80分才加。",
        "“减分项”里丢的分从基本分里减，最多减9分。",
        "基本分＝得分÷参与考评的满分×100（原文：折合成百分制），四舍五入到0.1分。",
        "原文另有规定：判为丙，各条的分照算（原文：不合格）。",
        "等次：90分以上甲，0分以上乙。",
    )


def test_of_what_counts_once_the_first_may_stay() -> None:
    group = {"id": "o", "why": "不再重复扣", "keep": "first", "questions": ["1.1.late", "2.1.late"]}
    plain = edition(single("1", LATE), single("2", LATE), once=[group])
    told, *_ = total_rules(decode_rubric(plain))
    assert told == "第1.1条、第2.1条里同样的事只在先列的一处扣，后面的不再扣（不再重复扣）。"

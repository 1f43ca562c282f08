"""Measured numbers: shares and entered values, and how they turn into points."""

from decimal import Decimal
from typing import Any

import pytest

from qinglian_core import AnswerError, decode_answers
from qinglian_core.answers.words import answer_words, changed_answers
from qinglian_core.criteria.vocabulary import things_of
from qinglian_core.scoring.ledger import clause_ledger
from tests.core.plainrubric import (
    Plain,
    clause,
    clause_faults,
    envelope,
    part,
    ratio,
    rubric,
    score,
    sure,
    value,
    yes_no,
)


def one(*questions: Plain, **more: Any) -> Plain:  # noqa: ANN401 - plain data
    return clause(part(*questions, **{"points": 6, **more}))


def share(part: object, whole: object, **more: object) -> Plain:
    return {"share": {"part": part, "whole": whole, **more}}


def gained(*questions: Plain) -> Plain:
    return one(*questions, start="zero")


WHOLE: Plain = {"target": 20, "per": 1, "deduct": "0.5", "partial": "whole"}
ASKED: Plain = {"target": {"ask": "全市平均"}, "per": 1, "deduct": "0.5", "partial": "whole"}
AGAINST: Plain = {"target": {"part": "去年的", "whole": "去年总数"}, "per": 1, "deduct": "0.5"}
TIERS = [{"from": "15.5", "deduct": 0}, {"from": 0, "forfeit": "part"}]
EMPTY: Plain = {"award": {"times": "0.05"}, "empty": {"ask": "平均分"}}
GAPS = [{"from": 50, "award": 1}, {"from": 40, "award": 5}, {"from": 0, "award": 0}]
ABOVE = [
    {"above": 50, "award": 5},
    {"from": 50, "award": 2},
    {"above": 0, "award": 1},
]
"""Half has two, more than half five, anything one."""
BEST = {"ask": "最高", "award": 6}
TABLE = [
    # 比目标低
    (one(ratio(**WHOLE)), {}, "0~6"),
    (one(ratio(**WHOLE)), share(7, "unsure"), "0~6"),
    (one(ratio(**WHOLE)), share(7, 40), "5"),
    (one(ratio(**WHOLE)), share(8, 40), "6"),
    (one(ratio(**WHOLE)), share(9, 40), "6"),
    (one(ratio(**{**WHOLE, "partial": "up"})), share(7, 40), "4.5"),
    (one(ratio(**{**WHOLE, "partial": "proportional"})), share(7, 40), "4.75"),
    (one(ratio(**{**WHOLE, "partial": "proportional"})), share(4, 30), "2.667"),
    (one(ratio(**{**WHOLE, "most_points": 2})), share(0, 40), "4"),
    (one(ratio(**{**WHOLE, "side": "above"})), share(9, 40), "5"),
    (one(ratio(**{**WHOLE, "side": "above"}, over=True)), share(41, 40), "0"),
    (gained(ratio(target=20, per=5, award=1, partial="whole")), share(18, 60), "2"),
    (gained(ratio(target=20, per=5, award=1, partial="whole")), {}, "0~6"),
    # 目标也是填的
    (one(ratio(**ASKED)), share(7, 40, target="19.5"), "5"),
    (one(ratio(**ASKED)), share(7, 40), "0~6"),
    (one(ratio(**ASKED)), share(40, 40), "6"),
    (one(ratio(**ASKED)), {"share": {"target": "0"}} | share(1, "unsure", target=0), "6"),
    (one(ratio(**AGAINST)), share(7, 40, target_part=9, target_whole=45), "5"),
    (one(ratio(**AGAINST)), share(7, 40, target_part=9), "0~6"),
    (one(ratio(**AGAINST)), share(7, 40, target_part=0, target_whole=0), "0~6"),
    # 总数是 0
    (one(ratio(**WHOLE)), share(0, 0), "0~6"),
    (one(ratio(**WHOLE, empty="keep")), share(0, 0), "6"),
    (one(ratio(**WHOLE, empty="lose")), share(0, 0), "0"),
    (gained(ratio(**EMPTY)), share(0, 0), "0~6"),
    (gained(ratio(**EMPTY)), share(0, 0, instead="3.5"), "3.5"),
    (gained(ratio(**EMPTY)), {"share": {"instead": 6}}, "0~6"),
    (gained(ratio(**EMPTY)), share(50, 100, instead=6), "2.5"),
    # 分段，另有分段
    (one(ratio(tiers=TIERS)), share(31, 200), "6"),
    (one(ratio(tiers=TIERS)), share(30, 200), "0"),
    (one(ratio(**WHOLE, tiers=TIERS)), share(32, 200), "4"),
    (one(ratio(**WHOLE, tiers=TIERS)), {}, "0~6"),
    (one(ratio(**WHOLE, tiers=TIERS, empty="lose")), share(0, 0), "0"),
    (gained(ratio(tiers=ABOVE)), share(1, 2), "2"),
    (gained(ratio(tiers=ABOVE)), share(5001, 10_001), "5"),
    (gained(ratio(tiers=ABOVE)), share(5000, 10_001), "1"),
    (gained(ratio(tiers=ABOVE)), share(0, 2), "0"),
    (gained(ratio(tiers=ABOVE)), {}, "0~5"),
    (gained(ratio(tiers=ABOVE)), {"share": {"whole": 2}}, "0~5"),
    (gained(ratio(tiers=ABOVE)), {"share": {"whole": 1}}, "0~5"),
    (gained(ratio(tiers=ABOVE[1:])), {"share": {"part": 1}}, "1~2"),
    # 最重的正好在一段刚开始的地方：60 以下按比例扣，超过 50 的另扣 2 分
    (one(ratio(target=60, per=1, deduct="0.01", partial="proportional", tiers=[{"above": 50, "deduct": 2}, {"from": 0, "deduct": 0}])), {}, "3.9~5.9"),
    # 折算
    (gained(value(award={"times": "0.06"}, max=100, places=1)), {}, "0~6"),
    (gained(value(award={"times": "0.06"}, max=100, places=1)), {"figure": "92.5"}, "5.55"),
    (gained(value(award={"times": "0.005"}, places=1)), {"figure": "92.5"}, "0.463"),
    (one(value(deduct={"times": 1})), {"figure": 4}, "2"),
    (one(value(deduct={"times": 1})), {}, "0~6"),
    (one(value(deduct={"times": 1}, min=-5, max=5)), {"figure": -3}, "6"),
    # 查表
    (gained(value(table={"1": 5, "2": 3})), {"figure": 1}, "5"),
    (gained(value(table={"1": 5, "2": 3})), {"figure": 3}, "0"),
    (gained(value(table={"1": 5, "2": 3})), {}, "0~5"),
    (gained(value(table={"1": 5, "2": 3}, later="-0.5")), {"figure": 3}, "2.5"),
    (gained(value(table={"1": 5, "2": 3}, later="-0.5")), {"figure": 30}, "0"),
    (gained(value(table={"1": 5, "2": 3}, later=-1, max=4)), {}, "1~5"),
    (gained(value(table={"2": 3}, min=1)), {"figure": 1}, "0"),
    # 与最好的比
    (gained(value(relative={"ask": "最高", "award": 6})), {}, "0~6"),
    (gained(value(relative={"ask": "最高", "award": 6})), {"figure": {"value": 3}}, "0~6"),
    (gained(value(relative={"ask": "最高", "award": 6})), {"figure": {"value": 0}}, "0"),
    (gained(value(relative={"ask": "最高", "award": 6})), {"figure": {"value": 3, "reference": 7}}, "2.571"),
    (gained(value(relative={"ask": "最高", "award": 6})), {"figure": {"value": 9, "reference": 7}}, "6"),
    (gained(value(relative={**BEST, "by": "less"})), {}, "0~6"),
    (gained(value(relative={**BEST, "by": "less"})), {"figure": {"value": 60, "reference": 40}}, "4"),
    (gained(value(relative={**BEST, "by": "less"})), {"figure": {"value": 60}}, "0~6"),
    (gained(value(relative={**BEST, "by": "less"})), {"figure": {"value": 0}}, "6"),
    (gained(value(relative={**BEST, "by": "less"})), {"figure": {"value": 3, "reference": 0}}, "0"),
    (gained(value(relative={**BEST, "by": "rank"})), {}, "0~6"),
    (gained(value(relative={**BEST, "by": "rank"})), {"figure": {"value": 6, "reference": 20}}, "4.5"),
    (gained(value(relative={**BEST, "by": "rank"})), {"figure": {"value": 3}}, "2~6"),
    (gained(value(relative={**BEST, "by": "rank"})), {"figure": {"reference": 20}}, "0.3~6"),
    (gained(value(relative={**BEST, "by": "rank"}, max=10)), {"figure": {"reference": 20}}, "3.3~6"),
    (one(value(deduct={"times": 1}, min=-5, max=0)), {"figure": 0}, "6"),
    # 两个数里只知道一个：另一个只能是合得上的整数
    (gained(ratio(**EMPTY)), {"share": {"part": 10}}, "0~5"),
    (gained(ratio(**EMPTY)), {"share": {"part": 0}}, "0~6"),
    (one(ratio(**WHOLE, empty="lose")), {"share": {"part": 0}}, "0"),
    (one(ratio(**WHOLE, empty="keep")), {"share": {"part": 0}}, "0~6"),
    (gained(ratio(tiers=GAPS)), {"share": {"whole": 3}}, "0~1"),
    (gained(ratio(tiers=GAPS)), {"share": {"part": 1}}, "0~1"),
    (gained(ratio(tiers=GAPS)), {"share": {"part": 2}}, "0~5"),
    (gained(ratio(tiers=GAPS, over=True)), {"share": {"part": 2}}, "0~5"),
    (gained(ratio(tiers=GAPS, over=True)), {"share": {"whole": 3}}, "0~1"),
    (gained(ratio(tiers=GAPS, over=True)), {"share": {"whole": 5}}, "0~5"),
    # 金额：有小数的，只知道一个时另一个也可以有小数；比一百万大的
    (one(ratio(**WHOLE, places=2)), share("1.75", "12.5"), "3"),
    (one(ratio(**WHOLE, places=2)), share(7, "50.00"), "3"),
    (gained(ratio(tiers=GAPS, places=1)), {"share": {"whole": 3}}, "0~5"),
    (gained(ratio(tiers=GAPS, places=1)), {"share": {"whole": "0.1"}}, "0~1"),
    (gained(ratio(tiers=GAPS, places=1)), {"share": {"part": "0.1"}}, "0~1"),
    (gained(ratio(tiers=GAPS, places=1)), {"share": {"part": "0.2"}}, "0~5"),
    (one(ratio(**WHOLE, max=10**11)), share(20_999_999_999, 10**11), "6"),
    (one(ratio(**WHOLE, max=10**11)), share(18_999_999_999, 10**11), "5.5"),
    (gained(ratio(tiers=GAPS, max=10**11)), share(49_999_999_999, 10**11), "5"),
    (gained(value(relative=BEST, max=10**9)), {"figure": {"value": 5 * 10**8, "reference": 10**9}}, "3"),
    (one(value(target=2 * 10**8, per=10**7, deduct="0.5", side="above", partial="whole", max=10**9)), {"figure": 215_000_000}, "5.5"),
    (gained(value(tiers=[{"from": 1_500_000, "award": 2}, {"from": 0, "award": 1}], max=10**8)), {"figure": 1_500_000}, "2"),
    (one(ratio(**AGAINST)), share(7, 40, target_whole=0), "0~6"),
    (one(ratio(**AGAINST)), share(7, 40, target_part=0), "0~6"),
    (one(ratio(**{**AGAINST, "deduct": "0.03"})), share(40, 100, target_part=0), "4.2~6"),
    (one(ratio(**{**AGAINST, "deduct": "0.03"}, empty="keep")), share(40, 100, target_part=0), "6"),
    # 填的数与目标比
    (one(value(target="-1.5", per="0.5", deduct=1, partial="whole", min=-10, max=10, places=1)), {"figure": "-2.5"}, "4"),
    (one(value(target="-1.5", per="0.5", deduct=1, partial="whole", min=-10, max=10, places=1)), {}, "0~6"),
    (one(value(tiers=[{"from": 60, "deduct": 0}, {"from": 0, "deduct": {"from": 1, "to": 2}}])), {"figure": 59}, "4~5"),
]  # fmt: skip


@pytest.mark.parametrize(("plain", "answers", "points"), TABLE)
def test_points(plain: Plain, answers: Plain, points: str) -> None:
    assert sure(plain, answers) == points


def test_above_a_number_is_another_rule_than_from_it_on() -> None:
    first, second = (
        rubric(gained(ratio(tiers=[{key: 50, "award": 1}]))) for key in ("from", "above")
    )
    assert first.clauses[0].digest != second.clauses[0].digest


def test_what_the_text_leaves_open_widens_the_envelope_only() -> None:
    plain = one(ratio())
    assert (sure(plain, share(7, 40)), envelope(plain, share(7, 40))) == ("5", "4.5~5")
    (reading,) = rubric(plain).clauses[0].readings
    assert (reading.id, reading.why, reading.main, reading.other) == (
        "share-partial",
        "不足1个百分点的怎样算，原文没有写。",
        "满几个按几个计，不足的不计。",
        "不足的按1个计；按比例计的在两者之间。",
    )


LEDGER = [
    (one(ratio()), share(7, 40), "7÷40＝17.5%，比20%低2.5个百分点，按2个计，扣1分（不足1个的原文没有写；按比例是1.25分，按1个计是1.5分）"),
    (one(ratio()), share(6, 40), "6÷40＝15%，比20%低5个百分点，扣2.5分"),
    (one(ratio()), share(7, 30), "7÷30＝约23.333%，不低于20%，不扣分"),
    (one(ratio(**{**WHOLE, "per": 2})), share(7, 50), "7÷50＝14%，比20%低6个百分点，按3个2个百分点计，扣1.5分"),
    (one(ratio(**{**WHOLE, "partial": "proportional"})), share(4, 30), "4÷30＝约13.333%，比20%低约6.667个百分点，按比例计，扣3.333分（取三位小数）"),
    (one(ratio(**{**WHOLE, "side": "above"})), share(7, 50), "7÷50＝14%，不高于20%，不扣分"),
    (one(ratio(**{**WHOLE, "side": "above"})), share(11, 50), "11÷50＝22%，比20%高2个百分点，扣1分"),
    (one(ratio(**{**WHOLE, "most_points": 2})), share(0, 40), "0÷40＝0%，比20%低20个百分点，扣2分（这一问最多扣2分）"),
    (one(ratio(**ASKED)), share(7, 40, target="19.5"), "7÷40＝17.5%，全市平均19.5，比19.5%低2个百分点，扣1分"),
    (one(ratio(**AGAINST)), share(7, 40, target_part=9, target_whole=45), "7÷40＝17.5%，对照的是9÷45＝20%，比20%低2.5个百分点，按2个计，扣1分（不足1个的原文没有写；按比例是1.25分，按1个计是1.5分）"),
    (one(ratio(**ASKED)), share(40, 40), "40÷40＝100%，不扣分"),
    (one(ratio(**AGAINST)), share(40, 40, target_whole=5), "40÷40＝100%，去年总数5，不扣分"),
    (gained(value(relative={"ask": "最高", "award": 6})), {"figure": {"value": 3, "reference": 6}}, "所问的数3，最高6，3÷6×6分，得3分"),
    (one(ratio(**WHOLE, empty="keep")), share(0, 0), "一部分0，总数0，总数是0，按最有利的计，不扣分"),
    (one(ratio(**WHOLE, empty="lose")), share(0, 0), "一部分0，总数0，总数是0，按最不利的计，扣10分"),
    (one(ratio()), share(0, 0), "一部分0，总数0，总数是0，怎样算要到考评时定，可能扣0至6分"),
    (one(ratio()), share(7, "unsure"), "一部分7，其余还没有定，可能扣0至6分"),
    (gained(ratio(**EMPTY)), share(0, 0), "一部分0，总数0，其余还没有定，可能得0至6分"),
    (gained(ratio(**EMPTY)), share(0, 0, instead="3.5"), "一部分0，总数0，平均分3.5，总数是0，按所填的3.5分计，得3.5分"),
    (gained(value(award={"times": "0.005"}, places=1)), {"figure": "92.5"}, "答92.5分，乘以0.005，得0.463分（取三位小数）"),
    (one(value(deduct={"times": 1}, min=-5)), {"figure": -3}, "答-3分，乘以1，不扣分"),
    (gained(value(table={"1": 5, "2": 3})), {"figure": 2}, "答2分，得3分"),
    (gained(value(table={"1": 5, "2": 3})), {}, "还没有定，可能得0至5分"),
    (gained(value(relative={"ask": "最高", "award": 6})), {"figure": {"value": 9, "reference": 7}}, "所问的数9，最高7，9÷7×6分，最多6分，得6分"),
    (gained(value(relative={**BEST, "by": "less"})), {"figure": {"value": 60, "reference": 40}}, "所问的数60，最高40，40÷60×6分，得4分"),
    (gained(value(relative={**BEST, "by": "less"})), {"figure": {"value": 30, "reference": 40}}, "所问的数30，最高40，40÷30×6分，最多6分，得6分"),
    (gained(value(relative={**BEST, "by": "less"})), {"figure": {"value": 0, "reference": 0}}, "所问的数0，最高0，最多6分，得6分"),
    (gained(value(relative={**BEST, "by": "rank"})), {"figure": {"value": 6, "reference": 20}}, "所问的数6，最高20，(20－6＋1)÷20×6分，得4.5分"),
    (gained(value(relative={**BEST, "by": "rank"})), {"figure": {"value": 2, "reference": 7}}, "所问的数2，最高7，(7－2＋1)÷7×6分，得5.143分（取三位小数）"),
]  # fmt: skip


@pytest.mark.parametrize(("plain", "answers", "told"), LEDGER)
def test_the_ledger_tells_how_a_number_is_reckoned(plain: Plain, answers: Plain, told: str) -> None:
    found = score(plain, answers)
    lines = [line for line in clause_ledger(found) if line.question]
    assert lines[0].text.split("？", 1)[1].rsplit("（", 1)[0] == told


UNUSABLE = [
    (share(8, 7), "share.part: A006 这里填了 8，不能多于总数 7，请核对"),
    (share(1_000_001, 1_000_000), "share.part: A004 “1000001”不是可用的数目；请填 0 到 1000000 的整数，或者答“拿不准”"),
    (share("7", 8), "share.part: A004 “7”不是可用的数目；请填 0 到 1000000 的整数，或者答“拿不准”"),
    (share(part=True, whole=8), "share.part: A004 “true”不是可用的数目；请填 0 到 1000000 的整数，或者答“拿不准”"),
    (share(1, 8, other=1), "share.other: A003 没有标识为“other”的一项；可以写：part、whole、target"),
    (share(1, 8, target="100.5"), "share.target: A004 “100.5”不是可用的数目；请填 0 到 100 的数，最多 3 位小数，或者答“拿不准”"),
    (share(1, 8, target="1.2345"), "share.target: A004 “1.2345”不是可用的数目；请填 0 到 100 的数，最多 3 位小数，或者答“拿不准”"),
    (share(1, 8, target=1.5), "share.target: A004 “1.5”不是可用的数目；请填 0 到 100 的数，最多 3 位小数，或者答“拿不准”"),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "told"), UNUSABLE)
def test_numbers_that_cannot_be_used(answers: Plain, told: str) -> None:
    decoded = rubric(one(ratio(**ASKED)))
    with pytest.raises(AnswerError) as error:
        decode_answers(decoded, {"1.1": {"answers": answers}})
    assert [str(fault) for fault in error.value.faults] == [f"1.1.answers.{told}"]


def test_nobody_is_ranked_after_the_last() -> None:
    decoded = rubric(gained(value(relative={**BEST, "by": "rank"})))
    for rank, told in (
        (8, "value: A006 这里填了第 8 名，参加排名的只有 7 个，请核对"),
        (0, "value: A004 “0”不是可用的数目；请填 1 到 1000000 的整数，或者答“拿不准”"),
    ):
        with pytest.raises(AnswerError) as error:
            decode_answers(
                decoded, {"1.1": {"answers": {"figure": {"value": rank, "reference": 7}}}}
            )
        assert [str(fault) for fault in error.value.faults] == [f"1.1.answers.figure.{told}"]


def test_what_a_share_is_compared_with_is_in_percent() -> None:
    decoded = rubric(gained(ratio(relative=BEST)))
    given = {"answers": share(7, 8, reference="98.5")}
    assert decode_answers(decoded, {"1.1": given})["1.1"].answers == given["answers"]


def test_no_number_above_the_greatest_can_be_entered() -> None:
    decoded = rubric(one(value(deduct={"times": 1}, min=-5, max=0)))
    with pytest.raises(AnswerError) as error:
        decode_answers(decoded, {"1.1": {"answers": {"figure": 1}}})
    (fault,) = error.value.faults
    assert "请填 -5 到 0 的整数" in str(fault)


def test_numbers_are_kept_in_their_shortest_notation() -> None:
    decoded = rubric(one(ratio(**ASKED)))
    given = {"answers": share(7, 40, target="19.50") | {}}
    assert decode_answers(decoded, {"1.1": given})["1.1"].answers == share(7, 40, target="19.5")
    given = {"answers": share(7, None, target=Decimal("19.0"))}
    assert decode_answers(decoded, {"1.1": given})["1.1"].answers == {
        "share": {"part": 7, "target": 19}
    }
    given = {"answers": {"share": "unsure"}}
    assert decode_answers(decoded, {"1.1": given})["1.1"].answers == {
        "share": {"part": "unsure", "whole": "unsure", "target": "unsure"}
    }
    assert (
        decode_answers(decoded, {"1.1": {"answers": {"share": {"part": None}}}})["1.1"].answers
        == {}
    )


def test_what_is_taken_instead_is_pending_only_where_the_whole_is_none() -> None:
    plain = gained(ratio(**EMPTY))
    assert [(one.question, one.thing) for one in score(plain, share(0, 0)).pending] == [
        ("share", "instead")
    ]
    assert score(plain, share(1, 2)).pending == ()
    assert [one.thing for one in score(plain, {"share": {"part": 1}}).pending] == ["whole"]


def test_answers_in_words() -> None:
    (question,) = rubric(one(ratio(**ASKED))).clauses[0].questions
    answer = share(7, "unsure", target="19.5")["share"]
    assert answer_words(question, answer) == "一部分：7；总数：拿不准；全市平均：19.5"
    assert list(changed_answers(question, answer, {**answer, "part": 8})) == [
        ("比例是多少？一部分", "7", "8")
    ]
    (entered,) = rubric(gained(value(award={"times": 1}, places=1))).clauses[0].questions
    assert answer_words(entered, "92.5") == "92.5分"
    assert answer_words(entered, "unsure") == "拿不准"


def test_things_of_a_measure() -> None:
    def things(question: Plain) -> tuple[str, ...]:
        return things_of(rubric(one(question)).clauses[0].questions[0])

    assert things(ratio()) == ("part", "whole")
    assert things(ratio(**AGAINST)) == ("part", "whole", "target_part", "target_whole")
    assert things(value(target={"ask": "平均"}, per=1, deduct=1)) == ("value", "target")
    assert things(value(target=1, per=1, deduct=1)) == ("",)


HUNDRED = "Q072 比例以百分之几计：20% 写 20，每1个百分点写 per: 1"
RANKED = "Q072 by: rank 填的是名次，从 1 起的整数：用 kind: value，不写 places，min 不小于 1"
FAULTS = [
    (ratio(tiers=[{"from": 10, "above": 10, "deduct": 1}]), "Q072 一段只写一个：从这个数起的写 from，超过这个数的写 above"),
    (value(tiers=[{"above": 10, "deduct": 1}]), "Q072 above（超过）只用在比例题上；填的是一个数的，用 from 写下一个数：超过10的写 11，一位小数写 10.1"),
    (ratio(tiers=[{"from": 50, "deduct": 1}, {"above": 50, "deduct": 2}]), "Q027 tiers 须从高到低：50 之后出现了 超过 50，请调整顺序"),
    (ratio(tiers=[{"above": 50, "deduct": 1}, {"above": 50, "deduct": 2}]), "Q027 tiers 须从高到低：超过 50 之后出现了 超过 50，请调整顺序"),
    (ratio(target="0.2"), HUNDRED),
    (ratio(unit="分"), "Q072 比例以百分之几计，不写 unit，请删去"),
    (ratio(target="20%", per=1, deduct=1), "Q006 “20%”不是数；请写 20、-3.5 这样的十进制数，整数最多十二位，小数最多三位；百分数不写“%”，20% 写 20"),
    (ratio(target=20, deduct=1), "Q001 缺少“per”，请补上"),
    (value(tiers=[{"from": 5_000_000, "award": 1}]), "Q072 填不到 5000000：这一问最大填 1000000"),
    (value(tiers=[{"from": 500, "award": 1}], max=100), "Q072 填不到 500：这一问最大填 100"),
    (ratio(target=20, per=0, deduct=1), "Q006 per 是每差多少，须大于 0"),
    (ratio(target=20, per=-1, deduct=1), "Q006 “-1”不是不小于 0 的数；请写 20、3.5 这样的十进制数，整数最多十二位，小数最多三位；百分数不写“%”，20% 写 20"),
    (ratio(target=20, per=1), "Q072 target 要写每一步扣（deduct）或得（award）多少，写一种"),
    (ratio(relative={"ask": "一", "award": 1}, target=20, per=1), "Q072 一个数只写一种得失的办法（另外可以加 tiers），这里写了：target、relative"),
    (value(), "Q072 要写数怎样变成得失：target 和 per、tiers、award: {times: …}、table 或 relative"),
    (value(award=1), "Q072 “award”只和“target”一起用；按数折算的写 award: {times: 0.6}"),
    (value(award={"times": 1}, per=1), "Q072 “per”只和“target”一起用，请删去"),
    (value(award={"times": 1}, later=-1), "Q072 “later”只和“table”一起用，请删去"),
    (value(award={"times": 1}, min=5, max=5), "Q072 max 要大于 min"),
    (value(award={"times": 1}, empty="keep"), "Q072 empty 说的是总数为 0 时怎样算，只用在比例上，请删去"),
    (ratio(empty={"ask": "平均分"}), "Q072 empty: {ask: …} 问的是改得多少分，只用在得分上；扣分的用 keep、lose 或 open"),
    (ratio(tiers=[{"from": 0, "deduct": 1, "veto": "v"}], empty="lose"), "Q072 又追加扣除、否决的一问，说不出总数为 0 时哪一种最不利；请另设一问先问有没有"),
    (value(table={"1": 2}, places=1), "Q072 table 按名次这样的整数查，不能写 places"),
    (value(table={"1": 2, "3": 1}), 'Q072 名次要用整数连着写，例如 table: {"1": 60, "2": 57}；成段的名次用 tiers'),
    (value(table={"一": 2}), 'Q072 名次要用整数连着写，例如 table: {"1": 60, "2": 57}；成段的名次用 tiers'),
    (value(table={}), "Q004 table 是空的，请补上"),
    (value(table={"1": 2}, later=3), "Q072 later 是后面每一名再少多少，写成负数，例如 -3"),
    (value(relative={**BEST, "mean": 80}), "Q072 relative 只与一个数成比例，不能写“mean”；几个数合算的，例如（自己的－平均）÷（最高－平均），请改填算好的得分：award: {times: 1}"),
    (value(relative={**BEST, "byy": "less"}), "Q002 不认识的键“byy”，是不是“by”；这里可以写：ask、award、by"),
    (value(relative={**BEST, "by": "rank"}, places=1), RANKED),
    (value(relative={**BEST, "by": "rank"}, min=0), RANKED),
    (ratio(relative={**BEST, "by": "rank"}), RANKED),
    (value(award={"times": 1}, min="-x"), "Q006 “-x”不是数；请写 20、-3.5 这样的十进制数，整数最多十二位，小数最多三位；百分数不写“%”，20% 写 20"),
    (yes_no(deduct=1, asked_when={"question": "share", "from": 1}), "Q016 asked_when 须指本条前面一道不分列的问题：是非题和分档题用 is 写那道题的答案，计数题和分段题用 from"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "told"), FAULTS)
def test_faults(question: Plain, told: str) -> None:
    plain = one(ratio(), {**question, "id": "second"})
    assert told in [fault.split(": ", 1)[1] for fault in clause_faults(plain)]


def test_another_reading_asks_for_the_same_numbers() -> None:
    reading = {"id": "r", "why": "一", "main": "二", "other": "三"}
    wider = one(value(award={"times": 1}, max=5)) | {
        "readings": [{**reading, "questions": {"figure": {"max": 6}}}]
    }
    told = "同样的数要能用于各种读法：不能改问哪些数、从多少到多少、几位小数"
    assert f"readings[0].questions.figure: Q019 {told}" in clause_faults(wider)
    other = gained(value(award={"times": "0.1"}, max=5)) | {
        "readings": [{**reading, "questions": {"figure": {"award": {"times": "0.2"}}}}]
    }
    assert envelope(other, {"figure": 5}) == "0.5~1"

"""The ledger: every line in the words that are printed."""

import pytest

from qinglian_core import Rubric, assess, decode_answers, decode_rubric
from qinglian_core.scoring.ledger import clause_ledger
from qinglian_core.scoring.ledgerline import LineKind
from tests.core.plainrubric import (
    WRITTEN,
    Plain,
    clause,
    count,
    each,
    edition,
    grade,
    item,
    named,
    part,
    score,
    tiers,
    yes_no,
)

CITE = "（原文：未做到的扣0.5分、1分、2分、3分或不得分，未涉及的不扣分）"
NO_RULE = "乙：原文没有写评分办法，0至2分要到考评时评定。"
TIERS = ({"from": 9, "award": "0.5"}, {"from": 3, "award": "0.2"})

TWO_PARTS = clause(
    part(
        each(deduct=1, other="另有几项？"),
        label="甲",
        points=3,
        bound="written",
        bound_cite=WRITTEN,
    ),
    part(start="none", points=2, label="乙"),
)
AWARDED = clause(part(count(award=1), tiers("number", *TIERS), start="zero"))
GATED = clause(
    part(
        yes_no("lead"),
        grade(named=named("a", "b"), asked_when={"question": "lead", "is": "yes"}),
        count(deduct="0.5", named=named("a", "b")),
    )
)
REACHING = clause(
    part(yes_no(forfeit="clause")),
    part(yes_no("out", exempt="clause"), yes_no("more", deduct=1)),
)
BOTH_WAYS = clause(
    part(
        count(deduct=1),
        yes_no("mended", award="0.5", when="yes"),
        each("any", things="ab", deduct=1, per="any"),
    )
)
MIXED_GRADE = clause(
    part(
        grade(
            grades=[
                {"id": "low", "label": "低", "deduct": 3},
                {"id": "top", "label": "高", "award": 1},
            ]
        )
    )
)
ONE_NO = {"a": "no", "b": "yes"}
ALL_NO = {"a": "no", "b": "no", "c": "no", "other": 2}

LEDGERS: list[tuple[str, Plain, Plain, object, list[str]]] = [
    (
        "blank",
        TWO_PARTS,
        {},
        None,
        [
            "start 甲：起评3分，按情形扣分。",
            f"open 下列各项做到了吗？还没有定，可能扣0至3分{CITE}。",
            "left 甲：在0至3分之间，还没有定。",
            f"start {NO_RULE}",
        ],
    ),
    (
        "written bound",
        TWO_PARTS,
        {"things": ALL_NO},
        None,
        [
            "start 甲：起评3分，按情形扣分。",
            f"settled 下列各项做到了吗？事项a、事项b、事项c答“否”，另有2项，共5项，扣5分{CITE}。",
            "bound 扣分合计5分，超过本部分的3分；原文写明“扣完为止”，计0分。",
            "left 甲：计0分。",
            f"start {NO_RULE}",
        ],
    ),
    (
        "begun, with an own estimate",
        TWO_PARTS,
        {"things": ONE_NO},
        "1.5",
        [
            "start 甲：起评3分，按情形扣分。",
            f"open 下列各项做到了吗？事项a答“否”，共1项，其余还没有定，可能扣1至3分{CITE}。",
            "left 甲：在0至2分之间，还没有定。",
            f"start {NO_RULE}",
            "estimate 自评1.5分（其余由本单位自行估计）。",
        ],
    ),
    (
        "nothing wrong",
        TWO_PARTS,
        {"things": {**dict.fromkeys("abc", "yes"), "other": 0}},
        None,
        [
            "start 甲：起评3分，按情形扣分。",
            f"settled 下列各项做到了吗？没有答“否”的，不扣分{CITE}。",
            "left 甲：计3分。",
            f"start {NO_RULE}",
        ],
    ),
    (
        "no written rule, with an own estimate",
        clause(part(start="none")),
        {},
        "2",
        [
            "start 原文没有写评分办法，0至2分要到考评时评定。",
            "estimate 自评2分（原文没有写评分办法，由本单位自行估计）。",
        ],
    ),
    (
        "awards, one open",
        AWARDED,
        {"cases": 1},
        None,
        [
            "start 从0分起，按情形得分，最多2分。",
            f"settled 有几件？答1件，得1分{CITE}。",
            "open 有多少？还没有定，可能得0至0.5分（原文：做到的得0.2分、0.5分或1分）。",
            "left 在1至1.5分之间，还没有定。",
        ],
    ),
    (
        "awards above the points",
        AWARDED,
        {"cases": 5, "number": 2},
        None,
        [
            "start 从0分起，按情形得分，最多2分。",
            f"settled 有几件？答5件，得5分{CITE}。",
            "settled 有多少？答2份，不得分（原文：做到的得0.2分、0.5分或1分）。",
            "bound 得分合计5分，超过本条的2分；原文未写封顶，按不超过本条分值处理，计2分。",
            "left 计2分。",
        ],
    ),
    (
        "it depends",
        GATED,
        {},
        None,
        [
            "start 起评2分，按情形扣分。",
            f"settled 做到了吗？还没有答，按其余各问计{CITE}。",
            f"open 做得怎样？事项a：是否适用还没有定，可能扣0至1分{CITE}。",
            f"open 做得怎样？事项b：是否适用还没有定，可能扣0至1分{CITE}。",
            f"open 有几件？还没有定，可能扣0至2分{CITE}。",
            "bound 以上合起来，最多扣完本条的2分（原文未写扣完为止，按不出现负分处理）。",
            "left 在0至2分之间，还没有定。",
        ],
    ),
    (
        "it applies",
        GATED,
        {"lead": "yes", "quality": {"a": "poor"}, "cases": {"a": 1, "b": 0}},
        None,
        [
            "start 起评2分，按情形扣分。",
            f"settled 做到了吗？答“是”，按其余各问计{CITE}。",
            f"settled 做得怎样？事项a：很差，扣1分{CITE}。",
            f"open 做得怎样？事项b：还没有定，可能扣0至1分{CITE}。",
            f"settled 有几件？事项a1、事项b0，共1件，扣0.5分{CITE}。",
            "bound 以上合起来，最多扣完本条的2分（原文未写扣完为止，按不出现负分处理）。",
            "left 在0至0.5分之间，还没有定。",
        ],
    ),
    (
        "it does not apply, and all is lost already",
        GATED,
        {"lead": "no", "cases": {"a": 9}},
        None,
        [
            "start 起评2分，按情形扣分。",
            f"settled 做到了吗？答“否”，按其余各问计{CITE}。",
            f"open 有几件？事项a9，共9件，其余还没有定，已扣满2分{CITE}。",
            "bound 扣分合计4.5分，超过本条的2分；原文未写扣完为止，按不出现负分处理，计0分。",
            "left 计0分。",
        ],
    ),
    (
        "parts that may reach each other",
        REACHING,
        {},
        None,
        [
            "start 第1部分：起评2分，按情形扣分。",
            f"open 做到了吗？还没有定，可能不扣分，也可能本条不得分{CITE}。",
            "open 本条另一部分的情形可能使本条不扣分，保留2分。",
            "left 第1部分：在0至2分之间，还没有定。",
            "start 第2部分：起评2分，按情形扣分。",
            f"open 做到了吗？还没有定，可能不扣分，保留2分，也可能按其余各问计{CITE}。",
            f"open 做到了吗？还没有定，可能扣0至1分{CITE}。",
            "open 本条另一部分的情形可能使本条不得分。",
            "bound 以上合起来，最多扣完本部分的2分（原文未写扣完为止，按不出现负分处理）。",
            "left 第2部分：在0至2分之间，还没有定。",
        ],
    ),
    (
        "a part that forfeits the clause",
        REACHING,
        {"done": "no", "out": "yes", "more": "no"},
        None,
        [
            "start 第1部分：起评2分，按情形扣分。",
            f"settled 做到了吗？答“否”，本条不得分{CITE}。",
            "left 第1部分：计0分。",
            "start 第2部分：起评2分，按情形扣分。",
            f"settled 做到了吗？答“是”，按其余各问计{CITE}。",
            f"settled 做到了吗？答“否”，扣1分{CITE}。",
            "settled 因本条另一部分的情形，本条不得分。",
            "bound 以上各处不重复计算，合起来是0分。",
            "left 第2部分：计0分。",
        ],
    ),
    (
        "a part that exempts the clause",
        REACHING,
        {"done": "no", "out": "no", "more": "no"},
        None,
        [
            "start 第1部分：起评2分，按情形扣分。",
            f"settled 做到了吗？答“否”，本条不得分{CITE}。",
            "settled 因本条另一部分的情形，本条不扣分，保留2分。",
            "bound 以上各处不重复计算，合起来是2分。",
            "left 第1部分：计2分。",
            "start 第2部分：起评2分，按情形扣分。",
            f"settled 做到了吗？答“否”，不扣分，保留2分{CITE}。",
            f"settled 做到了吗？答“否”，扣1分{CITE}。",
            "bound 以上各处不重复计算，合起来是2分。",
            "left 第2部分：计2分。",
        ],
    ),
    (
        "a part without a rule that another forfeits",
        clause(part(yes_no(forfeit="clause")), part(start="none", points=3)),
        {"done": "no"},
        None,
        [
            "start 第1部分：起评2分，按情形扣分。",
            f"settled 做到了吗？答“否”，本条不得分{CITE}。",
            "left 第1部分：计0分。",
            "start 第2部分：原文没有写评分办法，0至3分要到考评时评定。",
            "settled 因本条另一部分的情形，本条不得分。",
            "left 第2部分：计0分。",
        ],
    ),
    (
        "a forfeit of the part alone",
        clause(part(yes_no(forfeit="part")), part(start="none", points=3)),
        {"done": "no"},
        None,
        [
            "start 第1部分：起评2分，按情形扣分。",
            f"settled 做到了吗？答“否”，本部分不得分{CITE}。",
            "left 第1部分：计0分。",
            "start 第2部分：原文没有写评分办法，0至3分要到考评时评定。",
        ],
    ),
    (
        "deductions and awards in one part",
        BOTH_WAYS,
        {"cases": 9, "mended": "yes", "any": {"a": "no", "b": "no"}},
        None,
        [
            "start 起评2分，按情形扣分。",
            f"settled 有几件？答9件，扣9分{CITE}。",
            f"settled 做到了吗？答“是”，得0.5分{CITE}。",
            f"settled 下列各项做到了吗？事项a、事项b答“否”，扣1分{CITE}。",
            "bound 扣分合计9.5分，超过本条的2分；原文未写扣完为止，按不出现负分处理，计0分。",
            "left 计0分。",
        ],
    ),
    (
        "an award still to come in a part that is full",
        BOTH_WAYS,
        {"cases": 1, "any": {"a": "yes", "b": "yes"}},
        None,
        [
            "start 起评2分，按情形扣分。",
            f"settled 有几件？答1件，扣1分{CITE}。",
            f"open 做到了吗？还没有定，可能得0至0.5分{CITE}。",
            f"settled 下列各项做到了吗？没有答“否”的，不扣分{CITE}。",
            "left 在1至1.5分之间，还没有定。",
        ],
    ),
    (
        "one question that may do either",
        MIXED_GRADE,
        {},
        None,
        [
            "start 起评2分，按情形扣分。",
            f"open 做得怎样？还没有定，最多可能扣2分，最多可能得1分{CITE}。",
            "bound 以上合起来，最多得满本条的2分（原文未写封顶，按不超过本条分值处理）。",
            "left 在0至2分之间，还没有定。",
        ],
    ),
    (
        "a count that serves another reading only",
        clause(
            part(yes_no(deduct=1), count()),
            readings=[
                {
                    "id": "by-case",
                    "why": "两读",
                    "main": "甲读",
                    "other": "乙读",
                    "questions": {"cases": {"deduct": 1}},
                }
            ],
        ),
        {"done": "yes", "cases": 2},
        None,
        [
            "start 起评2分，按情形扣分。",
            f"settled 做到了吗？答“是”，不扣分{CITE}。",
            "left 计2分。",
        ],
    ),
]


@pytest.mark.parametrize(
    ("plain", "answers", "own", "lines"),
    [pytest.param(*row, id=name) for name, *row in LEDGERS],
)
def test_lines(plain: Plain, answers: Plain, own: object, lines: list[str]) -> None:
    found = clause_ledger(score(plain, answers, own))
    assert [f"{line.kind.value} {line.text}" for line in found] == lines


def test_a_line_says_where_it_belongs() -> None:
    lines = clause_ledger(score(TWO_PARTS, {"things": ALL_NO}))
    start, condition, bound, left, _ = lines
    assert [line.part for line in lines] == ["甲", "甲", "甲", "甲", "乙"]
    assert (condition.question, condition.condition, condition.count) == (
        "things",
        "未做到的扣0.5分、1分、2分、3分或不得分，未涉及的不扣分",
        "事项a、事项b、事项c答“否”，另有2项，共5项",
    )
    assert {
        line.kind: (str(line.low), str(line.high)) for line in (start, condition, bound, left)
    } == {
        LineKind.START: ("3", "3"),
        LineKind.SETTLED: ("-5", "-5"),
        LineKind.BOUND: ("2", "2"),
        LineKind.LEFT: ("0", "0"),
    }


PUBLISHED: list[tuple[str, Plain, list[str]]] = [
    (
        "1.4",
        {"list": "no"},
        [
            "起评2分，按情形扣分。",
            "是否制定了落实重要指示批示精神的任务清单？答“否”，本条不得分（本站读法；有关原文：任务清单措施未制定的）。",
            "计0分。",
        ],
    ),
    (
        "9.1",
        {"selection": "no"},
        [
            "起评3分，按情形扣分。",
            "是否选拔过干部？答“否”，不扣分，保留3分（本站读法；有关原文：选拔干部）。",
            "计3分。",
        ],
    ),
    (
        "12.1",
        {"sanctions": 0},
        [
            "起评5分，按情形扣分。",
            "当年中层以下人员受到党内警告以上处分、组织调整以上处理、政务警告以上处分的，发生了几起？按其余回答只能是0起，不扣分（原文：申报单位当年中层以下人员受到党内警告以上处分、组织调整以上处理、政务警告以上处分的，每发生一起扣2.5分）。",
            "计5分。",
        ],
    ),
    (
        "13.4",
        {"provincial": 3, "city": 1, "reports": 8},
        [
            "发表信息：从0分起，按情形得分，最多3分。",
            "在省级以上媒体上刊发的信息有几条？答3条，得3分（原文：在省级以上媒体上刊发1分）。",
            "其余的信息中，在市级媒体上刊发的有几条？答1条，得0.5分（原文：在市级以上媒体上刊发0.5分）。",
            "得分合计3.5分，超过本部分的3分；原文写明“最高3分”，计3分。",
            "发表信息：计3分。",
            "报送信息：从0分起，按情形得分，最多1分。",
            "按照要求向区直工委报送的清廉机关创建信息有几条？答8条，得0.2分（原文：报送15条以上1分；报送9-14条0.5分；3-8条以下0.2分；3条以下不得分）。",
            "报送信息：计0.2分。",
        ],
    ),
    (
        "5.1",
        {"involved": "no"},
        [
            "起评2分，按情形扣分。",
            "本单位是否涉及党务公开、政务公开、司法公开、各项经费公开？答“否”，不扣分，保留2分（原文：单位未涉及的不扣分）。",
            "计2分。",
        ],
    ),
    (
        "12.1",
        {"cases": 3, "sanctions": 4},
        [
            "起评5分，按情形扣分。",
            "当年中层以下人员受到党内警告以上处分、组织调整以上处理、政务警告以上处分的，发生了几起？答3起，扣7.5分（原文：申报单位当年中层以下人员受到党内警告以上处分、组织调整以上处理、政务警告以上处分的，每发生一起扣2.5分）。",
            "扣分合计7.5分，超过本条的5分；原文写明“扣完为止”，计0分。",
            "计0分。",
        ],
    ),
]


@pytest.mark.parametrize(("name", "answers", "lines"), PUBLISHED)
def test_lines_of_the_published_edition(
    name: str,
    answers: Plain,
    lines: list[str],
    jiyuan: Rubric,
) -> None:
    assessment = assess(jiyuan, decode_answers(jiyuan, {name: {"answers": answers}}))
    ledger = next(clause_ledger(one) for one in assessment.clauses if one.clause.id == name)
    assert [line.text for line in ledger] == lines


def test_a_clause_without_points_says_so() -> None:
    vetoes = [{"id": "failed", "text": "不合格", "outcome": {"text": "不合格"}}]
    seen = clause(part(yes_no("seen", veto="failed"), points=0), identifier="1.2")
    rubric = decode_rubric(
        edition(item(clause(part(yes_no(deduct=1)), identifier="1.1"), seen), vetoes=vetoes)
    )
    (_, score) = assess(rubric, {}).clauses
    assert clause_ledger(score)[0].text == "这里不计分，只看有没有下列情形。"

"""The work list: the largest gain first, with the ledger's reasons and our advice."""

from qinglian_core import decode_rubric
from qinglian_core.amounts import amount_text
from qinglian_core.scoring.assessment import assess
from qinglian_core.selfcheck.savefile import decode_self_check
from qinglian_core.selfcheck.worklist import WorkLine, plain_work_list, work_list
from tests.core.filed import EDITION, GOOD, SMALL, evidence, with_record
from tests.core.plainrubric import Plain, clause, count, edition, item, part, yes_no


def lines(clauses: object, plain: Plain = EDITION, **more: object) -> tuple[WorkLine, ...]:
    rubric = decode_rubric(plain)
    check = decode_self_check(
        rubric,
        {
            "format": "qinglian-self-check",
            "version": 2,
            "edition": {"id": rubric.id, "digest": rubric.digest},
            "clauses": clauses,
            **more,
        },
    )
    return work_list(assess(rubric, check.answers), check)


def gains(found: tuple[WorkLine, ...]) -> list[tuple[str, str, str]]:
    return [(line.clause.id, amount_text(line.gain), amount_text(line.lost)) for line in found]


def test_only_what_can_still_be_gained_the_largest_first() -> None:
    assert gains(lines(GOOD)) == [("2.2", "1", "0")]
    worse = {**GOOD, "2.1": {"answers": {"number": 1}}, "1.3": {"answers": {"quality": "weak"}}}
    assert gains(lines(worse)) == [("2.1", "2", "2"), ("2.2", "1", "0"), ("1.3", "0.5", "0.5")]


def test_equal_gains_keep_the_order_of_the_document() -> None:
    assert gains(lines({})) == [
        ("2.2", "3", "0"),
        ("1.2", "2", "0"),
        ("2.1", "2", "0"),
        ("2.3", "2", "0"),
        ("1.1", "1", "0"),
        ("1.3", "1", "0"),
    ]


def test_an_estimate_counts_as_secured() -> None:
    (line,) = lines(with_record("2.2", estimate="0.5"))
    assert amount_text(line.gain) == "2.5"


def reasons(record: Plain, *parts: Plain) -> tuple[str, ...]:
    (line,) = lines({"1.1": record}, edition(item(clause(*parts))))
    return line.reasons


def test_reasons_are_the_lines_on_which_points_are_lost_or_open() -> None:
    found = reasons(
        {"answers": {"done": "no", "cases": 0}},
        part(yes_no(deduct=1), count(deduct=1)),
    )
    assert len(found) == 1
    assert "做到了吗？" in found[0]
    found = reasons({"answers": {"done": "yes"}}, part(yes_no(deduct=1), count(deduct=1)))
    assert len(found) == 1
    assert "有几件？" in found[0]


def test_reasons_of_what_is_awarded_are_all_its_conditions() -> None:
    award = part(
        yes_no("one", award=1, when="yes"), yes_no("two", award=1, when="yes"), start="zero"
    )
    found = reasons({"answers": {"one": "yes", "two": "no"}}, award)
    assert len(found) == 2


def test_a_part_in_full_and_a_part_without_rule() -> None:
    found = reasons({"answers": {"done": "yes"}}, part(yes_no(deduct=2)), part(start="none"))
    assert found == ("第2部分：原文没有写评分办法，0至2分要到考评时评定。",)


def test_missing_evidence_advice_and_tasks() -> None:
    guided = clause(
        part(start="none"),
        guidance={
            "looked_at": ["看什么"],
            "evidence": {"suggested": ["方案"]},
            "losses": ["没有做"],
            "examples": [
                {
                    "title": "例",
                    "story": "某单位。",
                    "answers": {},
                    "own": 1,
                    "low": 0,
                    "high": 2,
                    "estimate": 1,
                }
            ],
        },
    )
    (line,) = lines(
        {"1.1": {"evidence": [evidence("记录", ready=False), evidence("方案")]}},
        edition(item(guided)),
        tasks={"1.1": {"who": "张三", "due": "年底", "done": True}},
    )
    assert (line.missing, line.advice, line.who, line.done) == (("记录",), ("方案",), "张三", True)
    assert plain_work_list((line,)) == [
        {
            "clause": "1.1",
            "label": "第1.1条",
            "points": "2",
            "gain": "2",
            "lost": "0",
            "reasons": ["原文没有写评分办法，0至2分要到考评时评定。"],
            "missing": ["记录"],
            "advice": ["方案"],
            "who": "张三",
            "due": "年底",
            "done": True,
        }
    ]


def test_without_guidance_and_tasks() -> None:
    line = lines({})[0]
    assert (line.advice, line.missing, line.who, line.done) == ((), (), "", False)
    assert SMALL.clauses[4].guidance is None

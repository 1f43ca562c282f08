"""Worked examples are scored by the core, and every way of being wrong is told."""

import pytest

from qinglian_core.scoring.examples import example_faults, example_score
from tests.core.plainrubric import Plain, clause, part, rubric, tiers, yes_no

RULE = part(yes_no(deduct=1), tiers("number", {"from": 3, "deduct": "0.5"}))
THREE = {
    "id": "three-is-none",
    "why": "“3件以上”包括3件",
    "main": "3件算",
    "other": "3件不算",
    "questions": {"number": {"tiers": [{"from": 4, "deduct": "0.5"}]}},
}
GOOD: Plain = {
    "title": "做到了",
    "story": "都做到了，没有要扣的。",
    "answers": {"done": "yes", "number": 0},
    "low": 2,
    "high": 2,
    "estimate": 2,
}


def told(**changed: object) -> list[str]:
    """Return the faults of one example, its place left out; ``...`` takes a datum away."""
    example = {key: one for key, one in {**GOOD, **changed}.items() if one is not ...}
    guidance = {"looked_at": ["看记录"], "examples": [example]}
    decoded = rubric(clause(RULE, guidance=guidance, readings=[THREE]))
    place = "items[0].clauses[0].guidance.examples[0]."
    return [str(fault).replace(place, "") for fault in example_faults(decoded)]


def test_an_example_that_comes_out_as_it_says_has_no_fault() -> None:
    assert told() == []


def test_a_clause_without_guidance_has_no_examples_and_hides_those_of_no_other() -> None:
    wrong = {"looked_at": ["看记录"], "examples": [GOOD, {**GOOD, "low": 1}]}
    decoded = rubric(clause(RULE), clause(RULE, identifier="1.2", guidance=wrong))
    assert [fault.path for fault in example_faults(decoded)] == [
        ("items", 0, "clauses", 1, "guidance", "examples", 1, "low")
    ]


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        (
            {"answers": {"done": "perhaps", "number": 0}},
            [
                "answers.done: A004 “perhaps”不是可选的回答；可以写：yes（是）、no（否）、unsure（拿不准）"
            ],
        ),
        ({"low": 1}, ["low: E001 算例写的是1至2分，按规则算得2分，请核对"]),
        (
            {
                "answers": {"done": "yes", "number": 3},
                "low": "1.5",
                "high": "1.5",
                "estimate": "1.5",
            },
            [
                "envelope: E002 连同其他读法的范围算得1.5至2分，请写进 envelope",
            ],
        ),
        (
            {"answers": {"number": 0}, "low": 1, "high": 2, "own": 1, "estimate": 2},
            ["estimate: E003 算例的 estimate 写的是2分，按规则算得自评分是1分，请核对"],
        ),
        (
            {"answers": {"number": 0}, "low": 1, "high": 2, "estimate": 2},
            ["estimate: E003 算例的 estimate 写的是2分，按规则算得没有自评分，请核对"],
        ),
    ],
)
def test_what_an_example_gets_wrong_is_told(changed: Plain, faults: list[str]) -> None:
    assert told(**changed) == faults


def test_an_estimate_that_is_lacking_is_told() -> None:
    assert told(estimate=...) == [
        "estimate: E003 算例的 estimate 没有写，按规则算得自评分是2分，请核对"
    ]


def test_an_estimate_that_is_not_used_is_told() -> None:
    (fault,) = told(own=1)
    assert fault.startswith("own: E004 算例的 own 没有用上：")


def test_an_example_is_scored_as_a_self_check_would_be() -> None:
    decoded = rubric(clause(RULE, guidance={"looked_at": ["看记录"], "examples": [GOOD]}))
    one = decoded.clauses[0]
    assert one.guidance is not None
    assert example_score(one, one.guidance.examples[0]).sure.settled

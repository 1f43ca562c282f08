"""What is said of a rule: its opening, its conditions and what follows from them, its bound, its kind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qinglian_core.criteria.table import USUAL_WORDS
from qinglian_core.scoring.rulekinds import RuleKind, kind_labels
from qinglian_core.scoring.rulewords import part_rules
from tests.core.plainrubric import (
    DEDUCTS,
    Plain,
    bare_question,
    clause,
    clause_of,
    each,
    part,
    rubric,
    tiers,
    yes_no,
)

if TYPE_CHECKING:
    from qinglian_core import Rubric


OUTCOMES = [
    ("1.1", ["每1项扣1分"]),
    ("1.2", ["答“是”，得1分", "答“是”，得1分"]),
    ("1.3", ["答“否”，这2分不得", "有任何一项答“否”，这1分不得"]),
    ("2.1", ["坚持得好，不扣分", "坚持不够好，扣0.5分", "未坚持，扣1分"]),
    ("2.2", ["答“否”，扣1分", "有任何一项答“否”，扣0.5分，不重复扣", "答“否”，扣0.5分"]),
    ("3.1", ["每有1项答“否”，扣1分（另填的数目同样计）"]),
    (
        "5.1",
        [
            "答“否”，不扣分，保留2分",
            "答“否”，扣1分",
            "不影响主要得分，只用来看另一种读法",
            "每1项扣1分",
        ],
    ),
    ("7.2", ["每有1项答“否”，扣1分"]),
    ("8.3", ["2次及以上，不扣分", "0至1次，扣1分", "答“否”，扣1分"]),
    ("10.3", ["落实得好，不扣分", "落实不好，本条不得分", "未落实，本条不得分"]),
    ("12.1", ["每1起扣2.5分", "不影响主要得分，只用来看另一种读法"]),
    (
        "13.4",
        [
            "每1条得1分",
            "每1条得0.5分",
            "15条及以上，得1分",
            "9至14条，得0.5分",
            "3至8条，得0.2分",
            "0至2条，不得分",
        ],
    ),
    ("14.3", []),
]


@pytest.mark.parametrize(("name", "expected"), OUTCOMES)
def test_outcomes_in_words(jiyuan: Rubric, name: str, expected: list[str]) -> None:
    rules = part_rules(clause_of(jiyuan, name))
    told = [found.text for rule in rules for one in rule.conditions for found in one.outcomes]
    assert told == expected


def test_outcomes_that_the_text_does_not_state_are_told_as_ours(jiyuan: Rubric) -> None:
    ours = [
        (clause.id, outcome.text)
        for clause in jiyuan.clauses
        for rule in part_rules(clause)
        for condition in rule.conditions
        for outcome in condition.outcomes
        if not outcome.stated
    ]
    assert ours == [
        ("1.4", "答“否”，本条不得分"),
        ("4.1", "答“否”，不扣分，保留1分"),
        ("9.1", "答“否”，不扣分，保留3分"),
    ]


BOUNDS = [
    ("1.1", "最低0分：原文没有写“扣完为止”，本站按不出现负分处理。"),
    ("1.2", ""),
    ("2.2", ""),
    ("5.1", "原文写明“扣完为止”。"),
    ("13.1", "最多3分：原文没有写封顶，本站按不超过所列分值处理。"),
    ("13.4", "原文写明“最高3分”。"),
]


@pytest.mark.parametrize(("name", "expected"), BOUNDS)
def test_bounds_in_words(jiyuan: Rubric, name: str, expected: str) -> None:
    assert part_rules(clause_of(jiyuan, name))[0].bound == expected


def test_tiers_above_a_number_are_told_apart_from_those_that_hold_it() -> None:
    share: Plain = {
        "id": "share",
        "kind": "ratio",
        "ask": "比例是多少？",
        "cite": DEDUCTS,
        "of": {"part": "一部分", "whole": "总数"},
        "tiers": [
            {"above": 60, "award": 4},
            {"above": 50, "award": 3},
            {"from": 50, "award": 2},
            {"above": 0, "award": 1},
        ],
    }
    decoded = rubric(clause(part(share, start="zero", points=4)))
    conditions = part_rules(decoded.clauses[0])[0].conditions
    assert [f"{one.when}{one.link}{one.then}" for one in conditions[0].outcomes] == [
        "超过60%，得4分",
        "超过50%、不超过60%，得3分",
        "正好50%，得2分",
        "超过0%、不到50%，得1分",
        "正好0%，不得分",
    ]


def test_both_bounds_are_told_where_answers_come_to_both() -> None:
    both = part(each(award=1, when="yes"), yes_no("late", deduct=1, when="yes"), start="zero")
    assert part_rules(rubric(clause(both)).clauses[0])[0].bound == (
        "最低0分：原文没有写“扣完为止”，本站按不出现负分处理。"
        "最多2分：原文没有写封顶，本站按不超过所列分值处理。"
    )


OPENINGS = [
    ("1.1", "起评2分，有下列情形的扣分。"),
    ("1.2", "从0分起，做到下列事项的得分，最多2分。"),
    ("11.1", "起评2分，有下列情形的不得分。"),
    ("14.3", "原文没有写评分办法，0至6分要到考评时评定。"),
]


@pytest.mark.parametrize(("name", "expected"), OPENINGS)
def test_openings_in_words(jiyuan: Rubric, name: str, expected: str) -> None:
    assert part_rules(clause_of(jiyuan, name))[0].opening == expected


def test_a_condition_names_its_gate_its_things_and_whether_it_is_a_judgement(
    jiyuan: Rubric,
) -> None:
    involved, _, _, missing = part_rules(clause_of(jiyuan, "5.1"))[0].conditions
    assert (involved.gate, involved.things, involved.judgement) == ("", (), False)
    assert missing.things == ("党务公开", "政务公开", "司法公开", "各项经费公开")
    assert (
        missing.gate == "“本单位是否涉及党务公开、政务公开、司法公开、各项经费公开？”答“是”时才问"
    )
    _, sanctions = part_rules(clause_of(jiyuan, "12.1"))[0].conditions
    assert sanctions.gate == "上一问填1起以上时才问"
    assert part_rules(clause_of(jiyuan, "14.4"))[0].conditions[1].judgement


KINDS = [
    ("1.1", ("扣分",)),
    ("1.2", ("得分",)),
    ("1.3", ("不得分",)),
    ("1.4", ("扣分",)),
    ("2.1", ("扣分", "分档")),
    ("8.3", ("扣分",)),
    ("10.3", ("不得分",)),
    ("13.4", ("得分", "分档")),
    ("14.3", ("没有写评分办法",)),
]


@pytest.mark.parametrize(("name", "expected"), KINDS)
def test_kinds_of_rule(jiyuan: Rubric, name: str, expected: tuple[str, ...]) -> None:
    assert kind_labels(clause_of(jiyuan, name)) == expected


def test_every_kind_has_a_meaning_of_its_own() -> None:
    assert len({kind.meaning(USUAL_WORDS) for kind in RuleKind}) == len(RuleKind)


def test_what_the_criteria_at_hand_do_not_say_is_told_too() -> None:
    plain = clause(
        part(
            yes_no("open"),
            each(per="all", deduct=1, asked_when={"question": "open", "is": "yes"}),
            tiers("number", {"from": 3, "deduct": "0.5"}),
        )
    )
    told = part_rules(rubric(plain).clauses[0])[0].conditions
    assert [[one.text for one in found.outcomes] for found in told] == [
        ["不影响得分，只决定后面问什么"],
        ["各项都答“否”，才扣1分"],
        ["3份及以上，扣0.5分", "0至2份，不扣分"],
    ]
    assert told[1].gate == "上一问答“是”时才问"


def test_a_question_of_no_kind_is_a_mistake_of_ours() -> None:
    found = rubric(clause(part(yes_no(award=1, when="yes"), start="zero"))).clauses[0]
    bare = replace(found.parts[0], questions=(bare_question(found.questions[0]),))
    with pytest.raises(TypeError):
        part_rules(replace(found, parts=(bare,)))

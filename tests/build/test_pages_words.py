"""What pages say of a rule, of a bound, of the make-up of the points, and of terms: exact words and figures."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.loading.editions import load_publications
from macros.pages.addresses import Viewpoint
from macros.pages.composition import composition, shares_of
from macros.pages.criteria import filters
from macros.pages.kinds import RuleKind, kind_labels
from macros.pages.method import bounds, walkthrough
from macros.pages.rules import part_rules
from macros.pages.terms import marker_of
from qinglian_core.criteria.glossary import Term
from qinglian_core.criteria.model import Bound
from tests.build.oddrubric import odd_publication

if TYPE_CHECKING:
    from pathlib import Path

    from qinglian_core.criteria.model import Clause, Rubric

HOME = Viewpoint(path="")


@pytest.fixture(scope="module")
def rubric(root: Path) -> Rubric:
    return load_publications(root)[0].rubric


def clause_of(rubric: Rubric, name: str) -> Clause:
    return next(clause for clause in rubric.clauses if clause.id == name)


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
def test_outcomes_in_words(rubric: Rubric, name: str, expected: list[str]) -> None:
    rules = part_rules(clause_of(rubric, name))
    told = [found.text for rule in rules for one in rule.conditions for found in one.outcomes]
    assert told == expected


def test_outcomes_that_the_text_does_not_state_are_told_as_ours(rubric: Rubric) -> None:
    ours = [
        (clause.id, outcome.text)
        for clause in rubric.clauses
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


def test_the_bounds_assumed_are_those_that_the_main_reading_may_come_to(rubric: Rubric) -> None:
    found = bounds(rubric, Bound.ASSUMED, Viewpoint(path="method/"))
    assert [one.label for one in found] == [
        f"第{name}条" for name in ("1.1", "1.4", "2.3", "3.1", "3.2", "4.2", "7.1", "11.2", "13.1")
    ]


@pytest.mark.parametrize(("name", "expected"), BOUNDS)
def test_bounds_in_words(rubric: Rubric, name: str, expected: str) -> None:
    assert part_rules(clause_of(rubric, name))[0].bound == expected


OPENINGS = [
    ("1.1", "起评2分，有下列情形的扣分。"),
    ("1.2", "从0分起，做到下列事项的得分，最多2分。"),
    ("11.1", "起评2分，有下列情形的不得分。"),
    ("14.3", "原文没有写评分办法，0至6分要到考评时评定。"),
]


@pytest.mark.parametrize(("name", "expected"), OPENINGS)
def test_openings_in_words(rubric: Rubric, name: str, expected: str) -> None:
    assert part_rules(clause_of(rubric, name))[0].opening == expected


def test_a_condition_names_its_gate_its_things_and_whether_it_is_a_judgement(
    rubric: Rubric,
) -> None:
    involved, _, _, missing = part_rules(clause_of(rubric, "5.1"))[0].conditions
    assert (involved.gate, involved.things, involved.judgement) == ("", (), False)
    assert missing.things == ("党务公开", "政务公开", "司法公开", "各项经费公开")
    assert (
        missing.gate == "“本单位是否涉及党务公开、政务公开、司法公开、各项经费公开？”答“是”时才问"
    )
    _, sanctions = part_rules(clause_of(rubric, "12.1"))[0].conditions
    assert sanctions.gate == "上一问填1起以上时才问"
    assert part_rules(clause_of(rubric, "14.4"))[0].conditions[1].judgement


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
def test_kinds_of_rule(rubric: Rubric, name: str, expected: tuple[str, ...]) -> None:
    assert kind_labels(clause_of(rubric, name)) == expected


def test_every_point_has_one_kind(rubric: Rubric) -> None:
    shares = shares_of(rubric.clauses)
    assert shares == {
        "deduct": Decimal(51),
        "forfeit": Decimal(6),
        "award": Decimal(11),
        "unwritten": Decimal(31),
    }
    assert sum(shares.values()) == rubric.clause_points == Decimal(99)


def test_bars_fill_their_width(rubric: Rubric) -> None:
    made = composition(rubric, HOME)
    assert sum(Decimal(segment.width) for segment in made.whole) == 100
    assert made.whole[-1].label == "条款里没有"
    for project in made.projects:
        last = project.items[-1]
        assert Decimal(last.x) + Decimal(last.width) == 100
    assert made.projects[3].items[0].told == "得分7分，没有写评分办法4分，条款里没有1分"


def test_bars_of_an_edition_without_a_missing_point() -> None:
    made = composition(odd_publication().rubric, HOME)
    assert [(one.kind, one.points) for one in made.whole] == [("award", "5"), ("unwritten", "2.5")]
    assert made.columns == ("得分", "没有写评分办法")


def test_filters_offer_only_what_occurs(rubric: Rubric) -> None:
    offered = filters(rubric)
    assert [choice.label for choice in offered.points] == ["1分", "2分", "3分", "4分", "5分", "6分"]
    assert [choice.label for choice in offered.kinds] == ["扣分", "不得分", "得分", "分档"]
    assert [choice.label for choice in filters(odd_publication().rubric).kinds] == ["得分"]


def test_walkthrough_is_an_example_that_other_readings_widen(rubric: Rubric) -> None:
    shown = walkthrough(rubric, HOME)
    assert shown.sure != shown.envelope
    assert shown.widened
    assert {line.kind for line in shown.lines} >= {"start", "settled", "left"}


def term(name: str, *forms: str) -> Term:
    return Term(
        id=name, term=forms[0], aliases=forms[1:], where=(), text="…", uncertain=False, note=""
    )


def test_marking_takes_the_longest_form_and_each_term_once() -> None:
    marker = marker_of([term("a", "监督"), term("b", "民主监督"), term("c", "“一地一品”")])
    pieces = marker.mark("民主监督、监督、监督和“一地一品”")
    assert [(piece.text, piece.term) for piece in pieces] == [
        ("民主监督", "b"),
        ("、", ""),
        ("监督", "a"),
        ("、监督和", ""),
        ("“一地一品”", "c"),
    ]


@given(
    text=st.text(alphabet="甲乙丙（）“”+.*\n "),
    forms=st.lists(
        st.text(alphabet="甲乙丙（）+.*", min_size=1, max_size=4), max_size=5, unique=True
    ),
)
def test_marking_never_changes_a_character(text: str, forms: list[str]) -> None:
    marker = marker_of([term(f"t{index}", form) for index, form in enumerate(forms)])
    pieces = marker.mark(text)
    assert "".join(piece.text for piece in pieces) == text
    marked = [piece.term for piece in pieces if piece.term]
    assert len(marked) == len(set(marked))
    assert bool(marked) == any(form in text for form in forms)


def test_every_kind_is_explained_beside_its_figure(rubric: Rubric) -> None:
    meanings = [segment.meaning for segment in composition(rubric, HOME).whole]
    assert meanings == [
        *(kind.meaning for kind in RuleKind),
        "所标的分值里有，各条的分值里没有",
    ]

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
from macros.pages.method import bounds, by_cite, walkthrough
from macros.pages.terms import marker_of
from qinglian_core import decode_rubric
from qinglian_core.criteria.glossary import Term
from qinglian_core.criteria.model import Bound
from qinglian_core.scoring.rulekinds import RuleKind
from tests.build.cases import CASES
from tests.build.oddrubric import odd_publication
from tests.core.plainrubric import clause, edition, item, part

if TYPE_CHECKING:
    from pathlib import Path

    from qinglian_core.criteria.model import Rubric

HOME = Viewpoint(path="")


@pytest.fixture(scope="module")
def rubric(root: Path) -> Rubric:
    return load_publications(root)[0].rubric


def test_the_bounds_assumed_are_those_that_the_main_reading_may_come_to(rubric: Rubric) -> None:
    found = bounds(rubric, Bound.ASSUMED, Viewpoint(path="method/"))
    assert [one.label for one in found] == [
        f"第{name}条" for name in ("1.1", "1.4", "2.3", "3.1", "3.2", "4.2", "7.1", "11.2", "13.1")
    ]
    assert [(one.floor, one.ceiling) for one in found] == [(True, False)] * 8 + [(False, True)]


def test_a_passage_that_bounds_several_clauses_is_quoted_once() -> None:
    rubric = load_publications(CASES / "valid" / "warehouse")[0].rubric
    found = bounds(rubric, Bound.WRITTEN, Viewpoint(path="method/"))
    ((cite, parts),) = by_cite(found)
    assert cite == "扣完该项内容的标准分值为止"
    assert [one.label for one in parts] == [one.label for one in found]
    assert len(parts) == 25


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
        (line,) = project.lines
        last = line.items[-1]
        assert Decimal(last.x) + Decimal(last.width) == 100
        assert all(item.is_named for item in line.items)
    assert made.projects[3].lines[0].items[0].told == "得分7分，没有写评分办法4分，条款里没有1分"


@pytest.mark.parametrize(("items", "lines"), [(1, [1]), (8, [8]), (9, [5, 4]), (40, [8] * 5)])
def test_many_items_stand_in_several_lines(items: int, lines: list[int]) -> None:
    """So that each has room for its number, on a telephone too; a line is as long as its points."""
    plain = [
        item(clause(part(start="none"), identifier=f"{one}.1"), identifier=str(one))
        for one in range(1, items + 1)
    ]
    (project,) = composition(decode_rubric(edition(*plain)), HOME).projects
    assert [len(line.items) for line in project.lines] == lines
    assert [line.items[0].x for line in project.lines] == ["0"] * len(lines)
    assert all(one.is_named for line in project.lines for one in line.items)
    assert (
        max(Decimal(line.items[-1].x) + Decimal(line.items[-1].width) for line in project.lines)
        == 100
    )


def test_a_sliver_has_no_room_for_its_number() -> None:
    plain = [
        item(clause(part(points=points, start="none"), identifier=f"{name}.1"), identifier=name)
        for name, points in (("1", 1), ("2", 99))
    ]
    (project,) = composition(decode_rubric(edition(*plain)), HOME).projects
    assert [one.is_named for one in project.lines[0].items] == [False, True]


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
        *(kind.meaning(rubric.words) for kind in RuleKind),
        "所标的分值里有，各条的分值里没有",
    ]

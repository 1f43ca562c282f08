"""Pages break between items, and every merged cell ends with its page."""

from dataclasses import replace

import pytest

from macros.documents.shared.form import blank_form
from macros.documents.shared.pagination import LEAST_HEIGHT, Paper, TableRow, table_rows
from macros.documents.template.officialtable import official_paper
from qinglian_core import Rubric, decode_rubric
from tests.core.plainrubric import clause, edition, item, part

SMALL = Paper(
    first=100.0,
    further=200.0,
    slack=0.0,
    notes=0.0,
    line=10.0,
    padding=0.0,
    characters=(100, 100, 10, 10, 10),
    filled=True,
)


def rubric_of(*items: tuple[int, list[int]]) -> Rubric:
    """Return an edition: of each item, how long its standard is and how long its clauses are, in lines of ten."""
    return decode_rubric(
        edition(
            *(
                item(
                    *(
                        clause(
                            part(points=1, start="none"),
                            identifier=f"{number}.{index}",
                            text="字" * (10 * lines - 2),
                        )
                        for index, lines in enumerate(clauses, start=1)
                    ),
                    identifier=str(number),
                    standard="标" * (10 * standard),
                )
                for number, (standard, clauses) in enumerate(items, start=1)
            )
        )
    )


def pages(rubric: Rubric, paper: Paper) -> list[list[TableRow]]:
    found: list[list[TableRow]] = []
    for row in table_rows(blank_form(rubric), paper):
        if row.opens_page:
            found.append([])
        found[-1].append(row)
    return found


def contents(rubric: Rubric, paper: Paper) -> list[list[str]]:
    return [[row.row.clause.id for row in page] for page in pages(rubric, paper)]


def test_items_stay_whole() -> None:
    rubric = rubric_of((5, [5, 5]), (5, [5, 4]), (5, [10]))
    assert contents(rubric, SMALL) == [["1.1", "1.2"], ["2.1", "2.2", "3.1"]]


def test_pages_are_filled_but_for_the_last() -> None:
    first, second = pages(rubric_of((3, [4]), (15, [9, 9])), SMALL)
    assert sum(row.height for row in first) == pytest.approx(100)
    assert sum(row.height for row in second) == pytest.approx(180)


def test_pages_are_left_as_they_are_where_breaks_are_set_by_hand() -> None:
    first, _ = pages(rubric_of((3, [4]), (15, [9, 9])), replace(SMALL, filled=False))
    assert [row.height for row in first] == [40]


def test_rows_grow_with_a_long_standard_in_proportion() -> None:
    (page,) = pages(rubric_of((9, [3, 6])), SMALL)
    assert [row.height for row in page] == [30, 60]
    (page,) = pages(rubric_of((9, [3, 3])), SMALL)
    assert [row.height for row in page] == [45, 45]


def test_no_row_is_so_low_that_it_slips_into_the_page_before() -> None:
    (page,) = pages(rubric_of((1, [1])), SMALL)
    assert page[0].height == LEAST_HEIGHT > official_paper(rubric_of((1, [1]))).slack


def test_the_fewest_pages_then_the_most_even() -> None:
    items = [(5, [5])] * 7
    found = [len(page) for page in pages(rubric_of(*items), replace(SMALL, first=200.0))]
    assert found == [4, 3]
    uneven = rubric_of((8, [8]), (8, [8]), (8, [8]), (20, [20]))
    found = [len(page) for page in pages(uneven, replace(SMALL, first=200.0))]
    assert found == [1, 2, 1]


def test_notes_need_their_room_on_the_last_page() -> None:
    rubric = rubric_of((5, [5]), (5, [5]))
    assert len(pages(rubric, replace(SMALL, first=100.0, further=100.0))) == 1
    assert len(pages(rubric, replace(SMALL, first=100.0, further=100.0, notes=20.0))) == 2


def test_an_item_higher_than_a_page_goes_on_with_its_words_repeated() -> None:
    rows = [row for page in pages(rubric_of((2, [12, 12, 4])), SMALL) for row in page]
    assert [(row.row.clause.id, row.opens_page, row.opens_item) for row in rows] == [
        ("1.1", True, True),
        ("1.2", True, True),
        ("1.3", False, False),
    ]


def test_a_clause_higher_than_a_page_stands_by_itself() -> None:
    assert contents(rubric_of((2, [2]), (2, [30]), (2, [2])), SMALL) == [["1.1"], ["2.1"], ["3.1"]]


def test_projects_and_items_open_anew_on_each_page(rubric: Rubric) -> None:
    for page in pages(rubric, official_paper(rubric)):
        assert page[0].opens_project
        assert page[0].opens_item
        before = None
        for row in page:
            project, item_id = row.project.project.id, row.item.item.id
            assert row.opens_project == (before is None or before[0] != project)
            assert row.opens_item == (before is None or before[1] != item_id)
            before = (project, item_id)


def test_the_published_edition_keeps_items_whole(rubric: Rubric) -> None:
    found = pages(rubric, official_paper(rubric))
    assert [row.row.clause.id for page in found for row in page] == [
        clause.id for clause in rubric.clauses
    ]
    for page in found:
        items = {row.item.item.id for row in page}
        whole = [clause.id for item in rubric.items if item.id in items for clause in item.clauses]
        assert [row.row.clause.id for row in page] == whole

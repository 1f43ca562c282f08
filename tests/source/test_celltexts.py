"""Verifying a table of another shape: every official text, and what is beyond them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from macros.documents.shared.tablecells import OWN_COLUMN
from macros.documents.template.officialtable import word_template
from macros.loading.editions import load_publications
from macros.source.celltexts import compare_texts
from macros.source.opening import read_document
from macros.source.sourcedocument import Line
from tests.build.cases import CASES

if TYPE_CHECKING:
    from macros.source.sourcedocument import SourceDocument
    from macros.source.verifying import Difference
    from qinglian_core import Rubric


@pytest.fixture(scope="module")
def store() -> Rubric:
    """Return criteria of seven columns."""
    return load_publications(CASES / "valid" / "dotted-rows")[0].rubric


@pytest.fixture
def source(store: Rubric) -> SourceDocument:
    """Return their own table as it is read from Word."""
    return read_document(word_template(store))


def _changed(rubric: Rubric, **more: object) -> Rubric:
    """Return ``rubric`` with something else in its first clause."""
    first, *rest = rubric.projects
    item, *items = first.items
    clause, *clauses = item.clauses
    item = replace(item, clauses=(replace(clause, **more), *clauses))  # type: ignore[arg-type]
    return replace(rubric, projects=(replace(first, items=(item, *items)), *rest))


def test_a_table_of_seven_columns_is_verified(store: Rubric, source: SourceDocument) -> None:
    assert compare_texts(store, source) == []


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            {"text": "没有年度指标的，不得分。"},
            [
                "第1.1.1款 评定办法：第5字起不同，来源是“目标的，不得分。”，YAML 是“指标的，不得分。”"
            ],
        ),
        (
            {"standard": "仓库里不准抽烟"},
            [
                "第1.1.1款 内容：来源里没有“仓库里不准抽烟”",
                "来源里有的字在 YAML 里找不到：“制定年度安全目标，以文件印发。”",
            ],
        ),
        ({"points": Decimal(7)}, ["第1.1.1款 标准分值：来源的这一行是“3”，YAML 是“7”"]),
    ],
)
def test_what_differs_is_told(
    store: Rubric, source: SourceDocument, more: dict[str, object], told: list[str]
) -> None:
    found = compare_texts(_changed(store, **more), source)
    assert [one.message for one in found] == told


def _with_columns(document: SourceDocument, one: int, other: int) -> SourceDocument:
    """Return ``document`` with two columns exchanged below their heads."""
    rows = [list(row) for row in document.rows]
    for row in rows[1:]:
        row[one], row[other] = row[other], row[one]
    return replace(document, rows=tuple(map(tuple, rows)))


def test_a_text_in_another_column_is_told(store: Rubric, source: SourceDocument) -> None:
    found = compare_texts(store, _with_columns(source, 2, 4))
    assert [one.message for one in found][:2] == [
        "第1.1.1款 内容：“制定年度安全目标，以文件印发。”在来源里是“评定办法”一栏，不是“内容”一栏",
        "第1.1.1款 评定办法：“没有年度目标的，不得分。”在来源里是“内容”一栏，不是“评定办法”一栏",
    ]


def test_points_are_those_of_the_row(store: Rubric, source: SourceDocument) -> None:
    """The points stand somewhere in the table, but beside another clause."""
    found = compare_texts(_changed(store, points=Decimal(4)), source)
    assert [(one.path, one.message) for one in found] == [
        (
            ("items", 0, "clauses", 0, "points"),
            "第1.1.1款 标准分值：来源的这一行是“3”，YAML 是“4”",
        )
    ]


def _of_the_document(found: list[Difference]) -> list[Difference]:
    """Return what is found aside from the column that the form has beyond the document."""
    return [one for one in found if OWN_COLUMN.head not in one.message]


@pytest.mark.parametrize("name", ["four-columns", "personnel-files", "warehouse"])
def test_the_official_form_agrees_with_its_own_edition(name: str) -> None:
    rubric = load_publications(CASES / "valid" / name)[0].rubric
    assert _of_the_document(compare_texts(rubric, read_document(word_template(rubric)))) == []


def test_a_number_is_that_of_the_row() -> None:
    rubric = load_publications(CASES / "valid" / "four-columns")[0].rubric
    source = read_document(word_template(rubric))
    first, *items = rubric.items
    (project,) = rubric.projects
    changed = replace(project, items=(replace(first, id="7"), *items))
    found = _of_the_document(compare_texts(replace(rubric, projects=(changed,)), source))
    assert [one.message for one in found] == ["第1款 编号：来源的这一行是“1”，YAML 是“7”"]


def test_remarks_stand_anywhere_in_the_source_but_verbatim() -> None:
    rubric = load_publications(CASES / "valid" / "warehouse")[0].rubric
    source = read_document(word_template(rubric))
    assert all(any(one in aside.text for aside in source.outside) for one in rubric.remarks)
    changed = replace(rubric, remarks=(rubric.remarks[0], "不出现负数。"))
    assert [
        (one.path, one.message) for one in _of_the_document(compare_texts(changed, source))
    ] == [(("remarks", 1), "表格以外：来源里没有“不出现负数。”")]
    above = replace(source, above=(*source.above, Line(text="扣完为止。")))
    told = [one.message for one in _of_the_document(compare_texts(rubric, above))]
    assert told == ["来源里有的字在 YAML 里找不到：“扣完为止。”"]
    known = replace(rubric, remarks=(*rubric.remarks, "扣完为止。"))
    assert _of_the_document(compare_texts(known, above)) == []
    longer = replace(rubric, remarks=(*rubric.remarks, "累计扣分的，扣完为止。"))
    told = [one.message for one in _of_the_document(compare_texts(longer, above))]
    assert told[-1] == "来源里有的字在 YAML 里找不到：“扣完为止。”"

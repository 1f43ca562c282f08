"""Verifying a table of another shape: every official text, and what is beyond them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from macros.documents.template.officialtable import word_template
from macros.loading.editions import load_publications
from macros.source.celltexts import compare_texts
from macros.source.opening import read_document
from tests.build.cases import CASES

if TYPE_CHECKING:
    from macros.source.sourcedocument import SourceDocument
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
        ({"points": Decimal(7)}, ["第1.1.1款 分值：来源里没有“7”"]),
    ],
)
def test_what_differs_is_told(
    store: Rubric, source: SourceDocument, more: dict[str, object], told: list[str]
) -> None:
    found = compare_texts(_changed(store, **more), source)
    assert [one.message for one in found] == told

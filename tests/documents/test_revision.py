"""修订对照表 in Word and Excel: what changed, marked so that it shows in black and white."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT

from macros.documents.template.revisions import REVISION_EXCEL, REVISION_WORD, revision_files
from macros.loading.editions import load_publications
from macros.loading.lineage import changes_between
from tests.build.cases import CASES

if TYPE_CHECKING:
    from docx.document import Document

    from qinglian_core.revision.changes import EditionChanges


@pytest.fixture(scope="module")
def changes() -> EditionChanges:
    editions = load_publications(CASES / "valid" / "second-edition")
    found = changes_between(editions, "mini", "second")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def files(changes: EditionChanges) -> dict[str, bytes]:
    return revision_files(changes, "第一版", "第二版")


@pytest.fixture(scope="module")
def document(files: dict[str, bytes]) -> Document:
    return docx.Document(io.BytesIO(files[REVISION_WORD]))


def test_the_word_table_has_old_new_and_remark(document: Document) -> None:
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["修订前", "修订后", "备注"]
    assert rows[1] == ["第1项　日常管理（分值：6分 → 8分）"] * 3
    assert rows[2] == ["考评标准　管好日常工作。", "考评标准　管好日常工作，经常巡查。", "改了文字"]
    assert rows[4] == [
        "第1.1条　建立台账（2分）。未建立台账的不得分；登记不全的，每缺1笔扣0.5分，扣完为止。",
        "第1.2条　建立台账（2分）。未建立台账的不得分；登记不全的，每缺1笔扣1分，扣完为止。",
        "改了文字、改了计分、换了条号\n原为第1.1条\n台账缺几笔？每1笔：扣0.5分 → 扣1分",
    ]
    assert [row[0] for row in rows[6:]] == [
        "（新增）",
        "第2项（旧版）　巡查",
        "名称　巡查\n考评标准　经常巡查。",
        "第2.2条　发现问题及时处理（1分）。",
    ]
    assert rows[9][1] == "（删去）"


def test_marks_show_without_colour(document: Document) -> None:
    older, newer, _ = document.tables[0].rows[4].cells
    assert [run.text for run in older.paragraphs[0].runs if run.font.strike] == ["0.5分"]
    assert [run.text for run in newer.paragraphs[0].runs if run.font.underline] == ["1分"]
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (section.page_width, section.page_height) == (10692130, 7560310)


def test_the_same_changes_make_the_same_files(
    changes: EditionChanges, files: dict[str, bytes]
) -> None:
    assert revision_files(changes, "第一版", "第二版")[REVISION_WORD] == files[REVISION_WORD]


def test_the_workbook_has_a_line_for_each_clause(files: dict[str, bytes]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(files[REVISION_EXCEL]))["修订对照表"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == ("项", "修订前", "修订后", "变化")
    assert [row[1:3] for row in rows[1:]] == [
        ("考评标准", "考评标准"),
        ("分值", "分值"),
        ("第2.1条", "第1.1条"),
        ("第1.1条", "第1.2条"),
        ("第1.2条", "第1.3条"),
        (None, "第1.4条"),
        ("名称", None),
        ("考评标准", None),
        ("第2.2条", None),
    ]
    assert rows[4][6] == "台账缺几笔？每1笔：扣0.5分 → 扣1分"

"""The official table of other shapes than five columns: what stands where, in Word, in Excel and on paper."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from docx import Document

from macros.documents.shared.browser import plain_form
from macros.documents.shared.form import (
    Form,
    blank_form,
    filled_form,
    own_notes,
    rubric_notes,
)
from macros.documents.shared.tablecells import OWN_COLUMN_NOTE
from macros.documents.shared.tables import ledger_figures, totals_table
from macros.documents.shared.worddocument import word_document
from macros.documents.shared.workbook import HEADER_ROW, form_workbook
from macros.documents.template.officialtable import word_template
from macros.loading.editions import load_publications
from tests.build.cases import CASES
from tests.documents.selfchecks import DAY, opened, plain_check

if TYPE_CHECKING:
    from pathlib import Path

    from qinglian_core import Rubric

Lines = list[list[str]]

FOUR: Lines = [
    ["编号", "总分", "评分标准", "评分方法", "自评得分"],
    ["1", "8", "材料收集齐全，手续完备；没有遗漏。", "缺1份扣2分，扣完为止。", ""],
    [
        "2",
        "10",
        "目录与材料相符，\n页码连续",
        "目录与材料不符的，不得分；页码每错1处扣0.5分。",
        "",
    ],
    ["10", "2", "保管得当", "酌情评分。", ""],
]
SEVEN: Lines = [
    ["类目", "项目", "内容", "标准分值", "评定办法", "得分", "备注"],
    [
        "1.目标",
        "1.1年度目标",
        "制定年度安全目标，以文件印发。",
        "3",
        "没有年度目标的，不得分。",
        "",
        "",
    ],
    ["", "", "每季度检查一次目标的进展。", "2", "没有检查的，扣2分。", "", ""],
    ["2.人员", "2.1机构和人员", "配备专职安全员。", "4", "没有配备的，不得分。", "", ""],
    ["", "", "安全员持证上岗。", "4", "没有持证的，扣3分。", "", ""],
    ["", "2.2培训", "新员工上岗前培训。", "2", "没有培训的，扣1分。", "", ""],
]
"""The official tables, row by row; empty where a cell from above goes on."""
SHAPES = {"four-columns": FOUR, "dotted-rows": SEVEN}


@pytest.fixture(params=SHAPES)
def shape(request: pytest.FixtureRequest) -> str:
    """Return the name of a case."""
    name: str = request.param
    return name


@pytest.fixture
def rubric(shape: str) -> Rubric:
    """Return the criteria of the case."""
    return load_publications(CASES / "valid" / shape)[0].rubric


@pytest.fixture
def form(rubric: Rubric) -> Form:
    """Return its blank form."""
    return blank_form(rubric)


def test_word(shape: str, rubric: Rubric) -> None:
    (table,) = Document(io.BytesIO(word_template(rubric))).tables
    found = [[tc_text(tc) for tc in row._tr.tc_lst] for row in table.rows]  # noqa: SLF001 - merged cells once
    assert found == SHAPES[shape]


def tc_text(cell: object) -> str:
    """Return the words of a cell, its lines apart."""
    return "\n".join(
        "".join(
            "\n" if piece.tag.endswith("}br") else piece.text or ""
            for piece in paragraph.iter()
            if piece.tag.endswith(("}t", "}br"))
        )
        for paragraph in cell.iterchildren("{*}p")  # type: ignore[attr-defined]
    )


def test_excel(shape: str, form: Form) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(form_workbook(form)))["官方表"]
    wanted = SHAPES[shape]
    found = [
        [
            str(sheet.cell(HEADER_ROW + 1 + row, 1 + column).value or "")
            for column in range(len(line))
        ]
        for row, line in enumerate(wanted)
    ]
    assert found == wanted


def test_paper(shape: str, form: Form) -> None:
    sheet = plain_form(form)
    heads = [column["head"] for column in sheet["columns"]]  # type: ignore[attr-defined]
    widths = [column["width"] for column in sheet["columns"]]  # type: ignore[attr-defined]
    texts = [
        [cell["text"] for cell in row]
        for item in sheet["items"]  # type: ignore[attr-defined]
        for row in item["rows"]
    ]
    assert heads == SHAPES[shape][0]
    assert sum(float(width.rstrip("%")) for width in widths) == 100
    assert [text for row in texts for text in row if text] == [
        text for row in named_again(SHAPES[shape][1:]) for text in row if text
    ]


def named_again(rows: Lines) -> Lines:
    """Return the rows as on paper, where each item names its project again."""
    if len(rows[0]) != len(SEVEN[0]):
        return rows
    return [*rows[:-1], ["2.人员", *rows[-1][1:]]]


def test_a_column_of_ours_is_said_to_be_ours(shape: str, rubric: Rubric) -> None:
    assert (OWN_COLUMN_NOTE in rubric_notes(rubric)) == (shape == "four-columns")


def test_scores_find_their_place(rubric: Rubric) -> None:
    plain = plain_check(rubric, {rubric.clauses[-1].id: {"answers": {}, "estimate": "1"}})
    form = filled_form(rubric, opened(rubric, plain), DAY)
    (table,) = Document(io.BytesIO(word_document(word_template(rubric), form))).tables
    score = next(place for place, one in enumerate(form.columns) if one.holds.value == "score")
    assert tc_text(table.rows[-1]._tr.tc_lst[score]) == "1\n自评"  # noqa: SLF001
    sheet = openpyxl.load_workbook(io.BytesIO(form_workbook(form)))["官方表"]
    assert sheet.cell(HEADER_ROW + 1 + len(rubric.clauses), score + 1).value == 1


PERSONNEL, WAREHOUSE = (CASES / "valid" / name for name in ("personnel-files", "warehouse"))


def test_word_has_a_paragraph_for_every_line_of_a_cell() -> None:
    """A justified cell would spread the words of a line that is only broken."""
    template = word_template(load_publications(WAREHOUSE)[0].rubric)
    (table,) = Document(io.BytesIO(template)).tables
    cells = [cell for row in table.rows for cell in row.cells]
    assert any(len(cell.paragraphs) > 1 for cell in cells)
    assert [cell.text for cell in cells if cell._tc.xpath(".//w:br")] == []  # noqa: SLF001 - likewise


@pytest.mark.parametrize(
    ("folder", "heads", "first"),
    [
        (PERSONNEL, ["行", "具体内容"], ["1 档案工作有分管的领导，有专人负责", 4]),
        (WAREHOUSE, ["条", "类目", "项目"], ["安全生产目标", 6]),
    ],
    ids=["one level", "two levels"],
)
def test_tables_of_figures_have_a_place_for_projects_only_where_there_are_some(
    folder: Path, heads: list[str], first: list[object]
) -> None:
    rubric = load_publications(folder)[0].rubric
    form = filled_form(rubric, opened(rubric, plain_check(rubric, {})), DAY)
    figures, totals = ledger_figures(form), totals_table(form)
    assert [*figures.header[: len(heads)], figures.header[len(heads)]] == [*heads, "分值"]
    assert len(figures.header) == len(figures.rows[0]) == len(figures.shares)
    assert [str(totals.rows[0][0]).strip(), totals.rows[0][1]] == first
    assert totals.header[-2:] == (f"已答{heads[0]}数", f"{heads[0]}数")
    whole = "合计（折算成100分）" if folder is WAREHOUSE else "合计"
    assert totals.rows[-1][0] == whole


def test_the_way_to_the_total_is_among_the_notes() -> None:
    rubric = load_publications(WAREHOUSE)[0].rubric
    form = filled_form(rubric, opened(rubric, plain_check(rubric, {})), DAY)
    assert [note for note in own_notes(form) if note.startswith("折算")] != []


def test_a_longer_label_has_a_wider_column() -> None:
    shares = []
    for folder in (PERSONNEL, WAREHOUSE):
        rubric = load_publications(folder)[0].rubric
        form = filled_form(rubric, opened(rubric, plain_check(rubric, {})), DAY)
        shares.append(ledger_figures(form).shares[0])
    assert shares == [8, 12]


def test_what_the_document_says_outside_its_table_stands_below_it() -> None:
    rubric = load_publications(WAREHOUSE)[0].rubric
    remarks = list(rubric.remarks)
    assert len(remarks) == 2
    body = Document(io.BytesIO(word_template(rubric))).element.body
    below = body.xpath("./w:tbl/following-sibling::w:p")
    told = ["".join(text.text or "" for text in one.iter("{*}t")) for one in below]
    assert told[:2] == remarks
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(blank_form(rubric))))
    sheet = book["官方表"]
    firsts = [str(row[0].value or "") for row in sheet.iter_rows()]
    at = firsts.index(remarks[0])
    assert firsts[at + 1] == remarks[1]
    assert {f"A{at + 1}:G{at + 1}", f"A{at + 2}:G{at + 2}"} <= {
        str(one) for one in sheet.merged_cells.ranges
    }
    assert str(sheet.print_area).endswith(f"$G${at + 3}")
    assert plain_form(blank_form(rubric))["remarks"] == remarks

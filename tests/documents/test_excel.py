"""The Excel workbook, read back with openpyxl: numbers are numbers, texts are texts, and it prints."""

import io
import zipfile

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from macros.documents.shared.form import blank_form, filled_form
from macros.documents.shared.spreadsheet import CUT_SHORT, MOST_CHARACTERS
from macros.documents.shared.tablecells import column_widths
from macros.documents.shared.workbook import USUAL, WIDTH, form_workbook
from qinglian_core import Rubric
from tests.build.oddrubric import odd_publication
from tests.documents.conftest import Convert
from tests.documents.pdfpages import column_of_pages, pages_of
from tests.documents.selfchecks import (
    DAY,
    HOSTILE,
    Plain,
    complete,
    half_done,
    hostile,
    opened,
    plain_check,
)

HEADER = 4


def filled(rubric: Rubric, plain: Plain) -> bytes:
    return form_workbook(filled_form(rubric, opened(rubric, plain), DAY))


def read(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def sheet_of(data: bytes, name: str) -> Worksheet:
    sheet = read(data)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def rows_of(data: bytes, name: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet_of(data, name).iter_rows()]


@pytest.fixture(scope="module")
def half(rubric: Rubric) -> bytes:
    """Return the workbook of a self-check that is half done."""
    return filled(rubric, half_done(rubric))


def test_sheets(half: bytes, rubric: Rubric) -> None:
    names = ["官方表", "汇总", "得分明细", "材料清单", "下一步", "说明"]
    assert read(half).sheetnames == names
    assert read(form_workbook(blank_form(rubric))).sheetnames == ["官方表", "说明"]


def test_official_words_are_verbatim(half: bytes, rubric: Rubric) -> None:
    rows = rows_of(half, "官方表")
    assert [row[0] for row in rows[:3]] == ["附件3", rubric.title, "单位：某某局"]
    assert rows[2][3] == "（表中得分是本单位自评，不是考评结果）"
    assert rows[HEADER - 1] == list(rubric.table.heads)
    table = rows[HEADER : HEADER + 43]
    assert [row[3] for row in table] == [
        clause.number + clause.text for item in rubric.items for clause in item.clauses
    ]
    assert [row[2] for row in table if row[2]] == [item.standard for item in rubric.items]
    assert table[0][:2] == ["党的政治建设\n（25分）", "1.带头做到“两个维护”\n（9分）"]


def test_scores_are_numbers_marked_as_own(rubric: Rubric) -> None:
    sheet = sheet_of(filled(rubric, complete(rubric)), "官方表")
    cells = [sheet.cell(HEADER + 1 + index, 5) for index in range(43)]
    assert [cell.value for cell in cells] == [float(clause.points / 2) for clause in rubric.clauses]
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("n", 'General"　自评"')}
    assert sheet.cell(HEADER + 44, 1).value == (
        "自评合计：49.5分。　表头100分；条款合计99分，原文如此。"
    )


def test_what_is_open_stays_empty(half: bytes, rubric: Rubric) -> None:
    rows = rows_of(half, "官方表")
    scores = {c.id: row[4] for c, row in zip(rubric.clauses, rows[HEADER:], strict=False)}
    assert {name: score for name, score in scores.items() if score is not None} == {
        "1.1": 1,
        "6.2": 2.5,
    }
    assert str(rows[HEADER + 43][0]).startswith("自评合计：未填完（还有41条没有自评分）。")


def test_merged_cells(half: bytes, rubric: Rubric) -> None:
    found = {str(area) for area in sheet_of(half, "官方表").merged_cells.ranges}
    row = HEADER + 1
    for item in rubric.items:
        last = row + len(item.clauses) - 1
        if last > row:
            assert f"B{row}:B{last}" in found
            assert f"C{row}:C{last}" in found
        row = last + 1
    assert {"A5:A12", "A1:E1", "A2:E2"} <= found


def test_print_setup(half: bytes) -> None:
    sheet = sheet_of(half, "官方表")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "A5"
    assert [one.id for one in sheet.row_breaks.brk] == [12, 19, 28, 35, 39]
    for name in ("汇总", "得分明细", "材料清单", "下一步"):
        other = sheet_of(half, name)
        assert (other.page_setup.orientation, other.print_title_rows) == ("landscape", "$1:$1")
        assert other.sheet_properties.pageSetUpPr is not None
        assert other.sheet_properties.pageSetUpPr.fitToPage is True
        assert other.freeze_panes == "A2"
    notes = sheet_of(half, "说明")
    assert notes.sheet_properties.pageSetUpPr is not None
    assert notes.sheet_properties.pageSetUpPr.fitToPage is True
    assert (notes.page_setup.fitToWidth or 1, notes.page_setup.fitToHeight) == (1, 0)


def test_page_breaks_fall_where_merged_cells_begin(half: bytes) -> None:
    sheet = sheet_of(half, "官方表")
    for one in sheet.row_breaks.brk:
        begins = [sheet.cell(one.id + 1, column).value for column in (1, 2, 3)]
        assert all(begins), one.id


def test_the_ledger_has_its_figures_as_numbers(half: bytes) -> None:
    header, *rows = rows_of(half, "得分明细")
    assert header[3:9] == [
        "分值",
        "自评得分",
        "能确定的下限",
        "能确定的上限",
        "连同其他读法的下限",
        "连同其他读法的上限",
    ]
    assert rows[0][:10] == [
        "第1.1条",
        "党的政治建设",
        "1.带头做到“两个维护”",
        2,
        1,
        1,
        1,
        1,
        1,
        "已答",
    ]
    assert rows[1][3:10] == [2, None, 1, 2, 1, 2, "答了一部分"]
    assert str(rows[1][10]).startswith("未定：1至2分\n")
    assert rows[1][12] == "培训还没有办"


def test_totals_are_not_made_up(half: bytes, rubric: Rubric) -> None:
    rows = rows_of(half, "汇总")
    assert rows[-1] == ["合计", 100, 99, "未填完", 3, 98, 2, 98, 2, 43]
    rows = rows_of(filled(rubric, complete(rubric)), "汇总")
    assert rows[-1][:4] == ["合计", 100, 99, 49.5]
    thirteenth = next(row for row in rows if str(row[0]).strip().startswith("13."))
    assert thirteenth[1:4] == [12, 11, 5.5]


def test_evidence_and_steps(half: bytes) -> None:
    assert rows_of(half, "材料清单")[1:] == [
        ["第6.2条", "“三重一大”清单", "档案室 3 号柜", "2024-05-01", "李四", "已备"],
        ["第6.2条", "会议记录", None, None, None, "缺"],
    ]
    steps = rows_of(half, "下一步")
    assert steps[1][:3] == [1, "现在还能做", "第1.1条"]
    assert steps[1][4] == "＋1分"
    assert next(row for row in steps if row[2] == "第1.2条")[5] == "王五"


def test_notes_tell_what_does_not_add_up(half: bytes, rubric: Rubric) -> None:
    # 约合 1026 像素，横放的 A4 原样放得下；要缩小才放得下的单独一列，有的程序会切成两页
    assert read(half)["说明"].column_dimensions["A"].width < 145
    lines = [row[0] for row in rows_of(half, "说明")]
    assert lines[-4:] == [
        "以下是本站说明，不是原文。",
        "表头100分；条款合计99分。",
        rubric.discrepancies[0].note,
        f"细则版本：jiyuan，校验值{rubric.digest[:16]}。",
    ]


def test_hostile_text_is_never_computed(rubric: Rubric) -> None:
    data = filled(rubric, hostile(rubric))
    cells = [
        cell
        for name in read(data).sheetnames
        for row in sheet_of(data, name).iter_rows()
        for cell in row
    ]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert [cell.coordinate for cell in cells if cell.hyperlink] == []
    texts = {cell.value for cell in cells if isinstance(cell.value, str)}
    assert {"=1+1", "@SUM(A1:A9)", HOSTILE[6], "第一行\n第二行\n第三行"} <= texts
    formulas = [cell for cell in cells if isinstance(cell.value, str) and cell.value[:1] in "=+-@"]
    assert formulas
    assert {cell.quotePrefix for cell in formulas} == {True}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not any(b"<f>" in package.read(name) for name in package.namelist())


def test_a_text_too_long_for_excel_says_so(rubric: Rubric) -> None:
    evidence = [{"what": "长" * 9_999, "ready": False} for _ in range(4)]
    plain = plain_check(rubric, {"14.3": {"evidence": evidence}})
    steps = rows_of(filled(rubric, plain), "下一步")
    text = next(row for row in steps if str(row[3]).startswith("补齐"))[3]
    assert isinstance(text, str)
    assert len(text) == MOST_CHARACTERS
    assert text.endswith(CUT_SHORT)


def test_equal_criteria_make_equal_files(rubric: Rubric) -> None:
    assert form_workbook(blank_form(rubric)) == form_workbook(blank_form(rubric))


def test_another_edition_needs_no_code() -> None:
    odd = odd_publication().rubric
    rows = rows_of(form_workbook(blank_form(odd)), "官方表")
    assert rows[HEADER - 1] == ["项目", "内容", "标准", "细则", "分"]
    assert [row[3] for row in rows[HEADER : HEADER + 2]] == [
        one.number + one.text for one in odd.clauses
    ]


@pytest.mark.slow
def test_it_prints_as_the_official_table(rubric: Rubric, to_pdf: Convert) -> None:
    pages = pages_of(to_pdf("blank.xlsx", form_workbook(blank_form(rubric))))
    assert len(pages) == 7
    for page in pages[:6]:
        assert (round(page.width), round(page.height)) == (842, 595)
        words = [word.text for word in page.words]
        assert [words.count(name) for name in rubric.table.heads] == [1] * 5
    widths = column_widths(rubric.table.columns, WIDTH, USUAL)
    clauses = column_of_pages(pages[:6], rubric.table.heads, widths, 3)
    assert [c.id for c in rubric.clauses if c.text.replace(" ", "") not in clauses] == []
    standards = column_of_pages(pages[:6], rubric.table.heads, widths, 2)
    assert [i.id for i in rubric.items if i.standard.replace(" ", "") not in standards] == []

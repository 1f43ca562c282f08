"""The Excel workbook: the official table, how its points came about, evidence, work list, and what to know."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from qinglian_core.criteria.table import Holds
from qinglian_core.scoring.vetowords import above_words

from .form import Form, own_note, own_notes, points_words, rubric_notes, total_words
from .pagination import Paper, TableRow, table_rows
from .spreadsheet import MOST_HEIGHT, Spreadsheet
from .tablecells import Look, Reach, column_widths
from .tables import Annex, annex_table, ledger_figures, totals_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from xlsxwriter.worksheet import Worksheet

Span = tuple[TableRow, int, int]
"""A row of the table, where it begins on the sheet, and where the next one does."""
USUAL = {
    Holds.PROJECT: 82,
    Holds.ITEM: 112,
    Holds.NUMBER: 60,
    Holds.STANDARD: 358,
    Holds.TEXT: 413,
    Holds.POINTS: 60,
    Holds.SCORE: 75,
    Holds.NOTE: 90,
}
WIDTH = 1040
"""Of the sheet, in pixels."""
CHARACTER = 15.8
HEADER_ROW = 3
REMARK_LINE = 15
"""Points; a remark has a line to spare, since programs break lines differently."""
PRINT_SCALE = 80
"""Percent. Leaves a fifth of the width for programs that draw columns wider; fitting would void the page breaks."""
LOOKS = {Look.NAME: "name", Look.TEXT: "text", Look.SCORE: "own"}


def sheet_paper(widths: Sequence[int]) -> Paper:
    """Return what a page offers to columns of these widths."""
    return Paper(
        first=525.0,
        further=595.0,
        slack=10.0,
        notes=40.0,
        line=15.0,
        padding=8.0,
        characters=tuple(int(width / CHARACTER) for width in widths),
        filled=False,
    )


def form_workbook(form: Form) -> bytes:
    """Return the workbook of ``form``: only the official table and the notes for a blank one."""
    book = Spreadsheet(form.rubric.title, form.made)
    _official(book, form)
    if form.check is not None:
        book.table("汇总", totals_table(form))
        book.table("得分明细", ledger_figures(form))
        book.table("材料清单", annex_table(form, Annex.EVIDENCE))
        book.table("下一步", annex_table(form, Annex.STEPS))
    book.notes("说明", (*own_notes(form), "以下是本站说明，不是原文。", *rubric_notes(form.rubric)))
    return book.data()


def _official(book: Spreadsheet, form: Form) -> None:
    widths = column_widths(form.columns, WIDTH, USUAL)
    sheet = book.sheet("官方表", widths)
    _head(book, sheet, form)
    rows = table_rows(form, sheet_paper(widths))
    tops = _set_heights(sheet, rows)
    spans = tuple(zip(rows, tops, tops[1:], strict=False))
    score = [column.holds for column in form.columns].index(Holds.SCORE)
    for row, top, end in spans:
        _write_cells(book, sheet, (row, top, end), Reach.ROW)
        book.write(sheet, top, score, row.row.estimate, "own")
    for row, top, end in _openings(spans, tops[-1], lambda row: row.opens_project):
        _write_cells(book, sheet, (row, top, end), Reach.PROJECT)
    for row, top, end in _openings(spans, tops[-1], lambda row: row.opens_item):
        _write_cells(book, sheet, (row, top, end), Reach.ITEM)
    sheet.set_h_pagebreaks([top for row, top, _ in spans if row.opens_page and top > tops[0]])
    foot = _write_remarks(book, sheet, form, tops[-1], sum(widths))
    _foot(book, sheet, form, foot)
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_print_scale(PRINT_SCALE)
    sheet.print_area(0, 0, foot, len(widths) - 1)


def _write_cells(book: Spreadsheet, sheet: Worksheet, span: Span, reach: Reach) -> None:
    """Write what reaches over just these rows of the sheet."""
    row, top, below = span
    for column, cell in enumerate(row.cells):
        if cell.reach is reach:
            book.merge(sheet, top, column, below - 1, column, cell.text, LOOKS[cell.look])


def _openings(
    spans: tuple[Span, ...], end: int, opens: Callable[[TableRow], bool]
) -> Iterator[Span]:
    """Return the rows that open a merged cell, each with where the next one does."""
    found = [(row, top) for row, top, _ in spans if opens(row)]
    belows = [*(top for _, top in found[1:]), end]
    for (row, top), below in zip(found, belows, strict=True):
        yield row, top, below


def _head(book: Spreadsheet, sheet: Worksheet, form: Form) -> None:
    rubric = form.rubric
    last = len(form.columns) - 1
    middle = last // 2
    book.merge(sheet, 0, 0, 0, last, rubric.annex, "plain")
    book.merge(sheet, 1, 0, 1, last, rubric.title, "title")
    book.merge(sheet, 2, 0, 2, middle, f"{rubric.unit_label}{form.unit}", "plain")
    book.merge(
        sheet, 2, middle + 1, 2, last, f"（{own_note(rubric)}）" if form.check else "", "right"
    )
    sheet.set_row(1, 30)
    sheet.set_row(2, 20)
    sheet.set_row(HEADER_ROW, 22)
    for index, column in enumerate(form.columns):
        book.write(sheet, HEADER_ROW, index, column.head, "header")


def _set_heights(sheet: Worksheet, rows: tuple[TableRow, ...]) -> list[int]:
    """Set the heights; return where each row begins and, last, where the table ends.

    A row higher than Excel allows takes several, which are merged.
    """
    tops = [HEADER_ROW + 1]
    for row in rows:
        lines = math.ceil(row.height / MOST_HEIGHT)
        for line in range(lines):
            sheet.set_row(tops[-1] + line, row.height / lines)
        tops.append(tops[-1] + lines)
    return tops


def _write_remarks(book: Spreadsheet, sheet: Worksheet, form: Form, row: int, width: int) -> int:
    """Write what the document says outside its table over its ``width`` in pixels; return the row below."""
    last = len(form.columns) - 1
    for below, remark in enumerate(form.rubric.remarks):
        book.merge(sheet, row + below, 0, row + below, last, remark, "text")
        lines = sum(math.ceil(len(one) * CHARACTER / width) for one in remark.splitlines())
        sheet.set_row(row + below, REMARK_LINE * (lines + 1))
    return row + len(form.rubric.remarks)


def _foot(book: Spreadsheet, sheet: Worksheet, form: Form, row: int) -> None:
    """Write below the table, outside of it, the own total and what does not add up."""
    told = [*above_words(form.assessment.total), f"{total_words(form)}。"] if form.check else []
    told += [f"{points_words(form.rubric)}，原文如此。"] if form.rubric.discrepancies else []
    book.merge(sheet, row, 0, row, len(form.columns) - 1, "　".join(told), "note")
    sheet.set_row(row, 28)

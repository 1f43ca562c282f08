"""A workbook with our formats: texts stay texts, numbers are numbers, tables print with their header on each page."""

from __future__ import annotations

import io
import math
import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from .plaintext import clean, is_like_formula, is_like_value
from .tables import cell_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from .tables import Cell, Table

A4 = 9
MOST_CHARACTERS = 32_000
"""Excel takes 32 767 in a cell and drops the whole cell beyond."""
CUT_SHORT = "……（太长，其余见自查文件）"
MOST_HEIGHT = 400.0
"""Points: Excel's rows end at 409."""
LINE_HEIGHT = 16.5
ROW_PADDING = 5.0
CELL_PADDING = 12
CHARACTER = 15.5
"""Pixels that a Chinese character of 11 points takes, a little more than by measure."""
NARROW = 0.6
WIDE = "\u2e80"
NUMBER = "General"
SIGNED = "+0.0##;-0.0##;0"
TABLE_WIDTH = 1200
"""Pixels; prints across A4 landscape, made smaller."""

NOTES_WIDTH = 860
"""Pixels; fits across A4 landscape as it is: a single column that has to be made smaller is cut in two by some."""
LEAST_WIDTH = 56
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
"""What Excel has no place for in the name of a sheet."""

_BASE = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}
_LOOKS: dict[str, dict[str, object]] = {
    "title": {"font_size": 18, "bold": True, "align": "center"},
    "plain": {"align": "left"},
    "right": {"align": "right"},
    "note": {"align": "left", "font_size": 10, "valign": "top"},
    "header": {"bold": True, "align": "center", "border": 1, "bg_color": "#F2F2F2"},
    "name": {"align": "center", "border": 1},
    "text": {"align": "left", "border": 1},
    "top": {"align": "left", "border": 1, "valign": "top"},
    "number": {"align": "center", "border": 1, "valign": "top", "num_format": NUMBER},
    "signed": {"align": "center", "border": 1, "valign": "top", "num_format": SIGNED},
    "own": {"align": "center", "border": 1, "num_format": 'General"　自评"'},
}


class Spreadsheet:
    """One workbook, made in memory."""

    def __init__(self, title: str, made: str) -> None:
        """Start an empty workbook; ``made`` is the day of the export (ISO 8601), or empty."""
        self._out = io.BytesIO()
        self.book = Workbook(
            self._out,
            {
                "in_memory": True,
                "strings_to_numbers": False,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "default_format_properties": {"font_name": "Arial", "font_size": 10},
            },
        )
        self.book.set_properties({"title": clean(title), "created": _day(made)})
        self._formats: dict[tuple[str, bool], Format] = {}

    def data(self) -> bytes:
        """Close the workbook and return it."""
        self.book.close()
        return self._out.getvalue()

    def look(self, name: str, *, quoted: bool = False) -> Format:
        """Return the format called ``name``; ``quoted`` cells stay text when somebody edits them."""
        key = (name, quoted)
        if key not in self._formats:
            self._formats[key] = self.book.add_format(
                {**_BASE, **_LOOKS[name], **({"quote_prefix": True} if quoted else {})}
            )
        return self._formats[key]

    def sheet(self, name: str, widths: Sequence[int]) -> Worksheet:
        """Add a sheet for A4 landscape with columns of ``widths`` pixels; its name is made one that Excel takes."""
        sheet = self.book.add_worksheet(self._free_name(name))
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer("&C第 &P 页　共 &N 页")
        sheet.center_horizontally()
        for column, width in enumerate(widths):
            sheet.set_column_pixels(column, column, width)
        return sheet

    def _free_name(self, name: str) -> str:
        """Return ``name`` as Excel takes it: words of an edition may be anything, and two of them the same."""
        kept = _NOT_IN_NAMES.sub("", name)[:_LONGEST_NAME].strip("'")
        taken = {other.casefold() for other in self.book.sheetnames}
        numbered = (f"{kept[: _LONGEST_NAME - 4]}（{number}）" for number in range(2, 10))
        return next(one for one in (kept, *numbered) if one.casefold() not in taken)

    def write(self, sheet: Worksheet, row: int, column: int, cell: Cell, look: str) -> None:
        """Write one cell; a text is never taken for a number, a formula or a link."""
        if cell is None or cell == "":
            sheet.write_blank(row, column, None, self.look(look))
        elif isinstance(cell, str):
            text = _fitting(cell)
            quoted = is_like_formula(text) or is_like_value(text)
            sheet.write_string(row, column, text, self.look(look, quoted=quoted))
        else:
            sheet.write_number(row, column, float(cell), self.look(look))

    def merge(  # noqa: PLR0913, PLR0917 - a block of cells is its corners
        self, sheet: Worksheet, top: int, left: int, bottom: int, right: int, text: str, look: str
    ) -> None:
        """Write ``text`` over a block of cells."""
        if (top, left) != (bottom, right):
            sheet.merge_range(top, left, bottom, right, "", self.look(look))
        self.write(sheet, top, left, text, look)

    def table(self, name: str, table: Table) -> Worksheet:
        """Add a sheet that holds ``table``, with a filter, its header frozen and repeated in print."""
        widths = [
            max(TABLE_WIDTH * share // sum(table.shares), LEAST_WIDTH) for share in table.shares
        ]
        sheet = self.sheet(name, widths)
        sheet.set_row(0, _row_height(table.header, widths))
        for column, text in enumerate(table.header):
            self.write(sheet, 0, column, text, "header")
        for number, row in enumerate(table.rows, start=1):
            sheet.set_row(number, _row_height(row, widths))
            for column, cell in enumerate(row):
                is_number = isinstance(cell, (int, Decimal))
                self.write(sheet, number, column, cell, "number" if is_number else "top")
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.header) - 1)
        return sheet

    def notes(self, name: str, lines: Sequence[str]) -> None:
        """Add a sheet of sentences."""
        sheet = self.sheet(name, [NOTES_WIDTH])
        for row, line in enumerate(lines):
            sheet.set_row(row, _row_height((line,), (NOTES_WIDTH,)))
            self.write(sheet, row, 0, line, "plain")
        sheet.fit_to_pages(1, 0)


def _row_height(row: Sequence[Cell], widths: Sequence[int]) -> float:
    """Return the height at which every cell shows all its lines, as far as Excel's rows go.

    Programs disagree about heights they work out themselves; some show one line only.
    """
    lines = max(_lines(cell_text(cell), width) for cell, width in zip(row, widths, strict=True))
    return min(lines * LINE_HEIGHT + ROW_PADDING, MOST_HEIGHT)


def _lines(text: str, width: int) -> int:
    room = (width - CELL_PADDING) / CHARACTER
    ems = (sum(1.0 if one >= WIDE else NARROW for one in line) for line in text.split("\n"))
    return sum(max(math.ceil(length / room), 1) for length in ems)


def _fitting(text: str) -> str:
    cleaned = clean(text)
    if len(cleaned) <= MOST_CHARACTERS:
        return cleaned
    return cleaned[: MOST_CHARACTERS - len(CUT_SHORT)] + CUT_SHORT


def _day(made: str) -> datetime:
    """Return the day of ``made``; a fixed one where there is none, so that equal forms are equal files."""
    try:
        day = datetime.fromisoformat(made)
    except ValueError:
        day = datetime(2000, 1, 1, tzinfo=UTC)
    return day.replace(tzinfo=None)

"""The official table as a Word document with places to fill: template and blank form in one."""

from __future__ import annotations

import math
from itertools import count
from typing import TYPE_CHECKING

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, Twips

from macros.documents.shared.form import blank_form, rubric_notes
from macros.documents.shared.pagination import Paper, TableRow, table_rows
from macros.documents.shared.tablecells import Look, Reach, column_widths, table_columns
from macros.documents.shared.worddocument import (
    MARK_PLACE,
    NOTES_PLACE,
    TEXT_WIDTH,
    UNIT_PLACE,
    score_place,
)
from qinglian_core.criteria.table import Holds

from .styles import CELL_MARGIN, LINE, SIZE, TITLE_LINE
from .wordfile import open_document, packed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx import document
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

    from qinglian_core.criteria.model import Rubric
    from qinglian_core.criteria.table import Column

USUAL = {
    Holds.PROJECT: 1150,
    Holds.ITEM: 1400,
    Holds.NUMBER: 800,
    Holds.STANDARD: 4970,
    Holds.TEXT: 6450,
    Holds.POINTS: 800,
    Holds.SCORE: 930,
    Holds.NOTE: 1300,
}
"""Widths in twentieths of a point."""
HEADER_HEIGHT = 24.0


def _characters(width: int) -> int:
    """Return how many characters are sure to fit on a line of a column: one fewer than by measure."""
    return int((width - 2 * CELL_MARGIN) / 20 / SIZE) - 1


ROOM = 488.0
"""Points that a page has for rows; the first has a head too, whose title may take several lines."""
HEAD = 46.0
TITLE_CHARACTERS = 36
STYLES = {Look.NAME: "表内名称", Look.TEXT: "表文", Look.SCORE: "得分"}


def official_widths(columns: Sequence[Column]) -> tuple[int, ...]:
    """Return the widths of the columns, in twentieths of a point."""
    return column_widths(columns, TEXT_WIDTH, USUAL)


def official_paper(rubric: Rubric) -> Paper:
    """Return what the pages offer to the table of ``rubric``."""
    return Paper(
        first=ROOM - _head_height(rubric),
        further=ROOM,
        slack=14.0,
        notes=9 * LINE,
        line=LINE,
        padding=5.0,
        characters=tuple(map(_characters, official_widths(table_columns(rubric)))),
        filled=True,
    )


def word_template(rubric: Rubric) -> bytes:
    """Return the official table of ``rubric``, with empty bookmarks where a self-check fills it in."""
    document = open_document()
    places = count(1)
    _head(document, rubric, places)
    _table(document, rubric, places)
    notes = document.add_paragraph(style="表下说明")
    notes.paragraph_format.space_before = Pt(6)
    _place(notes, NOTES_PLACE, places)
    document.add_paragraph(
        "\n".join(("本站说明（不是原文）：", *rubric_notes(rubric))), style="表下说明"
    )
    return packed(document, f"{rubric.annex} {rubric.title}".strip())


def _head(made: document.Document, rubric: Rubric, places: Iterator[int]) -> None:
    if rubric.annex:
        made.add_paragraph(rubric.annex, style="附件号")
    title = made.add_paragraph(rubric.title, style="表题")
    title.paragraph_format.space_after = Pt(4)
    unit = made.add_paragraph(rubric.unit_label, style="单位栏")
    unit.paragraph_format.tab_stops.add_tab_stop(Twips(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    unit.paragraph_format.space_after = Pt(2)
    _place(unit, UNIT_PLACE, places)
    unit.add_run("\t")
    _place(unit, MARK_PLACE, places)


def _head_height(rubric: Rubric) -> float:
    return HEAD + TITLE_LINE * math.ceil(len(rubric.title) / TITLE_CHARACTERS)


def _place(paragraph: Paragraph, name: str, places: Iterator[int]) -> None:
    """Put an empty bookmark at the end of ``paragraph``."""
    number = str(next(places))
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), number)
    start.set(qn("w:name"), name)
    end.set(qn("w:id"), number)
    paragraph._p.extend((start, end))  # noqa: SLF001 - python-docx has no bookmarks


def _table(made: document.Document, rubric: Rubric, places: Iterator[int]) -> None:
    columns = table_columns(rubric)
    widths = official_widths(columns)
    table = made.add_table(rows=0, cols=len(columns))
    table.style = "考评表"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Twips(width)
    header = _add_row(table, HEADER_HEIGHT, widths)
    header._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - likewise
    for cell, name in zip(header.cells, (column.head for column in columns), strict=True):
        _write(cell, name, "表头")
    for row in table_rows(blank_form(rubric), official_paper(rubric)):
        _clause_row(_add_row(table, row.height, widths), row, places)


def _add_row(table: Table, height: float, widths: Sequence[int]) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
    row.height = Pt(round(height, 1))
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - likewise
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Twips(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return row


def _clause_row(made: _Row, row: TableRow, places: Iterator[int]) -> None:
    opens = {Reach.PROJECT: row.opens_project, Reach.ITEM: row.opens_item}
    for place, cell in zip(made.cells, row.cells, strict=True):
        if cell.reach is Reach.ROW:
            _write(place, cell.text, STYLES[cell.look])
        else:
            _write_merged(place, cell.text, STYLES[cell.look], opens=opens[cell.reach])
        if cell.look is Look.SCORE:
            _place(place.paragraphs[0], score_place(row.row.clause), places)


def _write_merged(cell: _Cell, text: str, style: str, *, opens: bool) -> None:
    """Write ``text`` where a merged cell begins, and let it go on over the rows below."""
    merge = OxmlElement("w:vMerge")
    if opens:
        merge.set(qn("w:val"), "restart")
    cell._tc.get_or_add_tcPr().insert_element_before(merge, "w:vAlign")  # noqa: SLF001 - rows are already laid
    _write(cell, text if opens else "", style)


def _write(cell: _Cell, text: str, style: str) -> None:
    """Write each line as a paragraph: one that is only broken would be spread over the width of a justified cell."""
    first, *others = text.split("\n")
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    if first:
        paragraph.add_run(first)
    for line in others:
        cell.add_paragraph(line, style)

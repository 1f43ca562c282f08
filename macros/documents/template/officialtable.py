"""The official table as a Word document with places to fill: template and blank form in one."""

from __future__ import annotations

import math
from itertools import count
from typing import TYPE_CHECKING

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
from macros.documents.shared.wordxml import (
    CELL_STYLE,
    CENTERED,
    HEADER_STYLE,
    NAME_STYLE,
    NOTE_STYLE,
    NUMBER_STYLE,
    SCORE_STYLE,
    TITLE_STYLE,
    UNIT_STYLE,
    lines,
    paragraph,
    paragraph_of,
    run,
    table_cell,
    table_of,
    table_row,
)
from qinglian_core.criteria.table import Holds

from .styles import CELL_MARGIN, LINE, SIZE, TITLE_LINE, spacing, twips
from .wordfile import word_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macros.documents.shared.tablecells import TableCell
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
STYLES = {Look.NAME: NAME_STYLE, Look.TEXT: CELL_STYLE, Look.SCORE: SCORE_STYLE}


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
    places = count(1)
    notes = "\n".join(("本站说明（不是原文）：", *rubric_notes(rubric)))
    body = (
        *_head(rubric, places),
        _table(rubric, places),
        *(paragraph(remark, UNIT_STYLE, spacing(before=6)) for remark in rubric.remarks),
        paragraph_of(_place(NOTES_PLACE, places), NOTE_STYLE, spacing(before=6)),
        paragraph(notes, NOTE_STYLE),
    )
    return word_file("".join(body), f"{rubric.annex} {rubric.title}".strip())


def _head(rubric: Rubric, places: Iterator[int]) -> Iterator[str]:
    if rubric.annex:
        yield paragraph(rubric.annex, NUMBER_STYLE)
    yield paragraph(rubric.title, TITLE_STYLE, spacing(after=4))
    unit = (
        *(run(rubric.unit_label), _place(UNIT_PLACE, places)),
        *(run("\t"), _place(MARK_PLACE, places)),
    )
    yield paragraph_of(
        "".join(unit),
        UNIT_STYLE,
        f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>{spacing(after=2)}',
    )


def _head_height(rubric: Rubric) -> float:
    return HEAD + TITLE_LINE * math.ceil(len(rubric.title) / TITLE_CHARACTERS)


def _place(name: str, places: Iterator[int]) -> str:
    """Return an empty bookmark."""
    number = next(places)
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'


def _table(rubric: Rubric, places: Iterator[int]) -> str:
    columns = table_columns(rubric)
    widths = official_widths(columns)
    heads = (
        table_cell(lines(column.head, HEADER_STYLE), width, CENTERED)
        for column, width in zip(columns, widths, strict=True)
    )
    header = table_row(heads, f"{_unbroken(HEADER_HEIGHT)}<w:tblHeader/>")
    rows = (
        table_row(_cells(row, widths, places), _unbroken(row.height))
        for row in table_rows(blank_form(rubric), official_paper(rubric))
    )
    return table_of((header, *rows), widths)


def _unbroken(height: float) -> str:
    """Return the properties of a row that is at least so high and stays on one page."""
    return f'<w:trHeight w:val="{twips(round(height, 1))}" w:hRule="atLeast"/><w:cantSplit/>'


def _cells(row: TableRow, widths: Sequence[int], places: Iterator[int]) -> Iterator[str]:
    opens = {Reach.PROJECT: row.opens_project, Reach.ITEM: row.opens_item}
    for cell, width in zip(row.cells, widths, strict=True):
        style = STYLES[cell.look]
        if cell.look is Look.SCORE:
            words = paragraph_of(_place(score_place(row.row.clause), places), style)
            yield table_cell(words, width, CENTERED)
        elif cell.reach is Reach.ROW:
            yield table_cell(lines(cell.text, style), width, CENTERED)
        else:
            yield _merged_cell(cell, width, opens=opens[cell.reach])


def _merged_cell(cell: TableCell, width: int, *, opens: bool) -> str:
    """Return the beginning of a merged cell, or one that it goes on over."""
    merge = '<w:vMerge w:val="restart"/>' if opens else "<w:vMerge/>"
    words = lines(cell.text if opens else "", STYLES[cell.look])
    return table_cell(words, width, merge + CENTERED)

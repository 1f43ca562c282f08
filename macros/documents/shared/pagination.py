"""Where the pages of the official table break, settled beforehand so that merged cells end with their page.

Word and LibreOffice break a table wherever it happens to be full, and a merged cell then goes on without its
words. So whole items are put on pages here, by estimates on the safe side, and their rows are given heights that
fill the page: the next row finds no room and the page ends where it should, whatever program lays it out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from .tablecells import Reach, table_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qinglian_core.criteria.table import Column

    from .form import Form, FormItem, FormProject, FormRow
    from .tablecells import TableCell

LEAST_HEIGHT = 28.0
"""Points (1/72 inch): a row is never lower, so that it cannot slip into the slack of the page before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """What a page offers, in points: the room for rows, less on the first page, and ``characters`` in a line of each column.

    ``slack`` is left free at the foot of each page, for programs that measure a little otherwise, and
    ``notes`` below the table's end for what is said there. ``filled``: rows are stretched to fill a page.
    """

    first: float
    further: float
    slack: float
    notes: float
    line: float
    padding: float
    characters: tuple[int, ...]
    filled: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class TableRow:
    """One row of the table; ``height`` in points. A page or a merged cell begins where ``opens_…`` is true."""

    project: FormProject
    item: FormItem
    row: FormRow
    cells: tuple[TableCell, ...]
    height: float
    opens_page: bool
    opens_project: bool
    opens_item: bool


Block = tuple[TableRow, ...]


def table_rows(form: Form, paper: Paper) -> tuple[TableRow, ...]:
    """Return the rows of the whole table with the heights that make the pages break between items."""
    blocks = [
        block
        for project in form.projects
        for item in project.items
        for block in _blocks(form.columns, project, item, paper)
    ]
    pages = _pages(blocks, paper)
    rows: list[TableRow] = []
    for number, page in enumerate(pages):
        room = _room(number, paper) if paper.filled and number < len(pages) - 1 else 0
        rows.extend(_filled(page, room))
    return tuple(rows)


def _blocks(
    columns: Sequence[Column], project: FormProject, item: FormItem, paper: Paper
) -> list[Block]:
    """Return an item as one block, or as several with its words repeated where it is higher than a page."""
    blocks: list[list[TableRow]] = [[]]
    for row in item.rows:
        cells = table_cells(columns, project, item, row)
        height = _cells_height(cells, Reach.ROW, paper)
        if blocks[-1] and _height(blocks[-1]) + height > paper.further:
            blocks.append([])
        blocks[-1].append(
            TableRow(
                project=project,
                item=item,
                row=row,
                cells=cells,
                height=height,
                opens_page=False,
                opens_project=False,
                opens_item=not blocks[-1],
            )
        )
    return [_stretched(block, _cells_height(block[0].cells, Reach.ITEM, paper)) for block in blocks]


def _cells_height(cells: Sequence[TableCell], reach: Reach, paper: Paper) -> float:
    """Return how high the highest of the cells is that reach so far."""
    texts = zip(cells, paper.characters, strict=True)
    heights = (
        _text_height(cell.text, characters, paper)
        for cell, characters in texts
        if cell.reach is reach
    )
    return max(heights, default=LEAST_HEIGHT)


def _text_height(text: str, characters: int, paper: Paper) -> float:
    lines = sum(math.ceil(max(len(line), 1) / characters) for line in text.split("\n"))
    return max(lines * paper.line + paper.padding, LEAST_HEIGHT)


def _height(rows: Iterable[TableRow]) -> float:
    return sum(row.height for row in rows)


def _stretched(rows: Iterable[TableRow], height: float) -> Block:
    """Return ``rows`` at least ``height`` high together, each in proportion."""
    rows = tuple(rows)
    factor = max(height / _height(rows), 1)
    return tuple(replace(row, height=row.height * factor) for row in rows)


def _room(page: int, paper: Paper) -> float:
    return (paper.further if page else paper.first) - paper.slack


def _pages(blocks: list[Block], paper: Paper) -> list[list[Block]]:
    """Return the blocks by page: the fewest pages, and among these the most evenly filled."""
    heights = [_height(block) for block in blocks]
    best: list[tuple[int, float, list[int]]] = [(0, 0.0, [])]
    for end in range(1, len(blocks) + 1):
        found = []
        for start in range(end):
            pages, cost, cuts = best[start]
            is_last = end == len(blocks)
            left = _room(pages, paper) - sum(heights[start:end]) - (paper.notes if is_last else 0)
            if left >= 0 or end - start == 1:
                found.append((pages + 1, cost + (0 if is_last else left**2), [*cuts, start]))
        best.append(min(found))
    cuts = [*best[-1][2], len(blocks)]
    return [blocks[start:end] for start, end in pairwise(cuts)]


def _filled(page: list[Block], room: float) -> Block:
    """Return the rows of one page, at least as high as ``room``; each project opens anew on it."""
    opened: set[str] = set()
    rows: list[TableRow] = []
    for row in _stretched([row for block in page for row in block], room):
        name = row.project.project.id
        rows.append(replace(row, opens_page=not rows, opens_project=name not in opened))
        opened.add(name)
    return tuple(rows)

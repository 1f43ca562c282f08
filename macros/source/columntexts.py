"""Whether every official text stands in the column that holds such texts, and the figures of a row beside its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.criteria.table import Holds, Level

from .headings import heading_row
from .officialtexts import official_texts
from .sourcedocument import SourceDocumentError
from .verifying import Difference, flat, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from qinglian_core.criteria.model import Clause, Item, Rubric
    from qinglian_core.criteria.table import Column, PrintedTable
    from qinglian_core.faults import Path

    from .officialtexts import OfficialText
    from .sourcedocument import Row, SourceDocument

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
Grid = tuple["Mapping[int, str]", ...]
"""The rows below the heads: the words of each cell by column of the edition."""


def compare_columns(rubric: Rubric, source: SourceDocument) -> Iterator[Difference]:
    """Yield the texts that stand in another column, and the figures that are not those of their row.

    Where the table has not all heads, there is nothing to go by; the texts alone tell what is missing then.
    """
    grid = _grid(rubric.table, source)
    if not grid:
        return
    for one in official_texts(rubric):
        if one.column is not None:
            yield from _misplaced(one, rubric.table, grid)
    for index, item in enumerate(rubric.items):
        for number, clause in enumerate(item.clauses):
            place: Path = ("items", index, "clauses", number)
            yield from _row_differences(rubric.table, grid, item, clause, place)


def _grid(table: PrintedTable, source: SourceDocument) -> Grid:
    try:
        start = heading_row(source.rows, table.heads)
    except SourceDocumentError:
        return ()
    heads = [flat("\n".join(cell.texts)) if cell else "" for cell in source.rows[start]]
    if not all(flat(head) in heads for head in table.heads):
        return ()
    places = [heads.index(flat(head)) for head in table.heads]
    return tuple(_cells(row, places) for row in source.rows[start + 1 :])


def _cells(row: Row, places: Iterable[int]) -> dict[int, str]:
    cells = ((column, row[place]) for column, place in enumerate(places) if place < len(row))
    return {column: flat("\n".join(cell.texts)) for column, cell in cells if cell is not None}


def _misplaced(one: OfficialText, table: PrintedTable, grid: Grid) -> Iterator[Difference]:
    """Tell of a text that other columns hold, and its own does not."""
    columns = {column for row in grid for column, text in row.items() if one.text in text}
    if columns and one.column not in columns:
        heads = "”“".join(table.heads[column] for column in sorted(columns))
        wanted = table.heads[one.column or 0]
        told = f"{one.place}：“{short(one.text)}”在来源里是“{heads}”一栏，不是“{wanted}”一栏"
        yield Difference(path=one.path, message=told)


def _row_differences(
    table: PrintedTable, grid: Grid, item: Item, clause: Clause, place: Path
) -> Iterator[Difference]:
    """Compare the numbers and points in the rows of a clause; of several rows with its words, one is enough."""
    rows = [row for row in grid if _is_row_of(table, row, clause)]
    for column, what in enumerate(table.columns):
        wanted = _figure(what, item, clause)
        found = [row.get(column, "") for row in rows]
        if wanted and found and not any(_is_figure(text, wanted) for text in found):
            key = "points" if what.holds is Holds.POINTS else "id"
            told = (
                f"{clause.label} {what.head}：来源的这一行是“{short(found[0])}”，YAML 是“{wanted}”"
            )
            yield Difference(path=(*place, key), message=told)


def _is_row_of(table: PrintedTable, row: Mapping[int, str], clause: Clause) -> bool:
    texts = (
        (table.place(Holds.TEXT), clause.text),
        (table.place(Holds.STANDARD, Level.CLAUSE), clause.standard),
    )
    known = [(row.get(column, ""), flat(text)) for column, text in texts if column is not None]
    return any(text for _, text in known) and all(text in cell for cell, text in known)


def _figure(column: Column, item: Item, clause: Clause) -> str:
    """Return the number or the points that a column shows in the row of a clause; empty for anything else."""
    if column.holds is Holds.NUMBER:
        return item.id if column.of is not Level.CLAUSE else clause.number or clause.id
    if column.holds is Holds.POINTS:
        return amount_text(item.points if column.of is Level.ITEM else clause.points)
    return ""


def _is_figure(text: str, wanted: str) -> bool:
    return text == wanted or _NUMBER.findall(text) == [wanted]

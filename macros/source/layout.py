"""The table of a document as criteria: projects, items, standards and clauses, told apart as in an earlier edition.

Only the headings of the columns are taken from that edition. What finds no place is kept in ``left``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .clauselines import ClauseLine, SourceClause, lines_of, part_clauses
from .figures import split_number, split_points
from .headings import (
    CLAUSES,
    HEAD_ROWS,
    ITEM,
    PROJECT,
    STANDARD,
    Headings,
    distinct,
    heading_row,
    part_head,
    roles_of,
)
from .sourcedocument import SourceDocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from qinglian_core.criteria.table import PrintedTable, Words

    from .sourcedocument import Cell, Row, SourceDocument

_SUMS = re.compile(r"合\s*计|总\s*计|小\s*计|总\s*分")
_POINTS = re.compile(r"[（(]\s*[0-9０-９.．]+\s*分\s*[）)]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Leftover:
    """Text of the document that no place of the model holds."""

    place: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceItem:
    """An item as it is printed; ``id`` is its number, or its place where it has none.

    Where its clauses are ``numbered``, the usual number stands before one of which nothing else is written.
    """

    id: str
    title: str
    points: Decimal | None
    standard: str
    clauses: tuple[SourceClause, ...]
    numbered: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceProject:
    """A project as it is printed, with the ids of its items."""

    title: str
    points: Decimal | None
    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceEdition:
    """The criteria that a document holds."""

    annex: str
    title: str
    unit_label: str
    table: PrintedTable
    projects: tuple[SourceProject, ...]
    items: tuple[SourceItem, ...]
    left: tuple[Leftover, ...]


def is_apart(texts: Sequence[str], *, is_wide: bool) -> bool:
    """Return whether a row with these new texts is none of the criteria: a sum, a signature, a remark over its width."""
    if not texts:
        return False
    first = texts[0]
    is_sum = bool(_SUMS.match(first)) and len(first) < 2 * HEAD_ROWS
    titles, rest = titles_in(first)
    return is_sum or (is_wide and (not titles or bool(rest)))


def titles_in(joined: str) -> tuple[list[str], str]:
    """Return the titles in a text, each with its points at its end, and what comes after the last."""
    found: list[str] = []
    start = 0
    for match in _POINTS.finditer(joined):
        if match.start() > start:
            found.append(joined[start : match.end()])
            start = match.end()
    return found, joined[start:]


def clause_cells(source: SourceDocument, columns: Sequence[str]) -> tuple[Cell, ...]:
    """Return the cells in the column of the clauses; none where the table has no such heading."""
    try:
        start = heading_row(source.rows, columns)
        layout = _Layout(roles_of(source.rows[start], columns), source.rows[start])
    except SourceDocumentError:
        return ()
    return tuple(
        cell
        for row in source.rows[start + 1 :]
        for role, cell in layout.by_role(row)
        if role == CLAUSES
    )


def read_layout(source: SourceDocument, known: Headings) -> SourceEdition:
    """Tell apart the parts of ``source``; raise ``SourceDocumentError`` where its table is another."""
    start = heading_row(source.rows, known.columns)
    roles = roles_of(source.rows[start], known.columns)
    layout = _Layout(roles, source.rows[start])
    for number, row in enumerate(source.rows[start + 1 :], start + 2):
        layout.add(number, row)
    head, left = read_head(source, start, known)
    items = tuple(layout.items(left, known.columns[CLAUSES], known.table.words))
    heads = layout.columns(known.columns)
    return SourceEdition(
        annex=head["annex"],
        title=head["title"] or known.title,
        unit_label=head["unit_label"],
        table=with_heads(known.table, heads),
        projects=tuple(layout.projects()),
        items=items,
        left=(*left, *layout.left),
    )


def read_head(
    source: SourceDocument, start: int, known: Headings
) -> tuple[dict[str, str], list[Leftover]]:
    """Return annex, title and label of the unit from above the heads in row ``start``, and what else stands there."""
    above = [line.shown.strip() for line in source.above]
    above += [text for row in source.rows[:start] for cell in distinct(row) for text in cell.texts]
    head, extra = part_head([text for text in above if text], known)
    return head, [Leftover(place="表格上方", text=text) for text in extra]


def with_heads(table: PrintedTable, heads: Sequence[str]) -> PrintedTable:
    """Return ``table`` under other heads."""
    pairs = zip(table.columns, heads, strict=True)
    return replace(table, columns=tuple(replace(column, head=head) for column, head in pairs))


@dataclass(kw_only=True, slots=True)
class _Item:
    """An item while its rows are read."""

    title: Cell
    project: int
    standards: list[str] = field(default_factory=list)
    lines: list[ClauseLine] = field(default_factory=list)


class _Layout:
    """The rows of a table, taken in one after the other."""

    def __init__(self, roles: dict[Cell, int], headings: Row) -> None:
        self._headings = headings
        self._roles = roles
        self._projects: list[str] = []
        self._items: list[_Item] = []
        self._seen: set[Cell] = set()
        self.left: list[Leftover] = []

    def columns(self, known: Sequence[str]) -> tuple[str, ...]:
        """Return the headings; one that the document does not have keeps its name."""
        named = {role: cell.joined for cell, role in self._roles.items()}
        return tuple(named.get(role, column) for role, column in enumerate(known))

    def add(self, number: int, row: Row) -> None:
        """Take in a row; a cell that spans several is taken in once."""
        cells = self.by_role(row)
        if self._is_apart(cells, row):
            for cell in distinct(row):
                self._leave(number, cell)
            return
        for role, cell in cells:
            if cell in self._seen or not cell.texts:
                continue
            self._seen.add(cell)
            self._take(number, role, cell)

    def by_role(self, row: Row) -> list[tuple[int | None, Cell]]:
        """Return the cells of a row with the columns that they belong to, by their count or by the grid."""
        cells = distinct(row)
        headings = distinct(self._headings)
        if len(cells) == len(headings):
            return [
                (self._roles.get(heading), cell)
                for heading, cell in zip(headings, cells, strict=True)
            ]
        roles: dict[Cell, int | None] = {}
        for column, cell in enumerate(row):
            heading = self._headings[column] if column < len(self._headings) else None
            if cell is not None and heading is not None:
                roles.setdefault(cell, self._roles.get(heading))
            elif cell is not None:
                roles.setdefault(cell, None)
        return [(role, cell) for cell, role in roles.items()]

    def _is_apart(self, cells: list[tuple[int | None, Cell]], row: Row) -> bool:
        """Return whether a row is none of the criteria: a sum, a signature, a remark over its whole width."""
        texts = [cell.joined for _, cell in cells if cell.texts and cell not in self._seen]
        return is_apart(texts, is_wide=len(distinct(row)) == 1 and len(row) > 1)

    def _take(self, number: int, role: int | None, cell: Cell) -> None:
        if role == PROJECT:
            self._take_project(number, cell)
        elif role == ITEM:
            self._take_item(cell)
        elif role == STANDARD and self._items:
            standard = cell.joined
            if standard not in self._items[-1].standards:
                self._items[-1].standards.append(standard)
        elif role == CLAUSES and self._items:
            self._items[-1].lines.extend(lines_of(cell.texts))
        else:
            self._leave(number, cell)

    def _take_project(self, number: int, cell: Cell) -> None:
        titles, rest = titles_in(cell.joined)
        for title in dict.fromkeys(titles or [rest]):
            if not self._projects or title != self._projects[-1]:
                self._projects.append(title)
        if titles and rest.strip():
            self.left.append(Leftover(place=f"第{number}行", text=rest))

    def _take_item(self, cell: Cell) -> None:
        if not self._items or self._items[-1].title.joined != cell.joined:
            self._items.append(_Item(title=cell, project=max(len(self._projects) - 1, 0)))

    def _leave(self, number: int, cell: Cell) -> None:
        if cell not in self._seen and cell.texts:
            self._seen.add(cell)
            self.left.append(Leftover(place=f"第{number}行", text=cell.joined))

    def items(self, left: list[Leftover], head: str, words: Words) -> Iterator[SourceItem]:
        """Yield the items in their order, with the clauses told apart; ``head`` is what their column is called."""
        for name, item in zip(self._names(), self._items, strict=True):
            title, points = _title(item.title.joined)
            clauses, beside = part_clauses(item.lines)
            left.extend(
                Leftover(place=f"{words.item_label(name)}{head}", text=text) for text in beside
            )
            yield SourceItem(
                id=name,
                title=title,
                points=points,
                standard="".join(item.standards),
                clauses=clauses,
            )

    def _names(self) -> list[str]:
        """Return the ids of the items: their printed numbers, or their places where these do not tell them apart."""
        found = [split_number(item.title.joined) for item in self._items]
        return told_apart([str(number.value) if number else "" for number in found])

    def projects(self) -> Iterator[SourceProject]:
        """Yield the projects with their items."""
        places = [item.project for item in self._items]
        return projects_with(self._projects, self._names(), places)


def told_apart(names: list[str]) -> list[str]:
    """Return the names of items, or their places where one has none or two have the same."""
    if all(names) and len(set(names)) == len(names):
        return names
    return [str(place) for place in range(1, len(names) + 1)]


def projects_with(
    headings: Sequence[str], names: Sequence[str], places: Sequence[int]
) -> Iterator[SourceProject]:
    """Yield the projects under ``headings`` with the ``names`` of the items whose ``places`` are theirs."""
    for index, heading in enumerate(headings):
        title, points = split_points(heading)
        members = (name for name, place in zip(names, places, strict=True) if place == index)
        yield SourceProject(title=title, points=points, items=tuple(members))


def _title(joined: str) -> tuple[str, Decimal | None]:
    """Return the title of an item without its number and points, and the points."""
    numbered = split_number(joined)
    return split_points(numbered.text if numbered else joined)

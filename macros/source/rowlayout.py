"""The rows of a table whose columns say what they hold, as items and clauses.

An item begins where its title does, else its number, else with every row. Where points, numbers or standards stand
beside the words, a cell of words is one clause; else the numbers in it part the clauses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from qinglian_core.criteria.table import Holds, Level

from .clauselines import ClauseLine, SourceClause, lines_of, part_clauses
from .figures import amount, split_number, split_points
from .headings import distinct
from .layout import Leftover, SourceItem, is_apart, projects_with, told_apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qinglian_core.criteria.table import Column, PrintedTable

    from .layout import SourceProject
    from .sourcedocument import Cell, Row

_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})+(?![0-9])")
_PLAIN_ID = re.compile(r"[^\W_]+([-.][^\W_]+)*")
_AMOUNT = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")


@dataclass(kw_only=True, slots=True)
class _Entry:
    """A cell of words, with what stands beside it."""

    cell: Cell
    standard: str
    points: str
    number: str


@dataclass(kw_only=True, slots=True)
class _Item:
    """An item while its rows are read."""

    title: str
    number: str
    points: str
    project: int
    standards: list[str] = field(default_factory=list)
    entries: list[_Entry] = field(default_factory=list)


class RowLayout:
    """The rows of a table, taken in one after the other; ``standards_by_clause`` is None where the rows decide."""

    def __init__(
        self,
        table: PrintedTable,
        heads: Mapping[Cell, Column],
        headings: Row,
        *,
        standards_by_clause: bool | None,
    ) -> None:
        self._table = table
        self._heads = heads
        self._headings = headings
        self._by_clause = standards_by_clause
        self._by_row = any(
            column.holds in (Holds.POINTS, Holds.NUMBER) and self._level(column) is Level.CLAUSE
            for column in heads.values()
        ) or bool(standards_by_clause)
        self._projects: list[str] = []
        self._items: list[_Item] = []
        self._seen: set[Cell] = set()
        self.left: list[Leftover] = []

    @staticmethod
    def _level(column: Column) -> Level:
        if column.of is not None:
            return column.of
        return Level.CLAUSE if column.holds is Holds.POINTS else Level.ITEM

    def columns(self) -> tuple[str, ...]:
        """Return the heads as the document has them, in the order of the table."""
        named = {column: cell.joined for cell, column in self._heads.items()}
        return tuple(named.get(column, column.head) for column in self._table.columns)

    def add(self, number: int, row: Row) -> None:
        """Take in a row; a cell that spans several is taken in once."""
        found = dict(self._cells(row))
        texts = [cell.joined for cell in distinct(row) if cell.texts and cell not in self._seen]
        if is_apart(texts, is_wide=len(distinct(row)) == 1 and len(row) > 1):
            for cell in distinct(row):
                self._leave(number, cell)
            return
        project = self._new(found, Holds.PROJECT)
        if project is not None and (not self._projects or self._projects[-1] != project.joined):
            self._projects.append(project.joined)
        words = found.get((Holds.TEXT, None))
        if self._begins_item(found, words):
            self._items.append(self._item(found))
        if self._items:
            self._take(found, words)
        for cell in distinct(row):
            self._leave(number, cell)

    def _cells(self, row: Row) -> Iterator[tuple[tuple[Holds, Level | None], Cell]]:
        for place, cell in enumerate(row):
            heading = self._headings[place] if place < len(self._headings) else None
            column = self._heads.get(heading) if heading is not None else None
            if cell is None or column is None or not cell.texts:
                continue
            levelled = column.holds in (Holds.NUMBER, Holds.POINTS)
            yield (column.holds, self._level(column) if levelled else None), cell

    def _new(
        self,
        found: Mapping[tuple[Holds, Level | None], Cell],
        holds: Holds,
        of: Level | None = None,
    ) -> Cell | None:
        cell = found.get((holds, of))
        return None if cell in self._seen else cell

    def _begins_item(
        self, found: Mapping[tuple[Holds, Level | None], Cell], words: Cell | None
    ) -> bool:
        if self._table.has(Holds.ITEM):
            title = self._new(found, Holds.ITEM)
            return title is not None and (
                not self._items or self._items[-1].title != title.joined or self._is_new_project()
            )
        if self._table.has(Holds.NUMBER, Level.ITEM):
            return self._new(found, Holds.NUMBER, Level.ITEM) is not None
        return words is not None and words not in self._seen

    def _is_new_project(self) -> bool:
        return self._items[-1].project != max(len(self._projects) - 1, 0)

    def _item(self, found: Mapping[tuple[Holds, Level | None], Cell]) -> _Item:
        def told(holds: Holds, of: Level | None = None) -> str:
            cell = found.get((holds, of))
            return cell.joined if cell else ""

        return _Item(
            title=told(Holds.ITEM),
            number=told(Holds.NUMBER, Level.ITEM),
            points=told(Holds.POINTS, Level.ITEM),
            project=max(len(self._projects) - 1, 0),
        )

    def _take(self, found: Mapping[tuple[Holds, Level | None], Cell], words: Cell | None) -> None:
        item = self._items[-1]
        standard = found.get((Holds.STANDARD, None))
        if standard is not None and standard.joined not in item.standards:
            item.standards.append(standard.joined)
        if words is not None and words not in self._seen:
            points, number = (
                found.get((holds, Level.CLAUSE)) for holds in (Holds.POINTS, Holds.NUMBER)
            )
            entry = _Entry(
                cell=words,
                standard=standard.joined if standard else "",
                points=points.joined if points else "",
                number=number.joined if number else "",
            )
            item.entries.append(entry)
        self._seen.update(found.values())

    def _leave(self, number: int, cell: Cell) -> None:
        if cell not in self._seen and cell.texts:
            self._seen.add(cell)
            self.left.append(Leftover(place=f"第{number}行", text=cell.joined))

    def items(self) -> Iterator[SourceItem]:
        """Yield the items in their order."""
        for name, item in zip(self._names(), self._items, strict=True):
            title, points = split_points(_without_number(item.title))
            by_clause = self._by_clause
            if by_clause is None:
                by_clause = len(item.standards) > 1
            clauses = tuple(self._clauses(item, by_clause=by_clause))
            yield SourceItem(
                id=name,
                title=title,
                points=_points(item.points) if item.points else points,
                standard="" if by_clause else "".join(item.standards),
                clauses=clauses,
                numbered=len(clauses) > 1 or not self._table.has(Holds.NUMBER),
            )

    def _clauses(self, item: _Item, *, by_clause: bool) -> Iterator[SourceClause]:
        if not self._by_row and not by_clause:
            lines: list[ClauseLine] = [
                line for entry in item.entries for line in lines_of(entry.cell.texts)
            ]
            clauses, before = part_clauses(lines)
            self.left += [Leftover(place=item.title or item.number, text=text) for text in before]
            yield from clauses
            return
        has_points = self._table.has(Holds.POINTS, Level.CLAUSE)
        numbers = _numbers(item)
        for entry, number in zip(item.entries, numbers, strict=True):
            text = entry.cell.joined
            stated = (_points(entry.points) or Decimal(0),) if has_points else ()
            (clause,) = part_clauses([ClauseLine(text=text, first=True)])[0][:1] or (None,)
            points = stated or (clause.points if clause else ())
            whole = SourceClause(number=number or entry.number, text=text, points=points)
            if number and (found := split_number(text)):
                whole = replace(whole, text=found.text.strip())
            yield replace(whole, standard=entry.standard if by_clause else "")

    def _names(self) -> list[str]:
        """Return the ids of the items: their printed numbers, or their places where these do not tell them apart."""
        return told_apart([_id_of(item) for item in self._items])

    def projects(self) -> Iterator[SourceProject]:
        """Yield the projects with their items; none where the table has no such column."""
        places = [item.project for item in self._items]
        return projects_with(self._projects, self._names(), places)


def _numbers(item: _Item) -> list[str]:
    """Return the number before the words of each clause, where they are counted; else none."""
    found = [split_number(entry.cell.joined) for entry in item.entries]
    counted = [one.value if one else 0 for one in found] == list(range(1, len(found) + 1))
    if len(found) > 1 and counted:
        return [one.number if one else "" for one in found]
    return ["" for _ in item.entries]


def _id_of(item: _Item) -> str:
    printed = item.number or item.title
    dotted = _DOTTED.match(printed)
    if dotted:
        return dotted[0]
    number = split_number(printed)
    if number is not None:
        return str(number.value)
    return item.number if _PLAIN_ID.fullmatch(item.number) else ""


def _without_number(title: str) -> str:
    dotted = _DOTTED.match(title)
    if dotted:
        return title[dotted.end() :].lstrip(" .．、")
    number = split_number(title)
    return number.text if number else title


def _points(text: str) -> Decimal | None:
    found = _AMOUNT.search(text)
    return amount(found[0]) if found else None

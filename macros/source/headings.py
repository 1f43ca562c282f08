"""The head of a document's table: annex, title, label of the unit, and which column is which."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from .sourcedocument import SourceDocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qinglian_core.criteria.model import Rubric
    from qinglian_core.criteria.table import PrintedTable

    from .sourcedocument import Cell, Row

ALIKE = 0.5
HEAD_ROWS = 10
_FEWEST_COLUMNS = 3
_LONGEST_TITLE = 200
PROJECT, ITEM, STANDARD, CLAUSES, SCORE = range(5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Headings:
    """What an earlier edition calls its parts."""

    annex: str
    title: str
    unit_label: str
    table: PrintedTable
    standards_by_clause: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The heads of its columns."""
        return self.table.heads


def likeness(one: str, other: str) -> float:
    """Return how alike two short texts are, 0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def headings_of(rubric: Rubric) -> Headings:
    """Return what ``rubric`` calls its parts."""
    return Headings(
        annex=rubric.annex,
        title=rubric.title,
        unit_label=rubric.unit_label,
        table=rubric.table,
        standards_by_clause=any(clause.standard for clause in rubric.clauses),
    )


def distinct(row: Iterable[Cell | None]) -> tuple[Cell, ...]:
    """Return the cells of a row, each once."""
    return tuple(dict.fromkeys(cell for cell in row if cell is not None))


def _fit(row: Row, columns: Sequence[str]) -> float:
    cells = [cell.joined for cell in distinct(row)]
    return sum(max((likeness(cell, column) for cell in cells), default=0.0) for column in columns)


def heading_row(rows: Sequence[Row], columns: Sequence[str]) -> int:
    """Return the index of the row with the headings of the columns; raise ``SourceDocumentError`` when there is none."""
    fits = [(_fit(row, columns), -index) for index, row in enumerate(rows[:HEAD_ROWS])]
    best, index = max(fits, default=(0.0, 0))
    if best < _FEWEST_COLUMNS * ALIKE:
        raise SourceDocumentError(
            f"里面的表格没有找到表头（{'、'.join(columns)}），不像是考评细则；请核对是不是这个文件"
        )
    return -index


def roles_of(row: Row, columns: Sequence[str]) -> dict[Cell, int]:
    """Return which column of the criteria each heading stands for."""
    roles: dict[Cell, int] = {}
    pairs = sorted(
        (
            (likeness(cell.joined, column), -index, -role, cell)
            for index, cell in enumerate(distinct(row))
            for role, column in enumerate(columns)
        ),
        key=lambda pair: pair[:3],
        reverse=True,
    )
    for close, _, minus_role, cell in pairs:
        if close >= ALIKE and cell not in roles and -minus_role not in roles.values():
            roles[cell] = -minus_role
    missing = [columns[role] for role in (ITEM, CLAUSES) if role not in roles.values()]
    if missing:
        raise SourceDocumentError(
            f"里面的表格没有“{'”“'.join(missing)}”一栏；请核对是不是这个文件，表头改了名的请先与原来的对上"
        )
    return roles


def part_head(lines: Sequence[str], known: Headings) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return annex, title and label of the unit among the ``lines`` above a table, and the other lines."""
    found = {"annex": "", "title": "", "unit_label": ""}
    starts = {"annex": (known.annex or "附件")[:2], "unit_label": (known.unit_label or "单位")[:2]}
    extra: list[str] = []
    titles: list[str] = []
    for line in lines:
        name = next((key for key, start in starts.items() if line.startswith(start)), "")
        if name and not found[name]:
            found[name] = line
        elif len(titles) < HEAD_ROWS and (
            line in known.title
            or (len(line) <= _LONGEST_TITLE and likeness(line, known.title) >= ALIKE)
        ):
            titles.append(line)
        else:
            extra.append(line)
    sizes = range(len(titles), 0, -1)
    size = max(sizes, key=lambda size: likeness("".join(titles[:size]), known.title), default=0)
    found["title"] = "".join(titles[:size])
    return found, (*extra, *titles[size:])

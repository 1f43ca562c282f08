"""What stands in each cell of the official table, by what its column holds, and how wide the columns are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.criteria.table import Column, Holds, Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qinglian_core.criteria.model import Clause, Rubric

    from .form import FormItem, FormProject, FormRow

OWN_COLUMN = Column(head="自评得分", holds=Holds.SCORE)
"""Where a document has no column for points."""
OWN_COLUMN_NOTE = f"“{OWN_COLUMN.head}”一栏是本站加的，原表没有。"
_WIDE = (Holds.STANDARD, Holds.TEXT)


class Reach(Enum):
    """Over how many rows a cell reaches."""

    PROJECT = "project"
    ITEM = "item"
    ROW = "row"


class Look(Enum):
    """What kind of words a cell holds."""

    NAME = "name"
    TEXT = "text"
    SCORE = "score"


@dataclass(frozen=True, kw_only=True, slots=True)
class TableCell:
    """A cell of the official table; that of a score is empty here."""

    text: str
    reach: Reach
    look: Look


def table_columns(rubric: Rubric) -> tuple[Column, ...]:
    """Return the columns of the official table: the document's, and one for the score where it has none."""
    columns = rubric.table.columns
    return columns if rubric.table.has(Holds.SCORE) else (*columns, OWN_COLUMN)


def column_widths(
    columns: Sequence[Column], whole: int, usual: Mapping[Holds, int]
) -> tuple[int, ...]:
    """Return widths that add up to ``whole``: the usual ones, and the rest parted among the columns of long texts."""
    narrow = sum(usual[column.holds] for column in columns if column.holds not in _WIDE)
    wide = sum(usual[column.holds] for column in columns if column.holds in _WIDE)
    widths = [
        usual[column.holds]
        if column.holds not in _WIDE
        else (whole - narrow) * usual[column.holds] // wide
        for column in columns
    ]
    last = max(index for index, column in enumerate(columns) if column.holds in _WIDE)
    widths[last] += whole - sum(widths)
    return tuple(widths)


def table_cells(
    columns: Sequence[Column], project: FormProject, item: FormItem, row: FormRow
) -> tuple[TableCell, ...]:
    """Return the cells of one row, those that reach over several rows included."""
    prints_points = not any(column.holds is Holds.POINTS for column in columns)
    return tuple(_cell(column, project, item, row, prints_points) for column in columns)


def _cell(
    column: Column,
    project: FormProject,
    item: FormItem,
    row: FormRow,
    prints_points: bool,  # noqa: FBT001 - below the names
) -> TableCell:
    match column.holds:
        case Holds.PROJECT:
            return _name(Reach.PROJECT, project.title, project.points if prints_points else "")
        case Holds.ITEM:
            return _name(Reach.ITEM, item.name, item.points if prints_points else "")
        case Holds.NUMBER | Holds.POINTS | Holds.STANDARD:
            return _of_item_or_clause(column, item, row.clause)
        case Holds.TEXT:
            return TableCell(text=row.text, reach=Reach.ROW, look=Look.TEXT)
        case Holds.SCORE:
            return TableCell(text="", reach=Reach.ROW, look=Look.SCORE)
        case Holds.NOTE:
            return TableCell(text="", reach=Reach.ROW, look=Look.TEXT)


def _name(reach: Reach, name: str, points: str) -> TableCell:
    return TableCell(text="\n".join(filter(None, (name, points))), reach=reach, look=Look.NAME)


def _of_item_or_clause(column: Column, item: FormItem, clause: Clause) -> TableCell:
    """Return a number, points or a standard: of the item over all its rows, or of the one clause."""
    of = column.of or _usual_level(column.holds, item)
    if column.holds is Holds.NUMBER:
        text = item.item.id if of is Level.ITEM else clause.number or clause.id
    elif column.holds is Holds.POINTS:
        text = amount_text(item.item.points if of is Level.ITEM else clause.points)
    else:
        text = item.item.standard if of is Level.ITEM else clause.standard
    return TableCell(
        text=text,
        reach=Reach.ITEM if of is Level.ITEM else Reach.ROW,
        look=Look.TEXT if column.holds is Holds.STANDARD else Look.NAME,
    )


def _usual_level(holds: Holds, item: FormItem) -> Level:
    if holds is Holds.NUMBER or (holds is Holds.STANDARD and item.item.standard):
        return Level.ITEM
    return Level.CLAUSE

"""The printed table of an edition: what each of its columns holds, and the words its parts go by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Holds(Enum):
    """What a column holds."""

    PROJECT = "project"
    ITEM = "item"
    NUMBER = "number"
    STANDARD = "standard"
    TEXT = "text"
    POINTS = "points"
    SCORE = "score"
    NOTE = "note"
    """Nothing printed: filled in by hand."""


class Level(Enum):
    """Whose number, standard or points a column holds."""

    ITEM = "item"
    CLAUSE = "clause"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column under its verbatim ``head``; ``of`` is None where there is nothing to choose."""

    head: str
    holds: Holds
    of: Level | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """What the parts of an edition are called; what it says nothing of is called as here.

    ``project``, ``item``, ``standard`` and ``text`` are headings; ``clause`` and ``item_unit`` stand behind a
    number (第13.4条, 第13项); ``criteria`` is the document, ``assess`` what is done by it.
    """

    project: str = "考评项目"
    item: str = "具体内容"
    standard: str = "考评标准"
    text: str = "评分细则"
    clause: str = "条"
    item_unit: str = "项"
    unit: str = "单位"
    period: str = "考评期"
    criteria: str = "考评细则"
    assess: str = "考评"

    @property
    def own_clause(self) -> str:
        """What a clause calls itself: 本条."""
        return f"本{self.clause}"

    @property
    def clause_number(self) -> str:
        """What tells a clause from others: 条号."""
        return f"{self.clause}号"

    @property
    def item_number(self) -> str:
        """What tells an item from others: 项号."""
        return f"{self.item_unit}号"

    @property
    def own_unit(self) -> str:
        """What is said of whoever fills in: 本单位."""
        return f"本{self.unit}"

    @property
    def short_project(self) -> str:
        """What a project is called in a sentence: 项目."""
        return self.project.removeprefix(self.assess) or self.project

    def clause_label(self, clause: str) -> str:
        """Return what readers call a clause: 第13.4条."""
        return f"第{clause}{self.clause}"

    def item_label(self, item: str) -> str:
        """Return what readers call an item: 第13项."""
        return f"第{item}{self.item_unit}"


USUAL_WORDS = Words()
FIVE = (Holds.PROJECT, Holds.ITEM, Holds.STANDARD, Holds.TEXT, Holds.SCORE)
"""What the columns hold where only their heads are written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedTable:
    """The columns of the printed table, from left to right, and the words of its edition."""

    columns: tuple[Column, ...]
    words: Words = USUAL_WORDS

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of the columns."""
        return tuple(column.head for column in self.columns)

    @property
    def is_plain(self) -> bool:
        """Whether the columns are the usual five, in their order."""
        return tuple(column.holds for column in self.columns) == FIVE

    def place(self, holds: Holds, of: Level | None = None) -> int | None:
        """Return the index of the first column that ``holds`` that (of ``of``, where one says whose)."""
        for index, column in enumerate(self.columns):
            if column.holds is holds and (of is None or column.of in (None, of)):
                return index
        return None

    def has(self, holds: Holds, of: Level | None = None) -> bool:
        """Whether there is such a column."""
        return self.place(holds, of) is not None

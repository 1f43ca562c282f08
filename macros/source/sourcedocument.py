"""A source document as it was read: one table of cells, and everything that stands in none of them.

Every character of the file is in exactly one place: a line above the table, a cell, or an ``Aside`` whose kind is
not ``inside``. What is ``inside`` tells about text that a cell (or a line above) holds already.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class SourceDocumentError(ValueError):
    """A file that cannot be read as a source; the message says in Chinese what to do."""


class Kind(Enum):
    """What an aside is, in words for people."""

    OUTSIDE = "表格以外的文字"
    OTHER_TABLE = "另外的表格"
    REPEATED_HEADER = "重复的表头"
    HEADER = "页眉"
    FOOTER = "页脚"
    FOOTNOTE = "脚注"
    ENDNOTE = "尾注"
    COMMENT = "批注"
    TEXT_BOX = "文本框"
    DELETED = "修订：删去的文字（没有读进表格）"
    MOVED_AWAY = "修订：移走以前的文字（没有读进表格）"
    HIDDEN = "隐藏的文字"
    COVERED = "被合并的单元格盖住的文字"
    PHONETIC = "注音"
    FIELD_CODE = "域代码（不是文字；域显示的字已经读进来）"
    FIGURE = "图形里的文字"
    MARK = "提取时带入的标记"
    UNREAD = "读不出来的内容"
    INSERTED = "修订：增加的文字（已经读进表格）"
    MOVED_HERE = "修订：移到这里的文字（已经读进表格）"
    NUMBERED = "自动编号（文件里没有这些字，照显示的写出）"
    NESTED = "单元格里套着的表格（已经并入这一格）"
    SYMBOL = "用符号字体画的字（可能与看到的不同）"
    FORMULA = "公式（只读出其中的字）"
    VALUE = "数字或公式的值（显示的样子可能不同）"

    @property
    def inside(self) -> bool:
        """Whether the text of such an aside stands in a cell, or is no text of the file at all."""
        return self in _INSIDE


_INSIDE = frozenset(
    (
        *(Kind.INSERTED, Kind.MOVED_HERE, Kind.NUMBERED, Kind.NESTED),
        *(Kind.SYMBOL, Kind.FORMULA, Kind.VALUE, Kind.UNREAD, Kind.FIELD_CODE),
    )
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A paragraph, or what stands before a line break in it; ``number`` is what Word counts out before it."""

    text: str
    number: str = ""

    @property
    def shown(self) -> str:
        """The line as people see it."""
        return f"{self.number}{self.text}"


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Cell:
    """A cell; where cells are merged, the same ``Cell`` stands in every place of the grid that it covers."""

    lines: tuple[Line, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The lines that hold text, without the white space around them."""
        stripped = (line.shown.strip() for line in self.lines)
        return tuple(line for line in stripped if line)

    @property
    def joined(self) -> str:
        """All of it in one line: line breaks inside a cell mean nothing."""
        return "".join(self.texts)


Row = tuple[Cell | None, ...]
"""The cells of a row by column; None where a row is shorter than the others."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Aside:
    """Something to know about the document: text that is in no cell, or how text came into one.

    ``place`` says where, in words; ``text`` may hold line breaks.
    """

    kind: Kind
    place: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceDocument:
    """What was read: the lines ``above`` the table, its ``rows``, and the ``asides``; ``sha256`` is the file's."""

    sha256: str
    above: tuple[Line, ...]
    rows: tuple[Row, ...]
    asides: tuple[Aside, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell once, in reading order."""
        found = (cell for row in self.rows for cell in row if cell is not None)
        return tuple(dict.fromkeys(found))

    @property
    def outside(self) -> tuple[Aside, ...]:
        """The asides whose text stands in no cell."""
        return tuple(aside for aside in self.asides if not aside.kind.inside)

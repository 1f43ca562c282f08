"""Which of a document's tables is the one: the longest, and those that go on with it on further pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .sourcedocument import Aside, Kind, Line, Row, SourceDocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .sourcedocument import Cell

_HEAD_ROWS = 6
_LONGEST_HEADING = 20
_FEWEST_HEADINGS = 3
MOST_COLUMNS = 512
"""Word itself allows 63."""
MOST_ROWS = 10_000
_LONGEST_CELL = 20_000
_MOST_LETTERS = 500_000
"""Of all cells; real criteria have some ten thousand."""

Table = tuple[Row, ...]
Block = Table | Line


@dataclass(frozen=True, kw_only=True, slots=True)
class Contents:
    """What a reader found: lines above the table, the table, all else."""

    above: tuple[Line, ...]
    rows: tuple[Row, ...]
    asides: tuple[Aside, ...]


def gather(blocks: Sequence[Block], asides: Iterable[Aside]) -> Contents:
    """Return the contents of a document whose body is ``blocks``."""
    tables = [index for index, block in enumerate(blocks) if isinstance(block, tuple)]
    main = max(tables, key=lambda index: _length(blocks[index]), default=None)
    if main is None:
        return Contents(above=_lines(blocks), rows=(), asides=tuple(asides))
    width = _width(blocks[main])
    kept = [
        index
        for index in tables
        if index == main or _width(blocks[index]) == width >= _FEWEST_HEADINGS
    ]
    first, others = kept[0], {*tables} - {*kept}
    rows: list[Row] = []
    found: list[Aside] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Line):
            if index > first and block.shown.strip():
                found.append(Aside(kind=Kind.OUTSIDE, place="表格下方", text=block.shown))
        elif index not in others:
            rows.extend(block)
        else:
            found.append(Aside(kind=Kind.OTHER_TABLE, place="表格以外", text=text_of(block)))
    return Contents(
        above=_lines(blocks[:first]),
        rows=evened(_once(rows, found)),
        asides=(*asides, *found),
    )


def evened(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return ``rows``, all as wide as the widest; raise ``SourceDocumentError`` for what no criteria are."""
    width = max((len(row) for row in rows), default=0)
    expect_size(len(rows), width)
    lengths = [sum(len(line.text) for line in cell.lines) for cell in cells_of(rows)]
    if max(lengths, default=0) > _LONGEST_CELL or sum(lengths) > _MOST_LETTERS:
        raise SourceDocumentError(
            f"里面的表格字太多（一格最多 {_LONGEST_CELL} 字，一共最多 {_MOST_LETTERS} 字），"
            "不像是细则；请核对是不是这个文件"
        )
    return tuple((*row, *(None,) * (width - len(row))) for row in rows)


def expect_size(rows: int, columns: int) -> None:
    """Raise ``SourceDocumentError`` for a table so large that it cannot be criteria."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise SourceDocumentError(
            f"里面的表格太大（最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列），不像是细则；请核对是不是这个文件，"
            "只是后面多出许多空行、空列的，请删去后另存"
        )


def _lines(blocks: Sequence[Block]) -> tuple[Line, ...]:
    return tuple(block for block in blocks if isinstance(block, Line) and block.shown)


def cells_of(table: Iterable[Row]) -> tuple[Cell, ...]:
    """Return every cell once."""
    return tuple(dict.fromkeys(cell for row in table for cell in row if cell is not None))


def text_of(table: Iterable[Row]) -> str:
    """Return the text of every cell once, a line each."""
    return "\n".join(line.shown for cell in cells_of(table) for line in cell.lines)


def _length(block: Block) -> int:
    return len(text_of(block)) if isinstance(block, tuple) else -1


def _width(block: Block) -> int:
    """Return how many cells the widest row has; a table as wide as another goes on where that stopped."""
    rows = block if isinstance(block, tuple) else ()
    return max((len(cells_of([row])) for row in rows), default=0)


def _once(rows: list[Row], asides: list[Aside]) -> list[Row]:
    """Return ``rows`` without those that repeat the heading of the table, which are told."""
    heading: tuple[str, ...] | None = None
    kept: list[Row] = []
    for number, row in enumerate(rows, 1):
        texts = tuple(cell.joined for cell in cells_of([row]))
        is_heading = (
            sum(bool(text) for text in texts) >= _FEWEST_HEADINGS
            and max(map(len, texts)) <= _LONGEST_HEADING
        )
        if texts == heading:
            aside = Aside(kind=Kind.REPEATED_HEADER, place=f"第{number}行", text=text_of([row]))
            asides.append(aside)
            continue
        if heading is None and is_heading and number <= _HEAD_ROWS:
            heading = texts
        kept.append(row)
    return kept

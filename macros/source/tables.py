"""Which of a document's tables is the one: the longest, and those that go on with it on further pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .sourcedocument import Aside, Kind, Line, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .sourcedocument import Cell

_HEAD_ROWS = 6
_LONGEST_HEADING = 20
_FEWEST_HEADINGS = 3

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
    kept = [index for index in tables if _goes_with(blocks[index], blocks[main])]
    rows: list[Row] = []
    found: list[Aside] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Line):
            if index > kept[0] and block.shown.strip():
                found.append(Aside(kind=Kind.OUTSIDE, place="表格下方", text=block.shown))
        elif index in kept:
            rows.extend(block)
        else:
            found.append(Aside(kind=Kind.OTHER_TABLE, place="表格以外", text=text_of(block)))
    width = max((len(row) for row in rows), default=0)
    return Contents(
        above=_lines(blocks[: kept[0]]),
        rows=tuple((*row, *(None,) * (width - len(row))) for row in _once(rows, found)),
        asides=(*asides, *found),
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


def _width(table: Table) -> int:
    return max((len(cells_of([row])) for row in table), default=0)


def _goes_with(block: Block, main: Block) -> bool:
    """Return whether ``block`` is the main table, or one of the same width: it goes on where that stopped."""
    if not isinstance(block, tuple) or not isinstance(main, tuple):
        return False
    return block is main or _width(block) == _width(main) >= _FEWEST_HEADINGS


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

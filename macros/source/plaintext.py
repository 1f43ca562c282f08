"""Text as a source: a table extracted from Word (every cell starts with a tab), or one pasted from a sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .sourcedocument import Aside, Cell, Kind, Line, SourceDocumentError
from .tables import Contents, evened, expect_size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .sourcedocument import Row

_MARK = re.compile(r"\[bookmark: [^\]]*\]")
_CELL = re.compile(r"^\t", re.MULTILINE)
_ROW_END = re.compile(r"\n[^\S\n]*\n\Z")
_INNER_TAB = re.compile(r"^[^\t\n]+\t|^\t[^\t\n]*\t", re.MULTILINE)
_FIELD = re.compile(r'("(?:[^"]|"")*"(?=[\t\n]|\Z)|[^\t\n]*)(\t|\n|\Z)')
_QUOTED = re.compile(r'"(.*)"', re.DOTALL)
"""A field in quotes may hold line breaks and tabs, and doubles its own quotes."""
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
"""With these a text begins that has two bytes for a letter, of which one can be nought."""


def read_text(data: bytes) -> Contents:
    """Read a text; raise ``SourceDocumentError`` when it is none."""
    try:
        text = data.decode("utf-16" if data.startswith(BYTE_ORDER_MARKS) else "utf-8-sig")
    except UnicodeDecodeError:
        raise SourceDocumentError(
            "不是 UTF-8 文本；请另存为 UTF-8 文本（记事本里“另存为”，编码选 UTF-8），或用 .docx 文件"
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    marks = [Aside(kind=Kind.MARK, place="文本里", text=found[0]) for found in _MARK.finditer(text)]
    text = _MARK.sub("", text)
    if _INNER_TAB.search(text):
        above, rows = _pasted(text)
    else:
        above, rows = _extracted(text)
    return Contents(above=above, rows=rows, asides=tuple(marks))


def _lines(text: str) -> tuple[Line, ...]:
    return tuple(Line(text=line) for line in text.split("\n") if line)


def _extracted(text: str) -> tuple[tuple[Line, ...], tuple[Row, ...]]:
    """Read cells that each start with a tab at the start of a line; an empty line ends the row of headings."""
    head, *texts = _CELL.split(text)
    width = next(
        (count for count, cell in enumerate(texts, 1) if _ROW_END.search(cell)), len(texts)
    )
    expect_size(len(texts) // max(width, 1), width)
    cells = [Cell(lines=_lines(cell)) for cell in texts]
    rows = tuple(
        (*cells[start : start + width], *(None,) * (start + width - len(cells)))
        for start in range(0, len(cells), width or 1)
    )
    return _lines(head), evened(rows)


def _pasted(text: str) -> tuple[tuple[Line, ...], tuple[Row, ...]]:
    """Read rows with tabs between their cells, as they are pasted from a sheet."""
    above: list[Line] = []
    rows: list[Row] = []
    for record in _records(text):
        if len(record) == 1 and not rows:
            above.extend(_lines(record[0]))
        elif record:
            rows.append(tuple(Cell(lines=_lines(field)) for field in record))
    return tuple(above), evened(rows)


def _records(text: str) -> Iterator[list[str]]:
    record: list[str] = []
    for field, end in _FIELD.findall(text.removesuffix("\n")):
        quoted = _QUOTED.fullmatch(field)
        record.append(quoted[1].replace('""', '"') if quoted else field)
        if end != "\t":
            yield record
            record = []

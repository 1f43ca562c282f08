"""Sources: the official document as cells of text, from a Word file or a text extracted from one.

In a text every table cell starts with a tab at the start of a line. Only what ``Provenance.changes`` admits is
evened out here: the extraction mark, white space at the ends of lines, empty lines and cells.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

    from docx.document import Document

_MARK = re.compile(r"\[bookmark: [^\]]*\]")

Cell = tuple[str, ...]
"""The non-empty lines of a cell, stripped."""


def source_digest(path: pathlib.Path) -> str:
    """Return the SHA-256 of the source file, 64 hex digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_cells(path: pathlib.Path) -> list[Cell]:
    """Return the non-empty cells of a source in order; the text before the table is one cell.

    Raises ``ValueError`` (Chinese) when the file is neither UTF-8 text nor a Word document.
    """
    if not path.is_file():
        raise ValueError(f"没有找到 {path}")
    if path.suffix.lower() == ".docx":
        try:
            document = docx.Document(str(path))
        except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
            message = (
                f"{path} 不能当作 Word 文档（.docx）打开；老格式的 .doc 请用 Word 另存为 .docx"
            )
            raise ValueError(message) from error
        texts = list(_document_cells(document))
    else:
        try:
            texts = re.split(r"^\t", path.read_text(encoding="utf-8-sig"), flags=re.MULTILINE)
        except UnicodeDecodeError:
            message = f"{path} 不是 UTF-8 文本；请另存为 UTF-8 文本，或用 .docx 文件"
            raise ValueError(message) from None
    cells = [_lines(text) for text in texts]
    return [cell for cell in cells if cell]


def _document_cells(document: Document) -> Iterator[str]:
    """Yield the text before each table, and every cell once, however many rows it spans."""
    before: list[str] = []
    for block in document.iter_inner_content():
        if not isinstance(block, Table):
            before.append(block.text)
            continue
        yield "\n".join(before)
        before = []
        seen: set[object] = set()
        for row in block.rows:
            for cell in row.cells:
                element = cell._tc  # noqa: SLF001 - the only way to tell merged cells
                if element not in seen:
                    seen.add(element)
                    yield cell.text
    yield "\n".join(before)


def _lines(text: str) -> Cell:
    stripped = (line.strip() for line in _MARK.sub("", text).splitlines())
    return tuple(line for line in stripped if line)

"""Excel files as no program would write them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl

from .wordfiles import packed

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHEET = "xl/worksheets/sheet1.xml"


def odd_workbook(row: Iterable[str], **added: str) -> bytes:
    """Return a workbook of one ``row``, with ``added`` at the end of the sheet's elements so called."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append([*row])
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    for element, text in added.items():
        files[_SHEET] = files[_SHEET].replace(f"</{element}>", f"{text}</{element}>")
    return packed(files)

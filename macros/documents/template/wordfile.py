"""A Word file of ours: our page and styles, nothing that python-docx brings along, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from docx import Document

from macros.documents.shared.packages import write_package

from .styles import FALLBACKS, set_page, set_styles

if TYPE_CHECKING:
    from docx import document

MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""A fixed day, so that equal criteria make equal files."""
_UNNEEDED = ("customXml", "numbering", "stylesWithEffects", "webSettings", "thumbnail")

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SETTINGS = (
    f'<w:settings xmlns:w="{_WORD}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:useFELayout/>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
_APPLICATION = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>qinglian</Application></Properties>"
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def open_document() -> document.Document:
    """Return an empty document of A4 landscape."""
    made = Document()
    _drop_parts(made)
    set_styles(made)
    set_page(made)
    return made


def packed(made: document.Document, title: str) -> bytes:
    """Return the file of a document: the same bytes for the same document."""
    _properties(made, title)
    out = io.BytesIO()
    made.save(out)
    with zipfile.ZipFile(out) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/settings.xml"] = (_DECLARATION + _SETTINGS).encode()
    parts["word/fontTable.xml"] = (_DECLARATION + _fonts()).encode()
    parts["docProps/app.xml"] = (_DECLARATION + _APPLICATION).encode()
    return write_package(parts)


def _drop_parts(made: document.Document) -> None:
    """Drop what python-docx's own template brings along and these documents do not use."""
    for rels in (made.part.rels, made.part.package.rels):
        for name, relationship in tuple(rels.items()):
            if relationship.reltype.rpartition("/")[2] in _UNNEEDED:
                del rels[name]


def _properties(made: document.Document, title: str) -> None:
    core = made.core_properties
    core.title = title
    core.author = core.last_modified_by = core.comments = core.keywords = ""
    core.language = "zh-CN"
    core.created = core.modified = MADE
    core.revision = 1


def _fonts() -> str:
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(others)}/>"
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    return f'<w:fonts xmlns:w="{_WORD}">{fonts}</w:fonts>'

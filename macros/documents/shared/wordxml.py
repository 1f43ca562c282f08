"""The few pieces of WordprocessingML that our documents are made of: runs, paragraphs, tables.

Styles are named by their ids, which the template defines. Every text is escaped here and nowhere else.
``properties`` are elements, in the order that the schema wants.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .plaintext import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NUMBER_STYLE = "QNumber"
TITLE_STYLE = "QTitle"
UNIT_STYLE = "QUnit"
CELL_STYLE = "QCell"
LIST_STYLE = "QList"
HEADER_STYLE = "QHeader"
NAME_STYLE = "QName"
SCORE_STYLE = "QScore"
NOTE_STYLE = "QNote"
ANNEX_STYLE = "QAnnex"
GROUP_STYLE = "QGroup"
FOOT_STYLE = "QFoot"
BRIEF_TITLE_STYLE = "QBriefTitle"
BRIEF_STYLE = "QBrief"
MARK_STYLE = "QMark"
STRONG_STYLE = "QStrong"
BORDERS_STYLE = "QTable"

CENTERED = '<w:vAlign w:val="center"/>'
"""Of a cell: halfway between top and bottom."""

_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


def run(text: str, style: str = "", properties: str = "") -> str:
    """Return a run; line breaks and tabs in ``text`` stay."""
    look = _properties("w:rPr", (f'<w:rStyle w:val="{style}"/>' if style else "") + properties)
    words = escaped(text).replace("\n", _BREAK).replace("\t", _TAB)
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


def escaped(text: str) -> str:
    """Return ``text`` as XML content; the standard library's own function would bring along half of it."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def paragraph(text: str, style: str, properties: str = "") -> str:
    """Return a paragraph of one run, or of none where there is no text."""
    return paragraph_of(run(text) if text else "", style, properties)


def paragraph_of(runs: str, style: str, properties: str = "") -> str:
    """Return a paragraph of ``runs``; its ``properties`` go before those of its style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def lines(text: str, style: str) -> str:
    """Return a paragraph for each line: a justified or ragged line then ends where its words end."""
    return "".join(paragraph(line, style) for line in clean(text).split("\n"))


def table(header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    """Return a table of texts whose header repeats on each page."""
    head = _row_of_texts(header, widths, HEADER_STYLE, "<w:cantSplit/><w:tblHeader/>")
    body = (_row_of_texts(row, widths, LIST_STYLE, "<w:cantSplit/>") for row in rows)
    return table_of((head, *body), widths)


def _row_of_texts(texts: Sequence[str], widths: Sequence[int], style: str, properties: str) -> str:
    cells = (
        table_cell(lines(text, style), width) for text, width in zip(texts, widths, strict=True)
    )
    return table_row(cells, properties)


def table_of(rows: Iterable[str], widths: Sequence[int]) -> str:
    """Return a table of ``rows``; ``widths`` of its columns are in twentieths of a point."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{BORDERS_STYLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def table_row(cells: Iterable[str], properties: str = "") -> str:
    """Return a row of ``cells``."""
    return f"<w:tr>{_properties('w:trPr', properties)}{''.join(cells)}</w:tr>"


def table_cell(paragraphs: str, width: int, properties: str = "") -> str:
    """Return a cell of at least one paragraph."""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{paragraphs}</w:tc>'
    )


def _properties(name: str, elements: str) -> str:
    return f"<{name}>{elements}</{name}>" if elements else ""

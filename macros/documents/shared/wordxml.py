"""The few pieces of WordprocessingML that are put into the template: runs, paragraphs, tables.

Styles are named by their ids, which the template defines. Every text is escaped here and nowhere else.
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

_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


def run(text: str, style: str = "") -> str:
    """Return a run; line breaks in ``text`` stay."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    words = _escaped(clean(text)).replace("\n", _BREAK)
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


def _escaped(text: str) -> str:
    """Return ``text`` as XML content; the standard library's own function would bring along half of it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def paragraph(text: str, style: str) -> str:
    """Return a paragraph of one run."""
    return paragraph_of(run(text), style)


def paragraph_of(runs: str, style: str) -> str:
    """Return a paragraph of ``runs``."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def table(header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    """Return a table whose header repeats on each page; ``widths`` are in twentieths of a point."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = _row(header, widths, HEADER_STYLE, "<w:cantSplit/><w:tblHeader/>")
    body = "".join(_row(row, widths, LIST_STYLE, "<w:cantSplit/>") for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{BORDERS_STYLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>'
    )


def _row(texts: Sequence[str], widths: Sequence[int], style: str, properties: str) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_lines(text, style)}</w:tc>'
        for text, width in zip(texts, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _lines(text: str, style: str) -> str:
    """Return a paragraph for each line: a justified or ragged line then ends where its words end."""
    return "".join(paragraph(line, style) for line in clean(text).split("\n"))

"""Word files written by hand, as XML, so that each construct is the very one meant."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from macros.source.opening import read_document

if TYPE_CHECKING:
    from macros.source.sourcedocument import Kind, SourceDocument

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "w": W,
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "v": "urn:schemas-microsoft-com:vml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
_ROOTS = {
    "styles": "w:styles",
    "numbering": "w:numbering",
    "footnotes": "w:footnotes",
    "endnotes": "w:endnotes",
    "comments": "w:comments",
    "header": "w:hdr",
    "footer": "w:ftr",
}


def word_file(body: str, **parts: str) -> bytes:
    """Return a .docx with this content of ``w:body``, and of further parts by their kind (``numbering=…``)."""
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations({kind: f"{kind}.xml" for kind in parts}),
    }
    for kind, content in parts.items():
        files[f"word/{kind}.xml"] = f"<{_ROOTS[kind]} {_SPACES}>{content}</{_ROOTS[kind]}>"
    return packed(files)


def packed(files: dict[str, str]) -> bytes:
    """Return a zip archive of ``files``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _relations(targets: dict[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_RELATIONS}">{entries}</Relationships>'


def t(text: str) -> str:
    """Return a run."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*content: str, props: str = "") -> str:
    """Return a paragraph; what is no XML is a run."""
    runs = "".join(one if one.startswith("<") else t(one) for one in content)
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{runs}</w:p>"


def tc(*content: str, props: str = "") -> str:
    """Return a cell; what is no XML is a paragraph."""
    blocks = "".join(one if one.startswith("<") else p(one) for one in content)
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{blocks or '<w:p/>'}</w:tc>"


def tr(*cells: str, props: str = "") -> str:
    """Return a row; what is no XML is a cell."""
    found = "".join(one if one.startswith("<") else tc(one) for one in cells)
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{found}</w:tr>"


def tbl(*rows: str) -> str:
    """Return a table without a grid, as many programs leave it."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def read(body: str, **parts: str) -> SourceDocument:
    """Return what is read of such a file."""
    return read_document(word_file(body, **parts))


def read_cell(*content: str, **parts: str) -> SourceDocument:
    """Return what is read of a table of one row, whose second cell has this content."""
    return read(tbl(tr("甲", tc(*content), "丙")), **parts)


def texts(source: SourceDocument) -> list[list[str | None]]:
    """Return the joined text of every place of the grid."""
    return [[None if cell is None else cell.joined for cell in row] for row in source.rows]


def cell_text(source: SourceDocument) -> str:
    """Return the lines of the second cell."""
    cell = source.rows[0][1]
    assert cell is not None
    return "\n".join(line.shown for line in cell.lines)


def told(source: SourceDocument) -> list[tuple[Kind, str]]:
    """Return the asides, without their places."""
    return [(aside.kind, aside.text) for aside in source.asides]

"""A Word file of ours: a body on our page in our styles, and no more parts than it needs; the same bytes each time."""

from __future__ import annotations

from macros.documents.shared.packages import write_package
from macros.documents.shared.worddocument import DOCUMENT
from macros.documents.shared.wordxml import escaped

from .page import FOOTER, footer_xml, section_xml
from .styles import fonts_xml, styles_xml

MADE = "2000-01-01T00:00:00Z"
"""A fixed day, so that equal criteria make equal files."""

_OPEN = "http://schemas.openxmlformats.org"
_WORD = f"{_OPEN}/wordprocessingml/2006/main"
_OFFICE = f"{_OPEN}/officeDocument/2006"
_PACKAGE = f"{_OPEN}/package/2006"
_TYPES = "application/vnd.openxmlformats"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:useFELayout/>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
)
_BESIDE = ("styles", "settings", "fontTable", FOOTER)
"""The parts that a document refers to, each by the kind that it is."""


def word_file(body: str, title: str) -> bytes:
    """Return the file of a document with this body: the same bytes for the same words."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            ("document", f"{_OFFICE}/relationships/officeDocument", DOCUMENT),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("app", f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": _core_properties(title),
        "docProps/app.xml": f'<Properties xmlns="{_OFFICE}/extended-properties">'
        "<Application>qinglian</Application></Properties>",
        DOCUMENT: _word("document", f"<w:body>{body}{section_xml()}</w:body>"),
        "word/_rels/document.xml.rels": _relationships(
            *((kind, f"{_OFFICE}/relationships/{kind}", f"{kind}.xml") for kind in _BESIDE)
        ),
        "word/styles.xml": _word("styles", styles_xml()),
        "word/settings.xml": _word("settings", _SETTINGS),
        "word/fontTable.xml": _word("fonts", fonts_xml()),
        "word/footer.xml": _word("ftr", footer_xml()),
    }
    return write_package({name: (_DECLARATION + xml).encode() for name, xml in parts.items()})


def _word(root: str, content: str) -> str:
    return f'<w:{root} xmlns:w="{_WORD}" xmlns:r="{_OFFICE}/relationships">{content}</w:{root}>'


def _content_types() -> str:
    word = f"{_TYPES}-officedocument.wordprocessingml"
    types = {
        DOCUMENT: f"{word}.document.main",
        **{f"word/{kind}.xml": f"{word}.{kind}" for kind in _BESIDE},
        "docProps/core.xml": f"{_TYPES}-package.core-properties",
        "docProps/app.xml": f"{_TYPES}-officedocument.extended-properties",
    }
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}+xml"/>' for name, kind in types.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_TYPES}-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(*targets: tuple[str, str, str]) -> str:
    named = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in targets
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{named}</Relationships>'


def _core_properties(title: str) -> str:
    days = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{MADE}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title><dc:creator/><cp:lastModifiedBy/>"
        f"<cp:revision>1</cp:revision>{days}<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )

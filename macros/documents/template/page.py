"""The page of the Word documents: A4 landscape, with its number at the foot."""

from __future__ import annotations

from macros.documents.shared.wordxml import FOOT_STYLE, paragraph_of, run

FOOTER = "footer"
"""The id under which a document knows the part of its footer."""
MARGIN = 964
"""Left and right, in twentieths of a point (1.7 cm)."""
TOP = 850
BOTTOM = 794
PAGE = (16838, 11906)


def section_xml() -> str:
    """Return the properties of the one section of a document."""
    width, height = PAGE
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{FOOTER}"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}" w:orient="landscape"/>'
        f'<w:pgMar w:top="{TOP}" w:right="{MARGIN}" w:bottom="{BOTTOM}" w:left="{MARGIN}"'
        ' w:header="400" w:footer="380" w:gutter="0"/>'
        '<w:cols w:space="720"/><w:docGrid w:linePitch="360"/></w:sectPr>'
    )


def footer_xml() -> str:
    """Return what is inside the part of the footer."""
    pieces = (run("第 "), _field("PAGE"), run(" 页　共 "), _field("NUMPAGES"), run(" 页"))
    return paragraph_of("".join(pieces), FOOT_STYLE)


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} ">{run("1")}</w:fldSimple>'

"""The look of the Word documents: page, fonts, paragraph styles, stripped of what python-docx brings along.

Fonts are those of Chinese office machines (仿宋, 宋体, 黑体); for others the font table names what to take instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, Twips

from macros.documents.shared import wordxml

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

BODY_FONT = "仿宋"
TITLE_FONT = "宋体"
HEAD_FONT = "黑体"
FALLBACKS = {
    BODY_FONT: "FangSong;仿宋_GB2312;STFangsong;FangSong_GB2312;Noto Serif CJK SC",
    TITLE_FONT: "SimSun;STSong;Noto Serif CJK SC",
    HEAD_FONT: "SimHei;STHeiti;Noto Sans CJK SC",
}
SIZE = 10.0
LINE = 13.0
TITLE_LINE = 28.0
MARGIN = 964
"""Left and right, in twentieths of a point (1.7 cm)."""
TOP = 850
BOTTOM = 794
CELL_MARGIN = 85
PAGE = (16838, 11906)

_DEFAULTS = (
    f'<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr><w:kern w:val="0"/><w:sz w:val="20"/>'
    '<w:szCs w:val="20"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
)


def set_page(document: Document) -> None:
    """Make the page A4 landscape with the page number at its foot."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Twips(PAGE[0]), Twips(PAGE[1])
    section.left_margin = section.right_margin = Twips(MARGIN)
    section.top_margin, section.bottom_margin = Twips(TOP), Twips(BOTTOM)
    section.header_distance, section.footer_distance = Twips(400), Twips(380)
    foot = section.footer.paragraphs[0]
    foot.style = "页脚文字"
    for piece in ("第 ", "PAGE", " 页　共 ", "NUMPAGES", " 页"):
        if piece.isascii():
            _add_field(foot._p, piece)  # noqa: SLF001 - python-docx has no fields
        else:
            foot.add_run(piece)


def _add_field(paragraph: object, name: str) -> None:
    paragraph.append(  # type: ignore[attr-defined]
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )


def set_styles(document: Document) -> None:
    """Leave only the styles that the documents use."""
    _drop_styles(document)
    _set_defaults(document)
    center, left, both = (
        WD_ALIGN_PARAGRAPH.CENTER,
        WD_ALIGN_PARAGRAPH.LEFT,
        WD_ALIGN_PARAGRAPH.JUSTIFY,
    )
    _add(document, wordxml.CELL_STYLE, "表文", BODY_FONT, SIZE, both, line=LINE)
    _add(document, wordxml.LIST_STYLE, "附表文字", BODY_FONT, 9, left, line=12)
    _add(document, wordxml.HEADER_STYLE, "表头", HEAD_FONT, SIZE, center, line=16)
    _add(document, wordxml.NAME_STYLE, "表内名称", BODY_FONT, SIZE, center, line=LINE)
    _add(document, wordxml.SCORE_STYLE, "得分", BODY_FONT, SIZE + 0.5, center, line=LINE)
    _add(document, wordxml.NUMBER_STYLE, "附件号", HEAD_FONT, 14, left, line=18)
    _add(document, wordxml.TITLE_STYLE, "表题", TITLE_FONT, 20, center, line=TITLE_LINE, bold=True)
    _add(document, wordxml.UNIT_STYLE, "单位栏", BODY_FONT, 12, left, line=20)
    _add(document, wordxml.NOTE_STYLE, "表下说明", BODY_FONT, 9, left, line=13)
    annex = _add(document, wordxml.ANNEX_STYLE, "附表题", HEAD_FONT, 14, left, line=28)
    annex.paragraph_format.page_break_before = True
    annex.paragraph_format.keep_with_next = True
    group = _add(document, wordxml.GROUP_STYLE, "分组题", HEAD_FONT, 12, left, line=26)
    group.paragraph_format.keep_with_next = True
    _add(document, wordxml.FOOT_STYLE, "页脚文字", BODY_FONT, 9, center, line=12)
    title = _add(document, wordxml.BRIEF_TITLE_STYLE, "情况小标题", HEAD_FONT, 12, left, line=20)
    title.paragraph_format.space_before = Pt(8)
    title.paragraph_format.keep_with_next = True
    _add(document, wordxml.BRIEF_STYLE, "情况文字", BODY_FONT, 10.5, left, line=16)
    strong = document.styles.add_style("情况要紧处", WD_STYLE_TYPE.CHARACTER)
    strong.element.set(qn("w:styleId"), wordxml.STRONG_STYLE)
    strong.font.bold = True
    mark = document.styles.add_style("自评标记", WD_STYLE_TYPE.CHARACTER)
    mark.element.set(qn("w:styleId"), wordxml.MARK_STYLE)
    mark.font.size = Pt(8)
    _add_table_style(document)


def _drop_styles(document: Document) -> None:
    keep = {"Normal", "Default Paragraph Font", "Normal Table", "No List"}
    styles = document.styles.element
    for style in list(styles.style_lst):
        if style.name_val not in keep:
            styles.remove(style)


def _set_defaults(document: Document) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    document.styles.element.replace(defaults, parse_xml(_DEFAULTS))
    normal = document.styles["Normal"]
    normal.font.size = Pt(SIZE)
    _set_font(normal, BODY_FONT)
    normal.paragraph_format.space_after = Pt(0)


def _add(  # noqa: PLR0913, PLR0917 - a style is its properties
    document: Document,
    identifier: str,
    name: str,
    font: str,
    size: float,
    alignment: WD_ALIGN_PARAGRAPH,
    *,
    line: float,
    bold: bool = False,
) -> ParagraphStyle:
    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), identifier)
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(size)
    style.font.bold = bold
    _set_font(style, font)
    form = style.paragraph_format
    form.alignment = alignment
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(line)
    form.widow_control = False
    return style


def _set_font(style: object, font: str) -> None:
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()  # type: ignore[attr-defined]
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)


def _add_table_style(document: Document) -> None:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{wordxml.BORDERS_STYLE}">'
            '<w:name w:val="考评表"/><w:basedOn w:val="TableNormal"/>'
            f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders>"
            f'<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="{CELL_MARGIN}" w:type="dxa"/>'
            f'<w:bottom w:w="30" w:type="dxa"/><w:right w:w="{CELL_MARGIN}" w:type="dxa"/></w:tblCellMar>'
            "</w:tblPr></w:style>"
        )
    )

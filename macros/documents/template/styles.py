"""The look of the Word documents: fonts, styles of paragraphs, runs and tables.

Fonts are those of Chinese office machines (仿宋, 宋体, 黑体); for others the font table names what to take instead.
"""

from __future__ import annotations

from dataclasses import dataclass

from macros.documents.shared import wordxml

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
CELL_MARGIN = 85

_DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:kern w:val="0"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    # Word 自带的样式不列进样式库
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1"'
    ' w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="276"/>'
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ParagraphStyle:
    """A kind of paragraph; lengths are in points, the height of a line is exact."""

    id: str
    name: str
    size: float
    line: float
    font: str = BODY_FONT
    align: str = "left"
    before: int = 0
    bold: bool = False
    keeps_next: bool = False
    begins_page: bool = False

    def xml(self) -> str:
        """Return its definition."""
        flow = "<w:keepNext/>" * self.keeps_next + "<w:pageBreakBefore/>" * self.begins_page
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{self.id}"><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="Normal"/><w:pPr>{flow}<w:widowControl w:val="0"/>'
            f'<w:spacing w:before="{twips(self.before)}" w:after="0" w:line="{twips(self.line)}" w:lineRule="exact"/>'
            f'<w:jc w:val="{self.align}"/></w:pPr>'
            f"<w:rPr>{_font(self.font)}{'<w:b/>' * self.bold}{_size(self.size)}</w:rPr></w:style>"
        )


PARAGRAPHS = (
    ParagraphStyle(id=wordxml.CELL_STYLE, name="表文", size=SIZE, line=LINE, align="both"),
    ParagraphStyle(id=wordxml.LIST_STYLE, name="附表文字", size=9, line=12),
    ParagraphStyle(
        id=wordxml.HEADER_STYLE, name="表头", font=HEAD_FONT, size=SIZE, line=16, align="center"
    ),
    ParagraphStyle(id=wordxml.NAME_STYLE, name="表内名称", size=SIZE, line=LINE, align="center"),
    ParagraphStyle(id=wordxml.SCORE_STYLE, name="得分", size=SIZE + 0.5, line=LINE, align="center"),
    ParagraphStyle(id=wordxml.NUMBER_STYLE, name="附件号", font=HEAD_FONT, size=14, line=18),
    ParagraphStyle(
        id=wordxml.TITLE_STYLE,
        name="表题",
        font=TITLE_FONT,
        size=20,
        line=TITLE_LINE,
        align="center",
        bold=True,
    ),
    ParagraphStyle(id=wordxml.UNIT_STYLE, name="单位栏", size=12, line=20),
    ParagraphStyle(id=wordxml.NOTE_STYLE, name="表下说明", size=9, line=13),
    ParagraphStyle(
        id=wordxml.ANNEX_STYLE,
        name="附表题",
        font=HEAD_FONT,
        size=14,
        line=28,
        keeps_next=True,
        begins_page=True,
    ),
    ParagraphStyle(
        id=wordxml.GROUP_STYLE, name="分组题", font=HEAD_FONT, size=12, line=26, keeps_next=True
    ),
    ParagraphStyle(id=wordxml.FOOT_STYLE, name="页脚文字", size=9, line=12, align="center"),
    ParagraphStyle(
        id=wordxml.BRIEF_TITLE_STYLE,
        name="情况小标题",
        font=HEAD_FONT,
        size=12,
        line=17,
        before=5,
        keeps_next=True,
    ),
    ParagraphStyle(id=wordxml.BRIEF_STYLE, name="情况文字", size=10, line=13),
)


def twips(points: float) -> int:
    """Return a length in twentieths of a point, the usual measure of Word."""
    return round(points * 20)


def spacing(**sides: float) -> str:
    """Return the property of a paragraph that keeps so many points free ``before`` or ``after`` it."""
    lengths = "".join(f' w:{side}="{twips(points)}"' for side, points in sides.items())
    return f"<w:spacing{lengths}/>"


def styles_xml() -> str:
    """Return what is inside the part of styles."""
    return (
        f"{_DEFAULTS}{_normal()}{''.join(style.xml() for style in PARAGRAPHS)}"
        f"{_of_runs(wordxml.STRONG_STYLE, '情况要紧处', '<w:b/>')}"
        f"{_of_runs(wordxml.MARK_STYLE, '自评标记', _size(8))}{_tables()}"
    )


def fonts_xml() -> str:
    """Return what is inside the table of fonts."""
    return "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/>'
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in FALLBACKS.items()
    )


def _normal() -> str:
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:spacing w:after="0"/></w:pPr><w:rPr>{_font(BODY_FONT)}{_size(SIZE)}</w:rPr></w:style>'
    )


def _of_runs(identifier: str, name: str, look: str) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f"<w:rPr>{look}</w:rPr></w:style>"
    )


def _tables() -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_cell_margins(0, 108)}</w:tblPr></w:style>'
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{wordxml.BORDERS_STYLE}"><w:name w:val="考评表"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders>'
        f"{_cell_margins(30, CELL_MARGIN)}</w:tblPr></w:style>"
    )


def _cell_margins(upright: int, across: int) -> str:
    widths = {"top": upright, "left": across, "bottom": upright, "right": across}
    sides = (f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in widths.items())
    return f"<w:tblCellMar>{''.join(sides)}</w:tblCellMar>"


def _font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/>'

"""The text of Word's paragraphs: one case for every construct that can hold or hide a character."""

from __future__ import annotations

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from macros.source.opening import read_document
from macros.source.sourcedocument import Kind
from tests.source.wordfiles import W, cell_text, p, packed, read, read_cell, t, tbl, tc, told, tr

pytestmark = pytest.mark.beside_the_build

IN_CELL: dict[str, tuple[str, str]] = {
    "几段拼成": (p("每项扣", "1分"), "每项扣1分"),
    "内容控件": (f"<w:sdt><w:sdtPr/><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>", "甲"),
    "段内的内容控件": (p(f"<w:sdt><w:sdtContent>{t('甲')}</w:sdtContent></w:sdt>", "乙"), "甲乙"),
    "智能标记": (p(f'<w:smartTag w:element="date">{t("三月")}</w:smartTag>', "底"), "三月底"),
    "自定义标记": (p(f"<w:customXml>{t('甲')}</w:customXml>"), "甲"),
    "超链接": (p(f'<w:hyperlink r:id="x">{t("网站")}</w:hyperlink>'), "网站"),
    "不认识的标记": (p(f"<w:someday>{t('甲')}</w:someday>"), "甲"),
    "软换行": (p(t("甲"), "<w:r><w:br/></w:r>", t("乙")), "甲\n乙"),
    "分页": (p(t("甲"), '<w:r><w:br w:type="page"/></w:r>', t("乙")), "甲乙"),
    "制表符": (p(t("甲"), "<w:r><w:tab/></w:r>", t("乙")), "甲\t乙"),
    "不断行的连字符": (p(t("9"), "<w:r><w:noBreakHyphen/></w:r>", t("14条")), "9-14条"),
    "可选的连字符": (p(t("9"), "<w:r><w:softHyphen/></w:r>", t("14")), "914"),
    "符号": (p('<w:r><w:sym w:font="宋体" w:char="2713"/></w:r>', "有"), "✓有"),
    "两段": (p("甲") + p("乙"), "甲\n乙"),
    "格式的修订": (
        p(
            "<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>甲</w:t></w:r>"
        ),
        "甲",
    ),
    "标题样式": (p("甲", props='<w:pStyle w:val="none"/>'), "甲"),
}


@pytest.mark.parametrize("name", IN_CELL)
def test_text_is_read_whatever_stands_around_it(name: str) -> None:
    content, expected = IN_CELL[name]
    source = read_cell(content)
    assert cell_text(source) == expected
    assert told(source) == []


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ 条 </w:instrText></w:r>'
    '{separate}<w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
TOLD: dict[str, tuple[str, str, list[tuple[Kind, str]]]] = {
    "增加的文字": (
        p("每项扣", f"<w:ins>{t('0.')}{t('5')}</w:ins>", "分"),
        "每项扣0.5分",
        [(Kind.INSERTED, "0.5")],
    ),
    "删去的文字": (
        p("每项扣", "<w:del><w:r><w:delText>1</w:delText></w:r></w:del>", "分"),
        "每项扣分",
        [(Kind.DELETED, "1")],
    ),
    "增加以后又删去": (
        p(f"<w:ins><w:del><w:r><w:delText>1</w:delText></w:r></w:del>{t('2')}</w:ins>"),
        "2",
        [(Kind.DELETED, "1"), (Kind.INSERTED, "2")],
    ),
    "移动的文字": (
        p(f"<w:moveFrom>{t('甲')}</w:moveFrom>", "乙", f"<w:moveTo>{t('甲')}</w:moveTo>"),
        "乙甲",
        [(Kind.MOVED_AWAY, "甲"), (Kind.MOVED_HERE, "甲")],
    ),
    "删去的段落标记": (
        p("每项扣", props="<w:rPr><w:del/></w:rPr>") + p("1分"),
        "每项扣1分",
        [],
    ),
    "隐藏的文字": (
        p("甲", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>乙</w:t></w:r>"),
        "甲",
        [(Kind.HIDDEN, "乙")],
    ),
    "域显示结果": (
        p("第", FIELD.format(separate='<w:r><w:fldChar w:fldCharType="separate"/></w:r>'), "条"),
        "第3条",
        [(Kind.FIELD_CODE, " SEQ 条 ")],
    ),
    "没有结果的域": (
        p("第", FIELD.format(separate=""), "条"),
        "第条",
        [(Kind.FIELD_CODE, " SEQ 条 "), (Kind.HIDDEN, "3")],
    ),
    "简单的域": (
        p(f'<w:fldSimple w:instr="DATE">{t("今天")}</w:fldSimple>'),
        "今天",
        [(Kind.FIELD_CODE, "DATE")],
    ),
    "注音": (
        p(f"<w:r><w:ruby><w:rt>{t('jì')}</w:rt><w:rubyBase>{t('济')}</w:rubyBase></w:ruby></w:r>"),
        "济",
        [(Kind.PHONETIC, "jì")],
    ),
    "文本框": (
        p(
            "甲",
            f"<w:r><w:pict><v:textbox><w:txbxContent>{p('乙')}{p('丙')}</w:txbxContent></v:textbox></w:pict></w:r>",
        ),
        "甲",
        [(Kind.TEXT_BOX, "乙\n丙")],
    ),
    "写了两遍的文本框": (
        p(
            "甲",
            "<w:r><mc:AlternateContent><mc:Choice><wps:txbx>"
            f"<w:txbxContent>{p('乙')}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict>"
            f"<w:txbxContent>{p('乙')}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        ),
        "甲",
        [(Kind.TEXT_BOX, "乙")],
    ),
    "只在后备里的文字": (
        p(
            "<w:r><mc:AlternateContent><mc:Choice><wps:wsp/></mc:Choice>"
            f"<mc:Fallback>{t('甲')}</mc:Fallback></mc:AlternateContent></w:r>"
        ),
        "甲",
        [],
    ),
    "艺术字": (
        p('<w:r><w:pict><v:textpath string="样稿"/></w:pict></w:r>', "甲"),
        "甲",
        [(Kind.FIGURE, "样稿")],
    ),
    "图片": (
        p("<w:r><w:drawing><pic:pic/></w:drawing></w:r>", "甲"),
        "甲",
        [(Kind.UNREAD, "图片")],
    ),
    "公式": (
        p("得", "<m:oMath><m:r><m:t>2</m:t></m:r></m:oMath>", "分"),
        "得2分",
        [(Kind.FORMULA, "2")],
    ),
    "符号字体": (
        p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "有"),
        "\uf0fe有",
        [(Kind.SYMBOL, "Wingdings F0FE")],
    ),
    "嵌套的表格": (
        p("甲") + tbl(tr("乙", "丙")) + p(),
        "甲\n乙\n丙\n",
        [(Kind.NESTED, "乙\n丙")],
    ),
    "嵌进来的文件": (
        '<w:altChunk r:id="x"/>' + p("甲"),
        "甲",
        [(Kind.UNREAD, "嵌进来的另一份文件")],
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_is_not_plain_text_is_told(name: str) -> None:
    content, expected, asides = TOLD[name]
    source = read_cell(content)
    assert cell_text(source) == expected
    assert told(source) == asides


def test_text_hidden_by_its_style_is_told() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="c"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    run = '<w:r><w:rPr><w:rStyle w:val="b"/></w:rPr><w:t>乙</w:t></w:r>'
    shown = '<w:r><w:rPr><w:rStyle w:val="b"/><w:vanish w:val="0"/></w:rPr><w:t>丁</w:t></w:r>'
    source = read_cell(p("甲", run, shown), p("丙", props='<w:pStyle w:val="c"/>'), styles=styles)
    assert cell_text(source) == "甲丁\n"
    assert told(source) == [(Kind.HIDDEN, "乙"), (Kind.HIDDEN, "丙")]


def test_notes_comments_and_margins_are_told_once() -> None:
    source = read_cell(
        p(
            "甲",
            '<w:r><w:footnoteReference w:id="2"/></w:r>',
            '<w:r><w:endnoteReference w:id="2"/></w:r>',
            '<w:r><w:commentReference w:id="5"/></w:r>',
            '<w:r><w:commentReference w:id="5"/></w:r>',
        ),
        footnotes=(
            f'<w:footnote w:id="0" w:type="separator">{p("线")}</w:footnote>'
            f'<w:footnote w:id="2">{p("脚注一")}{p("脚注二")}</w:footnote>'
        ),
        endnotes=f'<w:endnote w:id="2">{p("尾注")}</w:endnote>',
        comments=f'<w:comment w:id="5">{p("批注")}</w:comment><w:comment w:id="6">{p("没有着落")}</w:comment>',
        header=p("内部资料"),
        footer=tbl(tr("第", "1", "页")),
    )
    assert cell_text(source) == "甲"
    assert told(source) == [
        (Kind.FOOTNOTE, "脚注一\n脚注二"),
        (Kind.ENDNOTE, "尾注"),
        (Kind.COMMENT, "批注"),
        (Kind.COMMENT, "没有着落"),
        (Kind.HEADER, "内部资料"),
        (Kind.FOOTER, "第\n1\n页"),
    ]
    assert source.asides[0].place == "第1行第2格"


def test_the_strict_edition_of_the_format_is_read_too() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = tbl(tr("甲", "乙", "丙"))
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.replace(W, strict)
    source = read_document(
        packed({"word/document.xml": document.replace(' xml:space="preserve"', "")})
    )
    assert cell_text(source) == "乙"


CHARACTERS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn")), min_size=1, max_size=6
)


def _ways(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return runs inside of whatever may hold runs."""
    joined = st.lists(inner, min_size=1, max_size=3).map("".join)
    wrappers = (
        *("<w:ins>{}</w:ins>", "<w:moveTo>{}</w:moveTo>", "<w:moveFrom>{}</w:moveFrom>"),
        *("<w:del>{}</w:del>", "<w:smartTag>{}</w:smartTag>", "<w:hyperlink>{}</w:hyperlink>"),
        *("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "<w:fldSimple>{}</w:fldSimple>"),
        "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase><w:r/></w:rubyBase></w:ruby></w:r>",
        "<w:r><w:pict><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:pict></w:r>",
        "<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice></mc:AlternateContent></w:r>",
        "<m:oMath>{}</m:oMath>",
        "<w:unheard>{}</w:unheard>",
    )
    return st.builds(lambda one, runs: one.format(runs), st.sampled_from(wrappers), joined)


RUNS = st.recursive(
    st.one_of(
        CHARACTERS.map(t),
        CHARACTERS.map(lambda text: t(text).replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")),
    ),
    _ways,
    max_leaves=8,
)
PARAGRAPHS = st.lists(RUNS, max_size=3).map(lambda runs: f"<w:p>{''.join(runs)}</w:p>")


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """Return the body of a document: tables in tables, merged cells, rows deleted, text all around."""

    def cell(depth: int) -> str:
        merged = draw(
            st.sampled_from(
                ("", "<w:vMerge/>", '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>')
            )
        )
        content = draw(PARAGRAPHS)
        if depth and draw(st.integers(0, 4)) == 0:
            content += table(depth - 1) + "<w:p/>"
        return tc(content, props=merged)

    def table(depth: int) -> str:
        rows = [
            tr(
                *(cell(depth) for _ in range(draw(st.integers(1, 4)))),
                props=draw(
                    st.sampled_from(("", "<w:del/>", "<w:hidden/>", '<w:gridBefore w:val="1"/>'))
                ),
            )
            for _ in range(draw(st.integers(1, 4)))
        ]
        return tbl(*rows)

    blocks = [
        draw(PARAGRAPHS) if draw(st.booleans()) else table(2)
        for _ in range(draw(st.integers(1, 4)))
    ]
    return "".join(blocks)


@given(bodies())
def test_every_character_comes_out_exactly_once(body: str) -> None:
    source = read(body)
    found = [line.text for line in source.above]
    found += [line.text for cell in source.cells for line in cell.lines]
    found += [aside.text for aside in source.outside]
    assert _counted("".join(found)) == _counted(_put_in(body))


def _put_in(body: str) -> str:
    spaces = 'xmlns:w="w" xmlns:m="m" xmlns:mc="mc"'
    return "".join(fromstring(f"<x {spaces}>{body}</x>").itertext())


def _counted(text: str) -> dict[str, int]:
    return {sign: text.count(sign) for sign in sorted(set(text) - {"\n"})}

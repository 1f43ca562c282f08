"""What is no source: told apart by its contents, with what to do about it."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.comments import Comment

from macros.source import package as packages
from macros.source.opening import read_document
from macros.source.sourcedocument import Kind, SourceDocument, SourceDocumentError
from tests.programs import program
from tests.source.excelfiles import odd_workbook
from tests.source.wordfiles import p, packed, tbl, texts, told, tr, word_file

if TYPE_CHECKING:
    from pathlib import Path

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ROW = ("甲", "乙")
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
REFUSED = {
    "doc": (OLE + b"anything", "老格式的 Word 文件（.doc 或 .wps），读不出来；请用 Word"),
    "xls": (OLE + "Workbook".encode("utf-16-le"), "老格式的 Excel 文件（.xls），读不出来"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "设有打开密码，读不出来"),
    "rtf": (b"{\\rtf1 x}", "是 RTF 文件"),
    "pdf": (b"%PDF-1.7", "是 PDF，读不出表格"),
    "png": (b"\x89PNG\r\n", "是图片，读不出文字"),
    "html": (b"  <html><body>x", "是网页格式的文件"),
    "rar": (b"Rar!\x1a", "是压缩包；请解压"),
    "gbk": ("附件3".encode("gbk"), "不是 UTF-8 文本；请另存为 UTF-8 文本（记事本里"),
    "unknown": (bytes(range(256)), "不是 Word、Excel 文件，也不是文本，读不出来；请用 Word"),
    "nothing": (b"", "是空的，里面什么也没有；请重新取一份"),
    "work file": (b'{\n "format": "qinglian-workbench"', "修订页保存的工作文件请在它的“开始”里"),
    "zip": (packed({"a.txt": "x"}), "是压缩包，里面不是 Word 或 Excel 文档"),
    "odt": (packed({"mimetype": "x"}), "是 OpenDocument 文件"),
    "cut short": (word_file(p("甲"))[:300], "损坏了，读不完整"),
    "no body": (packed({"word/document.xml": "<x/>"}), "里面没有正文"),
    "no document": (packed({"word/x.xml": "<x/>"}), "里面没有正文"),
    "bad xml": (packed({"word/document.xml": "<x>"}), "损坏了，读不完整"),
    "entities": (packed({"word/document.xml": f"{DOCTYPE}<x>&a;</x>"}), "文档不该有的写法"),
    "bad workbook": (packed({"xl/workbook.xml": "<x/>"}), "不能当作 Excel 工作簿打开"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_source_is_told_with_what_to_do(name: str) -> None:
    data, message = REFUSED[name]
    with pytest.raises(SourceDocumentError) as raised:
        read_document(data)
    assert message in str(raised.value)


def test_a_damaged_part_is_told() -> None:
    data = bytearray(word_file(p("甲" * 1000)))
    at = data.index(b"word/document.xml") + 60
    data[at : at + 20] = b"x" * 20
    with pytest.raises(SourceDocumentError, match="损坏了"):
        read_document(bytes(data))


@pytest.mark.parametrize("limit", ["_LARGEST", "_LARGEST_TEXT"])
def test_a_file_that_unpacks_to_far_too_much_is_refused(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, limit, 2000)
    with pytest.raises(SourceDocumentError, match="没有读；请核对是不是这个文件"):
        read_document(word_file(p("甲" * 3000)))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<w:sdt>" * 200 + p("甲") + "</w:sdt>" * 200, "损坏了，读不完整"),
        ("<w:p/>" * 300_001, "解开后大得不像一份考评细则"),
        (tbl(tr(*["甲"] * 513)), "里面的表格太大（最多 10000 行、512 列）"),
        (tbl(*["<w:tr/>"] * 10_001), "里面的表格太大（最多 10000 行、512 列）"),
        (tbl(tr("甲" * 20_001, "乙")), "里面的表格字太多（一格最多 20000 字"),
    ],
)
def test_what_is_far_too_deep_or_large_is_refused(body: str, told: str) -> None:
    with pytest.raises(SourceDocumentError, match=re.escape(told)):
        read_document(word_file(body))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("worksheet", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', "合并的单元格"),
        ("worksheet", '<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>', "链接盖住"),
        ("worksheet", '<mergeCells><mergeCell ref="A:B"/></mergeCells>', "不能当作 Excel"),
        ("worksheet", '<mergeCells><mergeCell ref="甲"/></mergeCells>', "不能当作 Excel"),
        ("sheetData", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "表格太大"),
    ],
)
def test_a_sheet_of_millions_of_cells_is_refused(name: str, text: str, told: str) -> None:
    with pytest.raises(SourceDocumentError, match=told):
        read_document(odd_workbook(_ROW, **{name: text}))


def test_formats_far_below_the_last_words_of_a_sheet_are_no_rows() -> None:
    found = read_document(
        odd_workbook(_ROW, sheetData='<row r="1048576"><c r="XFD1048576" s="0"/></row>')
    )
    assert [[cell and cell.joined for cell in row] for row in found.rows] == [["甲", "乙"]]


def test_openpyxl_is_given_no_part_that_was_not_looked_at() -> None:
    with zipfile.ZipFile(io.BytesIO(odd_workbook(_ROW))) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    files["xl/worksheets/sheet1.bin"] = files.pop("xl/worksheets/sheet1.xml")
    rels = "xl/_rels/workbook.xml.rels"
    files[rels] = files[rels].replace("sheet1.xml", "sheet1.bin")
    assert read_document(packed(files)).rows == ()


def test_an_encrypted_archive_is_told() -> None:
    data = bytearray(word_file(p("甲")))
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    with pytest.raises(SourceDocumentError, match="设有密码"):
        read_document(bytes(data))


def _workbook(book: openpyxl.Workbook) -> SourceDocument:
    stream = io.BytesIO()
    book.save(stream)
    return read_document(stream.getvalue())


def test_a_workbook_is_read_with_its_merged_cells() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["附件3", None, None],
        ["项目", "分值", "细则"],
        ["甲", 2, "一\n二"],
        [None, 0.5, "三"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A4")
    sheet["B3"].number_format = '0"分"'
    sheet["C3"].comment = Comment("问过", "张")
    sheet["C5"] = "=1+1"
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.center is not None
    sheet.oddFooter.center.text = "第&P页"
    book.create_sheet("另页")["A1"] = "草稿"
    source = _workbook(book)
    assert texts(source) == [
        ["附件3", "附件3", "附件3"],
        ["项目", "分值", "细则"],
        ["甲", "2", "一二"],
        ["甲", "0.5", "三"],
        ["", "", ""],
    ]
    assert told(source) == [
        (Kind.VALUE, "2"),
        (Kind.COMMENT, "问过"),
        (Kind.UNREAD, "公式 =1+1，没有存下结果；请在 Excel 里打开并保存一次"),
        (Kind.FOOTER, "第页"),
        (Kind.OTHER_TABLE, "草稿"),
    ]


def test_a_workbook_with_text_boxes_is_told() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "甲"
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream, "a") as archive:
        space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        archive.writestr("xl/drawings/drawing9.xml", f"<x {space}><a:t>框</a:t></x>")
        archive.writestr("xl/media/image1.png", b"")
    assert told(read_document(stream.getvalue())) == [(Kind.FIGURE, "框"), (Kind.UNREAD, "图片")]


def test_text_pasted_from_a_sheet_is_rows_of_cells() -> None:
    text = '附件3\n项目\t细则\r\n“甲”\t"1.一\n2.""二"""\n"乙"说\t\n'
    source = read_document(text.encode())
    assert [line.shown for line in source.above] == ["附件3"]
    assert texts(source) == [["项目", "细则"], ["“甲”", '1.一2."二"'], ['"乙"说', ""]]


def test_text_extracted_from_word_is_rows_of_cells() -> None:
    text = "附件3\n\t项目\n\t细\n则\n\n\t甲\n\t1.一\n[bookmark: _x]2.二\n\n\t乙\n"
    for data in (
        text.encode(),
        text.encode("utf-16"),
        text.replace("\n", "\r\n").encode("utf-8-sig"),
    ):
        source = read_document(data)
        assert texts(source) == [["项目", "细则"], ["甲", "1.一2.二"], ["乙", None]]
        assert told(source) == [(Kind.MARK, "[bookmark: _x]")]


def test_what_libreoffice_writes_is_the_same(tmp_path: Path) -> None:
    body = p("附件3") + tbl(tr("项目", "细则"), tr("甲", "1.一（2分）"), tr("乙", "2.二"))
    (tmp_path / "a.docx").write_bytes(word_file(body))
    (tmp_path / "out").mkdir()
    subprocess.run(
        [
            *(program("soffice"), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"),
            *(
                "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir",
                tmp_path / "out",
                tmp_path / "a.docx",
            ),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    source = read_document((tmp_path / "out" / "a.docx").read_bytes())
    assert texts(source) == [["项目", "细则"], ["甲", "1.一（2分）"], ["乙", "2.二"]]
    assert [line.shown for line in source.above] == ["附件3"]

"""A source file opened: Word, Excel or text, told by its contents; whatever else it is, what to do about it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

from .package import Package
from .plaintext import BYTE_ORDER_MARKS, read_text
from .sourcedocument import SourceDocument, SourceDocumentError
from .word import read_word

if TYPE_CHECKING:
    from .tables import Contents

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AS_DOCX = "请用 Word 或 WPS 打开，另存为“Word 文档（.docx）”，再用新存的文件"
_AS_XLSX = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”，再用新存的文件"
_NOT_TEXT = (
    (b"{\\rtf", f"是 RTF 文件（有的 .doc 其实是它）；{_AS_DOCX}"),
    (
        b"%PDF",
        "是 PDF，读不出表格；请找到它的 Word 文件，没有的话用 WPS 转成 .docx，转出的文字要与 PDF 逐字看过",
    ),
    (b"\x89PNG", "是图片，读不出文字；请找到它的 Word 文件"),
    (b"\xff\xd8\xff", "是图片，读不出文字；请找到它的 Word 文件"),
    (b"MIME-Version:", f"是网页格式的文件（有的 .doc 其实是它）；{_AS_DOCX}"),
    (b"<html", f"是网页格式的文件（有的 .doc 其实是它）；{_AS_DOCX}"),
    (b"<!DOCTYPE", f"是网页格式的文件（有的 .doc 其实是它）；{_AS_DOCX}"),
    (b"<?xml", f"是 XML 文件（有的 .doc 其实是它）；{_AS_DOCX}"),
    (b"Rar!", "是压缩包；请解压后用里面的 Word 文件"),
    (b"7z\xbc\xaf", "是压缩包；请解压后用里面的 Word 文件"),
    (b'{"', "是 JSON 文件，不是修订后的细则；修订页保存的工作文件请在它的“开始”里打开"),
    (b"{\n", "是 JSON 文件，不是修订后的细则；修订页保存的工作文件请在它的“开始”里打开"),
)
"""How files begin that are no source, and what to do about them."""
_NOTHING_KNOWN = (
    "不是 Word、Excel 文件，也不是文本，读不出来；请用 Word 或 WPS 打开，看是不是这个文件，"
    "是的就另存为 .docx（表格存为 .xlsx），再用新存的文件"
)


def read_document(data: bytes) -> SourceDocument:
    """Read a source file; raise ``SourceDocumentError``, to be told after the file's name, when it is none."""
    contents = _contents(data)
    return SourceDocument(
        sha256=hashlib.sha256(data).hexdigest(),
        above=contents.above,
        rows=contents.rows,
        asides=contents.asides,
    )


def _contents(data: bytes) -> Contents:
    if data.startswith(_OLE):
        raise SourceDocumentError(_old_format(data))
    if zipfile.is_zipfile(io.BytesIO(data)) or data.startswith(b"PK"):
        package = Package(data)
        if package.has_folder("word"):
            return read_word(package)
        if package.has_folder("xl"):
            from .excel import read_workbook  # noqa: PLC0415 - openpyxl takes long to load

            return read_workbook(package)
        raise SourceDocumentError(_other_package(package))
    for start, told in _NOT_TEXT:
        if data.lstrip().startswith(start):
            raise SourceDocumentError(told)
    if not data.strip():
        raise SourceDocumentError("是空的，里面什么也没有；请重新取一份")
    if b"\0" in data and not data.startswith(BYTE_ORDER_MARKS):
        raise SourceDocumentError(_NOTHING_KNOWN)
    return read_text(data)


def _old_format(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "设有打开密码，读不出来；请用 Word 或 WPS 打开，去掉密码另存一份，再用新存的文件"
    if "Workbook".encode("utf-16-le") in data:
        return f"是老格式的 Excel 文件（.xls），读不出来；{_AS_XLSX}"
    return f"是老格式的 Word 文件（.doc 或 .wps），读不出来；{_AS_DOCX}"


def _other_package(package: Package) -> str:
    if package.has("mimetype"):
        return f"是 OpenDocument 文件（.odt、.ods 等），这里不读；{_AS_DOCX}"
    return "是压缩包，里面不是 Word 或 Excel 文档；是装着文档的压缩包的，请解压后用里面的文件"

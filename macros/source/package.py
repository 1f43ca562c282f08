"""The parts of a Word or Excel file: a zip archive that is not trusted."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, override
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from .sourcedocument import SourceDocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable

_LARGEST = 512 << 20
"""Bytes of all parts, unpacked: a hundred times what a long document with pictures holds."""
_LARGEST_TEXT = 16 << 20
"""Bytes of the parts that are read, unpacked: some eight hundred pages."""
_MOST_ELEMENTS = 300_000
"""Of the parts that are read: some two hundred pages in which every word has a font of its own."""
_DEEPEST = 150
"""Elements inside one another: a box in a table in a box is some forty deep, and whoever reads them has to follow."""
_DAMAGED = "损坏了，读不完整；请重新取一份，或用 Word、WPS 打开后另存为 .docx（表格存为 .xlsx）"
_TOO_LARGE = "解开后大得不像一份考评细则，没有读；请核对是不是这个文件"
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError),
    *(OSError, ValueError, RuntimeError, OverflowError),
)
"""What reading a damaged archive raises."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How Word and Excel pack; to unpack anything else takes more care than is known here."""


class _Budget:
    """How much of one file may still be read."""

    def __init__(self) -> None:
        self._bytes = _LARGEST_TEXT
        self._elements = _MOST_ELEMENTS

    def take_bytes(self, size: int) -> None:
        self._bytes -= size
        if self._bytes < 0:
            raise SourceDocumentError(_TOO_LARGE)

    def take_element(self) -> None:
        self._elements -= 1
        if self._elements < 0:
            raise SourceDocumentError(_TOO_LARGE)


class _Builder(TreeBuilder):
    """Builds a tree that is neither too large nor too deep."""

    def __init__(self, budget: _Budget) -> None:
        super().__init__()
        self._budget = budget
        self._depth = 0

    @override
    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._budget.take_element()
        self._depth += 1
        if self._depth > _DEEPEST:
            raise SourceDocumentError(_DAMAGED)
        return super().start(tag, attrs)

    @override
    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


class Package:
    """The parts of a file by name; whatever is wrong with it is a ``SourceDocumentError``."""

    def __init__(self, data: bytes) -> None:
        """Open the archive; nothing is unpacked yet."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _UNREADABLE as error:
            raise SourceDocumentError(_DAMAGED) from error
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        if sum(entry.file_size for entry in entries) > _LARGEST:
            raise SourceDocumentError(_TOO_LARGE)
        self._entries = {entry.filename.lstrip("/"): entry for entry in entries}
        if any(entry.flag_bits & 1 for entry in entries):
            raise SourceDocumentError("设有密码，读不出来；请去掉密码另存一份，再用新存的文件")
        self._budget = _Budget()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self._entries)

    def has(self, name: str) -> bool:
        """Return whether there is such a part."""
        return name in self._entries

    def has_folder(self, folder: str) -> bool:
        """Return whether there is a part in ``folder``."""
        return any(name.startswith(f"{folder}/") for name in self._entries)

    def xml(self, name: str) -> Element | None:
        """Return a part as XML; None where there is none."""
        if name not in self._entries:
            return None
        return self._read_xml(name)

    def only(self, names: Iterable[str]) -> bytes:
        """Return an archive of the parts ``names`` alone, for a reader that trusts what it is given."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name in names:
                archive.writestr(name, self._bytes(name))
        return stream.getvalue()

    def _read_xml(self, name: str) -> Element:
        data = self._bytes(name)
        self._budget.take_bytes(len(data))
        parser = DefusedXMLParser(target=_Builder(self._budget), forbid_dtd=True)
        try:
            parser.feed(data)
            found: Element = parser.close()
        except (ParseError, ValueError, LookupError) as error:
            if isinstance(error, SourceDocumentError):
                raise
            if isinstance(error, DefusedXmlException):
                raise SourceDocumentError(
                    "里面的 XML 用了文档不该有的写法（实体或 DTD），没有读"
                ) from error
            raise SourceDocumentError(_DAMAGED) from error
        return found

    def _bytes(self, name: str) -> bytes:
        entry = self._entries[name]
        if entry.compress_type not in _METHODS:
            raise SourceDocumentError(_DAMAGED)
        try:
            with self._zip.open(entry) as part:
                # 压缩包里写的大小不可信，读到上限为止
                data = part.read(_LARGEST_TEXT + 1)
        except _UNREADABLE as error:
            raise SourceDocumentError(_DAMAGED) from error
        if len(data) > _LARGEST_TEXT:
            raise SourceDocumentError(_TOO_LARGE)
        return data

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what the part ``name`` (``""``: the file itself) refers to: id → (last word of its type, part)."""
        folder, file = posixpath.split(name)
        rels = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in rels if rels is not None else ():
            if relation.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(
                posixpath.join("/", folder, relation.get("Target", ""))
            ).lstrip("/")
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = (kind, target)
        return found

"""The parts of a Word or Excel file: a zip archive that is not trusted."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .sourcedocument import SourceDocumentError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LARGEST_PART = 64 << 20
_LARGEST = 512 << 20
"""Bytes, unpacked: a hundred times what a long document with pictures holds."""
_DAMAGED = "损坏了，读不完整；请重新取一份，或用 Word、WPS 打开后另存为 .docx（表格存为 .xlsx）"


class Package:
    """The parts of a file by name; whatever is wrong with it is a ``SourceDocumentError``."""

    def __init__(self, data: bytes) -> None:
        """Open the archive; nothing is unpacked yet."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise SourceDocumentError(_DAMAGED) from error
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        if sum(entry.file_size for entry in entries) > _LARGEST:
            raise SourceDocumentError("解开后大得不像一份考评细则，没有读；请核对是不是这个文件")
        self._entries = {entry.filename.lstrip("/"): entry for entry in entries}
        if any(entry.flag_bits & 1 for entry in entries):
            raise SourceDocumentError("设有密码，读不出来；请去掉密码另存一份，再用新存的文件")

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
        data = self._bytes(name)
        try:
            found: Element = fromstring(data, forbid_dtd=True)
        except (ParseError, ValueError, LookupError) as error:
            if isinstance(error, DefusedXmlException):
                raise SourceDocumentError(
                    "里面的 XML 用了文档不该有的写法（实体或 DTD），没有读"
                ) from error
            raise SourceDocumentError(_DAMAGED) from error
        return found

    def _bytes(self, name: str) -> bytes:
        try:
            with self._zip.open(self._entries[name]) as part:
                # 压缩包里写的大小不可信，读到上限为止
                data = part.read(_LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
            raise SourceDocumentError(_DAMAGED) from error
        if len(data) > _LARGEST_PART:
            raise SourceDocumentError("里面有一部分大得不像文档，没有读；请核对是不是这个文件")
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

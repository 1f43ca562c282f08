"""Source documents on the command line: read, and told of what stands in no cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.commands import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from macros.source.sourcedocument import Aside, SourceDocument

_LONGEST = 60
_MOST_ALIKE = 5
_OFFICE = (".docx", ".doc", ".wps", ".xlsx", ".xls", ".et")


def read_source_document(path: Path) -> SourceDocument:
    """Read the source at ``path``; raise ``CommandError`` when it is none."""
    from macros.source.opening import read_document  # noqa: PLC0415 - only few commands need it
    from macros.source.sourcedocument import SourceDocumentError  # noqa: PLC0415 - likewise

    if not path.is_file():
        raise CommandError(f"没有找到 {path}")
    data = path.read_bytes()
    try:
        source = read_document(data)
    except SourceDocumentError as error:
        raise CommandError(f"{path} {error}") from None
    if not source.rows:
        raise CommandError(f"{path} {_without_table(path.suffix.lower(), data)}")
    return source


def _without_table(ending: str, data: bytes) -> str:
    """Return what to say of a file in which there is no table; it can be read."""
    if data.startswith(b"PK"):
        return "里没有表格，不像是考评细则，请核对是不是这个文件"
    if ending in _OFFICE:
        return (
            f"虽然以 {ending} 结尾，里面只是文字，多半是只改了文件名；"
            "请找到原来的文件，用 Word 或 WPS 打开后另存为 .docx，再用新存的文件"
        )
    return "里没有表格，不像是考评细则，请核对是不是这个文件；从 Word 提取的文本，每个单元格要以 Tab 开头"


def aside_lines(source: SourceDocument, *, outside: str = "没有核对") -> Iterator[str]:
    """Yield what has to be known of the document: each text that is in no cell, then how text came into cells."""
    if source.outside:
        yield f"{outside}（不在表格里）：{len(source.outside)}处"
        yield from map(_line, source.outside)
    inside = [aside for aside in source.asides if aside.kind.inside]
    if inside:
        yield f"要知道的：{len(inside)}处"
    for kind in dict.fromkeys(aside.kind for aside in inside):
        same = [aside for aside in inside if aside.kind is kind]
        yield from map(_line, same[:_MOST_ALIKE])
        if len(same) > _MOST_ALIKE:
            yield f"  {kind.value}，另有 {len(same) - _MOST_ALIKE} 处"


def _line(aside: Aside) -> str:
    return f"  {aside.kind.value}，{aside.place}：{_short(aside)}"


def _short(aside: Aside) -> str:
    text = " ".join(aside.text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…（共{len(text)}字）"

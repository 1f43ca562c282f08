"""Comparison of an edition with its source, character by character, cell by cell.

A source is a text in which every table cell starts with a tab, as Word tables are extracted, or a Word
document. Only what ``Provenance.changes`` admits is evened out: line breaks inside a cell, cells repeated
over a page break, the extraction mark, white space at the ends of lines.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import docx
from docx.table import Table

from qinglian_core.amounts import amount_text

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator
    from decimal import Decimal

    from docx.document import Document

    from qinglian_core.faults import Path
    from qinglian_core.model import Item, Rubric

_MARK = re.compile(r"\[bookmark: [^\]]*\]")
_CONTEXT = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """A cell of the source that is not what the YAML has; ``path`` as in the plain model."""

    path: Path
    message: str


Cell = tuple[str, ...]
"""The non-empty lines of a cell, stripped."""


def source_digest(path: pathlib.Path) -> str:
    """Return the SHA-256 of the source file, 64 hex digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_cells(path: pathlib.Path) -> list[Cell]:
    """Return the non-empty cells of a source in order; the text before the table is one cell.

    Raises ``ValueError`` (Chinese) when the file is neither UTF-8 text nor a Word document.
    """
    if path.suffix.lower() == ".docx":
        try:
            document = docx.Document(str(path))
        except Exception as error:
            raise ValueError(f"{path} 不能当作 Word 文档（.docx）打开：{error}") from error
        texts = list(_document_cells(document))
    else:
        try:
            texts = re.split(r"^\t", path.read_text(encoding="utf-8-sig"), flags=re.MULTILINE)
        except UnicodeDecodeError:
            message = f"{path} 不是 UTF-8 文本；请另存为 UTF-8 文本，或用 .docx 文件"
            raise ValueError(message) from None
    cells = [_lines(text) for text in texts]
    return [cell for cell in cells if cell]


def _document_cells(document: Document) -> Iterator[str]:
    before: list[str] = []
    for block in document.iter_inner_content():
        if not isinstance(block, Table):
            before.append(block.text)
            continue
        yield "\n".join(before)
        before = []
        seen: set[int] = set()
        for row in block.rows:
            for cell in row.cells:
                if id(cell._tc) not in seen:  # noqa: SLF001 - the only way to tell merged cells
                    seen.add(id(cell._tc))  # noqa: SLF001
                    yield cell.text
    yield "\n".join(before)


def _lines(text: str) -> Cell:
    stripped = (line.strip() for line in _MARK.sub("", text).splitlines())
    return tuple(line for line in stripped if line)


def compare(rubric: Rubric, cells: list[Cell]) -> list[Difference]:
    """Return the first difference in every cell that differs, what is missing, and what is left over."""
    return _Comparison(rubric).run(cells)


def _with_points(title: str, points: Decimal) -> str:
    return f"{title}（{amount_text(points)}分）"


class _Comparison:
    """One walk over the cells of a source."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self.differences: list[Difference] = []
        self.titles = {
            item.id: _with_points(f"{item.id}.{item.title}", item.points) for item in rubric.items
        }
        self.clauses: dict[str, list[str]] = {item.id: [] for item in rubric.items}
        self.seen: set[str] = set()
        self.projects: set[str] = set()

    def differ(self, path: Path, message: str) -> None:
        self.differences.append(Difference(path=path, message=message))

    def run(self, cells: list[Cell]) -> list[Difference]:
        left = list(cells)
        self._head(left)
        while left:
            cell = left.pop(0)
            item = self._item_of(cell)
            if item is not None:
                self._row(item, cell, left)
            elif not self._is_project(cell):
                self.differ((), f"来源里有一格在 YAML 里找不到：“{_short(''.join(cell))}”")
        self._finish()
        return self.differences

    def _head(self, left: list[Cell]) -> None:
        rubric = self.rubric
        head = [text for text in (rubric.annex, rubric.title, rubric.unit_label) if text]
        keys = [key for key in ("annex", "title", "unit_label") if getattr(rubric, key)]
        found = list(left.pop(0)) if left else []
        for index, (key, text) in enumerate(zip(keys, head, strict=True)):
            self.equal((key,), "表头上方", found[index] if index < len(found) else "", text)
        for extra in found[len(head) :]:
            self.differ((), f"来源的表格上方多出一行：“{_short(extra)}”")
        for index, column in enumerate(rubric.columns):
            self.equal(("columns", index), "表头", "".join(left.pop(0)) if left else "", column)

    def _item_of(self, cell: Cell) -> Item | None:
        joined = "".join(cell)
        for item in self.rubric.items:
            is_title = joined.startswith(f"{item.id}.") and "。" not in joined
            if is_title or joined == self.titles[item.id]:
                return item
        return None

    def _is_project(self, cell: Cell) -> bool:
        joined = "".join(cell)
        for project in self.rubric.projects:
            title = _with_points(project.title, project.points)
            if joined.replace(title, "") == "":
                self.projects.add(project.id)
                return True
        return False

    def _row(self, item: Item, title: Cell, left: list[Cell]) -> None:
        index = self.rubric.items.index(item)
        self.seen.add(item.id)
        self.equal(
            ("items", index, "title"),
            f"第{item.id}项 名称和分值",
            "".join(title),
            self.titles[item.id],
        )
        standard = "".join(left.pop(0)) if left else ""
        self.equal(("items", index, "standard"), f"第{item.id}项 考评标准", standard, item.standard)
        self.clauses[item.id].extend(left.pop(0) if left else ())

    def _finish(self) -> None:
        for index, item in enumerate(self.rubric.items):
            if item.id not in self.seen:
                self.differ(("items", index), f"来源里没有第{item.id}项")
                continue
            found = self.clauses[item.id]
            for number, clause in enumerate(item.clauses):
                text = f"{number + 1}.{clause.text}" if clause.numbered else clause.text
                source = found[number] if number < len(found) else ""
                path = ("items", index, "clauses", number, "text")
                self.equal(path, f"{clause.label} 评分细则", source, text)
            for extra in found[len(item.clauses) :]:
                self.differ(
                    ("items", index, "clauses"), f"第{item.id}项 来源里多出一条：“{_short(extra)}”"
                )
        for index, project in enumerate(self.rubric.projects):
            if project.id not in self.projects:
                title = _with_points(project.title, project.points)
                self.differ(("projects", index, "title"), f"来源里没有考评项目“{title}”")

    def equal(self, path: Path, place: str, source: str, text: str) -> None:
        """Note the first difference between a cell of the source and the YAML."""
        if source == text:
            return
        pairs = enumerate(zip(source, text, strict=False))
        start = next((i for i, (one, two) in pairs if one != two), min(len(source), len(text)))
        self.differ(
            path,
            f"{place}：第{start + 1}字起不同，来源是“{_window(source, start)}”，YAML 是“{_window(text, start)}”",
        )


def _window(text: str, start: int) -> str:
    return text[start : start + _CONTEXT] or "（到此为止）"


def _short(text: str) -> str:
    longest = 30
    return text if len(text) <= longest else f"{text[:longest]}…"

"""Word documents: the body as lines and tables, and what stands in the other parts of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .numbering import Numbering
from .sourcedocument import Cell, Kind, Line, Row, SourceDocumentError
from .styles import Styles
from .tables import MOST_COLUMNS, Block, Contents, Table, expect_size, gather
from .wordtext import Standing, Writing
from .wordxml import child, is_on, name_of, number, value, within

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from .package import Package

_BODY = "表格以外"
_BLOCKS = frozenset(("w:p", "w:tbl", "w:altChunk"))
_ROWS = frozenset(("w:tr",))
_CELLS = frozenset(("w:tc",))
_NOTES = {
    Kind.FOOTNOTE: ("footnotes", "w:footnote"),
    Kind.ENDNOTE: ("endnotes", "w:endnote"),
    Kind.COMMENT: ("comments", "w:comment"),
}
_MARGINS = {"header": Kind.HEADER, "footer": Kind.FOOTER}
_FIGURES = ("chart", "diagramData", "chartEx")


def read_word(package: Package) -> Contents:
    """Read a Word document."""
    main = next(
        (part for kind, part in package.related("").values() if kind == "officeDocument"),
        "word/document.xml",
    )
    document = package.xml(main)
    body = child(document, "w:body")
    if body is None:
        raise SourceDocumentError(
            "里面没有正文，不是完整的 Word 文档；请用 Word 或 WPS 打开后另存为 .docx"
        )
    return _Document(package, main).read(body)


class _Document:
    """One document being read."""

    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._parts = tuple(package.related(main).values())
        styles = Styles(self._part("styles"))
        self._notes = {kind: self._entries(*names) for kind, names in _NOTES.items()}
        self._writing = Writing(styles, Numbering(self._part("numbering"), styles), self._note)
        self._rows = 0
        self._merging: set[Cell] = set()
        """The cells that may go on in the row below."""

    def _part(self, kind: str) -> Element | None:
        part = next((part for found, part in self._parts if found == kind), None)
        return None if part is None else self._package.xml(part)

    def _entries(self, part: str, name: str) -> dict[str, Element]:
        entries = self._part(part)
        return {
            value(entry, "id") or "": entry
            for entry in (entries if entries is not None else ())
            if name_of(entry) == name and value(entry, "type") in (None, "normal")
        }

    def _note(self, kind: Kind, key: str) -> Element | None:
        return self._notes[kind].get(key)

    def read(self, body: Element) -> Contents:
        blocks = list(self._blocks(body))
        for note, entries in self._notes.items():
            for key in entries:
                self._writing.read_note(note, key, _BODY)
        for kind, part in self._parts:
            self._read_beside(kind, part)
        return gather(blocks, self._writing.asides)

    def _read_beside(self, kind: str, part: str) -> None:
        """Tell the text of a header, a footer, a chart or a diagram."""
        margin = _MARGINS.get(kind)
        found = self._package.xml(part) if margin or kind in _FIGURES else None
        if found is not None and margin:
            self._writing.read_apart(found, margin, margin.value)
        elif found is not None:
            texts = [one.text or "" for one in found.iter() if name_of(one) == "a:t"]
            self._writing.tell(Kind.FIGURE, _BODY, "\n".join(filter(None, texts)))

    def _blocks(self, parent: Element) -> Iterator[Block]:
        """Yield lines and tables; a table that only frames another is taken for its contents."""
        waiting: list[Element] = []
        for element in within(parent, _BLOCKS):
            if name_of(element) == "w:p":
                waiting.append(element)
                continue
            yield from self._writing.lines(waiting, Standing(place=_BODY))
            waiting = []
            if name_of(element) == "w:altChunk":
                self._writing.tell(Kind.UNREAD, _BODY, "嵌进来的另一份文件")
            elif (frame := _framed(element)) is not None:
                yield from self._blocks(frame)
            else:
                yield self._table(element)
        yield from self._writing.lines(waiting, Standing(place=_BODY))

    def _table(self, table: Element) -> Table:
        rows: list[Row] = []
        for count, row in enumerate(within(table, _ROWS), 1):
            self._rows += 1
            expect_size(self._rows, 0)
            above = rows[-1] if rows else ()
            found = self._row(row, count, above)
            if found is not None:
                rows.append(found)
        return tuple(rows)

    def _row(self, row: Element, count: int, above: Row) -> Row | None:
        properties = child(row, "w:trPr")
        away = (
            Kind.DELETED
            if is_on(child(properties, "w:del"))
            else Kind.HIDDEN
            if is_on(child(properties, "w:hidden"))
            else None
        )
        if is_on(child(properties, "w:ins")):
            self._writing.tell(Kind.INSERTED, f"第{count}行", "（整行）")
        places: list[Cell | None] = [None] * _gap(properties, "w:gridBefore")
        for index, element in enumerate(within(row, _CELLS), 1):
            standing = Standing(place=f"第{count}行第{index}格", away=away)
            cell = self._cell(element, standing, above, places)
            span = number(child(element, "w:tcPr", "w:gridSpan"), 1)
            places.extend([cell] * min(max(span, 1), MOST_COLUMNS))
            expect_size(0, len(places))
        places.extend([None] * _gap(properties, "w:gridAfter"))
        return None if away else tuple(places)

    def _cell(
        self, element: Element, standing: Standing, above: Row, places: list[Cell | None]
    ) -> Cell:
        """Read a cell; one that goes on from the cell above, or from the one before, is that cell."""
        properties = child(element, "w:tcPr")
        origin = self._merged_with(properties, above, places)
        if is_on(child(properties, "w:cellDel")):
            standing = Standing(place=standing.place, away=Kind.DELETED)
        elif origin is not None and standing.away is None:
            standing = Standing(place=standing.place, away=Kind.COVERED)
        cell = origin or Cell(lines=self._cell_lines(element, standing))
        if origin is not None:
            self._cell_lines(element, standing)
        elif child(properties, "w:vMerge") is not None:
            self._merging.add(cell)
        return cell

    def _merged_with(
        self, properties: Element | None, above: Row, places: list[Cell | None]
    ) -> Cell | None:
        """Return the cell that this one is merged with: above it (``vMerge``), or before it (``hMerge``)."""
        across = child(properties, "w:hMerge")
        if across is not None and (value(across) or "continue") == "continue" and places:
            return places[-1]
        down = child(properties, "w:vMerge")
        if down is None or (value(down) or "continue") != "continue":
            return None
        column = len(places)
        found = above[column] if column < len(above) else None
        return found if found in self._merging else None

    def _cell_lines(self, element: Element, standing: Standing) -> tuple[Line, ...]:
        lines: list[Line] = []
        waiting: list[Element] = []
        for block in within(element, _BLOCKS):
            if name_of(block) == "w:p":
                waiting.append(block)
                continue
            lines.extend(self._writing.lines(waiting, standing))
            waiting = []
            if name_of(block) == "w:altChunk":
                self._writing.tell(Kind.UNREAD, standing.place, "嵌进来的另一份文件")
                continue
            inner = [
                self._cell_lines(cell, standing)
                for row in within(block, _ROWS)
                for cell in within(row, _CELLS)
            ]
            nested = [line for found in inner for line in found]
            told = "\n".join(line.shown for line in nested if line.shown)
            self._writing.tell(Kind.NESTED, standing.place, told)
            lines.extend(nested)
        lines.extend(self._writing.lines(waiting, standing))
        return tuple(lines)


def _gap(properties: Element | None, name: str) -> int:
    return min(max(number(child(properties, name), 0), 0), MOST_COLUMNS)


def _framed(table: Element) -> Element | None:
    """Return the one cell of a table that has nothing but this cell with a table in it."""
    cells = [cell for row in within(table, _ROWS) for cell in within(row, _CELLS)]
    if len(cells) == 1 and any(name_of(block) == "w:tbl" for block in within(cells[0], _BLOCKS)):
        return cells[0]
    return None

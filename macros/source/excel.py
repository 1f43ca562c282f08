"""Excel workbooks as sources: the sheet that holds the table, merged cells resolved."""

from __future__ import annotations

import io
import re
import warnings
from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from .sourcedocument import Aside, Cell, Kind, Line, SourceDocumentError
from .tables import Contents, expect_size, gather, text_of
from .wordxml import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from .package import Package
    from .tables import Table

_DAMAGED = "不能当作 Excel 工作簿打开；请用 Excel 或 WPS 打开后另存为 .xlsx，再用新存的文件"
_DRAWING = re.compile(r"xl/(drawings|charts|diagrams)/[^/]+\.xml")
_CODE = re.compile(r"&([LCRPNDTFAZBIUESXYGHK]|\"[^\"]*\"|[0-9]+)")
_FORMATTED = ("General", "@", "0", "0.0", "0.00")
_AREAS = ("mergeCell", "hyperlink")
"""What is said of an area, and openpyxl does for every cell of it."""
_MOST_IN_AREAS = 200_000


def read_workbook(package: Package) -> Contents:
    """Read the workbook whose parts are ``package``."""
    data = _checked(package)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values = load_workbook(io.BytesIO(data), data_only=True)
            formulas = load_workbook(io.BytesIO(data))
    except Exception as error:  # 遇到坏了的文件，openpyxl 什么异常都可能抛
        raise SourceDocumentError(_DAMAGED) from error
    asides: list[Aside] = []
    tables: list[tuple[str, Table]] = []
    for sheet in values.worksheets:
        tables.append((sheet.title, _table(sheet, formulas[sheet.title], asides)))
        asides.extend(_margins(sheet))
    asides.extend(_drawn(package))
    main = max(tables, key=lambda named: len(text_of(named[1])), default=("", ()))
    asides.extend(
        Aside(kind=Kind.OTHER_TABLE, place=f"工作表“{title}”", text=text)
        for title, table in tables
        if table is not main[1] and (text := text_of(table))
    )
    return gather([main[1]] if main[1] else [], asides)


def _checked(package: Package) -> bytes:
    """Return the workbook with nothing in it that was not looked at: openpyxl has no limits of its own."""
    names = [name for name in package.names if name.lower().endswith((".xml", ".rels"))]
    left = _MOST_IN_AREAS
    for name in names:
        part = package.xml(name)
        for element in part.iter() if part is not None else ():
            if element.tag.rpartition("}")[2] in _AREAS:
                left -= _places(element)
                if left < 0:
                    raise SourceDocumentError(
                        "里面合并的单元格或链接盖住的地方太大，不像是细则；请核对是不是这个文件，"
                        "是的请取消合并整行、整列的单元格后另存"
                    )
    return package.only(names)


def _places(element: Element) -> int:
    """Return how many cells an area has."""
    try:
        left, top, right, bottom = range_boundaries(element.get("ref", "A1"))
    except (ValueError, TypeError) as error:
        raise SourceDocumentError(_DAMAGED) from error
    if left is None or top is None or right is None or bottom is None:
        raise SourceDocumentError(_DAMAGED)
    return max(right - left + 1, 0) * max(bottom - top + 1, 0)


def _table(sheet: Worksheet, formulas: Worksheet, asides: list[Aside]) -> Table:
    """Return the cells up to the last that holds anything; a sheet may have formats down to its millionth row."""
    written = {*_written(sheet), *_written(formulas)}
    rows = max((row for row, _ in written), default=0)
    columns = max((column for _, column in written), default=0)
    expect_size(rows, columns)
    merged = {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, min(area.max_row, rows) + 1)
        for column in range(area.min_col, min(area.max_col, columns) + 1)
    }
    cells: dict[tuple[int, int], Cell] = {}
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            place = (row, column)
            if merged.get(place, place) == place:
                cells[place] = _cell(sheet, sheet.cell(row, column), formulas, asides)
    return tuple(
        tuple(
            cells.get(merged.get((row, column), (row, column))) for column in range(1, columns + 1)
        )
        for row in range(1, rows + 1)
    )


def _written(sheet: Worksheet) -> Iterator[tuple[int, int]]:
    """Yield the places of a sheet where something stands."""
    for place, cell in sheet._cells.items():  # noqa: SLF001 - every public way makes the empty cells as well
        if cell.value is not None or cell.comment is not None:
            yield place


def _cell(
    sheet: Worksheet, found: SheetCell | MergedCell, formulas: Worksheet, asides: list[Aside]
) -> Cell:
    place = f"工作表“{sheet.title}”的 {found.coordinate}"
    if getattr(found, "comment", None) is not None and found.comment is not None:
        asides.append(Aside(kind=Kind.COMMENT, place=place, text=found.comment.text))
    value = found.value
    formula = formulas[found.coordinate].value
    if value is None and formula is not None:
        told = f"公式 {formula}，没有存下结果；请在 Excel 里打开并保存一次"
        asides.append(Aside(kind=Kind.UNREAD, place=place, text=told))
    text = _shown(value)
    if value is not None and not isinstance(value, str) and found.number_format not in _FORMATTED:
        asides.append(Aside(kind=Kind.VALUE, place=place, text=text))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if text else []
    return Cell(lines=tuple(Line(text=line) for line in lines))


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f")
    return str(value)


def _margins(sheet: Worksheet) -> Iterator[Aside]:
    for kind, margins in (
        (Kind.HEADER, (sheet.oddHeader, sheet.evenHeader, sheet.firstHeader)),
        (Kind.FOOTER, (sheet.oddFooter, sheet.evenFooter, sheet.firstFooter)),
    ):
        for margin in margins:
            for part in (margin.left, margin.center, margin.right) if margin else ():
                text = _CODE.sub("", (part and part.text) or "").strip()
                if text:
                    yield Aside(kind=kind, place=f"工作表“{sheet.title}”", text=text)


def _drawn(package: Package) -> Iterator[Aside]:
    """Yield the text of boxes, charts and figures."""
    for name in package.names:
        found = package.xml(name) if _DRAWING.fullmatch(name) else None
        texts = [
            one.text or ""
            for one in (found.iter() if found is not None else ())
            if name_of(one) == "a:t"
        ]
        if any(texts):
            yield Aside(kind=Kind.FIGURE, place="工作表上", text="\n".join(filter(None, texts)))
    if any(name.startswith("xl/media/") for name in package.names):
        yield Aside(kind=Kind.UNREAD, place="工作表上", text="图片")

"""Excel workbooks as sources: the sheet that holds the table, merged cells resolved."""

from __future__ import annotations

import io
import re
import warnings
from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from .sourcedocument import Aside, Cell, Kind, Line, SourceDocumentError
from .tables import Contents, gather, text_of
from .wordxml import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from .package import Package
    from .tables import Table

_DAMAGED = "不能当作 Excel 工作簿打开；请用 Excel 或 WPS 打开后另存为 .xlsx，再用新存的文件"
_DRAWING = re.compile(r"xl/(drawings|charts|diagrams)/[^/]+\.xml")
_CODE = re.compile(r"&([LCRPNDTFAZBIUESXYGHK]|\"[^\"]*\"|[0-9]+)")
_FORMATTED = ("General", "@", "0", "0.0", "0.00")


def read_workbook(package: Package, data: bytes) -> Contents:
    """Read the workbook ``data``, whose parts are ``package``."""
    for name in package.names:
        if name.endswith((".xml", ".rels")):
            # openpyxl 自己不设上限，先照我们的上限读一遍
            package.xml(name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values = load_workbook(io.BytesIO(data), data_only=True)
            formulas = load_workbook(io.BytesIO(data))
    except (
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
    ) as error:
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


def _table(sheet: Worksheet, formulas: Worksheet, asides: list[Aside]) -> Table:
    merged = {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, min(area.max_row, sheet.max_row) + 1)
        for column in range(area.min_col, min(area.max_col, sheet.max_column) + 1)
    }
    cells: dict[tuple[int, int], Cell] = {}
    for row, found_row in enumerate(sheet.iter_rows(), 1):
        for column, found in enumerate(found_row, 1):
            place = (row, column)
            if merged.get(place, place) == place:
                cells[place] = _cell(sheet, found, formulas, asides)
    return tuple(
        tuple(
            cells.get(merged.get((row, column), (row, column)))
            for column in range(1, sheet.max_column + 1)
        )
        for row in range(1, sheet.max_row + 1)
    )


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

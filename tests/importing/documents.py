"""The invented second edition as offices would send it: as Word leaves it, as WPS leaves it, as a sheet."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import openpyxl

from macros.source.headings import Headings
from macros.source.layout import SourceEdition, SourceItem, read_layout
from macros.source.opening import read_document
from qinglian_core.criteria.table import FIVE, Column, PrintedTable
from tests.revision import SOURCE
from tests.source.wordfiles import p, t, tbl, tc, tr, word_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

COLUMNS = ("考评项目", "具体内容", "考评标准", "评分细则", "得分")
_TABLE = PrintedTable(
    columns=tuple(Column(head=head, holds=holds) for head, holds in zip(COLUMNS, FIVE, strict=True))
)
_KNOWN = Headings(
    annex="附件3", title="济源示范区清廉机关创建考评细则", unit_label="单位：", table=_TABLE
)
_HAN = "一二三四五六七八九十"
_START, _ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
)


def revised() -> SourceEdition:
    """Return what the second edition's text holds."""
    return read_layout(read_document(SOURCE.read_bytes()), _KNOWN)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    """A row of the table: one clause."""

    project: str
    item: SourceItem
    clause: int
    first_of_project: bool


def _lines(edition: SourceEdition) -> Iterator[_Line]:
    items = {item.id: item for item in edition.items}
    for project in edition.projects:
        title = project.title + _points(project.points)
        first = True
        for name in project.items:
            for clause in range(len(items[name].clauses)):
                yield _Line(project=title, item=items[name], clause=clause, first_of_project=first)
                first = False


def _points(points: Decimal | None) -> str:
    return f"（{points}分）"


def from_word() -> bytes:
    """Return the document as Word saves it.

    Merged cells, one row a clause, automatic numbers, tracked changes, content controls, a footnote, page numbers,
    the heading repeated on a second page.
    """
    edition = revised()
    heading = tr(*COLUMNS, props="<w:tblHeader/>")
    rows = [heading]
    nums = ""
    for number, line in enumerate(_lines(edition)):
        item, clause = line.item, line.item.clauses[line.clause]
        if line.clause == 0:
            nums += (
                f'<w:num w:numId="{item.id}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
                '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )
        props = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{item.id}"/></w:numPr>'
        own = line.clause == 0
        title = p(f"{item.id}.{item.title[:4]}") + p(
            item.title[4:], "<w:r><w:br/></w:r>", _points(item.points)
        )
        rows.append(
            tr(
                tc(line.project, props=_START) if line.first_of_project else tc(props=_ON),
                tc(title, props=_START) if own else tc(props=_ON),
                tc(f"<w:sdt><w:sdtContent>{p(item.standard)}</w:sdtContent></w:sdt>", props=_START)
                if own
                else tc(props=_ON),
                tc(p(*_tracked(clause.text), props=props if clause.number else "")),
                tc(),
            )
        )
        if number == 20:
            rows.append(heading)
    body = "".join(p(text) for text in (edition.annex, edition.title, edition.unit_label))
    footer = '<w:fldSimple w:instr="PAGE">' + t("1") + "</w:fldSimple>"
    return word_file(
        body + tbl(*rows) + p("注：本表由各单位填写。"),
        numbering=_NUMBERING + nums,
        footer=p(footer),
    )


def _tracked(text: str) -> Iterator[str]:
    """Yield the runs of a text in which one figure was changed with changes tracked."""
    head, mark, tail = text.partition("扣0.5分")
    if not mark:
        yield from (t(text[:7]), t(text[7:]))
        return
    yield t(f"{head}扣")
    yield "<w:del><w:r><w:delText>1</w:delText></w:r></w:del>"
    yield f"<w:ins>{t('0.5')}</w:ins>"
    yield t(f"分{tail}")


def from_wps() -> bytes:
    """Return the document as WPS leaves it.

    No grid, the title inside the table, other numbers (``一、``, ``（1）``), clauses parted by soft breaks, an item
    that runs over a page with its cells repeated, empty rows, a row of sums.
    """
    edition = revised()
    wide = '<w:gridSpan w:val="5"/>'
    rows = [
        tr(tc(edition.annex, props=wide)),
        tr(tc(edition.title, props=wide)),
        tr(tc(edition.unit_label, props=wide)),
        tr(*COLUMNS),
    ]
    items = {item.id: item for item in edition.items}
    for project in edition.projects:
        for name in project.items:
            item = items[name]
            title = f"{_han(int(item.id))}、{item.title}({item.points} 分)"
            numbered = [
                f"（{number}）{clause.text}" if clause.number else clause.text
                for number, clause in enumerate(item.clauses, 1)
            ]
            pages = [numbered[:2], numbered[2:]] if item.id in ("2", "13") else [numbered]
            for page in pages:
                clauses = "<w:r><w:br/></w:r>".join(t(line) for line in page)
                heading = project.title + _points(project.points)
                rows.append(tr(heading, title, item.standard, tc(p(clauses)), tc()))
        rows.append(tr(tc(), tc(), tc(), tc(), tc()))
    rows.append(tr(tc("合计（100分）", props='<w:gridSpan w:val="4"/>'), tc()))
    return word_file(tbl(*rows))


def _han(number: int) -> str:
    ten = "十" if number >= 10 else ""
    return ten + (_HAN[number % 10 - 1] if number % 10 else "")


def from_excel() -> bytes:
    """Return the document as a workbook: merged cells, the clauses of an item in one cell."""
    edition = revised()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for text in (edition.annex, edition.title, edition.unit_label):
        sheet.append([text])
        sheet.merge_cells(
            start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=5
        )
    sheet.append(list(COLUMNS))
    items = {item.id: item for item in edition.items}
    for project in edition.projects:
        first = sheet.max_row + 1
        for name in project.items:
            item = items[name]
            clauses = "\n".join(clause.number + clause.text for clause in item.clauses)
            title = f"{item.id}.{item.title}\n{_points(item.points)}"
            sheet.append(
                [f"{project.title}{_points(project.points)}", title, item.standard, clauses]
            )
        sheet.merge_cells(start_row=first, end_row=sheet.max_row, start_column=1, end_column=1)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()

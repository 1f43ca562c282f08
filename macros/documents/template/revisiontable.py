"""修订对照表 as a Word document: the older text, the newer one, and what it means, clause by clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Pt, Twips

from macros.documents.shared.plaintext import clean
from qinglian_core.revision.changes import Kind, newer_marks, older_marks

from .wordfile import open_document, packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docx import document
    from docx.table import Table, _Cell, _Row

    from qinglian_core.revision.changes import ClauseChange, EditionChanges, ItemChange
    from qinglian_core.revision.textmarks import Mark

COLUMNS = (5600, 5600, 3700)
"""Widths in twentieths of a point: the older text, the newer one, the remark."""
HEADER = ("修订前", "修订后", "备注")
LEGEND = (
    "本表由本站程序比较两版原文得到：划去的是删掉的文字，加粗加下划线的是新加的文字。"
    "备注是本站说明，不是原文，计分的变化由两版的规则得出。"
)


def revision_document(changes: EditionChanges, older: str, newer: str) -> bytes:
    """Return the table of ``changes`` between the editions that are labelled ``older`` and ``newer``."""
    made = open_document()
    title = made.add_paragraph(revision_title(changes), style="表题")
    title.paragraph_format.space_after = Pt(4)
    made.add_paragraph(clean(f"修订前：{older}　修订后：{newer}"), style="表下说明")
    made.add_paragraph(LEGEND, style="表下说明").paragraph_format.space_after = Pt(4)
    table = _table(made)
    for item in changes.items:
        shown = [one for one in item.clauses if one.is_changed]
        if shown or item.is_changed:
            _write(_merged(_row(table)), item_words(item), "表头")
        if texts := item.texts(changes.newer.words):
            _item_row(_row(table), item, texts)
        for change in shown:
            _clause_row(_row(table), change)
    for line in rest_words(changes):
        made.add_paragraph(line, style="表下说明").paragraph_format.space_before = Pt(6)
    return packed(made, revision_title(changes))


def revision_title(changes: EditionChanges) -> str:
    """Return what the table is called."""
    return clean(f"{changes.newer.title}修订对照表")


def item_words(item: ItemChange) -> str:
    """Return the heading of an item: its number, its title, what it was worth and is."""
    points = f"（{item.points.text}）" if item.points else ""
    kept = "" if item.new else "（旧版）"
    return f"{item.item.label}{kept}　{item.item.heading}{points}"


def rest_words(changes: EditionChanges) -> Iterator[str]:
    """Yield which clauses only changed their number, and which did not change at all."""
    moved = [one for one in changes.clauses if one.kinds == (Kind.RENUMBERED,)]
    same = [one for one in changes.clauses if one.kinds == (Kind.SAME,)]
    if moved:
        told = "、".join(f"{one.old[0].label}→{one.clause.label}" for one in moved)
        yield f"只换了条号的{len(moved)}条：{told}。"
    if same:
        yield f"没有变的{len(same)}条：{'、'.join(one.clause.label for one in same)}。"


def remark_lines(change: ClauseChange) -> Iterator[str]:
    """Yield the remark on a clause: what became of it, why, and what it means for the score."""
    yield "、".join(kind.label for kind in change.kinds)
    yield from filter(None, (change.remark, change.why))
    yield from (effect.text for effect in change.effects)


def _table(made: document.Document) -> Table:
    table: Table = made.add_table(rows=0, cols=len(COLUMNS))
    table.style = "考评表"
    table.autofit = False
    for column, width in zip(table.columns, COLUMNS, strict=True):
        column.width = Twips(width)
    header = _row(table)
    header._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - python-docx has no header rows
    for cell, name in zip(header.cells, HEADER, strict=True):
        _write(cell, name, "表头")
    return table


def _row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    for cell, width in zip(row.cells, COLUMNS, strict=True):
        cell.width = Twips(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return row


def _merged(row: _Row) -> _Cell:
    cells = row.cells
    merged: _Cell = cells[0].merge(cells[-1])
    return merged


def _item_row(row: _Row, item: ItemChange, texts: Sequence[tuple[str, tuple[Mark, ...]]]) -> None:
    older, newer, remark = row.cells
    if item.old:
        _write_texts(older, [(name, older_marks(marks)) for name, marks in texts])
    if item.new:
        _write_texts(newer, [(name, newer_marks(marks)) for name, marks in texts])
    _write(
        remark, "改了文字" if item.old and item.new else "新增" if item.new else "删去", "附表文字"
    )


def _clause_row(row: _Row, change: ClauseChange) -> None:
    older, newer, remark = row.cells
    labels = [clause.label for clause in change.old]
    if change.old:
        _write_texts(older, zip(labels, change.old_marks, strict=True))
    else:
        _write(older, "（新增）", "表内名称")
    if change.new:
        _write_texts(newer, [(change.new.label, change.new_marks)])
    else:
        _write(newer, "（删去）", "表内名称")
    _write(remark, "\n".join(remark_lines(change)), "附表文字")


def _write(cell: _Cell, text: str, style: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(clean(text))


def _write_texts(cell: _Cell, texts: Iterable[tuple[str, Sequence[Mark]]]) -> None:
    """Write texts with their labels, one paragraph each."""
    paragraph = cell.paragraphs[0]
    paragraph.style = "表文"
    for number, (label, marks) in enumerate(texts):
        if number:
            paragraph = cell.add_paragraph(style="表文")
        paragraph.add_run(f"{label}　", style="情况要紧处")
        for mark in marks:
            run = paragraph.add_run(clean(mark.text))
            run.font.strike = mark.kind == "gone" or None
            run.font.underline = run.font.bold = mark.kind == "new" or None

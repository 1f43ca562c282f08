"""The table of a document as criteria, whatever its columns: by those of an earlier edition, else as the heads read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .columns import columns_of, recognised
from .headings import heading_row
from .layout import SourceEdition, read_head, read_layout, with_heads
from .rowlayout import RowLayout
from .sourcedocument import SourceDocumentError

if TYPE_CHECKING:
    from qinglian_core.criteria.table import PrintedTable

    from .headings import Headings
    from .sourcedocument import SourceDocument


def read_criteria(source: SourceDocument, known: Headings) -> SourceEdition:
    """Tell apart the parts of ``source``; raise ``SourceDocumentError`` where its table cannot be understood."""
    try:
        return _read_as_before(source, known)
    except SourceDocumentError:
        found = recognised(source.rows)
        if found is None or not _is_another_shape(found[1], known):
            raise
        start, table = found
        return _read_rows(source, replace(known, table=table), start, by_clause=None)


def _read_as_before(source: SourceDocument, known: Headings) -> SourceEdition:
    if known.table.is_plain:
        return read_layout(source, known)
    start = heading_row(source.rows, known.columns)
    return _read_rows(source, known, start, by_clause=known.standards_by_clause)


def _is_another_shape(table: PrintedTable, known: Headings) -> bool:
    """Whether the heads are other ones: where most are as before, one of them goes by another name only."""
    return 2 * sum(head in table.heads for head in known.columns) < len(known.columns)


def _read_rows(
    source: SourceDocument, known: Headings, start: int, *, by_clause: bool | None
) -> SourceEdition:
    headings = source.rows[start]
    layout = RowLayout(
        known.table,
        columns_of(headings, known.table),
        headings,
        standards_by_clause=by_clause,
    )
    for number, row in enumerate(source.rows[start + 1 :], start + 2):
        layout.add(number, row)
    items = tuple(layout.items())
    if not any(item.clauses for item in items):
        raise SourceDocumentError("里面的表格没有一条评分的文字；请核对是不是这个文件")
    head, left = read_head(source, start, known)
    return SourceEdition(
        annex=head["annex"],
        title=head["title"] or known.title,
        unit_label=head["unit_label"],
        table=with_heads(known.table, layout.columns()),
        projects=tuple(layout.projects()),
        items=items,
        left=(*left, *layout.left),
    )

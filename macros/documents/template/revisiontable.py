"""修订对照表 as a Word document: the older text, the newer one, and what it means, clause by clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.documents.shared.plaintext import clean
from macros.documents.shared.wordxml import (
    CELL_STYLE,
    CENTERED,
    HEADER_STYLE,
    LIST_STYLE,
    NAME_STYLE,
    NOTE_STYLE,
    STRONG_STYLE,
    TITLE_STYLE,
    paragraph,
    paragraph_of,
    run,
    table_cell,
    table_of,
    table_row,
)
from qinglian_core.revision.changes import Kind, newer_marks, older_marks

from .styles import spacing
from .wordfile import word_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qinglian_core.revision.changes import ClauseChange, EditionChanges, ItemChange
    from qinglian_core.revision.textmarks import Mark

COLUMNS = (5600, 5600, 3700)
"""Widths in twentieths of a point: the older text, the newer one, the remark."""
HEADER = ("修订前", "修订后", "备注")
_EMPTY = "<w:p/>"
_MARKS = {"gone": "<w:strike/>", "new": '<w:b/><w:u w:val="single"/>'}
LEGEND = (
    "本表由本站程序比较两版原文得到：划去的是删掉的文字，加粗加下划线的是新加的文字。"
    "备注是本站说明，不是原文，计分的变化由两版的规则得出。"
)


def revision_document(changes: EditionChanges, older: str, newer: str) -> bytes:
    """Return the table of ``changes`` between the editions that are labelled ``older`` and ``newer``."""
    title = revision_title(changes)
    body = (
        paragraph(title, TITLE_STYLE, spacing(after=4)),
        paragraph(f"修订前：{older}　修订后：{newer}", NOTE_STYLE),
        paragraph(LEGEND, NOTE_STYLE, spacing(after=4)),
        table_of(_rows(changes), COLUMNS),
        *(paragraph(line, NOTE_STYLE, spacing(before=6)) for line in rest_words(changes)),
    )
    return word_file("".join(body), title)


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
    words = changes.newer.words
    moved = [one for one in changes.clauses if one.kinds == (Kind.RENUMBERED,)]
    same = [one for one in changes.clauses if one.kinds == (Kind.SAME,)]
    if moved:
        told = "、".join(f"{one.old[0].label}→{one.clause.label}" for one in moved)
        yield f"只换了{words.clause_number}的{len(moved)}{words.clause}：{told}。"
    if same:
        yield f"没有变的{len(same)}{words.clause}：{'、'.join(one.clause.label for one in same)}。"


def remark_lines(change: ClauseChange) -> Iterator[str]:
    """Yield the remark on a clause: what became of it, why, and what it means for the score."""
    yield "、".join(change.kind_labels)
    yield from filter(None, (change.remark, change.why))
    yield from (effect.text for effect in change.effects)


def _rows(changes: EditionChanges) -> Iterator[str]:
    heads = (paragraph(name, HEADER_STYLE) for name in HEADER)
    yield _row(heads, "<w:tblHeader/>")
    for item in changes.items:
        shown = [one for one in item.clauses if one.is_changed]
        if shown or item.is_changed:
            yield table_row([_whole_row(paragraph(item_words(item), HEADER_STYLE))])
        if texts := item.texts(changes.newer.words):
            yield _row(_item_cells(item, texts))
        yield from (_row(_clause_cells(change)) for change in shown)


def _row(cells: Iterable[str], properties: str = "") -> str:
    made = (table_cell(cell, width, CENTERED) for cell, width in zip(cells, COLUMNS, strict=True))
    return table_row(made, properties)


def _whole_row(words: str) -> str:
    span = f'<w:gridSpan w:val="{len(COLUMNS)}"/>'
    return table_cell(words, sum(COLUMNS), span + CENTERED)


def _item_cells(item: ItemChange, texts: Sequence[tuple[str, tuple[Mark, ...]]]) -> Iterator[str]:
    older = [(name, older_marks(marks)) for name, marks in texts]
    newer = [(name, newer_marks(marks)) for name, marks in texts]
    yield _texts(older) if item.old else _EMPTY
    yield _texts(newer) if item.new else _EMPTY
    remark = "改了文字" if item.old and item.new else "新增" if item.new else "删去"
    yield paragraph(remark, LIST_STYLE)


def _clause_cells(change: ClauseChange) -> Iterator[str]:
    labels = [clause.label for clause in change.old]
    yield (
        _texts(zip(labels, change.old_marks, strict=True))
        if change.old
        else paragraph("（新增）", NAME_STYLE)
    )
    yield (
        _texts([(change.new.label, change.new_marks)])
        if change.new
        else paragraph("（删去）", NAME_STYLE)
    )
    yield paragraph("\n".join(remark_lines(change)), LIST_STYLE)


def _texts(texts: Iterable[tuple[str, Sequence[Mark]]]) -> str:
    """Return texts with their labels, a paragraph each."""
    return "".join(
        paragraph_of(run(f"{label}　", STRONG_STYLE) + "".join(map(_marked, marks)), CELL_STYLE)
        for label, marks in texts
    )


def _marked(mark: Mark) -> str:
    return run(mark.text, properties=_MARKS.get(mark.kind, ""))

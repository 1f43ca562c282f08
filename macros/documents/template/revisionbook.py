"""修订对照表 as an Excel workbook: a line for each clause, to filter and sort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.documents.shared.spreadsheet import Spreadsheet
from macros.documents.shared.tables import Table
from qinglian_core.revision.changes import newer_marks, older_marks

from .revisiontable import revision_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.criteria.table import Words
    from qinglian_core.revision.changes import ClauseChange, EditionChanges, ItemChange
    from qinglian_core.revision.textmarks import Mark

HEADER = (
    "修订前",
    "修订后",
    "变化",
    "修订前的原文",
    "修订后的原文",
    "对得分意味着什么",
    "说明",
)
SHARES = (14, 8, 8, 12, 40, 40, 40, 14)


def revision_workbook(changes: EditionChanges, older: str, newer: str) -> bytes:
    """Return the table of ``changes`` between the editions that are labelled ``older`` and ``newer``."""
    book = Spreadsheet(revision_title(changes), "")
    rows = tuple(
        (item.item.name, *row)
        for item in changes.items
        for row in (*_item_rows(item, changes.newer.words), *map(_row, item.clauses))
    )
    book.table(
        "修订对照表",
        Table(header=(changes.newer.words.item_unit, *HEADER), rows=rows, shares=SHARES),
    )
    words = changes.newer.words
    unit = words.clause
    counts = (f"{kind.label(words)}：{number}{unit}" for kind, number in changes.counts.items())
    book.notes(
        "说明",
        (
            f"修订前：{older}",
            f"修订后：{newer}",
            *counts,
            f"一{unit}可以有几种变化；对得分意味着什么，由两版的规则得出，是本站说明，不是原文。",
        ),
    )
    return book.data()


def _item_rows(item: ItemChange, words: Words) -> Iterator[tuple[str, ...]]:
    """Yield a line for each text of the item itself that changed, and for its points."""
    for name, marks in item.texts(words):
        old, new = (_text(found) for found in (older_marks(marks), newer_marks(marks)))
        yield (name if item.old else "", name if item.new else "", "改了文字", old, new, "", "")
    if item.points:
        yield ("分值", "分值", "改了分值", "", "", item.points.text, "")


def _text(marks: tuple[Mark, ...]) -> str:
    return "".join(mark.text for mark in marks)


def _row(change: ClauseChange) -> tuple[str, ...]:
    return (
        "、".join(clause.label for clause in change.old),
        change.new.label if change.new else "",
        "、".join(change.kind_labels),
        "\n".join(clause.text for clause in change.old),
        change.new.text if change.new else "",
        "\n".join(effect.text for effect in change.effects),
        "\n".join(filter(None, (change.remark, change.why))),
    )

"""What the columns of a document's table hold: as an earlier edition says, else as their heads read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qinglian_core.criteria.table import Column, Holds, PrintedTable

from .headings import ALIKE, HEAD_ROWS, distinct, likeness
from .sourcedocument import SourceDocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .sourcedocument import Cell, Row

FEWEST, MOST, LONGEST_HEAD = 2, 7, 20
_BY_HAND = (Holds.SCORE, Holds.NOTE)
"""What a document may lack: nothing is printed there."""
_READS: tuple[tuple[Holds, re.Pattern[str]], ...] = (
    (Holds.NUMBER, re.compile(r"编号|序号|代码")),
    (Holds.NOTE, re.compile(r"备注|描述|原因|责任|依据|佐证|材料")),
    (Holds.TEXT, re.compile(r"办法|方法|方式|细则|扣分|计分|评分说明|评分规则")),
    (Holds.POINTS, re.compile(r"分值|总分|满分|标准分|基准分|分数|应得分")),
    (Holds.SCORE, re.compile(r"得分|自评|复评|评审")),
    (Holds.STANDARD, re.compile(r"标准|要求|要点")),
)


def columns_of(row: Row, table: PrintedTable) -> dict[Cell, Column]:
    """Return the column of ``table`` that each head of ``row`` stands for; raise where one with words is not there."""
    found: dict[Cell, Column] = {}
    pairs = sorted(
        (
            (likeness(cell.joined, column.head), -index, -place, cell, column)
            for index, cell in enumerate(distinct(row))
            for place, column in enumerate(table.columns)
        ),
        key=lambda pair: pair[:3],
        reverse=True,
    )
    for close, _, _, cell, column in pairs:
        if close >= ALIKE and cell not in found and column not in found.values():
            found[cell] = column
    lacking = [
        column.head
        for column in table.columns
        if column not in found.values() and column.holds not in _BY_HAND
    ]
    if lacking:
        raise SourceDocumentError(
            f"里面的表格没有“{'”“'.join(lacking)}”一栏（表头是：{'、'.join(_heads(row))}）；"
            "请核对是不是这个文件，表头改了名的请先与原来的对上"
        )
    return found


def recognised(rows: Sequence[Row]) -> tuple[int, PrintedTable] | None:
    """Return the row of heads and what each column holds as it reads; None where no row says how points are given."""
    for index, row in enumerate(rows[:HEAD_ROWS]):
        heads = _heads(row)
        if not FEWEST <= len(heads) <= MOST or max(map(len, heads)) > LONGEST_HEAD:
            continue
        columns = _read(heads)
        if any(column.holds is Holds.TEXT for column in columns):
            return index, PrintedTable(columns=columns)
    return None


def _heads(row: Row) -> list[str]:
    return [cell.joined for cell in distinct(row) if cell.joined]


def _read(heads: Sequence[str]) -> tuple[Column, ...]:
    held = [_reading(head) for head in heads]
    if Holds.TEXT not in held and held.count(Holds.STANDARD) > 0:
        last = len(held) - 1 - held[::-1].index(Holds.STANDARD)
        held[last] = Holds.TEXT
    names = _names(sum(one is None for one in held))
    whole = [next(names) if one is None else one for one in held]
    single = [Holds.NOTE if one in whole[:place] else one for place, one in enumerate(whole)]
    return tuple(Column(head=head, holds=one) for head, one in zip(heads, single, strict=True))


def _reading(head: str) -> Holds | None:
    return next((holds for holds, reads in _READS if reads.search(head)), None)


def _names(count: int) -> Iterator[Holds]:
    """Yield what columns without a word of their own hold, from left to right: the narrower to the right."""
    several = (Holds.PROJECT, Holds.ITEM, Holds.STANDARD)
    yield from several[: max(count, 2)] if count > 1 else (Holds.ITEM,)
    while True:
        yield Holds.NOTE

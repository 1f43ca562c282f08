"""Decoding of the columns of the printed table, and of the words that an edition goes by."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields

from qinglian_core.criteria.table import FIVE, Column, Holds, Level, PrintedTable, Words
from qinglian_core.reader import Reader

FEWEST = 2
MOST = 7
_LONGEST_WORD = 12
_BY_LEVEL = (Holds.NUMBER, Holds.STANDARD, Holds.POINTS)
_NAMED_BY_HEAD = (Holds.PROJECT, Holds.ITEM, Holds.STANDARD, Holds.TEXT)
WORDS = tuple(field.name for field in fields(Words))


def words_of(edition: object) -> Words:
    """Return what the parts of a plain ``edition`` are called; what cannot be read of it leaves the usual words."""
    return decode_table(Reader(edition, [])).words


def decode_table(reader: Reader) -> PrintedTable:
    """Decode ``columns`` and ``words`` of the edition at ``reader``; a part goes by the head of its column."""
    columns = _decode_columns(reader)
    own: dict[str, str] = {}
    if reader.has("words"):
        words = reader.at("words")
        words.keys(optional=WORDS)
        own = {name: text for name in WORDS if words.has(name) and (text := words.text(name))}
    heads = {name: head for name, head in _heads(columns).items() if name not in own}
    return PrintedTable(columns=columns, words=Words(**heads, **own))


def _heads(columns: tuple[Column, ...]) -> dict[str, str]:
    """Return what the heads call the parts, as far as they are single, short words."""
    found = {
        holds: [column.head for column in columns if column.holds is holds]
        for holds in _NAMED_BY_HEAD
    }
    return {
        holds.value: heads[0]
        for holds, heads in found.items()
        if len(heads) == 1
        and heads[0]
        and len(heads[0].split()) == 1 <= _LONGEST_WORD - len(heads[0])
    }


def _decode_columns(reader: Reader) -> tuple[Column, ...]:
    entries = list(reader.each("columns"))
    if any(isinstance(entry.value, dict) for entry in entries):
        columns = tuple(_decode_column(entry) for entry in entries)
        _check_roles(reader, columns)
        return columns
    heads = reader.texts("columns")
    if entries and len(heads) != len(FIVE):
        told = (
            f"columns 只写表头，应有 {len(FIVE)} 个（依次是项目、内容、标准、评分办法、得分），写了 {len(heads)} 个；"
            "别样的表，每一栏写成 {head: 表头, holds: 这一栏是什么}"
        )
        reader.fault("Q031", told, key="columns")
    return tuple(Column(head=head, holds=holds) for head, holds in zip(heads, FIVE, strict=False))


def _decode_column(reader: Reader) -> Column:
    reader.keys(required=("head", "holds"), optional=("of",))
    holds = reader.choice("holds", Holds, default=Holds.NOTE)
    of = reader.choice("of", Level, default=Level.CLAUSE) if reader.has("of") else None
    if of is not None and holds not in _BY_LEVEL:
        told = f"of 只写在 {'、'.join(one.value for one in _BY_LEVEL)} 的栏里，请删去"
        reader.fault("Q031", told, key="of")
    return Column(head=reader.text("head"), holds=holds, of=of)


def _check_roles(reader: Reader, columns: tuple[Column, ...]) -> None:
    """Report a table without clauses, too wide or too narrow, or with the same thing twice."""
    if not FEWEST <= len(columns) <= MOST:
        told = f"columns 应有 {FEWEST} 至 {MOST} 栏，写了 {len(columns)} 栏"
        reader.fault("Q031", told, key="columns")
    if not any(column.holds is Holds.TEXT for column in columns):
        told = "columns 里要有一栏 holds: text，就是写着怎样评分的那一栏"
        reader.fault("Q031", told, key="columns")
    found = Counter((column.holds, column.of) for column in columns)
    for (holds, of), times in found.items():
        both = of is None and any((holds, level) in found for level in Level)
        if holds is not Holds.NOTE and (times > 1 or both):
            told = f"columns 里 holds: {holds.value} 写了两次；两栏不同的，用 of 写明是 item 的还是 clause 的"
            told = (
                told
                if holds in _BY_LEVEL
                else f"columns 里 holds: {holds.value} 写了两次，只能有一栏"
            )
            reader.fault("Q031", told, key="columns")

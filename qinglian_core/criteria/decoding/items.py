"""Decoding of items: their official words and their clauses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO
from qinglian_core.criteria.applicability import is_for
from qinglian_core.criteria.model import Clause, Item
from qinglian_core.criteria.reach import is_pointless
from qinglian_core.criteria.table import Holds, Level
from qinglian_core.reader import quote_hint

from .clauses import decode_clause, decode_number
from .discrepancies import check_declared, check_sums
from .frame import decode_weight

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from qinglian_core.criteria.table import PrintedTable
    from qinglian_core.reader import Reader

    from .discrepancies import Discrepancies
    from .frame import Frame, Frames

_ITEM_ID = re.compile(r"[^\W_]+([-.][^\W_]+)*")


def decode_items(reader: Reader, discrepancies: Discrepancies, frames: Frames) -> dict[str, Item]:
    """Decode the items of the edition at ``reader``, by id, in their order."""
    items: dict[str, Item] = {}
    number = frames.usual.table.words.item_number
    for entry in reader.each("items"):
        frame = frames.of(entry)
        item = _decode_item(entry, frame)
        same = [known for known in items if _page_name(known) == _page_name(item.id)]
        if item.id and same:
            entry.fault(
                "Q008",
                f"{number}“{item.id}”与前面的“{same[0]}”重复了，请改用别的{number}",
                key="id",
            )
        if frame.has_sums:
            _check_clauses(entry, item, frame, discrepancies)
        items[item.id] = item
    check_declared(reader, discrepancies, "item", items, frames.usual.table.words)
    return items


def _check_clauses(reader: Reader, item: Item, frame: Frame, discrepancies: Discrepancies) -> None:
    """Compare the points of ``item`` with those of its clauses, for every kind of unit that it is for."""
    declared = discrepancies.get(("item", item.id))
    told = f"{item.label}各{frame.table.words.clause}"
    sums = [_clause_amounts(item, kind) for kind in frame.kinds if is_for(item.applies, kind)]
    check_sums(reader, told, item.points, sums, declared, one_will_do=frame.is_rescaled)


def _clause_amounts(item: Item, kind: str) -> list[Decimal]:
    """Return the points of the clauses of ``item`` that are for ``kind``; of one that has none by right, nothing."""
    return [
        clause.points
        for clause in item.clauses
        if is_for(clause.applies, kind)
        if clause.points or not is_pointless(clause.questions)
    ]


def _page_name(identifier: str) -> str:
    """Return what tells items apart in an address: ``1`` and ``01``, ``a`` and ``A``, ``2.1`` and ``2-1`` do not differ there."""
    return identifier.lstrip("0").casefold().replace(".", "-")


def _decode_item(reader: Reader, frame: Frame) -> Item:
    table, words = frame.table, frame.table.words
    reader.keys(
        required=("id", *_required(reader, frame), "clauses"),
        optional=(
            "title",
            "number",
            "points",
            "standard",
            "orientation",
            "search_words",
            "weight",
            "applies",
        ),
    )
    identifier = reader.text("id")
    if identifier and not _ITEM_ID.fullmatch(identifier):
        told = f"“{identifier}”不能作{words.item_number}：只用文字和数字，中间可以有点和连字符“-”{quote_hint(identifier)}"
        reader.fault("Q005", told, key="id")
        identifier = ""
    clauses: list[Clause] = []
    entries = list(reader.each("clauses"))
    unnumbered: list[Reader] = []
    for position, entry in enumerate(entries, start=1):
        clause = decode_clause(
            entry, item=identifier, position=position, count=len(entries), frame=frame
        )
        if clause.id and clause.id in [known.id for known in clauses]:
            entry.fault("Q008", f"{words.clause_number}“{clause.id}”重复了，请改正", key="id")
        if not clause.number:
            unnumbered.append(entry)
        clauses.append(clause)
    for entry in unnumbered if len(unnumbered) < len(clauses) else ():
        told = (
            f"同一{words.item_unit}里别的{words.clause}有序号，这一{words.clause}没有，"
            "就看不出从哪里开始；请照原文核对 number"
        )
        entry.fault("Q029", told, key="number")
    _check_standards(reader, entries, table)
    return Item(
        id=identifier,
        label=words.item_label(identifier),
        number=decode_number(reader, _usual_number(identifier, table)),
        title=reader.text("title"),
        points=_decode_points(reader, frame, clauses),
        standard=reader.text("standard"),
        orientation=reader.text("orientation"),
        search_words=reader.texts("search_words"),
        clauses=tuple(clauses),
        weight=decode_weight(reader),
        applies=reader.texts("applies"),
    )


def _decode_points(reader: Reader, frame: Frame, clauses: list[Clause]) -> Decimal:
    if frame.implied is not None and not reader.has("points"):
        return frame.implied
    if not frame.table.is_plain and "points" not in reader.mapping():
        return sum((clause.points for clause in clauses), start=ZERO)
    pointless = bool(clauses) and all(is_pointless(clause.questions) for clause in clauses)
    return reader.amount("points", positive=not pointless)


def _required(reader: Reader, frame: Frame) -> Iterator[str]:
    """Yield the official words that an item cannot do without: those that the table has a place for."""
    table = frame.table
    if table.has(Holds.ITEM) or not table.columns:
        yield "title"
    if table.is_plain or not table.columns:
        yield from frame.required_points
    by_clause = all(entry.has("standard") for entry in reader.each("clauses"))
    if table.has(Holds.STANDARD) and not by_clause:
        yield "standard"


def _usual_number(identifier: str, table: PrintedTable) -> str:
    """Return what stands before a title where nothing else is written: ``13.``, ``2.1``; nothing beside a number."""
    if table.has(Holds.NUMBER, Level.ITEM):
        return ""
    return identifier if "." in identifier else f"{identifier}."


def _check_standards(reader: Reader, clauses: list[Reader], table: PrintedTable) -> None:
    """Report what is looked at where the table has no place for it."""
    places = [column.of for column in table.columns if column.holds is Holds.STANDARD]
    for entry in clauses:
        if entry.has("standard") and not places:
            told = "表里没有写标准的一栏（columns 里没有 holds: standard），这里就不能写 standard"
            entry.fault("Q031", told, key="standard")
        elif entry.has("standard") and reader.has("standard") and len(places) == 1:
            told = (
                f"这一{table.words.item_unit}写了 standard，各{table.words.clause}就不再写；"
                "两处各是一栏的，在 columns 里写两栏"
            )
            entry.fault("Q031", told, key="standard")

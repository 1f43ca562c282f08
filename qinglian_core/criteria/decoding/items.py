"""Decoding of items: their official words and their clauses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qinglian_core.criteria.applicability import is_for
from qinglian_core.criteria.model import Clause, Item
from qinglian_core.criteria.reach import is_pointless
from qinglian_core.reader import quote_hint

from .clauses import decode_clause
from .discrepancies import check_any_sum, check_declared, check_sum
from .frame import decode_weight

if TYPE_CHECKING:
    from decimal import Decimal

    from qinglian_core.reader import Reader

    from .discrepancies import Discrepancies
    from .frame import Frame, Frames

_ITEM_ID = re.compile(r"[^\W_]+(-[^\W_]+)*")


def decode_items(reader: Reader, discrepancies: Discrepancies, frames: Frames) -> dict[str, Item]:
    """Decode the items of the edition at ``reader``, by id, in their order."""
    items: dict[str, Item] = {}
    for entry in reader.each("items"):
        frame = frames.of(entry)
        item = _decode_item(entry, frame)
        same = [known for known in items if _page_name(known) == _page_name(item.id)]
        if item.id and same:
            entry.fault(
                "Q008", f"项号“{item.id}”与前面的“{same[0]}”重复了，请改用别的项号", key="id"
            )
        if frame.has_sums:
            _check_clauses(entry, item, frame, discrepancies)
        items[item.id] = item
    check_declared(reader, discrepancies, "item", items)
    return items


def _check_clauses(reader: Reader, item: Item, frame: Frame, discrepancies: Discrepancies) -> None:
    """Compare the points of ``item`` with those of its clauses, for every kind of unit that it is for."""
    declared = discrepancies.get(("item", item.id))
    told = f"第{item.id}项各条"
    sums = [clause_amounts(item, kind) for kind in frame.kinds if is_for(item.applies, kind)]
    if frame.is_rescaled and declared is None:
        check_any_sum(reader, told, item.points, sums)
        return
    for amounts in sums:
        check_sum(reader, told, item.points, amounts, declared)


def clause_amounts(item: Item, kind: str) -> list[Decimal]:
    """Return the points of the clauses of ``item`` that are for ``kind``; of one that has none by right, nothing."""
    return [
        clause.points
        for clause in item.clauses
        if is_for(clause.applies, kind) and not is_pointless(clause.questions)
    ]


def _page_name(identifier: str) -> str:
    """Return what tells items apart in an address: ``1`` and ``01``, ``a`` and ``A`` do not differ there."""
    return identifier.lstrip("0").casefold()


def _decode_item(reader: Reader, frame: Frame) -> Item:
    reader.keys(
        required=("id", "title", *frame.required_points, "standard", "clauses"),
        optional=("points", "orientation", "search_words", "weight", "applies"),
    )
    identifier = reader.text("id")
    if identifier and not _ITEM_ID.fullmatch(identifier):
        told = (
            f"“{identifier}”不能作项号：只用文字和数字，中间可以有连字符“-”{quote_hint(identifier)}"
        )
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
            entry.fault("Q008", f"条号“{clause.id}”重复了，请改正", key="id")
        if not clause.number:
            unnumbered.append(entry)
        clauses.append(clause)
    for entry in unnumbered if len(unnumbered) < len(clauses) else ():
        told = "同一项里别的条有序号，这一条没有，就看不出从哪里开始；请照原文核对 number"
        entry.fault("Q029", told, key="number")
    return Item(
        id=identifier,
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
    pointless = bool(clauses) and all(is_pointless(clause.questions) for clause in clauses)
    return reader.amount("points", positive=not pointless)

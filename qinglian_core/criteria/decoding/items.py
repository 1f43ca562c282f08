"""Decoding of items: their official words and their clauses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qinglian_core.criteria.model import Clause, Item
from qinglian_core.reader import quote_hint

from .clauses import decode_clause
from .discrepancies import check_declared, check_sum

if TYPE_CHECKING:
    from qinglian_core.reader import Reader

    from .discrepancies import Discrepancies

_ITEM_ID = re.compile(r"[^\W_]+(-[^\W_]+)*")


def decode_items(reader: Reader, discrepancies: Discrepancies) -> dict[str, Item]:
    """Decode the items of the edition at ``reader``, by id, in their order."""
    items: dict[str, Item] = {}
    for entry in reader.each("items"):
        item = _decode_item(entry)
        same = [known for known in items if _page_name(known) == _page_name(item.id)]
        if item.id and same:
            entry.fault(
                "Q008", f"项号“{item.id}”与前面的“{same[0]}”重复了，请改用别的项号", key="id"
            )
        check_sum(
            entry,
            f"第{item.id}项各条",
            item.points,
            [clause.points for clause in item.clauses],
            discrepancies.get(("item", item.id)),
        )
        items[item.id] = item
    check_declared(reader, discrepancies, "item", items)
    return items


def _page_name(identifier: str) -> str:
    """Return what tells items apart in an address: ``1`` and ``01``, ``a`` and ``A`` do not differ there."""
    return identifier.lstrip("0").casefold()


def _decode_item(reader: Reader) -> Item:
    reader.keys(
        required=("id", "title", "points", "standard", "clauses"),
        optional=("orientation", "search_words"),
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
        clause = decode_clause(entry, item=identifier, position=position, count=len(entries))
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
        points=reader.amount("points"),
        standard=reader.text("standard"),
        orientation=reader.text("orientation"),
        search_words=reader.texts("search_words"),
        clauses=tuple(clauses),
    )

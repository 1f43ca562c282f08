"""Which item of an older edition an item is: the one of its title, else the one that most of its clauses come from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qinglian_core.criteria.model import Item, Rubric

    from .lineage import Lineage


def item_pairs(older: Rubric, newer: Rubric, lineage: Lineage) -> dict[str, Item]:
    """Return the older item of each newer one, by its id; none is given twice, new items have none."""
    titles = {item.title: item for item in older.items}
    pairs = {item.id: titles[item.title] for item in newer.items if item.title in titles}
    origin = {clause.id: item.id for item in older.items for clause in item.clauses}
    for item in newer.items:
        taken = {old.id for old in pairs.values()}
        sources = Counter(
            origin[name] for clause in item.clauses for name in lineage.sources(clause.id)
        )
        left = [name for name, _ in sources.most_common() if name not in taken]
        if item.id not in pairs and left:
            pairs[item.id] = next(old for old in older.items if old.id == left[0])
    return pairs

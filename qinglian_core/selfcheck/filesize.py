"""How much a save file may hold: far more than anybody fills in, and no more than a browser reads in a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_VALUES = 100_000
"""In the whole file, counted in every mapping and list; the fullest real ones have a few thousand."""
MOST_RECORDS = 2_000
"""Of one kind. What became of each is looked for among all clauses of the edition."""
_RECORDS = ("clauses", "tasks", "former")


def is_too_much(plain: Mapping[str, object]) -> bool:
    """Whether a self-check, as plain data in the present version, holds more than can be opened."""
    records = (plain.get(key) for key in _RECORDS)
    if any(isinstance(one, dict) and len(one) > MOST_RECORDS for one in records):
        return True
    count = 0
    level: list[Mapping[str, object] | list[object]] = [plain]
    while level:
        inside = [
            value
            for holder in level
            for value in (holder.values() if isinstance(holder, dict) else holder)
        ]
        count += len(inside)
        if count > MOST_VALUES:
            return True
        level = [value for value in inside if isinstance(value, (dict, list))]
    return False

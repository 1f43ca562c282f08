"""How much a save file may hold: far more than anybody fills in, and no more than a browser reads in a moment."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from qinglian_core.jsontext import levels

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_VALUES = 100_000
"""In the whole file, counted in every mapping and list; the fullest real ones have a few thousand."""
MOST_RECORDS = 2_000
"""Of one kind. What became of each is looked for among all clauses of the edition."""
_FEW_CHARACTERS = MOST_VALUES // 4
"""At its shortest, a piece of evidence is three characters (``{},``), and six values once it is read."""
_RECORDS = ("clauses", "tasks", "former")


def is_too_much(plain: Mapping[str, object], characters: int) -> bool:
    """Whether a self-check, as plain data in the present version, holds more than can be opened.

    So many ``characters`` it was, or will be, written with: where they are few, its values are not counted.
    """
    records = (plain.get(key) for key in _RECORDS)
    if any(isinstance(one, dict) and len(one) > MOST_RECORDS for one in records):
        return True
    if characters <= _FEW_CHARACTERS:
        return False
    counts = (sum(map(len, level)) for level in levels(plain))
    return any(count > MOST_VALUES for count in accumulate(counts))

"""How characters are read, for queries in which the input method chose another one of the same sound."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pypinyin import Style, pinyin

if TYPE_CHECKING:
    from collections.abc import Iterable

HAN = re.compile(r"[\u3400-\u9fff]")
_FIRST_ROW, _LAST_ROW = 0xB0, 0xD7
_LAST_CHARACTER = (0xD7, 0xF9)

COMMON = tuple(
    bytes((row, cell)).decode("gb2312")
    for row in range(_FIRST_ROW, _LAST_ROW + 1)
    for cell in range(0xA1, 0xFF)
    if (row, cell) <= _LAST_CHARACTER
)
"""The 3,755 characters of GB 2312 level 1: those that people write."""


def sound_table(texts: Iterable[str]) -> dict[str, str]:
    """Return syllable without tone → the characters read so, of those in ``texts`` and the common ones."""
    found = {character for text in texts for character in HAN.findall(text)}
    table: dict[str, list[str]] = {}
    for character in sorted(found.union(COMMON)):
        (readings,) = pinyin(character, style=Style.NORMAL, heteronym=True)
        for syllable in dict.fromkeys(readings):
            table.setdefault(syllable, []).append(character)
    return {syllable: "".join(table[syllable]) for syllable in sorted(table)}

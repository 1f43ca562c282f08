"""How characters are read, for queries in which the input method chose another one of the same sound."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from macros.tools.cache import data_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from macros.tools.cache import Cache

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


def kept_sound_table(cache: Cache, texts: Iterable[str]) -> dict[str, str]:
    """Return the same as ``sound_table``, made only where a character is new."""
    found = characters(texts)
    return cache.value_for("sounds", data_key(found.encode()), partial(sound_table, [found]))


def characters(texts: Iterable[str]) -> str:
    """Return every Chinese character of ``texts`` once, in order."""
    return "".join(sorted({character for text in texts for character in HAN.findall(text)}))


def sound_table(texts: Iterable[str]) -> dict[str, str]:
    """Return syllable without tone → the characters read so, of those in ``texts`` and the common ones."""
    from pypinyin import Style, pinyin  # noqa: PLC0415 - its tables take long to load, and the cache has most answers

    table: dict[str, list[str]] = {}
    for character in sorted({*characters(texts), *COMMON}):
        (readings,) = pinyin(character, style=Style.NORMAL, heteronym=True)
        for syllable in dict.fromkeys(readings):
            table.setdefault(syllable, []).append(character)
    return {syllable: "".join(table[syllable]) for syllable in sorted(table)}

"""Automatic numbering: what Word counts out before paragraphs, which no text of the file holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .numerals import numeral
from .wordxml import child, is_on, name_of, number, value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

    from .styles import Styles

_PLACEHOLDER = re.compile(r"%([1-9])")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_LEVELS = 9


@dataclass(frozen=True, kw_only=True, slots=True)
class _Level:
    start: int
    style: str
    text: str
    restart: int | None
    """After which level (from 1) it begins again; 0: never; None: after any above."""
    legal: bool
    """Whether all its numbers are shown as 1, 2, 3 (正规形式)."""


class Numbering:
    """The lists of one document; ``next_number`` is called for each paragraph in its order."""

    def __init__(self, part: Element | None, styles: Styles) -> None:
        """Read word/numbering.xml; None where the document has no lists."""
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        self._lists: dict[str, tuple[str, dict[int, _Level]] | None] = {}
        """By its id, what each list counts by, which is its definition's, and its levels; None for no list."""
        for entry in part if part is not None else ():
            if name_of(entry) == "w:abstractNum":
                self._abstract[value(entry, "abstractNumId") or ""] = entry
            elif name_of(entry) == "w:num":
                self._nums[value(entry, "numId") or ""] = entry

    def next_number(self, properties: Element | None) -> str:
        """Return the number of the paragraph with these ``w:pPr``, empty when it has none."""
        own = child(properties, "w:numPr")
        given = self._styles.numbering(value(child(properties, "w:pStyle")))
        num_id = value(child(own, "w:numId")) or (given and given[0]) or ""
        level = number(child(own, "w:ilvl"), given[1] if given else 0)
        if num_id not in self._lists:
            self._lists[num_id] = self._list(num_id)
        found = self._lists[num_id]
        if found is None or not 0 <= level < _LEVELS:
            return ""
        abstract_id, levels = found
        counts = self._counts.setdefault(abstract_id, [None] * _LEVELS)
        if num_id not in self._begun:
            self._begun.add(num_id)
            self._start_over(self._nums[num_id], counts)
        self._count(levels, counts, level)
        return _shown(levels, counts, level)

    def _list(self, num_id: str) -> tuple[str, dict[int, _Level]] | None:
        num = self._nums.get(num_id)
        abstract_id = self._abstract_of(num)
        if num is None or abstract_id is None:
            return None
        return abstract_id, self._levels(num, self._abstract[abstract_id])

    def _abstract_of(self, num: Element | None) -> str | None:
        """Return the id of the list's definition, through the list style that it may name instead."""
        found = value(child(num, "w:abstractNumId"))
        link = value(child(self._abstract.get(found or ""), "w:numStyleLink"))
        if link is not None:
            same = (
                key
                for key, entry in self._abstract.items()
                if value(child(entry, "w:styleLink")) == link
            )
            found = next(same, found)
        return found if found in self._abstract else None

    @staticmethod
    def _levels(num: Element, abstract: Element) -> dict[int, _Level]:
        levels = dict(_read_levels(abstract))
        for entry in num:
            if name_of(entry) == "w:lvlOverride":
                levels.update(_read_levels(entry))
                index = number(entry, 0, "ilvl")
                start = child(entry, "w:startOverride")
                if start is not None and index in levels:
                    known = levels[index]
                    levels[index] = replace(known, start=number(start, known.start))
        return levels

    @staticmethod
    def _start_over(num: Element, counts: list[int | None]) -> None:
        """Forget the counts of the levels that a list begins anew the first time it is used."""
        for entry in num:
            if name_of(entry) == "w:lvlOverride" and child(entry, "w:startOverride") is not None:
                index = min(max(number(entry, 0, "ilvl"), 0), _LEVELS)
                counts[index:] = [None] * (_LEVELS - index)

    @staticmethod
    def _count(levels: dict[int, _Level], counts: list[int | None], level: int) -> None:
        current = counts[level]
        counts[level] = (
            levels[level].start if current is None and level in levels else (current or 0) + 1
        )
        for below in range(level + 1, _LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or 0 < level + 1 <= restart:
                counts[below] = None


def _read_levels(entry: Element) -> Iterable[tuple[int, _Level]]:
    for found in entry:
        if name_of(found) != "w:lvl":
            continue
        style = child(found, "w:numFmt")
        if style is None:
            # Word 把新的格式写在 mc:AlternateContent 里，旧的在后备里
            style = next((one for one in found.iter() if name_of(one) == "w:numFmt"), None)
        restart = child(found, "w:lvlRestart")
        yield (
            number(found, 0, "ilvl"),
            _Level(
                start=number(child(found, "w:start"), 0),
                style=value(style) or "decimal",
                text=value(child(found, "w:lvlText")) or "",
                restart=None if restart is None else number(restart, 0),
                legal=is_on(child(found, "w:isLgl")),
            ),
        )


def _shown(levels: dict[int, _Level], counts: list[int | None], level: int) -> str:
    own = levels.get(level)
    if own is None or own.style == "none":
        return ""
    if own.style == "bullet":
        # 符号字体里的点、方块等一律写成“•”
        return "•" if _PRIVATE.search(own.text) else own.text

    def one(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        found = levels.get(index)
        count = counts[index]
        if count is None:
            count = found.start if found else 1
        style = "decimal" if found is None or (own.legal and index <= level) else found.style
        return numeral(count, style) or str(count)

    return _PLACEHOLDER.sub(one, own.text)

"""Styles of Word, as far as they bear on the text: which hide it, which number it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from .wordxml import child, is_on, name_of, number, value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DEEPEST = 20


class Styles:
    """The styles of one document by id."""

    def __init__(self, part: Element | None) -> None:
        """Read word/styles.xml."""
        entries = [
            entry for entry in (part if part is not None else ()) if name_of(entry) == "w:style"
        ]
        self._styles = {value(entry, "styleId") or "": entry for entry in entries}
        default = [
            entry
            for entry in entries
            if value(entry, "type") == "paragraph"
            and (value(entry, "default") or "0") not in ("0", "false")
        ]
        self._default = value(default[0], "styleId") if default else None
        self.numbering = cache(self._numbering)
        """Return the list and level that a paragraph style (None: the default one) gives; None for none."""
        self.hides = cache(self._hides)
        """Return whether a character or paragraph style hides its text."""

    def _chain(self, style: str | None) -> list[Element]:
        """Return a style and those it is based on, nearest first."""
        chain: list[Element] = []
        while style in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[style])
            style = value(child(chain[-1], "w:basedOn"))
        return chain

    def _numbering(self, style: str | None) -> tuple[str, int] | None:
        found: str | None = None
        level: int | None = None
        for entry in self._chain(style or self._default):
            numbering = child(entry, "w:pPr", "w:numPr")
            if numbering is None:
                continue
            if level is None and child(numbering, "w:ilvl") is not None:
                level = number(child(numbering, "w:ilvl"), 0)
            if found is None:
                found = value(child(numbering, "w:numId"))
        return None if found is None else (found, level or 0)

    def _hides(self, style: str | None) -> bool:
        for entry in self._chain(style):
            vanish = child(entry, "w:rPr", "w:vanish")
            if vanish is not None:
                return is_on(vanish)
        return False

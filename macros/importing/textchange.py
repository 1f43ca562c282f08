"""What became of the passages and figures of a text that was reworded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from macros.source.headings import likeness

_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|.", re.DOTALL)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_EDGES = "，。；、：,;: "
_LEAST_KEPT = 0.4
_ALIKE = 0.7


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A number that changed: what it was, what it is, and the word after it (分, 次, 条)."""

    old: str
    new: str
    unit: str


class TextChange:
    """An older text and the one that it became, of documents that say ``remarks`` of every clause."""

    def __init__(self, old: str, new: str, remarks: tuple[str, ...] = ()) -> None:
        """Compare the texts, a number being one sign."""
        self.old, self.new, self._remarks = old, new, remarks
        self._old = [match.span() for match in _TOKEN.finditer(old)]
        self._new = [match.span() for match in _TOKEN.finditer(new)]
        matcher = SequenceMatcher(
            None,
            [old[start:end] for start, end in self._old],
            [new[start:end] for start, end in self._new],
            autojunk=False,
        )
        self._steps = matcher.get_opcodes()

    def follow(self, passage: str) -> str:
        """Return the passage of the new text that ``passage`` of the old one became; empty when it is gone.

        One that the remarks say stays.
        """
        if any(passage in text for text in (self.new, *self._remarks)):
            return passage
        start = self.old.find(passage)
        if start < 0:
            return ""
        candidates = {
            self.new[first:last].strip(_EDGES)
            for first in self._places(start)
            for last in self._places(start + len(passage))
            if first < last
        }
        close, found = max((likeness(passage, one), one) for one in (*candidates, ""))
        return found if close >= _LEAST_KEPT else ""

    def _places(self, position: int) -> set[int]:
        """Return where a border of the old text stands in the new one; inside of a change, at either edge of it."""
        index = next(
            (index for index, (start, _) in enumerate(self._old) if start >= position),
            len(self._old),
        )
        places: set[int] = set()
        for tag, first, end, new_first, new_end in self._steps:
            if tag == "equal" and first <= index <= end:
                places.add(self._start(new_first + index - first))
            elif first <= index <= end:
                places |= {self._start(new_first), self._start(new_end)}
        return places

    def _start(self, index: int) -> int:
        return self._new[index][0] if index < len(self._new) else len(self.new)

    @cached_property
    def _all_figures(self) -> tuple[tuple[int, Figure], ...]:
        found: list[tuple[int, Figure]] = []
        for tag, first, end, new_first, new_end in self._steps:
            if tag != "replace":
                continue
            old = [
                span for span in self._old[first:end] if _NUMBER.fullmatch(self.old[slice(*span)])
            ]
            new = [
                span
                for span in self._new[new_first:new_end]
                if _NUMBER.fullmatch(self.new[slice(*span)])
            ]
            if len(old) == len(new):
                found.extend(
                    (
                        one[0],
                        Figure(
                            old=self.old[slice(*one)],
                            new=self.new[slice(*other)],
                            unit=self.old[one[1] : one[1] + 1],
                        ),
                    )
                    for one, other in zip(old, new, strict=True)
                    if self.old[slice(*one)] != self.new[slice(*other)]
                )
        return tuple(found)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every number that became another one."""
        return tuple(figure for _, figure in self._all_figures)

    @property
    def consistent(self) -> tuple[Figure, ...]:
        """Return the figures that became one and the same other wherever the old text had them."""
        kept = {(one.old, one.unit): one for one in self.figures}
        return tuple(
            one
            for (old, unit), one in kept.items()
            if [other.new for other in self.figures if (other.old, other.unit) == (old, unit)]
            == [one.new] * len(re.findall(rf"(?<![0-9.]){re.escape(old + unit)}", self.old))
        )

    def figures_in(self, passage: str) -> tuple[Figure, ...]:
        """Return the numbers inside ``passage`` of the old text that became others."""
        start = self.old.find(passage)
        return tuple(
            figure
            for place, figure in self._all_figures
            if 0 <= start <= place < start + len(passage)
        )

    def followed_quotations(self, prose: str) -> tuple[tuple[str, str], ...]:
        """Return what ``prose`` quotes of the old text and what the new text says almost alike in its place, figures aside."""
        pairs = ((words, self.follow(words)) for words in self.lost_quotations(prose))
        return tuple(
            (words, found)
            for words, found in pairs
            if found and not _NUMBER.search(words) and likeness(words, found) >= _ALIKE
        )

    def lost_quotations(self, prose: str) -> tuple[str, ...]:
        """Return what ``prose`` quotes of the old text that the new one does not say."""
        quoted = dict.fromkeys(re.findall(r"“([^“”]+)”", prose))
        return tuple(words for words in quoted if words in self.old and words not in self.new)

"""How alike the texts of clauses are: by the pairs of characters that they share, the rare ones counting more.

What every clause says (``的扣1分``, ``建立健全``) tells none from another; how rare a pair is, is counted over all texts
at hand. No text is compared character by character, so that thousands of pairs of clauses take a fraction of a second.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_NARROW = str.maketrans("０１２３４５６７８９．，；：（）", "0123456789.,;:()")
_CONTAINED = 0.8
ALIKE = 0.4
"""The closeness from which on a clause passes for a rewording of another; strangers stay below 0.3."""
_IGNORED = re.compile(r"\s+")


class Likeness:
    """Compares texts among a number of texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Weigh the pairs of characters of ``texts``."""
        self._pairs = {text: _pairs_of(text) for text in texts}
        found = Counter(pair for pairs in self._pairs.values() for pair in pairs)
        self._weights = {
            pair: math.log(1 + len(self._pairs) / number) for pair, number in found.items()
        }
        self._sizes = {text: self._weight(pairs) for text, pairs in self._pairs.items()}

    def closeness(self, one: str, other: str) -> float:
        """Return how alike two of the texts are, or almost how much of the one stands in the other: 0 nothing, 1 all.

        A text that was merged into another, split off or written on is close to it, though not alike.
        """
        sizes = self._sizes[one], self._sizes[other]
        if not min(sizes):
            return float(one == other)
        shared = self._shared(one, other)
        return max(2 * shared / sum(sizes), _CONTAINED * shared / min(sizes))

    def within(self, part: str, *wholes: str) -> float:
        """Return how much of ``part`` stands in ``wholes`` together, all of the texts: 0 nothing, 1 all."""
        size = self._sizes[part]
        return self._shared(part, *wholes) / size if size else float(part in wholes)

    def _shared(self, one: str, *others: str) -> float:
        found = [self._pairs[other] for other in others]
        return sum(
            [
                min(number, sum([pairs[pair] for pairs in found if pair in pairs]))
                * self._weights[pair]
                for pair, number in self._pairs[one].items()
                if any(pair in pairs for pairs in found)
            ]
        )

    def _weight(self, pairs: Counter[str]) -> float:
        return sum([number * self._weights[pair] for pair, number in pairs.items()])


def _pairs_of(text: str) -> Counter[str]:
    plain = _IGNORED.sub("", text).translate(_NARROW)
    return Counter(map("".join, pairwise(plain)))

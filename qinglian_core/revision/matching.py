"""Finding which clause comes from which: proposed from the texts, their neighbours and their items.

Clear pairs go first, then what was merged and split, then what only its place speaks for. What cannot be told apart
is proposed with its doubt, for somebody to look at; nothing is silently guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .likeness import ALIKE, Likeness
from .proposal import Loss, Match, Passage, Proposal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Explains = Callable[[int, int], tuple[float, float]]


_SURE = 0.55
"""The closeness from which on a pair is clear, if nothing else comes near."""
_NEAR = 0.2
"""How far behind anything else has to stay."""
_PART = 0.5
"""How much of a clause has to be found in another that it may have been merged into or split off."""
_GAIN = 0.05
"""How much more of that other one this has to explain."""
_CROSSED = 0.2
"""How much of both clauses has to be explained where each has another partner already."""
_FAINT = 0.15
"""The closeness that is enough for two clauses in the same place to be a rewording, to be looked at."""


def propose(older: Sequence[Passage], newer: Sequence[Passage]) -> Proposal:
    """Return what the clauses of ``newer`` seem to come from, and which of ``older`` seem to be gone."""
    matching = _Matching(older, newer)
    matching.pair_alike()
    matching.join_merged()
    matching.join_split()
    matching.join_crossed()
    matching.pair_by_place()
    return matching.proposal()


class _Matching:
    """Two editions on their way to a proposal."""

    def __init__(self, older: Sequence[Passage], newer: Sequence[Passage]) -> None:
        self.older = older
        self.newer = newer
        self.likeness = Likeness({one.text for one in (*older, *newer)})
        self.closeness = [
            [self.likeness.closeness(new.text, old.text) for old in older] for new in newer
        ]
        self.sources: list[list[int]] = [[] for _ in newer]
        self.heirs: list[list[int]] = [[] for _ in older]
        self.reasons: dict[int, str] = {}

    def _join(self, new: int, old: int) -> None:
        self.sources[new].append(old)
        self.heirs[old].append(new)

    def _pairs(self, least: float) -> Iterator[tuple[int, int]]:
        """Yield the pairs of clauses without a partner, the closest first, of the same closeness the nearest first."""
        found = sorted(
            (-close, abs(new - old), new, old)
            for new, row in enumerate(self.closeness)
            for old, close in enumerate(row)
            if close >= least
        )
        for _, _, new, old in found:
            if not self.sources[new] and not self.heirs[old]:
                yield new, old

    def pair_alike(self) -> None:
        """Pair what is alike."""
        for new, old in self._pairs(ALIKE):
            self._join(new, old)

    def join_merged(self) -> None:
        """Find for older clauses without an heir the one that they were merged into."""
        for old in range(len(self.older)):
            if not self.heirs[old]:
                self._join_best(_PART, [(new, old) for new in range(len(self.newer))], self._merged)

    def join_split(self) -> None:
        """Find for newer clauses without a source the one that they were split off."""
        for new in range(len(self.newer)):
            if not self.sources[new]:
                self._join_best(_PART, [(new, old) for old in range(len(self.older))], self._split)

    def _join_best(
        self, least: float, pairs: Iterable[tuple[int, int]], explains: Explains
    ) -> None:
        """Join of ``pairs`` the one that explains the most, if that is enough and explains anything further."""
        found = [
            (explains(new, old), new, old)
            for new, old in pairs
            if self.closeness[new][old] >= ALIKE
        ]
        (share, gain), new, old = max(found, default=((0.0, 0.0), 0, 0))
        if share >= least and gain >= _GAIN:
            self._join(new, old)

    def _merged(self, new: int, old: int) -> tuple[float, float]:
        """Return how much of clause ``old`` stands in clause ``new``, and how much more of that this explains."""
        texts = [self.older[one].text for one in self.sources[new]]
        return self._share(self.older[old].text, self.newer[new].text, texts)

    def _split(self, new: int, old: int) -> tuple[float, float]:
        """Return how much of clause ``new`` stands in clause ``old``, and how much more of that this explains."""
        texts = [self.newer[one].text for one in self.heirs[old]]
        return self._share(self.newer[new].text, self.older[old].text, texts)

    def _share(self, part: str, whole: str, known: list[str]) -> tuple[float, float]:
        before = self.likeness.within(whole, *known) if known else 0.0
        gain = self.likeness.within(whole, *known, part) - before
        return self.likeness.within(part, whole), gain

    def join_crossed(self) -> None:
        """Find clauses of which a part went to another clause, both of which have partners already."""
        for new in range(len(self.newer)):
            for old in range(len(self.older)):
                known = old in self.sources[new] or not (self.sources[new] and self.heirs[old])
                if known or self.closeness[new][old] < ALIKE / 2:
                    continue
                gains = self._merged(new, old)[1], self._split(new, old)[1]
                if min(gains) >= _CROSSED:
                    self._join(new, old)
                    self.reasons[new] = f"有一部分话出自旧版{self.older[old].label}"

    def pair_by_place(self) -> None:
        """Pair what has something in common and stands in the same place."""
        for new, old in self._pairs(_FAINT):
            if self._same_place(new, old):
                self._join(new, old)
                self.reasons[new] = "位置相同，文字大改"

    def _same_place(self, new: int, old: int) -> bool:
        """Whether two clauses follow a pair, or come before one, in items of the same title."""
        if self.newer[new].item != self.older[old].item:
            return False
        return any(
            0 <= new + step < len(self.newer)
            and 0 <= old + step < len(self.older)
            and old + step in self.sources[new + step]
            for step in (-1, 1)
        )

    def proposal(self) -> Proposal:
        """Return what has been found."""
        return Proposal(
            matches=tuple(
                Match(
                    new=passage.id,
                    old=tuple(self.older[old].id for old in sorted(self.sources[new])),
                    why=self.reasons.get(new, ""),
                    doubt=self._doubt(new),
                )
                for new, passage in enumerate(self.newer)
            ),
            losses=tuple(
                Loss(old=passage.id, doubt=self._doubt_of_loss(old))
                for old, passage in enumerate(self.older)
                if not self.heirs[old]
            ),
        )

    def _doubt(self, new: int) -> str:
        """Return what speaks against what clause ``new`` seems to come from."""
        others = [
            (close, old)
            for old, close in enumerate(self.closeness[new])
            if old not in self.sources[new]
        ]
        near, other = max(others, default=(0.0, 0))
        if not self.sources[new]:
            return self._doubt_of_new(near, other)
        close = min(self.closeness[new][old] for old in self.sources[new])
        if new in self.reasons:
            return f"{self.reasons[new]}，请核对是不是从那里来的"
        if close < _SURE:
            return "文字改动很大，请核对是不是从那里来的"
        if near > close - _NEAR:
            return f"与旧版{self.older[other].label}也像，请核对"
        return ""

    def _doubt_of_new(self, near: float, other: int) -> str:
        if near > ALIKE - _NEAR / 2:
            return f"像是新增的，与旧版{self.older[other].label}也有相同的话，请核对"
        return ""

    def _doubt_of_loss(self, old: int) -> str:
        near, other = max(
            ((row[old], new) for new, row in enumerate(self.closeness)), default=(0.0, 0)
        )
        if near > ALIKE - _NEAR / 2:
            return f"像是删去的，与新版{self.newer[other].label}也有相同的话，请核对"
        return ""

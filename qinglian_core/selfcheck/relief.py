"""What a change spares beyond the points of its clause: a veto, what is taken from more, more that is worth nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.amounts import UNBOUNDED, ZERO, amount_text
from qinglian_core.criteria.effects import FAR, Scope
from qinglian_core.scoring.reachwords import VETOED, forfeited_text, holder_score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from qinglian_core.criteria.table import Words
    from qinglian_core.scoring.ends import ClauseEnd


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """The most that a clause may take from more than itself."""

    beyond: tuple[Decimal, ...]
    """From each of ``FAR``."""
    far: frozenset[Scope]
    vetoes: frozenset[str]

    def relieves(self, before: Taken) -> bool:
        """Whether this is less than ``before``, and more in nothing."""
        pairs = zip(self.beyond, before.beyond, strict=True)
        is_no_more = self.far <= before.far and self.vetoes <= before.vetoes
        return self != before and is_no_more and all(now <= then for now, then in pairs)


def most_taken(ends: Sequence[ClauseEnd]) -> Taken:
    """Return the most that a clause with these ``ends`` may take."""
    return Taken(
        beyond=tuple(
            max((end.beyond[place] for end in ends), default=ZERO) for place in range(len(FAR))
        ),
        far=frozenset[Scope]().union(*(end.far for end in ends)),
        vetoes=frozenset[str]().union(*(end.vetoes for end in ends)),
    )


def relief_words(before: Taken, after: Taken, words: Words) -> str:
    """Return what is spared from ``before`` to ``after``: ``不再属于否决事项``, ``总分少追加扣除10分``."""
    return "，".join(_spared(before, after, words))


def _spared(before: Taken, after: Taken, words: Words) -> Iterator[str]:
    if before.vetoes - after.vetoes:
        yield f"不再{VETOED}"
    for scope in FAR:
        if scope in before.far - after.far:
            yield f"不再使{forfeited_text(scope, words)}"
    for scope, amount, now in zip(FAR, before.beyond, after.beyond, strict=True):
        if amount == UNBOUNDED and now < amount:
            yield f"{holder_score(scope, words)}不再追加扣除"
        elif now < amount:
            yield f"{holder_score(scope, words)}少追加扣除{amount_text(amount - now)}分"

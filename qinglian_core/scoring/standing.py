"""How a clause stands in a total that is more than a sum of clauses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .ends import ClauseEnd, differ_beyond

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """``ends`` are how the clause can end under the main reading, ``other_ends`` under any other; none where it is but points.

    ``applies`` unless it is not for this kind of unit; ``varies`` where how it is scored depends on a kind that is not
    known. ``once`` holds, by question, the labels of the clauses in which its deduction stays instead: surely where it is ``waived``.
    """

    ends: tuple[ClauseEnd, ...] = ()
    other_ends: tuple[ClauseEnd, ...] = ()
    applies: bool = True
    varies: bool = False
    once: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    waived: frozenset[str] = frozenset()

    @property
    def is_settled(self) -> bool:
        """Whether all is known of it but points."""
        return not differ_beyond(self.ends)

    @property
    def is_dropped(self) -> bool:
        """Whether the clause surely does not take part."""
        return bool(self.ends) and all(end.dropped for end in self.ends)

    @property
    def may_be_dropped(self) -> bool:
        """Whether the clause may not take part."""
        return any(end.dropped for end in self.ends)


USUAL = Standing()

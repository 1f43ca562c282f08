"""What an edition descends from, as pages tell of it: the editions before it and what changed since each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.revision.changes import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macros.loading.registry import EditionEntry
    from qinglian_core.criteria.model import Clause
    from qinglian_core.revision.changes import ClauseChange, EditionChanges

    from .home import Download
    from .replacement import Replacement

CHANGES = "changes/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Succession:
    """An edition before this one: its entry, where its pages lie, what changed since, and the files that say so.

    ``path`` is where the page on it lies inside this edition.
    """

    older: EditionEntry
    prefix: str
    path: str
    changes: EditionChanges
    downloads: tuple[Download, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PairLink:
    """A page on what changed between two editions; ``path`` is from the root of the site."""

    older: str
    newer: str
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Kin:
    """What other editions have to do with one: those that it descends from, the nearest first, and what it gave way to.

    ``pairs`` are all editions that can be compared on the site.
    """

    successions: tuple[Succession, ...] = ()
    pairs: tuple[PairLink, ...] = ()
    replacement: Replacement | None = None


ALONE = Kin()


@dataclass(frozen=True, kw_only=True, slots=True)
class Since:
    """What a clause is compared with: the edition, and what became of the clause since.

    For a clause that did not change it is the oldest edition that already had it.
    """

    succession: Succession
    change: ClauseChange

    @property
    def is_changed(self) -> bool:
        """Whether anything but its place and number changed."""
        return not {Kind.SAME, Kind.RENUMBERED, Kind.MOVED}.issuperset(self.change.kinds)


def changes_path(older: str, place: int) -> str:
    """Return where the page on the changes since edition ``older`` lies, the ``place``-th before this one."""
    return f"{CHANGES}{older}/" if place else CHANGES


def since(clause: Clause, successions: Sequence[Succession]) -> Since | None:
    """Return what to say of ``clause``, the nearest edition coming first; None where there is none before."""
    found = None
    for succession in successions:
        change = next(one for one in succession.changes.clauses if one.new == clause)
        this = Since(succession=succession, change=change)
        if this.is_changed:
            return found or this
        found = this
    return found

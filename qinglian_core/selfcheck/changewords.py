"""What changed in each clause since an older edition, as whoever brings a self-check along reads it.

Made where editions are published and handed to browsers as data: comparing two editions takes more code than all else
that a browser does with an older one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.revision.changes import Kind

from .succession import Told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.revision.changes import ClauseChange, EditionChanges

_TOLD_OTHERWISE = {Kind.SAME, Kind.RENUMBERED, Kind.MERGED, Kind.SPLIT, Kind.NEW}
"""What becomes of the record of a clause, or where it comes from, says already."""


def told_changes(changes: EditionChanges) -> dict[str, Told]:
    """Return what is told of every clause of the newer edition, by its id."""
    return {
        one.new.id: Told(words=tuple(_words(one)), marks=tuple(_marks(one)))
        for one in changes.clauses
        if one.new
    }


def _words(change: ClauseChange) -> Iterator[str]:
    """Tell where a clause comes from, what is not as it was, and what that means for the score."""
    if change.remark:
        yield change.remark
    words = change.clause.words
    yield from (kind.label(words) for kind in change.kinds if kind not in _TOLD_OTHERWISE)
    if Kind.NEW not in change.kinds:
        yield from (effect.text for effect in change.effects)


def _marks(change: ClauseChange) -> Iterator[tuple[str, str]]:
    """Yield how the text has changed; nothing where it has not."""
    if any(mark.kind != "same" for mark in change.marks):
        yield from ((mark.kind, mark.text) for mark in change.marks)

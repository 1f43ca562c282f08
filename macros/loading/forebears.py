"""Older editions, and the lineage that leads from each to a later one, over as many steps as there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.revision.comparison import edition_changes
from qinglian_core.revision.lineage import compose
from qinglian_core.selfcheck.changewords import told_changes
from qinglian_core.selfcheck.succession import Forebear

from .editions import load_publications
from .registry import State, load_registry

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Sequence

    from qinglian_core.revision.lineage import Lineage

    from .editions import Publication


def lineages_to(
    newer: Publication, publications: Sequence[Publication]
) -> Iterator[tuple[Publication, Lineage]]:
    """Yield every one of ``publications`` that ``newer`` descends from, the nearest first, with the lineage."""
    known = {one.rubric.id: one for one in publications}
    lineage = newer.lineage
    while lineage is not None:
        older = known[lineage.older]
        yield older, lineage
        lineage = compose(older.lineage, lineage) if older.lineage else None


def forebears_of(newer: Publication, publications: Sequence[Publication]) -> dict[str, Forebear]:
    """Return what ``newer`` descends from, by id."""
    return {
        older.rubric.id: Forebear(
            rubric=older.rubric,
            lineage=lineage,
            changes=told_changes(edition_changes(older.rubric, newer.rubric, lineage)),
        )
        for older, lineage in lineages_to(newer, publications)
    }


def load_forebears(root: pathlib.Path, edition: str) -> dict[str, Forebear]:
    """Load what ``edition`` descends from; drafts only for one that is a draft itself. Raises ``SourceError``."""
    known = {entry.id: entry for entry in load_registry(root)}
    if edition not in known or len(known) == 1:
        return {}
    publications = load_publications(root, drafts=known[edition].state is State.DRAFT)
    newer = next(one for one in publications if one.rubric.id == edition)
    return forebears_of(newer, publications)

"""Older editions, and the lineage that leads from each to a later one, over as many steps as there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.revision.comparison import edition_changes
from qinglian_core.revision.lineage import lineage_between
from qinglian_core.selfcheck.changewords import told_changes
from qinglian_core.selfcheck.succession import Forebear

from .editions import load_publications
from .registry import load_registry

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Sequence

    from qinglian_core.revision.lineage import Lineage

    from .editions import Publication


def lineages_to(
    newer: Publication, publications: Sequence[Publication]
) -> Iterator[tuple[Publication, Lineage]]:
    """Yield every one of ``publications`` that ``newer`` descends from, with the lineage."""
    steps = [one.lineage for one in publications if one.lineage]
    for older in publications:
        lineage = lineage_between(steps, older.rubric.id, newer.rubric.id)
        if lineage is not None:
            yield older, lineage


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
    if len(load_registry(root)) == 1:
        return {}
    for drafts in (False, True):
        publications = load_publications(root, drafts=drafts)
        for newer in publications:
            if newer.rubric.id == edition:
                return forebears_of(newer, publications)
    return {}

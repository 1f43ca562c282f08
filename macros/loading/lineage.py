"""``rubric/<edition>/lineage.yaml``: what its clauses come from, or every fault with its line and column."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from qinglian_core.faults import RubricError
from qinglian_core.revision.comparison import edition_changes
from qinglian_core.revision.decoding import decode_lineage
from qinglian_core.revision.lineage import lineage_between

from .folders import LINEAGE, RUBRIC, file_name, with_decoding
from .yamlsource import SourceError, SourceFault, ordered, read_source

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Iterable, Mapping

    from qinglian_core.criteria.model import Rubric
    from qinglian_core.faults import Fault
    from qinglian_core.revision.changes import EditionChanges
    from qinglian_core.revision.lineage import Lineage

    from .editions import Publication


def load_lineage(root: pathlib.Path, older: Rubric, newer: Rubric) -> Lineage | None:
    """Return how ``newer`` descends from ``older``, None where nobody has said; raise ``SourceError``."""
    path = root / RUBRIC / newer.id / LINEAGE
    if not path.is_file():
        return None
    source = read_source(path, file_name(path, root))
    lineage: Lineage | None = None
    found: tuple[Fault, ...] = ()
    if isinstance(source.data, dict):
        try:
            lineage = decode_lineage(source.data, older, newer)
        except RubricError as error:
            found = error.faults
    if faults := with_decoding(source, found):
        raise SourceError(tuple(ordered(faults)))
    return lineage


def load_lineages(
    root: pathlib.Path,
    names: Iterable[str],
    rubrics: Mapping[str, Rubric],
    load: Callable[[pathlib.Path, Rubric, Rubric], Lineage | None] = load_lineage,
) -> tuple[dict[str, Lineage], list[SourceFault]]:
    """Return the lineages of editions by their names, and all faults.

    ``names`` run from the oldest to the newest; those that are not among ``rubrics`` could not be read. ``load`` is
    ``load_lineage``, or what keeps its results.
    """
    lineages: dict[str, Lineage] = {}
    faults: list[SourceFault] = []
    for older, newer in pairwise(names):
        if older in rubrics and newer in rubrics:
            try:
                lineage = load(root, rubrics[older], rubrics[newer])
            except SourceError as error:
                faults.extend(error.faults)
            else:
                lineages.update({newer: lineage} if lineage else {})
    return lineages, faults


def changes_between(
    publications: Iterable[Publication], older: str, newer: str
) -> EditionChanges | None:
    """Return what changed between two editions, over all between them; None where nobody has said what comes from what."""
    known = {one.rubric.id: one for one in publications}
    steps = [one.lineage for one in known.values() if one.lineage]
    lineage = lineage_between(steps, older, newer)
    if lineage is None:
        return None
    return edition_changes(known[older].rubric, known[newer].rubric, lineage)

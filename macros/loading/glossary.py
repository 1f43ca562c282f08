"""``rubric/glossary.yaml``: the terms of all editions, or every fault with its line and column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.criteria.glossary import Glossary, decode_glossary, unknown_places
from qinglian_core.faults import FaultyDataError

from .folders import (
    RUBRIC,
    file_name,
    located,
    shape_faults,
)
from .yamlsource import SourceError, ordered, read_source

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable

    from qinglian_core.criteria.model import Rubric


def load_glossary(root: pathlib.Path, rubrics: Iterable[Rubric]) -> Glossary:
    """Load rubric/glossary.yaml, whose places are looked for in ``rubrics``; raise ``SourceError``.

    Without the file the glossary is empty.
    """
    path = root / RUBRIC / "glossary.yaml"
    if not path.exists():
        return Glossary()
    source = read_source(path, file_name(path, root))
    faults = [*source.faults, *shape_faults(source)]
    known = {(fault.line, fault.column) for fault in faults}
    glossary = Glossary()
    if isinstance(source.data, dict):
        try:
            glossary = decode_glossary(source.data)
            found = unknown_places(glossary, rubrics)
        except FaultyDataError as error:
            found = error.faults
        told = (located(source, fault.path, fault) for fault in found)
        faults.extend(fault for fault in told if (fault.line, fault.column) not in known)
    if faults:
        raise SourceError(tuple(ordered(faults)))
    return glossary

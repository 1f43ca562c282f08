"""Editions: the folders of rubric/ as ``Publication`` values, or every fault with its file, line and column."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, cast

from macros.tools.cache import content_key, package_files, program
from qinglian_core.criteria.citations import citation_faults
from qinglian_core.criteria.decoding.rubric import decode_rubric
from qinglian_core.criteria.glossary import Glossary
from qinglian_core.faults import Fault, FaultyDataError
from qinglian_core.jsontext import jsonable
from qinglian_core.scoring.bounds import bound_faults
from qinglian_core.scoring.exactness import exactness_faults
from qinglian_core.scoring.examples import example_faults

from .folders import (
    RUBRIC,
    EditionFolder,
    located,
    read_edition,
    shape_faults,
)
from .glossary import glossary_of, load_glossary
from .lineage import load_lineages
from .prose import prose_faults
from .registry import EditionEntry, State, load_registry
from .sealing import seal_faults
from .yamlsource import SourceError, SourceFault, ordered

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from macros.tools.cache import Cache
    from qinglian_core.criteria.model import Rubric
    from qinglian_core.revision.lineage import Lineage

_BETWEEN_FILES = frozenset({"Q033", "Q034", "Q035", "Q036", "Q037", "Q047"})
"""Faults that a file which cannot be read brings about in others."""
TAKEN_EDITIONS = (
    *("assets", "changes", "compare", "criteria", "forms", "glossary", "maintain"),
    *("method", "schema", "search", "self-check"),
)
_TAKEN_ITEMS = ("all", "index")
NO_SOURCE = 64 * "0"
"""The source digest of an edition that has no file to be compared with."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """One edition, ready to be published.

    ``prefix`` is ``""`` for the current edition, at the site's root, ``"<id>/"`` for any other. ``plain`` is the
    published model (``rubric.json``); ``sources`` tells each item's YAML file, relative to the project. ``lineage``
    is its descent from the edition before it in the registry, where that is told.
    """

    rubric: Rubric
    glossary: Glossary
    entry: EditionEntry
    prefix: str
    plain: dict[str, object]
    sources: Mapping[str, str]
    lineage: Lineage | None = None


def load_publications(root: pathlib.Path, *, drafts: bool = False) -> tuple[Publication, ...]:
    """Load the editions below ``root``/rubric: the current one, then the others from the newest to the oldest.

    Drafts are loaded only where they are asked for: what is wrong with them hinders nobody else. Raises
    ``SourceError`` with every fault.
    """
    oldest_first = load_registry(root)
    published = [entry for entry in oldest_first if drafts or entry.state is not State.DRAFT]
    faults: list[SourceFault] = []
    editions = []
    newest_first = published[::-1]
    for entry in sorted(newest_first, key=lambda entry: not entry.is_current):
        folder = read_edition(root / RUBRIC / entry.id, root)
        rubric = _kept(partial(decode_edition, folder), faults)
        if rubric is not None and entry.state is not State.DRAFT:
            faults.extend(unready_faults(folder, rubric))
        if rubric is not None:
            faults.extend(seal_faults(root, folder, entry, rubric))
            editions.append((entry, folder, rubric))
    known = {entry.id: rubric for entry, _, rubric in editions}
    faults.extend(copied_faults([(folder, rubric) for _, folder, rubric in editions]))
    lineages, found = load_lineages(root, [entry.id for entry in published], known)
    faults.extend(found)
    rubrics = [] if faults else [*known.values()]
    glossary = _kept(partial(load_glossary, root, rubrics), faults) or Glossary()
    if faults:
        raise SourceError(tuple(ordered(faults)))
    return tuple(
        replace(
            publication_of(
                entry, folder, rubric, glossary_of(glossary, rubric, known, lineages.values())
            ),
            lineage=lineages.get(entry.id),
        )
        for entry, folder, rubric in editions
    )


def kept_publications(
    cache: Cache, root: pathlib.Path, *, drafts: bool = False
) -> tuple[Publication, ...]:
    """Return the same as ``load_publications``, loaded only where something below ``root``/rubric has changed."""
    folder = root / RUBRIC
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    words = (program(), repr(drafts), *names)
    key = content_key(words, package_files(folder), root)
    load = partial(load_publications, root, drafts=drafts)
    return cache.value_for("publications", key, load)


def _kept[T](load: Callable[[], T], faults: list[SourceFault]) -> T | None:
    """Return what ``load`` gives, or None after adding its faults to ``faults``."""
    try:
        return load()
    except SourceError as error:
        faults.extend(error.faults)
        return None


def copied_faults(editions: Iterable[tuple[EditionFolder, Rubric]]) -> Iterator[SourceFault]:
    """Yield a fault for a source digest that another edition has as well: it was copied with the folder."""
    seen: dict[str, str] = {}
    for folder, rubric in sorted(editions, key=lambda one: len(one[0].name)):
        if rubric.provenance.sha256 == NO_SOURCE:
            continue
        other = seen.setdefault(rubric.provenance.sha256, folder.name)
        if other != folder.name:
            told = (
                f"来源的校验值与 {other} 的相同，多半是连同文件夹抄来的；请改 provenance，写这一版自己的来源"
                "（校验值用 qinglian verify 看）"
            )
            path = ("provenance", "sha256")
            yield located(folder.edition, path, Fault(code="Q052", path=path, message=told))


def unready_faults(
    folder: EditionFolder,
    rubric: Rubric,
    prose: Callable[[EditionFolder, Rubric], list[SourceFault]] = prose_faults,
) -> list[SourceFault]:
    """Return what an edition may have only while it is a draft: review marks, wrong numbers in our own words.

    ``prose`` is ``prose_faults``, or what keeps its results.
    """
    marks = [
        SourceFault(
            file=mark.file,
            line=mark.line,
            column=mark.column,
            code="R001",
            message=f"还有待看的：{mark.words}（看过就删去这一处 review）",
        )
        for mark in folder.marks
    ]
    return [*marks, *prose(folder, rubric)]


def decode_edition(folder: EditionFolder) -> Rubric:
    """Decode an edition and check what only scoring can tell; raise ``SourceError`` with every fault.

    When some files cannot be read, the others are checked as far as that goes without them.
    """
    faults = [*folder.faults, *(fault for source in folder.sources for fault in source.faults)]
    faults.extend(fault for source in folder.sources for fault in shape_faults(source))
    known = {(fault.file, fault.line, fault.column) for fault in faults}
    rubric, found = _decoded(folder)
    faults.extend(fault for fault in found if (fault.file, fault.line, fault.column) not in known)
    faults.extend(_name_faults(folder))
    if rubric is not None and not faults:
        told = chain(
            citation_faults(rubric),
            bound_faults(rubric),
            example_faults(rubric),
            exactness_faults(rubric),
        )
        faults.extend(folder.locate_in(rubric, fault) for fault in told)
    if faults or rubric is None:
        raise SourceError(tuple(ordered(faults)))
    return rubric


def _decoded(folder: EditionFolder) -> tuple[Rubric | None, list[SourceFault]]:
    try:
        return decode_rubric(folder.data()), []
    except FaultyDataError as error:
        told = [fault for fault in error.faults if folder.whole or _stands_alone(folder, fault)]
        return None, [folder.locate(fault) for fault in told]


def _stands_alone(folder: EditionFolder, fault: Fault) -> bool:
    """Return whether ``fault`` would be one even if every file of ``folder`` could be read."""
    inside = fault.path[:1] == ("items",)
    if inside:
        return len(fault.path) > 1 and fault.code not in _BETWEEN_FILES
    return isinstance(folder.edition.data, dict) and fault.code not in _BETWEEN_FILES


def _name_faults(folder: EditionFolder) -> Iterator[SourceFault]:
    """Yield names that do not fit the folder or that the site needs for itself."""
    edition = folder.edition.data if isinstance(folder.edition.data, dict) else {}
    identifier = edition.get("id")
    if "items" in edition:
        told = f"edition.yaml 里不写 items；各{folder.words.item_unit}写在 items 文件夹的文件里"
        yield located(folder.edition, ("items",), Fault(code="Q002", path=(), message=told))
    if isinstance(identifier, str) and identifier != folder.name:
        told = f"id 是“{identifier}”，文件夹名是“{folder.name}”；请改成一致"
        yield located(folder.edition, ("id",), Fault(code="Q041", path=(), message=told))
    if identifier in TAKEN_EDITIONS:
        told = f"“{identifier}”是网站自己的网址，不能作版本的 id，请换一个"
        yield located(folder.edition, ("id",), Fault(code="Q043", path=(), message=told))
    for source in folder.readable:
        item = source.data.get("id") if isinstance(source.data, dict) else None
        if item in _TAKEN_ITEMS:
            told = f"“{item}”是网站自己的网址，不能作{folder.words.item_number}，请换一个"
            yield located(source, ("id",), Fault(code="Q043", path=(), message=told))


def publication_of(
    entry: EditionEntry, folder: EditionFolder, rubric: Rubric, glossary: Glossary
) -> Publication:
    """Return an edition that was read and decoded, ready to be published."""
    data = cast("dict[str, object]", jsonable(folder.data()))
    sources = {
        str(source.data["id"]): source.file
        for source in folder.items
        if isinstance(source.data, dict)
    }
    return Publication(
        rubric=rubric,
        glossary=glossary,
        entry=entry,
        prefix="" if entry.is_current else f"{entry.id}/",
        plain=_published(data, rubric),
        sources=sources,
    )


def _published(data: dict[str, object], rubric: Rubric) -> dict[str, object]:
    """Return the plain model with the digests of the edition and of its clauses."""
    digests = {clause.id: clause.digest for clause in rubric.clauses}
    items = [
        {
            **item,
            "clauses": [{**clause, "digest": digests[clause["id"]]} for clause in item["clauses"]],
        }
        for item in cast("list[dict[str, list[dict[str, str]]]]", data["items"])
    ]
    return {**data, "items": items, "digest": rubric.digest}

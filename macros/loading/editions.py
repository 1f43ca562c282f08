"""Editions: the folders of rubric/ as ``Publication`` values, or every fault with its file, line and column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from macros.tools.cache import content_key, package_files, program
from qinglian_core.criteria.decoding.rubric import decode_rubric
from qinglian_core.criteria.glossary import Glossary
from qinglian_core.faults import Fault, FaultyDataError
from qinglian_core.jsontext import jsonable
from qinglian_core.scoring.examples import example_faults

from .folders import (
    RUBRIC,
    EditionFolder,
    edition_folders,
    located,
    read_edition,
    shape_faults,
    stray_faults,
)
from .glossary import load_glossary
from .yamlsource import SourceError, SourceFault, ordered

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Iterator, Mapping

    from macros.tools.cache import Cache
    from qinglian_core.criteria.model import Rubric

_BETWEEN_FILES = frozenset({"Q033", "Q034", "Q035", "Q036", "Q037", "Q047"})
"""Faults that a file which cannot be read brings about in others."""
TAKEN_EDITIONS = (
    *("assets", "compare", "criteria", "forms", "glossary", "maintain"),
    *("method", "schema", "search", "self-check"),
)
_TAKEN_ITEMS = ("all", "index")


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """One edition, ready to be published.

    ``prefix`` is ``""`` for the edition at the site's root, ``"<id>/"`` for a further one. ``plain`` is the
    published model (``rubric.json``); ``sources`` tells each item's YAML file, relative to the project.
    """

    rubric: Rubric
    glossary: Glossary
    prefix: str
    plain: dict[str, object]
    sources: Mapping[str, str]


def load_publications(root: pathlib.Path, primary: str | None = None) -> tuple[Publication, ...]:
    """Load every edition under ``root``/rubric, the one named ``primary`` first; raise ``SourceError``.

    A single edition is the primary one whatever its name.
    """
    faults = primary_faults(root, primary)
    paths = edition_folders(root)
    first = paths[0].name if len(paths) == 1 else primary
    editions = []
    for path in sorted(paths, key=lambda path: path.name != first):
        folder = read_edition(path, root)
        rubric = _kept(partial(decode_edition, folder), faults)
        if rubric is not None:
            editions.append((folder, rubric))
    rubrics = [] if faults else [rubric for _, rubric in editions]
    glossary = _kept(partial(load_glossary, root, rubrics), faults) or Glossary()
    if faults:
        raise SourceError(tuple(ordered(faults)))
    return tuple(
        _publication(folder, rubric, glossary, "" if folder.name == first else f"{folder.name}/")
        for folder, rubric in editions
    )


def kept_publications(
    cache: Cache, root: pathlib.Path, primary: str | None
) -> tuple[Publication, ...]:
    """Return the same as ``load_publications``, loaded only where something below ``root``/rubric has changed."""
    folder = root / RUBRIC
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    words = (program(), repr(primary), *names)
    key = content_key(words, package_files(folder), root)
    return cache.value_for("publications", key, partial(load_publications, root, primary))


def _kept[T](load: Callable[[], T], faults: list[SourceFault]) -> T | None:
    """Return what ``load`` gives, or None after adding its faults to ``faults``."""
    try:
        return load()
    except SourceError as error:
        faults.extend(error.faults)
        return None


def primary_faults(root: pathlib.Path, primary: str | None) -> list[SourceFault]:
    """Return what is wrong with the choice of the edition for the home page."""
    names = [folder.name for folder in edition_folders(root)]
    strays = list(stray_faults(root))
    if not names:
        message = "这里没有任何一版细则；每一版是一个文件夹，里面有 edition.yaml 和 items/"
        return [SourceFault(file=RUBRIC, line=1, column=1, code="Q042", message=message), *strays]
    if len(names) == 1 or primary in names:
        return strays
    known = "、".join(names)
    if primary is None:
        told = f"rubric/ 里有几版细则：{known}；请在 extra.edition 写明首页用哪一版"
    else:
        told = f"extra.edition 写的是“{primary}”，而 rubric/ 里的版本是：{known}；请改成其中一个"
    path = root / "mkdocs.yml"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    match = re.search(r"^ +edition *: *", text, re.MULTILINE)
    line = text.count("\n", 0, match.end()) + 1 if match else 1
    column = match.end() - match.start() + 1 if match else 1
    return [
        SourceFault(file="mkdocs.yml", line=line, column=column, code="Q040", message=told),
        *strays,
    ]


def decode_edition(folder: EditionFolder) -> Rubric:
    """Decode an edition and check its examples; raise ``SourceError`` with every fault.

    When some files cannot be read, the others are checked as far as that goes without them.
    """
    faults = [*folder.faults, *(fault for source in folder.sources for fault in source.faults)]
    faults.extend(fault for source in folder.sources for fault in shape_faults(source))
    known = {(fault.file, fault.line, fault.column) for fault in faults}
    rubric, found = _decoded(folder)
    faults.extend(fault for fault in found if (fault.file, fault.line, fault.column) not in known)
    faults.extend(_name_faults(folder))
    if rubric is not None and not faults:
        faults.extend(folder.locate_in(rubric, fault) for fault in example_faults(rubric))
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
        told = "edition.yaml 里不写 items；各项写在 items 文件夹的文件里"
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
            told = f"“{item}”是网站自己的网址，不能作项号，请换一个"
            yield located(source, ("id",), Fault(code="Q043", path=(), message=told))


def _publication(
    folder: EditionFolder, rubric: Rubric, glossary: Glossary, prefix: str
) -> Publication:
    data = cast("dict[str, object]", jsonable(folder.data()))
    sources = {
        str(source.data["id"]): source.file
        for source in folder.items
        if isinstance(source.data, dict)
    }
    return Publication(
        rubric=rubric,
        glossary=glossary,
        prefix=prefix,
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

"""Editions: the folders of rubric/ as ``Publication`` values, or every fault with its file, line and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from qinglian_core.faults import Fault, FaultyDataError, Path
from qinglian_core.glossary import Glossary, decode_glossary
from qinglian_core.plain import jsonable
from qinglian_core.rubric import decode_rubric

from .examples import example_faults
from .yamlsource import Source, SourceError, SourceFault, read_source

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Mapping

    from qinglian_core.model import Rubric

RUBRIC = "rubric"


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


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionFolder:
    """The YAML files of one edition, read but not yet decoded."""

    name: str
    edition: Source
    items: tuple[Source, ...]

    def data(self) -> object:
        """Return the plain data that the core decodes."""
        if not isinstance(self.edition.data, dict):
            return self.edition.data
        return {**self.edition.data, "items": [source.data for source in self.items]}

    def locate(self, fault: Fault) -> SourceFault:
        """Return ``fault`` with its file, line and column."""
        path: Path = fault.path
        source = self.edition
        if (
            len(path) > 1
            and path[0] == "items"
            and isinstance(path[1], int)
            and path[1] < len(self.items)
        ):
            source, path = self.items[path[1]], path[2:]
        line, column = source.mark(path)
        return SourceFault(
            file=source.file, line=line, column=column, code=fault.code, message=fault.message
        )


def load_publications(root: pathlib.Path, primary: str | None = None) -> tuple[Publication, ...]:
    """Load every edition under ``root``/rubric, the one named ``primary`` first; raise ``SourceError``.

    A single edition is the primary one whatever its name.
    """
    glossary = load_glossary(root)
    folders = edition_folders(root)
    names = [folder.name for folder in folders]
    first = names[0] if len(names) == 1 else primary
    if first not in names:
        raise SourceError((_misnamed(first, names),))
    publications: list[Publication] = []
    faults: list[SourceFault] = []
    for folder in sorted(folders, key=lambda folder: folder.name != first):
        try:
            publications.append(
                _publication(
                    read_edition(folder, root),
                    glossary,
                    "" if folder.name == first else f"{folder.name}/",
                )
            )
        except SourceError as error:
            faults.extend(error.faults)
    if faults:
        raise SourceError(tuple(faults))
    return tuple(publications)


def _misnamed(name: str | None, names: list[str]) -> SourceFault:
    known = "、".join(names) or "（没有）"
    if name is None:
        message = (
            f"rubric/ 里有几个版本：{known}；请在 mkdocs.yml 的 extra.edition 写明首页用哪一个"
        )
    else:
        message = f"mkdocs.yml 的 extra.edition 写的是“{name}”，而 rubric/ 里的版本是：{known}；请改成其中一个"
    return SourceFault(file="mkdocs.yml", line=1, column=1, code="Q040", message=message)


def edition_folders(root: pathlib.Path) -> list[pathlib.Path]:
    """Return the folders of editions, by name."""
    return sorted(path.parent for path in (root / RUBRIC).glob("*/edition.yaml"))


def read_edition(folder: pathlib.Path, root: pathlib.Path) -> EditionFolder:
    """Read the YAML files of one edition; syntax faults are raised by ``decode_edition``."""
    files = sorted((folder / "items").glob("*.yaml"))
    return EditionFolder(
        name=folder.name,
        edition=read_source(folder / "edition.yaml", _name(folder / "edition.yaml", root)),
        items=tuple(read_source(path, _name(path, root)) for path in files),
    )


def _name(path: pathlib.Path, root: pathlib.Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def decode_edition(folder: EditionFolder) -> Rubric:
    """Decode an edition and check its examples; raise ``SourceError`` with every fault."""
    sources = (folder.edition, *folder.items)
    faults = [fault for source in sources for fault in source.faults]
    if any(source.data is None for source in sources):
        raise SourceError(tuple(faults))
    rubric = _decoded(decode_rubric, folder.data(), folder.locate, faults)
    if rubric is not None and rubric.id != folder.name:
        line, column = folder.edition.mark(("id",))
        message = f"id 是“{rubric.id}”，文件夹名是“{folder.name}”；请改成一致"
        faults.append(
            SourceFault(
                file=folder.edition.file, line=line, column=column, code="Q041", message=message
            )
        )
    if rubric is not None:
        faults.extend(folder.locate(fault) for fault in example_faults(rubric))
    if faults or rubric is None:
        raise SourceError(
            tuple(sorted(faults, key=lambda fault: (fault.file, fault.line, fault.column)))
        )
    return rubric


def _decoded[T](
    decode: Callable[[object], T],
    data: object,
    locate: Callable[[Fault], SourceFault],
    faults: list[SourceFault],
) -> T | None:
    try:
        return decode(data)
    except FaultyDataError as error:
        faults.extend(locate(fault) for fault in error.faults)
        return None


def _publication(folder: EditionFolder, glossary: Glossary, prefix: str) -> Publication:
    rubric = decode_edition(folder)
    data = jsonable(folder.data())
    if not isinstance(data, dict):
        raise TypeError(data)
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


def load_glossary(root: pathlib.Path) -> Glossary:
    """Load rubric/glossary.yaml; without the file the glossary is empty."""
    path = root / RUBRIC / "glossary.yaml"
    if not path.exists():
        return Glossary()
    source = read_source(path, _name(path, root))
    faults = list(source.faults)
    glossary = None
    if source.data is not None:
        glossary = _decoded(
            decode_glossary, source.data, lambda fault: _in_source(source, fault), faults
        )
    if faults or glossary is None:
        raise SourceError(tuple(faults))
    return glossary


def _in_source(source: Source, fault: Fault) -> SourceFault:
    line, column = source.mark(fault.path)
    return SourceFault(
        file=source.file, line=line, column=column, code=fault.code, message=fault.message
    )

"""``rubric/editions.yaml``: the editions in their order, what tells them apart, and which of them is current."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from qinglian_core.faults import Fault, RubricError
from qinglian_core.reader import Reader, read

from .folders import REGISTRY, RUBRIC, edition_folders, located, stray_faults, with_decoding
from .yamlsource import SourceError, SourceFault, ordered, parse_source, read_source

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Sequence

FORMAT = 1


class State(Enum):
    """How far an edition has come."""

    FROZEN = "frozen"
    """Replaced by a later one and sealed."""
    CURRENT = "current"
    DRAFT = "draft"
    """Being made: previewed, never published."""


_ORDER = tuple(State)
"""Older editions come first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionEntry:
    """An edition in the registry; ``label`` is the maintainer's word for it, empty where it is the only one."""

    id: str
    label: str
    state: State

    @property
    def is_current(self) -> bool:
        """Whether this is the edition that holds now."""
        return self.state is State.CURRENT

    @property
    def is_older(self) -> bool:
        """Whether another edition has taken its place."""
        return self.state is State.FROZEN


def load_registry(root: pathlib.Path) -> tuple[EditionEntry, ...]:
    """Return the editions below ``root``/rubric, oldest first; raise ``SourceError`` with every fault.

    Without editions.yaml the only edition there is, is current.
    """
    faults = list(stray_faults(root))
    folders = edition_folders(root)
    names = [folder.name for folder in folders if (folder / "edition.yaml").is_file()]
    path = root / REGISTRY
    entries: tuple[EditionEntry, ...] = ()
    if not folders:
        message = "这里没有任何一版细则；每一版是一个文件夹，里面有 edition.yaml 和 items/"
        faults.append(SourceFault(file=RUBRIC, line=1, column=1, code="Q042", message=message))
    elif path.is_file():
        entries, found = _read(path, names)
        faults.extend(found)
    elif len(names) == 1:
        entries = (EditionEntry(id=names[0], label="", state=State.CURRENT),)
    elif names:
        message = (
            f"缺少这个文件：rubric/ 里有几版细则（{'、'.join(names)}），"
            "请写明它们的先后、名称和状态，现行的一版写 state: current"
        )
        faults.append(SourceFault(file=REGISTRY, line=1, column=1, code="Q040", message=message))
    if faults:
        raise SourceError(tuple(ordered(faults)))
    return entries


def replaced_current(root: pathlib.Path, older: str, newer: str) -> str:
    """Return the text of the registry with ``older`` frozen and ``newer`` current, all else as it is written.

    Raises ``SourceError`` where the editions would not be in order any more.
    """
    text = (root / REGISTRY).read_text(encoding="utf-8")
    source = parse_source(text, REGISTRY)
    wanted = {older: State.FROZEN, newer: State.CURRENT}
    lines = text.splitlines(keepends=True)
    for index, entry in enumerate(load_registry(root)):
        if entry.id in wanted:
            line, column = source.mark(("editions", index, "state"))
            before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
            state = wanted[entry.id].value
            lines[line - 1] = before + after.replace(entry.state.value, state, 1)
    changed = "".join(lines)
    again = parse_source(changed, REGISTRY)
    try:
        decode_registry(again.data)
    except RubricError as error:
        faults = tuple(located(again, fault.path, fault) for fault in error.faults)
        raise SourceError(faults) from None
    return changed


def current_edition(root: pathlib.Path) -> str:
    """Return the id of the current edition; raise ``SourceError`` with every fault of the registry."""
    return next(entry.id for entry in load_registry(root) if entry.is_current)


def _read(
    path: pathlib.Path, names: Sequence[str]
) -> tuple[tuple[EditionEntry, ...], list[SourceFault]]:
    source = read_source(path, REGISTRY)
    entries: tuple[EditionEntry, ...] = ()
    found: tuple[Fault, ...] = ()
    if isinstance(source.data, dict):
        try:
            entries = decode_registry(source.data)
            found = tuple(_folder_faults(entries, names))
        except RubricError as error:
            found = error.faults
    return entries, with_decoding(source, found)


def decode_registry(data: object) -> tuple[EditionEntry, ...]:
    """Return the entries in ``data``; raise ``RubricError`` with every fault."""
    return read(data, RubricError, _decode)


def _decode(reader: Reader) -> tuple[EditionEntry, ...]:
    reader.keys(required=("format", "editions"))
    if reader.has("format") and reader.mapping()["format"] != FORMAT:
        reader.fault("Q030", f"format 应为 {FORMAT}；别的格式请用相应版本的工具", key="format")
    entries: list[tuple[EditionEntry, Reader]] = []
    for entry in reader.each("editions"):
        entry.keys(required=("id", "label", "state"))
        found = EditionEntry(
            id=entry.identifier("id"),
            label=entry.text("label"),
            state=entry.choice("state", State, default=State.CURRENT),
        )
        entries.append((found, entry))
    reader.unique([(entry.id, place) for entry, place in entries], "版本的 id ")
    _check_labels(entries)
    _check_states(reader, entries)
    return tuple(entry for entry, _ in entries)


def _check_labels(entries: list[tuple[EditionEntry, Reader]]) -> None:
    seen: set[str] = set()
    for entry, place in entries:
        if entry.label and entry.label in seen:
            told = f"“{entry.label}”与前面一版的名称相同，读者分不清，请换一个"
            place.fault("Q008", told, key="label")
        seen.add(entry.label)


def _check_states(reader: Reader, entries: list[tuple[EditionEntry, Reader]]) -> None:
    """Hold the order: sealed editions, then the only current one, then drafts."""
    current = [place for entry, place in entries if entry.is_current]
    if entries and not current:
        reader.fault("Q040", "没有现行的一版；请给其中一版写 state: current", key="editions")
    for place in current[1:]:
        told = "现行的只能有一版；旧的先用 qinglian freeze 封存，写成 frozen，还没有公布的写 draft"
        place.fault("Q040", told, key="state")
    for (before, _), (entry, place) in pairwise(entries):
        if _ORDER.index(entry.state) < _ORDER.index(before.state):
            told = "各版从旧到新排列：已封存的（frozen）、现行的（current）、草稿（draft）；请调整"
            place.fault("Q040", told, key="state")


def _folder_faults(entries: Sequence[EditionEntry], names: Sequence[str]) -> Iterator[Fault]:
    listed = [entry.id for entry in entries]
    for index, name in enumerate(listed):
        if name not in names:
            told = f"rubric/ 里没有“{name}”这个文件夹；现有：{'、'.join(names)}；请改成一致"
            yield Fault(code="Q040", path=("editions", index, "id"), message=told)
    for name in names:
        if name not in listed:
            told = f"rubric/{name}/ 没有列在这里；请补上，写明名称和状态（还没有公布的写 draft）"
            yield Fault(code="Q040", path=("editions",), message=told)

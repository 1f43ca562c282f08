"""The folders of rubric/: one an edition, with edition.yaml and one file an item."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qinglian_core.criteria.decoding.table import words_of
from qinglian_core.criteria.table import USUAL_WORDS
from qinglian_core.faults import Fault
from qinglian_core.reader import kind_of
from qinglian_core.revision.lineage import in_order

from .review import FoundMark, take_marks
from .yamlsource import Source, SourceFault, read_source

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable, Iterator

    from qinglian_core.criteria.model import Rubric
    from qinglian_core.criteria.table import Words
    from qinglian_core.faults import Path

    from .review import PlacedMark

RUBRIC = "rubric"
REGISTRY = f"{RUBRIC}/editions.yaml"
_SHARED = ("editions.yaml", "glossary.yaml", "search.yaml")
"""Files of all editions."""
_EDITION = "edition.yaml"
LINEAGE = "lineage.yaml"
_NO_EDITION = "缺少这个文件；rubric/ 下每个文件夹是一版细则，要有 edition.yaml（不是细则的请移走）"


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionFolder:
    """The YAML files of one edition, read but not yet decoded; ``faults`` are those of the folder itself."""

    name: str
    edition: Source
    items: tuple[Source, ...]
    faults: tuple[SourceFault, ...]
    marks: tuple[FoundMark, ...] = ()
    """What has still to be looked at, in the order of the files."""
    words: Words = USUAL_WORDS
    """What the parts of the edition are called, as far as that can be read."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """All files."""
        return (self.edition, *self.items)

    @property
    def readable(self) -> tuple[Source, ...]:
        """The item files that are mappings, as every file should be."""
        return tuple(source for source in self.items if isinstance(source.data, dict))

    @property
    def whole(self) -> bool:
        """Whether every file could be read as it was meant, and there is an item."""
        readable = all(isinstance(source.data, dict) for source in self.sources)
        return bool(self.items) and readable and not self.faults

    def data(self) -> dict[str, object]:
        """Return the plain data that the core decodes: those of every readable file."""
        edition = self.edition.data if isinstance(self.edition.data, dict) else {}
        return {**edition, "items": [source.data for source in self.readable]}

    def locate(self, fault: Fault) -> SourceFault:
        """Return ``fault``, whose path is one into ``data()``, with its file, line and column."""
        path: Path = fault.path
        if len(path) > 1 and path[0] == "items" and isinstance(path[1], int):
            source = self.readable[path[1]]
            return self._doubled(source, fault) or located(source, path[2:], fault, self.words)
        return located(self.edition, path, fault)

    def _doubled(self, source: Source, fault: Fault) -> SourceFault | None:
        """Return the fault of two files of one item: the longer name is the copy (``04 - 副本.yaml``)."""
        same = [one for one in self.readable if _item_id(one) == _item_id(source)]
        if fault.code != "Q008" or fault.path[2:] != ("id",) or len(same) == 1:
            return None
        words = self.words
        original, *_, copy = sorted(same, key=lambda one: (len(one.file), one.file))
        told = (
            f"与 {original.file} 的{words.item_number}都是“{_item_id(copy)}”；是复制出来的，请把多余的一份移走，"
            f"是另一{words.item_unit}的，请改用别的{words.item_number}"
        )
        return located(copy, ("id",), replace(fault, message=told))

    def locate_in(self, rubric: Rubric, fault: Fault) -> SourceFault:
        """Return ``fault``, whose path counts the items as ``rubric`` orders them, with its place."""
        path: Path = fault.path
        if len(path) > 1 and path[0] == "items" and isinstance(path[1], int):
            item = rubric.items[path[1]].id
            sources = [source for source in self.readable if _item_id(source) == item]
            return located(sources[0], path[2:], fault, self.words)
        return located(self.edition, path, fault)


def _item_id(source: Source) -> object:
    return source.data.get("id") if isinstance(source.data, dict) else None


def shape_faults(source: Source) -> Iterator[SourceFault]:
    """Yield the fault of a file that is YAML, but neither broken nor a mapping."""
    if source.data is not None and not isinstance(source.data, dict):
        told = f"整个文件应由“键: 值”组成，写成了{kind_of(source.data)}"
        yield located(source, (), Fault(code="Q003", path=(), message=told))


def located(source: Source, path: Path, fault: Fault, words: Words = USUAL_WORDS) -> SourceFault:
    """Return ``fault``, found at ``path`` in ``source``, with its place, and the clause it is about.

    ``words`` are those of its edition.
    """
    line, column = source.mark(path)
    label = _clause_label(source, path, words)
    message = fault.message if fault.message.startswith(label) else f"{label}：{fault.message}"
    return SourceFault(file=source.file, line=line, column=column, code=fault.code, message=message)


def with_decoding(source: Source, found: Iterable[Fault]) -> list[SourceFault]:
    """Return the faults of a file: of its YAML and its shape, then those of its decoding that stand elsewhere."""
    faults = [*source.faults, *shape_faults(source)]
    known = {(fault.line, fault.column) for fault in faults}
    told = (located(source, fault.path, fault) for fault in found)
    return [*faults, *(fault for fault in told if (fault.line, fault.column) not in known)]


def _clause_label(source: Source, path: Path, words: Words) -> str:
    """Return ``第13.4条`` (``第12项`` for one that is alone and has no number) for a path inside a clause, else nothing."""
    if len(path) < 2 or path[0] != "clauses" or not isinstance(source.data, dict):  # noqa: PLR2004 - ("clauses", 3)
        return ""
    found = source.data.get("clauses")
    clauses = found if isinstance(found, list) else []
    clause = clauses[path[1]] if isinstance(path[1], int) and path[1] < len(clauses) else None
    identifier = clause.get("id") if isinstance(clause, dict) else None
    if not isinstance(clause, dict) or not isinstance(identifier, str):
        return ""
    if clause.get("number") == "" and len(clauses) == 1:
        return words.item_label(str(source.data.get("id")))
    return words.clause_label(identifier)


def edition_folders(root: pathlib.Path) -> list[pathlib.Path]:
    """Return the folders of editions, by name: those below ``root``/rubric that hold YAML."""
    folders = [path for path in (root / RUBRIC).glob("*/") if not path.name.startswith(".")]
    return sorted(path for path in folders if next(_yaml_files(path, "**/*"), None))


def _yaml_files(folder: pathlib.Path, pattern: str) -> Iterator[pathlib.Path]:
    for path in folder.glob(pattern):
        # “~$”开头的是 Word 打开文件时放的，“.”开头的是编辑器的
        if path.suffix.lower() in (".yaml", ".yml") and not path.name.startswith((".", "~$")):
            yield path


def read_edition(folder: pathlib.Path, root: pathlib.Path) -> EditionFolder:
    """Read the YAML files of one edition; their faults are raised by ``decode_edition``."""
    path = folder / _EDITION
    name = file_name(path, root)
    if path.is_file():
        edition = read_source(path, name)
    else:
        edition = Source(file=name, data=None, marks={}, faults=())
    found = sorted(_yaml_files(folder / "items", "*"), key=lambda one: in_order(one.name))
    items = [one for one in found if one.is_file()]
    read = [
        edition,
        *(read_source(one, file_name(one, root)) for one in items if one.suffix == ".yaml"),
    ]
    taken = [take_marks(source) for source in read]
    words = words_of(taken[0].source.data)
    return EditionFolder(
        name=folder.name,
        edition=taken[0].source,
        items=tuple(one.source for one in taken[1:]),
        faults=(
            *_layout_faults(folder, root, items, words),
            *(
                located(source, fault.path, fault, words)
                for source, one in zip(read, taken, strict=True)
                for fault in one.faults
            ),
        ),
        marks=tuple(
            _found_mark(source, placed, words)
            for source, one in zip(read, taken, strict=True)
            for placed in one.marks
        ),
        words=words,
    )


def _found_mark(source: Source, placed: PlacedMark, words: Words) -> FoundMark:
    line, column = source.mark(placed.path)
    label = _clause_label(source, placed.path, words)
    return FoundMark(file=source.file, line=line, column=column, label=label, look=placed.mark.look)


def _layout_faults(
    folder: pathlib.Path, root: pathlib.Path, items: list[pathlib.Path], words: Words
) -> Iterator[SourceFault]:
    edition = folder / _EDITION
    if not edition.is_file():
        yield _layout_fault(edition, root, _NO_EDITION)
        return
    for path in sorted(_yaml_files(folder, "**/*")):
        if path not in (edition, folder / LINEAGE, *items) and path.is_file():
            told = (
                f"不认识这个文件；各{words.item_unit}的文件直接放在 items 文件夹里，"
                "其余的（例如副本）请移到 rubric/ 以外"
            )
            yield _layout_fault(path, root, told)
    for path in items:
        if path.suffix != ".yaml":
            yield _layout_fault(path, root, f"文件名要以 .yaml 结尾，请改成 {path.stem}.yaml")
    if not items:
        unit = words.item_unit
        message = f"这里没有任何一{unit}；请把各{unit}的文件（例如 01.yaml）放进 items 文件夹"
        yield _layout_fault(folder / "items", root, message)


def stray_faults(root: pathlib.Path) -> Iterator[SourceFault]:
    """Yield what below rubric/ nothing reads: copies, names slightly wrong, folders that are no edition."""
    for folder in edition_folders(root):
        if not (folder / _EDITION).is_file():
            yield _layout_fault(folder / _EDITION, root, _NO_EDITION)
    for path in sorted(_yaml_files(root / RUBRIC, "*")):
        if path.is_file() and path.name not in _SHARED:
            told = (
                f"不认识这个文件；rubric/ 下只有 {'、'.join(_SHARED)} 和各版的文件夹，请改成这样的名字，"
                "多余的（例如副本）请移走"
            )
            yield _layout_fault(path, root, told)


def _layout_fault(path: pathlib.Path, root: pathlib.Path, message: str) -> SourceFault:
    return SourceFault(file=file_name(path, root), line=1, column=1, code="Q042", message=message)


def file_name(path: pathlib.Path, root: pathlib.Path) -> str:
    """Return ``path`` as people see it: relative to the project."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()

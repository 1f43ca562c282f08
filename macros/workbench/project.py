"""The project as it lies in the memory of a browser: its criteria as texts by path, and what a check finds in them."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, cast, override

from macros.commands.check import Reading, check
from macros.loading.editions import unready_faults
from macros.loading.folders import LINEAGE, RUBRIC, edition_folders, read_edition
from macros.loading.prose import source_faults
from macros.loading.registry import EditionEntry, State, load_registry
from macros.loading.sealing import UNSEALED
from macros.loading.yamlsource import SourceError
from macros.tools.cache import package_files
from qinglian_core.criteria.decoding.rubric import decode_rubric
from qinglian_core.faults import RubricError
from qinglian_core.reader import clipped

from .editing import EditError
from .outline import (
    next_item,
    plain_fault,
    plain_items,
    plain_mark,
    plain_projects,
    plain_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from macros.loading.folders import EditionFolder
    from macros.loading.yamlsource import SourceFault
    from qinglian_core.criteria.model import Rubric
    from qinglian_core.revision.lineage import Lineage

    from .outline import Plain

_STATES = {State.CURRENT: "现行的", State.DRAFT: "草稿", State.FROZEN: "旧版，已定稿"}
_KEPT = 400
"""Results that are kept: those of a few editions, as they are and as they were a few changes ago."""
MOST_NAME = 255
"""Bytes of a name: more is refused by disks; the memory of a browser takes it, and lists it cut off."""


class KeptReading(Reading):
    """A check that does again only what something it is made of has changed for."""

    def __init__(self, root: Path) -> None:
        """Begin with nothing."""
        self._root = root
        self._kept: dict[str, object] = {}

    @override
    def decode(self, folder: EditionFolder) -> Rubric:
        return self._found(f"decode {self._key(folder.name)}", partial(super().decode, folder))

    @override
    def seal_faults(
        self, root: Path, folder: EditionFolder, entry: EditionEntry, rubric: Rubric
    ) -> list[SourceFault]:
        find = partial(super().seal_faults, root, folder, entry, rubric)
        return self._found(f"seal {entry.state} {self._key(folder.name)}", find)

    @override
    def unready_faults(self, folder: EditionFolder, rubric: Rubric) -> list[SourceFault]:
        find = partial(unready_faults, folder, rubric, self._prose_faults)
        return self._found(f"unready {self._key(folder.name)}", find)

    def _prose_faults(self, folder: EditionFolder, rubric: Rubric) -> list[SourceFault]:
        """Return the same as ``prose_faults``, looking again only at files that have changed."""
        clauses = [(clause.id, clause.points) for clause in rubric.clauses]
        projects = [(project.id, project.points) for project in rubric.projects]
        facts = f"{clauses} {[(item.id, item.points) for item in rubric.items]} {projects}"
        found: list[SourceFault] = []
        for source in folder.sources:
            digest = sha256((self._root / source.file).read_bytes()).hexdigest()
            find = partial(source_faults, source, folder, rubric)
            found += self._found(f"prose {source.file} {digest} {facts}", find)
        return found

    @override
    def lineage(self, root: Path, older: Rubric, newer: Rubric) -> Lineage | None:
        # 校验值不含说明：只改了说明，来历还是那样
        path = root / RUBRIC / newer.id / LINEAGE
        written = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
        key = f"lineage {older.digest} {newer.digest} {written}"
        return self._found(key, partial(super().lineage, root, older, newer))

    def without_examples(self, folder: EditionFolder) -> Rubric:
        """Return an edition in which nothing is wrong but, perhaps, worked examples; raise ``SourceError``."""
        try:
            return self.decode(folder)
        except SourceError:
            key = f"rubric {self._key(folder.name)}"
            try:
                return self._found(key, lambda: decode_rubric(folder.data()))
            except RubricError:
                pass
            raise

    def _found[T](self, key: str, find: Callable[[], T]) -> T:
        """Return what ``find`` gives, or raises, and keep it."""
        if key not in self._kept:
            try:
                self._kept[key] = find()
            except SourceError as error:
                self._kept[key] = error
            while len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]
        found = self._kept[key]
        if isinstance(found, SourceError):
            raise found
        return cast("T", found)

    def _key(self, edition: str) -> str:
        total = sha256()
        for path in package_files(self._root / RUBRIC / edition):
            total.update(f"{path}\0".encode() + path.read_bytes() + b"\0")
        return total.hexdigest()


class Project:
    """The project in the folder ``root``."""

    def __init__(self, root: Path) -> None:
        """Take it as it is."""
        self.root = root
        self.reading = KeptReading(root)

    def texts(self) -> dict[str, str]:
        """Return every file of the criteria by its path in the project."""
        return {
            path.relative_to(self.root).as_posix(): path.read_text(encoding="utf-8-sig")
            for path in package_files(self.root / RUBRIC)
        }

    def replace(self, files: Mapping[str, str]) -> None:
        """Let ``files`` take the place of all criteria."""
        shutil.rmtree(self.root / RUBRIC, ignore_errors=True)
        (self.root / RUBRIC).mkdir(parents=True)
        self.write(files)

    @contextmanager
    def whole(self) -> Iterator[dict[str, str]]:
        """Give all files as they are; whatever is raised meanwhile, they are so again."""
        before = self.texts()
        try:
            yield before
        except BaseException:
            self.replace(before)
            raise

    def write(self, files: Mapping[str, str | None]) -> None:
        """Write ``files``, None takes one away.

        Raises ``ValueError``, and writes none, where one is not of the criteria; ``EditError`` where one cannot be written.
        """
        criteria = (self.root / RUBRIC).resolve()
        for name in files:
            path = (self.root / name).resolve()
            if not path.is_relative_to(criteria) or ".." in name.split("/"):
                raise ValueError(name)
        for name, text in files.items():
            try:
                self._write_file(self.root / name, text)
            except OSError:
                told = f"没有一个文件能叫“{clipped(name)}”；请改它的名字"
                raise EditError(told) from None
            except UnicodeEncodeError:
                told = f"“{clipped(name)}”里有残缺的文字，可能被别的软件改过；请换用以前保存的"
                raise EditError(told) from None

    @staticmethod
    def _write_file(path: Path, text: str | None) -> None:
        if len(os.fsencode(path.name)) > MOST_NAME:
            raise OSError(errno.ENAMETOOLONG, path.name)
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")

    def changed_since(self, before: Mapping[str, str]) -> tuple[dict[str, str | None], Plain]:
        """Return the files that are not as they were ``before``, None for those that are gone; and how it stands now."""
        now = self.texts()
        changed: dict[str, str | None] = {
            name: text for name, text in now.items() if before.get(name) != text
        }
        gone = dict.fromkeys(name for name in before if name not in now)
        return changed | gone, self.state(now)

    def folder(self, edition: str) -> EditionFolder:
        """Read an edition; raise ``KeyError`` where there is none of that name."""
        known = {path.name: path for path in edition_folders(self.root)}
        return read_edition(known[edition], self.root)

    def rubric(self, edition: str) -> Rubric:
        """Decode an edition, whose worked examples may be wrong; raise ``SourceError`` with every fault."""
        return self.reading.without_examples(self.folder(edition))

    def entries(self) -> dict[str, EditionEntry]:
        """Return the editions in their order by id; as well as can be where the registry cannot be read."""
        try:
            return {entry.id: entry for entry in load_registry(self.root)}
        except SourceError:
            names = [path.name for path in edition_folders(self.root)]
            return {name: EditionEntry(id=name, label="", state=State.DRAFT) for name in names}

    def state(self, texts: Mapping[str, str] | None = None) -> Plain:
        """Return the criteria in outline, everything that is wrong, and what is right (Chinese).

        ``texts`` are all files as they are, where they are known.
        """
        texts = texts or self.texts()
        checked = check(self.root, None, self.reading)
        faults = [plain_fault(fault, texts) for fault in checked.faults]
        entries = self.entries()
        right = {one.name: one for one in checked.editions}
        editions = []
        sentences = []
        for name, entry in entries.items():
            try:
                folder = self.folder(name)
            except KeyError:
                continue
            marks = [plain_mark(mark, texts) for mark in folder.marks]
            label = entry.label or "现行的一版"
            editions.append(
                {
                    "id": name,
                    "label": label,
                    "state": entry.state.value,
                    "stateWords": _STATES[entry.state],
                    "title": _title(folder),
                    "file": folder.edition.file,
                    "marks": len(marks),
                    "open": [*UNSEALED] if entry.is_older else None,
                    "words": plain_words(folder),
                    "projects": plain_projects(folder),
                    "nextItem": next_item(folder),
                    "items": plain_items(
                        folder, marks, [one for one in faults if one["edition"] == name]
                    ),
                }
            )
            if name in right:
                # 还有几处待看，页面自己数：它按条数
                found = "没有错" if right[name].left else "没有问题"
                sentences.append(f"{label}：{right[name].words}，{found}。")
        published = [name for name, entry in entries.items() if entry.state is not State.DRAFT]
        return {
            "editions": editions,
            "faults": faults,
            "sentences": [*sentences, *checked.lines],
            "ready": not faults and bool(published),
        }


def _title(folder: EditionFolder) -> str:
    data = folder.edition.data
    return str(data.get("title", "")) if isinstance(data, dict) else ""

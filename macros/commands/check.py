"""``qinglian check``: every fault in the YAML at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from macros.loading.editions import copied_faults, decode_edition, unready_faults
from macros.loading.folders import LINEAGE, RUBRIC, edition_folders
from macros.loading.glossary import load_glossary
from macros.loading.lineage import load_lineage, load_lineages
from macros.loading.registry import State, load_registry
from macros.loading.sealing import seal_faults
from macros.loading.vocabulary import load_vocabulary
from macros.loading.yamlsource import SourceError, ordered

from .shared.project import check_settings, edition_folder

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from macros.loading.folders import EditionFolder
    from macros.loading.registry import EditionEntry
    from macros.loading.yamlsource import SourceFault
    from qinglian_core.criteria.model import Rubric
    from qinglian_core.revision.lineage import Lineage

    from . import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("check", help="检查 rubric/ 里的 YAML，列出全部问题")
    parser.add_argument("edition", nargs="?", help="只检查这一版（rubric/ 下的文件夹名）")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check one edition or all, and the glossary."""
    check_settings(options.root)
    checked = check(options.root, options.edition)
    for one in checked.editions:
        print(f"{one.name}：{one.words}，{_found(one.name, one.left)}。")
    for line in checked.lines:
        print(line)
    if checked.faults:
        raise SourceError(checked.faults)
    return 0


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedEdition:
    """An edition with nothing wrong, what it consists of (Chinese), and how much of it has still to be looked at."""

    name: str
    words: str
    left: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """What was found right: editions, and a line (Chinese) for each thing besides; and every fault in order."""

    editions: tuple[CheckedEdition, ...]
    lines: tuple[str, ...]
    faults: tuple[SourceFault, ...]


class Reading:
    """What takes long of a check, for whoever checks again and again to keep."""

    def decode(self, folder: EditionFolder) -> Rubric:
        """See ``decode_edition``."""
        return decode_edition(folder)

    def seal_faults(
        self, root: Path, folder: EditionFolder, entry: EditionEntry, rubric: Rubric
    ) -> list[SourceFault]:
        """See ``seal_faults``."""
        return seal_faults(root, folder, entry, rubric)

    def unready_faults(self, folder: EditionFolder, rubric: Rubric) -> list[SourceFault]:
        """See ``unready_faults``."""
        return unready_faults(folder, rubric)

    def lineage(self, root: Path, older: Rubric, newer: Rubric) -> Lineage | None:
        """See ``load_lineage``."""
        return load_lineage(root, older, newer)


def check(root: Path, edition: str | None = None, reading: Reading | None = None) -> Checked:
    """Check everything below ``root``/rubric, or one edition and what all share."""
    reading = reading or Reading()
    names = [folder.name for folder in edition_folders(root)]
    entries: dict[str, EditionEntry] = {}
    faults: list[SourceFault] = []
    editions: list[CheckedEdition] = []
    lines: list[str] = []
    try:
        entries = {entry.id: entry for entry in load_registry(root)}
        names = list(entries)
    except SourceError as error:
        faults.extend(() if edition else error.faults)
    rubrics: dict[str, Rubric] = {}
    read: list[tuple[EditionFolder, Rubric]] = []
    for name in [edition] if edition else names:
        try:
            folder = edition_folder(root, name)
            rubric = reading.decode(folder)
            rubrics[name] = rubric
            read.append((folder, rubric))
            unready = reading.unready_faults(folder, rubric)
            is_draft = name in entries and entries[name].state is State.DRAFT
            if is_draft or not unready:
                items, clauses = rubric.words.item_unit, rubric.words.clause
                words = f"{len(rubric.items)}{items}、{len(rubric.clauses)}{clauses}"
                editions.append(CheckedEdition(name=name, words=words, left=len(unready)))
            else:
                faults.extend(unready)
            faults.extend(
                reading.seal_faults(root, folder, entries[name], rubric) if name in entries else ()
            )
        except SourceError as error:
            faults.extend(error.faults)
    faults.extend(copied_faults(read))
    # 词语可以属于任何一版：各版都读得出来，才知道一个条号是不是写错了
    known = [*rubrics.values()] if len(rubrics) == len(names) else []
    for shared in (partial(_check_glossary, rubrics=known), _check_vocabulary):
        try:
            lines.append(shared(root))
        except SourceError as error:
            faults.extend(error.faults)
    descents, found = _lineage_lines(root, names, rubrics, reading)
    return Checked(
        editions=tuple(editions),
        lines=(*lines, *descents),
        faults=tuple(ordered([*faults, *found])),
    )


def _lineage_lines(
    root: Path, names: list[str], rubrics: dict[str, Rubric], reading: Reading
) -> tuple[list[str], list[SourceFault]]:
    lineages, faults = load_lineages(root, names, rubrics, reading.lineage)
    lines = [
        f"沿革：{name} 各{unit}都写明从 {lineage.older} 的哪一{unit}来，没有问题。"
        for name, lineage in lineages.items()
        for unit in [rubrics[name].words.clause]
    ]
    for older, newer in pairwise(names):
        unsaid = not (root / RUBRIC / newer / LINEAGE).is_file()
        if unsaid and older in rubrics and newer in rubrics:
            unit = rubrics[newer].words.clause
            lines.append(
                f"沿革：{newer} 没有写各{unit}从 {older} 的哪一{unit}来（{LINEAGE}），"
                "所以没有修订对照，旧版的自查只按条文带过来。"
            )
    return lines, faults


def _found(name: str, left: int) -> str:
    """Return what was found in an edition without faults."""
    return f"没有问题，还有 {left} 处待看（qinglian review {name}）" if left else "没有问题"


def _check_glossary(root: Path, rubrics: list[Rubric]) -> str:
    return f"词语：{len(load_glossary(root, rubrics).terms)}条，没有问题。"


def _check_vocabulary(root: Path) -> str:
    return f"检索用词：{len(load_vocabulary(root).synonyms)}组，没有问题。"

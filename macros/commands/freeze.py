"""``qinglian freeze``: seal an edition, and let a draft take the place of the current one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.loading.editions import copied_faults, decode_edition, unready_faults
from macros.loading.folders import REGISTRY, RUBRIC
from macros.loading.registry import EditionEntry, State, load_registry, replaced_current
from macros.loading.sealing import SEAL, seal_faults, seal_text
from macros.loading.yamlsource import SourceError, SourceFault

from . import CommandError
from .shared.outputs import write_whole
from .shared.project import check_settings, edition_folder

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from . import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "freeze", help="封存一版：原文和计分规则从此不能再改，改了检查不通过"
    )
    parser.add_argument("edition", help="封存哪一版（rubric/ 下的文件夹名）")
    parser.add_argument(
        "--next", metavar="ID", help="封存现行的一版时要写：哪一份草稿接替它，成为现行的"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Seal an edition and tell what was done."""
    check_settings(options.root)
    for line in freeze(options.root, options.edition, options.next):
        print(line)
    return 0


def freeze(root: Path, edition: str, successor: str | None) -> list[str]:
    """Write the seal, then the registry; nothing where something is wrong. Return what was done, a line each."""
    entries = {entry.id: entry for entry in load_registry(root)}
    entry = _entry(entries, edition)
    registry = _registry(root, entry, entries, successor)
    seal = root / RUBRIC / entry.id / SEAL
    if seal.exists():
        _expect_unchanged(root, entry)
        told = [f"{entry.id}：以前已经封存，没有变。"]
    else:
        sealed = seal_text(decode_edition(edition_folder(root, entry.id)))
        write_whole(seal, sealed.encode())
        told = [f"{entry.id}：封存好了，记在 {RUBRIC}/{entry.id}/{SEAL}，请一起提交。"]
    if registry:
        write_whole(root / REGISTRY, registry.encode())
        told.append(f"{REGISTRY}：{entry.id} 改成了 frozen，{successor} 改成了 current。")
    return told


def _entry(entries: dict[str, EditionEntry], name: str) -> EditionEntry:
    if name not in entries:
        raise CommandError(f"{REGISTRY} 里没有“{name}”这一版；现有：{'、'.join(entries)}")
    if entries[name].state is State.DRAFT:
        raise CommandError(f"{name} 还是草稿，不能封存；公布以后、有新的一版接替时再封存")
    return entries[name]


def _registry(
    root: Path, entry: EditionEntry, entries: dict[str, EditionEntry], successor: str | None
) -> str:
    """Return the registry to write; nothing for an edition that is frozen already."""
    if not entry.is_current:
        if successor:
            raise CommandError(f"{entry.id} 已经是旧版，不用写 --next")
        return ""
    drafts = [name for name, one in entries.items() if one.state is State.DRAFT]
    if successor not in drafts:
        known = f"现有的草稿：{'、'.join(drafts)}" if drafts else "现在没有草稿"
        raise CommandError(
            f"{entry.id} 是现行的一版，要有一份草稿接替它才能封存：请写 --next 加草稿的名字；{known}"
        )
    own, newer = edition_folder(root, entry.id), edition_folder(root, successor)
    rubric = decode_edition(newer)
    copied = copied_faults([(own, decode_edition(own)), (newer, rubric)])
    faults = [*unready_faults(newer, rubric), *copied]
    if faults:
        raise SourceError(tuple(faults))
    return replaced_current(root, entry.id, successor)


def _expect_unchanged(root: Path, entry: EditionEntry) -> None:
    folder = edition_folder(root, entry.id)
    older = EditionEntry(id=entry.id, label=entry.label, state=State.FROZEN)
    faults: list[SourceFault] = seal_faults(root, folder, older, decode_edition(folder))
    if faults:
        raise SourceError(tuple(faults))

"""``qinglian review``: what has still to be looked at in an edition, in order, with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.importing.reviewing import without_marks
from macros.loading.editions import decode_edition
from macros.loading.folders import edition_folders
from macros.loading.prose import prose_faults
from macros.loading.registry import State, load_registry

from . import CommandError
from .shared.outputs import write_whole
from .shared.project import edition_folder

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from . import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("review", help="列出草稿里还要看的地方，还剩几处")
    parser.add_argument("edition", nargs="?", help="哪一版（默认是各份草稿）")
    parser.add_argument(
        "--done",
        nargs="+",
        metavar="条号",
        help="这几条看过了，去掉它们的待看；项写项号，edition.yaml 写版的 id",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """List the marks of one edition, or of every draft, after taking out those that are done."""
    root: Path = options.root
    names = [options.edition] if options.edition else _drafts(root)
    if options.done:
        take_out(root, names, {name.strip("第条项") for name in options.done})
    if not names:
        print("没有草稿。")
    for name in names:
        folder = edition_folder(root, name)
        marks = [
            (mark.file, mark.line, f"{mark.file}:{mark.line}:{mark.column}: {mark.words}")
            for mark in folder.marks
        ]
        wrong = [
            (fault.file, fault.line, f"{fault.file}:{fault.line}:{fault.column}: {fault.message}")
            for fault in prose_faults(folder, decode_edition(folder))
        ]
        for _, _, words in sorted([*marks, *wrong]):
            print(words)
        left = len(marks) + len(wrong)
        if left:
            print(
                f"{name}：还有 {left} 处待看；看过一条，就删去它的 review，或者运行 qinglian review {name} --done 条号。"
            )
        else:
            print(f"{name}：没有待看的了。")
    return 0


def take_out(root: Path, names: list[str], done: set[str]) -> None:
    """Take the marks of ``done`` out of the YAML; raise ``CommandError`` where one has none."""
    if len(names) != 1:
        raise CommandError("有几份草稿；请写明是哪一版，例如 qinglian review jiyuan-2 --done 4.2")
    changed: dict[Path, str] = {}
    left = set(done)
    for source in edition_folder(root, names[0]).sources:
        path = root / source.file
        if not path.is_file():
            continue
        text = path.read_text(encoding="utf-8-sig")
        fresh, found = without_marks(text, done)
        left -= found
        if found:
            changed[path] = fresh
    if left:
        listed = "、".join(sorted(left))
        raise CommandError(f"{listed} 没有待看的，什么也没有改；请核对条号")
    for path, text in changed.items():
        write_whole(path, text.encode())


def _drafts(root: Path) -> list[str]:
    known = {folder.name for folder in edition_folders(root)}
    return [
        entry.id
        for entry in load_registry(root)
        if entry.state is State.DRAFT and entry.id in known
    ]

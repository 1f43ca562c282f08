"""``qinglian review``: what has still to be looked at in an edition, in order, with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.importing.reviewing import without_marks
from macros.loading.editions import decode_edition
from macros.loading.folders import edition_folders
from macros.loading.prose import prose_faults
from macros.loading.registry import State, load_registry
from qinglian_core.criteria.table import USUAL_WORDS

from . import CommandError
from .shared.outputs import write_whole
from .shared.project import edition_folder

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from . import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("review", help="列出草稿里还要看的地方，还剩几处")
    parser.add_argument("edition", nargs="?", help="哪一版（默认是各份草稿）")
    parser.add_argument(
        "--done",
        nargs="+",
        metavar="编号",
        help="这几处看过了，去掉它们的待看：条号（4.2），项号（5），edition.yaml 写版的 id",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """List the marks of one edition, or of every draft, after taking out those that are done."""
    root: Path = options.root
    names = [options.edition] if options.edition else _drafts(root)
    if options.done:
        take_out(root, names, set(_numbers(root, names, options.done)))
    if not names:
        print("没有草稿。")
    for name in names:
        folder = edition_folder(root, name)
        words = folder.words
        marks = [
            (mark.file, mark.line, f"{mark.file}:{mark.line}:{mark.column}: {mark.words}")
            for mark in folder.marks
        ]
        wrong = [
            (fault.file, fault.line, f"{fault.file}:{fault.line}:{fault.column}: {fault.message}")
            for fault in prose_faults(folder, decode_edition(folder))
        ]
        for _, _, told in sorted([*marks, *wrong]):
            print(told)
        left = len(marks) + len(wrong)
        if left:
            print(
                f"{name}：还有 {left} 处待看；看过一{words.clause}，就删去它的 review，"
                f"或者运行 qinglian review {name} --done {words.clause_number}。"
            )
        else:
            print(f"{name}：没有待看的了。")
    return 0


def take_out(root: Path, names: list[str], done: set[str]) -> None:
    """Take the marks of ``done`` out of the YAML; raise ``CommandError`` where one has none."""
    if len(names) != 1:
        raise CommandError("有几份草稿；请写明是哪一版，例如 qinglian review jiyuan-2 --done 4.2")
    changed: dict[Path, str] = {}
    folder = edition_folder(root, names[0])
    left = set(done)
    for source in folder.sources:
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
        raise CommandError(f"{listed} 没有待看的，什么也没有改；请核对{folder.words.clause_number}")
    for path, text in changed.items():
        write_whole(path, text.encode())


def _numbers(root: Path, names: list[str], labels: Iterable[str]) -> Iterator[str]:
    """Yield the numbers in what readers call clauses or items: 4.2 for 第4.2条."""
    words = edition_folder(root, names[0]).words if names else USUAL_WORDS
    for label in labels:
        number = label.removeprefix("第")
        yield number.removesuffix(words.clause).removesuffix(words.item_unit)


def _drafts(root: Path) -> list[str]:
    known = {folder.name for folder in edition_folders(root)}
    return [
        entry.id
        for entry in load_registry(root)
        if entry.state is State.DRAFT and entry.id in known
    ]

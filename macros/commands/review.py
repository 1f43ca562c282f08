"""``qinglian review``: what has still to be looked at in an edition, in order, with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.loading.folders import edition_folders
from macros.loading.registry import State, load_registry

from .shared.project import edition_folder

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from . import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("review", help="列出草稿里还要看的地方，还剩几处")
    parser.add_argument("edition", nargs="?", help="哪一版（默认是各份草稿）")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """List the marks of one edition, or of every draft."""
    root: Path = options.root
    names = [options.edition] if options.edition else _drafts(root)
    if not names:
        print("没有草稿。")
    for name in names:
        marks = edition_folder(root, name).marks
        for mark in marks:
            print(f"{mark.file}:{mark.line}:{mark.column}: {mark.words}")
        if marks:
            print(f"{name}：还有 {len(marks)} 处待看；看过一处，就删去那一处 review。")
        else:
            print(f"{name}：没有待看的了。")
    return 0


def _drafts(root: Path) -> list[str]:
    known = {folder.name for folder in edition_folders(root)}
    return [
        entry.id
        for entry in load_registry(root)
        if entry.state is State.DRAFT and entry.id in known
    ]

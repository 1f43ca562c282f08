"""``qinglian diff``: what changed between two editions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from macros.loading.lineage import changes_between
from macros.loading.registry import State, load_registry
from qinglian_core.revision.changes import changes_to_plain

from . import CommandError
from .shared.project import check_settings, publications

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from macros.loading.registry import EditionEntry
    from qinglian_core.revision.changes import ClauseChange, EditionChanges
    from qinglian_core.revision.textmarks import Mark

    from . import Commands

_SHOWN = {"same": "{}", "gone": "【-{}】", "new": "【+{}】"}


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "diff", help="两版细则之间变了什么（默认是现行的一版和它前面的一版）"
    )
    parser.add_argument("older", nargs="?", metavar="旧版", help="旧的一版（rubric/ 下的文件夹名）")
    parser.add_argument("newer", nargs="?", metavar="新版", help="新的一版（默认是现行的）")
    parser.add_argument(
        "--json", action="store_true", help="输出 JSON，与网站上的 changes.json 相同"
    )
    parser.add_argument("--all", action="store_true", help="没有变的也列出来")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what changed."""
    root: Path = options.root
    check_settings(root)
    older, newer = _pair(load_registry(root), options.older, options.newer)
    drafts = State.DRAFT in (older.state, newer.state)
    changes = changes_between(publications(root, drafts=drafts), older.id, newer.id)
    if changes is None:
        raise CommandError(
            f"没有写明“{newer.id}”的内容从“{older.id}”的哪里来：请看 rubric/{newer.id}/lineage.yaml "
            "有没有写，两版的先后有没有写反"
        )
    if options.json:
        print(json.dumps(changes_to_plain(changes), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(changes, (older, newer), everything=options.all)))
    return 0


def _pair(
    entries: tuple[EditionEntry, ...], older: str | None, newer: str | None
) -> tuple[EditionEntry, EditionEntry]:
    """Return the two editions that are asked for."""
    known = {entry.id: entry for entry in entries}
    for name in (older, newer):
        if name and name not in known:
            raise CommandError(f"rubric/ 里没有“{name}”这一版；现有：{'、'.join(known)}")
    current = next(entry for entry in entries if entry.state is State.CURRENT)
    last = known[newer] if newer else current
    place = entries.index(last)
    if not older and not place:
        raise CommandError("只有一版细则，没有可以比较的")
    return known[older] if older else entries[place - 1], last


def _lines(
    changes: EditionChanges, entries: tuple[EditionEntry, EditionEntry], *, everything: bool
) -> Iterator[str]:
    yield " → ".join(f"{entry.label}（{entry.id}）" for entry in entries)
    unit = changes.newer.words.clause
    counts = "、".join(
        f"{kind.label(changes.newer.words)}{number}{unit}"
        for kind, number in changes.counts.items()
    )
    yield f"{counts}。【-】里是删去的文字，【+】里是加上的。"
    for item in changes.items:
        shown = [one for one in item.clauses if everything or one.is_changed]
        if shown or item.is_changed:
            yield ""
            points = f"（{item.points.text}）" if item.points else ""
            yield f"{item.item.label} {item.item.heading}{points}"
        yield from (
            f"  {name}　{_marked(marks)}" for name, marks in item.texts(changes.newer.words)
        )
        for change in shown:
            yield from _clause_lines(change)


def _clause_lines(change: ClauseChange) -> Iterator[str]:
    kinds = "、".join(change.kind_labels)
    told = "；".join(filter(None, (change.remark, change.why)))
    yield f"  {change.label}　{kinds}{f'（{told}）' if told else ''}"
    yield f"    {_marked(change.marks)}"
    for effect in change.effects:
        yield f"    · {effect.text}"


def _marked(marks: Iterable[Mark]) -> str:
    return "".join(_SHOWN[mark.kind].format(mark.text) for mark in marks)

"""``qinglian carry``: save files handed on to a later edition of the criteria, each beside the one it is made of."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from macros.loading.editions import decode_edition
from macros.loading.forebears import load_forebears
from qinglian_core.faults import FaultyDataError
from qinglian_core.selfcheck.carryreport import report_lines
from qinglian_core.selfcheck.opening import carried_words, open_self_check
from qinglian_core.selfcheck.savefile import self_check_text

from . import CommandError
from .score import located, read_text
from .shared.gather import expanded
from .shared.outputs import Output, write_files
from .shared.project import edition_folder
from .shared.terminal import system_words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from qinglian_core.criteria.model import Rubric
    from qinglian_core.criteria.table import Words
    from qinglian_core.selfcheck.opening import Opening
    from qinglian_core.selfcheck.succession import Forebear

    from . import Commands


@dataclass(frozen=True, kw_only=True, slots=True)
class _Carried:
    """A save file and what was made of it."""

    path: Path
    output: Path
    opening: Opening


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("carry", help="把自查文件带到新的一版细则")
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="自查页保存的文件，或者放着这些文件的文件夹",
    )
    parser.add_argument("--to", required=True, metavar="ID", help="带到哪一版")
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", help="写进哪个文件夹（默认写在原来的文件旁边）"
    )
    parser.set_defaults(run=run, overwrite=False)


def run(options: argparse.Namespace) -> int:
    """Write a new file for each that can be handed on, and say what became of every clause; else return 1."""
    rubric = decode_edition(edition_folder(options.root, options.to))
    forebears = load_forebears(options.root, rubric.id)
    paths = list(expanded(options.files))
    opened = [(path, _open(path, rubric, forebears)) for path in paths]
    carried = [
        _Carried(path=path, output=_output(path, rubric, options.out), opening=opening)
        for path, opening in opened
        if opening is not None and not opening.same_edition
    ]
    _refuse_twins(carried)
    files = [
        Output(path=one.output, data=self_check_text(one.opening.check).encode(), kind=".json")
        for one in carried
    ]
    write_files(files, options, inputs=paths)
    for path, opening in opened:
        if opening is not None and opening.same_edition:
            print(f"{path}：已经是按“{rubric.id}”填的，没有另写")
    for one in carried:
        print(f"{one.path} → {one.output}")
        print("\n".join(f"  {line}" for line in _lines(one.opening, rubric.words)))
    return 0 if all(opening for _, opening in opened) else 1


def _open(path: Path, rubric: Rubric, forebears: Mapping[str, Forebear]) -> Opening | None:
    """Open one save file under ``rubric``; when it cannot be, tell why on stderr and return None."""
    try:
        text = read_text(path)
        opening = open_self_check(rubric, text, forebears)
    except (CommandError, OSError) as error:
        told = system_words(error) if isinstance(error, OSError) else error
        print(f"qinglian: {told}", file=sys.stderr)
        return None
    except FaultyDataError as error:
        for fault in located(error, text, str(path)):
            print(fault, file=sys.stderr)
        return None
    edition = opening.from_edition
    if edition not in forebears and edition != rubric.id:
        told = f"这份是按“{edition}”填的，没有写明从那一版到“{rubric.id}”的沿革，不知道各{rubric.words.clause}到哪里去了，没有带"
        print(f"{path}：{told}", file=sys.stderr)
        return None
    return opening


def _output(path: Path, rubric: Rubric, folder: Path | None) -> Path:
    return (folder or path.parent) / f"{path.stem}-{rubric.id}.json"


def _refuse_twins(carried: Sequence[_Carried]) -> None:
    """Raise ``CommandError`` when two files would be written to one place."""
    places: dict[Path, Path] = {}
    for one in carried:
        other = places.setdefault(one.output.resolve(), one.path)
        if other is not one.path:
            raise CommandError(
                f"{other} 和 {one.path} 会写成同一个 {one.output}；请分开来带，或者改文件名"
            )


def _lines(opening: Opening, words: Words) -> Sequence[str]:
    if opening.succession is None:
        return (carried_words(opening, words),)
    return tuple(report_lines(opening.succession))

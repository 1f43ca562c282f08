"""``qinglian score``: the scores of save files, and a file with nothing in it to try totals with."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from macros.loading.editions import decode_edition
from macros.loading.folders import edition_folders
from macros.loading.forebears import load_forebears
from macros.loading.yamlsource import SourceFault, parse_source
from qinglian_core.criteria.vocabulary import things_of
from qinglian_core.faults import FaultyDataError
from qinglian_core.jsontext import parse_json
from qinglian_core.scoring.assessment import Assessment, assess
from qinglian_core.scoring.result import result_object
from qinglian_core.selfcheck.filetext import file_text
from qinglian_core.selfcheck.migrations import FORMAT, VERSION
from qinglian_core.selfcheck.opening import Opening, carried_words, open_self_check
from qinglian_core.units.gathering import NOT_TEXT

from . import CommandError
from .shared.project import edition_folder
from .shared.scorecard import csv_card, table_card
from .shared.terminal import system_words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

    from qinglian_core.criteria.model import Clause, Rubric
    from qinglian_core.selfcheck.succession import Forebear

    from . import Commands


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoredFile:
    """A save file, opened and scored."""

    path: Path
    opening: Opening
    assessment: Assessment


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("score", help="给自查文件计分")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="自查页保存的文件")
    parser.add_argument(
        "--blank",
        action="store_true",
        help="不计分，写出一份空白的自查文件：把 null 换成回答，就能试算合计",
    )
    parser.add_argument(
        "--format", choices=("table", "json", "csv"), default="table", help="输出的样式"
    )
    parser.add_argument("--edition", help="按哪一版计分（默认按文件里写的版本）")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Score every file that can be read; tell of the others and return 1."""
    if options.blank and options.files:
        raise CommandError("--blank 只写一份空白的，不给文件计分；请分两次运行")
    if options.blank:
        print(blank_file(decode_edition(edition_folder(options.root, options.edition))))
        return 0
    if not options.files:
        raise CommandError(
            "要给哪个文件计分？请写自查页保存的文件；没有的，用 --blank 写一份空白的"
        )
    # 许多文件多半属于同一版，各版只读一遍
    forebears = cache(partial(load_forebears, options.root))
    scored = [
        found
        for path in options.files
        if (found := score_file(options.root, path, options.edition, forebears))
    ]
    if options.format == "json":
        results = [result_object(found.assessment) for found in scored]
        data = results[0] if len(options.files) == 1 and results else results
        print(json.dumps(data, ensure_ascii=False, indent=1))
    for found in scored if options.format != "json" else ():
        card = csv_card if options.format == "csv" else table_card
        print(card(found.assessment, str(found.path)), end="")
    return 0 if len(scored) == len(options.files) else 1


def blank_file(rubric: Rubric) -> str:
    """Return a save file that names every question of every clause, with null for what is not answered.

    It has no digest: it stays a file of this edition whatever becomes of its rules.
    """
    clauses = {clause.id: _blank_clause(clause) for clause in rubric.clauses}
    lines = [f"{_plain(name)}: {_plain(record)}" for name, record in clauses.items()]
    head = {"format": FORMAT, "version": VERSION, "edition": {"id": rubric.id}}
    if rubric.totalling.units:
        head["unit_kind"] = rubric.totalling.units[0].id
    return f'{_plain(head)[:-1]}, "clauses": {{\n' + ",\n".join(lines) + "\n}}"


def _blank_clause(clause: Clause) -> dict[str, object]:
    things = {question.id: things_of(question) for question in clause.questions}
    answers = {
        name: None if found == ("",) else dict.fromkeys(found) for name, found in things.items()
    }
    return {"answers": answers, "estimate": None}


def _plain(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def score_file(
    root: Path, path: Path, edition: str | None, forebears: Callable[[str], Mapping[str, Forebear]]
) -> ScoredFile | None:
    """Open and score one save file; when it cannot be, tell why on stderr and return None.

    ``forebears`` are asked what an edition descends from, where a file is of another one.
    """
    try:
        text = read_text(path)
    except (CommandError, OSError) as error:
        told = system_words(error) if isinstance(error, OSError) else error
        print(f"qinglian: {told}", file=sys.stderr)
        return None
    try:
        data = parse_json(text)
        rubric = _rubric_for(root, edition, data)
        older = {} if edition_in(data) == rubric.id else forebears(rubric.id)
        opening = open_self_check(rubric, text, older)
    except FaultyDataError as error:
        for fault in located(error, text, str(path)):
            print(fault, file=sys.stderr)
        return None
    if not opening.same_edition:
        print(f"{path}: {carried_words(opening, rubric.words)}", file=sys.stderr)
    return ScoredFile(
        path=path,
        opening=opening,
        assessment=assess(rubric, opening.check.answers, opening.check.unit_kind),
    )


def read_text(path: Path) -> str:
    """Return the text of a save file."""
    text = file_text(path.read_bytes())
    if text is None:
        raise CommandError(f"{path} {NOT_TEXT}")
    return text


def located(error: FaultyDataError, text: str, name: str) -> list[SourceFault]:
    """Return the faults of a save file with line and column: JSON is read as the YAML it also is."""
    source = parse_source(text, name)
    return [
        SourceFault(file=name, line=line, column=column, code=fault.code, message=fault.message)
        for fault in error.faults
        for line, column in [source.mark(fault.path)]
    ]


def edition_in(data: object) -> str | None:
    """Return the edition that a save file names."""
    header = data.get("edition") if isinstance(data, dict) else None
    written = header.get("id") if isinstance(header, dict) else None
    return written if isinstance(written, str) else None


def _rubric_for(root: Path, edition: str | None, data: object) -> Rubric:
    written = edition_in(data)
    known = [folder.name for folder in edition_folders(root)]
    return decode_edition(edition_folder(root, edition or (written if written in known else None)))

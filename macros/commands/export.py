"""``qinglian export``: one self-check as the official table in Word and Excel, as CSV and as JSON."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from macros.documents.shared.csvjson import form_csv, form_json
from macros.documents.shared.form import Form, filled_form
from macros.documents.shared.tables import Annex
from macros.loading.forebears import load_forebears

from . import CommandError
from .score import score_file
from .shared.gather import today
from .shared.outputs import Output, add_overwrite, write_files

if TYPE_CHECKING:
    from collections.abc import Callable

    from . import Commands

_KINDS = ("docx", "xlsx", "csv", "json")


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("export", help="把自查文件导出成官方表（Word、Excel）、CSV、JSON")
    parser.add_argument("file", type=Path, metavar="FILE", help="自查页保存的文件")
    for kind in _KINDS:
        parser.add_argument(f"--{kind}", type=Path, metavar="OUT", help=f"导出成 .{kind} 文件")
    parser.add_argument(
        "--annex",
        type=_annexes,
        default=(),
        metavar="LIST",
        help="Word 里附上哪些，用逗号分开：briefing（前面一页自查情况）、ledger（得分明细）、evidence（材料清单）、steps（下一步）",
    )
    add_overwrite(parser)
    parser.add_argument("--edition", help="按哪一版计分（默认按文件里写的版本）")
    parser.set_defaults(run=run)


def _annexes(text: str) -> tuple[Annex, ...]:
    known = {annex.value: annex for annex in Annex}
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in known]
    if unknown:
        message = f"没有“{'、'.join(unknown)}”这种附表；可以写：{','.join(known)}"
        raise argparse.ArgumentTypeError(message)
    return tuple(known[name] for name in names)


def run(options: argparse.Namespace) -> int:
    """Write every file that was asked for; nothing when the self-check cannot be read."""
    wanted = {kind: path for kind in _KINDS if (path := getattr(options, kind))}
    if not wanted:
        raise CommandError("请说明导出成什么：--docx、--xlsx、--csv、--json 至少写一个")
    scored = score_file(
        options.root, options.file, options.edition, partial(load_forebears, options.root)
    )
    if scored is None:
        return 1
    form = filled_form(scored.assessment.rubric, scored.opening.check, today())
    files = [
        Output(path=path, data=_MAKERS[kind](form, options.annex), kind=f".{kind}")
        for kind, path in wanted.items()
    ]
    write_files(files, options, inputs=[options.file])
    for path in wanted.values():
        print(path)
    return 0


def _word(form: Form, annexes: tuple[Annex, ...]) -> bytes:
    from macros.documents.shared.worddocument import word_document  # noqa: PLC0415 - likewise
    from macros.documents.template.officialtable import word_template  # noqa: PLC0415 - others need not wait for it

    return word_document(word_template(form.rubric), form, annexes)


def _excel(form: Form, _: tuple[Annex, ...]) -> bytes:
    from macros.documents.shared.workbook import form_workbook  # noqa: PLC0415 - likewise

    return form_workbook(form)


_MAKERS: dict[str, Callable[[Form, tuple[Annex, ...]], bytes]] = {
    "docx": _word,
    "xlsx": _excel,
    "csv": lambda form, _: form_csv(form),
    "json": lambda form, _: form_json(form),
}

"""``qinglian forms``: the blank forms and the list of all evidence, in Word and Excel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .shared.outputs import Output, add_overwrite, write_files
from .shared.project import publications

if TYPE_CHECKING:
    import argparse

    from . import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("forms", help="生成空白的官方表和材料总清单（Word 和 Excel）")
    parser.add_argument("folder", type=Path, help="写到哪里")
    add_overwrite(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the forms of every edition: the current one's into the folder itself."""
    from macros.documents.template.forms import (  # noqa: PLC0415 - only here is Word needed
        BLANK_WORD,
        blank_files,
        evidence_files,
    )

    forms = [
        Output(path=options.folder / publication.prefix / name, data=data, kind=Path(name).suffix)
        for publication in publications(options.root)
        for blanks in (blank_files(publication.rubric),)
        for name, data in (
            *blanks.items(),
            *evidence_files(publication.rubric, blanks[BLANK_WORD]).items(),
        )
    ]
    write_files(forms, options)
    for form in forms:
        print(form.path)
    return 0

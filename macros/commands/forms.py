"""``qinglian forms``: the blank forms in Word and Excel."""

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
    parser = commands.add_parser("forms", help="生成空白的官方表（Word 和 Excel）")
    parser.add_argument("folder", type=Path, help="写到哪里")
    add_overwrite(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the forms of every edition: the primary one's into the folder itself."""
    from macros.documents.template.forms import blank_files  # noqa: PLC0415 - only here is Word needed

    forms = [
        Output(path=options.folder / publication.prefix / name, data=data, kind=Path(name).suffix)
        for publication in publications(options.root)
        for name, data in blank_files(publication.rubric).items()
    ]
    write_files(forms, options)
    for form in forms:
        print(form.path)
    return 0

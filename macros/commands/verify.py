"""``qinglian verify``: the YAML against its source, character by character."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from macros.loading.editions import decode_edition
from macros.loading.yamlsource import SourceError
from qinglian_core.faults import Fault

from . import CommandError
from .shared.project import edition_folder

if TYPE_CHECKING:
    import argparse

    from . import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("verify", help="把来源（文本或 .docx）和 YAML 逐字核对")
    parser.add_argument("source", type=Path, help="来源文件")
    parser.add_argument("--edition", help="和哪一版核对（默认是首页的一版）")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compare, and tell the first difference in each cell."""
    from macros.source.table import read_cells, source_digest  # noqa: PLC0415 - only here is Word needed
    from macros.source.verifying import compare  # noqa: PLC0415 - likewise

    folder = edition_folder(options.root, options.edition)
    rubric = decode_edition(folder)
    try:
        cells = read_cells(options.source)
    except ValueError as error:
        raise CommandError(str(error)) from None
    if len(cells) <= 1:
        raise CommandError(
            f"{options.source} 里没有表格，不像是考评细则，请核对是不是这个文件；"
            "从 Word 提取的文本，每个单元格要以 Tab 开头"
        )
    faults = [
        folder.locate_in(rubric, Fault(code="V001", path=found.path, message=found.message))
        for found in compare(rubric, cells)
    ]
    if faults:
        raise SourceError(tuple(faults))
    print(
        f"{options.source}：与 {folder.name} 逐字一致（{len(rubric.items)}项、{len(rubric.clauses)}条）。"
    )
    digest = source_digest(options.source)
    same = digest == rubric.provenance.sha256
    print(f"sha256 {digest}（{'与登记的相同' if same else '与 edition.yaml 登记的不同'}）")
    return 0

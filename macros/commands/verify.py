"""``qinglian verify``: the YAML against its source, character by character."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from macros.loading.editions import decode_edition
from macros.loading.yamlsource import SourceError
from qinglian_core.faults import Fault

from .shared.project import edition_folder
from .shared.sources import aside_lines, read_source_document

if TYPE_CHECKING:
    import argparse

    from . import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("verify", help="把来源（.docx、.xlsx 或文本）和 YAML 逐字核对")
    parser.add_argument("source", type=Path, help="来源文件")
    parser.add_argument("--edition", help="和哪一版核对（默认是首页的一版）")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compare, and tell the first difference in each cell."""
    from macros.source.celltexts import compare_texts  # noqa: PLC0415 - only here is it needed
    from macros.source.verifying import compare  # noqa: PLC0415 - likewise

    folder = edition_folder(options.root, options.edition)
    rubric = decode_edition(folder)
    source = read_source_document(options.source)
    same = source.sha256 == rubric.provenance.sha256
    registered = "与登记的相同" if same else "与 edition.yaml 登记的不同"
    faults = [
        folder.locate_in(rubric, Fault(code="V001", path=found.path, message=found.message))
        for found in (compare if rubric.table.is_plain else compare_texts)(rubric, source)
    ]
    if not faults:
        items, clauses = rubric.words.item_unit, rubric.words.clause
        counted = f"{len(rubric.items)}{items}、{len(rubric.clauses)}{clauses}"
        print(f"{options.source}：与 {folder.name} 逐字一致（{counted}）。")
    print(f"sha256 {source.sha256}（{registered}）")
    for line in aside_lines(source):
        print(line)
    if faults:
        raise SourceError(tuple(faults))
    return 0

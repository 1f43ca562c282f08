"""What the commands on several files share: which files, which edition, and telling of those left out."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from macros.commands import CommandError
from macros.loading.editions import decode_edition
from macros.loading.folders import edition_folders
from macros.loading.forebears import load_forebears
from qinglian_core.faults import FaultyDataError
from qinglian_core.jsontext import parse_json
from qinglian_core.selfcheck.filetext import file_text
from qinglian_core.units.gathering import NOT_TEXT, Gathering

from .outputs import Output, add_overwrite, write_files
from .project import edition_folder
from .terminal import system_reason

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from qinglian_core.criteria.model import Rubric
    from qinglian_core.units.gathering import Filing

_STEP = 50


def add_files(parser: argparse.ArgumentParser, *, outcome: str) -> None:
    """Add the arguments that every such command takes."""
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="自查页保存的文件，或者放着这些文件的文件夹",
    )
    parser.add_argument("--xlsx", type=Path, metavar="OUT", help=f"把{outcome}写成 Excel 文件")
    add_overwrite(parser)
    parser.add_argument("--edition", help="按哪一版计分（默认按多数文件里写的版本）")


def gather(options: argparse.Namespace, *, with_records: bool) -> Gathering:
    """Take in all files; those that cannot be used are told of on stderr, with the reason."""
    read = {str(path): _read(path) for path in expanded(options.files)}
    texts = [found.text for found in read.values() if isinstance(found, _Text)]
    rubric = _rubric(options, texts)
    forebears = load_forebears(options.root, rubric.id)
    gathering = Gathering(rubric, with_records=with_records, forebears=forebears)
    for number, (name, found) in enumerate(read.items(), start=1):
        if isinstance(found, _Text):
            gathering.take(name, found.text)
        else:
            gathering.refuse(name, found)
        if sys.stderr.isatty() and (number % _STEP == 0 or number == len(read)):
            print(f"\r已读 {number}/{len(read)}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    for refusal in gathering.refusals:
        print(f"{refusal.name}：{refusal.reason}（没有计入）", file=sys.stderr)
    for filing in gathering.filings:
        if filing.notice:
            print(f"{filing.name}：{filing.notice}", file=sys.stderr)
    return gathering


def write_workbook(data: bytes, options: argparse.Namespace) -> None:
    """Write the workbook that was asked for, and tell where it lies."""
    book = Output(path=options.xlsx, data=data, kind=".xlsx")
    write_files([book], options, inputs=list(expanded(options.files)))
    print(options.xlsx)


def today() -> str:
    """Return the day of the export."""
    return dt.datetime.now().astimezone().date().isoformat()


def moments(filings: Iterable[Filing]) -> dict[str, str]:
    """Return when each file was last saved, by this machine's clock: ``2024-06-01 08:00``."""
    return {moment: _local(moment) for moment in (filing.modified for filing in filings)}


def _local(moment: str) -> str:
    try:
        return f"{dt.datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError):
        return moment


def expanded(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files at ``paths``: of a folder, the save files in it."""
    for path in paths:
        if path.is_dir():
            yield from sorted(path.glob("*.json"))
        else:
            yield path


@dataclass(frozen=True, kw_only=True, slots=True)
class _Text:
    """The text of a file, in contrast to the reason why there is none."""

    text: str


def _read(path: Path) -> _Text | str:
    try:
        text = file_text(path.read_bytes())
    except OSError as error:
        return f"读不了这个文件（{system_reason(error)}）"
    return NOT_TEXT if text is None else _Text(text=text)


def _rubric(options: argparse.Namespace, texts: list[str]) -> Rubric:
    """Return the edition asked for, or the one that most files name, or the current one."""
    known = {folder.name for folder in edition_folders(options.root)}
    named = Counter(name for text in texts if (name := _named_edition(text)) in known)
    most = named.most_common(1)[0][0] if named else None
    return decode_edition(edition_folder(options.root, options.edition or most))


def _named_edition(text: str) -> str:
    try:
        data = parse_json(text)
    except FaultyDataError:
        return ""
    header = data.get("edition") if isinstance(data, dict) else None
    name = header.get("id") if isinstance(header, dict) else None
    return name if isinstance(name, str) else ""


def need(gathering: Gathering, least: int, what: str) -> None:
    """Refuse to go on with too few files."""
    if len(gathering.filings) < least:
        raise CommandError(f"{what}至少要有 {least} 个可用的自查文件")

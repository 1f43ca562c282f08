"""The files that commands write: what is there already stays, unless it is ours or ``--overwrite`` is asked for."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from macros.commands import CommandError
from macros.publishing.mark import PlaceError, refuse_own_place

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

_READABLE = 0o644


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """A file to write; ``kind`` (``".docx"``) is how its name has to end."""

    path: Path
    data: bytes
    kind: str


def add_overwrite(parser: argparse.ArgumentParser) -> None:
    """Add the option without which nothing is overwritten."""
    parser.add_argument(
        "--overwrite", action="store_true", help="要写的文件已经有了，也照写（不写这个就不覆盖）"
    )


def write_files(
    files: Sequence[Output],
    options: argparse.Namespace,
    *,
    inputs: Sequence[Path] = (),
    ours: Callable[[Path], bool] = lambda _: False,
) -> None:
    """Write all ``files``, or none where one may not be written; one that has these contents already stays."""
    news = [file for file in files if not _same(file)]
    refuse_outputs(news, options, inputs=inputs, ours=ours)
    for file in news:
        write_whole(file.path.resolve(), file.data)


def refuse_outputs(
    files: Sequence[Output],
    options: argparse.Namespace,
    *,
    inputs: Sequence[Path] = (),
    ours: Callable[[Path], bool] = lambda _: False,
) -> None:
    """Raise ``CommandError`` when one of ``files`` may not be written.

    ``inputs`` are what the command reads; ``ours`` tells a file that an earlier run wrote.
    """
    read = {path.resolve() for path in inputs}
    for file in files:
        refuse_place(options.root, file.path)
        _refuse_kind(file)
        if file.path.resolve() in read:
            raise CommandError(f"{file.path} 是要读的文件，不能又写到它上面；请换一个文件名")
        if file.path.exists() and not options.overwrite and not ours(file.path):
            raise CommandError(
                f"{file.path} 已经有了，没有覆盖；请换一个文件名，确实要换掉它的，加上 --overwrite"
            )


def refuse_place(root: Path, path: Path) -> None:
    """Raise ``CommandError`` when ``path`` is the project itself, or lies among its sources."""
    try:
        refuse_own_place(root, path.resolve())
    except PlaceError as error:
        raise CommandError(str(error)) from None


def _refuse_kind(file: Output) -> None:
    """Raise ``CommandError`` where no file of this kind can be meant."""
    if file.path.is_dir():
        raise CommandError(f"{file.path} 是一个文件夹；请写出文件名，以 {file.kind} 结尾")
    if file.path.suffix.lower() != file.kind:
        raise CommandError(f"{file.path}：这里写的是 {file.kind} 文件，文件名要以 {file.kind} 结尾")


def _same(file: Output) -> bool:
    return file.path.is_file() and file.path.read_bytes() == file.data


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode if path.exists() else _READABLE
    try:
        with tempfile.TemporaryDirectory(prefix=".qinglian-", dir=path.parent) as folder:
            fresh = Path(folder) / "fresh"
            fresh.write_bytes(data)
            fresh.chmod(mode)
            fresh.replace(path)
    except OSError as error:
        # 说出要写的文件，而不是临时的那个
        raise OSError(error.errno, error.strerror, str(path)) from error

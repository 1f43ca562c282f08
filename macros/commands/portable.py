"""``qinglian portable``: the site as one archive, which opens by double click once it is unpacked."""

from __future__ import annotations

import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .publish import build
from .shared.outputs import Output, add_overwrite, refuse_outputs, write_files
from .shared.project import publications

if TYPE_CHECKING:
    import argparse

    from . import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("portable", help="生成离线压缩包：解压后双击 index.html 就能用")
    parser.add_argument(
        "--out", type=Path, help="写到哪里（默认 dist/qinglian-<版本>-portable.zip）"
    )
    parser.add_argument(
        "--older", action="store_true", help="连旧版一起放进去（默认只有现行的一版）"
    )
    add_overwrite(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build a site of its own and pack it; ``site/`` stays as it is."""
    name = f"qinglian-{publications(options.root)[0].rubric.id}-portable.zip"
    out = options.out or Path("dist") / name
    copy = Output(path=options.root / out, data=b"", kind=".zip")
    refuse_outputs([copy], options, ours=_is_copy)
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        build(options.root, site, older=options.older)
        copy = replace(copy, data=next(site.glob("*-portable.zip")).read_bytes())
    write_files([copy], options, ours=_is_copy)
    print(f"» 离线压缩包：{out}（{len(copy.data) / 1_000_000:.1f} MB）")
    return 0


def _is_copy(path: Path) -> bool:
    """Whether a file is an archive that this command wrote."""
    from macros.offline.archive import README  # noqa: PLC0415 - most commands make no site

    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return any(Path(name).name == README for name in archive.namelist())

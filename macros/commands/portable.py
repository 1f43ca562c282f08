"""``qinglian portable``: the site as one archive, which opens by double click once it is unpacked."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from .publish import build
from .shared.project import publications

if TYPE_CHECKING:
    import argparse

    from . import Commands

BUILT = Path(".cache") / "portable" / "site"


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("portable", help="生成离线压缩包：解压后双击 index.html 就能用")
    parser.add_argument(
        "--out", type=Path, help="写到哪里（默认 dist/qinglian-<版本>-portable.zip）"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build a site of its own and pack it; ``site/`` stays as it is."""
    publications(options.root)
    site = options.root / BUILT
    build(options.root, site)
    made = next(site.glob("*-portable.zip"))
    out = options.out or Path("dist") / made.name
    target = options.root / out
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made, target)
    print(f"» 离线压缩包：{out}（{target.stat().st_size / 1_000_000:.1f} MB）")
    return 0

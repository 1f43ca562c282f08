"""``qinglian audit``: a built site held against what its sources make, byte for byte."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from macros.publishing import AuditError

from . import CommandError
from .shared.project import check_settings
from .shared.terminal import report
from .shared.workshop import workshop

if TYPE_CHECKING:
    import argparse

    from . import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("audit", help="由网站写明的提交重新生成一份，逐字节核对")
    parser.add_argument(
        "site", type=Path, nargs="?", default=Path("site"), help="哪个网站（默认 site）"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Tell which files are not what was made again; exit status 1 where there are any."""
    from macros.publishing.auditing import audit_site  # noqa: PLC0415 - others need not wait for MkDocs

    check_settings(options.root)
    site = options.root / options.site
    try:
        audit = audit_site(options.root, site, report, workshop)
    except AuditError as error:
        raise CommandError(str(error)) from error
    for one in audit.differences:
        print(f"{site / one.path}：{one.words}", file=sys.stderr)
    if not audit.differences:
        print(f"» {site}：{audit.compared} 个文件，与重新生成的逐字节相同。")
        return 0
    print(
        f"共 {len(audit.differences)} 个文件不同（核对了 {audit.compared} 个）。", file=sys.stderr
    )
    if audit.tools:
        print("生成用的工具不同，文件可能因此不同：", *audit.tools, sep="\n  ", file=sys.stderr)
    return 1

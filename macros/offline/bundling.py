"""Packing the scripts of this package: one classic script each, with everything it imports."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from macros.tools.toolbox import find_esbuild, find_toolbox
from macros.site.assets import TARGET

if TYPE_CHECKING:
    from pathlib import Path

SCRIPTS = "site_src/assets/js/offline"


class OfflineError(Exception):
    """The service worker or the folder copy cannot be made; the text (Chinese) says why."""


def bundle_script(root: Path, name: str, out: Path, *options: str) -> None:
    """Write the script ``name`` of ``site_src/assets/js/offline`` to ``out``, minified."""
    _run(
        root,
        *(str(find_esbuild(root)), str(root / SCRIPTS / name)),
        *("--bundle", "--format=iife", "--minify", "--charset=utf8"),
        *("--legal-comments=none", "--log-level=warning", f"--target={TARGET}"),
        f"--outfile={out}",
        *options,
    )


def run_node(root: Path, *arguments: str) -> None:
    """Run a script under Node to its end; it has nothing to say unless it fails."""
    _run(root, str(find_toolbox(root).node), *arguments)


def _run(root: Path, *command: str) -> None:
    done = subprocess.run(  # noqa: S603 - the project's own programs
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
    )
    if done.returncode or done.stderr:
        raise OfflineError(f"准备离线使用的文件失败：\n{done.stdout}{done.stderr}")

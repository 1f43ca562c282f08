"""The service worker of a built site: our script and Workbox in one file, with the list of all files."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from macros.assets import TARGET

from .groups import plan_of

if TYPE_CHECKING:
    from macros.runtime.toolbox import Toolbox

SOURCE = "site_src/assets/js/offline/worker.js"
NODE_SCRIPT = Path(__file__).parent / "node" / "serviceworker.mjs"


class OfflineError(Exception):
    """The service worker or the folder copy cannot be made; the text says why."""


def write_service_worker(root: Path, toolbox: Toolbox, site: Path, release: str) -> None:
    """Write ``site``/sw.js, which keeps exactly the files that now lie in ``site``."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        bundle = scratch / "sw.js"
        plan = scratch / "plan.json"
        plan.write_text(json.dumps(plan_of(site).to_plain()), encoding="utf-8")
        esbuild = str(toolbox.package("esbuild").folder / "bin" / "esbuild")
        _run(
            root,
            *(str(toolbox.node), esbuild, str(root / SOURCE)),
            *("--bundle", "--format=iife", "--minify", "--charset=utf8"),
            *("--legal-comments=none", "--log-level=warning", f"--target={TARGET}"),
            f"--define:RELEASE={json.dumps(release)}",
            '--define:process.env.NODE_ENV="production"',
            f"--outfile={bundle}",
        )
        _run(root, str(toolbox.node), str(NODE_SCRIPT), str(site), str(bundle), str(plan))


def _run(root: Path, *command: str) -> None:
    done = subprocess.run(  # noqa: S603 - the project's own programs
        command, capture_output=True, text=True, check=False, cwd=root
    )
    if done.returncode or done.stderr:
        raise OfflineError(f"生成离线缓存程序（sw.js）失败：\n{done.stdout}{done.stderr}")

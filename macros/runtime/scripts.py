"""The worker's script, bundled by esbuild with the loader of its Pyodide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .manifest import RuntimeFile, add_file

if TYPE_CHECKING:
    from pathlib import Path

    from macros.tools.toolbox import Toolbox

    from .distribution import Distribution

SCRIPTS = "site_src/assets/js"
ENGINE = f"{SCRIPTS}/python"
SETTINGS = ("package.json", "tsconfig.json")
"""Files at the root that esbuild reads beside the scripts."""
# Pyodide 的装载程序提到的 Node 模块；浏览器里走不到那些分支
NODE_MODULES = (
    "node:*",
    "url",
    "fs",
    "fs/promises",
    "vm",
    "path",
    "crypto",
    "ws",
    "child_process",
    "node-fetch",
)


def bundle_worker(
    root: Path, toolbox: Toolbox, distribution: Distribution, folder: Path, scratch: Path
) -> RuntimeFile:
    """Bundle one worker with the loader of its Pyodide, as one module without imports."""
    version = toolbox.package(distribution.package).version
    bundled = scratch / f"worker-{distribution.role}.js"
    toolbox.run_esbuild(
        root / ENGINE / f"worker-{distribution.role}.js",
        "--bundle",
        "--format=esm",
        f"--banner:js=/* 含 Pyodide {version} 的装载程序，MPL-2.0，https://github.com/pyodide/pyodide */",
        f"--outfile={bundled}",
        *(f"--external:{name}" for name in NODE_MODULES),
    )
    return add_file(
        folder, f"worker-{distribution.role}", bundled.read_bytes(), ending="js", packed=False
    )

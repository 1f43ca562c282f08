"""The Pyodide that is served: the npm package with its module cut down to what a browser needs."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from macros.tools.toolbox import ToolError

from .distribution import NODE_SCRIPTS
from .emscripten import (
    read_at_once,
    trim_wasm,
    trimmed_script,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from macros.tools.toolbox import Toolbox

    from .distribution import Distribution

WASM = "pyodide.asm.wasm"
_SCRIPTS = Path(__file__).parents[2] / "site_src/assets/js/python"
INSIDE = (_SCRIPTS / "pyodideinside.js", _SCRIPTS / "image.js")
"""Scripts of ours that know the module, and what they import."""


def serve_pyodide(
    toolbox: Toolbox, distribution: Distribution, folder: Path, report: Callable[[str], None]
) -> None:
    """Make ``folder`` a package from which Node and browsers start the same Pyodide.

    A snapshot fits the module it was taken with: C functions have their places in a table in the order in which the
    module puts them there. Where the trimmed one does not start, it is served as it came, and ``report`` is told.
    """
    package = toolbox.package(distribution.package).folder
    shutil.copytree(package, folder)
    if distribution.trimmed:
        try:
            _trim(toolbox, distribution, folder, report)
            toolbox.run_node(NODE_SCRIPTS / "try_module.mjs", folder)
        except ToolError as error:
            report(f"裁剪过的 Pyodide 不能启动，所以照原样发布：大一些、慢一些，结果一样\n{error}")
            for name in (distribution.module, WASM):
                shutil.copyfile(package / name, folder / name)
        else:
            return
    text = toolbox.run_esbuild(package / distribution.module)
    (folder / distribution.module).write_text(text, encoding="utf-8")


def _trim(
    toolbox: Toolbox, distribution: Distribution, folder: Path, report: Callable[[str], None]
) -> None:
    """Leave in the module in ``folder`` what its own script, its loader and our scripts name."""
    ours: set[str] = set()
    for path in (folder / "pyodide.mjs", *INSIDE):
        ours |= words_of(path.read_text(encoding="utf-8"))
    script = folder / distribution.module
    text = trimmed_script(script.read_text(encoding="utf-8"), ours, report)
    script.write_text(text, encoding="utf-8")
    text = read_at_once(toolbox.run_esbuild(script), report)
    script.write_text(text, encoding="utf-8")
    trim_wasm(toolbox, folder / WASM, ours | words_of(text), report)

"""The bundles of the exports, one for each Pyodide, and the manifest by which the browser trusts them."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from macros.documents.template.forms import plain_templates
from macros.runtime.distribution import (
    BROWSER_MODULES,
    CURRENT,
    LEGACY,
    MARGIN,
    NODE_SCRIPTS,
    Distribution,
)
from macros.runtime.manifest import RuntimeFile, add_file
from macros.tools.cache import build_cache, content_key, installed, package_files
from macros.tools.toolbox import find_toolbox

from .manifest import ExportsManifest
from .sources import CORE, core_sources, export_sources

if TYPE_CHECKING:
    from collections.abc import Callable

    from macros.tools.toolbox import Toolbox

ENTRY = "macros.documents.shared.browser"
HERE = Path(__file__).parent
PROGRAMS = (CORE, HERE.parent, NODE_SCRIPTS.parent, NODE_SCRIPTS.parents[1] / "tools")
"""The packages that go into a bundle or make it: the core, the documents', the one that starts Pyodide, and the one that runs programs."""


def build_exports(root: Path, report: Callable[[str], None]) -> ExportsManifest:
    """Bundle the exports, or take the bundles from the cache; no edition has a part in it.

    ``report`` is told, in a reader's words, of work that takes seconds.
    """
    toolbox = find_toolbox(root)
    folder = build_cache(root).folder_for(
        "exports", bundle_key(root, toolbox), lambda made: _bundle(toolbox, made, report)
    )
    return _read(folder)


def bundle_key(root: Path, toolbox: Toolbox) -> str:
    """Return what changes with anything that the bundles are made from or by."""
    packages = [toolbox.package(each.package).integrity for each in (CURRENT, LEGACY)]
    programs = [path for folder in PROGRAMS for path in package_files(folder)]
    return content_key((*packages, *installed()), programs, root)


def _input() -> str:
    from macros.documents.template.officialtable import word_template  # noqa: PLC0415 - as below

    from .rehearsal import RUBRIC, rehearsal  # noqa: PLC0415 - not needed for bundles from the cache

    core = core_sources()
    plain = {
        "sources": {**core, **export_sources()},
        "core": sorted(core),
        "before": [*MARGIN, *BROWSER_MODULES],
        "entry": ENTRY,
        "data": plain_templates(RUBRIC, word_template(RUBRIC)),
        "requests": rehearsal(),
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def _bundle(toolbox: Toolbox, folder: Path, report: Callable[[str], None]) -> None:
    report("打包浏览器里的导出程序（约需十秒）")
    files = {}
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "input.json"
        source.write_text(_input(), encoding="utf-8")
        for each in (CURRENT, LEGACY):
            packed = _packed(toolbox, each, source, Path(name) / "packed.json")
            stem = f"exports-{toolbox.package(each.package).version}"
            files[each.role] = add_file(folder, stem, packed, ending="bin", packed=True)
    (folder / "manifest.json").write_text(
        ExportsManifest(folder=folder, files=files).to_json(), encoding="utf-8"
    )


def _packed(toolbox: Toolbox, distribution: Distribution, source: Path, out: Path) -> bytes:
    package = toolbox.package(distribution.package).folder
    toolbox.run_node(NODE_SCRIPTS / "run_inside.mjs", package, source, out, HERE / "inside.py")
    return out.read_bytes()


def _read(folder: Path) -> ExportsManifest:
    plain = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return ExportsManifest(
        folder=folder,
        files={each.role: RuntimeFile(**plain[each.role]) for each in (CURRENT, LEGACY)},
    )

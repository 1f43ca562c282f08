"""The whole runtime, from the cache where nothing it is made of has changed."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .cache import Cache, content_key
from .distribution import CURRENT, LEGACY
from .manifest import RuntimeManifest, read_manifest
from .python import Bench, assemble_edition
from .scripts import ENGINE, bundle_worker
from .toolbox import Toolbox, find_toolbox, node_version
from .wheel import build_core_wheel, packaging_words

if TYPE_CHECKING:
    from collections.abc import Callable

BUILDER = Path(__file__).parent


def build_runtime(root: Path, report: Callable[[str], None]) -> RuntimeManifest:
    """Assemble the runtime of the project in ``root``, or take it from its cache.

    ``report`` is told, in a reader's words, of work that takes seconds. The files lie in the cache; ``publish()``
    of the manifest copies them to where they are served.
    """
    toolbox = find_toolbox(root)
    cache = Cache(folder=root / ".cache" / "runtime")
    pythons = cache.folder_for(
        "python",
        _python_key(root, toolbox),
        lambda folder: _assemble_pythons(root, toolbox, folder, report),
    )
    whole = cache.folder_for(
        "runtime",
        _whole_key(root, toolbox, pythons),
        lambda folder: _add_workers(root, toolbox, pythons, folder),
    )
    return read_manifest(whole)


def _assemble_pythons(
    root: Path, toolbox: Toolbox, folder: Path, report: Callable[[str], None]
) -> None:
    report("组装浏览器运行环境（核心、Pyodide 的版本或组装程序有变，约需半分钟）")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        wheel = build_core_wheel(root, scratch)
        bench = Bench(toolbox=toolbox, wheel=wheel, folder=folder, scratch=scratch)
        manifest = RuntimeManifest(
            folder=folder,
            current=assemble_edition(bench, CURRENT),
            legacy=assemble_edition(bench, LEGACY),
        )
    (folder / "manifest.json").write_text(manifest.to_json(), encoding="utf-8")


def _add_workers(root: Path, toolbox: Toolbox, pythons: Path, folder: Path) -> None:
    given = read_manifest(pythons)
    for file in given.files:
        shutil.copyfile(pythons / file.name, folder / file.name)
    with tempfile.TemporaryDirectory() as name:
        workers = {
            distribution.role: bundle_worker(root, toolbox, distribution, folder, Path(name))
            for distribution in (CURRENT, LEGACY)
        }
    manifest = RuntimeManifest(
        folder=folder,
        current=replace(given.current, files={"worker": workers["current"], **given.current.files}),
        legacy=replace(given.legacy, files={"worker": workers["legacy"], **given.legacy.files}),
    )
    (folder / "manifest.json").write_text(manifest.to_json(), encoding="utf-8")


def _python_key(root: Path, toolbox: Toolbox) -> str:
    packages = [toolbox.package(each.package).integrity for each in (CURRENT, LEGACY)]
    core = sorted((root / "qinglian_core").glob("**/*.py"))
    builder = sorted(path for path in BUILDER.glob("**/*") if path.suffix in {".py", ".mjs"})
    words = (*packages, node_version(), packaging_words(root))
    return content_key(words, (*core, *builder), root)


def _whole_key(root: Path, toolbox: Toolbox, pythons: Path) -> str:
    scripts = sorted((root / ENGINE).glob("**/*.js"))
    return content_key((pythons.name, toolbox.package("esbuild").integrity), scripts, root)

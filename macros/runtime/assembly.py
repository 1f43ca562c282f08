"""The whole runtime, in four steps, each from the cache where nothing it is made of has changed."""

from __future__ import annotations

import gzip
import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from macros.tools.cache import Cache, build_cache, content_key, package_files
from macros.tools.toolbox import Toolbox, find_toolbox, tool_versions

from .distribution import CURRENT, LEGACY
from .manifest import RuntimeManifest, read_manifest
from .python import Workshop, assemble_build
from .scripts import SCRIPTS, SETTINGS, bundle_worker
from .served import INSIDE, serve_pyodide
from .snapshot import Rehearsal, add_snapshot
from .wheel import build_core_wheel, packaging_words, wheel_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BUILDER = Path(__file__).parent
TOOLS = BUILDER.parent / "tools"
NOTHING = Rehearsal(label="", requests=())


@dataclass(frozen=True, kw_only=True, slots=True)
class Assembly:
    """One call of ``build_runtime``: the project, its tools and its cache."""

    root: Path
    toolbox: Toolbox
    cache: Cache
    rehearsal: Rehearsal
    report: Callable[[str], None]

    def pyodides(self) -> Path:
        """Return the folder with both Pyodides as they are served: half a minute when Pyodide is new."""
        return self.cache.folder_for("pyodides", self.pyodide_key(), self._make_pyodides)

    def pyodide_key(self) -> str:
        """Return what changes with anything that the Pyodides are cut down from or by."""
        names = (CURRENT.package, LEGACY.package, "esbuild", "binaryen")
        packages = [self.toolbox.package(name).integrity for name in names]
        modules = ("served.py", "emscripten.py", "distribution.py", "scripts.py")
        files = (*(BUILDER / name for name in modules), *package_files(BUILDER / "node"), *INSIDE)
        return content_key((*packages, *tool_versions()), files, self.root)

    def libraries(self, pyodides: Path) -> Path:
        """Return the folder with all files but the snapshot and the workers: some ten seconds when it is new."""
        return self.cache.folder_for(
            "libraries", self.library_key(), lambda folder: self._make_libraries(pyodides, folder)
        )

    def library_key(self) -> str:
        """Return what changes with anything that the libraries are made from or by."""
        files = (
            *package_files(self.root / "qinglian_core"),
            *package_files(BUILDER),
            *package_files(TOOLS),
        )
        words = (self.pyodide_key(), *tool_versions(), packaging_words(self.root))
        return content_key(words, files, self.root)

    def snapshot(self, pyodides: Path, libraries: Path) -> Path:
        """Return the folder with the snapshot too: some seconds."""
        words = (libraries.name, self.rehearsal.label, *self.rehearsal.requests)
        key = content_key(words, (), self.root)
        return self.cache.folder_for(
            "snapshot", key, lambda folder: self._make_snapshot(pyodides, libraries, folder)
        )

    def whole(self, snapshot: Path) -> Path:
        """Return the folder with the workers too: a moment."""
        return self.cache.folder_for(
            "runtime", self.worker_key(snapshot), lambda folder: self._add_workers(snapshot, folder)
        )

    def worker_key(self, snapshot: Path) -> str:
        """Return what changes with anything that the workers are made from; ``snapshot`` stands for the rest."""
        # 工作线程的脚本也引用别的文件夹里的，所以不只看它们自己的
        files = (
            *package_files(self.root / SCRIPTS),
            *(path for path in (self.root / name for name in SETTINGS) if path.is_file()),
        )
        tools = (self.toolbox.package(name).integrity for name in ("esbuild", "@noble/hashes"))
        words = (snapshot.name, *tools)
        return content_key(words, files, self.root)

    def _make_pyodides(self, folder: Path) -> None:
        self.report("裁剪 Pyodide（只在它换了版本以后，约需半分钟）")
        for distribution in (CURRENT, LEGACY):
            serve_pyodide(self.toolbox, distribution, folder / distribution.role, self.report)

    def _make_libraries(self, pyodides: Path, folder: Path) -> None:
        self.report("组装浏览器运行环境：核心与标准库（核心或 Pyodide 有变，约需十几秒）")
        with self._workshop(folder) as scratch:
            workshop = Workshop(
                toolbox=self.toolbox,
                pyodides=pyodides,
                wheel=build_core_wheel(self.root, scratch),
                folder=folder,
                scratch=scratch,
            )
            manifest = RuntimeManifest(
                folder=folder,
                current=assemble_build(workshop, CURRENT),
                legacy=assemble_build(workshop, LEGACY),
            )
        manifest.write()

    def _make_snapshot(self, pyodides: Path, libraries: Path, folder: Path) -> None:
        self.report("组装浏览器运行环境：内存快照（约需几秒）")
        given = _take_over(libraries, folder)
        files = given.current.files
        with self._workshop(folder) as scratch:
            stdlib = scratch / "stdlib.zip"
            stdlib.write_bytes(gzip.decompress((folder / files["stdlib"].name).read_bytes()))
            workshop = Workshop(
                toolbox=self.toolbox,
                pyodides=pyodides,
                wheel=wheel_from(
                    folder / files["wheel"].name, folder / files["lock"].name, scratch
                ),
                folder=folder,
                scratch=scratch,
            )
            current = add_snapshot(workshop, given.current, stdlib, self.rehearsal, self.report)
        replace(given, current=current).write()

    def _add_workers(self, snapshot: Path, folder: Path) -> None:
        given = _take_over(snapshot, folder)
        with self._workshop(folder) as scratch:
            workers = [
                bundle_worker(self.root, self.toolbox, each, folder, scratch)
                for each in (CURRENT, LEGACY)
            ]
        builds = [
            replace(build, files={"worker": worker, **build.files})
            for build, worker in zip((given.current, given.legacy), workers, strict=True)
        ]
        replace(given, current=builds[0], legacy=builds[1]).write()

    @contextmanager
    def _workshop(self, folder: Path) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(dir=folder.parent) as name:
            yield Path(name)


def build_runtime(
    root: Path, report: Callable[[str], None], rehearsal: Rehearsal = NOTHING
) -> RuntimeManifest:
    """Assemble the runtime of the project in ``root``, or take it from its cache.

    ``report`` is told, in a reader's words, of work that takes seconds. The files lie in the cache; ``publish()``
    of the manifest copies them to where they are served.

    ``rehearsal`` is answered before the snapshot is taken: what it loads need not be loaded in the browser, at
    the price of a new snapshot whenever it changes.
    """
    assembly = Assembly(
        root=root,
        toolbox=find_toolbox(root),
        cache=build_cache(root),
        rehearsal=rehearsal,
        report=report,
    )
    pyodides = assembly.pyodides()
    snapshot = assembly.snapshot(pyodides, assembly.libraries(pyodides))
    return read_manifest(assembly.whole(snapshot))


def _take_over(before: Path, folder: Path) -> RuntimeManifest:
    """Put the files of an earlier step into ``folder``, without using their space twice where that is possible."""
    given = read_manifest(before)
    for file in given.files:
        try:
            os.link(before / file.name, folder / file.name)
        except OSError:
            shutil.copyfile(before / file.name, folder / file.name)
    return replace(given, folder=folder)

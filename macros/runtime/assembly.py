"""The whole runtime, in three steps, each from the cache where nothing it is made of has changed."""

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
from .python import Rehearsal, Workshop, assemble_build, take_snapshot
from .scripts import SCRIPTS, SETTINGS, bundle_worker
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

    def libraries(self) -> Path:
        """Return the folder with both Pyodides, their libraries and the wheel: half a minute when it is new."""
        return self.cache.folder_for("libraries", self.library_key(), self._make_libraries)

    def library_key(self) -> str:
        """Return what changes with anything that the libraries are made from or by."""
        names = (CURRENT.package, LEGACY.package, "esbuild")
        packages = [self.toolbox.package(name).integrity for name in names]
        files = (
            *package_files(self.root / "qinglian_core"),
            *package_files(BUILDER),
            *package_files(TOOLS),
        )
        words = (*packages, *tool_versions(), packaging_words(self.root))
        return content_key(words, files, self.root)

    def snapshot(self, libraries: Path) -> Path:
        """Return the folder with the snapshot too: some seconds."""
        words = (libraries.name, self.rehearsal.label, *self.rehearsal.requests)
        key = content_key(words, (), self.root)
        return self.cache.folder_for(
            "snapshot", key, lambda folder: self._make_snapshot(libraries, folder)
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

    def _make_libraries(self, folder: Path) -> None:
        self.report("组装浏览器运行环境：核心与标准库（核心或 Pyodide 有变，约需二十秒）")
        with self._workshop(folder) as scratch:
            workshop = Workshop(
                toolbox=self.toolbox,
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

    def _make_snapshot(self, libraries: Path, folder: Path) -> None:
        self.report("组装浏览器运行环境：内存快照（约需几秒）")
        given = _take_over(libraries, folder)
        files = given.current.files
        with self._workshop(folder) as scratch:
            stdlib = scratch / "stdlib.zip"
            stdlib.write_bytes(gzip.decompress((folder / files["stdlib"].name).read_bytes()))
            workshop = Workshop(
                toolbox=self.toolbox,
                wheel=wheel_from(
                    folder / files["wheel"].name, folder / files["lock"].name, scratch
                ),
                folder=folder,
                scratch=scratch,
            )
            file, size = take_snapshot(workshop, CURRENT, files, stdlib, self.rehearsal)
        current = replace(
            given.current,
            files={**files, "snapshot": file},
            image=size,
            rehearsed=self.rehearsal.label,
        )
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
    return read_manifest(assembly.whole(assembly.snapshot(assembly.libraries())))


def _take_over(before: Path, folder: Path) -> RuntimeManifest:
    """Put the files of an earlier step into ``folder``, without using their space twice where that is possible."""
    given = read_manifest(before)
    for file in given.files:
        try:
            os.link(before / file.name, folder / file.name)
        except OSError:
            shutil.copyfile(before / file.name, folder / file.name)
    return replace(given, folder=folder)

"""A Pyodide that is laid out otherwise than expected: the build goes on without the gain, and says so."""

from __future__ import annotations

import gzip
import os
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from macros.runtime import NOTHING, snapshot
from macros.runtime.assembly import Assembly
from macros.runtime.distribution import CURRENT, NODE_SCRIPTS
from macros.runtime.emscripten import HEADER
from macros.runtime.python import Workshop
from macros.runtime.served import WASM, serve_pyodide
from macros.runtime.snapshot import PLAIN, WITH_DATA, add_snapshot
from macros.runtime.wheel import wheel_from
from macros.tools.cache import build_cache
from macros.tools.toolbox import find_toolbox

if TYPE_CHECKING:
    from pathlib import Path

    from macros.runtime import PyodideBuild, RuntimeManifest

pytestmark = pytest.mark.slow


@pytest.fixture
def workshop(root: Path, runtime: RuntimeManifest, tmp_path: Path) -> Workshop:
    """Return a workshop with a Pyodide of its own, which a test may change."""
    toolbox = find_toolbox(root)
    cache = build_cache(root)
    assembly = Assembly(root=root, toolbox=toolbox, cache=cache, rehearsal=NOTHING, report=print)
    pyodides, folder, scratch = (tmp_path / name for name in ("pyodides", "out", "scratch"))
    folder.mkdir()
    scratch.mkdir()
    shutil.copytree(assembly.pyodides(), pyodides, copy_function=os.link)
    files = runtime.current.files
    wheel, lock = (runtime.folder / files[role].name for role in ("wheel", "lock"))
    return Workshop(
        toolbox=toolbox,
        pyodides=pyodides,
        wheel=wheel_from(wheel, lock, scratch),
        folder=folder,
        scratch=scratch,
    )


def change(path: Path, old: str, new: str) -> None:
    """Put another file, in which a word is another, in the place of one that is in use elsewhere too."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.unlink()
    path.write_text(text.replace(old, new), encoding="utf-8")


def without_snapshot(runtime: RuntimeManifest) -> PyodideBuild:
    """Return the current build as it is before it is given a snapshot."""
    files = {
        role: file
        for role, file in runtime.current.files.items()
        if role not in {"snapshot", "data"}
    }
    return replace(runtime.current, files=files, image=0)


def added(workshop: Workshop, runtime: RuntimeManifest) -> tuple[PyodideBuild, list[str]]:
    """Return the build with what snapshot it could be given, and what was said meanwhile."""
    stdlib = workshop.scratch / "stdlib.zip"
    sent = (runtime.folder / runtime.current.files["stdlib"].name).read_bytes()
    stdlib.write_bytes(gzip.decompress(sent))
    told: list[str] = []
    return add_snapshot(workshop, without_snapshot(runtime), stdlib, NOTHING, told.append), told


def test_a_pyodide_that_takes_no_snapshots_is_served_without(
    workshop: Workshop, runtime: RuntimeManifest
) -> None:
    script = workshop.pyodide(CURRENT) / CURRENT.module
    change(script, "makeMemorySnapshot", "takeMemorySnapshot")
    build, (said,) = added(workshop, runtime)
    assert build == without_snapshot(runtime)
    assert said.startswith(f"{PLAIN}\nTypeError: ")


def test_a_pyodide_that_does_not_start_from_its_snapshot_is_served_without(
    workshop: Workshop, runtime: RuntimeManifest
) -> None:
    change(workshop.pyodide(CURRENT) / "pyodide.mjs", "_loadSnapshot", "_startSnapshot")
    build, (with_data, plain) = added(workshop, runtime)
    assert build == without_snapshot(runtime)
    assert with_data.startswith(f"{WITH_DATA}\n")
    assert plain.startswith(f"{PLAIN}\n")


@pytest.mark.thorough
def test_a_wasm_that_does_not_start_without_its_data_is_served_whole(
    workshop: Workshop, runtime: RuntimeManifest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "split_data", lambda _: (HEADER, b""))
    build, (said,) = added(workshop, runtime)
    sent = (workshop.folder / build.files["wasm"].name).read_bytes()
    assert gzip.decompress(sent) == (workshop.pyodide(CURRENT) / WASM).read_bytes()
    assert "data" not in build.files
    assert build.files["snapshot"] == runtime.current.files["snapshot"]
    assert said.startswith(f"{WITH_DATA}\n")


@pytest.mark.thorough
def test_a_module_that_does_not_start_when_trimmed_is_served_as_it_came(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("macros.runtime.served.trimmed_script", lambda *_: "export default 1;")
    monkeypatch.setattr("macros.runtime.served.trim_wasm", lambda *_: None)
    toolbox, told = find_toolbox(root), list[str]()
    serve_pyodide(toolbox, CURRENT, tmp_path / "served", told.append)
    given = toolbox.package(CURRENT.package).folder
    assert (tmp_path / "served" / WASM).read_bytes() == (given / WASM).read_bytes()
    toolbox.run_node(NODE_SCRIPTS / "try_module.mjs", tmp_path / "served")
    assert told[-1].startswith(
        "裁剪过的 Pyodide 不能启动，所以照原样发布：大一些、慢一些，结果一样\n"
    )

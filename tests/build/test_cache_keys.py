"""The keys of what the build keeps: whatever file a step uses, changing it changes the key."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from macros.documents.bundle import bundling
from macros.runtime import NOTHING, assembly
from macros.runtime.scripts import ENGINE, NODE_MODULES
from macros.tools.cache import Cache
from macros.tools.toolbox import find_toolbox

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCES = ("qinglian_core", "site_src/assets/js")
SINGLE = ("pyproject.toml", "package.json", "package-lock.json", "tsconfig.json")


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """Return a copy of the project's own sources, which a test may change."""
    folder = tmp_path / "project"
    for name in SOURCES:
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in SINGLE:
        shutil.copyfile(root / name, folder / name)
    (folder / "node_modules").symlink_to(root / "node_modules")
    return folder


@pytest.fixture
def programs(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the programs of the build, which are used instead of the true ones."""
    own = Path(assembly.__file__).parents[1]
    folder = project / "macros"
    shutil.copytree(own, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(assembly, "BUILDER", folder / "runtime")
    monkeypatch.setattr(assembly, "TOOLS", folder / "tools")
    monkeypatch.setattr(
        bundling,
        "PROGRAMS",
        [
            project / "qinglian_core",
            *(folder / name for name in ("documents", "runtime", "tools")),
        ],
    )
    return folder


def unnoticed(files: list[Path], key: Callable[[], str]) -> list[str]:
    """Return the files that can be changed without changing the key."""
    assert files
    before, found = key(), []
    for file in files:
        data = file.read_bytes()
        file.write_bytes(data + b" ")
        if key() == before:
            found.append(file.name)
        file.write_bytes(data)
    assert key() == before
    return found


def programs_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def assembly_of(project: Path) -> assembly.Assembly:
    return assembly.Assembly(
        root=project,
        toolbox=find_toolbox(project),
        cache=Cache(folder=project / "cache"),
        rehearsal=NOTHING,
        report=lambda _: None,
    )


def test_the_libraries_follow_the_core_and_every_program_that_makes_them(
    project: Path, programs: Path
) -> None:
    core = (project / "qinglian_core").rglob("*.py")
    files = [*core, *programs_in(programs / "runtime"), *programs_in(programs / "tools")]
    assert "boot.mjs" in {file.name for file in files}
    assert unnoticed(files, assembly_of(project).library_key) == []


def test_the_exports_follow_every_program_that_packs_them(project: Path, programs: Path) -> None:
    files = [
        *(project / "qinglian_core").rglob("*.py"),
        *programs_in(programs / "documents"),
        *programs_in(programs / "runtime"),
        *programs_in(programs / "tools"),
    ]
    toolbox = find_toolbox(project)
    assert unnoticed(files, lambda: bundling.bundle_key(project, toolbox)) == []


def test_the_workers_follow_every_script_in_them(project: Path, tmp_path: Path) -> None:
    described = tmp_path / "described.json"
    toolbox = find_toolbox(project)
    toolbox.run_esbuild(
        *(project / ENGINE / f"worker-{role}.js" for role in ("current", "legacy")),
        *("--bundle", "--format=esm", f"--outdir={tmp_path / 'out'}"),
        *(f"--external:{name}" for name in NODE_MODULES),
        f"--metafile={described}",
    )
    inputs = json.loads(described.read_bytes())["inputs"]
    used = [(project / name).resolve() for name in inputs]
    own = [path for path in used if path.is_relative_to(project.resolve())]
    assert {"sources.js", "worker-current.js"} <= {path.name for path in own}
    made = assembly_of(project)
    assert unnoticed(own, lambda: made.worker_key(Path("snapshot"))) == []

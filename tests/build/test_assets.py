"""Scripts and style sheets, bundled by esbuild."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from macros.site.assets import (
    BLOCKING,
    MODULES,
    SETTINGS,
    SHEETS,
    SOURCES,
    Scripts,
    bundle,
    bundled,
    site_assets,
)
from macros.tools.toolbox import ToolError, find_toolbox

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """Return a copy of the scripts and style sheets, which a test may change, with an empty cache."""
    folder = tmp_path / "project"
    shutil.copytree(root / SOURCES, folder / SOURCES)
    for name in SETTINGS:
        shutil.copyfile(root / name, folder / name)
    (folder / "node_modules").symlink_to(root / "node_modules")
    return folder


def test_one_file_an_entry_the_same_for_the_same_sources(project: Path) -> None:
    first = site_assets(project)
    assert first.paths == tuple(sorted((*MODULES, *BLOCKING, *SHEETS)))
    shutil.rmtree(project / ".cache")
    assert site_assets(project) == first


def test_classic_scripts_have_no_imports_or_exports(project: Path, tmp_path: Path) -> None:
    bundle(find_toolbox(project), MODULES, tmp_path / "classic", Scripts.CLASSIC)
    for path in MODULES:
        text = (tmp_path / "classic" / path).read_text(encoding="utf-8")
        assert text.startswith(("(()=>{", '"use strict";'))


def test_bundles_are_made_anew_for_every_source_and_setting_and_for_no_other_reason(
    project: Path,
) -> None:
    made: list[Path] = []

    def ask() -> None:
        bundled(project, "trial", lambda _, folder: made.append(folder))

    files = [path for path in (project / SOURCES).rglob("*") if path.is_file()]
    assert project / SOURCES / "js" / "site.js" in files
    for path in (*files, *(project / name for name in SETTINGS)):
        data = path.read_bytes()
        path.write_bytes(data + b" ")
        before = len(made)
        ask()
        assert len(made) == before + 1, path
        path.write_bytes(data)
    for _ in range(2):
        ask()
    assert len(made) == before + 2


def test_bundling_is_fast_enough_to_run_at_every_change(project: Path) -> None:
    before = os.times()
    site_assets(project)
    spent = [now - then for now, then in zip(os.times()[:4], before[:4], strict=True)]
    assert 0 < sum(spent) < 5  # 处理器花的时间，与机器忙不忙无关


def test_a_broken_source_is_told_with_its_place(project: Path) -> None:
    script = project / "site_src/assets/js/site.js"
    script.write_text("const = 1;\n", encoding="utf-8")
    with pytest.raises(ToolError, match=r"site_src/assets/js/site\.js:1:6"):
        site_assets(project)

"""Scripts and style sheets, bundled by esbuild."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from macros.site.assets import (
    BLOCKING,
    MODULES,
    SHEETS,
    AssetError,
    Scripts,
    build_assets,
    cached_assets,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_one_file_an_entry_the_same_for_the_same_sources(root: Path, tmp_path: Path) -> None:
    first = build_assets(root, tmp_path / "first")
    assert first.paths == tuple(sorted((*MODULES, *BLOCKING, *SHEETS)))
    assert build_assets(root, tmp_path / "second").version == first.version


def test_classic_scripts_have_no_imports_or_exports(root: Path, tmp_path: Path) -> None:
    made = build_assets(root, tmp_path, Scripts.CLASSIC)
    for path in made.paths:
        if path.endswith(".js"):
            assert (
                (made.folder / path)
                .read_text(encoding="utf-8")
                .startswith(("(()=>{", '"use strict";'))
            )


def test_what_an_earlier_build_left_is_gone(root: Path, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "stale.js").write_text("", encoding="utf-8")
    assert "assets/stale.js" not in build_assets(root, tmp_path).paths


def test_versions_in_the_cache_do_not_disturb_each_other(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "site_src", tmp_path / "site_src")
    (tmp_path / "node_modules").symlink_to(root / "node_modules")
    before = cached_assets(tmp_path)
    assert cached_assets(tmp_path) == before
    with (tmp_path / "site_src/assets/css/site.css").open("a", encoding="utf-8") as sheet:
        sheet.write("a { color: red; }\n")
    after = cached_assets(tmp_path)
    assert after.version != before.version
    assert (before.folder / "assets/css/site.css").is_file()
    assert sorted(path.name for path in (tmp_path / ".cache/assets").iterdir()) == sorted(
        [before.version, after.version]
    )


def test_bundling_is_fast_enough_to_run_at_every_change(root: Path, tmp_path: Path) -> None:
    before = os.times()
    build_assets(root, tmp_path)
    spent = [now - then for now, then in zip(os.times()[:4], before[:4], strict=True)]
    assert 0 < sum(spent) < 5  # 处理器花的时间，与机器忙不忙无关


def test_a_broken_source_is_told_with_its_place(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "site_src", tmp_path / "site_src")
    (tmp_path / "node_modules").symlink_to(root / "node_modules")
    script = tmp_path / "site_src/assets/js/site.js"
    script.write_text("const = 1;\n", encoding="utf-8")
    with pytest.raises(AssetError, match=r"site_src/assets/js/site\.js:1:6"):
        build_assets(tmp_path, tmp_path / "out")

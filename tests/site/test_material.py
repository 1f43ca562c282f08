"""Material's style sheet is found under whatever name, and missed with words where it is not there."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import load_config
from mkdocs.utils import get_theme_dir

from macros.site.material import material_folders, text_sheet


def test_the_sheet_is_found_whatever_its_name(tmp_path: Path) -> None:
    told: list[str] = []
    sheet = text_sheet([str(tmp_path), get_theme_dir("material")], told.append)
    ((path, source),) = sheet.items()
    assert path.startswith("assets/stylesheets/main.")
    assert source == Path(get_theme_dir("material"), path)
    assert told == []


def test_a_material_that_is_laid_out_otherwise_is_told_and_does_without(tmp_path: Path) -> None:
    told: list[str] = []
    sheets = tmp_path / "assets" / "stylesheets"
    sheets.mkdir(parents=True)
    assert text_sheet([str(tmp_path)], told.append) == {}
    for name in ("main.1.min.css", "main.2.min.css"):
        (sheets / name).write_text("", encoding="utf-8")
    assert text_sheet([str(tmp_path)], told.append) == {}
    words = (
        "Material 变了样，没有找到预期的一份 assets/stylesheets/main.*.min.css：网站照常生成，"
        "只是正文、表格用浏览器自带的样式（见 macros/site/material.py）"
    )
    assert told == [words, words]


def test_mkdocs_does_not_look_through_what_material_brings(root: Path) -> None:
    assert material_folders() == [get_theme_dir("material")]
    config = load_config(str(root / "mkdocs.yml"))
    assert get_theme_dir("material") in config.theme.dirs
    config.plugins.on_config(config)
    assert [Path(folder).name for folder in config.theme.dirs] == ["overrides", "templates"]
    assert get_theme_dir("material") not in config.theme.dirs

"""A folder that has only the criteria and the settings: everything else is lent by this project."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import yaml

from macros.commands import CommandError
from macros.commands.cli import main
from macros.commands.shared import workshop as workshops
from macros.commands.shared.project import check_settings
from macros.commands.shared.workshop import workshop
from tests.build.cases import CASES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """Return a folder with ``rubric/`` and ``mkdocs.yml`` only."""
    return shutil.copytree(CASES / "valid" / "four-columns", tmp_path / "细则")


def test_the_project_is_its_own_workshop(root: Path) -> None:
    assert workshop(root) == root


@pytest.mark.parametrize("times", [1, 2])
def test_what_is_missing_is_lent(root: Path, alone: Path, times: int) -> None:
    for _ in range(times):
        made = workshop(alone)
    assert (made / "site_src").resolve() == root / "site_src"
    assert (made / "rubric").resolve() == alone / "rubric"
    assert not (made / ".git").exists()
    settings = yaml.safe_load((made / "mkdocs.yml").read_text("utf-8"))
    own = yaml.safe_load((alone / "mkdocs.yml").read_text("utf-8"))
    assert settings["site_name"] == own["site_name"]
    assert settings["docs_dir"] == "site_src"
    assert sorted(path.name for path in alone.iterdir()) == [".cache", "mkdocs.yml", "rubric"]
    assert (root / "rubric" / "jiyuan").is_dir()


def test_its_pages_are_written_with_the_settings_lent(alone: Path, tmp_path: Path) -> None:
    assert main(["--root", str(alone), "pages", str(tmp_path / "pages")]) == 0
    overview = (tmp_path / "pages" / "docs" / "criteria" / "index.md").read_text("utf-8")
    assert "全部3条" in overview
    assert "检查内容" not in overview  # 各行没有标题，就没有这一栏


def test_the_frame_is_the_one_that_is_lent(root: Path, alone: Path) -> None:
    (alone / "mkdocs.yml").write_text("theme:\n  name: material\n", encoding="utf-8")
    settings = check_settings(workshop(alone))
    assert settings["theme"] == check_settings(root)["theme"]


def test_no_settings_are_settings(alone: Path) -> None:
    (alone / "mkdocs.yml").write_text("", encoding="utf-8")
    assert check_settings(alone) == {}
    assert check_settings(workshop(alone))["docs_dir"] == "site_src"


@pytest.mark.parametrize("name", ["rubric", "mkdocs.yml"])
def test_what_the_folder_has_to_have_is_said(alone: Path, name: str) -> None:
    path = alone / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(CommandError) as error:
        workshop(alone)
    assert str(error.value) == (f"{alone} 里没有 {name}；只放细则的文件夹要有 rubric、mkdocs.yml")


def test_a_program_that_cannot_lend_anything_says_so(
    alone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshops, "PROGRAM", tmp_path)
    with pytest.raises(CommandError, match="里只有细则，没有做网站要用的文件"):
        workshop(alone)

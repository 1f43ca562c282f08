"""The site a release later, and servers for both releases."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest

from macros.publishing.building import build_site
from tests.build.projects import edit
from tests.offline.nginx import serving
from tests.once import made_once

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEW_WORD = "玲珑剔透"
"""Stands nowhere in the criteria; the later release has it on a page and in its search."""
_CHANGED = "rubric/jiyuan/items/13.yaml"
_ANCHOR = "orientation: "


@pytest.fixture(scope="session")
def later_site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site after somebody changed a sentence in YAML."""
    later = made_once(tmp_path_factory, "later", partial(build_later, root))
    return later / "built"


def build_later(root: Path, project: Path) -> Path:
    """Build the site after somebody changed a sentence in YAML, from a ``project`` of its own."""
    project.mkdir()
    for entry in root.iterdir():
        if entry.name not in {"rubric", "site", ".git", "dist"}:
            (project / entry.name).symlink_to(entry)
    shutil.copytree(root / "rubric", project / "rubric")
    changed = project / _CHANGED
    assert NEW_WORD not in changed.read_text(encoding="utf-8")
    edit(changed, _ANCHOR, f"{_ANCHOR}{NEW_WORD}。")
    build_site(project, project / "built")
    return project / "built"


def deploy(www: Path, release: Path) -> None:
    """Publish ``release`` below ``/qinglian/`` in one step, as a careful publisher does."""
    fresh = www / "fresh"
    fresh.symlink_to(release)
    fresh.replace(www / "qinglian")


@pytest.fixture
def www(tmp_path: Path, site: Path) -> Path:
    """Return the folder of a web server that publishes the site below ``/qinglian/``."""
    folder = tmp_path / "www"
    folder.mkdir()
    deploy(folder, site)
    return folder


@pytest.fixture
def port(www: Path, tmp_path: Path) -> Iterator[int]:
    """Return the port of a stock nginx that serves ``www``."""
    with serving(www, tmp_path / "nginx") as port:
        yield port

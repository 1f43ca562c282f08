"""The built HTML: valid, and without a barrier that axe can find."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.axe import ALL, COLOURS, COLOURS_AND_SIZES, SIZES, Look, barriers, overflowing, show
from tests.offline.pages import SOME_OR_ALL, page_paths
from tests.site.conftest import READING

if TYPE_CHECKING:
    from tests.offline.pages import Some
    from tests.site.conftest import Opened


@pytest.mark.parametrize("some", SOME_OR_ALL)
def test_html_is_valid(root: Path, site: Path, tmp_path: Path, some: Some) -> None:
    """The rules left out are of style, and one that asks every form for a submit button: ours score as one answers."""
    venv = str(Path(sys.executable).parent)
    report = tmp_path / "report.json"
    subprocess.run(
        [
            str(root / "node_modules/.bin/html-validate"),
            "--config",
            str(root / "tests/site/htmlvalidate.json"),
            "--formatter",
            f"json={report}",
            str(site / "404.html"),
            *(str(site / path / "index.html") for path in some(page_paths(site))),
        ],
        check=False,
        env={**os.environ, "PATH": os.pathsep.join((venv, os.environ["PATH"]))},
    )
    found = [
        f"{Path(file['filePath']).relative_to(site)}:{fault['line']}: {fault['ruleId']} {fault['message']}"
        for file in json.loads(report.read_text(encoding="utf-8"))
        for fault in file["messages"]
    ]
    assert found == []


LOOKS = (
    Look(width=1280, rules=ALL),
    Look(width=390, rules=ALL),
    Look(width=320, rules=SIZES),
    Look(width=390, rules=COLOURS, scheme="dark"),
    Look(width=1280, rules=COLOURS, scheme="dark"),
)
SOME_LOOKS = (LOOKS[0], Look(width=390, rules=COLOURS_AND_SIZES, scheme="dark"))


@pytest.mark.browser
@pytest.mark.parametrize(
    "looks",
    [SOME_LOOKS, pytest.param(LOOKS, marks=pytest.mark.thorough)],
    ids=["some looks", "every look"],
)
@pytest.mark.parametrize("path", READING)
def test_axe_finds_no_barrier(opened: Opened, path: str, looks: tuple[Look, ...]) -> None:
    with opened(path) as page:
        for look in looks:
            show(page, look)
            assert barriers(page, rules=look.rules) == [], look
            assert overflowing(page) == [], look

"""The built HTML: valid, and without a barrier that axe can find."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.axe import ALL, COLOURS, SIZES, barriers, overflowing
from tests.site.conftest import READING

if TYPE_CHECKING:
    from tests.site.conftest import Opened


def test_html_is_valid(root: Path, site: Path, tmp_path: Path) -> None:
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
            str(site / "**/*.html"),
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


@pytest.mark.browser
@pytest.mark.parametrize("path", READING)
def test_axe_finds_no_barrier(opened: Opened, path: str) -> None:
    with opened(path, color_scheme="light") as page:
        for width, rules in ((1280, ALL), (390, ALL), (320, SIZES)):
            page.set_viewport_size({"width": width, "height": 900})
            assert barriers(page, rules=rules) == [], width
            assert overflowing(page) == [], width
        page.emulate_media(color_scheme="dark")
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert barriers(page, rules=COLOURS) == [], width

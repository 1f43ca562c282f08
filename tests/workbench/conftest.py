"""The workbench as a published site brings it: in the Python that browsers start."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from macros.tools.toolbox import find_toolbox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Asked = Callable[[Sequence[dict[str, object]]], "Answers"]

PYTHON = Path(__file__).parent / "python.mjs"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """What Python replied to each request, and the folder with what it made."""

    replies: list[Any]
    folder: Path


@pytest.fixture
def asked(site: Path, root: Path, tmp_path: Path) -> Asked:
    """Return a function that puts requests to the Python of the site."""
    text = (site / "maintain" / "index.html").read_text(encoding="utf-8")
    made = BeautifulSoup(text, "html.parser").select_one("[data-made-with]")
    assert made is not None
    page, given = tmp_path / "page.json", tmp_path / "requests.json"
    page.write_text(made.text, encoding="utf-8")

    def asking(requests: Sequence[dict[str, object]]) -> Answers:
        given.write_text(json.dumps(requests), encoding="utf-8")
        out = tmp_path / "answers"
        out.mkdir()
        done = subprocess.run(
            [find_toolbox(root).node, PYTHON, site, page, tmp_path, given, out],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        replies = json.loads((out / "replies.json").read_text(encoding="utf-8"))
        return Answers(replies=replies, folder=out)

    return asking

"""The same revision as Word, WPS and Excel hold it: the same lineage, and ``verify`` agrees at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from macros.commands.cli import main
from tests.importing.documents import from_excel, from_word, from_wps
from tests.revision import NEWER, import_source, truth, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WAYS = {"修订.docx": from_word, "WPS.docx": from_wps, "修订.xlsx": from_excel}


@pytest.mark.parametrize("name", WAYS)
def test_every_way_to_hold_it_gives_the_same_edition(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make: Callable[[], bytes] = WAYS[name]
    root = write_project(tmp_path / "project")
    source = tmp_path / name
    source.write_bytes(make())
    assert import_source(root, source) == 0
    plain = yaml.safe_load((root / "rubric" / NEWER / "lineage.yaml").read_text("utf-8"))
    found = {entry["new"]: entry.get("old", []) for entry in plain["clauses"]}
    assert found == {entry["new"]: entry.get("old", []) for entry in truth().clauses}
    assert main(["--root", str(root), "verify", str(source), "--edition", NEWER]) == 0
    assert "14项、44条" in capsys.readouterr().out
    assert main(["--root", str(root), "check"]) == 0

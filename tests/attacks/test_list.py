"""The list of attacks: every test that it names is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def test_every_test_that_the_list_names_is_there(root: Path) -> None:
    named = set(re.findall(r"`(test_\w+)`", (root / "docs/attacks.md").read_text(encoding="utf-8")))
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in (root / "tests").rglob("test_*.py")
    )
    defined = set(re.findall(r"^def (test_\w+)\(", code, re.MULTILINE))
    own = {path.stem for path in (root / "tests/attacks").glob("test_*.py")}
    assert len(named) > 25
    assert named - defined == set()
    assert own >= {
        "test_answers",
        "test_changed_files",
        "test_documents",
        "test_pages",
        "test_texts",
    }

"""A copy of the project that a test may change: its rubrics and settings are real files, the rest are links."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from macros.loading.editions import decode_edition
from macros.loading.folders import read_edition
from macros.loading.sealing import SEAL, seal_text

if TYPE_CHECKING:
    from pathlib import Path

OWN = {"rubric", "site", "mkdocs.yml", ".git"}
"""What is not linked."""


def register(rubric: Path, **states: str) -> None:
    """Write the registry of the editions in ``rubric``, oldest first, and the seals; each is labelled by its id."""
    entries = [
        f"  - {{id: {name}, label: {name}, state: {state}}}\n" for name, state in states.items()
    ]
    text = f"format: 1\neditions:\n{''.join(entries)}"
    (rubric / "editions.yaml").write_text(text, encoding="utf-8")
    for name, state in states.items():
        if state == "frozen" and (rubric / name).is_dir():
            seal(rubric / name)


def edit(path: Path, old: str, new: str) -> None:
    """Put ``new`` in the place of ``old``, which must stand in the file exactly once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def seal(edition: Path) -> None:
    """Seal an edition as it is now, whatever is registered."""
    rubric = decode_edition(read_edition(edition, edition.parent.parent))
    (edition / SEAL).write_text(seal_text(rubric), encoding="utf-8")


def copy_project(root: Path, folder: Path, *rubrics: Path) -> Path:
    """Return a copy, in ``folder``, of the project at ``root`` with what lies in ``rubrics`` instead of its own."""
    project = folder / "project"
    project.mkdir()
    for path in root.iterdir():
        if path.name not in OWN:
            (project / path.name).symlink_to(path)
    shutil.copy(root / "mkdocs.yml", project)
    for rubric in rubrics:
        shutil.copytree(rubric, project / "rubric", dirs_exist_ok=True)
    return project

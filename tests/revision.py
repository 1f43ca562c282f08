"""A project with two editions: the published one, and the invented second one of ``tests/cases/revision``."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from macros.commands.cli import main
from tests.build.cases import CASES
from tests.build.projects import edit

ROOT = Path(__file__).resolve().parent.parent
REVISION = CASES / "revision"
SOURCE = REVISION / "criteria.txt"
OLDER, NEWER = "jiyuan", "jiyuan-2"

_REVIEW = re.compile(r"^( *)review:\n(?:\1 +.*\n)+", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Truth:
    """What every clause of the second edition comes from (``new``, ``old``, ``kind``), and what is gone."""

    clauses: tuple[dict[str, object], ...]
    gone: tuple[str, ...]


@cache
def truth() -> Truth:
    """Return the truth table."""
    found = yaml.safe_load((REVISION / "truth.yaml").read_text(encoding="utf-8"))
    return Truth(clauses=tuple(found["clauses"]), gone=tuple(found["gone"]))


@cache
def edits() -> tuple[dict[str, str], ...]:
    """Return what is changed by hand after the import: ``file``, ``old`` words and ``new`` ones."""
    return tuple(yaml.safe_load((REVISION / "edits.yaml").read_text(encoding="utf-8")))


def write_project(root: Path) -> Path:
    """Write a project at ``root`` that has only the published edition; return ``root``."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "rubric", root / "rubric")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


def import_source(root: Path, source: Path = SOURCE) -> int:
    """Import ``source`` into the project at ``root`` as the second edition."""
    return main(["--root", str(root), "import", str(source), "--from", OLDER, "--to", NEWER])


def write_revision(root: Path, *, current: bool = False) -> Path:
    """Write a project with both editions at ``root``; return ``root``.

    The second edition is a draft with its review marks, or, with ``current``, reviewed and published, the first one
    frozen.
    """
    write_project(root)
    assert import_source(root) == 0
    if current:
        publish(root)
    return root


def publish(root: Path) -> None:
    """Do what is left by hand after the import, take out all marks, make the second edition the current one."""
    for one in edits():
        edit(root / "rubric" / NEWER / one["file"], one["old"], one["new"])
    for path in (root / "rubric" / NEWER).rglob("*.yaml"):
        path.write_text(_REVIEW.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert main(["--root", str(root), "freeze", OLDER, "--next", NEWER]) == 0

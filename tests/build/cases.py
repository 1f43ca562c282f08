"""Cases: small rubrics that are right, or wrong in one way each.

An invalid case is the base rubric (``tests/cases/base``, or what its ``base.txt`` names there) with what its folder
says: ``change.diff`` edits files,
``files/`` puts files in place byte by byte, ``remove.txt`` names files to take away. ``expected.txt`` is all
that ``qinglian check`` then writes to stderr.

``change.diff`` is read by people first: a file's path on a line of its own, below it ``-`` lines to find and
``+`` lines to put there (``+`` alone: at the end of the file), hunks parted by an empty line.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).resolve().parent.parent / "cases"
BASE = CASES / "base"


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One folder below tests/cases/invalid."""

    folder: Path

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.folder.name

    @property
    def expected(self) -> Path:
        """The file with what the check must say."""
        return self.folder / "expected.txt"

    def write(self, root: Path) -> None:
        """Write the whole project of the case below ``root``."""
        (base,) = _lines(self.folder / "base.txt")[:1] or ["base"]
        shutil.copytree(CASES / base, root, dirs_exist_ok=True)
        for name in filter(None, _lines(self.folder / "remove.txt")):
            path = root / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        for hunk in _hunks(_lines(self.folder / "change.diff")):
            hunk.apply(root)
        if (self.folder / "files").is_dir():
            shutil.copytree(self.folder / "files", root, dirs_exist_ok=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Hunk:
    """One replacement in one file."""

    file: str
    old: str
    new: str

    def apply(self, root: Path) -> None:
        path = root / self.file
        text = "\n" + path.read_text(encoding="utf-8")
        if self.old:
            found = text.count("\n" + self.old)
            assert found == 1, f"{self.file}: {found} places for\n{self.old}"
            text = text.replace("\n" + self.old, "\n" + self.new)
        else:
            text += self.new
        path.write_text(text[1:], encoding="utf-8", newline="\n")


def _hunks(lines: list[str]) -> Iterator[_Hunk]:
    file = ""
    for blank, block in groupby(lines, key=lambda line: not line):
        changes = list(block)
        if blank:
            continue
        if changes[0][0] not in "+- ":
            file = changes.pop(0)
        yield _Hunk(file=file, old=_side(changes, "- "), new=_side(changes, "+ "))


def _side(changes: list[str], signs: str) -> str:
    return "".join(f"{line[1:]}\n" for line in changes if line[0] in signs)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n") if path.exists() else []


def invalid_cases() -> list[Case]:
    """Return every invalid case, by name."""
    return [Case(folder=path) for path in sorted((CASES / "invalid").iterdir()) if path.is_dir()]


def valid_cases() -> list[Path]:
    """Return the project folder of every valid case, by name."""
    return [path for path in sorted((CASES / "valid").iterdir()) if path.is_dir()]

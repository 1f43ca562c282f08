"""What a site was made of: the commit and the sources, said without a path of the machine."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from macros.tools.cache import package_files
from macros.tools.git import git

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCES = (
    *("macros", "mkdocs.yml", "package-lock.json", "package.json", "pyproject.toml"),
    *("qinglian_core", "requirements.lock", "rubric", "site_src", "tsconfig.json"),
)
"""All that a site is made of or by, in the folder of the project, in the order in which the digest takes it."""
_PROGRAM = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where a site comes from: ``commit`` is empty where none is known.

    ``sources`` is empty where the commit says all; else the digest of the sources, which are not those of a commit.
    ``program`` is empty but for a site that was made in a browser: the digest of the package by which it was made,
    which lies in it; ``sources`` is then the digest of the criteria alone, which lie in it too.
    """

    commit: str
    sources: str
    program: str = ""


def origin_of(root: Path) -> Origin:
    """Return the origin of a site that is built from ``root`` now."""
    commit = _commit(root)
    whole = commit and not git(root, "status", "--porcelain", "--", *SOURCES)
    return Origin(commit=commit, sources="" if whole else sources_digest(root))


def sources_digest(root: Path) -> str:
    """Return the digest of the sources in ``root``: of the lines that ``sha256sum`` prints for them."""
    total = sha256()
    for path in _source_files(root):
        name = path.relative_to(root).as_posix()
        total.update(f"{sha256(path.read_bytes()).hexdigest()}  {name}\n".encode())
    return total.hexdigest()


def criteria_digest(files: Mapping[str, str]) -> str:
    """Return the digest of criteria as they are published: of the lines that ``sha256sum`` prints for their files."""
    lines = (f"{sha256(files[name].encode()).hexdigest()}  {name}\n" for name in sorted(files))
    return sha256("".join(lines).encode()).hexdigest()


def _source_files(root: Path) -> list[Path]:
    places = [place for place in (root / name for name in SOURCES) if place.exists()]
    return [
        file for place in places for file in (package_files(place) if place.is_dir() else [place])
    ]


def _commit(root: Path) -> str:
    """Return the commit that is checked out in ``root``; nothing where the program that runs is not the one there."""
    if root.resolve() != _PROGRAM:
        return ""
    place = git(root, "rev-parse", "--show-toplevel")
    return git(root, "rev-parse", "HEAD") if place and Path(place).resolve() == _PROGRAM else ""

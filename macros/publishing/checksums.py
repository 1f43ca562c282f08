"""The list of all files of a site with their digests, as ``sha256sum`` writes it and checks it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from macros.offline import CHECKSUMS

if TYPE_CHECKING:
    from pathlib import Path


def write_checksums(site: Path) -> None:
    """Write the list of the ``site``, finished but for the list itself and for the mark of its folder."""
    lines = [f"{digest}  {name}\n" for name, digest in sorted(digests_of(site).items())]
    (site / CHECKSUMS).write_text("".join(lines), encoding="utf-8", newline="")


def digests_of(site: Path) -> dict[str, str]:
    """Return the digest of every file of ``site``, by path."""
    files = (path for path in site.rglob("*") if path.is_file())
    return {
        path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files
    }


def read_checksums(site: Path) -> dict[str, str]:
    """Return the list that ``site`` carries, digest by path; empty where it carries none."""
    if not (site / CHECKSUMS).is_file():
        return {}
    lines = (site / CHECKSUMS).read_text(encoding="utf-8", errors="replace").splitlines()
    pairs = (line.partition("  ") for line in lines)
    return {name: digest for digest, found, name in pairs if found}

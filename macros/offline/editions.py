"""Whose files those of a built site are: the current edition's, its lasting addresses, or an older edition's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DATA = "assets/data"
MODEL = "rubric.json"
"""The data of an edition for other programs, which every edition has at its home."""
_NAMING = ("index.html", "self-check/index.html")
"""Pages that together name all data of their edition."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteEditions:
    """Files that the current edition can do without: ``older`` ones, and the ``twins`` of pages at the root.

    A twin is a page at its lasting address; it is told with the page at the root that says the same.
    """

    twins: dict[str, str]
    older: frozenset[str]


def site_editions(site: Path) -> SiteEditions:
    """Tell the files of the built ``site`` apart."""
    homes = [model.parent for model in site.glob(f"*/{MODEL}")]
    older = [file for home in homes for file in home.rglob("*") if file.is_file()]
    if homes:
        own = "".join((site / page).read_text(encoding="utf-8") for page in _NAMING)
        older += [file for file in (site / DATA).iterdir() if file.name not in own]
    return SiteEditions(
        twins=_twins(site), older=frozenset(file.relative_to(site).as_posix() for file in older)
    )


def _twins(site: Path) -> dict[str, str]:
    model = site / MODEL
    if not model.is_file():
        return {}
    lasting = site / json.loads(model.read_text(encoding="utf-8"))["id"]
    return {
        page.relative_to(site).as_posix(): page.relative_to(lasting).as_posix()
        for page in sorted(lasting.rglob("*.html"))
    }

"""Where pages lie, and how one leads to another: always relative, so that a site works in any folder."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import quote


def item_path(item: str) -> str:
    """Return where the page of an item lies inside its edition: ``criteria/09/``."""
    return f"criteria/{item.zfill(2) if item.isdecimal() else item}/"


def clause_anchor(clause: str) -> str:
    """Return the anchor of a clause: ``c13-4``."""
    return f"c{clause.replace('.', '-')}"


def clause_path(item: str, clause: str) -> str:
    """Return where a clause stands inside its edition: ``criteria/13/#c13-4``."""
    return f"{item_path(item)}#{clause_anchor(clause)}"


def row_anchor(clause: str) -> str:
    """Return the anchor of a clause's row in the table: ``row-13-4``."""
    return f"row-{clause.replace('.', '-')}"


def item_anchor(item: str) -> str:
    """Return the anchor of an item on a page that holds all of them: ``item-13``."""
    return f"item-{item.replace('.', '-')}"


def gap_anchor(gap: str) -> str:
    """Return the anchor of a question that the document leaves open, on the page of the method."""
    return f"gap-{gap}"


def source_path(page: str) -> str:
    """Return the Markdown file of the page at ``page``: ``criteria/09/`` → ``criteria/09/index.md``.

    Each in the folder in which it is published: generators that take links for those of the file find them right too.
    """
    return f"{page}index.md"


@dataclass(frozen=True, kw_only=True, slots=True)
class Viewpoint:
    """A page, as the place that links start from; ``path`` is its folder inside its edition.

    An edition that lies at the root of the site only while it is current has its criteria once more in the folder
    ``lasting``, where they stay. ``folder`` is ``lasting`` for a page there; what it links to lies at the root.
    """

    path: str
    lasting: str = ""
    folder: str = ""

    def to(self, target: str) -> str:
        """Return the relative address of ``target`` (a path inside the edition, with or without ``#…``)."""
        path, mark, _ = target.partition("#")
        return self._way(target, self.folder if mark and path == self.path else "")

    def _way(self, target: str, folder: str) -> str:
        """Return the relative address of ``target`` in that ``folder`` of the edition."""
        path, mark, fragment = target.partition("#")
        anchor = f"#{quote(fragment)}" if mark else ""
        if mark and (path, folder) == (self.path, self.folder):
            return anchor
        step = posixpath.relpath(folder + path or ".", self.folder + self.path or ".")
        slash = "/" if not path or path.endswith("/") else ""
        return quote(step) + slash + anchor

    def to_item(self, item: str) -> str:
        """Return the address of an item's page."""
        return self.to(item_path(item))

    def to_clause(self, item: str, clause: str) -> str:
        """Return the address of a clause on its item's page."""
        return self.to(clause_path(item, clause))

    def to_lasting_clause(self, item: str, clause: str) -> str:
        """Return the address at which a clause stays, whichever edition is current."""
        return self._way(clause_path(item, clause), self.lasting)

"""What of a site is the same whatever the criteria say, and takes programs beside Python to make.

Where these programs are, it is made, or taken from the cache (``ownproducts.py``); in a browser, where none are, it is
taken over from the site that is published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from macros.documents.bundle.manifest import ExportsManifest
    from macros.runtime import Rehearsal, RuntimeManifest

    from .assets import Assets
    from .components import Parts
    from .workbench import WorkbenchManifest


class Products(Protocol):
    """What is given ready to whoever puts a site together."""

    def assets(self) -> Assets:
        """Return the scripts and style sheets of the pages."""

    def runtime(self, rehearsal: Rehearsal) -> RuntimeManifest:
        """Return Python for the browser, which has answered ``rehearsal`` already where that can be."""

    def exports(self) -> ExportsManifest:
        """Return the part of Python that makes documents in the browser."""

    def classic_scripts(self) -> Path:
        """Return the folder with the scripts of the copy that opens by double click."""

    def worker_script(self) -> Path:
        """Return the folder with the service worker."""

    def workbench(self) -> WorkbenchManifest:
        """Return the program with which a site is made in the browser."""

    def parts(self) -> Parts:
        """Return what all this, and the site, is made from and by."""

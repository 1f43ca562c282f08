"""Products made here, by the programs of the toolbox."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.documents.bundle.bundling import build_exports
from macros.runtime import NOTHING, build_runtime

from .assets import classic_scripts, site_assets, worker_script
from .components import parts_of
from .workbench import build_workbench

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from macros.documents.bundle.manifest import ExportsManifest
    from macros.runtime import Rehearsal, RuntimeManifest

    from .assets import Assets
    from .components import Parts
    from .workbench import WorkbenchManifest


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnProducts:
    """Products made in the project in ``root``; ``report`` is told of long work. All raise ``ToolError``.

    Where ``rehearsed`` is false, Python starts from the snapshot that fits any criteria, as in a site made in a browser.
    """

    root: Path
    report: Callable[[str], None]
    rehearsed: bool = True

    def assets(self) -> Assets:
        """See ``Products``."""
        return site_assets(self.root)

    def runtime(self, rehearsal: Rehearsal) -> RuntimeManifest:
        """See ``Products``."""
        return build_runtime(self.root, self.report, rehearsal if self.rehearsed else NOTHING)

    def exports(self) -> ExportsManifest:
        """See ``Products``."""
        return build_exports(self.root, self.report)

    def classic_scripts(self) -> Path:
        """See ``Products``."""
        return classic_scripts(self.root)

    def worker_script(self) -> Path:
        """See ``Products``."""
        return worker_script(self.root)

    def workbench(self) -> WorkbenchManifest:
        """See ``Products``."""
        return build_workbench(self.root, self.report)

    def parts(self) -> Parts:
        """See ``Products``."""
        return parts_of(self.root)

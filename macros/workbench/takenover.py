"""The products of a site that is published, taken over for the next one: see ``macros.site.products``."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from macros.documents.bundle.manifest import ExportsManifest
from macros.offline.groups import EXPORTS, RUNTIME, WORKBENCH
from macros.runtime import NOTHING, RuntimeFile, RuntimeManifest
from macros.runtime.manifest import integrity_of, read_build
from macros.site.assets import assets_in
from macros.site.components import Parts
from macros.site.workbench import WorkbenchManifest

if TYPE_CHECKING:
    from pathlib import Path

    from macros.runtime.snapshot import Rehearsal
    from macros.site.assets import Assets

CRITERIA = "criteria"
"""The role of the part of a snapshot that holds the criteria it was taken with: other criteria have no use for it."""


class TakeoverError(ValueError):
    """A file is not what the site says; the text (Chinese) says which."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenProducts:
    """Products in the folder ``made`` of the package, and in ``kept`` the files of the site that were handed over.

    ``site`` is what the pages of the site say of these: ``runtime``, ``exports`` and ``workbench``.
    """

    made: Path
    kept: Path
    site: dict[str, Any]

    def assets(self) -> Assets:
        """See ``Products``."""
        return assets_in(self.made / "assets")

    def runtime(self, rehearsal: Rehearsal) -> RuntimeManifest:
        """See ``Products``; nothing has been rehearsed, as when a site is built without."""
        del rehearsal
        current = read_build(self.site["runtime"]["current"])
        files = {role: file for role, file in current.files.items() if role != CRITERIA}
        return RuntimeManifest(
            folder=self.kept,
            current=replace(current, files=files, rehearsed=""),
            legacy=read_build(self.site["runtime"]["legacy"]),
        )

    def exports(self) -> ExportsManifest:
        """See ``Products``."""
        plain = self.site["exports"]
        files = {role: RuntimeFile(**plain[role]) for role in plain if role != "format"}
        return ExportsManifest(folder=self.kept, files=files)

    def classic_scripts(self) -> Path:
        """See ``Products``."""
        return self.made / "classic"

    def worker_script(self) -> Path:
        """See ``Products``."""
        return self.made / "worker"

    def workbench(self) -> WorkbenchManifest:
        """See ``Products``."""
        plain = self.site["workbench"]
        return WorkbenchManifest(
            folder=self.kept,
            opener=RuntimeFile(**plain["opener"]),
            program=RuntimeFile(**plain["program"]),
        )

    def parts(self) -> Parts:
        """See ``Products``."""
        return Parts(**json.loads((self.made / "parts.json").read_text(encoding="utf-8")))

    def wanted(self) -> dict[str, RuntimeFile]:
        """Return the files of the site that are needed and not here yet, by their path in the site."""
        folders = {
            RUNTIME: self.runtime(NOTHING).files,
            EXPORTS: self.exports().files.values(),
            WORKBENCH: self.workbench().files,
        }
        named = {
            f"{folder}/{file.name}": file for folder, files in folders.items() for file in files
        }
        return {path: file for path, file in named.items() if not (self.kept / file.name).is_file()}

    def keep(self, path: str, data: bytes) -> None:
        """Take in the file at ``path`` of the site; raise ``TakeoverError`` where it is not the one that is wanted."""
        file = self.wanted().get(path)
        if file is None:
            return
        if integrity_of(data) != file.integrity:
            raise TakeoverError(f"{path} 和发布时的不一样，多半是网站刚刚更新；请刷新页面再生成")
        self.kept.mkdir(parents=True, exist_ok=True)
        (self.kept / file.name).write_bytes(data)

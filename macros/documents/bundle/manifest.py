"""The manifest by which the browser trusts the bundles of the exports."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from macros.runtime.manifest import RuntimeFile

FORMAT = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportsManifest:
    """What was bundled: the folder, and a file for each Pyodide by its role."""

    folder: Path
    files: dict[str, RuntimeFile]

    def to_plain(self) -> dict[str, object]:
        """Return manifest.json, which pages embed."""
        return {"format": FORMAT, **{role: one.to_plain() for role, one in self.files.items()}}

    def to_json(self) -> str:
        """Return manifest.json as text, the same for the same bundles."""
        return json.dumps(self.to_plain(), ensure_ascii=False, indent=1) + "\n"

    def publish(self, out: Path) -> None:
        """Make ``out`` hold exactly the bundles and manifest.json."""
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        for file in self.files.values():
            shutil.copyfile(self.folder / file.name, out / file.name)
        (out / "manifest.json").write_text(self.to_json(), encoding="utf-8")

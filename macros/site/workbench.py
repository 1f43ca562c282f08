"""The workbench as files of the site: the program of the build, what opens it, and the criteria it begins with."""

from __future__ import annotations

import base64
import json
import zipfile
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from macros.runtime.manifest import RuntimeFile, add_file
from macros.runtime.program import OPENER, program_key, write_program
from macros.tools.cache import build_cache, content_key, package_files

from .assets import classic_scripts, site_assets, worker_script
from .components import parts_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORKBENCH = "assets/workbench/"
"""Where they lie, at the root of the site."""
_PROGRAM = "program.zip"
_PYC_HEAD = 16
"""Bytes before the code in a compiled module."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkbenchManifest:
    """The folder, and in it what opens the workbench and the archive of its program."""

    folder: Path
    opener: RuntimeFile
    program: RuntimeFile

    @property
    def files(self) -> tuple[RuntimeFile, ...]:
        """Both."""
        return (self.opener, self.program)

    def to_plain(self) -> dict[str, object]:
        """Return what pages embed."""
        return {"opener": self.opener.to_plain(), "program": self.program.to_plain()}


def build_workbench(root: Path, report: Callable[[str], None]) -> WorkbenchManifest:
    """Return the workbench of the project in ``root``, from the cache where nothing has changed.

    ``report`` is told of long work. Raises ``ToolError``.
    """
    bundles = _bundles(root)
    words = (program_key(root), *(folder.name for folder in bundles.values()))

    def make(folder: Path) -> None:
        program = folder / _PROGRAM
        write_program(root, _products(root, bundles), program, report)
        _publish(program, folder)
        program.unlink()

    key = content_key(words, (root / "package-lock.json",), root)
    folder = build_cache(root).folder_for("workbench", key, make)
    plain = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    files = {role: RuntimeFile(**file) for role, file in plain.items()}
    return WorkbenchManifest(folder=folder, opener=files["opener"], program=files["program"])


def _bundles(root: Path) -> dict[str, Path]:
    """Return the folders of what esbuild has made, each named by all that it was made of."""
    return {
        "assets": site_assets(root).folder,
        "classic": classic_scripts(root),
        "worker": worker_script(root),
    }


def _products(root: Path, bundles: dict[str, Path]) -> dict[str, bytes]:
    """Return what goes into the package because it takes programs beside Python to make, by path."""
    files = {
        f"{name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for name, folder in bundles.items()
        for path in package_files(folder)
    }
    return {**files, "parts.json": json.dumps(asdict(parts_of(root)), ensure_ascii=False).encode()}


def _publish(program: Path, folder: Path) -> None:
    """Write the files of the manifest, and the manifest."""
    with zipfile.ZipFile(program) as archive:
        code = archive.read(f"{OPENER.replace('.', '/')}.pyc")[_PYC_HEAD:]
    name = OPENER.rpartition(".")[2]
    module = {"code": base64.b64encode(code).decode("ascii"), "package": False}
    opener = json.dumps({"entry": name, "modules": {name: module}}).encode()
    files = {
        "opener": add_file(folder, "opener", opener, ending="bin", packed=True),
        "program": add_file(folder, "program", program.read_bytes(), ending="bin", packed=False),
    }
    plain = {role: file.to_plain() for role, file in files.items()}
    (folder / "manifest.json").write_text(json.dumps(plain), encoding="utf-8")

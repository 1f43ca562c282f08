"""The workbench as files of the site: the program of the build, what opens it, and the criteria it begins with."""

from __future__ import annotations

import base64
import json
import zipfile
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from macros.runtime.manifest import RuntimeFile, add_file
from macros.runtime.program import OPENER, build_program
from macros.tools.cache import build_cache, data_key, package_files

from .assets import classic_scripts, site_assets, worker_script
from .components import parts_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORKBENCH = "assets/workbench/"
"""Where they lie, at the root of the site."""
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
    program = build_program(root, products_of(root), report)
    folder = build_cache(root).folder_for(
        "workbench", data_key(program.read_bytes()), lambda folder: _write(program, folder)
    )
    plain = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    files = {role: RuntimeFile(**file) for role, file in plain.items()}
    return WorkbenchManifest(folder=folder, opener=files["opener"], program=files["program"])


def products_of(root: Path) -> dict[str, bytes]:
    """Return what goes into the package because it takes programs beside Python to make, by path."""
    assets = site_assets(root)
    folders = {
        "assets": assets.folder,
        "classic": classic_scripts(root),
        "worker": worker_script(root),
    }
    files = {
        f"{name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for name, folder in folders.items()
        for path in package_files(folder)
    }
    return {**files, "parts.json": json.dumps(asdict(parts_of(root)), ensure_ascii=False).encode()}


def _write(program: Path, folder: Path) -> None:
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

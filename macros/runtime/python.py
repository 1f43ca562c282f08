"""One Pyodide made ready: its library cut down and compiled, and a snapshot with the core inside where it can."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .distribution import BROWSER_MODULES, MARGIN, NODE_SCRIPTS, Distribution
from .image import head_size, pack_image
from .manifest import PyodideBuild, RuntimeFile, add_file
from .module import shortened_module
from .wheel import lock_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macros.tools.toolbox import Toolbox

COMPILER = Path(__file__).parent / "inside" / "compile_stdlib.py"
MODULES = (*MARGIN, *BROWSER_MODULES)


@dataclass(frozen=True, kw_only=True, slots=True)
class Workshop:
    """Where an assembly works: its tools, the core's wheel, the folder to fill, and one to throw away."""

    toolbox: Toolbox
    wheel: Path
    folder: Path
    scratch: Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsal:
    """Requests that the service in the snapshot has already answered, and a label by which a page knows them."""

    label: str
    requests: tuple[str, ...]


def assemble_build(workshop: Workshop, distribution: Distribution) -> PyodideBuild:
    """Write the files of one Pyodide, all but its snapshot, and return them by role."""
    package = workshop.toolbox.package(distribution.package)
    stdlib = workshop.scratch / f"{distribution.role}-stdlib.zip"
    python = workshop.toolbox.run_node(
        NODE_SCRIPTS / "compile_stdlib.mjs",
        package.folder,
        workshop.wheel,
        COMPILER,
        stdlib,
        *MODULES,
    ).strip()
    files = _files(workshop, distribution, stdlib)
    served = _served_package(workshop, distribution, files)
    workshop.toolbox.run_node(
        NODE_SCRIPTS / "try_library.mjs", served, workshop.wheel, stdlib, *MODULES
    )
    return PyodideBuild(pyodide=package.version, python=python, files=files)


def _served_package(
    workshop: Workshop, distribution: Distribution, files: Mapping[str, RuntimeFile]
) -> Path:
    """Return a folder from which Node starts the Pyodide that is served: the npm package with the module in ``files``.

    A snapshot fits the module it was taken with: C functions have their places in a table in the order in which the
    module puts them there.
    """
    served = workshop.scratch / distribution.package
    shutil.copytree(workshop.toolbox.package(distribution.package).folder, served)
    shutil.copyfile(workshop.folder / files["module"].name, served / distribution.module)
    return served


def take_snapshot(
    workshop: Workshop,
    distribution: Distribution,
    files: Mapping[str, RuntimeFile],
    stdlib: Path,
    rehearsal: Rehearsal,
) -> tuple[RuntimeFile, int]:
    """Return the file of the snapshot of the edition in ``files``, and the size of its head (see ``pack_image``)."""
    requests = workshop.scratch / "requests.json"
    requests.write_text(json.dumps(rehearsal.requests), encoding="utf-8")
    image = workshop.scratch / "image"
    workshop.toolbox.run_node(
        NODE_SCRIPTS / "make_snapshot.mjs",
        _served_package(workshop, distribution, files),
        workshop.wheel,
        stdlib,
        requests,
        image,
        *MODULES,
    )
    taken = image.read_bytes()
    file = add_file(workshop.folder, "snapshot", pack_image(taken), ending="bin", packed=True)
    return file, head_size(taken)


def _files(workshop: Workshop, distribution: Distribution, stdlib: Path) -> dict[str, RuntimeFile]:
    package = workshop.toolbox.package(distribution.package)
    folder = workshop.folder
    lock = lock_text(package.folder / "pyodide-lock.json", workshop.wheel).encode()
    module = shortened_module(workshop.toolbox, distribution, workshop.scratch)
    wasm = (package.folder / "pyodide.asm.wasm").read_bytes()
    pyodide = f"pyodide-{package.version}"
    return {
        # 以 .js 结尾：旧 nginx 不认识 .mjs，会当作 text/plain 发送
        "module": add_file(folder, pyodide, module, ending="js", packed=False),
        "wasm": add_file(folder, pyodide, wasm, ending="bin", packed=True),
        "stdlib": add_file(
            folder, f"stdlib-{package.version}", stdlib.read_bytes(), ending="bin", packed=True
        ),
        "lock": add_file(
            folder, f"pyodide-lock-{package.version}", lock, ending="json", packed=False
        ),
        "wheel": add_file(folder, "core", workshop.wheel.read_bytes(), ending="bin", packed=False),
    }

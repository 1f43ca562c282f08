"""One Pyodide made ready: its module, its library cut down and compiled, and the core's wheel."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .distribution import MODULES, NODE_SCRIPTS
from .manifest import PyodideBuild, RuntimeFile, add_file
from .served import WASM
from .wheel import lock_text

if TYPE_CHECKING:
    from macros.tools.toolbox import Toolbox

    from .distribution import Distribution

COMPILER = Path(__file__).parent / "inside" / "compile_stdlib.py"


@dataclass(frozen=True, kw_only=True, slots=True)
class Workshop:
    """Where an assembly works: its tools, what it makes use of, the folder to fill, and one to throw away."""

    toolbox: Toolbox
    pyodides: Path
    wheel: Path
    folder: Path
    scratch: Path

    def pyodide(self, distribution: Distribution) -> Path:
        """Return the package of one Pyodide as it is served."""
        return self.pyodides / distribution.role


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
    workshop.toolbox.run_node(
        NODE_SCRIPTS / "try_library.mjs",
        workshop.pyodide(distribution),
        workshop.wheel,
        stdlib,
        *MODULES,
    )
    return PyodideBuild(pyodide=package.version, python=python, files=files)


def _files(workshop: Workshop, distribution: Distribution, stdlib: Path) -> dict[str, RuntimeFile]:
    version = workshop.toolbox.package(distribution.package).version
    served = workshop.pyodide(distribution)
    folder = workshop.folder
    lock = lock_text(served / "pyodide-lock.json", workshop.wheel).encode()
    module = (served / distribution.module).read_bytes()
    wasm = (served / WASM).read_bytes()
    pyodide = f"pyodide-{version}"
    return {
        # 以 .js 结尾：旧 nginx 不认识 .mjs，会当作 text/plain 发送
        "module": add_file(folder, pyodide, module, ending="js", packed=False),
        "wasm": add_file(folder, pyodide, wasm, ending="bin", packed=True),
        "stdlib": add_file(
            folder, f"stdlib-{version}", stdlib.read_bytes(), ending="bin", packed=True
        ),
        "lock": add_file(folder, f"pyodide-lock-{version}", lock, ending="json", packed=False),
        "wheel": add_file(folder, "core", workshop.wheel.read_bytes(), ending="bin", packed=False),
    }

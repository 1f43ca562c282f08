"""One Pyodide made ready: its library cut down and compiled, and a snapshot with the core inside where it can."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .distribution import BROWSER_MODULES, MARGIN, Distribution
from .image import pack_image
from .manifest import Edition, RuntimeFile, add_file
from .wheel import lock_text

if TYPE_CHECKING:
    from .toolbox import Toolbox

COMPILER = Path(__file__).parent / "inside" / "compile_stdlib.py"
MODULES = (*MARGIN, *BROWSER_MODULES)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bench:
    """Where one assembly works: its tools, the core's wheel, the folder to fill, and one to throw away."""

    toolbox: Toolbox
    wheel: Path
    folder: Path
    scratch: Path


def assemble_edition(bench: Bench, distribution: Distribution) -> Edition:
    """Write the files of one Pyodide and return them by role."""
    package = bench.toolbox.package(distribution.package)
    stdlib = bench.scratch / f"{distribution.role}-stdlib.zip"
    python = bench.toolbox.run_script(
        "compile_stdlib.mjs", package.folder, bench.wheel, COMPILER, stdlib, *MODULES
    ).strip()
    image = _start(bench, distribution, stdlib)
    files = _library_files(bench, distribution, stdlib)
    if image:
        files["snapshot"] = add_file(
            bench.folder, "snapshot", pack_image(image), ending="bin", packed=True
        )
    return Edition(pyodide=package.version, python=python, image=len(image), files=files)


def _start(bench: Bench, distribution: Distribution, stdlib: Path) -> bytes:
    """Start as a browser will, with the trimmed library alone; return the snapshot, or nothing."""
    package = bench.toolbox.package(distribution.package)
    snapshot = bench.scratch / f"{distribution.role}-image"
    bench.toolbox.run_script(
        "start.mjs",
        package.folder,
        bench.wheel,
        stdlib,
        snapshot if distribution.snapshots else "-",
        *MODULES,
    )
    return snapshot.read_bytes() if distribution.snapshots else b""


def _library_files(
    bench: Bench, distribution: Distribution, stdlib: Path
) -> dict[str, RuntimeFile]:
    package = bench.toolbox.package(distribution.package)
    lock = lock_text(package.folder / "pyodide-lock.json", bench.wheel)
    return {
        # 以 .js 结尾：旧 nginx 不认识 .mjs，会当作 text/plain 发送
        "module": add_file(
            bench.folder,
            f"pyodide-{package.version}",
            (package.folder / distribution.module).read_bytes(),
            ending="js",
            packed=False,
        ),
        "wasm": add_file(
            bench.folder,
            f"pyodide-{package.version}",
            (package.folder / "pyodide.asm.wasm").read_bytes(),
            ending="bin",
            packed=True,
        ),
        "stdlib": add_file(
            bench.folder,
            f"stdlib-{package.version}",
            stdlib.read_bytes(),
            ending="bin",
            packed=True,
        ),
        "lock": add_file(
            bench.folder,
            f"pyodide-lock-{package.version}",
            lock.encode(),
            ending="json",
            packed=False,
        ),
        "wheel": add_file(
            bench.folder, "core", bench.wheel.read_bytes(), ending="bin", packed=False
        ),
    }

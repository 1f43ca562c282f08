"""The memory of a Python that has started already, in two images, and a WebAssembly module that starts from them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from macros.tools.toolbox import ToolError

from .distribution import CURRENT, MODULES, NODE_SCRIPTS
from .emscripten import split_data
from .image import pack_changes, pack_image
from .manifest import add_file
from .served import WASM

if TYPE_CHECKING:
    from collections.abc import Callable

    from .manifest import PyodideBuild, RuntimeFile
    from .python import Workshop

COMPILER = Path(__file__).parent / "inside" / "compile_core.py"
PLAIN = "Pyodide 变了样，不能从内存快照启动，所以不用快照发布：打开时慢几秒，结果一样"
WITH_DATA = (
    "Pyodide 变了样，从内存快照启动时仍需要 WebAssembly 的数据，所以照原样发布：首次打开多下载一些"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsal:
    """Requests that the service in the snapshot has already answered, and a label by which a page knows them."""

    label: str
    requests: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Memory:
    """Pyodide's head of a snapshot, and the memory before and after the rehearsal."""

    head: bytes
    before: bytes
    after: bytes

    def images(self) -> dict[str, bytes]:
        """Return the packed images by role: what the criteria change is apart from what is always the same."""
        images = {"snapshot": pack_image(self.head, self.before)}
        if self.after != self.before:
            images["criteria"] = pack_changes(self.before, self.after)
        return images


def add_snapshot(
    workshop: Workshop,
    build: PyodideBuild,
    stdlib: Path,
    rehearsal: Rehearsal,
    report: Callable[[str], None],
) -> PyodideBuild:
    """Return ``build`` with a snapshot from which it has started, its WebAssembly without the data that lie in it.

    Where this Pyodide takes no snapshots or does not start from one, ``report`` is told and the build goes on.
    """
    memory = _taken(workshop, stdlib, rehearsal)
    if isinstance(memory, str):
        report(f"{PLAIN}\n{memory}")
        return build
    wasm = (workshop.pyodide(CURRENT) / WASM).read_bytes()
    for parts, otherwise in ((split_data(wasm), WITH_DATA), ((wasm,), PLAIN)):
        fault = _fault_of_start(workshop, memory, parts)
        if not parts or fault:
            report(f"{otherwise}\n{fault}")
            continue
        files = {**build.files, **_written(workshop.folder, f"pyodide-{build.pyodide}", parts)}
        for role, image in memory.images().items():
            files[role] = add_file(workshop.folder, role, image, ending="bin", packed=True)
        return replace(build, files=files, image=len(memory.head), rehearsed=rehearsal.label)
    return build


def _taken(workshop: Workshop, stdlib: Path, rehearsal: Rehearsal) -> _Memory | str:
    """Return the memory, or why this Pyodide does not give it."""
    requests = workshop.scratch / "requests.json"
    requests.write_text(json.dumps(rehearsal.requests), encoding="utf-8")
    out = workshop.scratch / "memory"
    out.mkdir()
    pyodide, core = workshop.pyodide(CURRENT), workshop.scratch / "core.zip"
    workshop.toolbox.run_node(
        NODE_SCRIPTS / "compile_core.mjs", pyodide, workshop.wheel, COMPILER, core
    )
    said = workshop.toolbox.run_node(
        NODE_SCRIPTS / "make_snapshot.mjs", pyodide, core, stdlib, requests, out, *MODULES
    )
    if not any(out.iterdir()):
        return said.strip()
    head, before, after = ((out / name).read_bytes() for name in ("head", "before", "after"))
    return _Memory(head=head, before=before, after=after if rehearsal.requests else before)


def _fault_of_start(workshop: Workshop, memory: _Memory, parts: tuple[bytes, ...] | None) -> str:
    """Return why Python does not start from the images with the first of ``parts``, or nothing where it does."""
    if parts is None:
        return "WebAssembly 的数据不在预期的位置"
    folder = workshop.scratch
    wasm, whole = folder / "tried.wasm", folder / "tried.memory"
    wasm.write_bytes(parts[0])
    whole.write_bytes(memory.after)
    images = []
    for role, image in memory.images().items():
        images.append(folder / f"tried.{role}")
        images[-1].write_bytes(image)
    try:
        workshop.toolbox.run_node(
            NODE_SCRIPTS / "try_snapshot.mjs", workshop.pyodide(CURRENT), wasm, whole, *images
        )
    except ToolError as error:
        return str(error)
    return ""


def _written(folder: Path, stem: str, parts: tuple[bytes, ...]) -> dict[str, RuntimeFile]:
    """Write the WebAssembly, or the part without its data and the data."""
    return {
        role: add_file(folder, stem, part, ending="bin", packed=True)
        for role, part in zip(("wasm", "data"), parts, strict=False)
    }

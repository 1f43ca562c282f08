"""What was assembled: every file with its size and hash, as the browser and the build read it."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORMAT = 1
_TIGHTEST = 12
"""Of libdeflate's levels."""


def tightly(data: bytes) -> bytes:
    """Pack ``data`` with libdeflate: smaller than zlib can, without time and system, and the same whatever Python runs."""
    import deflate  # noqa: PLC0415 - a browser has none, and needs it for nothing

    return bytes(deflate.gzip_compress(data, _TIGHTEST))


def anywhere(data: bytes) -> bytes:
    """Pack ``data`` with zlib, which Python has in a browser too, without time and system."""
    return zlib.compress(data, 9, wbits=31)


@dataclass(frozen=True, kw_only=True, slots=True)
class RuntimeFile:
    """One published file. ``size`` and ``integrity`` are of the bytes sent, ``packed`` says that they are gzip."""

    name: str
    size: int
    integrity: str
    packed: bool

    def to_plain(self) -> dict[str, object]:
        """Return the entry of manifest.json."""
        return {
            "name": self.name,
            "size": self.size,
            "integrity": self.integrity,
            "packed": self.packed,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class PyodideBuild:
    """One Pyodide with all it needs, by role.

    ``image`` is the size of the head of the snapshot's image, 0 without a snapshot; ``rehearsed`` the label of what it has loaded.
    """

    pyodide: str
    python: str
    files: dict[str, RuntimeFile]
    image: int = 0
    rehearsed: str = ""

    def to_plain(self) -> dict[str, object]:
        """Return the entry of manifest.json."""
        return {
            "pyodide": self.pyodide,
            "python": self.python,
            "image": self.image,
            "rehearsed": self.rehearsed,
            "files": {role: file.to_plain() for role, file in self.files.items()},
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class RuntimeManifest:
    """The whole runtime: its builds, and the folder that holds their files."""

    folder: Path
    current: PyodideBuild
    legacy: PyodideBuild

    @property
    def files(self) -> tuple[RuntimeFile, ...]:
        """Return every file once, ordered by name."""
        both = (*self.current.files.values(), *self.legacy.files.values())
        return tuple(sorted({file.name: file for file in both}.values(), key=lambda f: f.name))

    def to_plain(self) -> dict[str, object]:
        """Return manifest.json, which pages embed: it is what the engine trusts."""
        return {
            "format": FORMAT,
            "current": self.current.to_plain(),
            "legacy": self.legacy.to_plain(),
        }

    def to_json(self) -> str:
        """Return manifest.json as text, the same for the same runtime."""
        return json.dumps(self.to_plain(), ensure_ascii=False, indent=1) + "\n"

    def write(self) -> None:
        """Write manifest.json beside the files."""
        (self.folder / "manifest.json").write_text(self.to_json(), encoding="utf-8")

    def publish(self, out: Path) -> None:
        """Make ``out`` hold exactly the runtime: its files and manifest.json."""
        out.mkdir(parents=True, exist_ok=True)
        wanted = {file.name for file in self.files}
        for stale in out.iterdir():
            if stale.name not in wanted:
                stale.unlink()
        for file in self.files:
            target = out / file.name
            if not target.is_file() or target.stat().st_size != file.size:
                shutil.copyfile(self.folder / file.name, target)
        (out / "manifest.json").write_text(self.to_json(), encoding="utf-8")


def read_manifest(folder: Path) -> RuntimeManifest:
    """Read what an earlier assembly left in ``folder``."""
    plain = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return RuntimeManifest(
        folder=folder,
        current=read_build(plain["current"]),
        legacy=read_build(plain["legacy"]),
    )


def add_file(folder: Path, stem: str, data: bytes, *, ending: str, packed: bool) -> RuntimeFile:
    """Write ``data`` into ``folder`` under a name that holds its hash."""
    file, sent = named_file(stem, data, ending=ending, packed=packed)
    (folder / file.name).write_bytes(sent)
    return file


def named_file(
    stem: str, data: bytes, *, ending: str, packed: bool, pack: Callable[[bytes], bytes] = tightly
) -> tuple[RuntimeFile, bytes]:
    """Return a file whose name holds the hash of its bytes, and these bytes.

    Packed files end in ``.bin``: a server that knows ``.gz`` might declare a content encoding for it, and the
    browser would unpack what we mean to check.
    """
    sent = pack(data) if packed else data
    name = f"{stem}-{hashlib.sha256(sent).hexdigest()[:12]}.{ending}"
    return RuntimeFile(name=name, size=len(sent), integrity=integrity_of(sent), packed=packed), sent


def integrity_of(data: bytes) -> str:
    """Return what a browser holds ``data`` against."""
    return "sha256-" + base64.b64encode(hashlib.sha256(data).digest()).decode("ascii")


def digest_of(file: RuntimeFile) -> str:
    """Return what ``sha256sum`` prints for the file."""
    return base64.b64decode(file.integrity.removeprefix("sha256-")).hex()


def read_build(plain: dict[str, Any]) -> PyodideBuild:
    """Return the build of which ``plain`` is the entry of manifest.json."""
    return PyodideBuild(
        pyodide=plain["pyodide"],
        python=plain["python"],
        image=plain["image"],
        rehearsed=plain["rehearsed"],
        files={role: RuntimeFile(**file) for role, file in plain["files"].items()},
    )

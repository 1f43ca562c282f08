"""uv: installs the packages, and brings a newer Python where the machine's own is too old."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT = ".python"
"""Where in the project a Python that was brought stays; `make clean` leaves it, as .venv stands on it."""
PIP_INSTALL = (
    "-m",
    "pip",
    "install",
    "-qq",
    "--no-deps",
    "--require-hashes",
    "--only-binary=:all:",
)


def requirement(lock: str) -> str:
    """Return uv's own lines of the lock: it is installed by pip, everything else by uv."""
    lines = lock.splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if line.startswith("uv=="))
    end = start + 1
    while end < len(lines) and lines[end].startswith(" "):
        end += 1
    return "".join(lines[start:end])


def write_requirement(project: Path, folder: Path) -> Path:
    """Write uv's lines of the lock where pip can read them."""
    written = folder / "uv.txt"
    lock = (project / "requirements.lock").read_text(encoding="utf-8")
    written.write_text(requirement(lock), encoding="utf-8")
    return written


def bring_python(release: str, project: Path, say: Callable[[str], None]) -> bool:
    """Have uv download a Python into the project; False if there is no pip here, or no way to the download."""
    with tempfile.TemporaryDirectory() as name:
        uv = _borrowed(project, Path(name))
        if uv is None:
            return False
        say(f"没有合用的 Python：另下一份 Python {release}，只放在项目的 {KEPT}/ 里")
        command = [str(uv), "python", "install", "--no-config", "--no-bin", release]
        env = {**os.environ, "UV_PYTHON_INSTALL_DIR": str(project / KEPT)}
        return subprocess.run(command, env=env, check=False).returncode == 0


def _borrowed(project: Path, folder: Path) -> Path | None:
    """Install uv into a passing folder, with the pip of whatever Python runs this, or a new environment's."""
    written = write_requirement(project, folder)
    for python in (Path(sys.executable), folder / "venv" / "bin" / "python"):
        if not python.exists() and not _done(sys.executable, "-m", "venv", folder / "venv"):
            return None
        if _done(python, "-m", "pip", "--version"):
            target = folder / "uv"
            done = _done(python, *PIP_INSTALL, "--target", target, "-r", written)
            return target / "bin" / "uv" if done else None
    return None


def _done(*command: str | Path) -> bool:
    """Whether a command succeeds; what it says of its failure is about our attempt, not about the reader's machine."""
    words = [str(word) for word in command]
    return subprocess.run(words, check=False, capture_output=True).returncode == 0

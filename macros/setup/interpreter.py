"""Find a Python new enough for the build side (pyodide-build needs 3.12)."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

OLDEST = "3.12"
NAMES = ("python3.14", "python3.13", "python3.12", "python3", "python")
PROBE = f"""
import sys, venv, ensurepip
oldest = tuple(map(int, "{OLDEST}".split(".")))
print(sys.executable if sys.version_info >= oldest else "")
"""


class SetupError(Exception):
    """The set-up cannot go on for a reason the person at the keyboard can remove."""


def candidates() -> list[str]:
    """List interpreters on the PATH, then those that pyenv keeps, newest first."""
    found = [path for name in NAMES if (path := shutil.which(name))]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    kept = pyenv.glob("versions/3.*/bin/python3")
    return found + [str(path) for path in sorted(kept, key=release, reverse=True)]


def release(python: Path) -> tuple[int, ...]:
    """Read the release out of pyenv's path …/versions/3.13.0/bin/python3."""
    return tuple(int(part) for part in python.parts[-3].split(".") if part.isdigit())


def find_interpreter(venv: Path) -> str:
    """Return the first interpreter that really runs (a pyenv shim may not) and is new enough."""
    for python in candidates():
        tried = subprocess.run([python, "-c", PROBE], capture_output=True, text=True, check=False)
        found = tried.stdout.strip()
        if tried.returncode == 0 and found and not Path(found).is_relative_to(venv):
            return found
    raise SetupError(
        f"没有找到 Python {OLDEST} 或更新的版本（含 venv 模块）。\n"
        f"试过：{'、'.join(candidates()) or '（无）'}\n"
        f"请安装 Python {OLDEST} 以上，例如用 pyenv install 3.13；"
        "Debian、Ubuntu 还需要 apt install python3-venv。装好后再运行一次。"
    )

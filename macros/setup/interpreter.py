"""Find a Python new enough for the build side (pyodide-build needs 3.12), or have uv bring one."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .uv import KEPT, bring_python

if TYPE_CHECKING:
    from collections.abc import Callable

OLDEST = "3.12"
BROUGHT = "3.13"
NAMES = ("python3.14", "python3.13", "python3.12", "python3", "python")
PROBE = """
import sys
try:
    import venv, ensurepip
except ImportError:
    whole = ""
else:
    whole = "venv"
print(sys.executable, "%d.%d" % sys.version_info[:2], whole, sep="\\n")
"""


class SetupError(Exception):
    """The set-up cannot go on for a reason the person at the keyboard can remove."""


class Tried(NamedTuple):
    """An interpreter that runs; ``whole`` if it can make a virtual environment (Debian packs that apart)."""

    path: str
    release: str
    whole: bool

    @property
    def is_new(self) -> bool:
        """Whether the build side runs on it."""
        return numbers(self.release) >= numbers(OLDEST)

    @property
    def lack(self) -> str:
        """What makes it unfit, to be shown."""
        if not self.is_new:
            return f"{self.path}（{self.release}，太旧）"
        return f"{self.path}（{self.release}，没有 venv 模块）"


def numbers(release: str) -> tuple[int, ...]:
    """Read a release such as 3.13.0."""
    return tuple(int(part) for part in release.split(".") if part.isdigit())


def candidates(project: Path) -> list[str]:
    """List interpreters on the PATH, then those that pyenv keeps, newest first, then what uv once brought."""
    named = [shutil.which(name) for name in NAMES]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    kept = sorted(
        pyenv.glob("versions/3.*/bin/python3"),
        key=lambda python: numbers(python.parts[-3]),
        reverse=True,
    )
    brought = (project / KEPT).glob("*/bin/python3")
    return [*filter(None, named), *map(str, kept), *map(str, brought)]


def probe(python: str) -> Tried | None:
    """Start an interpreter; None if it does not run (a pyenv shim may not)."""
    done = subprocess.run([python, "-c", PROBE], capture_output=True, text=True, check=False)
    if done.returncode:
        return None
    path, release, whole = done.stdout.splitlines()[-3:]
    return Tried(path, release, bool(whole))


def interpreters(venv: Path) -> list[Tried]:
    """Return every interpreter that really runs, each once; what is in ``venv`` is about to be replaced."""
    running = filter(None, map(probe, candidates(venv.parent)))
    others = (one for one in running if venv not in Path(one.path).parents)
    each = {os.path.realpath(one.path): one for one in reversed(list(others))}
    return list(reversed(list(each.values())))


def find_interpreter(venv: Path, say: Callable[[str], None]) -> str:
    """Return the first interpreter that will do; where none does, have uv bring one."""
    tried = interpreters(venv)
    fit = first_fit(tried)
    if fit is None and bring_python(BROUGHT, venv.parent, say):
        fit = first_fit(interpreters(venv))
    if fit is None:
        raise SetupError(
            f"没有找到 Python {OLDEST} 或更新的版本（含 venv 模块），自动下载也没有成功。\n"
            f"试过：{'、'.join(one.lack for one in tried) or '（无）'}\n"
            f"请安装 Python {OLDEST} 以上，例如用 pyenv install {BROUGHT}；"
            "Debian、Ubuntu 还需要 apt install python3-venv。装好后再运行一次。\n"
            "自动下载要访问 GitHub；不能访问的，可用环境变量 UV_PYTHON_INSTALL_MIRROR 指定镜像，再运行一次。"
        )
    return fit


def first_fit(tried: list[Tried]) -> str | None:
    """Return the first interpreter that is new enough and whole."""
    return next((one.path for one in tried if one.is_new and one.whole), None)

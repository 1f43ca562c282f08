"""The outside programs of the tests: only those of the installer's table, so that a bare machine has them all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from macros.setup.programs import NEEDED, find_program

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = frozenset(need.program for need in NEEDED if need.program)
STARTS = {"subprocess.Popen", "os.posix_spawn", "os.exec", "os.spawn", "os.system"}
"""Python's audit events for what starts a program; the first argument says which."""


def program(name: str) -> str:
    """Return the path of a program of the table."""
    assert name in PROGRAMS, f"macros/setup/programs.py 的表里没有 {name}：请先写进去，裸机才装得上"
    found = find_program(name)
    assert found, f"没有找到 {name}：请运行 make setup-tests"
    return found


def is_ours(executable: str) -> bool:
    """Whether this is a program of the table, or one of the project, its environment or a test's own folder."""
    path = Path(shutil.which(executable) or executable).absolute()
    inside = (ROOT, Path(sys.prefix), Path(sys.executable), Path(tempfile.gettempdir()))
    return any(path.is_relative_to(folder) for folder in inside) or str(path) in map(
        find_program, PROGRAMS
    )


def watch_programs() -> None:
    """From now on, starting any other program is an error: it may be on this machine only by chance."""

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event in STARTS and not is_ours(os.fsdecode(arguments[0])):  # type: ignore[arg-type]
            raise AssertionError(
                f"测试启动了 {arguments[0]}，macros/setup/programs.py 的表里没有它：请先写进去"
            )

    sys.addaudithook(watch)

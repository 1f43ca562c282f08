# ruff: noqa: INP001 不是包：在 Pyodide 里运行的程序
"""Runs inside Pyodide: packs the core, unpacked where Python works, into /tmp/core.zip with its modules compiled.

Compiled beforehand, the core leaves no leftovers of the compiler in a snapshot, nor docstrings and asserts.
"""

import compileall
import py_compile
import shutil
from pathlib import Path

CORE = Path.cwd()

compileall.compile_dir(
    CORE,
    quiet=1,
    legacy=True,  # beside the sources, whose place they take
    optimize=2,
    invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
)
for source in CORE.rglob("*.py"):
    source.unlink()
shutil.make_archive("/tmp/core", "zip", CORE)  # noqa: S108 Pyodide's own file system

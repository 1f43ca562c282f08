# ruff: noqa: INP001 不是包：在 Pyodide 里运行的程序
"""Runs inside Pyodide: compiles a program, and what it needs of the standard library, into the archive /tmp/output.

/tmp/input.json: ``sources`` (texts of modules by path), ``before`` (modules that a browser's Python has imported
anyway), ``needed`` (names that the sources import; those that are no modules of the library are passed over), and
``unused`` (parts of the library that are mentioned, but never run). Compiled by the very Python that will run it:
docstrings and asserts are dropped.
"""

import json
import sys
from importlib import import_module

LIBRARY = f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip"
PROGRAM = "/program"

with open("/tmp/input.json", encoding="utf-8") as opened:  # noqa: S108, PTH123 - Pyodide's own file system, and pathlib might be needed
    given = json.load(opened)
for one in given["before"]:
    try:
        import_module(one)
    except ImportError:  # a name that is no module
        continue
there = set(sys.modules)

import importlib.util  # noqa: E402 - whatever is imported before counts as there
import marshal  # noqa: E402
import struct  # noqa: E402
import zipfile  # noqa: E402
from pathlib import PurePosixPath  # noqa: E402

UNCHECKED = 1  # PEP 552: a hash-based .pyc whose source is not looked for
TIME = (1980, 1, 1, 0, 0, 0)


def compiled(place: str, source: str | bytes) -> bytes:
    """Return the .pyc of a module."""
    code = compile(source, place, "exec", dont_inherit=True, optimize=2)
    head = importlib.util.MAGIC_NUMBER + struct.pack("<I", UNCHECKED) + bytes(8)
    return head + marshal.dumps(code)


def needed_files(library: zipfile.ZipFile) -> list[str]:
    """Return the modules of the library that the program can come to import and that are not there anyway."""
    # 先运行的 imports.py 里的
    reachable, module_name = globals()["reachable"], globals()["module_name"]
    sources = {
        PurePosixPath(name): library.read(name).decode()
        for name in library.namelist()
        if name.endswith(".py") and name.split("/")[0].removesuffix(".py") not in given["unused"]
    }
    found, _ = reachable(sources, given["needed"])
    wanted = found - there
    return sorted(str(path) for path in sources if module_name(path) in wanted)


with (
    zipfile.ZipFile(LIBRARY) as library,
    zipfile.ZipFile("/tmp/output", "w") as packed,  # noqa: S108 Pyodide's own file system
):
    for path, text in sorted(given["sources"].items()):
        packed.writestr(zipfile.ZipInfo(f"{path}c", TIME), compiled(f"{PROGRAM}/{path}", text))
    for path in needed_files(library) if given["needed"] else ():
        code = compiled(f"{LIBRARY}/{path}", library.read(path))
        packed.writestr(zipfile.ZipInfo(f"{path}c", TIME), code)

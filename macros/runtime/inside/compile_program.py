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

import ast  # noqa: E402 - whatever is imported before counts as there
import importlib.util  # noqa: E402
import marshal  # noqa: E402
import struct  # noqa: E402
import zipfile  # noqa: E402

UNCHECKED = 1  # PEP 552: a hash-based .pyc whose source is not looked for
TIME = (1980, 1, 1, 0, 0, 0)


def compiled(place: str, source: str | bytes) -> bytes:
    """Return the .pyc of a module."""
    code = compile(source, place, "exec", dont_inherit=True, optimize=2)
    head = importlib.util.MAGIC_NUMBER + struct.pack("<I", UNCHECKED) + bytes(8)
    return head + marshal.dumps(code)


def names_in(source: bytes, package: str) -> list[str]:
    """Return the names that a module of ``package`` imports, also within its functions."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            way = package.split(".")
            up = way[: len(way) - node.level + 1] if node.level else []
            base = ".".join([*up, *([node.module] if node.module else [])])
            found += [base, *(f"{base}.{alias.name}" for alias in node.names)]
    return found


def needed_files(library: zipfile.ZipFile) -> list[str]:
    """Return the modules of the library that the program can come to import and that are not there anyway."""
    files = set(library.namelist())
    seen: set[str] = set()
    found = []
    waiting = list(given["needed"])
    while waiting:
        name = waiting.pop()
        if name in seen or name.partition(".")[0] in given["unused"]:
            continue
        seen.add(name)
        if "." in name:
            waiting.append(name.rpartition(".")[0])
        stem = name.replace(".", "/")
        path = next((one for one in (f"{stem}/__init__.py", f"{stem}.py") if one in files), None)
        if path is None:
            continue
        if name not in there:
            found.append(path)
        package = name if path.endswith("/__init__.py") else name.rpartition(".")[0]
        waiting += names_in(library.read(path), package)
    return sorted(found)


with (
    zipfile.ZipFile(LIBRARY) as library,
    zipfile.ZipFile("/tmp/output", "w") as packed,  # noqa: S108 Pyodide's own file system
):
    for path, text in sorted(given["sources"].items()):
        packed.writestr(zipfile.ZipInfo(f"{path}c", TIME), compiled(f"{PROGRAM}/{path}", text))
    for path in needed_files(library) if given["needed"] else ():
        code = compiled(f"{LIBRARY}/{path}", library.read(path))
        packed.writestr(zipfile.ZipInfo(f"{path}c", TIME), code)

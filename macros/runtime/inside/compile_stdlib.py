# ruff: noqa: INP001 不是包：在 Pyodide 里运行的程序
"""Runs inside Pyodide: packs the standard library modules imported by now, compiled, into /tmp/stdlib.zip.

The npm builds bring sources (314) or the whole library (0.24.1). What was imported is what is needed; compiled by
the very Python that will run it, a plain start takes a third of the time and a snapshot holds no leftovers of the
compiler. Docstrings and asserts are dropped.
"""

import importlib.util
import marshal
import struct
import sys
import zipfile

LIBRARY = f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip"
UNCHECKED = 1  # PEP 552: a hash-based .pyc whose source is not looked for
TIME = (1980, 1, 1, 0, 0, 0)


def sources() -> list[str]:
    """Return the files of the imported modules, relative to the library."""
    files = {getattr(module, "__file__", None) or "" for module in list(sys.modules.values())}
    inside = {file.removeprefix(LIBRARY + "/") for file in files if file.startswith(LIBRARY + "/")}
    return sorted(name.removesuffix("c") for name in inside if name.endswith((".py", ".pyc")))


def compiled(name: str, source: bytes) -> bytes:
    """Return the .pyc of a module."""
    code = compile(source, f"{LIBRARY}/{name}", "exec", dont_inherit=True, optimize=2)
    head = importlib.util.MAGIC_NUMBER + struct.pack("<I", UNCHECKED) + bytes(8)
    return head + marshal.dumps(code)


with (
    zipfile.ZipFile(LIBRARY) as library,
    zipfile.ZipFile("/tmp/stdlib.zip", "w") as packed,  # noqa: S108 Pyodide's own file system
):
    for name in sources():
        packed.writestr(zipfile.ZipInfo(name + "c", TIME), compiled(name, library.read(name)))

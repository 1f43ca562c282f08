"""Runs inside Pyodide: tries the exports out, then packs what they needed, compiled, into /tmp/output.

/tmp/input.json: ``sources`` (all modules by name: source, package), ``core`` (names of the core's), ``before``
(modules that a browser has anyway), ``entry``, ``data``, and ``requests`` to rehearse. What was imported on the
way and is not there anyway is what is needed; compiled by the very Python that will run it.
"""

from __future__ import annotations

import base64
import json
import marshal
import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType, ModuleType

LIBRARY = f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip"
INPUT = "/tmp/input.json"  # noqa: S108 - Pyodide's own file system
OUTPUT = "/tmp/output"  # noqa: S108 - likewise

with open(INPUT, encoding="utf-8") as opened:  # noqa: PTH123 - pathlib would be packed as needed
    given = json.load(opened)
sources: dict[str, dict[str, str | bool]] = given["sources"]


class Sources:
    """Imports the modules given as sources."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Answer an import."""
        del path, target
        if name not in sources:
            return None
        return ModuleSpec(name, self, is_package=bool(sources[name]["package"]))  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave it to Python."""

    def exec_module(self, module: ModuleType) -> None:
        """Run a module's code."""
        code = compiled(str(sources[module.__name__]["source"]), module.__name__)
        exec(code, module.__dict__)  # noqa: S102 - our own modules


def compiled(source: str | bytes, name: str) -> CodeType:
    """Return the code of a module; docstrings and asserts are dropped."""
    code: CodeType = compile(
        source, f"{name.replace('.', '/')}.py", "exec", dont_inherit=True, optimize=2
    )
    return code


def packed(code: CodeType, *, package: bool) -> dict[str, str | bool]:
    """Return a module as ``qinglian_core.browser.extension`` reads it."""
    return {"code": base64.b64encode(marshal.dumps(code)).decode("ascii"), "package": package}


def rehearse() -> None:
    """Answer every request; stop at the first that fails."""
    service = import_module("qinglian_core.browser").Service()
    import_module(given["entry"]).install(service, given["data"])
    for request in given["requests"]:
        reply = json.loads(service.handle(json.dumps(request)))
        if not reply["ok"]:
            raise SystemExit(str(reply["faults"]))


def from_library(names: Sequence[str]) -> dict[str, dict[str, str | bool]]:
    """Return those modules that come from the standard library's own files."""
    import zipfile  # noqa: PLC0415 - imported any earlier, it would not be packed

    found = {}
    with zipfile.ZipFile(LIBRARY) as library:
        for name in names:
            place = getattr(sys.modules[name], "__file__", None) or ""
            if place.startswith(LIBRARY):
                path = place.removeprefix(LIBRARY + "/").removesuffix("c")
                code = compiled(library.read(path), name)
                found[name] = packed(code, package=path.endswith("/__init__.py"))
    return found


sys.meta_path.insert(0, Sources())
for one in given["before"]:
    import_module(one)
there = set(sys.modules)
rehearse()
modules = {
    name: packed(compiled(str(module["source"]), name), package=bool(module["package"]))
    for name, module in sources.items()
    if name not in given["core"]
}
modules |= from_library(sorted(set(sys.modules) - there - set(sources)))
with open(OUTPUT, "w", encoding="utf-8") as opened:  # noqa: PTH123 - as above
    json.dump({"entry": given["entry"], "modules": modules}, opened, sort_keys=True)

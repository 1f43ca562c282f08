"""Code that a browser loads only when it is wanted: compiled modules as plain data, made importable.

A browser's Python has no files to import from once it is restored from a snapshot. Modules come as JSON data
instead, from the site's own files and checked by whoever sends them; what Python already has goes first.
"""

from __future__ import annotations

import base64
import marshal
import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING

from qinglian_core.faults import AnswerError
from qinglian_core.reader import Reader, read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import CodeType, ModuleType


class Extension:
    """A finder and loader of the modules in ``codes``; ``packages`` are those that hold others."""

    def __init__(self, codes: Mapping[str, str], packages: frozenset[str]) -> None:
        """Keep the code of each module by name, as base64 of ``marshal``."""
        self.codes = codes
        self.packages = packages

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Answer an import (see ``importlib.abc.MetaPathFinder``)."""
        del path, target
        if name not in self.codes:
            return None
        return ModuleSpec(name, self, is_package=name in self.packages)  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Leave it to Python (see ``importlib.abc.Loader``)."""
        del spec
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Run a module's code."""
        code: CodeType = marshal.loads(base64.b64decode(self.codes[module.__name__]))  # noqa: S302 - the site's own
        exec(code, module.__dict__)  # noqa: S102 - as any import does


def extend(data: object) -> ModuleType:
    """Make the modules in ``data`` importable and return the one called ``entry``.

    ``data``: ``{"entry": name, "modules": {name: {"code": base64, "package": true or false}}}``.
    """
    extension, entry = read(data, AnswerError, _decode)
    known = [one for one in sys.meta_path if isinstance(one, Extension)]
    for one in known:
        sys.meta_path.remove(one)
    sys.meta_path.append(extension)
    return import_module(entry)


def _decode(reader: Reader) -> tuple[Extension, str]:
    reader.keys(required=("entry", "modules"))
    codes, packages = {}, set()
    for name, module in reader.entries("modules"):
        module.keys(required=("code", "package"))
        codes[name] = module.text("code")
        if module.flag("package", default=False):
            packages.add(name)
    return Extension(codes, frozenset(packages)), reader.text("entry")

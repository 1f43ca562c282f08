"""Which modules a program can come to import, read from its sources: also those that it imports only when it must."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import PurePosixPath

_PACKAGE = "__init__"


def module_name(path: PurePosixPath) -> str:
    """Return the name of the module at ``path``, relative to where modules are looked for."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == _PACKAGE else parts)


def reachable(
    sources: Mapping[PurePosixPath, str], roots: Iterable[str]
) -> tuple[set[str], set[str]]:
    """Return the modules among ``sources`` that ``roots`` can come to import, and the names of all others.

    Not every name is a module: ``from a import b`` names ``a.b``.
    """
    paths = {module_name(path): path for path in sources}
    found: set[str] = set()
    others: set[str] = set()
    waiting = [*roots]
    while waiting:
        name = waiting.pop()
        if name in found or name in others:
            continue
        if name in paths:
            found.add(name)
            path = paths[name]
            waiting.extend(_imported(sources[path], name, is_package=path.stem == _PACKAGE))
        else:
            others.add(name)
        waiting.extend(_parents(name))
    return found, others


def _parents(name: str) -> Iterator[str]:
    while "." in name:
        name = name.rpartition(".")[0]
        yield name


def _imported(source: str, module: str, *, is_package: bool) -> Iterator[str]:
    """Yield the names that ``source`` imports anywhere."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, module, is_package=is_package)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names if alias.name != "*")


def _base(node: ast.ImportFrom, module: str, *, is_package: bool) -> str:
    """Return the absolute name of what ``node`` imports from."""
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    kept = parts[: len(parts) - node.level + is_package]
    return ".".join([*kept, *([node.module] if node.module else [])])

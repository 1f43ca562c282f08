"""The criteria as they are written, so far as they are published: no drafts, and a registry that names none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.tools.cache import package_files

from .folders import REGISTRY, RUBRIC
from .registry import State, load_registry
from .yamlsource import parse_source

if TYPE_CHECKING:
    import pathlib

_WRITTEN = (".yaml", ".json")
"""What criteria consist of; the seal is JSON."""


def published_sources(root: pathlib.Path) -> dict[str, str]:
    """Return the files of the criteria below ``root`` by path, but for those of drafts."""
    entries = load_registry(root)
    drafts = {entry.id for entry in entries if entry.state is State.DRAFT}
    paths = (path.relative_to(root) for path in package_files(root / RUBRIC))
    texts = {
        path.as_posix(): (root / path).read_text(encoding="utf-8-sig")
        for path in paths
        if path.suffix in _WRITTEN
        and path.parts[1] not in drafts
        and not any(part.startswith((".", "~")) for part in path.parts)
    }
    if drafts:
        texts[REGISTRY] = _without_drafts(texts[REGISTRY], len(entries) - len(drafts))
    return texts


def _without_drafts(text: str, published: int) -> str:
    """Return the registry with only the first so many editions: drafts come last."""
    line, _ = parse_source(text, REGISTRY).mark(("editions", published))
    return "".join(text.splitlines(keepends=True)[: line - 1])

"""Templates: Jinja2 that fails on an undefined name, and Markdown files made of their output."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
)
from markupsafe import Markup, escape

from qinglian_core.amounts import amount_text

from .addresses import clause_anchor

TEMPLATES = Path(__file__).resolve().parent / "templates"

_SPACES = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def verbatim(text: str) -> Markup:
    """Return ``text`` as HTML that Markdown leaves alone to the last space."""
    escaped = str(escape(text))
    for character, reference in _SPACES.items():
        escaped = escaped.replace(character, reference)
    return Markup(escaped)  # noqa: S704 - escaped just above


@cache
def template_environment(compiled: Path | None = None) -> Environment:
    """Return the environment of all page templates; what they compile to is kept in the folder ``compiled``."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        bytecode_cache=compiled_in(compiled) if compiled else None,
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"verbatim": verbatim, "points": amount_text, "anchor": clause_anchor}
    return environment


def compiled_in(folder: Path) -> BytecodeCache:
    """Return the cache of compiled templates in ``folder``; Jinja2 compares each with its source."""
    return FileSystemBytecodeCache(str(folder))


def unindented(html: str) -> str:
    """Return ``html`` without blank lines and indentation.

    Both would end a block of HTML for other Markdown dialects, and an indented line would be code.
    """
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())


def markdown_page(meta: dict[str, object], body: str) -> str:
    """Return a Markdown file: front matter (JSON values are YAML), then ``body``."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items()]
    return "\n".join(["---", *lines, "---", "", body, ""])

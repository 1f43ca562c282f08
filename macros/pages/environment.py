"""Templates: Jinja2 that fails on an undefined name, and Markdown files made of their output."""

from __future__ import annotations

import json
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

TEMPLATES = Path(__file__).resolve().parent / "templates"

_SPACES = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def verbatim(text: str) -> Markup:
    """Return ``text`` as HTML that Markdown leaves alone to the last space."""
    escaped = str(escape(text))
    for character, reference in _SPACES.items():
        escaped = escaped.replace(character, reference)
    return Markup(escaped)  # noqa: S704 - escaped just above


def template_environment() -> Environment:
    """Return the environment of all page templates."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["verbatim"] = verbatim
    return environment


def unindented(html: str) -> str:
    """Return ``html`` without blank lines and indentation.

    Both would end a block of HTML for other Markdown dialects, and an indented line would be code.
    """
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())


def markdown_page(meta: dict[str, object], body: str) -> str:
    """Return a Markdown file: front matter (JSON values are YAML), then ``body``."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items()]
    return "\n".join(["---", *lines, "---", "", body, ""])

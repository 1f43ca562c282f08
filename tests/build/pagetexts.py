"""Reading pages back: from the Markdown that is published to the HTML that readers get."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import markdown
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from bs4 import Tag

EXTENSIONS = ["admonition", "attr_list", "def_list", "md_in_html", "tables", "toc"]
"""As in mkdocs.yml, with what MkDocs adds."""


def body_of(page: str) -> str:
    """Return a page without its front matter."""
    return page.split("---\n", 2)[2]


@lru_cache(maxsize=64)
def html_of(page: str) -> BeautifulSoup:
    """Return the HTML that MkDocs makes of a page."""
    return BeautifulSoup(markdown.markdown(body_of(page), extensions=EXTENSIONS), "html.parser")


def official_texts(within: Tag) -> list[str]:
    """Return the texts of the official elements, in order."""
    return [element.get_text() for element in within.select("[data-official]")]

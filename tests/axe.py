"""What axe-core finds wrong with a page as it stands, and whether it can be read without scrolling sideways."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_RUN = """where => axe.run(where || document, {
  resultTypes: ['violations'], rules: {'target-size': {enabled: true}}
}).then(
  found => found.violations.flatMap(one => one.nodes.map(
    node => `${one.id} ${node.target.join(' ')} ${node.failureSummary}`
  ))
)"""
_OVERFLOWING = """() => {
  const wide = document.documentElement;
  if (wide.scrollWidth <= wide.clientWidth) return [];
  return [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > wide.clientWidth + 0.5)
    .map(one => `${one.tagName} ${one.className} ${one.textContent.slice(0, 40)}`);
}"""


@cache
def _axe() -> str:
    root = Path(__file__).resolve().parent.parent
    return (root / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def barriers(page: Page, where: str = "") -> list[str]:
    """Return every barrier that axe finds on the page, or within the selector ``where``."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    found: list[str] = page.evaluate(_RUN, where)
    return found


def overflowing(page: Page) -> list[str]:
    """Return what reaches beyond the right edge when the page has to be scrolled sideways."""
    found: list[str] = page.evaluate(_OVERFLOWING)
    return found

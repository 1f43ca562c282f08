"""What moves on a page, as the browser itself reports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

_WATCHING = """
window.__shifts = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries())
    window.__shifts.push([value, ...sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 200))]);
}).observe({ type: "layout-shift", buffered: true });
"""


def watch(opened: BrowserContext | Page) -> None:
    """Watch every page that is opened from now on."""
    opened.add_init_script(_WATCHING)


def shifts(page: Page) -> list[list[object]]:
    """Return every layout shift so far: how large, and the elements around what moved."""
    found: list[list[object]] = page.evaluate("window.__shifts")
    return found

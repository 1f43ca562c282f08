"""How long tests wait for what must come, and the only loops that ask again and again whether it has.

No test waits a fixed time; tests/borders/test_patience.py sees to that.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

PATIENCE = 60_000
"""How long a browser test waits for what must come, in milliseconds: busy machines are slow, not wrong."""
PAUSE = 0.1
UNTIL = """(come) => new Promise((go, fail) => {
  const look = () => come() && (watch.disconnect(), go());
  const watch = new MutationObserver(look);
  watch.observe(document.documentElement, { attributes: true, subtree: true });
  setTimeout(() => fail(new Error(`等不到：${come}`)), 180_000);
  look();
})"""
"""For browsers that no test library speaks to: settled once ``come()`` is true of the attributes of the page."""

NEVER_IDLE = (
    "window.requestIdleCallback = Object.assign(() => 0, { kept: window.requestIdleCallback })"
)
"""What pages do ahead when they have time to spare is a quarter of their work, and few tests are about it."""

ALL_AT_ONCE = """{
  const kept = performance.getEntriesByType.bind(performance);
  performance.getEntriesByType = Object.assign((type) => (type === "navigation" ? [] : kept(type)), { kept });
}"""
"""Whoever comes to its top sees the long form grow card by card; at once it costs a sixth less, and a third of the time."""


def card_by_card(context: BrowserContext) -> None:
    """Let the long form of these pages come as it comes to readers."""
    context.add_init_script("performance.getEntriesByType = performance.getEntriesByType.kept")


def spare_time(context: BrowserContext) -> None:
    """Let the pages of this context do ahead what they do when they have nothing else to do."""
    context.add_init_script("window.requestIdleCallback = window.requestIdleCallback.kept")


def eventually[T](page: Page, look: Callable[[], T], wanted: T) -> None:
    """Wait until ``look()`` returns ``wanted``, while the browser's events come in; fail with what it returned last."""
    deadline = time.monotonic() + PATIENCE / 1000
    while (found := look()) != wanted and time.monotonic() < deadline:
        page.wait_for_timeout(PAUSE * 1000)
    assert found == wanted


def stop_the_clock(page: Page) -> None:
    """Stop the page's clock, so that nothing passes away before the test has looked at it."""
    page.clock.install(time=0)
    page.clock.pause_at(1)


def awaited[T](look: Callable[[], T], told: Callable[[], object], patience: int = PATIENCE) -> T:
    """Return what ``look()`` returns once that is true; fail with what is ``told`` when it does not come."""
    deadline = time.monotonic() + patience / 1000
    while not (found := look()):
        assert time.monotonic() < deadline, told()
        time.sleep(PAUSE)
    return found

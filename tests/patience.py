"""How long tests in a browser wait, and waiting for what no locator can see."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

PATIENCE = 60_000
"""How long a browser test waits for what must come, in milliseconds: busy machines are slow, not wrong."""


def eventually[T](page: Page, look: Callable[[], T], wanted: T) -> None:
    """Wait until ``look()`` returns ``wanted``; fail with what it returned last."""
    deadline = time.monotonic() + PATIENCE / 1000
    while (found := look()) != wanted and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert found == wanted

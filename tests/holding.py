"""Requests that do not arrive before a test lets them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from playwright.sync_api import Error

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Route


def held(context: BrowserContext, address: str) -> Callable[[], None]:
    """Keep what is asked for at ``address`` from arriving; return what lets it all arrive, now and from then on."""
    waiting: list[Route] = []
    holding = [True]
    context.route(address, lambda route: waiting.append(route) if holding else route.continue_())

    def let_go() -> None:
        holding.clear()
        for route in waiting:
            with suppress(Error):  # a request that the page itself has given up
                route.continue_()

    return let_go

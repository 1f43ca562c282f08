"""A page of the built site in a real Chromium, on which nothing may go wrong unseen."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser, Page, Request

    Opened = Callable[..., AbstractContextManager[Page]]

READING = ("", "criteria/", "criteria/01/", "criteria/13/", "glossary/", "method/", "maintain/")
"""One page of every kind, and an item with every feature."""


@pytest.fixture
def opened(browser: Browser, site_address: str) -> Opened:
    """Return a function that opens a path of the site in a fresh context; options are Playwright's.

    Leaving it fails on any console message, any error, any failed or foreign request.
    """

    @contextmanager
    def opening(path: str, **options: object) -> Iterator[Page]:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, **options}  # type: ignore[arg-type]
        )
        page = context.new_page()
        wrong: list[str] = []

        def check(request: Request) -> None:
            if not request.url.startswith((site_address, "data:", "blob:")):
                wrong.append(f"foreign: {request.url}")

        def failed(request: Request) -> None:
            # 换一页的时候，前一页还没有取完的，浏览器自己放下了
            if request.failure != "net::ERR_ABORTED":
                wrong.append(f"failed: {request.url}")

        page.on("request", check)
        page.on("requestfailed", failed)
        page.on("console", lambda message: wrong.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.goto(site_address + path)
        yield page
        context.close()
        assert wrong == []

    return opening

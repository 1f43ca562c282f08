"""What tests do with a page of the site, wherever it is opened from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from playwright.sync_api import BrowserContext, ConsoleMessage, Page

    type Some = Callable[[Iterable[str]], list[str]]

STARTED = 60_000
"""How long Python may take to start, in milliseconds: test machines are slow and shared."""
TOLD = re.compile("个|没有找到")
KEPT = """new Promise((resolve, reject) => {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller) return resolve(null);
  serviceWorker.addEventListener("controllerchange", () => resolve(null));
  setTimeout(() => reject(new Error("no service worker")), 60000);
})"""
"""A script that waits until the service worker has everything and answers its page."""


@dataclass(kw_only=True, slots=True)
class Record:
    """What a context asked for and what its pages complained of."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def foreign(self, *own: str) -> list[str]:
        """Return the requests that do not begin with any of ``own``."""
        return [url for url in self.requests if not url.startswith(own)]


def recorded(context: BrowserContext) -> Record:
    """Record from now on everything that ``context`` asks for, service workers included."""
    record = Record()
    context.on("request", lambda request: record.requests.append(request.url))
    context.on("console", lambda message: _note(record, message))
    context.on("weberror", lambda error: record.complaints.append(f"error: {error.error}"))
    return record


def _note(record: Record, message: ConsoleMessage) -> None:
    if message.type in {"error", "warning"}:
        record.complaints.append(f"{message.type}: {message.text}")


def page_paths(site: Path) -> list[str]:
    """Return the addresses of all pages: ``criteria/13/``, the home page as an empty text."""
    pages = site.rglob("index.html")
    return sorted(page.parent.relative_to(site).as_posix().strip(".") for page in pages)


def one_of_each(paths: Iterable[str]) -> list[str]:
    """Return the first of each folder of the site: pages of one folder differ in nothing that a server knows."""
    folders = {path.split("/")[0]: path for path in sorted(paths, reverse=True)}
    return sorted(folders.values())


SOME_OR_ALL = [one_of_each, pytest.param(sorted, marks=pytest.mark.thorough)]
"""Which pages to open: usually some, by `make thorough` all of them."""


def expect_scored(page: Page, low: str, high: str) -> None:
    """Wait until Python has scored the form, and check the sure range of the whole."""
    expect(page.locator("html")).to_have_attribute(
        "data-engine", re.compile("ready|failed|unsupported"), timeout=STARTED
    )
    expect(page.locator("html")).to_have_attribute("data-engine", "ready")
    total = page.locator("[data-total]")
    expect(total).to_have_attribute("data-low", low)
    expect(total).to_have_attribute("data-high", high)


def wait_until_kept(page: Page) -> None:
    """Wait until the service worker has everything and answers this page."""
    page.evaluate(KEPT)


def search(page: Page, query: str) -> list[str]:
    """Ask the search of this page, and return the addresses of its results in order."""
    dialog = page.locator("dialog[open]")
    # 地址里还带着上一次的 ?q= 时，它已经开着
    if not dialog.count():
        page.locator(".q-search-open").click()
    dialog.locator("input").fill(query)
    expect(dialog.get_by_role("status")).to_have_text(TOLD, timeout=STARTED)
    found = [str(link.get_attribute("href")) for link in page.locator("[data-search-result]").all()]
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page).not_to_have_url(re.compile(r"[?&]q="))
    return found

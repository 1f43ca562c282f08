"""The pictures of the README, taken anew from the site as it is: ``python -m tests.site.pictures``."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect, sync_playwright

from macros.publishing.building import build_site
from tests.conftest import TEST_FLAGS
from tests.programs import program
from tests.serving import serving
from tests.web.selfcheckpage import SelfCheckPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "docs" / "images"
DESKTOP = (1280, 900)
PHONE = (390, 844)
DRAWN = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
ANSWERED = {
    "4.2": {"answers": {"complaints": 1}},
    "13.4": {"answers": {"provincial": 2, "city": 1, "reports": 8}},
}


def item(page: Page, address: str) -> None:
    """Show one clause: the official text, and how it is scored."""
    page.goto(f"{address}criteria/13/#c13-4")
    expect(page.locator("#c13-4 [data-official]")).to_be_in_viewport()


def self_check(page: Page, address: str) -> None:
    """Show an answered clause of the self-check, with its score."""
    check = SelfCheckPage(page, address)
    check.open()
    check.give(ANSWERED)
    expect(check.card("13.4")).to_have_attribute("data-low", "2.7")
    page.goto(f"{check.address}#c13-4")
    check.wait_until_scored()


def search(page: Page, address: str) -> None:
    """Show what a query finds."""
    page.goto(f"{address}?q=廉洁文化")
    expect(page.locator("[data-search-result]").first).to_be_visible()
    page.keyboard.press("End")


PICTURES: dict[str, tuple[Callable[[Page, str], None], tuple[int, int], str]] = {
    "item": (item, DESKTOP, "light"),
    "self-check": (self_check, DESKTOP, "light"),
    "phone": (item, PHONE, "light"),
    "phone-search": (search, PHONE, "light"),
    "phone-dark": (item, PHONE, "dark"),
}


def take(browser: Browser, address: str, name: str) -> None:
    """Take one picture, in a browser that has never been here."""
    show, (width, height), scheme = PICTURES[name]
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        locale="zh-CN",
    )
    show(page, address)
    page.evaluate(DRAWN)
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
    page.context.close()


def main() -> None:
    """Build the site and take every picture."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site = Path(scratch) / "site"
        build_site(ROOT, site)
        browser = playwright.chromium.launch(executable_path=program("chromium"), args=TEST_FLAGS)
        with serving(site) as address:
            for name in PICTURES:
                take(browser, address, name)
        browser.close()


if __name__ == "__main__":
    main()

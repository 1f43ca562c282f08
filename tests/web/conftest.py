"""Tabs on the self-check: fresh ones, and one that tests of scoring share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macros.loading.editions import load_publications
from tests.web.selfcheckpage import SelfCheckPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext

    from macros.loading.editions import Publication
    from qinglian_core import Rubric

    Tab = Callable[[], SelfCheckPage]


@pytest.fixture(scope="session")
def publication(root: Path) -> Publication:
    """Return the edition at the root of the site."""
    return load_publications(root)[0]


@pytest.fixture(scope="session")
def rubric(publication: Publication) -> Rubric:
    """Return the rubric of the edition at the root of the site."""
    return publication.rubric


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a browser that has never seen the site; what tests take from the network is not kept elsewhere."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="zh-CN", service_workers="block"
    )
    yield context
    context.close()


@pytest.fixture
def tab(context: BrowserContext, site_address: str) -> Iterator[Tab]:
    """Return what opens a tab; at the end no tab may have had an error."""
    tabs: list[SelfCheckPage] = []

    def open_tab() -> SelfCheckPage:
        tabs.append(SelfCheckPage(context.new_page(), site_address))
        return tabs[-1]

    yield open_tab
    assert [fault for one in tabs for fault in one.faults] == []


@pytest.fixture
def check(tab: Tab) -> SelfCheckPage:
    """Return the self-check, opened for the first time."""
    check = tab()
    check.open()
    return check


@pytest.fixture(scope="module")
def worn(browser: Browser, site_address: str) -> Iterator[SelfCheckPage]:
    """Return one tab for the whole module: Python starts only once."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    check = SelfCheckPage(context.new_page(), site_address)
    check.open()
    yield check
    assert check.faults == []
    context.close()


@pytest.fixture
def fresh(worn: SelfCheckPage) -> SelfCheckPage:
    """Return the module's tab with a new, blank self-check in it."""
    for dialog in worn.page.locator("dialog[open]").all():
        dialog.press("Escape")
    worn.page.locator("[role=tab][data-view=form]").click()
    worn.begin()
    return worn

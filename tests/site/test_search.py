"""The search on the built site: what a reader types, sees and opens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.conftest import Opened

pytestmark = pytest.mark.browser

SCREENS = (
    {"viewport": {"width": 1280, "height": 900}},
    {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True},
)


@pytest.mark.parametrize("screen", SCREENS, ids=["desktop", "phone"])
def test_a_result_tells_the_clause_and_opens_it(
    opened: Opened, site_address: str, screen: dict[str, object]
) -> None:
    with opened("glossary/", **screen) as page:
        page.get_by_role("button", name="检索").click()
        page.locator("#q-search-field").fill("15条")
        first = page.locator("[data-search-result]").first
        expect(first).to_contain_text("第13.4条")
        expect(first).to_contain_text("厚植机关廉洁文化")
        expect(first).to_contain_text("4分")
        expect(first.locator("mark").first).to_have_text("15条")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site_address}criteria/13/#c13-4")
        expect(page.locator("#c13-4 [data-official]")).to_be_in_viewport()
        expect(page.locator("dialog.q-search")).to_be_hidden()


def test_a_question_of_procedure_is_answered_in_our_words(
    opened: Opened, site_address: str
) -> None:
    with opened("?q=谁来考") as page:
        answer = page.locator("[data-search-result]").first
        expect(answer).to_contain_text("考评细则没有写由谁考评")
        near = page.locator(".q-search__list > li").first.get_by_role(
            "link", name="第13.4条", exact=True
        )
        expect(near).to_have_attribute("href", f"{site_address}criteria/13/#c13-4")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site_address}method/#gap-who-assesses")
        expect(page.locator("#gap-who-assesses")).to_be_in_viewport()


def test_the_home_page_asks_what_to_find(opened: Opened, site_address: str) -> None:
    with opened("", viewport={"width": 390, "height": 800}) as page:
        page.get_by_role("button", name="找一条").click()
        expect(page.locator("#q-search-field")).to_be_focused()
        page.keyboard.type("家风")
        expect(page.locator("[data-search-result]").first).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site_address}criteria/13/#c13-2")


@pytest.mark.parametrize("path", ["", "criteria/", "criteria/13/", "self-check/", "404.html"])
def test_an_address_with_a_query_opens_the_search(
    opened: Opened, site_address: str, path: str
) -> None:
    with opened(f"{path}?q=三重一大") as page:
        expect(page.locator("#q-search-field")).to_have_value("三重一大")
        first = page.locator("[data-search-result]").first
        expect(first).to_have_attribute("href", f"{site_address}criteria/06/#c6-2")
        expect(page.locator("dialog.q-search").get_by_role("status")).to_have_text(
            re.compile(r"^找到 \d+ 个结果$")
        )


def test_every_result_leads_to_a_place_that_exists(
    opened: Opened, site: Path, site_address: str
) -> None:
    with opened("?q=党课") as page:
        links = page.locator("[data-search-result]")
        expect(links.first).to_contain_text("第3.2条")
        targets = [str(link.get_attribute("href")) for link in links.all()]
    assert len(targets) > 1
    for target in targets:
        path, _, place = target.removeprefix(site_address).partition("#")
        html = (site / path / "index.html").read_text("utf-8")
        assert not place or f'id="{place}"' in html, target

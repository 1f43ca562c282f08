"""What a reader does with a clause: look up a term, copy the text, copy the link, sort and filter the table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.patience import eventually, stop_the_clock

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.site.conftest import Opened

pytestmark = pytest.mark.browser

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}


def test_a_term_is_explained_on_hover_and_on_focus(opened: Opened) -> None:
    with opened("criteria/01/") as page:
        term = page.locator("#c1-1 a.term").first
        tip = page.locator(".tip")
        before = page.locator("#c1-1 [data-official]").text_content()
        expect(tip).to_be_hidden()
        term.hover()
        expect(tip).to_contain_text("党组（党委）：党组设在非党组织的领导机关中")
        page.keyboard.press("Escape")
        expect(tip).to_be_hidden()
        term.focus()
        expect(tip).to_be_visible()
        assert page.locator("#c1-1 [data-official]").text_content() == before
        assert tip.evaluate("tip => tip.closest('[data-official]')") is None


def test_the_pointer_can_move_onto_an_explanation(opened: Opened) -> None:
    with opened("criteria/01/") as page:
        stop_the_clock(page)
        tip = page.locator(".tip")
        page.locator("#c1-1 a.term").first.hover()
        page.locator("h1").hover()
        expect(tip).to_be_visible()
        page.clock.run_for(1000)
        expect(tip).to_be_hidden()
        page.locator("#c1-1 a.term").first.hover()
        tip.locator("a").hover()
        page.clock.run_for(1000)
        expect(tip).to_be_visible()
        tip.locator("a").click()
        page.wait_for_url("**/glossary/#party-group")


def test_a_tap_explains_and_stays_on_the_page(opened: Opened) -> None:
    with opened(
        "criteria/01/", viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True
    ) as page:
        address = page.url
        page.locator("#c1-1 a.term").first.tap()
        expect(page.locator(".tip")).to_be_visible()
        assert page.url == address
        box = page.locator(".tip").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        page.locator("h1").tap()
        expect(page.locator(".tip")).to_be_hidden()


def test_the_official_text_and_the_link_can_be_copied(opened: Opened) -> None:
    with opened("criteria/01/?q=", **CLIPBOARD) as page:
        stop_the_clock(page)
        page.get_by_role("button", name="复制原文：第1.3条").click()
        expect(page.get_by_role("status").filter(has_text="已复制")).to_have_text("原文已复制")
        text = page.locator("#c1-3 [data-official]").text_content()
        assert page.evaluate("navigator.clipboard.readText()") == text
        page.get_by_role("button", name="复制链接：第1.3条").click()
        expect(page.get_by_role("status").filter(has_text="已复制")).to_have_text("链接已复制")
        copied = page.evaluate("navigator.clipboard.readText()")
        address = page.url.split("criteria/")[0]
        assert copied == f"{address}jiyuan/criteria/01/#c1-3"
        page.goto(copied)
        expect(page.locator("#c1-3 h2")).to_be_in_viewport()
        expect(page.locator("link[rel=canonical]")).to_have_attribute(
            "href", "../../../criteria/01/"
        )


def test_selected_official_text_is_copied_as_plain_text(opened: Opened) -> None:
    with opened("criteria/01/", **CLIPBOARD) as page:
        page.locator("#c1-1 [data-official]").evaluate(
            "element => getSelection().selectAllChildren(element)"
        )
        page.keyboard.press("Control+C")
        text = page.locator("#c1-1 [data-official]").text_content()
        eventually(page, lambda: page.evaluate("navigator.clipboard.readText()"), text)
        kinds = page.evaluate("navigator.clipboard.read().then((all) => all[0].types)")
        assert kinds == ["text/plain"]


def test_the_table_is_filtered(opened: Opened) -> None:
    with opened("criteria/") as page:
        rows = page.locator("table.clauses tbody tr:visible")
        count = page.locator("[data-table-count]")
        expect(count).to_have_text("共43条")
        page.get_by_role("combobox", name="评分办法").select_option("原文没有写")
        expect(rows).to_have_count(13)
        expect(count).to_have_text("13条符合，共43条")
        page.get_by_role("combobox", name="考评项目").select_option("崇廉尚洁氛围")
        page.get_by_role("combobox", name="分值").select_option("6分")
        expect(rows.locator("th")).to_have_text(["第14.3条"])
        page.get_by_role("combobox", name="依据来源").select_option("原文写明")
        expect(rows).to_have_count(0)
        expect(page.locator("[data-table-none]")).to_be_visible()
        page.get_by_role("button", name="清除").click()
        expect(rows).to_have_count(43)
        page.get_by_role("combobox", name="依据来源").select_option("原文写明")
        expect(rows.locator("th")).to_have_text(
            ["第1.1条", "第1.3条", "第2.1条", "第4.2条", "第11.2条"]
        )


def test_the_table_is_sorted(opened: Opened) -> None:
    with opened("criteria/") as page:
        first = page.locator("table.clauses tbody tr").first
        heading = page.locator("th[data-sort=points]")
        heading.get_by_role("button").click()
        expect(heading).to_have_attribute("aria-sort", "ascending")
        expect(first).to_contain_text("第4.1条")
        heading.get_by_role("button").click()
        expect(heading).to_have_attribute("aria-sort", "descending")
        expect(first).to_contain_text("第14.3条")
        page.locator("th[data-sort=order]").get_by_role("button").click()
        expect(first).to_contain_text("第1.1条")
        expect(page.locator("[aria-sort]")).to_have_count(1)


def just_below_the_header(page: Page) -> bool:
    top: float = page.locator("#c13-4").evaluate("one => one.getBoundingClientRect().top")
    under: float = page.locator(".header").evaluate("one => one.getBoundingClientRect().bottom")
    return under < top < under + 30


def test_a_link_to_a_clause_opens_just_below_the_header(opened: Opened) -> None:
    for width in (390, 1280):
        with opened("criteria/13/#c13-4", viewport={"width": width, "height": 800}) as page:
            expect(page.locator("#c13-4")).to_be_in_viewport()
            eventually(page, partial(just_below_the_header, page), wanted=True)
            if width > 1000:
                expect(page.locator(".jump [aria-current]")).to_have_text("第13.4条 4分")


def test_the_clause_in_view_is_marked(opened: Opened) -> None:
    with opened("criteria/13/") as page:
        page.locator("#c13-3").scroll_into_view_if_needed()
        page.evaluate("document.getElementById('c13-3').scrollIntoView()")
        expect(page.locator(".jump [aria-current]")).to_have_text("第13.3条 2分")

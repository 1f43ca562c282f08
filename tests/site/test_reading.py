"""Reading the criteria: every page opens clean, on every screen, with and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from macros.loading.editions import load_publications
from tests.bench.lighthouse import weight
from tests.patience import card_by_card
from tests.serving import TricklingHandler, serving
from tests.shifts import shifts, watch
from tests.site.conftest import READING

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.site.conftest import Opened

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 768, 1280, 1920)
MOST_BYTES = 400_000


def test_every_item_has_its_page(root: Path, opened: Opened) -> None:
    rubric = load_publications(root)[0].rubric
    with opened("criteria/") as page:
        links = page.locator("table.clauses th[scope=row] a")
        expect(links).to_have_count(len(rubric.clauses))
        links.last.click()
        expect(page.locator("h1")).to_contain_text(rubric.items[-1].title)
        page.wait_for_url("**/criteria/14/#c14-4")


@pytest.mark.parametrize("path", READING)
@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.thorough)])
def test_pages_fit_every_screen(opened: Opened, path: str, scheme: str) -> None:
    with opened(path, color_scheme=scheme) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (path, width)


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.thorough)])
def test_official_text_stands_unchanged_in_the_browser(
    root: Path, opened: Opened, every: int
) -> None:
    for item in load_publications(root)[0].rubric.items[::every]:
        with opened(f"criteria/{item.id.zfill(2)}/") as page:
            texts = page.eval_on_selector_all(
                "[data-official]", "found => found.map(one => one.textContent)"
            )
        assert texts == [item.title, item.standard, *(clause.text for clause in item.clauses)]


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.thorough)])
def test_nothing_moves_while_a_page_comes(browser: Browser, site: Path, width: int) -> None:
    """On a line so slow that the browser could draw every page half a hundred times before it is whole."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    card_by_card(context)
    watch(context)
    page = context.new_page()
    moved = {}
    with serving(site, TricklingHandler) as address:
        for path in (*READING, "criteria/all/", "compare/", "self-check/"):
            page.goto(address + path, wait_until="networkidle")
            moved[path] = shifts(page)
    context.close()
    assert {path: found for path, found in moved.items() if found} == {}


@pytest.mark.parametrize("path", READING)
def test_reading_pages_are_light(site: Path, path: str) -> None:
    assert weight(site, path) < MOST_BYTES


def test_without_scripts_everything_can_be_read(opened: Opened) -> None:
    with opened("criteria/13/", java_script_enabled=False) as page:
        expect(page.locator("#c13-4 [data-official]")).to_be_visible()
        expect(page.get_by_role("button", name="打印本项")).to_be_hidden()
        expect(page.get_by_role("button", name="复制原文：第13.4条")).to_be_hidden()
        expect(page.get_by_role("link", name="固定链接：第13.4条")).to_be_visible()
        term = page.locator("#c13-1 a.term").first
        term.click()
        page.wait_for_url(f"**/#term-{term.get_attribute('data-term')}")
    with opened("criteria/", java_script_enabled=False) as page:
        expect(page.locator("table.clauses tbody tr:visible")).to_have_count(43)
        expect(page.locator(".filters")).to_be_hidden()


def test_dark_follows_the_system_without_scripts(opened: Opened) -> None:
    colours = []
    for scheme in ("light", "dark"):
        with opened("", java_script_enabled=False, color_scheme=scheme) as page:
            colours.append(
                page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
            )
    assert colours == ["rgb(250, 248, 244)", "rgb(18, 23, 24)"]


def test_the_readers_choice_of_scheme_is_kept(opened: Opened) -> None:
    with opened("") as page:
        toggle = page.get_by_role("button", name="深色显示")
        expect(toggle).to_have_attribute("aria-pressed", "false")
        toggle.click()
        expect(toggle).to_have_attribute("aria-pressed", "true")
        page.goto(page.url + "method/")
        expect(page.locator("html")).to_have_attribute("data-md-color-scheme", "slate")
        page.emulate_media(color_scheme="light")
        expect(page.locator("body")).to_have_css("background-color", "rgb(18, 23, 24)")


def test_the_contents_open_on_a_phone(opened: Opened) -> None:
    with opened("criteria/09/", viewport={"width": 390, "height": 800}) as page:
        expect(page.locator("nav.side")).to_be_hidden()
        page.locator(".menu summary").click()
        current = page.locator(".menu__panel [aria-current=page]")
        expect(current).to_have_text("第9项 坚持正确用人导向")
        page.keyboard.press("Escape")
        expect(page.locator(".menu__panel")).to_be_hidden()
        expect(page.locator(".menu summary")).to_be_focused()
        page.locator(".menu summary").press("Enter")
        page.get_by_role("link", name="第14项 培育选树清廉典型").click()
        page.wait_for_url("**/criteria/14/")


def test_pages_of_items_lead_on_and_back(opened: Opened) -> None:
    with opened("criteria/13/") as page:
        expect(page.locator(".turn")).to_have_text("‹ 上一项第13项 / 共14项下一项 ›")
        page.locator(".turn [rel=next]").click()
        page.wait_for_url("**/criteria/14/")
        expect(page.locator(".turn [rel=next]")).to_have_count(0)
        page.locator(".pager [rel=prev]").click()
        page.wait_for_url("**/criteria/13/")
        page.get_by_role("link", name="到自查表填第13.4条").click()
        page.wait_for_url("**/self-check/#c13-4")


def test_paper_shows_the_text_and_the_steps_but_no_controls(opened: Opened) -> None:
    with opened("criteria/13/") as page:
        page.emulate_media(media="print")
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        expect(page.locator("#c13-4 .example ol").first).to_be_visible()
        for gone in (".header", ".side", ".turn", ".item__tools", ".clause__tools", ".footer"):
            expect(page.locator(gone).first).to_be_hidden()
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        expect(page.locator("#c13-4 .example ol").first).to_be_hidden()
        page.emulate_media(media="screen")
        page.evaluate(
            "() => { window.print = () => window.dispatchEvent(new Event('beforeprint')); }"
        )
        page.get_by_role("button", name="只打印原文和材料").click()
        page.emulate_media(media="print")
        for gone in (".rule", ".example", ".related", ".ours--orientation", ".terms"):
            expect(page.locator(gone).first).to_be_hidden()
        for kept in ("#c13-4 [data-official]", "#c13-4 .evidence", ".standard [data-official]"):
            expect(page.locator(kept)).to_be_visible()
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        expect(page.locator("#c13-4 .rule").first).to_be_visible()

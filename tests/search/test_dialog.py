"""The search dialog in a real Chromium, on a server and from a folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.search.page import served, write_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a fresh context in which nothing may be said on the console."""
    opened = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("weberror", lambda error: said.append(str(error.error)))
    yield opened
    opened.close()
    assert said == []


@pytest.fixture(scope="module")
def address(
    root: Path, search_values: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Return the address of the page on a server."""
    folder = tmp_path_factory.mktemp("served")
    write_page(root, folder, search_values)
    with served(folder) as url:
        yield url


@pytest.fixture(scope="module")
def file_address(
    root: Path, search_values: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> str:
    """Return the address of the page in a folder."""
    folder = tmp_path_factory.mktemp("folder")
    write_page(root, folder, search_values)
    return (folder / "index.html").as_uri()


def hrefs(page: Page) -> list[str]:
    """Return where the results lead, in order."""
    links = page.locator("[data-search-result]")
    return [str(links.nth(index).get_attribute("href")) for index in range(links.count())]


def opened(context: BrowserContext, address: str) -> Page:
    """Return the page with the dialog open and ready."""
    page = context.new_page()
    page.goto(address)
    page.keyboard.press("/")
    expect(page.get_by_text("可以查词语")).to_be_visible()
    return page


def test_results_come_while_typing(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    page.keyboard.type("13710")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^找到 \d+ 个结果$"))
    first = page.locator("[data-search-result]").first
    assert hrefs(page)[0] == f"{address}criteria/04/#c4-3"
    expect(first).to_contain_text("第4.3条")
    expect(first).to_contain_text("建立健全权力监督制度")
    expect(first).to_contain_text("2分")
    expect(first.locator("mark").first).to_have_text("13710")
    page.keyboard.press("Backspace")
    page.locator("#q-search-field").fill("三重一大")
    assert hrefs(page)[0].endswith("criteria/06/#c6-2")


def test_the_keyboard_leads_all_the_way(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    field = page.locator("#q-search-field")
    expect(field).to_be_focused()
    page.keyboard.type("家风")
    links = page.locator("[data-search-result]")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    expect(links.last).to_be_focused()
    page.keyboard.press("Home")
    expect(links.first).to_be_focused()
    target = str(links.first.get_attribute("href"))
    page.keyboard.press("Enter")
    page.wait_for_url(target)


def test_enter_in_the_field_opens_the_first_result(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    page.keyboard.type("15条")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}criteria/13/#c13-4")


def test_escape_closes_and_gives_the_focus_back(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(address)
    button = page.get_by_role("button", name="检索")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#q-search-field")).to_be_focused()
    page.keyboard.type("党课")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.q-search")).to_be_hidden()
    expect(button).to_be_focused()


def test_keys_open_it_but_not_while_writing(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(address)
    note = page.locator("#note")
    note.focus()
    page.keyboard.press("/")
    expect(note).to_have_value("/")
    expect(page.locator("dialog.q-search")).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.locator("#q-search-field")).to_be_focused()
    page.keyboard.press("Escape")
    expect(note).to_be_focused()


def test_the_address_opens_a_search_and_back_returns_to_it(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    page.goto(f"{address}?q=带病提拔")
    expect(page.locator("#q-search-field")).to_have_value("带病提拔")
    first = page.locator("[data-search-result]").first
    expect(first).to_have_attribute("href", f"{address}criteria/09/")
    length = page.evaluate("history.length")
    page.locator("#q-search-field").fill("15条")
    expect(first).to_contain_text("第13.4条")
    page.wait_for_url(f"{address}?q=15%E6%9D%A1")
    assert page.evaluate("history.length") == length
    page.locator("[data-search-result]").first.click()
    page.wait_for_url(f"{address}criteria/13/#c13-4")
    page.go_back()
    expect(page.locator("#q-search-field")).to_have_value("15条")
    page.keyboard.press("Escape")
    page.wait_for_url(address)


def test_a_result_on_the_same_page_is_only_a_jump(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}criteria/13/?q=稿件")
    page.evaluate("window.kept = true")
    page.locator("[data-search-result]").first.click()
    page.wait_for_url(f"{address}criteria/13/#c13-4")
    expect(page.locator("dialog.q-search")).to_be_hidden()
    assert page.evaluate("window.kept") is True


def test_the_empty_result_helps_further(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    page.keyboard.type("火星党课")
    page.locator("#q-search-field").fill("天气预报")
    expect(page.get_by_role("status")).to_have_text("没有找到“天气预报”")
    assert hrefs(page) == []
    table = page.get_by_role("link", name="在考评细则一览表中逐条查看")
    assert table.get_attribute("href") == f"{address}criteria/"
    page.get_by_role("button", name="三会一课").click()
    expect(page.locator("#q-search-field")).to_have_value("三会一课")
    assert hrefs(page)[0].endswith("criteria/03/#c3-2")


def test_partial_results_say_so(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    page.keyboard.type("量子计算")
    expect(page.get_by_role("status")).to_have_text(
        re.compile(r"^没有完全相符的；部分相符的有 \d 个$")
    )


def test_composing_waits_for_the_word(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    session = context.new_cdp_session(page)
    session.send(
        "Input.imeSetComposition", {"text": "san'hui", "selectionStart": 7, "selectionEnd": 7}
    )
    expect(page.locator("#q-search-field")).to_have_value("san'hui")
    assert hrefs(page) == []
    expect(page.get_by_role("status")).to_be_empty()
    session.send("Input.insertText", {"text": "三会"})
    expect(page.locator("[data-search-result]").first).to_contain_text("第3.2条")


def test_what_is_typed_is_never_markup(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    page.locator("#q-search-field").fill("<img src=x onerror=alert(1)>")
    expect(page.get_by_role("status")).to_have_text("没有找到“<img src=x onerror=alert(1)>”")
    assert page.locator("dialog img").count() == 0


def test_it_works_from_a_folder(context: BrowserContext, file_address: str) -> None:
    page = context.new_page()
    page.goto(f"{file_address}?q=八相规定")
    first = page.locator("[data-search-result]").first
    expect(first).to_contain_text("第11.1条")
    assert str(first.get_attribute("href")).endswith("/criteria/11/index.html#c11-1")
    page.locator("#q-search-field").fill("稿件")
    page.keyboard.press("Enter")
    page.wait_for_url("**/criteria/13/index.html#c13-4")


def test_missing_data_are_told(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.route(
        "**/search-data.js", lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    page.goto(address)
    page.keyboard.press("/")
    expect(page.get_by_role("status")).to_have_text(
        re.compile(r"^检索数据不可用：.*search-data\.js。请刷新页面再试。$")
    )
    expect(page.get_by_role("link", name="在考评细则一览表中逐条查看")).to_be_visible()


def test_data_that_are_gone_are_told(browser: Browser, address: str) -> None:
    """The browser itself says on the console that there is no such file."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/search-data.js", lambda route: route.fulfill(status=404))
    page.goto(address)
    page.keyboard.press("/")
    expect(page.get_by_role("status")).to_have_text(
        "检索数据没有载入：连接不到服务器，或者网站刚刚更新。请刷新页面再试。"
    )
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_fits_the_screen(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{address}?q=廉洁文化")
    expect(page.locator("[data-search-result]").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator(".q-search__body").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert box[0] == box[1]
    context.close()

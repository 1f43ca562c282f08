"""The page without scores: no script, no runtime, an old browser; it stays the whole official table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.holding import held
from tests.web.selfcheckpage import STARTED, SelfCheckPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, BrowserContext

    from qinglian_core import Rubric

pytestmark = pytest.mark.browser


def official_texts(check: SelfCheckPage) -> list[str]:
    """Return the verbatim texts that can be read on the page, in order."""
    return check.page.locator("[data-official]:visible").all_inner_texts()


def test_without_scripts_it_is_the_whole_table_and_says_what_to_do(
    browser: Browser, site_address: str, rubric: Rubric
) -> None:
    context = browser.new_context(java_script_enabled=False)
    check = SelfCheckPage(context.new_page(), site_address)
    check.page.goto(check.address)
    wanted = [
        text
        for item in rubric.items
        for text in (item.standard, *(clause.text for clause in item.clauses))
    ]
    assert official_texts(check) == wanted
    note = check.page.locator("noscript .sc-note")
    expect(note).to_contain_text("现在不显示分数")
    expect(note).to_contain_text("允许本站运行 JavaScript")
    expect(check.page.locator(".sc-summary")).to_be_hidden()
    expect(check.page.get_by_role("button")).to_have_count(0)
    for project in rubric.projects:
        expect(check.page.get_by_role("heading", name=project.title)).to_be_visible()
    assert check.page.locator("html").get_attribute("data-engine") is None
    context.close()


@pytest.fixture
def release(context: BrowserContext) -> Callable[[], None]:
    """Keep Python from arriving until this is called."""
    return held(context, "**/runtime/*.bin")


def test_while_loading_answers_are_taken_and_scored_later(
    context: BrowserContext, site_address: str, release: Callable[[], None]
) -> None:
    check = SelfCheckPage(context.new_page(), site_address)
    check.page.goto(check.address)
    html = check.page.locator("html")
    expect(html).to_have_attribute("data-engine", "loading")
    expect(check.page.locator("[data-progress]")).to_be_visible()
    check.answer("1.1", {"missing": 1})
    check.fill("13.4.reports", "十五条")
    assert check.card("1.1").get_attribute("data-low") is None
    expect(check.page.locator("[data-storage]:visible").first).to_contain_text("已存入")
    release()
    expect(html).to_have_attribute("data-engine", "ready", timeout=STARTED)
    check.expect_clause("1.1", {"low": "1", "high": "1", "estimate": "1"})
    expect(check.card("13.4").locator("[data-fault]:visible")).to_contain_text("十五条")
    check.expect_clause("13.4", {"low": "0", "high": "4"})
    expect(check.page.locator("[data-progress]")).to_be_hidden()


def test_what_is_asked_for_while_loading_comes_when_python_has_started(
    context: BrowserContext, site_address: str, release: Callable[[], None]
) -> None:
    check = SelfCheckPage(context.new_page(), site_address)
    page = check.page
    page.goto(check.address)
    check.answer("1.1", {"missing": 2})
    page.get_by_role("tab", name="导出").click()
    for kind in ("CSV", "JSON", "CSV"):
        page.get_by_role("button", name=kind).click()
    status = page.locator("[data-export-status]")
    expect(status).to_have_text("计分程序正在启动，启动以后接着导出……")
    page.get_by_role("tab", name="下一步").click()
    expect(page.locator("[data-work-none]")).to_have_text("计分程序启动以后，这里会列出来。")
    made: list[str] = []
    page.on("download", lambda download: made.append(download.suggested_filename[-4:]))
    with page.expect_download(
        lambda download: download.suggested_filename.endswith("json"), timeout=STARTED
    ):
        release()
    expect(page.locator("[data-work-row]").first).to_contain_text("第")
    expect(status).to_contain_text("已经做好，请在浏览器的下载里找")
    assert made == [".csv", "json"]


def test_when_python_does_not_start_the_page_says_why_and_keeps_working(
    context: BrowserContext, site_address: str
) -> None:
    context.route("**/runtime/*.bin", lambda route: route.fulfill(status=404))
    check = SelfCheckPage(context.new_page(), site_address)
    check.page.goto(check.address)
    html = check.page.locator("html")
    expect(html).to_have_attribute("data-engine", "failed", timeout=STARTED)
    note = check.page.locator('[data-engine-note="failed"]')
    expect(note).to_contain_text("计分程序没有启动成功")
    expect(note).to_contain_text("网站多半已经更新：这个页面要用的文件，服务器上没有了。请刷新页面")
    check.answer("1.1", {"missing": 1})
    download = check.save()
    assert download.suggested_filename.endswith(".json")
    context.unroute("**/runtime/*.bin")
    note.get_by_role("button", name="重试").press("Enter")
    expect(note).to_be_hidden()
    expect(check.page.get_by_role("tab", name="填写")).to_be_focused()
    expect(html).to_have_attribute("data-engine", "ready", timeout=STARTED)
    check.expect_clause("1.1", {"low": "1", "high": "1", "estimate": "1"})


def test_scores_that_no_longer_hold_are_not_shown(check: SelfCheckPage) -> None:
    check.answer("1.4", {"list": "no"})
    check.expect_clause("1.4", {"low": "0", "high": "0"})
    expect(check.field("1.4.faulty")).to_be_disabled()
    check.page.route("**/runtime/**", lambda route: route.abort())
    check.page.evaluate(_BREAKING)
    check.fill("1.1.missing", "1")
    html = check.page.locator("html")
    expect(html).to_have_attribute("data-engine", "failed", timeout=STARTED)
    assert check.card("1.4").get_attribute("data-low") is None
    assert check.total_place.get_attribute("data-low") is None
    expect(check.card("1.4").locator("[data-show=range]")).to_have_text("—")
    expect(check.field("1.4.faulty")).to_be_enabled()
    check.expect_kept()
    check.faults.clear()


_BREAKING = """() => {
  Worker.prototype.postMessage = function () { this.onerror(new ErrorEvent('error')); };
}"""
"""Python stops answering for good: whatever is sent to a worker kills it."""


def test_in_a_browser_without_what_python_needs_the_form_still_works(
    context: BrowserContext, site_address: str
) -> None:
    context.add_init_script("delete window.WebAssembly")
    check = SelfCheckPage(context.new_page(), site_address)
    check.page.goto(check.address)
    expect(check.page.locator("html")).to_have_attribute("data-engine", "unsupported")
    expect(check.page.locator('[data-engine-note="unsupported"]')).to_contain_text("这个浏览器太旧")
    check.answer("1.1", {"missing": 1})
    check.expect_kept()
    check.page.reload()
    expect(check.field("1.1.missing")).to_have_value("1")


def test_on_paper_nothing_official_is_missing(check: SelfCheckPage, rubric: Rubric) -> None:
    assert len(official_texts(check)) == len(rubric.clauses)
    check.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    check.page.emulate_media(media="print")
    assert len(official_texts(check)) == len(rubric.clauses) + len(rubric.items)

"""The page on which the criteria are revised, with the real Python: what a maintainer does there, and what stays."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from macros.loading.published import published_sources
from tests.axe import ALL, COLOURS_AND_SIZES, SIZES, Look, barriers, overflowing, show
from tests.conftest import CHROMIUM_FLAGS, patient
from tests.revision import SOURCE, write_revision
from tests.web.maintainpage import LONG, MaintainPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Playwright, ViewportSize

    from tests.runtime.devtools import OldBrowser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDE: ViewportSize = {"width": 1280, "height": 900}
LOOKS = (
    Look(width=1280, rules=ALL),
    Look(width=390, rules=COLOURS_AND_SIZES, scheme="dark"),
    Look(width=320, rules=SIZES),
)
LOOKED_ONCE = LOOKS[:1]
STEPS = ("开始", "导入", "逐处看", "修改", "检查", "发布")
AWAITED = """new Promise(done => {
  const look = () => (document.querySelector('%s') ? done(true) : requestAnimationFrame(look));
  look();
})"""
FULL = """() => {
  window.put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => { throw new DOMException("", "QuotaExceededError"); };
}"""
LOOKED_AT = ("guidance", "looked_at")
UNSURE_OF_ALL = 'answers: {education: "unsure"}'
EXAMPLES = ("guidance", "examples")
EXAMPLE = ("guidance", "examples", "3")
QUESTION = ("parts", "0", "questions", "0")


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """Return a browser that compiles WebAssembly as it does for readers: a whole site is worth the second time."""
    started = patient(playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS))
    yield started
    started.close()


def _score_anew(page: MaintainPage) -> None:
    """Answer an example in the words of the question, have it scored by the rules, and add a field."""
    answer = page.place(*EXAMPLE, "answers").get_by_label(
        "12345便民热线中，群众有反映并查实的有几次？"
    )
    expect(answer).to_have_value("1")
    answer.fill("拿不准")
    expect(page.count("check")).not_to_have_text("", timeout=LONG)
    page.place(*EXAMPLE).get_by_role("button", name="照规则重算").click()
    expect(page.field(*EXAMPLE, "low")).to_have_value("0", timeout=LONG)
    expect(page.field(*EXAMPLE, "high")).to_have_value("2")
    expect(page.count("check")).to_have_text("", timeout=LONG)
    page.place(*QUESTION).locator("> .mt-body > .mt-add").select_option(label="得分")
    expect(page.place(*QUESTION, "award").locator("input")).to_be_focused()


def test_a_clause_is_revised_seen_scored_undone_and_kept(
    browser: Browser, site_address: str
) -> None:
    context = browser.new_context(viewport=WIDE)
    page = MaintainPage(context.new_page(), site_address)
    assert not [one for one in page.asked if "/runtime/" in one or "/workbench/" in one]
    page.begin()
    page.choose("4.2")

    # 写错了：说在那一栏，检查里数得到，点一下就到那里；撤销就没有了
    page.field("points").fill("3")
    expect(page.place("points")).to_contain_text("各部分的分值相加是 2，本条是 3", timeout=LONG)
    expect(page.field("points")).to_have_attribute("aria-invalid", "true")
    expect(page.count("check")).to_have_text("2处")
    page.step("发布")
    expect(page.page.get_by_role("button", name="生成网站")).to_be_disabled()
    page.step("检查")
    page.page.locator("[data-check]").get_by_role("button", name="各部分的分值相加").click()
    expect(page.field("points")).to_be_focused(timeout=LONG)
    page.page.get_by_role("button", name="撤销", exact=True).click()
    expect(page.field("points")).to_have_value("2", timeout=LONG)
    expect(page.count("check")).to_have_text("")

    # 改了说明：旁边就看得到；卡片由真正的计分算，试答的可以记作算例
    page.field(*LOOKED_AT).fill("看热线的台账。")
    expect(page.page.locator("[data-preview-page]")).to_contain_text("看热线的台账。", timeout=LONG)
    card = page.page.locator("[data-preview-card]")
    card.locator("[data-field] input").first.fill("1")
    expect(card.locator("[data-told]")).to_have_text("本条得1分（满分2分）", timeout=LONG)
    page.page.get_by_role("button", name="把上面试答的记作算例").click()
    expect(page.field("guidance", "examples", "3", "title")).to_be_focused()
    page.page.keyboard.type("又一次查实")
    expect(page.place("guidance", "examples", "3", "story")).to_contain_text("空的", timeout=LONG)
    page.field("guidance", "examples", "3", "story").fill("查实1次。")
    expect(page.count("check")).to_have_text("", timeout=LONG)
    _score_anew(page)

    # 打字的同一刻离开：什么也不丢，回来还在改的地方
    page.field("search_words").fill("热线\n台账")
    page.page.reload()
    page.page.locator("[data-maintain][data-started]").wait_for()
    page.go_on()
    expect(page.field("search_words")).to_have_value("热线\n台账", timeout=LONG)
    expect(page.field(*LOOKED_AT)).to_have_value("看热线的台账。")
    undo = page.page.get_by_role("button", name="撤销", exact=True)
    undo.click()
    expect(page.field("search_words")).not_to_have_value("热线\n台账", timeout=LONG)
    undo.click()
    expect(page.count("check")).not_to_have_text("", timeout=LONG)
    assert page.faults == []
    context.close()


def test_text_that_cannot_be_read_stays_where_it_was_typed(
    browser: Browser, site_address: str
) -> None:
    context = browser.new_context(viewport=WIDE)
    page = MaintainPage(context.new_page(), site_address)
    page.begin()
    page.choose("4.1")
    page.page.get_by_role("button", name="原样文字").click()
    area = page.page.get_by_role("textbox", name="第4.1条的原样文字")
    good = area.input_value()
    broken = good.replace("points: 1", "points: [", 1)
    area.fill(broken)
    told = page.page.locator("[data-refusals]")
    expect(told).to_contain_text("还没有放进细则", timeout=LONG)
    expect(page.page.locator(".mt-gutter [data-faulty]")).to_have_count(1)
    page.choose("4.2")
    page.choose("4.1")
    expect(area).to_have_value(broken, timeout=LONG)
    # 只能在原样文字里改的，从“检查”点过去就是原样文字
    area.fill(good.replace("points: 1", "pionts: 1", 1))
    expect(page.count("check")).not_to_have_text("", timeout=LONG)
    page.page.get_by_role("button", name="填表").click()
    page.step("检查")
    page.page.locator("[data-check]").get_by_role("button", name="不认识的键").click()
    expect(area).to_be_focused(timeout=LONG)
    area.fill(good.replace("points: 1", "points: 1  # 看过", 1))
    expect(told).to_have_text("", timeout=LONG)
    page.page.get_by_role("button", name="填表").click()
    expect(page.field("points")).to_have_value("1", timeout=LONG)

    # 存满了：说清楚，接着改；腾出地方就存进去
    page.page.evaluate(FULL)
    page.field("points").fill("2")
    told = page.page.locator("[data-alerts] [role=alert]")
    expect(told).to_contain_text("浏览器的存储空间满了", timeout=LONG)
    expect(page.page.locator("[data-bar] [data-kept]")).to_have_text("没有存进这个浏览器")
    page.page.evaluate("() => { IDBObjectStore.prototype.put = window.put; }")
    expect(page.page.locator("[data-bar] [data-kept]")).to_contain_text(
        "已存入这个浏览器", timeout=LONG
    )
    expect(told).to_have_count(0)
    context.close()


def _add_and_take_out_an_item(page: MaintainPage) -> None:
    """Add an item, which has a clause; undo, redo, and take it out."""
    page.step("修改")
    page.page.locator("[data-new-item] summary").click()
    page.page.get_by_role("button", name="添这一项").click()
    title = page.field("title")
    expect(title).to_be_focused(timeout=LONG)
    expect(page.count("check")).not_to_have_text("")
    page.page.get_by_role("button", name="撤销", exact=True).click()
    editor = page.page.locator("[data-editor]")
    expect(editor).to_have_text("请从左边选要改的地方。", timeout=LONG)
    page.page.get_by_role("button", name="重做").click()
    page.page.locator("[data-outline] [data-target*='items/15.yaml']").first.click(timeout=LONG)
    page.page.get_by_role("button", name="删去这一项").click()
    expect(page.page.locator("[data-handed]")).to_contain_text("已删去", timeout=LONG)
    expect(page.count("check")).to_have_text("")


def _open_what_is_at_fault(page: MaintainPage) -> None:
    """Open an entry that is closed with a fault in it; 拿不准 of all, taken away, leads to single answers."""
    page.choose("13.1")
    page.page.get_by_role("button", name="原样文字").click()
    text = page.page.get_by_role("textbox", name="第13.1条的原样文字")
    text.fill(re.sub(r"answers: \{education: \{.*\}\}", UNSURE_OF_ALL, text.input_value(), count=1))
    expect(page.count("check")).not_to_have_text("", timeout=LONG)
    page.page.get_by_role("button", name="填表").click()
    first = page.place(*EXAMPLES, "0")
    expect(first.locator(".mt-fault")).not_to_have_count(0, timeout=LONG)
    first.locator("summary").first.click()
    answer = page.place(*EXAMPLES, "0", "answers", "education")
    answer.locator("select").select_option(label="（没有选）")
    expect(answer.get_by_label("伟大建党精神")).to_be_focused()


@pytest.mark.thorough
def test_items_come_and_go_and_editions_that_are_frozen_can_only_be_read(
    browser: Browser, site_address: str, tmp_path: Path
) -> None:
    work = tmp_path / "work.json"
    files = published_sources(write_revision(tmp_path / "second", current=True))
    began = "sources-of-another-release.bin"
    told = {"format": "qinglian-workbench", "version": 1, "files": files, "began": began}
    work.write_text(json.dumps(told), encoding="utf-8")
    context = browser.new_context(viewport=WIDE)
    page = MaintainPage(context.new_page(), site_address)
    page.open_file(work)
    expect(page.page.locator("[data-alerts]")).to_contain_text("网站又发布过别的改动", timeout=LONG)

    _add_and_take_out_an_item(page)
    _open_what_is_at_fault(page)

    # 旧版：看得到，标明不能改；本站的话还能改
    page.page.locator("[data-edition]").select_option("jiyuan")
    page.choose("4.2")
    expect(page.page.locator("[data-frozen]")).to_contain_text("已定稿，不能改")
    expect(page.field("points")).to_be_disabled()
    expect(page.page.get_by_role("button", name="删去这一条")).to_have_count(0)
    page.field(*LOOKED_AT).fill("看台账。")
    expect(page.page.locator("[data-preview-page]")).to_contain_text("看台账。", timeout=LONG)
    page.page.get_by_role("button", name="原样文字").click()
    text = page.page.get_by_role("textbox", name="第4.2条的原样文字")
    expect(text).not_to_be_editable(timeout=LONG)

    # 从正文一步回到步骤；Home、End 到头到尾
    page.page.get_by_role("button", name="跳到步骤").focus()
    page.page.keyboard.press("Enter")
    expect(page.page.get_by_role("tab", name="修改")).to_be_focused()
    page.page.keyboard.press("End")
    expect(page.page.get_by_role("tab", name="发布")).to_have_attribute("aria-selected", "true")
    page.page.keyboard.press("Home")
    expect(page.page.get_by_role("tab", name="开始")).to_have_attribute("aria-selected", "true")
    assert page.faults == []
    context.close()


@pytest.mark.parametrize(
    "looks",
    [LOOKED_ONCE, pytest.param(LOOKS, marks=pytest.mark.thorough)],
    ids=["some looks", "every look"],
)
def test_a_document_is_imported_looked_through_and_the_site_made_anew(
    browser: Browser, site_address: str, tmp_path: Path, looks: tuple[Look, ...]
) -> None:
    context = browser.new_context(viewport=WIDE)
    page = MaintainPage(context.new_page(), site_address)
    page.begin()
    page.import_document(SOURCE, "虚构的第二版")
    expect(page.page.locator("[data-import-result]")).to_contain_text("共44条")
    page.page.get_by_role("button", name="下一步：逐处看").click()
    left = page.page.locator("[data-review-status]")
    expect(left).to_contain_text("还剩31处", timeout=LONG)
    page.page.get_by_role("button", name="看过了").click()
    expect(left).to_contain_text("还剩30处", timeout=LONG)
    expect(page.page.locator(".mt-place h3")).to_be_focused(timeout=LONG)
    for look in looks:
        show(page.page, look)
        for step in STEPS:
            page.step(step)
            assert barriers(page.page, rules=look.rules) == [], (step, look)
            assert overflowing(page.page) == [], (step, look)

    page.step("发布")
    make = page.page.get_by_role("button", name="生成网站")
    status = page.page.locator("[data-publish] > [role=status]")
    make.click()
    page.page.get_by_role("button", name="停止").click()
    expect(status).to_have_text("已停止，什么也没有生成。", timeout=LONG)
    make.click()
    expect(status).to_have_text("网站已经生成，在下面下载。", timeout=LONG)
    with page.page.expect_download(timeout=LONG) as download:
        page.page.get_by_role("button", name="下载 qinglian-site.zip").click()
    download.value.save_as(tmp_path / "site.zip")
    with zipfile.ZipFile(io.BytesIO((tmp_path / "site.zip").read_bytes())) as archive:
        assert "site/maintain/index.html" in archive.namelist()
    assert page.faults == []
    context.close()


@pytest.mark.legacy
@pytest.mark.parametrize("version", [88, 103])
def test_an_old_browser_revises_or_says_that_it_cannot(
    version: int, old_browsers: Callable[[int], OldBrowser], site_address: str
) -> None:
    with old_browsers(version).open_page(f"{site_address}maintain/") as page:
        page.evaluate(AWAITED % "[data-maintain][data-started]")
        unable = page.evaluate("!document.querySelector('[data-unable]').hidden")
        assert unable == page.evaluate("document.querySelector('[data-begin]').disabled")
        assert unable == (version == 88)
        if not unable:
            page.evaluate("document.querySelector('[data-begin]').click()")
            page.evaluate(AWAITED % "[data-bar]:not([hidden])")
            assert page.evaluate("document.querySelector('[data-work-name]').textContent")

"""Nothing that axe finds, and no scrolling sideways, in any state of the self-check and however it is looked at."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from macros.pages.addresses import clause_anchor
from tests.axe import barriers, overflowing
from tests.web.selfcheckpage import SelfCheckPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator

    from qinglian_core import Rubric

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 900}},
    "dark, reduced motion": {
        "viewport": {"width": 1280, "height": 900},
        "color_scheme": "dark",
        "reduced_motion": "reduce",
    },
    "narrow": {"viewport": {"width": 320, "height": 800}, "has_touch": True},
    "zoom 400 %, dark": {"viewport": {"width": 320, "height": 256}, "color_scheme": "dark"},
    "forced colours": {
        "viewport": {"width": 320, "height": 800},
        "forced_colors": "active",
        "color_scheme": "dark",
    },
}
"""1280 by 1024 at a zoom of 400 % is 320 by 256 of the page's own pixels."""
WHOLE_TABLE = (
    "localStorage.getItem('qinglian.pace') || localStorage.setItem('qinglian.pace', 'all')"
)
"""What a reader has chosen who fills in the whole table on a narrow window, too."""
LONG_NAME = "济源示范区某某某某局机关党委" * 12 + "x" * 30
LONG_WORDS = "会议记录、通知和照片都在档案室。" * 60 + "https://example.org/" + "a" * 200


@pytest.fixture(scope="module", params=LOOKS)
def looked_at(
    request: pytest.FixtureRequest, browser: Browser, site_address: str
) -> Iterator[SelfCheckPage]:
    """Return a half-filled self-check in one of many looks, which the tests go through one after the other."""
    context = browser.new_context(**LOOKS[request.param], locale="zh-CN")
    context.add_init_script(WHOLE_TABLE)
    check = SelfCheckPage(context.new_page(), site_address)
    check.open()
    fill_in(check)
    yield check
    assert check.faults == []
    context.close()


def fill_in(check: SelfCheckPage) -> None:
    """Fill in a part, with long words, evidence, an answer that is none and an estimate too high."""
    check.fill("unit", LONG_NAME[:200])
    check.fill("period", "2026年度")
    check.give(
        {
            "1.1": {"answers": {"missing": 1}},
            "1.2": {"answers": {"system": "no", "training": "unsure"}},
            "1.4": {"answers": {"list": "yes"}},
            "6.2": {"estimate": "2.5"},
        }
    )
    check.fill("13.4.reports", "十五条")
    check.fill("14.3.estimate", "7")
    expect(check.page.locator("[data-fault]:visible")).to_have_count(2)
    check.expect_scored()
    card = check.card("6.2")
    check.fill("6.2.reason", LONG_WORDS)
    card.locator("[data-keeping] summary").click()
    check.fill("6.2.note", LONG_WORDS)
    card.get_by_role("button", name="添一份材料").click()
    card.locator("[data-part=what]").fill(LONG_WORDS)
    card.locator("[data-part=where]").fill("https://example.org/" + "b" * 200)
    card.locator(".sc-guide summary").click()


def changed_file(rubric: Rubric) -> bytes:
    """Return a file of another text of the criteria, with something in every list that is told."""
    clauses: dict[str, Any] = {
        clause.id: {"digest": clause.digest} for clause in rubric.clauses[1:]
    }
    clauses["1.2"]["answers"] = {"system": "yes"}
    clauses["1.3"] = {"answers": {"lost": 1}, "note": "旧", "digest": "0" * 16}
    clauses["99.1"] = {"note": "旧条"}
    edition = {"id": rubric.id, "digest": "0" * 64}
    header = {"format": "qinglian-self-check", "version": 2, "edition": edition}
    return json.dumps({**header, "unit": LONG_NAME[:200], "clauses": clauses}).encode()


def sound(check: SelfCheckPage, where: str = "") -> None:
    assert barriers(check.page, where) == []
    assert overflowing(check.page) == []


def test_every_view(looked_at: SelfCheckPage) -> None:
    page = looked_at.page
    sound(looked_at)
    page.get_by_role("button", name="逐条", exact=True).click()
    page.locator("[data-pending-fold] summary").click()
    for clause in ("1.1", "1.2", "6.2"):
        page.evaluate("fragment => { location.hash = fragment; }", clause_anchor(clause))
        expect(looked_at.card(clause)).to_be_visible()
        sound(looked_at)
    page.get_by_role("tab", name="结果").click()
    page.locator("[data-ledgers='item:1'] summary").click()
    expect(page.locator("[data-ledgers='item:1'] [data-to]").first).to_be_visible()
    sound(looked_at)
    page.get_by_role("tab", name="下一步").click()
    row = page.locator("[data-work-row]").first
    row.locator("[data-task=done]").check()
    row.locator("[data-task=who]").fill(LONG_NAME)
    sound(looked_at)
    page.get_by_role("tab", name="导出").click()
    sound(looked_at)


def test_every_dialog(looked_at: SelfCheckPage, rubric: Rubric) -> None:
    page = looked_at.page
    page.get_by_role("tab", name="填写").click()
    page.get_by_role("button", name="整表", exact=True).click()
    dialog = looked_at.offer(f"{LONG_NAME}.json", changed_file(rubric))
    settled(looked_at, dialog)
    with looked_at.replaced():
        dialog.get_by_role("button", name="打开这份").click()
    expect(looked_at.card("1.3").get_by_text("细则改过，请复核")).to_be_visible()
    dialog = looked_at.offer(f"{LONG_NAME}.json", b'{"format": "x"')
    settled(looked_at, dialog)
    dialog.get_by_role("button", name="关闭").click()
    page.get_by_role("button", name="我的自查").click()
    dialog = page.locator("dialog[open]")
    rows = dialog.locator("[data-checks] [data-check]")
    expect(rows).to_have_count(2)
    rows.first.locator("[data-act=rename]").click()
    settled(looked_at, dialog)
    rows.last.locator("[data-act=delete]").click()
    expect(dialog.get_by_role("button", name="撤销")).to_be_visible()
    dialog.locator("[data-deleted] summary").click()
    settled(looked_at, dialog)


def settled(check: SelfCheckPage, dialog: Locator) -> None:
    """Ask axe of the dialog, which the rest of the page cannot be reached behind."""
    expect(dialog).to_be_visible()
    sound(check, "dialog[open]")
    assert dialog.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_what_is_said_where_nothing_is_kept(browser: Browser, site_address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800}, locale="zh-CN")
    context.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); }"
    )
    check = SelfCheckPage(context.new_page(), site_address)
    check.open()
    sound(check)
    check.page.get_by_role("button", name="开始填新的一份").click()
    check.answer("1.1", {"missing": 1})
    expect(check.page.locator("[data-alerts] [role=alert]")).to_be_visible()
    sound(check)
    context.close()

"""Two tabs on the same self-check: each sees what the other writes, neither silently overwrites."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

    from tests.web.conftest import Tab
    from tests.web.selfcheckpage import SelfCheckPage

pytestmark = pytest.mark.browser

HOLD = """() => new Promise(held => {
  const request = indexedDB.open('qinglian');
  request.onsuccess = () => {
    const checks = request.result.transaction('checks', 'readwrite').objectStore('checks');
    const holding = () => {
      held();
      if (!window.letGo) checks.count().onsuccess = holding;
      else request.result.close();
    };
    checks.count().onsuccess = holding;
  };
})"""
"""Lets no tab read or write what the browser keeps, so that two tabs write at the same moment."""
DEAF = "delete window.BroadcastChannel"
SLOW = """const now = performance.now.bind(performance);
performance.now = () => now() * 1000;"""
"""Every moment is a long time to the page, as on a machine that is busy with something else."""


def both(tab: Tab) -> tuple[SelfCheckPage, SelfCheckPage]:
    one = tab()
    one.open()
    one.answer("1.1", {"missing": 1})
    one.expect_kept()
    other = tab()
    other.open()
    assert other.field("1.1.missing").input_value() == "1"
    return one, other


def test_the_other_tab_sees_answers_notes_and_scores(tab: Tab) -> None:
    one, other = both(tab)
    one.answer("1.2", {"system": "no"})
    one.fill("unit", "某局")
    one.card("1.2").get_by_text("备注和材料").click()
    one.card("1.2").get_by_role("button", name="添一份材料").click()
    one.page.locator('[data-clause="1.2"] [data-part=what]').fill("制度文件")
    expect(other.page.locator('[name="1.2.system"][value=no]')).to_be_checked()
    expect(other.field("unit")).to_have_value("某局")
    expect(other.card("1.2").locator("[data-part=what]")).to_have_value("制度文件")
    other.expect_clause("1.2", {"low": "0", "high": "1"})
    other.answer("1.3", {"study": "no"})
    one.expect_clause("1.3", {"low": "0", "high": "1"})
    for each in (one, other):
        each.expect_scored()
        each.expect_kept()
    one.reload()
    other.reload()
    assert one.total == other.total


def test_a_tab_that_hears_nothing_still_overwrites_nothing(
    tab: Tab, context: BrowserContext
) -> None:
    context.add_init_script(DEAF)
    one, other = both(tab)
    one.fill("1.1.missing", "2")
    one.expect_kept()
    other.answer("1.2", {"system": "no"})
    expect(other.field("1.1.missing")).to_have_value("2")
    one.reload()
    expect(one.page.locator('[name="1.2.system"][value=no]')).to_be_checked()
    assert one.field("1.1.missing").input_value() == "2"


def test_the_same_place_at_the_same_moment_is_told_to_both(
    tab: Tab, context: BrowserContext
) -> None:
    context.add_init_script(SLOW)
    one, other = both(tab)
    third = one.page.context.new_page()
    third.goto(f"{one.address}../")
    third.evaluate(HOLD)
    one.fill("unit", "甲局")
    other.fill("unit", "乙局")
    for each in (one, other):
        expect(each.root).to_have_attribute("data-unkept", "")
    third.evaluate("window.letGo = true")
    alerts = [each.page.locator("[data-alerts]") for each in (one, other)]
    for alert in alerts:
        expect(alert).to_contain_text("另一个页面刚才也改了同一处")
        expect(alert).to_contain_text("甲局")
        expect(alert).to_contain_text("乙局")
    kept = one.field("unit").input_value()
    expect(other.field("unit")).to_have_value(kept)
    mine = "改用那边的" if alerts[0].get_by_text("现在按这里的存").count() else "改回这里的"
    alerts[0].get_by_role("button", name=mine).click()
    yielded = {"甲局": "乙局", "乙局": "甲局"}[kept]
    for each in (one, other):
        expect(each.field("unit")).to_have_value(yielded)


def test_a_self_check_deleted_in_another_tab_can_be_brought_back(tab: Tab) -> None:
    one, other = both(tab)
    one.page.get_by_role("button", name="我的自查").click()
    one.page.locator("[data-checks]").get_by_role("button", name="删除").click()
    alert = other.page.locator("[data-alerts]")
    expect(alert).to_contain_text("这份自查在另一个页面里删除了")
    assert other.field("1.1.missing").input_value() == "1"
    alert.get_by_role("button", name="恢复").click()
    other.expect_kept()
    one.reload()
    one.page.get_by_role("button", name="我的自查").click()
    expect(one.page.locator("[data-checks] [data-check]")).to_have_count(1)

"""Where a self-check begins, and the two ways to fill it in: one clause at a time, or the whole table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.web.selfcheckpage import SelfCheckPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator

    from qinglian_core import Rubric

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(browser: Browser, site_address: str) -> Iterator[SelfCheckPage]:
    """Return the self-check on a narrow window that has never seen the site."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    check = SelfCheckPage(context.new_page(), site_address)
    check.open()
    yield check
    assert check.faults == []
    context.close()


def shown(check: SelfCheckPage) -> Locator:
    """Return the cards that can be seen."""
    return check.page.locator("[data-clause]:visible")


def step(check: SelfCheckPage, name: str) -> None:
    """Press a button of the bar at the bottom."""
    check.page.locator(f'[data-step="{name}"]').click()


def test_it_begins_at_a_start_and_goes_on_where_it_was_left(
    phone: SelfCheckPage, rubric: Rubric
) -> None:
    page = phone.page
    doors = page.locator("[data-door]:visible")
    expect(doors).to_have_text(["开始填新的一份"], use_inner_text=True)
    expect(doors.first).to_be_in_viewport(ratio=1)
    expect(shown(phone)).to_have_count(0)
    phone.fill("unit", "甲局")
    doors.first.click()
    expect(phone.card("1.1")).to_be_focused()
    step(phone, "on")
    step(phone, "skip")
    expect(shown(phone)).to_have_count(1)
    expect(phone.card("1.3")).to_be_visible()
    expect(page.locator("[data-head-words]")).to_have_text("甲局")
    phone.expect_kept()
    phone.reload()
    expect(phone.card("1.3")).to_be_visible()
    expect(phone.card("1.3")).to_be_in_viewport()
    page.goto(phone.address)
    phone.wait_until_scored()
    expect(doors).to_have_text(
        ["接着填（上次到第1.3条）", "新的一份", "以以前的一份为底稿"], use_inner_text=True
    )
    for door in doors.all():
        expect(door).to_be_in_viewport(ratio=1)
    with phone.replaced():
        page.get_by_role("button", name="新的一份").click()
    expect(doors).to_have_text(["开始填新的一份"], use_inner_text=True)
    expect(doors.first).to_be_focused()
    expect(phone.field("unit")).to_have_value("")
    doors.first.click()
    expect(phone.card(rubric.clauses[0].id)).to_be_visible()
    page.go_back()
    expect(shown(phone)).to_have_count(0)
    expect(doors.first).to_be_visible()


def test_one_clause_says_what_its_answers_do_and_come_to(phone: SelfCheckPage) -> None:
    page = phone.page
    page.get_by_role("button", name="开始填新的一份").click()
    step(phone, "on")
    step(phone, "on")
    step(phone, "on")
    card = phone.card("1.4")
    official = card.locator("[data-official]")
    expect(official).to_be_hidden()
    card.get_by_role("button", name="原文").click()
    expect(official).to_be_visible()
    expect(card.get_by_label("否，本条0分")).to_be_visible()
    expect(card.locator(".sc-outcome")).to_be_hidden()
    expect(card.locator("[data-own]")).to_be_hidden()
    rest = card.get_by_role("button", name="都做到了，不扣分")
    rest.click()
    phone.expect_clause("1.4", {"low": "2", "high": "2"})
    expect(card.locator("[data-told]")).to_have_text("本条得2分（满分2分）")
    undo = card.get_by_role("button", name="撤销", exact=True)
    expect(undo).to_be_focused()
    undo.click()
    phone.expect_clause("1.4", {"low": "0", "high": "2"})
    expect(rest).to_be_focused()
    card.get_by_text("拿不准").first.click()
    expect(card.locator("[data-own]")).to_be_visible()
    card.get_by_role("button", name="数目加1").click()
    clear = card.locator("[data-question=faulty] [data-clear]")
    clear.click()
    back = card.locator("[data-question=faulty] [data-put-back]")
    expect(back).to_be_focused()
    back.click()
    expect(clear).to_be_focused()
    expect(phone.field("1.4.faulty")).to_have_value("1")
    phone.field("1.4.faulty").fill("十五")
    phone.field("1.4.faulty").press("Tab")
    expect(phone.field("1.4.faulty")).to_have_value("15")
    phone.expect_scored()
    card.get_by_role("button", name="为什么").click()
    expect(card.locator("[data-ledger]")).to_contain_text("答15项")


def test_both_ways_are_the_same_form(phone: SelfCheckPage, rubric: Rubric) -> None:
    page = phone.page
    page.get_by_role("button", name="开始填新的一份").click()
    phone.answer("1.1", {"missing": 1})
    phone.expect_clause("1.1", {"low": "1"})
    page.get_by_role("button", name="整表").click()
    expect(shown(phone)).to_have_count(len(rubric.clauses))
    expect(phone.field("1.1.missing")).to_have_value("1")
    phone.answer("13.4", {"reports": 9})
    page.get_by_role("button", name="逐条", exact=True).click()
    expect(shown(phone)).to_have_count(1)
    expect(phone.card("13.4")).to_be_in_viewport()
    page.emulate_media(media="print")
    expect(shown(phone)).to_have_count(len(rubric.clauses))


def test_one_list_and_one_button_lead_to_all_that_is_left(
    phone: SelfCheckPage, rubric: Rubric
) -> None:
    page = phone.page
    page.get_by_role("button", name="开始填新的一份").click()
    given = {one.id: {"estimate": "1"} for one in rubric.clauses}
    phone.give(
        {**given, "10.4": {"answers": {"mechanism": "no", "carried-out": "no"}, "estimate": "2"}}
    )
    phone.expect_scored()
    places = page.locator("[data-pending-fold]")
    expect(places).to_contain_text("还要处理 1 处")
    places.locator("summary").click()
    expect(places.locator("li")).to_have_text(["估分用不上 1 第10.4条"])
    phone.give({"10.3": {"answers": {"centralism": "unsure"}, "estimate": "0.5"}})
    phone.expect_scored()
    expect(places).to_contain_text("还要处理 1 处")
    expect(places.locator("li")).to_have_text(
        [
            "拿不准 1 第10.3条",
            "估分用不上 1 第10.4条",
            "拿不准的里面，有1条自己估了分（第10.3条），不算在“还要处理”里。",
        ]
    )
    expect(phone.card("10.3").locator("[data-state]")).to_have_text("已答（拿不准，自己估了分）")
    page.locator("[data-next]:visible").last.click()
    card = phone.card("10.4")
    expect(card).to_be_visible()
    expect(card.locator("[data-notices]")).to_contain_text("没有采用")
    phone.give({"10.4": {"estimate": "0"}})
    phone.expect_scored()
    expect(places).to_contain_text("还要处理 0 处")
    phone.card("10.4").get_by_role("link", name="第10.4条的算例").scroll_into_view_if_needed()
    page.get_by_role("button", name="看结果").last.click()
    expect(page.locator("[data-headline]")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("tab", name="结果")).to_be_focused()

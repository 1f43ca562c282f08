"""Ways through the page: to the first question, to the next one, to a view and back, and back after a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .selfcheckpage import SelfCheckPage

pytestmark = pytest.mark.browser

_GOING_ON_AT_ONCE = """([fragment, name]) => new Promise(done => {
  window.addEventListener('hashchange', () => setTimeout(done));
  window.location.hash = fragment;
  document.querySelector(`[name="${name}"]`).focus();
})"""
"""Follows a link and goes on within the clause before the page hears that its address has changed."""


def held(page: Page) -> str:
    """Return the name of the field that has the focus."""
    name: str = page.evaluate("document.activeElement.name || document.activeElement.id")
    return name


def test_one_link_leads_to_the_first_question(check: SelfCheckPage) -> None:
    keyboard = check.page.keyboard
    for key in ("Tab", "Tab"):
        keyboard.press(key)
    expect(check.page.get_by_role("link", name="跳到第一问")).to_be_focused()
    keyboard.press("Enter")
    expect(check.card("1.1")).to_be_focused()
    keyboard.press("Tab")
    assert held(check.page) == "1.1.missing"


def test_a_hand_that_is_faster_than_the_browser_keeps_its_place(check: SelfCheckPage) -> None:
    check.page.evaluate(_GOING_ON_AT_ONCE, ["#c1-2", "1.2.system"])
    assert held(check.page) == "1.2.system"


def test_the_key_goes_on_from_a_field_for_a_number(fresh: SelfCheckPage) -> None:
    page = fresh.page
    fresh.card("1.1").focus()
    fresh.answer("1.1", {"missing": 0})
    fresh.expect_clause("1.1", {"low": "2"})
    fresh.field("1.1.missing").focus()
    page.keyboard.press("n")
    assert held(page).startswith("1.2.")
    assert fresh.field("1.1.missing").input_value() == "0"
    fresh.page.locator('[data-clause="1.1"] [data-words=note]').evaluate(
        "note => note.closest('details').open = true"
    )
    note = fresh.card("1.1").locator("[data-words=note]")
    note.focus()
    page.keyboard.press("n")
    expect(note).to_have_value("n")


def test_back_leads_from_a_view_to_the_form_and_reload_stays(check: SelfCheckPage) -> None:
    page = check.page
    results = page.get_by_role("tabpanel", name="结果")
    form = page.get_by_role("tabpanel", name="填写")
    page.get_by_role("tab", name="结果").click()
    page.get_by_role("tab", name="下一步").click()
    page.get_by_role("tab", name="结果").click()
    expect(results).to_be_visible()
    page.go_back()
    expect(form).to_be_visible()
    expect(results).to_be_hidden()
    page.go_forward()
    expect(results).to_be_visible()
    page.locator('[data-ledgers="total"] summary').click()
    page.locator(".sc-clause-ledger a").nth(5).click()
    expect(form).to_be_visible()
    page.go_back()
    expect(results).to_be_visible()
    check.reload()
    expect(results).to_be_visible()


def test_nothing_moves_below_a_thing_that_is_answered(fresh: SelfCheckPage) -> None:
    card = fresh.card("3.2")
    last = card.locator('[data-thing="party-day"]')
    clear = card.locator('[data-thing="meetings"] [data-clear]')
    before = last.evaluate("thing => thing.offsetTop")
    fresh.answer("3.2", {"systems": {"meetings": "yes"}})
    expect(clear).to_be_visible()
    assert last.evaluate("thing => thing.offsetTop") == before


def test_a_view_begins_at_its_beginning(fresh: SelfCheckPage) -> None:
    page = fresh.page
    fresh.card("14.4").scroll_into_view_if_needed()
    tab = page.get_by_role("tab", name="结果")
    expect(tab).not_to_be_in_viewport()
    tab.evaluate("tab => tab.click()")
    expect(tab).to_be_in_viewport(ratio=1)
    expect(page.locator("[data-headline]")).to_be_in_viewport(ratio=1)


def test_the_search_leads_to_a_clause_in_the_form(fresh: SelfCheckPage) -> None:
    page = fresh.page
    fresh.fill("unit", "甲局")
    page.get_by_role("tab", name="下一步").click()
    page.keyboard.press("/")
    page.locator("#q-search-field").fill("15条")
    page.get_by_role("link", name="填第13.4条").click()
    expect(page.locator("dialog.q-search")).to_be_hidden()
    expect(fresh.card("13.4")).to_be_focused()
    expect(fresh.card("13.4")).to_be_in_viewport()
    expect(fresh.field("unit")).to_have_value("甲局")


def test_what_was_cleared_can_be_put_back(fresh: SelfCheckPage) -> None:
    card = fresh.card("1.2")
    fresh.answer("1.2", {"system": "yes", "training": "yes"})
    fresh.expect_clause("1.2", {"low": "2"})
    card.get_by_role("button", name="清除").first.click()
    fresh.expect_clause("1.2", {"low": "1"})
    back = card.get_by_role("button", name="撤销清除")
    back.click()
    fresh.expect_clause("1.2", {"low": "2"})
    expect(back).to_be_hidden()
    fresh.fill("1.1.missing", 1)
    number = fresh.card("1.1")
    number.get_by_role("button", name="清除").first.click()
    expect(number.get_by_role("button", name="撤销清除")).to_be_visible()
    fresh.begin()
    expect(number.get_by_role("button", name="撤销清除")).to_be_hidden()


def test_the_next_field_is_in_view_on_a_small_window(fresh: SelfCheckPage) -> None:
    page = fresh.page
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 225})
    try:
        for _ in range(3):
            page.locator("[data-next]:visible").first.press("Enter")
            expect(page.locator(":focus")).to_be_in_viewport(ratio=1)
    finally:
        assert before
        page.set_viewport_size(before)


def test_only_one_of_several_looks_chosen_in_forced_colours(fresh: SelfCheckPage) -> None:
    fresh.page.emulate_media(forced_colors="active")
    paces: list[str] = fresh.page.locator("[data-pace-choice]").evaluate_all(
        "buttons => buttons.map(button => getComputedStyle(button).outlineStyle)"
    )
    assert paces == ["none", "solid"]
    colours: list[str] = fresh.page.get_by_role("tab").evaluate_all(
        "tabs => tabs.map(tab => getComputedStyle(tab).borderBottomColor)"
    )
    fresh.page.emulate_media(forced_colors="none")
    chosen, *others = colours
    assert chosen not in others
    assert len(set(others)) == 1

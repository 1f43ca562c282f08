"""What was typed in the last instant is there again: whatever ended the page, and however full or slow the storage."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error, expect

from .selfcheckpage import SelfCheckPage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from playwright.sync_api import BrowserContext, Locator

pytestmark = pytest.mark.browser

MOMENTS = (0, 3, 20, 60, 110, 148, 152, 158, 170, 250)
"""Milliseconds after typing at which the page ends: before, while and after it is written."""
_TYPING_AND_LEAVING = """([text, moment, leave]) => {
  const unit = document.querySelector('[name=unit]');
  unit.value = text;
  unit.dispatchEvent(new Event('input', {bubbles: true}));
  const go = () => leave === 'reload' ? location.reload() : location.assign('../glossary/');
  moment ? setTimeout(go, moment) : go();
}"""


SILENT = """(() => {
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = () => ({});
  window.answerAgain = () => { IDBFactory.prototype.open = open; };
})()"""
"""Storage that never answers, until it is told to."""
_CHANGED = """() => new Promise(done => {
  const request = indexedDB.open('qinglian');
  request.onsuccess = () => {
    const transaction = request.result.transaction('checks', 'readwrite');
    const checks = transaction.objectStore('checks');
    checks.getAll().onsuccess = ({target}) => {
      for (const check of target.result) {
        CHANGE;
        checks.put(check);
      }
    };
    transaction.oncomplete = () => { request.result.close(); done(); };
  };
})"""
OF_ANOTHER_EDITION = _CHANGED.replace(
    "CHANGE", "check.file.edition = {id: 'last-year', digest: '0'.repeat(64)}"
)
NOT_USABLE = _CHANGED.replace(
    "CHANGE", "check.file.clauses = {}; check.drafts = {'1.1.missing': '很多'}"
)
"""What is kept is changed as another edition, or the verdict on what was typed, would have it."""
TYPED_AT_ONCE = """document.addEventListener('DOMContentLoaded', () => {
  const field = document.querySelector('[name="1.1.missing"]');
  if (!field) return;
  field.value = '3';
  field.dispatchEvent(new Event('input', {bubbles: true}));
})"""
"""As soon as there is a form, before the database has told what is kept."""
PUBLISHED = """() => {
  const link = document.createElement('a');
  Object.assign(link.dataset, {edition: 'last-year', checkPage: '../glossary/'});
  link.textContent = '去年的细则';
  document.querySelector('footer').append(link);
}"""
"""As the foot of the page names another edition."""


def listed(check: SelfCheckPage) -> Locator:
    """Open the list of self-checks; return its rows."""
    check.page.get_by_role("button", name="我的自查").first.click()
    expect(check.page.locator("[data-list]")).to_be_visible()
    return check.page.locator("[data-checks] [data-check]")


@pytest.fixture
def pages(context: BrowserContext, site_address: str) -> Callable[..., SelfCheckPage]:
    """Return what opens a tab in which Python never starts: only keeping is looked at."""
    context.route("**/assets/runtime/*.bin", lambda _: None)

    def open_page(fragment: str = "") -> SelfCheckPage:
        check = SelfCheckPage(context.new_page(), site_address)
        check.page.goto(check.address + fragment)
        expect(check.page.locator("html")).to_have_attribute("data-engine", "loading")
        return check

    return open_page


@pytest.mark.parametrize(
    "moments",
    [MOMENTS[::3], pytest.param(MOMENTS, marks=pytest.mark.thorough)],
    ids=["some moments", "every moment"],
)
def test_what_is_typed_is_kept_at_whatever_moment_the_page_ends(
    pages: Callable[..., SelfCheckPage], moments: Sequence[int]
) -> None:
    check = pages()
    check.fill("unit", "起初")
    unit = check.field("unit")
    for index, moment in enumerate(moments):
        text = f"{moment}毫秒"
        leave = "reload" if index % 2 else "link"
        with check.page.expect_navigation():
            check.page.evaluate(_TYPING_AND_LEAVING, [text, moment, leave])
        if leave == "link":
            check.page.goto(check.address)
        expect(unit).to_have_value(text)
    expect(listed(check)).to_have_count(1)
    expect(check.page.locator("[data-alerts] [role=alert]")).to_have_count(0)


def test_a_page_that_is_closed_or_dies_loses_nothing(pages: Callable[..., SelfCheckPage]) -> None:
    check = pages()
    check.fill("unit", "新的一份")
    check.page.close()
    check = pages()
    expect(check.field("unit")).to_have_value("新的一份")
    check.fill("period", "2026年度")
    check.page.close(run_before_unload=True)
    check = pages()
    expect(check.field("period")).to_have_value("2026年度")
    check.fill("assessor", "张三")
    with check.page.expect_event("crash"), suppress(Error):
        check.page.goto("chrome://crash")
    check = pages()
    expect(check.field("assessor")).to_have_value("张三")
    expect(listed(check)).to_have_count(1)


def test_an_address_that_means_nothing_stops_nothing(pages: Callable[..., SelfCheckPage]) -> None:
    check = pages()
    check.fill("unit", "甲局")
    for number, fragment in enumerate(("#100%", "#%E4%BD", "#c1-1%")):
        check.expect_kept()
        check = pages(fragment)
        expect(check.field("unit")).to_have_value("甲局")
        check.fill("period", f"{2026 + number}年度")
        check.page.evaluate("location.hash = '#%'")
        expect(listed(check)).to_have_count(1)
        assert check.faults == []


def test_what_is_typed_at_once_takes_the_place_of_what_could_not_be_used(
    pages: Callable[..., SelfCheckPage], context: BrowserContext
) -> None:
    first = pages()
    first.fill("1.1.missing", "2")
    first.expect_kept()
    first.page.evaluate(NOT_USABLE)
    first.page.close()
    context.add_init_script(TYPED_AT_ONCE)
    second = pages()
    expect(second.root).to_have_attribute("data-working", re.compile("."))
    assert second.field("1.1.missing").input_value() == "3"


def test_storage_that_never_answers_is_told_of_and_work_goes_on(
    context: BrowserContext, pages: Callable[..., SelfCheckPage]
) -> None:
    check = pages()
    check.fill("unit", "以前存的")
    check.expect_kept()
    check.page.close()
    context.add_init_script(SILENT)
    check = pages()
    check.fill("unit", "甲局")
    alert = check.page.locator("[data-alerts] [role=alert]")
    expect(alert).to_contain_text("浏览器的存储一直没有回应，以前存的自查也读不出来")
    assert json.loads(Path(check.save().path()).read_bytes())["unit"] == "甲局"
    expect(listed(check)).to_have_count(1)
    check.page.get_by_role("button", name="新建一份").click()
    expect(check.field("unit")).to_have_value("")
    check.fill("unit", "乙局")
    with check.page.expect_event("dialog") as asked:
        check.page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    check.page.evaluate("answerAgain()")
    expect(alert).to_have_count(1)
    expect(alert).to_contain_text("以前存的自查现在读出来了")
    names = listed(check).locator("[data-name]")
    expect(names).to_have_text(["乙局", "甲局", "以前存的"])


def test_what_can_be_pressed_later_belongs_to_its_self_check(
    pages: Callable[..., SelfCheckPage],
) -> None:
    check = pages()
    check.fill("unit", "甲局")
    card = check.card("1.1")
    card.get_by_text("备注和材料").click()
    card.get_by_role("button", name="添一份材料").click()
    card.locator("[data-part=what]").fill("甲局的材料")
    card.get_by_role("button", name="删去第1份").click()
    undo = card.get_by_role("button", name="撤销")
    expect(undo).to_be_visible()
    card.get_by_role("button", name="添一份材料").click()
    check.expect_kept()
    other = pages()
    listed(other)
    other.page.get_by_role("button", name="删除：甲局").click()
    aside = check.page.locator("[data-alerts] [role=alert]", has_text="在另一个页面里删除了")
    expect(aside).to_be_visible()
    listed(check)
    check.page.get_by_role("button", name="新建一份").click()
    expect(check.field("unit")).to_have_value("")
    expect(undo).to_be_hidden()
    expect(card.locator("[data-row]")).to_have_count(0)
    expect(aside).to_be_hidden()
    check.fill("unit", "乙局")
    listed(check)
    check.page.get_by_text("最近删除的").click()
    check.page.get_by_role("button", name="恢复：甲局").click()
    check.page.get_by_role("button", name="打开：甲局").click()
    expect(check.field("unit")).to_have_value("甲局")
    expect(aside).to_be_visible()


def test_self_checks_of_other_editions_are_listed_and_lead_to_their_own_page(
    pages: Callable[..., SelfCheckPage],
) -> None:
    check = pages()
    check.fill("unit", "甲局")
    check.expect_kept()
    check.page.evaluate(OF_ANOTHER_EDITION)
    check.page.reload()
    alert = check.page.locator("[data-alerts] [role=alert]")
    expect(alert).to_contain_text("存着1份按别的细则填的自查")
    alert.get_by_role("button", name="我的自查").click()
    row = check.page.locator("[data-checks] [data-check]")
    expect(row).to_contain_text("另一版细则（last-year），本站现在没有")
    with check.page.expect_download() as download:
        row.get_by_role("button", name="保存到文件").click()
    assert json.loads(Path(download.value.path()).read_bytes())["edition"]["id"] == "last-year"
    check.page.keyboard.press("Escape")
    check.page.evaluate(PUBLISHED)
    listed(check)
    expect(row).to_contain_text("另一版细则：去年的细则")
    with check.page.expect_navigation(url="**/glossary/"):
        row.get_by_role("button", name="打开：甲局").click()


def test_nothing_is_cut_off_without_a_word(pages: Callable[..., SelfCheckPage]) -> None:
    check = pages()
    long = "1234567890" * 30
    for name in ("unit", "period", "assessor", "1.1.missing", "14.3.estimate", "14.3.reason"):
        field = check.field(name).first
        field.click()
        check.page.keyboard.insert_text(long)
        expect(field).to_have_value(long)

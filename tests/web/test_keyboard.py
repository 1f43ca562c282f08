"""The whole flow with the keyboard alone: every element is reached by Tab and arrows, and the focus is never lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.patience import card_by_card
from tests.web.selfcheckpage import SelfCheckPage

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Download, Locator, Page

    from tests.web.conftest import Tab

    Plain = dict[str, Any]

pytestmark = pytest.mark.browser

MOST_STEPS = 500
HELD = """() => {
  const held = document.activeElement;
  if (!held || held === document.body || held === document.documentElement) return "焦点丢了";
  const { x, y, width, height } = held.getBoundingClientRect();
  if (!width || !height) return `焦点在看不见的地方：${held.outerHTML.slice(0, 200)}`;
  const points = [[0.5, 0.5], [0.02, 0.5], [0.98, 0.5], [0.5, 0.05], [0.5, 0.95]];
  const seen = points.some(([across, down]) => {
    const found = document.elementFromPoint(x + width * across, y + height * down);
    return found && (held.contains(found) || found.contains(held) || found.closest("label")?.contains(held));
  });
  return seen ? "" : `焦点被挡住了：${held.outerHTML.slice(0, 200)}`;
}"""
"""What is wrong with the focus: lost, on something invisible, or hidden altogether behind something else."""


class Keyboard:
    """Nothing but keys; after each the focus is somewhere the reader can see."""

    def __init__(self, page: Page) -> None:
        """Press keys on ``page``."""
        self.page = page
        page.on("filechooser", lambda _chooser: None)  # 等到要用时才开始截取，有时来不及

    def press(self, *keys: str) -> None:
        """Press ``keys`` one after another."""
        for key in keys:
            self.page.keyboard.press(key)
            assert self.page.evaluate(HELD) == "", key

    def type(self, text: str) -> None:
        """Type ``text`` where the focus is."""
        self.page.keyboard.type(text)
        assert self.page.evaluate(HELD) == ""

    def to(self, place: Locator, key: str = "Tab") -> None:
        """Go with ``key`` until ``place`` has the focus."""
        wanted = place.element_handle()  # 按名称找一次就够：每按一下找一次，比按还慢
        for _ in range(MOST_STEPS):
            if wanted.evaluate("place => place === document.activeElement"):
                return
            self.press(key)
        raise AssertionError(place)

    def back_to(self, place: Locator) -> None:
        """Go back until ``place`` has the focus."""
        self.to(place, "Shift+Tab")

    def download(self) -> Download:
        """Press Enter and return what is downloaded."""
        with self.page.expect_download() as download:
            self.press("Enter")
        return download.value


@pytest.fixture
def opened(context: BrowserContext, site_address: str) -> SelfCheckPage:
    """Return the self-check, come to from the home page."""
    card_by_card(context)
    check = SelfCheckPage(context.new_page(), site_address)
    check.page.goto(site_address)
    keys = Keyboard(check.page)
    keys.press("Tab")
    keys.to(check.page.locator("a.task[href*='self-check']"))
    check.page.keyboard.press("Enter")
    check.page.wait_for_url("**/self-check/")
    check.wait_until_scored()
    return check


@pytest.mark.thorough
def test_from_the_home_page_to_the_table_handed_in(opened: SelfCheckPage) -> None:
    keys = Keyboard(opened.page)
    answer(opened, keys)
    estimate(opened, keys)
    look(opened, keys)
    saved = keep(opened, keys)
    assert {"1.1", "1.2", "1.3", "1.4", "14.3"} <= set(saved["clauses"])
    assert saved["clauses"]["1.1"]["answers"] == {"missing": 1}
    assert saved["clauses"]["1.2"]["answers"] == {"system": "no"}
    assert saved["clauses"]["1.3"]["answers"]["launch"]["meeting"] == "yes"
    assert saved["clauses"]["1.4"]["answers"] == {"list": "unsure"}
    (evidence,) = saved["clauses"]["14.3"]["evidence"]
    assert evidence == {
        "what": "阵地照片",
        "where": "宣传科",
        "date": "2026-05-01",
        "who": "李四",
        "ready": True,
    }
    assert (saved["clauses"]["14.3"]["estimate"], saved["clauses"]["14.3"]["reason"]) == (
        "4.5",
        "特色待提炼",
    )
    assert saved["clauses"]["14.3"]["note"] == "找宣传科要照片"
    assert list(saved["tasks"].values()) == [{"who": "王五", "due": "", "done": True}]
    assert opened.faults == []


def answer(check: SelfCheckPage, keys: Keyboard) -> None:
    """Answer a number, a yes or no, one of several things, and what is unsure."""
    check.page.keyboard.press("n")
    expect(check.field("1.1.missing")).to_be_focused()
    keys.type("1")
    check.expect_clause("1.1", {"low": "1", "high": "1"})
    keys.press("Tab", "n")
    assert check.page.evaluate("document.activeElement.name") == "1.2.system"
    keys.press("Space", "ArrowRight")
    check.expect_clause("1.2", {"low": "0", "high": "1"})
    keys.press("n")
    assert check.page.evaluate("document.activeElement.name") == "1.3.study"
    keys.press("Space")
    keys.to(check.field("1.3.launch.meeting").first)
    keys.press("Space")
    keys.press("n")
    assert check.page.evaluate("document.activeElement.name") == "1.4.list"
    keys.press("Space", "ArrowRight", "ArrowRight")
    expect(check.page.locator('[name="1.4.list"][value=unsure]')).to_be_checked()
    keys.to(check.card("1.4").locator("[data-field]").first.get_by_role("button", name="清除"))
    keys.press("Enter")
    expect(check.page.locator('[name="1.4.list"]:checked')).to_have_count(0)
    keys.press("ArrowLeft")
    expect(check.page.locator('[name="1.4.list"][value=unsure]')).to_be_checked()


def estimate(check: SelfCheckPage, keys: Keyboard) -> None:
    """Jump to the last item; estimate a clause without a rule, with the reason, a note and a piece of evidence."""
    keys.back_to(check.page.locator("[data-jump]"))
    keys.press("End", "Tab", "Enter")
    expect(check.card("14.1")).to_be_focused()
    keys.to(check.field("14.3.estimate"))
    keys.type("4.5")
    check.expect_clause("14.3", {"estimate": "4.5"})
    keys.to(check.field("14.3.reason"))
    keys.type("特色待提炼")
    keys.to(check.card("14.3").locator("[data-keeping] summary"))
    keys.press("Enter")
    keys.to(check.field("14.3.note"))
    keys.type("找宣传科要照片")
    keys.to(check.card("14.3").get_by_role("button", name="添一份材料"))
    keys.press("Enter")
    for part, text in (
        ("what", "阵地照片"),
        ("where", "宣传科"),
        ("date", "2026-05-01"),
        ("who", "李四"),
    ):
        keys.to(check.card("14.3").locator(f"[data-part={part}]"))
        keys.type(text)
    keys.press("Tab", "Space")
    expect(check.card("14.3").locator("[data-part=ready]")).to_be_checked()
    remove = check.card("14.3").get_by_role("button", name="删去第1份")
    keys.to(remove)
    keys.press("Enter")
    expect(check.card("14.3").get_by_role("button", name="撤销")).to_be_focused()
    keys.press("Enter")
    expect(check.card("14.3").locator("[data-part=what]")).to_be_focused()


def look(check: SelfCheckPage, keys: Keyboard) -> None:
    """Look at the results and the ledger behind a figure; assign and tick a line of the work list."""
    page = check.page
    keys.back_to(page.get_by_role("tab", name="填写"))
    keys.press("ArrowRight", "ArrowRight")
    fold = page.locator("[data-ledgers='item:1'] summary")
    expect(page.locator("[data-ledgers='item:1']")).to_be_visible()
    keys.to(fold)
    keys.press("Enter")
    link = page.locator("[data-ledgers='item:1'] [data-to]").first
    expect(link).to_have_text("第1.1条（2分）")
    keys.to(link)
    keys.press("Enter")
    expect(check.card("1.1")).to_be_focused()
    keys.back_to(page.get_by_role("tab", name="填写"))
    keys.press("ArrowRight", "ArrowRight", "ArrowRight")
    row = page.locator("[data-work-row]").first
    keys.to(row.locator("[data-task=who]"))
    keys.type("王五")
    keys.to(row.locator("[data-task=done]"))
    keys.press("Space")
    expect(row.locator("[data-task=done]")).to_be_checked()
    keys.back_to(page.get_by_role("tab", name="下一步"))


def keep(check: SelfCheckPage, keys: Keyboard) -> Plain:
    """Save to a file, open it again beside the first, delete and undo, export; return what was saved."""
    page = check.page
    check.expect_scored()
    total = check.total
    keys.back_to(page.locator("[data-save-file]"))
    path = Path(keys.download().path())
    expect(page.locator("[data-save-file]")).to_be_focused()
    saved: Plain = json.loads(path.read_text(encoding="utf-8"))
    keys.to(page.locator("[data-open-file]"))
    with page.expect_file_chooser() as chooser:
        keys.press("Enter")
    other = json.dumps({**saved, "period": "另一期"}).encode()
    chooser.value.set_files({"name": "自查.json", "mimeType": "application/json", "buffer": other})
    expect(page.locator("dialog[open]")).to_be_visible()
    keys.to(page.locator("dialog[open] [data-accept]"))
    with check.replaced():
        keys.press("Enter")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("[data-open-file]")).to_be_focused()
    check.expect_total(total)
    keys.back_to(page.locator("[data-open-list]"))
    keys.press("Enter")
    rows = page.locator("[data-checks] [data-check]")
    expect(rows).to_have_count(2)
    keys.to(rows.last.locator("[data-act=delete]"))
    keys.press("Enter")
    undo = page.locator("dialog[open]").get_by_role("button", name="撤销")
    expect(undo).to_be_focused()
    keys.press("Enter")
    expect(rows).to_have_count(2)
    expect(rows.last.locator("[data-act=open]")).to_be_focused()
    keys.press("Escape")
    expect(page.locator("[data-open-list]")).to_be_focused()
    keys.to(page.get_by_role("tab", selected=True))
    keys.press("ArrowRight")
    expect(page.get_by_role("tab", name="导出")).to_be_focused()
    keys.to(page.get_by_role("button", name="CSV"))
    name = keys.download().suggested_filename
    assert name.endswith(".csv")
    expect(page.get_by_role("button", name="CSV")).to_be_focused()
    return saved


def test_what_is_dismissed_gives_the_focus_back(tab: Tab, context: BrowserContext) -> None:
    """Where nothing is kept the page says so; the notice is reached, and left, by keyboard."""
    context.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); }"
    )
    check = tab()
    check.open()
    keys = Keyboard(check.page)
    check.page.keyboard.press("n")
    keys.type("1")
    alert = check.page.locator("[data-alerts] [role=alert]")
    expect(alert).to_be_visible()
    keys.back_to(alert.locator("[data-dismiss]"))
    keys.press("Enter")
    expect(alert).to_have_count(0)

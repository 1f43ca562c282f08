"""The list of all evidence: its ticks are the evidence of the clauses, and nothing that was written is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from qinglian_core.criteria.evidencelist import evidence_list
from tests.documents.pdfpages import pages_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from qinglian_core import Rubric
    from tests.web.selfcheckpage import SelfCheckPage

pytestmark = pytest.mark.browser

MINUTES = "党组（党委）会议记录"
"""Evidence of 1.1 and of 2.1 in the same words."""


def line(check: SelfCheckPage, what: str) -> Locator:
    return check.page.locator(f'[data-listed="{what}"]')


def turn(check: SelfCheckPage, tab: str) -> None:
    check.page.get_by_role("tab", name=tab).click()


def add_row(check: SelfCheckPage, clause: str, **parts: str) -> None:
    check.card(clause).get_by_role("button", name="添一份材料").click()
    row = check.card(clause).locator("[data-row]").last
    for part, words in parts.items():
        row.locator(f"[data-part={part}]").fill(words)


def expect_rows(check: SelfCheckPage, clause: str, *rows: dict[str, object]) -> None:
    """Wait until the evidence of a clause is listed so."""
    found = check.card(clause).locator("[data-row]")
    expect(found).to_have_count(len(rows))
    for row, wanted in zip(found.all(), rows, strict=True):
        for part in ("what", "where", "who"):
            expect(row.locator(f"[data-part={part}]")).to_have_value(str(wanted.get(part, "")))
        ready = row.locator("[data-part=ready]")
        expect(ready).to_be_checked(checked=bool(wanted.get("ready")))


def test_ticks_are_the_evidence_of_the_clauses(check: SelfCheckPage, tmp_path: Path) -> None:
    check.card("2.1").get_by_text("备注和材料").click()
    add_row(check, "2.1", what=MINUTES, where="档案室")
    check.expect_kept()
    check.page.goto("about:blank")
    check.open("#evidence-list")
    minutes = line(check, MINUTES)
    box, who = minutes.get_by_role("checkbox"), minutes.get_by_label("谁来准备")
    count = check.page.locator("[data-listing-count]")
    expect(count).to_have_text(re.compile("已备好0份$"))
    box.check()
    who.fill("张三")
    expect(count).to_have_text(re.compile("已备好1份$"))
    check.page.get_by_role("link", name="支部手册", exact=True).click()
    expect(check.page.get_by_role("heading", name="支部手册", exact=True)).to_be_focused()
    check.expect_kept()
    check.reload()
    expect(box).to_be_checked()
    expect(who).to_have_value("张三")

    minutes.get_by_role("link", name="第2.1条", exact=True).click()
    expect(check.card("2.1")).to_be_focused()
    expect_rows(check, "1.1", {"what": MINUTES, "who": "张三", "ready": True})
    written = {"what": MINUTES, "where": "档案室", "who": "张三", "ready": True}
    expect_rows(check, "2.1", written)
    check.card("2.1").get_by_text("备注和材料").click()
    check.card("2.1").locator("[data-part=ready]").uncheck()
    check.card("2.1").locator("[data-part=who]").fill("李四")
    add_row(check, "2.1", what="会场照片")
    turn(check, "材料")
    assert box.evaluate("box => box.indeterminate")
    expect(who).to_have_value("张三、李四")
    expect(who).not_to_be_editable()
    own = check.page.locator("[data-listing-own] li")
    expect(own).to_have_text(re.compile("会场照片"))
    own.get_by_role("checkbox").check()
    box.check()
    box.uncheck()
    kept = {**written, "who": "李四", "ready": False}
    expect_rows(check, "2.1", kept, {"what": "会场照片", "ready": True})
    check.page.get_by_label("只看还没有备好的").check()
    expect(own).to_be_hidden()
    expect(minutes).to_be_visible()
    check.page.pdf(path=tmp_path / "list.pdf")
    text = "".join(page.text for page in pages_of(tmp_path / "list.pdf"))
    for shown in ("材料总清单", "会场照片", "第14.4条"):
        assert shown in text
    assert "下一条未答" not in text


def test_without_scripts_the_list_can_be_read_and_printed(
    browser: Browser, site_address: str, rubric: Rubric, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_address}self-check/")
    entries = [entry.text for group in evidence_list(rubric) for entry in group.entries]
    expect(page.locator("[data-listed]:visible")).to_have_count(len(entries))
    for place in rubric.places:
        expect(page.get_by_role("heading", name=place, exact=True)).to_be_visible()
    page.pdf(path=tmp_path / "page.pdf")
    text = "".join(one.text for one in pages_of(tmp_path / "page.pdf"))
    assert "各党支部“主题党日”活动记录" in text
    context.close()

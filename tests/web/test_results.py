"""The results: the page for whoever decides, on the screen and on paper, and the next steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from qinglian_core.amounts import amount_text
from qinglian_core.scoring.assessment import assess
from qinglian_core.selfcheck.briefing import briefing
from qinglian_core.selfcheck.migrations import FORMAT, VERSION
from qinglian_core.selfcheck.savefile import SelfCheck, decode_self_check
from qinglian_core.selfcheck.steps import StepGroup, next_steps
from tests.documents.pdfpages import pages_of
from tests.web.answering import everything_missing, favourable
from tests.web.test_walk import middling

if TYPE_CHECKING:
    from pathlib import Path

    from qinglian_core import Rubric
    from tests.web.selfcheckpage import SelfCheckPage

pytestmark = pytest.mark.browser


def filled(rubric: Rubric) -> dict[str, Any]:
    """Return a self-check good in everything but two clauses, one of them reported too seldom."""
    clauses: dict[str, Any] = {
        clause.id: {"answers": favourable(clause)} if clause.has_rule else {"estimate": "0.5"}
        for clause in rubric.clauses
    }
    lost = next(clause for clause in rubric.clauses if clause.id == "3.2")
    clauses["3.2"] = {"answers": everything_missing(lost)}
    clauses["13.4"]["answers"]["reports"] = 9
    return clauses


def checked(rubric: Rubric, clauses: dict[str, Any]) -> SelfCheck:
    """Return the same self-check as the core has it."""
    head = {"format": FORMAT, "version": VERSION, "edition": {"id": rubric.id}, "unit": "甲局"}
    return decode_self_check(rubric, {**head, "clauses": clauses})


def test_no_figure_runs_into_its_neighbour(fresh: SelfCheckPage) -> None:
    fresh.answer("1.1", {"missing": 1})
    fresh.expect_scored()
    fresh.page.get_by_role("tab", name="结果").click()
    shown = fresh.page.locator(".sc-row:visible, .sc-row-figure:visible")
    expect(shown.first).to_be_visible()
    cut = "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"
    before = fresh.page.viewport_size
    assert before
    for width in (320, 960, 1151, 1152, before["width"]):
        fresh.page.set_viewport_size({**before, "width": width})
        assert shown.evaluate_all(cut) == []


def test_the_page_for_whoever_decides(fresh: SelfCheckPage, rubric: Rubric, tmp_path: Path) -> None:
    page = fresh.page
    clauses = filled(rubric)
    check = checked(rubric, clauses)
    expected = briefing(assess(rubric, check.answers), check)
    fresh.field("unit").fill("甲局")
    fresh.give(clauses)
    fresh.expect_scored()
    page.get_by_role("tab", name="结果").click()
    brief = page.locator("[data-briefing]")
    expect(brief.locator("[data-headline]")).to_have_text(expected.headline)
    expect(brief.locator("[data-subject]")).to_have_text("甲局")
    assert brief.locator("h3").all_inner_texts() == [one.title for one in expected.sections]
    lines = [line for section in expected.sections for line in section.lines]
    told = brief.locator("[data-sections] li").all_inner_texts()
    for line, text in zip(lines, told, strict=True):
        assert text.startswith(f"{line.label} {line.name} {line.figure}：{line.text}")
    page.pdf(path=tmp_path / "results.pdf", prefer_css_page_size=True)
    first, *others = pages_of(tmp_path / "results.pdf")
    assert first.text.startswith("自查情况甲局")
    assert "不是考评结果" in first.text
    assert first.text.endswith("意见：签字：日期：")
    assert others[0].text.startswith("各项得分和计分明细")
    annex = "".join(page.text for page in others)
    for clause in rubric.clauses:
        assert annex.count(f"{clause.label}（{amount_text(clause.points)}分）") == 1
    assert "答9条" in annex
    page.evaluate("() => { window.print = () => {}; }")
    page.get_by_role("button", name="打印这一页").click()
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    assert [one.text for one in pages_of(tmp_path / "page.pdf")] == [first.text]
    brief.get_by_role("link", name="第3.2条").first.click()
    expect(fresh.card("3.2")).to_be_focused()
    page.go_back()
    expect(brief).to_be_visible()
    page.locator("[data-view=form]").click()


def test_however_much_is_undecided_it_is_one_page(
    fresh: SelfCheckPage, rubric: Rubric, tmp_path: Path
) -> None:
    """Estimates everywhere and nothing answered: the longest lines there are."""
    fresh.field("unit").fill("济源示范区某局机关党委")
    fresh.give({clause.id: {"estimate": str(clause.points / 2)} for clause in rubric.clauses})
    fresh.expect_scored()
    fresh.page.get_by_role("tab", name="结果").click()
    expect(fresh.page.locator("[data-headline]").first).to_contain_text("49.5分")
    fresh.page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    assert pages_of(tmp_path / "page.pdf")[0].text.endswith("意见：签字：日期：")


def test_a_middling_office_has_one_page_and_the_annexes_behind_it(
    fresh: SelfCheckPage, rubric: Rubric, tmp_path: Path
) -> None:
    page = fresh.page
    fresh.field("unit").fill("甲局")
    fresh.give(middling(rubric))
    fresh.expect_scored()
    page.get_by_role("tab", name="结果").click()
    expect(page.locator("[data-briefing]")).to_be_visible()
    page.evaluate(
        "() => { window.print = () => (document.documentElement.dataset.printed = 'yes'); }"
    )
    page.get_by_role("button", name="连同官方表和明细一起打印").click()
    expect(page.locator("html[data-printed]")).to_be_attached()
    page.pdf(path=tmp_path / "results.pdf", prefer_css_page_size=True)
    first, *others = pages_of(tmp_path / "results.pdf")
    assert first.text.startswith("自查情况甲局")
    assert first.text.endswith("意见：签字：日期：")
    table = [one for one in others if one.width > one.height]
    ledgers = others[len(table) :]
    assert others[: len(table)] == table
    assert table[0].text.startswith(rubric.annex)
    told = "".join(one.text for one in table)
    assert all(told.count(head) >= len(table) for head in rubric.table.heads)
    assert told.count("自评合计：") == 1
    assert ledgers[0].text.startswith("各项得分和计分明细")
    expect(page.locator(".ex-sheet")).to_have_count(0)


def test_next_steps_come_as_the_core_gives_them(fresh: SelfCheckPage, rubric: Rubric) -> None:
    page = fresh.page
    clauses = filled(rubric)
    check = checked(rubric, clauses)
    steps = next_steps(assess(rubric, check.answers), check)
    fresh.give(clauses)
    fresh.expect_scored()
    page.get_by_role("tab", name="下一步").click()
    now = page.locator("[data-work-group=now] [data-work-row]")
    expect(now.first).to_contain_text("第3.2条（5分）")
    order = now.evaluate_all("rows => rows.map(row => row.dataset.workRow)")
    of_now = [step for step in steps if step.group is StepGroup.NOW]
    assert order == list(dict.fromkeys(step.clause.id for step in of_now))
    row = page.locator("[data-work-group=now] [data-work-row='13.4']")
    expect(row).to_contain_text("再增加6条（9→15条） ＋0.5分")
    help_link = row.get_by_role("link", name="填写指南")
    expect(help_link).to_have_attribute("href", "../criteria/13/#c13-4")
    row.get_by_label("谁来做").fill("王五")
    row.get_by_label("期限").fill("年底")
    expect(row.locator("[data-adopt]")).to_be_hidden()
    row.get_by_label("做完了").check()
    assert fresh.field("13.4.reports").input_value() == "9"
    row.get_by_role("button", name="把回答改成做完以后的").click()
    fresh.expect_clause("13.4", {"low": "4", "high": "4"})
    assert fresh.field("13.4.reports").input_value() == "15"
    expect(row).to_have_count(0)
    page.get_by_role("button", name="改回去").click()
    fresh.expect_clause("13.4", {"low": "3.5", "high": "3.5"})
    assert fresh.field("13.4.reports").input_value() == "9"
    expect(row.get_by_label("做完了")).to_be_checked()
    fresh.expect_kept()
    fresh.reload()
    page.get_by_role("tab", name="下一步").click()
    expect(row.get_by_label("谁来做")).to_have_value("王五")
    expect(row.get_by_label("期限")).to_have_value("年底")
    row.get_by_role("link", name="第13.4条").click()
    expect(fresh.card("13.4")).to_be_focused()
    expect(fresh.card("13.4")).to_be_in_viewport()

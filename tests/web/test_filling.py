"""Filling in: filters, jumps, the keyboard, evidence, what is said aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.patience import eventually
from tests.web.answering import favourable

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from qinglian_core import Rubric
    from tests.web.selfcheckpage import SelfCheckPage

pytestmark = pytest.mark.browser


def visible(check: SelfCheckPage) -> list[str]:
    """Return the ids of the clauses in view."""
    found: list[str] = check.page.locator("[data-clause]").evaluate_all(
        "cards => cards.filter(card => !card.hidden).map(card => card.dataset.clause)"
    )
    return found


def filter_by(check: SelfCheckPage, name: str) -> None:
    """Press a filter once everything answered has its scores."""
    check.expect_scored()
    check.page.locator(f'[data-filter="{name}"]').click()


def count(check: SelfCheckPage, name: str) -> Locator:
    """Return the count on a filter; the page counts anew a moment after it has shown an answer."""
    return check.page.locator(f'[data-filter="{name}"] [data-count]')


def test_filters_show_what_they_say(fresh: SelfCheckPage, rubric: Rubric) -> None:
    fresh.give({clause.id: {"answers": favourable(clause)} for clause in rubric.clauses})
    fresh.give({"1.1": {"answers": {"missing": 2}}, "1.2": {"answers": {"system": "unsure"}}})
    fresh.answer("10.3", {"centralism": "unsure"})
    fresh.give({"10.3": {"estimate": "0.5"}})
    no_rule = [clause.id for clause in rubric.clauses if not clause.has_rule]
    assert len(no_rule) == 13
    for name, expected in (
        ("unsure", ["1.2", "10.3"]),
        ("partly", []),
        ("lost", ["1.1"]),
        ("no-rule", no_rule),
        ("unanswered", no_rule),
    ):
        filter_by(fresh, name)
        assert visible(fresh) == expected
        expect(count(fresh, name)).to_have_text(str(len(expected)))
    fresh.page.locator("[data-project-filter]").select_option("culture")
    assert visible(fresh) == ["13.2", "13.3", "14.1", "14.2", "14.3"]
    expect(fresh.page.locator("[data-filter-words]")).to_have_text("只显示符合的5条。")
    fresh.page.locator("[data-project-filter]").select_option("")
    filter_by(fresh, "all")
    assert len(visible(fresh)) == 43


def test_a_card_does_not_vanish_while_it_is_being_answered(
    fresh: SelfCheckPage, rubric: Rubric
) -> None:
    filter_by(fresh, "unanswered")
    expect(count(fresh, "unanswered")).to_have_text(str(len(rubric.clauses)))
    fresh.answer("1.1", {"missing": 0})
    expect(count(fresh, "unanswered")).to_have_text(str(len(rubric.clauses) - 1))
    assert "1.1" in visible(fresh)
    expect(fresh.field("1.1.missing")).to_be_focused()
    filter_by(fresh, "unanswered")
    assert "1.1" not in visible(fresh)
    filter_by(fresh, "all")


def test_one_key_leads_to_the_next_unanswered_clause(fresh: SelfCheckPage) -> None:
    fresh.answer("1.1", {"missing": 0})
    fresh.give({"1.2": {"answers": {"system": "yes", "training": "yes"}}})
    fresh.expect_clause("1.2", {"low": "2"})
    fresh.page.locator("[data-views], .sc-views button").first.focus()
    fresh.page.keyboard.press("n")
    assert fresh.page.evaluate("document.activeElement.name") == "1.3.study"
    fresh.page.keyboard.press("Space")
    expect(fresh.page.locator('[name="1.3.study"][value=yes]')).to_be_checked()
    fresh.page.keyboard.press("n")
    assert fresh.page.evaluate("document.activeElement.name") == "1.4.list"
    fresh.field("unit").focus()
    fresh.page.keyboard.type("n")
    assert fresh.field("unit").input_value() == "n"
    expect(fresh.field("unit")).to_be_focused()
    fresh.page.get_by_label("键去处理下一处").uncheck()
    fresh.page.keyboard.press("n")
    assert fresh.page.evaluate("document.activeElement.type") == "checkbox"
    fresh.page.get_by_label("键去处理下一处").check()


def test_a_clause_can_be_answered_and_cleared_by_keyboard_alone(fresh: SelfCheckPage) -> None:
    fresh.page.locator('[name="1.2.system"]').first.focus()
    fresh.page.keyboard.press("Space")
    fresh.page.keyboard.press("ArrowRight")
    expect(fresh.page.locator('[name="1.2.system"][value=no]')).to_be_checked()
    fresh.expect_clause("1.2", {"low": "0", "high": "1"})
    fresh.page.keyboard.press("Delete")
    fresh.expect_clause("1.2", {"low": "0", "high": "2"})
    expect(fresh.page.locator('[name="1.2.system"]:checked')).to_have_count(0)
    assert fresh.page.evaluate("document.activeElement.name") == "1.2.system"


def test_questions_made_pointless_are_switched_off_and_on_again(fresh: SelfCheckPage) -> None:
    fresh.answer("1.4", {"list": "yes", "faulty": 1})
    fresh.expect_clause("1.4", {"low": "1", "high": "1"})
    fresh.fill("1.4.list", "no")
    fresh.expect_clause("1.4", {"low": "0", "high": "0"})
    question = fresh.card("1.4").locator("[data-question=faulty]")
    expect(question).to_contain_text("这一问不用答")
    expect(fresh.field("1.4.faulty")).to_be_disabled()
    fresh.fill("1.4.list", "yes")
    fresh.expect_clause("1.4", {"low": "1", "high": "1"})
    expect(fresh.field("1.4.faulty")).to_be_enabled()
    assert fresh.field("1.4.faulty").input_value() == "1"


def test_changes_are_said_once_and_politely(fresh: SelfCheckPage) -> None:
    expect(fresh.page.locator("[data-announcer]")).to_have_attribute("aria-live", "polite")
    fresh.page.evaluate(_TYPED_FAST, ["1.1.missing", "1", "12", "123", "1"])

    def said() -> list[str]:
        words: list[str] = fresh.page.evaluate("window.said")
        return [one for one in words if one.startswith("第1.1条")]

    final = [
        "第1.1条：本条得1分（满分2分）。全部：42条还没有估，其余1条1分 · 至少2，最多98。还要处理42处。"
    ]
    eventually(fresh.page, said, final)
    # 另一条的播报说完，第1.1条该说的就都说完了
    fresh.answer("1.2", {"system": "no"})
    expect(fresh.page.locator("[data-announcer]")).to_contain_text("第1.2条")
    assert said() == final


_TYPED_FAST = """([name, ...texts]) => {
  window.said = [];
  const place = document.querySelector('[data-announcer]');
  new MutationObserver(() => place.textContent && window.said.push(place.textContent))
    .observe(place, {childList: true});
  const input = document.querySelector(`[name="${name}"]`);
  for (const text of texts) {
    input.value = text;
    input.dispatchEvent(new Event('input', {bubbles: true}));
  }
}"""
"""Types faster than any machine can answer, and notes what is said."""


def test_evidence_is_added_taken_from_the_guidance_removed_and_put_back(
    fresh: SelfCheckPage, rubric: Rubric
) -> None:
    clause = rubric.clauses[0]
    assert clause.guidance is not None
    card = fresh.card(clause.id)
    card.get_by_text("备注和材料").click()
    card.get_by_role("button", name="添一份材料").click()
    expect(card.locator("[data-part=what]")).to_be_focused()
    fresh.page.keyboard.type("会议记录复印件")
    card.locator("[data-part=where]").fill("https://example.org/a")
    card.locator("[data-part=who]").fill("李四")
    card.get_by_label("已备好").check()
    expect(card.get_by_role("link", name="打开链接")).to_have_attribute(
        "href", "https://example.org/a"
    )
    card.locator("[data-part=where]").fill("javascript:alert(1)")
    expect(card.get_by_role("link", name="打开链接")).to_be_hidden()
    card.get_by_role("button", name="把指南里的材料列进来").click()
    named = len(clause.guidance.written) + len(clause.guidance.suggested)
    expect(card.locator("[data-row]")).to_have_count(1 + named)
    card.get_by_role("button", name="把指南里的材料列进来").click()
    expect(card.locator("[data-row]")).to_have_count(1 + named)
    expect(card.locator("[data-kept]")).to_have_text(f"（材料{1 + named}份，还缺{named}份）")
    card.get_by_role("button", name="删去第1份").click()
    undo = card.get_by_role("button", name="撤销")
    expect(undo).to_be_focused()
    expect(card.locator("[data-row]")).to_have_count(named)
    undo.click()
    expect(card.locator("[data-part=what]").first).to_have_value("会议记录复印件")
    fresh.expect_kept()
    fresh.reload()
    expect(card.locator("[data-row]")).to_have_count(1 + named)
    card.get_by_text("备注和材料").click()
    expect(card.locator("[data-part=who]").first).to_have_value("李四")
    expect(card.locator("[data-part=ready]").first).to_be_checked()


def test_an_address_leads_to_its_clause(worn: SelfCheckPage) -> None:
    worn.open("#c13-4")
    expect(worn.card("13.4")).to_be_in_viewport()
    worn.page.goto(worn.address)
    worn.wait_until_scored()

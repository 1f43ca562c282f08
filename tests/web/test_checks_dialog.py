"""Several self-checks side by side: new, open, rename, duplicate, delete and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

if TYPE_CHECKING:
    from tests.web.selfcheckpage import SelfCheckPage

pytestmark = pytest.mark.browser


def checks_dialog(check: SelfCheckPage) -> Locator:
    """Open the list of self-checks."""
    check.expect_kept()
    check.page.get_by_role("button", name="我的自查").click()
    dialog = check.page.locator("[data-list]")
    expect(dialog).to_be_visible()
    return dialog


_EMPTYING = """() => new Promise(done => {
  const request = indexedDB.open('qinglian');
  request.onsuccess = () => {
    const transaction = request.result.transaction('checks', 'readwrite');
    transaction.objectStore('checks').clear();
    transaction.oncomplete = () => { request.result.close(); done(); };
  };
})"""


def names(dialog: Locator) -> list[str]:
    """Return the names in the list, in its order."""
    return dialog.locator("[data-checks] [data-name]").all_inner_texts()


@pytest.fixture
def two(fresh: SelfCheckPage) -> SelfCheckPage:
    """Return a page with two self-checks and no other, the second of them open."""
    check = fresh
    check.page.evaluate(_EMPTYING)
    check.fill("unit", "甲局")
    check.fill("period", "2025年度")
    check.answer("1.1", {"missing": 2})
    check.expect_clause("1.1", {"high": "0"})
    check.begin()
    check.fill("unit", "乙局")
    check.answer("1.1", {"missing": 1})
    check.expect_clause("1.1", {"high": "1"})
    return check


def test_each_is_listed_with_its_score_and_progress(two: SelfCheckPage) -> None:
    dialog = checks_dialog(two)
    assert names(dialog) == ["乙局", "甲局\u30002025年度"]
    told = dialog.locator("[data-checks] [data-standing]").all_inner_texts()
    assert [one.split("最后修改")[0] for one in told] == [
        "42条还没有估，其余1条1分 · 至少2，最多98。",
        "42条还没有估，其余1条0分 · 至少1，最多97。",
    ]
    expect(dialog.locator("[data-check]").nth(0).get_by_text("正在填写")).to_be_visible()
    expect(dialog.locator("[data-check]").nth(1).get_by_text("正在填写")).to_be_hidden()


def test_opening_another_changes_the_page_and_nothing_else(two: SelfCheckPage) -> None:
    with two.replaced():
        checks_dialog(two).get_by_role("button", name="打开：甲局").click()
    two.expect_clause("1.1", {"low": "0", "high": "0"})
    assert two.field("unit").input_value() == "甲局"
    two.reload()
    assert two.field("unit").input_value() == "甲局"
    checks_dialog(two).get_by_role("button", name="打开：乙局").click()
    two.expect_clause("1.1", {"low": "1", "high": "1"})


def test_a_name_of_ones_own(two: SelfCheckPage) -> None:
    dialog = checks_dialog(two)
    dialog.get_by_role("button", name="改名：甲局").click()
    assert two.page.evaluate("document.activeElement.value") == "甲局\u30002025年度"
    two.page.keyboard.type("年初摸底")
    two.page.keyboard.press("Enter")
    expect(dialog.get_by_role("button", name="改名：年初摸底")).to_be_focused()
    dialog.get_by_role("button", name="改名：乙局").click()
    two.page.keyboard.type("正式的一份")
    two.page.keyboard.press("Enter")
    expect(dialog.locator("[data-checks] [data-name]").nth(0)).to_have_text("正式的一份")
    two.reload()
    assert sorted(names(checks_dialog(two))) == ["年初摸底", "正式的一份"]


def test_a_duplicate_goes_its_own_way(two: SelfCheckPage) -> None:
    with two.replaced():
        checks_dialog(two).get_by_role("button", name="复制一份：甲局").click()
    expect(two.field("period")).to_be_focused()
    expect(two.page.locator("[data-handed]")).to_contain_text("现在填的是复制出来的一份")
    two.page.keyboard.type("2026年度")
    two.expect_clause("1.1", {"high": "0"})
    two.fill("1.1.missing", "0")
    two.expect_clause("1.1", {"high": "2"})
    checks_dialog(two).get_by_role("button", name="打开：甲局\u30002025年度", exact=True).click()
    two.expect_clause("1.1", {"high": "0"})
    assert two.field("period").input_value() == "2025年度"


def test_delete_with_undo(two: SelfCheckPage) -> None:
    dialog = checks_dialog(two)
    dialog.get_by_role("button", name="删除：甲局").click()
    undo = dialog.get_by_role("button", name="撤销")
    expect(undo).to_be_focused()
    assert names(dialog) == ["乙局"]
    undo.click()
    expect(dialog.get_by_role("button", name="打开：甲局")).to_be_focused()
    assert len(names(dialog)) == 2


def test_a_deletion_that_is_kept_already_is_undone_for_good(two: SelfCheckPage) -> None:
    for name in ("甲局", "乙局"):
        dialog = checks_dialog(two)
        before = sorted(names(dialog))
        dialog.get_by_role("button", name=f"删除：{name}").click()
        two.expect_kept()
        dialog.get_by_role("button", name="撤销").click()
        two.expect_kept()
        two.reload()
        assert sorted(names(checks_dialog(two))) == before
        two.page.keyboard.press("Escape")


def test_deleting_the_open_one_and_undoing_puts_it_back_on_the_page(two: SelfCheckPage) -> None:
    dialog = checks_dialog(two)
    with two.replaced():
        dialog.get_by_role("button", name="删除：乙局").click()
    two.expect_total({"low": "1", "high": "99"})
    assert two.field("unit").input_value() == ""
    with two.replaced():
        dialog.get_by_role("button", name="撤销").click()
    two.expect_clause("1.1", {"low": "1", "high": "1"})
    assert two.field("unit").input_value() == "乙局"


def test_what_was_deleted_can_be_restored_later(two: SelfCheckPage) -> None:
    dialog = checks_dialog(two)
    dialog.get_by_role("button", name="删除：甲局").click()
    expect(dialog.get_by_role("button", name="撤销")).to_be_focused()
    two.reload()
    dialog = checks_dialog(two)
    assert names(dialog) == ["乙局"]
    dialog.get_by_text("最近删除的（1份）").click()
    dialog.get_by_role("button", name="恢复：甲局").click()
    expect(dialog.get_by_role("button", name="打开：甲局")).to_be_focused()
    assert len(names(dialog)) == 2

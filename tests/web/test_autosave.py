"""What is typed is kept: over a reload, a kill, a second tab, a browser that will not keep anything."""

from __future__ import annotations

import json
import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.conftest import TEST_FLAGS
from tests.patience import PATIENCE
from tests.processes import processes_of
from tests.web.selfcheckpage import SelfCheckPage

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Playwright

    from tests.web.conftest import Tab

pytestmark = pytest.mark.browser

REFUSING = {
    "forbidden": "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); }",
    "missing": "Object.defineProperty(window, 'indexedDB', {get: () => undefined})",
    "full": """IDBObjectStore.prototype.put = () => {
      throw new DOMException('', 'QuotaExceededError');
    }""",
}
"""Ways in which a browser does not keep anything."""


def test_everything_typed_is_there_after_a_reload(check: SelfCheckPage) -> None:
    check.fill("unit", "某局")
    check.fill("period", "2026年度")
    check.fill("assessor", "张三")
    check.answer("1.3", {"study": "yes", "launch": {"meeting": "no", "plan": "unsure"}})
    check.answer("13.4", {"provincial": 1, "reports": 9})
    check.fill("14.3.estimate", "4.5")
    check.fill("14.3.reason", "阵地已建成\n特色待提炼")
    check.card("1.3").get_by_text("备注和材料").click()
    check.fill("1.3.note", "会议记录在办公室")
    check.expect_scored()
    check.expect_kept()
    total = check.total
    check.reload()
    assert check.total == total
    assert check.field("unit").input_value() == "某局"
    assert check.field("period").input_value() == "2026年度"
    assert check.field("assessor").input_value() == "张三"
    expect(check.page.locator('[name="1.3.launch.plan"][value=unsure]')).to_be_checked()
    assert check.field("13.4.reports").input_value() == "9"
    assert check.field("14.3.estimate").input_value() == "4.5"
    assert check.field("14.3.reason").input_value() == "阵地已建成\n特色待提炼"
    assert check.field("1.3.note").input_value() == "会议记录在办公室"


def test_what_cannot_be_used_stays_in_its_field_with_the_reason(check: SelfCheckPage) -> None:
    check.fill("13.4.reports", "十五条")
    check.fill("14.3.estimate", "7")
    fault = check.card("13.4").locator("[data-fault]:visible")
    expect(fault).to_have_count(1)
    expect(fault).to_contain_text("“十五条”不是可用的数目")
    expect(check.card("14.3").locator("[data-fault]:visible")).to_contain_text("超过了本条的 6 分")
    check.expect_clause("13.4", {"low": "0", "high": "4"})
    check.save()
    told = check.page.get_by_role("alert").filter(has_text="没有写进文件")
    expect(told).to_contain_text("第13.4条“十五条”、第14.3条“7”")
    told.get_by_role("button", name="知道了").click()
    check.expect_kept()
    check.reload()
    assert check.field("13.4.reports").input_value() == "十五条"
    expect(check.card("13.4").locator("[data-fault]:visible")).to_have_count(1)
    check.fill("13.4.reports", "１５")
    expect(check.card("13.4").locator("[data-fault]:visible")).to_have_count(0)
    check.expect_clause("13.4", {"low": "1", "high": "4"})
    check.fill("14.3.estimate", "5。5")
    check.expect_clause("14.3", {"estimate": "5.5"})


def test_an_answer_can_be_taken_back(check: SelfCheckPage) -> None:
    for name, value in (("1.3.study", "no"), ("1.1.missing", 2), ("14.3.estimate", "3")):
        clause = name.rpartition(".")[0]
        blank = check.scores(clause)
        check.fill(name, value)
        field = check.card(clause).locator("[data-given]")
        expect(field).to_have_count(1)
        check.expect_scored()
        assert check.scores(clause) != blank
        field.get_by_role("button", name="清除").click()
        expect(check.card(clause).locator("[data-given]")).to_have_count(0)
        check.expect_scored()
        assert check.scores(clause) == blank
        assert check.page.evaluate("document.activeElement.name") == name


@pytest.mark.thorough
def test_a_killed_browser_has_what_the_page_said_it_kept(
    playwright: Playwright, chromium: str, site_address: str, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"

    def launch() -> tuple[BrowserContext, SelfCheckPage]:
        context = playwright.chromium.launch_persistent_context(
            str(profile), executable_path=chromium, args=TEST_FLAGS
        )
        check = SelfCheckPage(context.pages[0], site_address)
        check.open()
        return context, check

    context, check = launch()
    check.answer("1.1", {"missing": 1})
    check.fill("unit", "断电前填的")
    check.expect_kept()
    with context.expect_event("close", timeout=PATIENCE):
        for process in processes_of(profile):
            # 主进程一死，其余的可能先走了
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
    context, check = launch()
    assert check.field("unit").input_value() == "断电前填的"
    assert check.field("1.1.missing").input_value() == "1"
    check.expect_clause("1.1", {"low": "1", "high": "1", "estimate": "1"})
    context.close()


@pytest.mark.parametrize("way", REFUSING)
def test_a_browser_that_keeps_nothing_is_told_of_and_work_goes_on(
    tab: Tab, context: BrowserContext, way: str
) -> None:
    context.add_init_script(REFUSING[way])
    check = tab()
    check.open()
    check.answer("1.1", {"missing": 1})
    alert = check.page.locator("[data-alerts] [role=alert]")
    expect(alert).to_contain_text("填写的内容现在只在这个页面里")
    check.expect_clause("1.1", {"low": "1", "high": "1", "estimate": "1"})
    with check.page.expect_download() as download:
        alert.get_by_role("button", name="保存到文件").click()
    saved = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert saved["clauses"]["1.1"]["answers"] == {"missing": 1}


def test_a_notice_once_dismissed_stays_away_for_the_same_reason(
    tab: Tab, context: BrowserContext
) -> None:
    """The page goes on trying to keep what is typed, but does not nag."""
    context.add_init_script(REFUSING["forbidden"])
    check = tab()
    check.open()
    check.answer("1.1", {"missing": 1})
    alert = check.page.locator("[data-alerts] [role=alert]")
    alert.locator("[data-dismiss]").click()
    for _ in range(2):
        with check.page.expect_console_message(lambda message: message.type == "warning"):
            pass
        expect(alert).to_have_count(0)
    expect(check.page.locator("[data-storage]:visible").first).to_have_text("没有存进浏览器")


def test_a_browser_set_to_keep_nothing(
    playwright: Playwright, chromium: str, site_address: str, tmp_path: Path
) -> None:
    """The setting itself, as an administrator makes it: no site may keep data."""
    settings = tmp_path / "Default" / "Preferences"
    settings.parent.mkdir()
    forbidden = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    settings.write_text(json.dumps(forbidden), encoding="utf-8")
    context = playwright.chromium.launch_persistent_context(
        str(tmp_path), executable_path=chromium, args=TEST_FLAGS
    )
    check = SelfCheckPage(context.pages[0], site_address)
    check.open()
    check.answer("1.1", {"missing": 1})
    alert = check.page.locator("[data-alerts] [role=alert]")
    expect(alert).to_contain_text("浏览器不允许本站存东西")
    check.expect_clause("1.1", {"low": "1", "high": "1", "estimate": "1"})
    assert json.loads(Path(check.save().path()).read_bytes())["clauses"]["1.1"]["answers"]
    context.close()


def test_a_browser_that_runs_full_and_has_room_again(check: SelfCheckPage) -> None:
    """Its quota itself is set so low that nothing goes in, and then lifted."""
    tools = check.page.context.new_cdp_session(check.page)
    origin = {"origin": check.address.removesuffix("/self-check/")}
    tools.send("Storage.overrideQuotaForOrigin", {**origin, "quotaSize": 1})
    check.answer("1.1", {"missing": 1})
    alert = check.page.locator("[data-alerts] [role=alert]")
    expect(alert).to_contain_text("浏览器的存储空间满了")
    check.answer("1.2", {"system": "no"})
    check.expect_clause("1.2", {"low": "0", "high": "1"})
    tools.send("Storage.overrideQuotaForOrigin", origin)
    expect(alert).to_have_count(0)
    check.reload()
    check.expect_clause("1.1", {"low": "1", "high": "1"})
    check.expect_clause("1.2", {"low": "0", "high": "1"})


def test_several_self_checks_live_in_memory_where_nothing_is_kept(
    tab: Tab, context: BrowserContext
) -> None:
    context.add_init_script(REFUSING["forbidden"])
    check = tab()
    check.open()
    check.fill("unit", "甲局")
    check.answer("1.1", {"missing": 1})
    check.begin()
    check.fill("unit", "乙局")
    check.page.get_by_role("button", name="我的自查").click()
    names = check.page.locator("[data-checks] [data-name]")
    expect(names).to_have_text(["乙局", "甲局"])
    check.page.get_by_role("button", name="打开：甲局").click()
    check.expect_clause("1.1", {"low": "1", "high": "1"})
    check.page.get_by_role("button", name="我的自查").click()
    check.page.get_by_role("button", name="删除：甲局").click()
    expect(names).to_have_text(["乙局"])
    check.page.get_by_role("button", name="撤销").click()
    expect(names).to_have_text(["甲局", "乙局"])
    assert check.field("unit").input_value() == "甲局"


def test_what_the_browser_has_cleared_is_kept_anew(check: SelfCheckPage) -> None:
    check.answer("1.1", {"missing": 1})
    check.expect_kept()
    context = check.page.context
    origin = check.address.removesuffix("/self-check/")
    context.new_cdp_session(check.page).send(
        "Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "indexeddb"}
    )
    expect(check.page.locator("[data-alerts]")).to_contain_text("浏览器里存的自查被清除了")
    check.reload()
    assert check.field("1.1.missing").input_value() == "1"


def test_nothing_of_another_program_is_touched(tab: Tab) -> None:
    check = tab()
    check.page.goto(f"{check.address}../")
    check.page.evaluate(
        """() => {
          localStorage.setItem('someone', 'else');
          sessionStorage.setItem('someone', 'else');
          return new Promise(done => {
            const request = indexedDB.open('someone-else', 1);
            request.onupgradeneeded = () => request.result.createObjectStore('things');
            request.onsuccess = () => { request.result.close(); done(); };
          });
        }"""
    )
    check.open()
    check.answer("1.1", {"missing": 1})
    check.expect_kept()
    check.begin()
    assert check.page.evaluate("[localStorage.someone, sessionStorage.someone]") == ["else"] * 2
    names = check.page.evaluate("indexedDB.databases().then(all => all.map(one => one.name))")
    assert set(names) == {"qinglian", "someone-else"}


def test_a_form_never_touched_is_not_kept(check: SelfCheckPage) -> None:
    check.expect_kept()
    check.page.get_by_role("button", name="我的自查").click()
    expect(check.page.locator("dialog[open]")).to_be_visible()
    expect(check.page.locator("[data-checks] [data-check]")).to_have_count(0)

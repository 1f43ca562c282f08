"""Nothing that axe finds, and no scrolling sideways, in any state of the self-check and however it is looked at."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from macros.pages.addresses import clause_anchor
from tests.axe import ALL, BUT_COLOURS, COLOURS, Rules, barriers, overflowing
from tests.web.selfcheckpage import SelfCheckPage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from playwright.sync_api import Browser, Locator, ViewportSize

    from qinglian_core import Rubric

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@dataclass(frozen=True, kw_only=True)
class Look:
    """A window, its colours, and what may be wrong in it that was not in the looks before it."""

    window: ViewportSize
    rules: Rules | None = None
    dark: bool = False
    forced: bool = False
    touch: bool = False


WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 800}
LOOKS = {
    "light": Look(window=WIDE, rules=ALL),
    "dark": Look(window=WIDE, rules=COLOURS, dark=True),
    "narrow": Look(window=NARROW, rules=BUT_COLOURS, touch=True),
    "zoom 400 %, dark": Look(window={"width": 320, "height": 256}, dark=True),
    "forced colours": Look(window=NARROW, dark=True, forced=True),
}
"""1280 by 1024 at a zoom of 400 % is 320 by 256 of the page's own pixels."""
ASKED_ONCE = frozenset({"light"})
"""Axe takes seconds for a form: usually it is asked once about everything, and `make thorough` asks it in every look."""
WHOLE_TABLE = (
    "localStorage.getItem('qinglian.pace') || localStorage.setItem('qinglian.pace', 'all')"
)
"""What a reader has chosen who fills in the whole table on a narrow window, too."""
SEVERAL = ("1.1", "1.2", "1.3", "1.4", "3.2", "6.2", "13.4", "14.3")
"""Clauses with something of every kind: questions, answers, notes, faults."""
THE_OTHERS = "[data-clause]" + "".join(f':not([data-clause="{one}"])' for one in SEVERAL)
"""Cards like these: looked at once, in every look, and then only in the way."""
LONG_NAME = "济源示范区某某某某局机关党委" * 12 + "x" * 30
LONG_WORDS = "会议记录、通知和照片都在档案室。" * 60 + "https://example.org/" + "a" * 200


class LookedAt:
    """A half-filled self-check, looked at in every way."""

    def __init__(self, check: SelfCheckPage, asked: Collection[str]) -> None:
        """Look at ``check``, and ask axe in the looks that are ``asked``."""
        self.check = check
        self._asked = asked
        self.page = check.page
        self._devtools = self.page.context.new_cdp_session(self.page)

    def take_out_the_others(self) -> None:
        """Leave a few cards in the page, whose every node axe goes through, whatever it is asked about."""
        self.page.locator(THE_OTHERS).evaluate_all("cards => cards.forEach(card => card.remove())")

    def expect_sound(self, where: str = "") -> None:
        """Look at the page, or at what alone has changed in it since."""
        for name, look in LOOKS.items():
            self._show(look)
            if look.rules and name in self._asked:
                assert barriers(self.page, where, look.rules) == [], name
            assert overflowing(self.page) == [], name
            if dialog := self.page.query_selector("dialog[open]"):
                assert dialog.evaluate("one => one.scrollWidth <= one.clientWidth"), name
        self._show(LOOKS["light"])

    def _show(self, look: Look) -> None:
        self._devtools.send("Emulation.setTouchEmulationEnabled", {"enabled": look.touch})
        self.page.emulate_media(
            color_scheme="dark" if look.dark else "light",
            forced_colors="active" if look.forced else "none",
        )
        self.page.set_viewport_size(look.window)

    def expect_sound_dialog(self, dialog: Locator) -> None:
        """Look at the dialog, which the rest of the page cannot be reached behind."""
        expect(dialog).to_be_visible()
        self.expect_sound("dialog[open]")


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(ASKED_ONCE, id="asked once"),
        pytest.param(LOOKS.keys(), id="asked in every look", marks=pytest.mark.thorough),
    ],
)
def asked(request: pytest.FixtureRequest) -> Collection[str]:
    """Return the looks in which axe is asked."""
    looks: Collection[str] = request.param
    return looks


@pytest.fixture(scope="module")
def looked_at(browser: Browser, site_address: str, asked: Collection[str]) -> Iterator[LookedAt]:
    """Return a half-filled self-check, which the tests go through one after the other."""
    context = browser.new_context(viewport=WIDE, locale="zh-CN")
    context.add_init_script(WHOLE_TABLE)
    check = SelfCheckPage(context.new_page(), site_address)
    check.open()
    fill_in(check)
    yield LookedAt(check, asked)
    assert check.faults == []
    context.close()


def fill_in(check: SelfCheckPage) -> None:
    """Fill in a part, with long words, evidence, an answer that is none and an estimate too high."""
    check.fill("unit", LONG_NAME[:200])
    check.fill("period", "2026年度")
    check.give(
        {
            "1.1": {"answers": {"missing": 1}},
            "1.2": {"answers": {"system": "no", "training": "unsure"}},
            "1.4": {"answers": {"list": "yes"}},
            "6.2": {"estimate": "2.5"},
        }
    )
    check.fill("13.4.reports", "十五条")
    check.fill("14.3.estimate", "7")
    expect(check.page.locator("[data-fault]:visible")).to_have_count(2)
    check.expect_scored()
    card = check.card("6.2")
    check.fill("6.2.reason", LONG_WORDS)
    card.locator("[data-keeping] summary").click()
    check.fill("6.2.note", LONG_WORDS)
    card.get_by_role("button", name="添一份材料").click()
    card.locator("[data-part=what]").fill(LONG_WORDS)
    card.locator("[data-part=where]").fill("https://example.org/" + "b" * 200)
    card.locator(".sc-guide summary").click()


def changed_file(rubric: Rubric) -> bytes:
    """Return a file of another text of the criteria, with something in every list that is told."""
    clauses: dict[str, Any] = {
        clause.id: {"digest": clause.digest} for clause in rubric.clauses[1:]
    }
    clauses["1.2"]["answers"] = {"system": "yes"}
    clauses["1.3"] = {"answers": {"lost": 1}, "note": "旧", "digest": "0" * 16}
    clauses["99.1"] = {"note": "旧条"}
    edition = {"id": rubric.id, "digest": "0" * 64}
    header = {"format": "qinglian-self-check", "version": 2, "edition": edition}
    return json.dumps({**header, "unit": LONG_NAME[:200], "clauses": clauses}).encode()


def test_every_view(looked_at: LookedAt) -> None:
    page = looked_at.page
    looked_at.expect_sound()
    looked_at.take_out_the_others()
    page.get_by_role("button", name="逐条", exact=True).click()
    page.locator("[data-pending-fold] summary").click()
    for clause, changed in (("1.1", ""), ("1.2", "#sc-view-form"), ("6.2", "#sc-view-form")):
        page.evaluate("fragment => { location.hash = fragment; }", clause_anchor(clause))
        expect(looked_at.check.card(clause)).to_be_visible()
        looked_at.expect_sound(changed)
    page.get_by_role("tab", name="结果").click()
    page.locator("[data-ledgers='item:1'] summary").click()
    expect(page.locator("[data-ledgers='item:1'] [data-to]").first).to_be_visible()
    looked_at.expect_sound("#sc-view-results")
    page.get_by_role("tab", name="下一步").click()
    row = page.locator("[data-work-row]").first
    row.locator("[data-task=done]").check()
    row.locator("[data-task=who]").fill(LONG_NAME)
    looked_at.expect_sound("#sc-view-work")
    page.get_by_role("tab", name="导出").click()
    looked_at.expect_sound("#sc-view-export")


def test_every_dialog(looked_at: LookedAt, rubric: Rubric) -> None:
    check, page = looked_at.check, looked_at.page
    looked_at.take_out_the_others()
    page.get_by_role("tab", name="填写").click()
    page.get_by_role("button", name="整表", exact=True).click()
    dialog = check.offer(f"{LONG_NAME}.json", changed_file(rubric))
    looked_at.expect_sound_dialog(dialog)
    with check.replaced():
        dialog.get_by_role("button", name="打开这份").click()
    expect(check.card("1.3").get_by_text("细则改过，请复核")).to_be_visible()
    dialog = check.offer(f"{LONG_NAME}.json", b'{"format": "x"')
    looked_at.expect_sound_dialog(dialog)
    dialog.get_by_role("button", name="关闭").click()
    page.get_by_role("button", name="我的自查").click()
    dialog = page.locator("dialog[open]")
    rows = dialog.locator("[data-checks] [data-check]")
    expect(rows).to_have_count(2)
    rows.first.locator("[data-act=rename]").click()
    looked_at.expect_sound_dialog(dialog)
    rows.last.locator("[data-act=delete]").click()
    expect(dialog.get_by_role("button", name="撤销")).to_be_visible()
    dialog.locator("[data-deleted] summary").click()
    looked_at.expect_sound_dialog(dialog)


def test_what_is_said_where_nothing_is_kept(
    browser: Browser, site_address: str, asked: Collection[str]
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800}, locale="zh-CN")
    context.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); }"
    )
    check = SelfCheckPage(context.new_page(), site_address)
    check.open()
    look = LookedAt(check, asked)
    look.take_out_the_others()
    look.expect_sound()
    check.page.get_by_role("button", name="开始填新的一份").click()
    check.answer("1.1", {"missing": 1})
    expect(check.page.locator("[data-alerts] [role=alert]")).to_be_visible()
    look.expect_sound()
    context.close()

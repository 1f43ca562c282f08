"""The long form unrolls: its first cards at once, the rest when there is time, everything where it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from macros.pages.addresses import clause_anchor
from tests.holding import held
from tests.patience import card_by_card
from tests.shifts import shifts, watch
from tests.web.selfcheckpage import STARTED, SelfCheckPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext

    from qinglian_core import Rubric

pytestmark = pytest.mark.browser

# 一秒以上的等待都扣住，“过一会儿照样展开”便不会发生，只剩下要测的缘由
_PATIENT = """
window.__late = [];
const soon = window.setTimeout;
window.setTimeout = (act, ms, ...more) => (ms >= 1000 ? window.__late.push(act) : soon(act, ms, ...more));
"""


@pytest.fixture(autouse=True)
def as_readers_see_it(context: BrowserContext) -> None:
    """Let the form unroll, as in no other tests."""
    card_by_card(context)


@pytest.fixture
def without_python(context: BrowserContext) -> Iterator[None]:
    """Keep Python from arriving."""
    let_go = held(context, "**/runtime/*.bin")
    yield
    let_go()


@pytest.fixture
def check(context: BrowserContext, site_address: str) -> SelfCheckPage:
    """Return the self-check in a tab that is not opened yet."""
    return SelfCheckPage(context.new_page(), site_address)


def later(page: Page) -> Locator:
    """Return the cards that are still to come."""
    return page.locator("html[data-unrolling] [data-clause][data-later]")


def cards(page: Page) -> Locator:
    """Return the cards that can be seen."""
    return page.locator("[data-clause]:visible")


def test_the_rest_of_the_form_follows_the_first_score(check: SelfCheckPage, rubric: Rubric) -> None:
    watch(check.page)
    check.page.goto(check.address)
    expect(check.total_place).to_have_attribute("data-low", "1", timeout=STARTED)
    expect(cards(check.page)).to_have_count(len(rubric.clauses))
    expect(later(check.page)).to_have_count(0)
    expect(check.page.locator("[data-project-section]:visible")).to_have_count(len(rubric.projects))
    expect(check.page.locator("[data-item-section]:visible")).to_have_count(len(rubric.items))
    assert shifts(check.page) == []


@pytest.mark.usefixtures("without_python")
def test_without_a_score_it_comes_a_moment_later(check: SelfCheckPage, rubric: Rubric) -> None:
    check.page.add_init_script(_PATIENT)
    check.page.goto(check.address)
    first = cards(check.page).count()
    assert 0 < first < len(rubric.clauses)
    expect(later(check.page)).to_have_count(len(rubric.clauses) - first)
    check.page.evaluate("window.__late.forEach(act => act())")
    expect(cards(check.page)).to_have_count(len(rubric.clauses))


@pytest.mark.usefixtures("without_python")
@pytest.mark.parametrize("act", ["key", "press", "scroll"])
def test_whoever_does_something_gets_the_rest(
    check: SelfCheckPage, rubric: Rubric, act: str
) -> None:
    check.page.add_init_script(_PATIENT)
    check.page.goto(check.address)
    assert later(check.page).count()
    if act == "key":
        check.page.keyboard.press("Tab")
    elif act == "press":
        check.card(rubric.clauses[0].id).locator("label").first.click()
    else:
        check.page.mouse.wheel(0, 600)
    expect(cards(check.page)).to_have_count(len(rubric.clauses))


@pytest.mark.usefixtures("without_python")
def test_a_link_to_a_clause_shows_everything_at_once(check: SelfCheckPage, rubric: Rubric) -> None:
    last = rubric.clauses[-1]
    check.page.goto(f"{check.address}#{clause_anchor(last.id)}")
    assert later(check.page).count() == 0
    assert cards(check.page).count() == len(rubric.clauses)
    expect(check.card(last.id)).to_be_in_viewport()


@pytest.mark.usefixtures("without_python")
def test_who_comes_back_is_where_they_were(check: SelfCheckPage, rubric: Rubric) -> None:
    check.page.goto(check.address)
    middle = check.card(rubric.clauses[20].id)
    expect(middle).to_be_visible()
    middle.evaluate("card => card.scrollIntoView()")
    expect(middle).to_be_in_viewport()
    check.page.reload()
    assert later(check.page).count() == 0
    expect(middle).to_be_in_viewport()


@pytest.mark.usefixtures("without_python")
def test_going_to_a_card_that_is_still_to_come_shows_it(
    check: SelfCheckPage, rubric: Rubric
) -> None:
    check.page.add_init_script(_PATIENT)
    check.page.goto(check.address)
    last = check.card(rubric.clauses[-1].id)
    expect(last).to_be_hidden()
    target = check.page.locator("[data-jump] option").last.get_attribute("value")
    check.page.locator("[data-jump]").evaluate("(jump, value) => { jump.value = value; }", target)
    check.page.locator("[data-jump-go]").evaluate("button => button.click()")
    expect(check.page.locator(f"#{target}")).to_be_in_viewport()
    expect(last).to_be_visible()


@pytest.mark.usefixtures("without_python")
def test_paper_has_the_whole_form(check: SelfCheckPage, rubric: Rubric) -> None:
    check.page.add_init_script(_PATIENT)
    check.page.goto(check.address)
    assert later(check.page).count()
    check.page.emulate_media(media="print")
    expect(cards(check.page)).to_have_count(len(rubric.clauses))

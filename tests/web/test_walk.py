"""A middling office fills in all clauses on a phone, one at a time: how often it taps, how far it has to scroll.

A tap is one press on a control that is in view and not covered; typing a number takes the tap into its field. Every
pixel that a control must be scrolled to be in view is counted; nothing is scrolled without being counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from macros.pages.answereffects import neutral_value
from tests.web.selfcheckpage import SelfCheckPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator

    from qinglian_core import Rubric
    from qinglian_core.criteria.model import Clause
    from qinglian_core.criteria.vocabulary import Answer, Value

pytestmark = pytest.mark.browser

MOST_TAPS = 110
MOST_SCREENS = 12
WIDTH, HEIGHT = 390, 844
ANSWERS: dict[str, dict[str, Answer]] = {
    "1.1": {"missing": 1},
    "1.2": {"system": "yes", "training": "no"},
    "1.3": {"study": "yes", "launch": {"meeting": "yes", "plan": "yes"}},
    "1.4": {"list": "yes", "faulty": 1},
    "2.1": {"adherence": {"group": "kept", "branch": "kept-or-weak"}},
    "2.2": {"centre": "yes", "base": {"branches": "yes", "courses": "yes"}, "daily": "no"},
    "2.3": {"platforms": {"xuexi": "good", "henan": "weak"}, "other-weak": 0, "other-poor": 0},
    "2.4": {"system": "yes", "study": "yes"},
    "3.1": {
        "rules": {
            "norms": "yes",
            "centralism": "yes",
            "major-matters": "no",
            "personal-matters": "yes",
            "other": 0,
        }
    },
    "3.2": {
        "systems": {
            "meetings": "yes",
            "dual": "yes",
            "talks": "no",
            "appraisal": "yes",
            "party-day": "yes",
            "other": 0,
        }
    },
    "4.1": {"responsible": "yes", "carried-out": "yes"},
    "4.2": {"complaints": 1},
    "4.3": {"system": "yes", "mechanism": "no"},
    "5.1": {
        "involved": "yes",
        "system": "yes",
        "missing": {"party": 1, "government": 0, "judicial": 0, "funds": 0},
    },
    "7.1": {"systems": {"party-group": "yes", "discipline": "yes"}},
    "7.2": {"mechanisms": {"departments": "no", "branches": "yes", "members": "yes"}},
    "8.1": {"meeting": "yes"},
    "8.3": {"talks": 3, "coverage": "yes"},
    "8.4": {"carried-out": "yes"},
    "9.1": {"selection": "yes", "four-musts": "yes", "branch-opinion": "yes"},
    "9.2": {"mechanism": "yes"},
    "10.1": {"mechanism": "yes", "list": "yes"},
    "10.3": {"centralism": "good"},
    "10.4": {"mechanism": "yes", "carried-out": "no"},
    "11.1": {"found": "no"},
    "11.2": {"cases": 0},
    "12.1": {"cases": 0},
    "13.1": {
        "education": {
            "founding-spirit": "yes",
            "revolutionary": "yes",
            "socialist": "no",
            "traditional": "no",
            "other": 0,
        }
    },
    "13.4": {"provincial": 0, "city": 2, "reports": 9},
    "14.4": {"brand": "no", "atmosphere": "yes"},
}
"""Neither good nor bad: most is done, something is missing here and there, of one thing it is not sure how well."""
OWN = {"2.1": "1.5"}
HALF = "0.5"
"""What it gives itself, besides, wherever there is no rule."""


def middling(rubric: Rubric) -> dict[str, dict[str, object]]:
    """Return the records of such an office, as they stand in a save file."""
    answered: dict[str, dict[str, object]] = {
        one.id: {"answers": ANSWERS[one.id]} if one.has_rule else {"estimate": HALF}
        for one in rubric.clauses
    }
    for name, own in OWN.items():
        answered[name]["estimate"] = own
    return answered


_PLACE = """control => {
  const { top, bottom, left, right } = control.getBoundingClientRect();
  const bar = document.querySelector("[data-steps]").getBoundingClientRect();
  const within = control.closest("[data-steps]");
  return { top, bottom, x: (left + right) / 2, floor: within ? innerHeight : bar.top };
}"""
_COVERED = """([x, y]) => document.elementFromPoint(x, y)?.closest("label, button, input")?.textContent || \"\""""


class Walker:
    """A thumb: it taps what it sees, and scrolls to what it does not see."""

    def __init__(self, check: SelfCheckPage) -> None:
        """Fill in ``check``, which is open."""
        self.check = check
        self.taps = 0
        self.scrolled = 0.0

    @property
    def screens(self) -> float:
        """How many screens have been scrolled."""
        return self.scrolled / HEIGHT

    def tap(self, control: Locator) -> None:
        """Tap ``control`` once it is in view."""
        expect(control).to_be_visible()
        place = control.evaluate(_PLACE)
        beyond = max(place["bottom"] - place["floor"], 0) or min(place["top"], 0)
        if beyond:
            self.check.page.evaluate(
                "by => window.scrollBy({top: by, behavior: 'instant'})", beyond
            )
            self.scrolled += abs(beyond)
            place = control.evaluate(_PLACE)
        middle = (place["top"] + place["bottom"]) / 2
        assert control.evaluate(
            "(control, [x, y]) => control.contains(document.elementFromPoint(x, y))",
            [place["x"], middle],
        ), control
        self.check.page.touchscreen.tap(place["x"], middle)
        self.taps += 1

    def give(self, name: str, value: Value) -> None:
        """Give one value."""
        card = self.check.page
        if isinstance(value, int):
            self.write(name, str(value))
        else:
            radio = card.locator(f'[name="{name}"][value="{value}"]')
            self.tap(card.locator("label").filter(has=radio))
            expect(radio).to_be_checked()

    def write(self, name: str, text: str) -> None:
        """Tap a field and type."""
        field = self.check.field(name)
        self.tap(field)
        expect(field).to_be_focused()
        self.check.page.keyboard.type(text)
        expect(field).to_have_value(text)

    def answer(self, clause: Clause) -> None:
        """Answer a clause as somebody does who wants to be done: the exceptions, then all the rest at once."""
        others: list[tuple[str, Value]] = []
        for name, value, neutral in _given(clause):
            if value == neutral:
                others.append((name, value))
            else:
                self.give(name, value)
                self.check.expect_scored()
        rest = self.check.card(clause.id).locator("[data-rest-button]")
        if len(others) > 1 and rest.is_visible():
            self.tap(rest)
        else:
            for name, value in others:
                self.give(name, value)
        own = OWN.get(clause.id, "" if clause.has_rule else HALF)
        self.check.expect_scored()
        if own:
            self.write(f"{clause.id}.estimate", own)
            self.check.expect_scored()


def _given(clause: Clause) -> Iterator[tuple[str, Value, Value | None]]:
    """Yield the name of each field, what the office answers, and what neither takes nor gives points."""
    for question in clause.questions:
        answer = ANSWERS[clause.id].get(question.id)
        if isinstance(answer, dict):
            for thing, value in answer.items():
                name = f"{clause.id}.{question.id}.{thing}"
                yield name, value, neutral_value(question, thing)
        elif answer is not None:
            yield f"{clause.id}.{question.id}", answer, neutral_value(question)


@pytest.fixture
def phone(browser: Browser, site_address: str) -> Iterator[SelfCheckPage]:
    """Return the self-check on a phone that has never seen the site."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    check = SelfCheckPage(context.new_page(), site_address)
    check.open()
    yield check
    assert check.faults == []
    context.close()


def test_a_middling_office_is_soon_done(phone: SelfCheckPage, rubric: Rubric) -> None:
    walker = Walker(phone)
    on = phone.page.locator('[data-step="on"]')
    walker.tap(phone.page.get_by_role("button", name="开始填新的一份"))
    for position, clause in enumerate(rubric.clauses, start=1):
        card = phone.card(clause.id)
        expect(card).to_be_visible()
        expect(card).to_contain_text(f"第{position}条／共{len(rubric.clauses)}条")
        assert phone.page.locator("[data-clause]:visible").count() == 1
        assert phone.page.evaluate("document.activeElement.type !== 'text'")
        walker.answer(clause)
        assert phone.scores(clause.id)["estimate"] is not None
        walker.tap(on)
    expect(phone.page.get_by_role("tabpanel", name="结果")).to_be_visible()
    told = f"{walker.taps}次点按，滚动{walker.screens:.1f}屏"
    assert walker.taps <= MOST_TAPS, told
    assert walker.screens <= MOST_SCREENS, told

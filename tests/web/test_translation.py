"""A translated self-check: what is stored and exported is what was written, and scores stay as they are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.translation import MARK, translatable, translate

if TYPE_CHECKING:
    from qinglian_core import Rubric
    from tests.web.selfcheckpage import SelfCheckPage

pytestmark = pytest.mark.browser

FIXED = re.compile(r"第[\d.]+条（|^[\d.]+(至[\d.]+)?分|^—$")
"""A clause, a score, or the place of one."""


def test_nothing_translated_is_stored(check: SelfCheckPage, rubric: Rubric) -> None:
    clause = next(one for one in rubric.clauses if one.id == "6.2")
    assert clause.guidance
    named = [
        *(one.text for one in clause.guidance.written),
        *(one.text for one in clause.guidance.suggested),
    ]
    translate(check.page)
    card = check.card("6.2")
    guide, keeping = card.locator("details > summary").all()
    guide.click()
    expect(card.locator("[data-what]").first).to_contain_text(MARK)
    keeping.click()
    suggest = card.locator("[data-suggest]")
    suggest.click()
    expect(card.locator('[data-part="what"]')).to_have_count(len(named))
    suggest.click()
    expect(check.page.locator("[data-announcer]")).to_have_text(re.compile("都已经列着"))
    check.answer("1.1", {"missing": 1})
    check.expect_clause("1.1", {"low": "1", "high": "1"})
    saved = Path(check.save().path()).read_text(encoding="utf-8")
    assert MARK not in saved
    clauses = json.loads(saved)["clauses"]
    assert [one["what"] for one in clauses["6.2"]["evidence"]] == named


def test_scores_stay_as_they_are(check: SelfCheckPage) -> None:
    translate(check.page)
    check.fill("1.1.missing", "2项")
    fault = check.card("1.1").locator("[data-fault]").first
    expect(fault).to_contain_text(MARK)
    check.answer("1.1", {"missing": 1})
    check.expect_clause("1.1", {"low": "1", "high": "1"})
    check.page.get_by_role("tab", name="结果").click()
    check.page.locator('[data-ledgers="total"] summary').click()
    expect(check.page.locator(".sc-clause-ledger").first).to_be_visible()
    check.page.get_by_role("tab", name="下一步").click()
    expect(check.page.locator("[data-work-row]").first).to_be_visible()
    assert [text for text in translatable(check.page) if FIXED.search(text)] == []

"""Paper: the whole self-check, whatever filter is on, with notes and evidence in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.documents.pdfpages import pages_of
from tests.patience import eventually

if TYPE_CHECKING:
    from pathlib import Path

    from qinglian_core import Rubric
    from tests.web.selfcheckpage import SelfCheckPage

pytestmark = pytest.mark.browser

NOTE = "制度汇编第三章已经补写\n" + "很长的备注" * 40
PLACE = "甪里档案室第三排" * 20 + "末柜"
"""Its first character stands nowhere else, and no end of a line can cut it in two."""


def printed(check: SelfCheckPage, path: Path) -> str:
    """Return what is printed, without line breaks."""
    check.page.pdf(path=path, prefer_css_page_size=True)
    return "".join(page.text for page in pages_of(path))


def test_the_whole_form_is_printed(fresh: SelfCheckPage, rubric: Rubric, tmp_path: Path) -> None:
    fresh.answer("1.1", {"missing": 1})
    fresh.expect_clause("1.1", {"low": "1", "high": "1"})
    card = fresh.card("1.1")
    keeping = card.locator("details[data-keeping]")
    keeping.locator("summary").click()
    card.locator("[data-words=note]").fill(NOTE)
    card.locator("[data-add]").click()
    card.locator("[data-part=where]").fill(PLACE)
    keeping.locator("summary").click()
    fresh.page.locator('[data-filter="no-rule"]').click()
    expect(card).to_be_hidden()
    fresh.page.evaluate("scrollTo({ top: 900, behavior: 'instant' })")
    before = fresh.page.evaluate("scrollY")
    text = printed(fresh, tmp_path / "printed.pdf")
    for clause in rubric.clauses:
        assert clause.label in text
    assert f"这里印出全部{len(rubric.clauses)}条" in text
    assert text.count("很长的备注") == NOTE.count("很长的备注")
    assert text.count("甪") == PLACE.count("甪")
    assert "末柜" in text
    expect(card).to_be_hidden()
    expect(fresh.page.locator(".sc-written, [data-written]")).to_have_count(0)
    assert not keeping.evaluate("fold => fold.open")
    eventually(fresh.page, lambda: fresh.page.evaluate("scrollY"), before)

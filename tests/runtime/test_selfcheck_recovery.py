"""The self-check keeps what was answered, and scores it again, when Python stops in the middle of its work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.patience import eventually

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STARTED = 120_000
HANG = "() => void setTimeout(() => { for (;;); }, 0)"


def test_a_worker_that_hangs_costs_a_moment_and_no_answer(
    browser: Browser, site_address: str
) -> None:
    page = browser.new_page()
    page.goto(f"{site_address}self-check/")
    total = page.locator("[data-total]")
    expect(total).to_have_attribute("data-high", "99", timeout=STARTED)
    first = page.locator('input[name="1.2.system"][value="no"]')
    first.check()
    expect(total).to_have_attribute("data-high", "98", timeout=STARTED)
    hung = page.workers[0]
    hung.evaluate(HANG)
    second = page.locator('input[name="1.2.training"][value="no"]')
    second.check()
    expect(total).to_have_attribute("data-high", "97", timeout=STARTED)
    expect(page.locator("html")).to_have_attribute("data-engine", "ready")
    expect(first).to_be_checked()
    expect(second).to_be_checked()
    # 卡死的 worker 要过一会儿才真的停下
    eventually(page, lambda: [worker is hung for worker in page.workers], [False])
    assert re.fullmatch(r".*worker-current-[0-9a-f]{12}\.js", page.workers[0].url)
    page.close()

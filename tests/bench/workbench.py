"""Revising in the browser: until it can begin, until a typed change is checked and shown, until the whole site is made."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.conftest import CHROMIUM_FLAGS
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

READY, SHOWN, MADE = 6.0, 500.0, 45.0
SIZE = 5_000_000
TYPED = 20
LIMIT = 300_000
"""Milliseconds after which something must be wrong."""
CLAUSE = "4.2"
# 在“看什么”的末尾添一个字，看到右边网页上的那一条跟着变为止
TYPING = """
async ([times, word]) => {
  const field = [...document.querySelectorAll("[data-maintain] textarea")].find(
    (one) => one.getBoundingClientRect().width && one.value.includes(word),
  );
  const shown = document.querySelector("[data-preview-page]");
  const found = [];
  for (let turn = 0; turn < times; turn += 1) {
    const mark = `甲${turn}乙`;
    const changed = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!shown.textContent.includes(mark)) return;
        observer.disconnect();
        shown.getBoundingClientRect();
        resolve(performance.now());
      });
      observer.observe(shown, { childList: true, subtree: true });
    });
    field.value = field.value.replace(/甲[0-9]+乙/g, "") + mark;
    const begun = performance.now();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    found.push((await changed) - begun);
  }
  return found;
}
"""


def rows(site: Path, chromium: str) -> Iterator[tuple[str, str]]:
    """Yield what is measured on the page of the built ``site``, and the result."""
    size = sum(
        path.stat().st_size
        for path in (site / "assets" / "workbench").iterdir()
        if not path.name.startswith("sources")
    )
    yield (
        "修订工作台：另外下载的程序",
        f"{size / 1_000_000:.2f} MB（目标 ≤ {SIZE / 1_000_000:.0f} MB）",
    )
    with serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(LIMIT)
        page.goto(f"{address}maintain/")
        begun = time.monotonic()
        page.locator("[data-begin]").click()
        page.locator("[data-turned=import]").wait_for()
        ready = time.monotonic() - begun
        yield ("修订工作台：按“开始”到可以改", f"{ready:.1f} s（目标 ≤ {READY:.0f} s）")
        times = sorted(_typed(page))
        late = times[int(len(times) * 0.95)]
        yield (
            f"修订工作台：改一处到检查过、显示出来（{TYPED} 次）",
            f"中位 {statistics.median(times):.0f} ms，p95 {late:.0f} ms（目标 ≤ {SHOWN:.0f} ms）",
        )
        page.locator("[data-view=publish]").click()
        begun = time.monotonic()
        page.locator("[data-publish]").get_by_role("button", name="生成网站").click()
        page.locator("[data-publish]").get_by_text("qinglian-site.zip").wait_for()
        made = time.monotonic() - begun
        yield ("修订工作台：生成整个网站", f"{made:.1f} s（目标 ≤ {MADE:.0f} s）")
        browser.close()


def _typed(page: Page) -> list[float]:
    """Return how long each of some changes took to be shown, in milliseconds."""
    page.locator("[data-view=edit]").click()
    page.get_by_placeholder("条号或文字").fill(CLAUSE)
    page.locator("main button:visible", has_text=f"第{CLAUSE}条").first.click()
    shown = page.locator("[data-preview-page]")
    shown.locator("section").wait_for(state="attached")
    first = "12345便民热线里"
    times: list[float] = page.evaluate(TYPING, [TYPED, first])
    return times

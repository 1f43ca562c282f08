"""How long an answer takes to become a score on the screen: every clause, on a server and in the folder copy.

From the reader's input to the new figures, laid out and ready to be painted; the time of the next frame is the
screen's own.
"""

from __future__ import annotations

import statistics
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.conftest import CHROMIUM_FLAGS
from tests.offline.pages import expect_scored
from tests.runtime.serving import NEW_TYPES, StaticServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROUNDS = 3
OPENINGS = 5
GOAL = 16.0
# 毫秒：读完第一个问题总要这么久
READING = 3000
# 每条答第一个问题，看到这一条的状态改变为止；再清掉，回到未答
ANSWERING = """
async ([rounds, clauses]) => {
  const times = [];
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const changed = (card) =>
    new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        document.querySelector("[data-total]").getBoundingClientRect();
        card.getBoundingClientRect();
        resolve(performance.now());
      });
      observer.observe(card, { attributes: true, attributeFilter: ["data-status"] });
    });
  const say = (input, type) => input.dispatchEvent(new Event(type, { bubbles: true }));
  const answer = (card) => {
    const input = card.querySelector("[data-field] input:not([type=checkbox])");
    if (input.type === "radio") return input.click();
    input.value = "1";
    say(input, "input");
  };
  const forget = (card) => {
    for (const button of card.querySelectorAll("[data-clear]:not([hidden])")) button.click();
  };
  for (let round = 0; round < rounds; round += 1) {
    for (const card of [...document.querySelectorAll("[data-clause]")].slice(0, clauses ?? Infinity)) {
      card.scrollIntoView();
      await pause(100);
      const done = changed(card);
      const begun = performance.now();
      answer(card);
      times.push([card.dataset.clause, (await done) - begun]);
      const blank = changed(card);
      forget(card);
      await blank;
      await pause(50);
    }
  }
  return times;
}
"""


def rows(site: Path, chromium: str) -> Iterator[tuple[str, str]]:
    """Yield what was measured on the built ``site``, and the result."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        with StaticServer({"": site}, {}, NEW_TYPES) as server:
            address = f"{server.address}/self-check/"
            yield _row("网站", _times(browser, address))
            yield _first_row("第一个分数一出来就答", browser, address, 0)
            yield _first_row("读三秒再答", browser, address, READING)
        with tempfile.TemporaryDirectory() as name:
            with zipfile.ZipFile(next(site.glob("*-portable.zip"))) as archive:
                archive.extractall(name)
            page = next(Path(name).glob("*/self-check/index.html"))
            yield _row("双击打开的文件夹", _times(browser, page.as_uri()))
        browser.close()


def _times(
    browser: Browser,
    address: str,
    *,
    reading: float = READING,
    rounds: int = ROUNDS,
    clauses: int | None = None,
) -> list[tuple[str, float]]:
    page = browser.new_page()
    page.goto(address)
    expect_scored(page, "1", "99")
    page.wait_for_timeout(reading)
    times: list[tuple[str, float]] = page.evaluate(ANSWERING, [rounds, clauses])
    page.close()
    return times


def _first_row(when: str, browser: Browser, address: str, reading: float) -> tuple[str, str]:
    """Return the row of the very first answer on a page, each time on a page opened anew."""
    found = [
        time
        for _ in range(OPENINGS)
        for _, time in _times(browser, address, reading=reading, rounds=1, clauses=1)
    ]
    return (
        f"第一个回答（网站，打开 {OPENINGS} 次，{when}）",
        f"中位 {statistics.median(found):.1f} ms，最慢 {max(found):.1f} ms",
    )


def _row(place: str, times: list[tuple[str, float]]) -> tuple[str, str]:
    """Return the row of one place; the slowest clause is named."""
    found = sorted(time for _, time in times)
    late = statistics.quantiles(found, n=20, method="inclusive")[-1]
    slowest = max(times, key=lambda one: one[1])[0]
    return (
        f"回答到新分数（{place}，{len(times)} 次）",
        f"中位 {statistics.median(found):.1f} ms，p95 {late:.1f} ms（目标 ≤ {GOAL:.0f} ms），最慢第{slowest}条",
    )

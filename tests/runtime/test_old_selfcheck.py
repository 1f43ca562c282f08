"""The self-check itself, filled in on Chromium 88, 92 and 103, gives what the current one gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.patience import UNTIL
from tests.runtime.conftest import POLICY
from tests.runtime.oldchromium import VERSIONS
from tests.runtime.serving import NEW_TYPES, StaticServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.runtime.devtools import OldBrowser

pytestmark = [pytest.mark.browser, pytest.mark.legacy]

# 每个问题都填：单选依次取不同的一项，数字依次取 0 到 3；填完等每一个回答都计了分
FILL = """(async () => {
  const html = document.documentElement;
  const root = document.querySelector("[data-self-check]");
  const until = UNTIL;
  const scored = () => !("unscored" in root.dataset) && "working" in root.dataset;
  const scores = () => [...document.querySelectorAll("[data-clause], [data-total]")].map(({ dataset }) => [
    dataset.clause || "total", dataset.low, dataset.high, dataset.envelopeLow, dataset.envelopeHigh, dataset.estimate,
  ]);
  await until(() => scored() || /failed|unsupported/.test(html.dataset.engine));
  const inputs = [...document.querySelectorAll("[data-clause] [data-field] input[name]")];
  const names = [...new Set(inputs.map((input) => input.name))];
  names.forEach((name, turn) => {
    const group = inputs.filter((input) => input.name === name);
    if (group[0].type === "radio") group[turn % group.length].click();
    else {
      group[0].value = String(turn % 4);
      group[0].dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  await until(scored);
  return { engine: html.dataset.engine, asked: names.length, scores: scores() };
})()""".replace("UNTIL", UNTIL)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Return the self-check's address on a server that sends the policy with everything."""
    with StaticServer({"": site}, {"Content-Security-Policy": POLICY}, NEW_TYPES) as server:
        yield f"{server.address}/self-check/"


@pytest.fixture(scope="module")
def current(browser: Browser, address: str) -> dict[str, Any]:
    """Return what the current Chromium makes of the form."""
    page = browser.new_page()
    page.goto(address)
    found: dict[str, Any] = page.evaluate(FILL)
    page.close()
    return found


def test_the_current_browser_scores_every_clause(current: dict[str, Any]) -> None:
    assert current["engine"] == "ready"
    scores = {name: rest for name, *rest in current["scores"]}
    assert len(scores) == 44
    assert scores["total"][:2] != ["1", "99"]
    assert all(low and high for low, high, *_ in scores.values())


@pytest.mark.parametrize("version", VERSIONS)
def test_an_old_browser_gives_the_same(
    old_browsers: Callable[[int], OldBrowser],
    address: str,
    current: dict[str, Any],
    version: int,
) -> None:
    with old_browsers(version).open_page(address) as page:
        assert page.evaluate(FILL) == current

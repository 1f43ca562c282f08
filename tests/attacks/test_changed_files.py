"""Files that were changed on their way: what a page fetches for itself is held against what the page says of it."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.attacks.selfchecks import attacked_check
from tests.web.maintainpage import LONG, MaintainPage
from tests.web.selfcheckpage import SelfCheckPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page, Route

    from macros.loading.editions import Publication

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TOLD = "与发布的不一致，为安全起见没有使用"
BEGIN = "从网站现在发布的细则开始"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a browser that has never seen the site."""
    context = browser.new_context(locale="zh-CN")
    yield context
    context.close()


@contextmanager
def changed(context: BrowserContext, site: Path, folder: str, name: str) -> Iterator[None]:
    """Change one bit of a file on its way; the file must be asked for meanwhile."""
    body = bytearray((site / "assets" / folder / name).read_bytes())
    body[len(body) // 2] ^= 1
    sent: list[str] = []

    def answer(route: Route) -> None:
        sent.append(name)
        route.fulfill(body=bytes(body), content_type="application/octet-stream")

    address = f"**/assets/{folder}/{name}"
    context.route(address, answer)
    yield
    context.unroute(address)
    # 先疑心是缓存里的一份坏了，绕过缓存再取一次
    assert sent == [name, name]


def made_with(page: Page) -> dict[str, Any]:
    """Return what the page was made with."""
    told: dict[str, Any] = json.loads(page.locator("script[data-made-with]").text_content() or "")
    return told


def test_the_self_check_uses_nothing_that_was_changed(
    context: BrowserContext,
    attacked_site: Path,
    attacked_address: str,
    publications: tuple[Publication, ...],
) -> None:
    check = SelfCheckPage(context.new_page(), attacked_address)
    check.open()
    made = made_with(check.page)
    assert made.keys() == {"runtime", "exports", "data"}
    assert made["data"].keys() == {"rubric", "form", "forebears"}
    older = json.dumps(attacked_check(publications[1].rubric)).encode()
    (forebear,) = made["data"]["forebears"].values()
    with changed(context, attacked_site, "data", forebear["name"]):
        check.page.locator("[data-file]").set_input_files(
            {"name": "旧.json", "mimeType": "application/json", "buffer": older}
        )
        expect(check.page.get_by_text("取到的与发布时的不一样").first).to_be_visible(timeout=LONG)
    check.page.keyboard.press("Escape")
    check.page.get_by_role("tab", name="导出").click()
    word = check.page.get_by_role("button", name="Word", exact=True)
    status = check.page.locator("[data-export-status]")
    for folder, file in (("exports", made["exports"]["current"]), ("data", made["data"]["form"])):
        with changed(context, attacked_site, folder, file["name"]):
            word.click()
            expect(status).to_contain_text(TOLD, timeout=LONG)
        with check.page.expect_download(timeout=LONG):
            word.click()
        check.reload()
        check.page.get_by_role("tab", name="导出").click()


def test_criteria_that_were_changed_are_not_scored_by(
    context: BrowserContext, attacked_site: Path, attacked_address: str
) -> None:
    context.route("**/assets/runtime/snapshot-*", lambda route: route.fulfill(status=404))
    context.route("**/assets/runtime/criteria-*", lambda route: route.fulfill(status=404))
    page = context.new_page()
    (name,) = (
        json.loads(text)["data"]["rubric"]["name"]
        for text in [_data(attacked_site / "self-check" / "index.html")]
    )
    with changed(context, attacked_site, "data", name):
        page.goto(f"{attacked_address}self-check/")
        expect(page.locator("html")).to_have_attribute("data-engine", "failed", timeout=LONG)
        expect(page.locator("[data-engine-why]").first).to_contain_text(TOLD)


def _data(page: Path) -> str:
    text = page.read_text(encoding="utf-8")
    return text.partition("data-made-with=")[2].partition(">")[2].partition("</script>")[0]


def test_the_workbench_uses_nothing_that_was_changed(
    context: BrowserContext, attacked_site: Path, attacked_address: str
) -> None:
    maintain = MaintainPage(context.new_page(), attacked_address)
    page = maintain.page
    files = made_with(page)["workbench"]
    assert files.keys() == {"opener", "program", "sources"}
    for role in ("sources", "opener", "program"):
        with changed(context, attacked_site, "workbench", files[role]["name"]):
            page.get_by_role("button", name=BEGIN).click()
            expect(page.get_by_text(TOLD).first).to_be_visible(timeout=LONG)
        page.reload()
        page.locator("[data-maintain][data-started]").wait_for()
    maintain.begin()

"""The site without network, and how it moves from one release to the next: a real Chromium, a real nginx."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import TEST_FLAGS, patient
from tests.offline.conftest import NEW_WORD, deploy
from tests.offline.nginx import bytes_sent, serving
from tests.offline.pages import (
    KEPT,
    SOME_OR_ALL,
    expect_scored,
    page_paths,
    recorded,
    search,
    wait_until_kept,
)
from tests.offline.scenario import scenario
from tests.patience import PATIENCE, eventually, spare_time
from tests.runtime.oldchromium import OLDEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Playwright

    from tests.offline.pages import Some
    from tests.runtime.devtools import OldBrowser

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]

NOTICE = "[data-update-notice]"
ITEM = "criteria/13/"
SEARCH = "assets/data/search-"
WATCH_WORKER = """
const { register } = ServiceWorkerContainer.prototype;
ServiceWorkerContainer.prototype.register = async function (...given) {
  const registration = await register.apply(this, given);
  const worker = registration.installing || registration.waiting || registration.active;
  worker.addEventListener("statechange", () => (document.documentElement.dataset.worker = worker.state));
  return registration;
};
"""
"""Shows on a page what has become of the worker that it registered."""
REGISTERED = """navigator.serviceWorker.register("../sw.js").then(
  (registration) => new Promise((resolve) => {
    const worker = registration.installing || registration.waiting || registration.active;
    const look = () => /redundant|activated/.test(worker.state) && resolve(worker.state);
    worker.addEventListener("statechange", look);
    look();
  }),
  (error) => error.name,
)"""
"""Registers the worker, and tells what becomes of it."""

LOOK = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  const { active } = registration;
  await registration.update();
  return Boolean(registration.installing || registration.waiting) || registration.active !== active;
}"""
"""Looks for an update, and tells whether there is one."""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a browser that has never been here, with time for what pages do ahead."""
    context = browser.new_context()
    spare_time(context)
    yield context
    context.close()


def look_for_update(page: Page) -> None:
    """Let the browser look now for what it would find at its next visit, until it finds something new.

    It may be looking already, for a page opened just before the release, and then finds nothing.
    """
    eventually(page, lambda: page.evaluate(LOOK), wanted=True)


def see_update(page: Page) -> None:
    """Look for an update and wait until the page tells of it: a whole site is fetched and checked first."""
    look_for_update(page)
    expect(page.locator(NOTICE)).to_contain_text("网站有新版本，刷新后使用", timeout=3 * PATIENCE)


def wait_until_taken_over(page: Page) -> None:
    """Wait until the worker of the release that is published has everything, and is the one that answers."""
    page.evaluate(
        """async () => {
          const registration = await (await navigator.serviceWorker.getRegistration()).update();
          const fresh = registration.installing || registration.waiting;
          if (!fresh) return;
          await new Promise((resolve, reject) => {
            const look = () => {
              if (fresh.state === "activated") resolve();
              if (fresh.state === "redundant") reject(new Error("the release was not taken"));
            };
            fresh.addEventListener("statechange", look);
            look();
          });
        }"""
    )


@pytest.mark.parametrize("some", SOME_OR_ALL)
def test_works_without_network_after_one_visit_to_any_page(
    context: BrowserContext, www: Path, tmp_path: Path, site: Path, some: Some
) -> None:
    page = context.new_page()
    with serving(www, tmp_path / "nginx") as port:
        home = f"http://127.0.0.1:{port}/qinglian/"
        page.goto(home + ITEM)
        wait_until_kept(page)
    # 从这里起，服务器已经不在了
    record = recorded(context)
    for path in some(page_paths(site)):
        answer = page.goto(home + path)
        assert answer is not None
        assert answer.status == 200, path
    assert search(page, "带病提拔")[0].split("#")[0].endswith("criteria/09/")
    page.goto(f"{home}self-check/")
    expect_scored(page, "1", "99")
    assert record.complaints == []


@pytest.mark.legacy
@pytest.mark.parametrize("version", OLDEST)
def test_old_browsers_work_without_network_too(
    old_browsers: Callable[[int], OldBrowser], www: Path, tmp_path: Path, version: int
) -> None:
    with ExitStack() as opened:
        with serving(www, tmp_path / "nginx") as port:
            home = f"http://127.0.0.1:{port}/qinglian/"
            page = opened.enter_context(old_browsers(version).open_page(home))
            page.evaluate(KEPT)
        page.go(f"{home}self-check/")
        told = {"engine": "ready", "blank": "1–99", "answered": "1–99"}
        assert page.evaluate(scenario({})) == told


def test_keeps_what_addresses_mean(context: BrowserContext, www: Path, tmp_path: Path) -> None:
    page = context.new_page()
    with serving(www, tmp_path / "nginx") as port:
        home = f"http://127.0.0.1:{port}/qinglian/"
        page.goto(home)
        wait_until_kept(page)
    page.goto(f"{home}criteria/13?q=x#c13-4")
    assert page.url == f"{home}criteria/13/?q=x#c13-4"
    answer = page.goto(f"{home}criteria/13/index.html")
    assert answer is not None
    assert answer.status == 200
    answer = page.goto(f"{home}jiyuan/criteria/13/?q=x#c13-4")
    assert answer is not None
    assert answer.status == 200
    assert page.url == f"{home}criteria/13/?q=x#c13-4"
    answer = page.goto(f"{home}criteria/15/")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("没有这个页面")
    page.get_by_role("link", name="细则总表").first.click()
    page.wait_for_url(f"{home}criteria/")


def test_moves_to_a_new_release_whole(
    context: BrowserContext, www: Path, tmp_path: Path, later_site: Path
) -> None:
    page = context.new_page()
    with serving(www, tmp_path / "nginx") as port:
        home = f"http://127.0.0.1:{port}/qinglian/"
        page.goto(home + ITEM)
        wait_until_kept(page)
        deploy(www, later_site)
        see_update(page)
        # 打开着的页面还是原来的版本，这时才读取的检索数据也是
        expect(page.locator("main")).not_to_contain_text(NEW_WORD)
        assert search(page, NEW_WORD) == []
        with page.expect_navigation():
            page.locator(NOTICE).get_by_role("button", name="刷新").click()
        expect(page.locator("main")).to_contain_text(NEW_WORD)
        wait_until_taken_over(page)
    expect(page.locator(NOTICE)).to_have_count(0)
    page.reload()
    expect(page.locator("main")).to_contain_text(NEW_WORD)
    assert search(page, NEW_WORD) != []
    page.goto(f"{home}self-check/")
    expect_scored(page, "1", "99")


def test_whoever_opens_a_page_gets_the_release_that_is_published(
    context: BrowserContext, www: Path, tmp_path: Path, site: Path, later_site: Path
) -> None:
    page = context.new_page()
    with serving(www, tmp_path / "nginx") as port:
        home = f"http://127.0.0.1:{port}/qinglian/"
        page.goto(home + ITEM)
        wait_until_kept(page)
        deploy(www, later_site)
        log = tmp_path / "nginx" / "access.log"
        log.write_text("", encoding="utf-8")
        # 刷新一次，或者另开一页，就是新的，检索也是；新版的 service worker 还没有装
        page.reload()
        expect(page.locator("main")).to_contain_text(NEW_WORD)
        assert search(page, NEW_WORD) != []
        another = context.new_page()
        another.goto(home + ITEM)
        expect(another.locator("main")).to_contain_text(NEW_WORD)
        another.close()
        wait_until_taken_over(page)
        # 两版一样的样式和脚本，不再取一遍
        asked = bytes_sent(log)
        assert any(SEARCH in path for path in asked)
        assert not [path for path in asked if path.split("?")[0].endswith((".css", "site.js"))]
        # 已经是新版的页面，不再说有新版本
        expect(page.locator(NOTICE)).to_have_count(0)
        # 退回上一版也一样
        deploy(www, site)
        page.goto(home + ITEM)
        expect(page.locator("main")).not_to_contain_text(NEW_WORD)
        assert search(page, NEW_WORD) == []
        page.goto(f"{home}self-check/")
        expect_scored(page, "1", "99")


def test_a_page_left_open_stays_with_its_own_release(
    context: BrowserContext, www: Path, tmp_path: Path, later_site: Path
) -> None:
    asking, left = context.new_page(), context.new_page()
    with serving(www, tmp_path / "nginx") as port:
        home = f"http://127.0.0.1:{port}/qinglian/"
        asking.goto(home + ITEM)
        wait_until_kept(asking)
        # 被问着话的旧版要过半分钟才让位（有调试器时要几分钟）：先等这一页把每页都问一次的问完
        with left.expect_request_finished(lambda request: request.url.endswith("/release.txt")):
            left.goto(home)
        deploy(www, later_site)
        see_update(asking)
        with asking.expect_navigation(timeout=PATIENCE):
            asking.locator(NOTICE).get_by_role("button", name="刷新").click()
        expect(asking.locator("main")).to_contain_text(NEW_WORD)
        expect(left.locator(NOTICE)).to_be_visible()
        wait_until_taken_over(asking)
    # 另一页没有刷新：检索数据这时才读取，读到的仍是它自己那一版的
    assert search(left, NEW_WORD) == []
    assert search(left, "带病提拔")[0].split("#")[0].endswith("criteria/09/")
    older = kept_copies(asking, SEARCH)
    assert len(older) == 2
    with left.expect_navigation(timeout=PATIENCE):
        left.locator(NOTICE).get_by_role("button", name="刷新").click()
    expect(left.locator(NOTICE)).to_have_count(0)
    assert search(left, NEW_WORD) != []
    # 旧版的最后一页关了，旧版的文件也就删了
    left.reload()
    eventually(asking, lambda: len(kept_copies(asking, SEARCH)), 1)


def kept_copies(page: Page, path: str) -> list[str]:
    """Return the keys under which the browser keeps the file at ``path``."""
    keys: list[str] = page.evaluate(
        """async (path) => {
          const names = (await caches.keys()).filter((name) => name.startsWith("qinglian-files "));
          const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
          return keys.flat().map(({ url }) => url).filter((url) => url.includes(path));
        }""",
        path,
    )
    return keys


def test_a_half_deployed_release_is_not_taken(
    context: BrowserContext, www: Path, tmp_path: Path, site: Path, later_site: Path
) -> None:
    half = tmp_path / "half"
    shutil.copytree(later_site, half)
    shutil.copyfile(site / "glossary" / "index.html", half / "glossary" / "index.html")
    page = context.new_page()
    with serving(www, tmp_path / "nginx") as port:
        page.goto(f"http://127.0.0.1:{port}/qinglian/{ITEM}")
        wait_until_kept(page)
        deploy(www, half)
        state = page.evaluate(
            """async () => {
              const registration = await navigator.serviceWorker.getRegistration();
              const over = new Promise((resolve) => {
                registration.onupdatefound = () => {
                  const { installing } = registration;
                  installing.onstatechange = () => resolve(installing.state);
                };
              });
              registration.update().catch(() => {});
              return await over;
            }"""
        )
        assert state == "redundant"
        # 页面从服务器来，要用的文件都以内容命名，不会新旧混在一起
        page.reload()
        expect(page.locator("main")).to_contain_text(NEW_WORD)
        assert search(page, NEW_WORD) != []
        # 传完以后，照常更新
        deploy(www, later_site)
        wait_until_taken_over(page)
    page.reload()
    expect(page.locator("main")).to_contain_text(NEW_WORD)
    assert search(page, NEW_WORD) != []


CHANGED = (
    "index.html",
    "assets/js/site.js",
    "assets/css/site.css",
    "assets/data/search-*.js",
    "assets/runtime/worker-current-*.js",
    "assets/exports/exports-314*.bin",
    "forms/blank.docx",
    "sw.js",
)
"""One file of each kind; the worker itself is cut in half."""


def test_nothing_of_a_release_is_kept_where_one_file_is_not_as_published(
    browser: Browser, www: Path, tmp_path: Path, site: Path
) -> None:
    with serving(www, tmp_path / "nginx") as port:
        home = f"http://127.0.0.1:{port}/qinglian/"
        for number, pattern in enumerate(CHANGED):
            changed = tmp_path / f"changed-{number}"
            shutil.copytree(site, changed, copy_function=os.link)
            path = next(changed.glob(pattern))
            text = path.read_bytes()
            path.unlink()
            path.write_bytes(text[: len(text) // 2] if pattern == "sw.js" else text + b"\n")
            deploy(www, changed)
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{home}glossary/")
            assert page.evaluate(REGISTERED) == (
                "TypeError" if pattern == "sw.js" else "redundant"
            ), pattern
            context.close()


def test_a_costly_connection_fetches_python_only_for_those_who_use_it(
    playwright: Playwright, chromium: str, www: Path, tmp_path: Path, later_site: Path
) -> None:
    flags = [*TEST_FLAGS, "--force-effective-connection-type=2G"]
    browser = patient(playwright.chromium.launch(executable_path=chromium, args=flags))
    page = browser.new_page()
    with serving(www, tmp_path / "nginx") as port:
        home = f"http://127.0.0.1:{port}/qinglian/"
        page.goto(home)
        wait_until_kept(page)
        assert kept_copies(page, "/snapshot-") == []
        deploy(www, later_site)
        see_update(page)
        with page.expect_navigation(timeout=PATIENCE):
            page.locator(NOTICE).get_by_role("button", name="刷新").click()
        wait_until_taken_over(page)
        assert kept_copies(page, "/snapshot-") == []
        page.goto(f"{home}self-check/")
        expect_scored(page, "1", "99")
        eventually(page, lambda: len(kept_copies(page, "/snapshot-")), 1)
    page.reload()
    expect_scored(page, "1", "99")
    browser.close()


def test_a_retired_worker_leaves_nothing_behind(
    context: BrowserContext, www: Path, tmp_path: Path, root: Path, later_site: Path
) -> None:
    retired = tmp_path / "retired"
    shutil.copytree(later_site, retired)
    shutil.copyfile(root / "site_src" / "sw.js", retired / "sw.js")
    context.add_init_script(WATCH_WORKER)
    page = context.new_page()
    with serving(www, tmp_path / "nginx") as port:
        page.goto(f"http://127.0.0.1:{port}/qinglian/{ITEM}")
        wait_until_kept(page)
        page.evaluate("caches.open('别的应用').then(() => null)")
        deploy(www, retired)
        # 它自己重新打开页面，这一次直接来自服务器
        with page.expect_navigation(timeout=PATIENCE):
            look_for_update(page)
        expect(page.locator("main")).to_contain_text(NEW_WORD)
        loads: list[str] = []
        page.on("framenavigated", lambda frame: loads.append(frame.url))
        # 页面空闲时又请它来一次，它又注销自己，做完这些才作废；这一次不再打开页面
        expect(page.locator("html")).to_have_attribute("data-worker", "redundant")
        assert loads == []
        assert page.evaluate("caches.keys()") == ["别的应用"]
        assert page.evaluate("navigator.serviceWorker.controller") is None

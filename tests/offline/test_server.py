"""The site on an intranet: plain http, a stock nginx, no other host within reach."""

from __future__ import annotations

import json
import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.conftest import TEST_FLAGS, patient
from tests.offline.conftest import NEW_WORD
from tests.offline.nginx import SITE, bytes_sent, sample, serving
from tests.offline.pages import (
    expect_scored,
    one_of_each,
    page_paths,
    recorded,
    search,
)
from tests.patience import eventually, spare_time
from tests.runtime.devtools import OldBrowser
from tests.runtime.oldchromium import old_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Playwright

    from tests.offline.pages import Some

pytestmark = [pytest.mark.browser, pytest.mark.server]

INTRANET = "qinglian.intranet"
# 浏览器只找得到这一个主机；http 而且不是 localhost，所以没有 service worker，也没有 crypto.subtle
RULES = f"MAP {INTRANET} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
MOST_BYTES = 10_000_000
# 原样的 nginx 不压缩脚本和样式：计分程序里唯一不能预先压缩的模块多出约 1 MB
MOST_BYTES_UNCOMPRESSED = 10 * 1024 * 1024
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
MONTH = 30 * 24 * 3600
SETTLED = """new Promise((resolve) => {
  const html = document.documentElement;
  const look = () => {
    if (!/ready|failed|unsupported/.test(html.dataset.engine)) return;
    const why = document.querySelector("[data-engine-why]").textContent;
    resolve([html.dataset.engine, why, document.querySelector("[data-total]").dataset.low ?? null]);
  };
  new MutationObserver(look).observe(html, { attributes: true });
  look();
})"""
SAMPLES = ("nginx.conf", "apache.htaccess", "Caddyfile")
SAVING = """
Object.defineProperty(navigator, "connection", { value: { saveData: true, effectiveType: "4g" } });
"""


@pytest.fixture(scope="module")
def cut_off(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """Return a Chromium that finds no host but the intranet's."""
    flags = [*TEST_FLAGS, f"--host-resolver-rules={RULES}"]
    browser = patient(playwright.chromium.launch(executable_path=chromium, args=flags))
    yield browser
    browser.close()


@pytest.fixture
def context(cut_off: Browser) -> Iterator[BrowserContext]:
    """Return a browser that has never been here, with time for what pages do ahead."""
    context = cut_off.new_context()
    spare_time(context)
    yield context
    context.close()


@pytest.mark.parametrize(
    ("place", "some"),
    [("qinglian/", one_of_each), pytest.param("", sorted, marks=pytest.mark.thorough)],
)
def test_everything_works_on_a_stock_nginx(
    context: BrowserContext, www: Path, tmp_path: Path, place: str, some: Some
) -> None:
    site = (www / "qinglian").resolve()
    record = recorded(context)
    page = context.new_page()
    with serving(www if place else site, tmp_path / "nginx") as port:
        home = f"http://{INTRANET}:{port}/{place}"
        for path in some(page_paths(site)):
            answer = page.goto(home + path)
            assert answer is not None
            assert answer.status == 200, path
        assert not page.evaluate("isSecureContext")
        assert search(page, "13710")[0].endswith("criteria/04/#c4-3")
        page.goto(f"{home}self-check/")
        expect_scored(page, "1", "99")
        page.close()
    assert record.foreign(home, "data:", "blob:") == []
    assert record.complaints == []


@pytest.mark.parametrize("compresses", [True, False], ids=["sample", "stock"])
def test_a_first_self_check_transfers_at_most_ten_megabytes(
    context: BrowserContext, site: Path, root: Path, tmp_path: Path, *, compresses: bool
) -> None:
    page = context.new_page()
    with serving(site, tmp_path / "nginx", sample(root) if compresses else SITE) as port:
        page.goto(f"http://{INTRANET}:{port}/self-check/")
        expect_scored(page, "1", "99")
        page.close()
    sent = sum(bytes_sent(tmp_path / "nginx" / "access.log").values())
    assert sent <= (MOST_BYTES if compresses else MOST_BYTES_UNCOMPRESSED)


def runtime_requests(urls: list[str]) -> list[str]:
    return [url for url in urls if "/assets/runtime/" in url]


def names_of(urls: list[str]) -> set[str]:
    return {url.rsplit("/", 1)[-1] for url in urls}


def files_to_start(site: Path) -> set[str]:
    """Return the names of what a current browser needs to start Python, and of the list that says so."""
    (told,) = (site / "assets/runtime").glob("manifest-*.json")
    files = json.loads(told.read_text(encoding="utf-8"))["current"]["files"]
    roles = files.keys() - {"data", "stdlib", "wheel"}
    return {told.name, *(files[role]["name"] for role in roles)}


def test_reading_fetches_python_only_when_idle_and_only_once(
    context: BrowserContext, www: Path, tmp_path: Path, site: Path
) -> None:
    record = recorded(context)
    finished: list[str] = []
    context.on("requestfinished", lambda request: finished.append(request.url))
    page = context.new_page()
    log = tmp_path / "nginx" / "access.log"
    with serving(www, tmp_path / "nginx") as port:
        home = f"http://{INTRANET}:{port}/qinglian/"
        page.goto(f"{home}criteria/13/", wait_until="load")
        assert runtime_requests(record.requests) == []
        eventually(page, lambda: names_of(runtime_requests(finished)), files_to_start(site))
        before = sum(bytes_sent(log).values())
        page.goto(f"{home}self-check/")
        expect_scored(page, "1", "99")
        page.close()
    # 打开自查页以后，计分程序一个字节也没有再传
    assert sum(bytes_sent(log).values()) - before < 1_000_000
    assert record.complaints == []


def as_published_a_month_ago(site: Path, folder: Path) -> Path:
    """Return a copy of ``site`` whose files are old: a browser that is told nothing keeps them for days."""
    shutil.copytree(site, folder)
    then = (folder / "index.html").stat().st_mtime - MONTH
    for path in folder.rglob("*"):
        os.utime(path, (then, then))
    return folder


def test_a_page_that_the_browser_kept_says_that_the_site_has_been_updated(
    context: BrowserContext, tmp_path: Path, site: Path, later_site: Path
) -> None:
    www = tmp_path / "www"
    as_published_a_month_ago(site, www)
    page = context.new_page()
    notice = page.locator("[data-update-notice]")
    with serving(tmp_path, tmp_path / "nginx") as port:
        item = f"http://{INTRANET}:{port}/www/criteria/13/"
        page.goto(item)
        page.goto("about:blank")
        www.rename(tmp_path / "before")
        shutil.copytree(later_site, www)
        # 服务器没有说可以留多久，浏览器按文件的年龄自己定：这一页来自它的缓存
        page.goto(item)
        expect(page.locator("main")).not_to_contain_text(NEW_WORD)
        expect(notice).to_contain_text("网站有新版本，刷新后使用")
        with page.expect_navigation():
            notice.get_by_role("button", name="刷新").click()
        expect(page.locator("main")).to_contain_text(NEW_WORD)
        page.close()


@pytest.mark.legacy
def test_a_page_is_never_scored_by_other_criteria_than_its_own(
    root: Path, tmp_path: Path, site: Path, later_site: Path
) -> None:
    """Chromium 88 has no snapshot, and asks for the criteria when Python has started."""
    www = tmp_path / "www"
    shutil.copytree(later_site, www)
    shutil.copyfile(site / "self-check/index.html", www / "self-check/index.html")
    with (
        serving(www, tmp_path / "nginx") as port,
        OldBrowser(old_chromium(root, 88)) as browser,
    ):
        page = browser.open_page(f"http://127.0.0.1:{port}/self-check/")
        state, words, low = page.evaluate(SETTLED)
    assert (state, low) == ("failed", None)
    assert "网站多半已经更新" in words
    assert "请刷新页面，填的内容不会丢" in words


@pytest.mark.parametrize("dear", [True, False])
def test_nothing_is_fetched_ahead_where_bytes_are_dear(
    context: BrowserContext, www: Path, tmp_path: Path, *, dear: bool
) -> None:
    if dear:
        context.add_init_script(SAVING)
    record = recorded(context)
    page = context.new_page()
    page.clock.install()
    with serving(www, tmp_path / "nginx") as port:
        page.goto(f"http://{INTRANET}:{port}/qinglian/")
        for _ in range(2):  # 先等够了时间，再等到空闲
            page.clock.run_for(60_000)
        page.evaluate("fetch('rubric.json').then((answer) => answer.text())")
        page.close()
    # 能省就省的网页到这时还没有要，以后也不会要
    assert (runtime_requests(record.requests) == []) is dear


def test_the_sample_configuration_of_nginx_works(
    context: BrowserContext, root: Path, site: Path, tmp_path: Path
) -> None:
    page = context.new_page()
    record = recorded(context)
    with serving(site, tmp_path / "nginx", sample(root)) as port:
        home = f"http://{INTRANET}:{port}/"
        for path in one_of_each(page_paths(site)):
            page.goto(home + path)
        page.goto(f"{home}self-check/")
        expect_scored(page, "1", "99")
        answer = page.request.get(f"http://127.0.0.1:{port}/nosuch/")
        assert answer.status == 404
        assert "没有这个页面" in answer.text()
        page.close()
    assert record.complaints == []
    assert record.foreign(home, "data:", "blob:") == []


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_configurations_send_the_policy_of_the_pages(
    root: Path, site: Path, name: str
) -> None:
    (policy,) = {
        POLICY.findall(page.read_text(encoding="utf-8"))[0] for page in site.rglob("*.html")
    }
    example = (root / "docs" / "server" / name).read_text(encoding="utf-8")
    assert f"\"{policy}; frame-ancestors 'self'\"" in example

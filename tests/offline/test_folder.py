"""The copy that opens by double click: unpacked somewhere, opened from file://, in browsers new and old."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from macros.loading.editions import load_publications
from macros.offline.archive import README, readme, write_archive
from macros.offline.release import MARKER
from macros.publishing.mark import MARK
from macros.site.assets import classic_scripts
from macros.tools.cache import build_cache
from tests.offline.firefox import run_in_firefox
from tests.offline.pages import SOME_OR_ALL, STARTED, expect_scored, page_paths, recorded, search
from tests.offline.scenario import scenario
from tests.runtime.oldchromium import OF_EACH_BUILD
from tests.web.answering import favourable
from tests.web.selfcheckpage import SelfCheckPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext

    from qinglian_core import Rubric
    from tests.offline.pages import Some
    from tests.runtime.devtools import OldBrowser

pytestmark = [pytest.mark.browser]

ARCHIVE = "qinglian-jiyuan-portable.zip"
# 收到的人会放在这样的文件夹里
PLACE = "下载 的#文件（1）100%"
LEFT_OUT = {ARCHIVE, MARK, "sw.js", "release.txt", "404.html", "bom.json", "sha256sums.txt"}


@pytest.fixture(scope="session")
def archive(site: Path) -> Path:
    """Return the archive that the built site offers."""
    return site / ARCHIVE


@pytest.fixture(scope="session")
def folder(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the archive unpacks to."""
    place = tmp_path_factory.mktemp("home") / PLACE
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(place)
    return place / archive.stem


@pytest.fixture(scope="session")
def rubric(root: Path) -> Rubric:
    """Return the rubric of the published edition."""
    return load_publications(root)[0].rubric


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a browser that has never been here."""
    context = browser.new_context(locale="zh-CN")
    yield context
    context.close()


@pytest.mark.parametrize("path", ["index.html", "self-check/index.html"])
def test_a_page_without_its_folder_says_to_unpack_first(
    context: BrowserContext, folder: Path, tmp_path: Path, path: str
) -> None:
    words = "请先解压，再打开。"
    page = context.new_page()
    page.goto((folder / path).as_uri())
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_text(words)).to_be_hidden()
    alone = tmp_path / "Temp1_qinglian.zip" / path
    alone.parent.mkdir(parents=True)
    alone.write_bytes((folder / path).read_bytes())
    page.goto(alone.as_uri())
    expect(page.get_by_text(words)).to_be_in_viewport()


def test_the_archive_holds_one_folder_with_everything(
    archive: Path, site: Path, rubric: Rubric
) -> None:
    with zipfile.ZipFile(archive) as packed:
        names = packed.namelist()
        words = packed.read(f"{archive.stem}/{README}")
    assert {name.split("/")[0] for name in names} == {archive.stem}
    held = {name.partition("/")[2].removesuffix(".embedded.js") for name in names}
    published = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert held == (published - LEFT_OUT) | {README, "assets/js/folder.js"}
    assert words.decode("utf-8-sig").startswith(f"{rubric.title}\r\n离线副本")


def release(site: Path) -> str:
    return (site / MARKER).read_text(encoding="utf-8").strip()


def test_only_the_site_on_a_server_offers_it(site: Path, folder: Path) -> None:
    link = (
        f'<li data-server-only><a href="{ARCHIVE}?v={release(site)}" download>离线副本（zip）</a>'
    )
    assert (site / "index.html").read_text(encoding="utf-8").count(link) == 1
    assert ARCHIVE not in (folder / "index.html").read_text(encoding="utf-8")


def test_equal_sites_make_equal_archives(
    root: Path, site: Path, archive: Path, rubric: Rubric, tmp_path: Path
) -> None:
    again = tmp_path / ARCHIVE
    words = readme(rubric.title, release(site))
    write_archive(build_cache(root), classic_scripts(root), site, again, words)
    assert again.read_bytes() == archive.read_bytes()


@pytest.mark.parametrize("some", SOME_OR_ALL)
def test_every_page_opens_and_asks_for_nothing_outside(
    context: BrowserContext, folder: Path, some: Some
) -> None:
    record = recorded(context)
    page = context.new_page()
    for path in some(path for path in page_paths(folder) if not path.startswith("jiyuan")):
        page.goto((folder / path / "index.html").as_uri())
        assert page.title()
        expect(page.locator("h1").first).to_be_visible()
    page.goto((folder / "self-check" / "index.html").as_uri())
    expect_scored(page, "1", "99")
    assert record.complaints == []
    assert record.foreign(folder.as_uri(), "data:", "blob:null/") == []
    assert not page.evaluate("navigator.serviceWorker.controller")


def test_readers_click_their_way_through(context: BrowserContext, folder: Path) -> None:
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("link", name="考评细则", exact=True).first.click()
    page.wait_for_url((folder / "criteria" / "index.html").as_uri())
    page.locator("main a[href*='13/index.html#c13-4']").first.click()
    page.wait_for_url((folder / "criteria" / "13" / "index.html").as_uri() + "#c13-4")
    page.locator("main a[href*='self-check/index.html#']").first.click()
    self_check = (folder / "self-check" / "index.html").as_uri()
    page.wait_for_url(lambda url: url.startswith(f"{self_check}#"))


@pytest.mark.parametrize("some", SOME_OR_ALL)
def test_a_lasting_address_leads_to_the_same_place(
    context: BrowserContext, folder: Path, some: Some
) -> None:
    page = context.new_page()
    for path in some(page_paths(folder / "jiyuan")):
        place = (folder / path / "index.html").as_uri()
        page.goto(f"{(folder / 'jiyuan' / path / 'index.html').as_uri()}#here")
        page.wait_for_url(f"{place}#here")
        expect(page.locator("h1").first).to_be_visible()


def test_search_finds_and_leads(context: BrowserContext, folder: Path) -> None:
    page = context.new_page()
    page.goto((folder / "method" / "index.html").as_uri())
    found = search(page, "13710")
    assert found[0] == (folder / "criteria" / "04" / "index.html").as_uri() + "#c4-3"
    page.goto((folder / "index.html").as_uri() + "?q=谈心谈话")
    page.locator("[data-search-result]").first.click()
    third = (folder / "criteria" / "03" / "index.html").as_uri()
    page.wait_for_url(lambda url: url.startswith(third))


def test_a_self_check_is_scored_kept_and_saved(
    context: BrowserContext, folder: Path, rubric: Rubric
) -> None:
    check = SelfCheckPage(context.new_page(), "")
    check.address = (folder / "self-check" / "index.html").as_uri()
    check.open()
    check.give({clause.id: {"answers": favourable(clause)} for clause in rubric.clauses})
    check.expect_scored()
    check.expect_total({"low": "68", "high": "99", "estimate": None})
    check.expect_kept()
    saved = json.loads(Path(check.save().path()).read_bytes())
    assert saved["edition"] == {"id": rubric.id, "digest": rubric.digest}
    check.reload()
    check.expect_total({"low": "68", "high": "99", "estimate": None})
    assert check.faults == []


@pytest.mark.parametrize(
    ("kind", "member"),
    [
        ("docx", "word/document.xml"),
        pytest.param("xlsx", "xl/workbook.xml", marks=pytest.mark.thorough),
    ],
)
def test_documents_are_made_in_the_folder_too(
    context: BrowserContext, folder: Path, kind: str, member: str
) -> None:
    page = context.new_page()
    record = recorded(context)
    page.goto((folder / "self-check" / "index.html").as_uri())
    expect_scored(page, "1", "99")
    page.get_by_role("tab", name="导出").click()
    with page.expect_download(timeout=STARTED) as waiting:
        page.locator(f"[data-export={kind}]:not([data-op])").click()
    with zipfile.ZipFile(waiting.value.path()) as document:
        assert member in document.namelist()
    assert record.complaints == []


@pytest.mark.thorough
@pytest.mark.legacy
@pytest.mark.parametrize("version", OF_EACH_BUILD)
def test_old_browsers_score_it_too(
    old_browsers: Callable[[int], OldBrowser], folder: Path, rubric: Rubric, version: int
) -> None:
    answers = {clause.id: favourable(clause) for clause in rubric.clauses}
    address = (folder / "self-check" / "index.html").as_uri()
    with old_browsers(version).open_page(address) as page:
        assert page.evaluate(scenario(answers)) == {
            "engine": "ready",
            "blank": "1–99",
            "answered": "68–99",
        }


@pytest.mark.thorough
def test_firefox_scores_it_and_keeps_it(root: Path, folder: Path, rubric: Rubric) -> None:
    answers = {clause.id: favourable(clause) for clause in rubric.clauses}
    page = (folder / "self-check" / "index.html").as_uri()
    report = run_in_firefox(root, page, [scenario(answers), scenario({})])
    assert report == {
        "results": [
            {"engine": "ready", "blank": "1–99", "answered": "68–99"},
            {"engine": "ready", "blank": "68–99", "answered": "68–99"},
        ],
        "complaints": [],
        "foreign": [],
    }

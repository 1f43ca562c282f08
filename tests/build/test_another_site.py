"""A rubric of quite different shape as a site: alone, and next to the edition of the home page."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Error, FilePayload, expect

from macros.loading.editions import TAKEN_EDITIONS
from macros.offline.archive import write_archive
from macros.publishing.building import build_site
from macros.site.assets import classic_scripts
from macros.tools.cache import build_cache
from tests.build.cases import BASE, CASES
from tests.build.projects import copy_project, register, seal
from tests.offline.pages import wait_until_kept
from tests.patience import spare_time
from tests.serving import serving
from tests.web.selfcheckpage import STARTED, SelfCheckPage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FIRE_SAFETY = CASES / "valid" / "fire-safety"
OLDER = ("fire/", "twin/", "second/", "mini/")
"""Where the older editions lie beside the current one, the newest first."""
SECOND = CASES / "valid" / "second-edition" / "rubric"
TITLE = '检查<b>&"办法</title><script>alert(1)</script>'
PROJECT = '楼内<b>&"设施'
ITEM = '通道<i>&amp;"</a>'
CLAUSES = ["甲.1", "甲.2", "乙-1.1", "乙-1.2", "training.1"]
SOME = 5
"""Of so many vectors one is filled in usually, and all of them by `make thorough`."""
VECTORS: list[dict[str, Any]] = json.loads((FIRE_SAFETY / "vectors.json").read_bytes())["cases"]


def _build(root: Path, folder: Path, *rubrics: Path) -> Path:
    """Build the project at ``root`` with what lies in ``rubrics`` instead of its own rubric."""
    project = copy_project(root, folder, *rubrics)
    build_site(project, folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def alone(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(root, tmp_path_factory.mktemp("alone"), FIRE_SAFETY / "rubric")


@pytest.fixture(scope="module")
def beside(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site of five editions: two successive ones, two of one title, which is not at all plain text."""
    folder = tmp_path_factory.mktemp("beside")
    fire, twin = folder / "fire", folder / "twin"
    shutil.copytree(FIRE_SAFETY / "rubric", fire)
    _retitle(fire / "fire" / "edition.yaml", "title", TITLE)
    shutil.copytree(fire / "fire", twin / "twin")
    _retitle(twin / "twin" / "edition.yaml", "id", "twin")
    _retitle(twin / "twin" / "edition.yaml", "title", PROJECT, indent=4)
    _retitle(twin / "twin" / "edition.yaml", "sha256", "0" * 64, indent=2)
    _retitle(twin / "twin" / "items" / "a.yaml", "title", ITEM)
    for name in ("mini", "second"):
        shutil.copytree(SECOND / name, twin / name)
    shutil.copytree(BASE / "rubric" / "mini", twin / "sketch")
    _retitle(twin / "sketch" / "edition.yaml", "id", "sketch")
    register(
        twin,
        mini="frozen",
        second="frozen",
        twin="frozen",
        fire="frozen",
        jiyuan="current",
        sketch="draft",
    )
    seal(fire / "fire")
    return _build(root, folder, root / "rubric", fire, twin)


def _retitle(file: Path, key: str, value: str, indent: int = 0) -> None:
    """Change the first line of ``file`` that gives ``key`` at this indentation."""
    text = file.read_text(encoding="utf-8")
    line = f"{' ' * indent}{key}: "
    changed, count = re.subn(
        f"^{line}.*$", lambda _: f"{line}'{value}'", text, count=1, flags=re.MULTILINE
    )
    assert count == 1
    file.write_text(changed, encoding="utf-8")


def _edition(site: Path, prefix: str = "") -> str:
    published: dict[str, str] = json.loads((site / prefix / "rubric.json").read_bytes())
    return published["id"]


def test_a_lone_edition_is_published_at_the_root(alone: Path) -> None:
    assert _edition(alone) == "fire"
    assert sorted(path.name for path in (alone / "criteria").iterdir() if path.is_dir()) == [
        "all",
        "training",
        "乙-1",
        "甲",
    ]
    page = (alone / "criteria" / "甲" / "index.html").read_text("utf-8")
    assert "锁闭的，整条不得分" in page
    assert "楼内设施标40分，两项相加是37.5分。" in (alone / "method" / "index.html").read_text(
        "utf-8"
    )


def test_a_further_edition_is_published_below_its_name(beside: Path) -> None:
    assert (_edition(beside), _edition(beside, "fire")) == ("jiyuan", "fire")
    assert (beside / "criteria" / "13" / "index.html").is_file()
    assert (beside / "fire" / "criteria" / "乙-1" / "index.html").is_file()
    page = (beside / "fire" / "self-check" / "index.html").read_text("utf-8")
    assert re.findall(r'data-clause="([^"]+)"', page) == CLAUSES


def test_no_edition_can_take_the_name_of_a_folder_of_the_site(beside: Path) -> None:
    folders = {path.name for path in beside.iterdir() if path.is_dir()}
    assert "sketch" not in folders  # 草稿不发布
    assert folders - {"fire", "twin", "jiyuan", "mini", "second"} <= set(TAKEN_EDITIONS)


def test_titles_are_shown_as_they_are_written(beside: Path, browser: Browser) -> None:
    page = browser.new_page()
    alerts: list[str] = []

    def told(dialog: Dialog) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", told)
    with serving(beside) as address:
        page.goto(f"{address}twin/criteria/甲/")
        assert page.title() == f"第甲项 {ITEM} - {TITLE}"
        assert page.locator(".header__title span").inner_text() == TITLE
        for tree in (".side", ".menu"):
            assert page.locator(f"{tree} .tree__project").first.text_content() == PROJECT
            assert page.locator(f"{tree} .tree a").first.text_content() == f"第甲项 {ITEM}"
        others = page.locator(".footer a", has_text="检查").all_text_contents()
        assert others == [f"{TITLE}（fire）", f"{TITLE}（twin）"]
        assert page.locator("h1").inner_text().replace("\n", " ").count(ITEM) == 1
        page.goto(f"{address}twin/?q=通道")
        page.locator("[data-search-result]").first.wait_for()
        assert ITEM in page.locator("[data-search-result]").first.inner_text()
    page.close()
    assert alerts == []


def test_each_of_two_editions_of_one_title_has_its_own_contents(
    beside: Path, browser: Browser
) -> None:
    page = browser.new_page()
    with serving(beside) as address:
        for edition, first in (("fire", "第甲项 通道"), ("twin", f"第甲项 {ITEM}")):
            page.goto(f"{address}{edition}/criteria/甲/")
            standing = page.locator(".standing")
            assert standing.inner_text().split() == [
                "旧版",
                f"这是{edition}，不是现行的细则。请看现行的细则总表",
            ]
            links = page.locator(".side .tree a")
            assert links.first.text_content() == first
            assert page.locator('.side [aria-current="page"]').all_text_contents() == [first]
            addresses = links.evaluate_all("links => links.map((link) => link.href)")
            assert {found.split("/")[3] for found in addresses} == {edition}
            assert len(addresses) == 3
    page.close()


def test_the_copy_to_take_along_holds_the_current_edition_unless_asked_for_more(
    root: Path, beside: Path, tmp_path: Path
) -> None:
    whole = tmp_path / "whole.zip"
    write_archive(build_cache(root), classic_scripts(root), beside, whole, "", older=True)
    held = {}
    for archive in (beside / "qinglian-jiyuan-portable.zip", whole):
        with zipfile.ZipFile(archive) as packed:
            names = {name.partition("/")[2] for name in packed.namelist()}
            footer = BeautifulSoup(packed.read(f"{archive.stem}/index.html"), "html.parser").select(
                ".footer a"
            )
        held[archive.stem] = names, [(one.get_text(), one.get("href")) for one in footer[3:]]
    (small, plain), (large, linked) = held.values()
    older = {name for name in large if name.startswith(tuple(OLDER))}
    assert {name for name in large - small if not name.startswith("assets/data/")} == older
    assert len([name for name in large - small if name.startswith("assets/data/")]) == 13
    assert [href for _, href in linked] == ["index.html", *(f"{one}index.html" for one in OLDER)]
    assert plain == [
        (words, href if number == 0 else None) for number, (words, href) in enumerate(linked)
    ]


def test_an_older_edition_is_kept_as_it_is_read(beside: Path, browser: Browser) -> None:
    context = browser.new_context()
    spare_time(context)
    page = context.new_page()
    with serving(beside) as address:
        page.goto(address)
        wait_until_kept(page)
        page.goto(f"{address}twin/criteria/甲/")
        title = page.title()
    page.goto(f"{address}twin/criteria/甲/")
    assert page.title() == title
    page.goto(f"{address}criteria/01/")
    with pytest.raises(Error, match="ERR_FAILED"):
        page.goto(f"{address}fire/criteria/甲/")
    context.close()


@pytest.mark.parametrize("every", [SOME, pytest.param(1, marks=pytest.mark.thorough)])
def test_vectors_in_the_browser(alone: Path, browser: Browser, every: int) -> None:
    with serving(alone) as address:
        check = SelfCheckPage(browser.new_page(), address)
        check.open()
        assert list(check.all_scores()) == CLAUSES
        for case in VECTORS[::every]:
            check.begin()
            check.give(case["answers"])
            for clause, scores in case["expect"].items():
                check.expect_clause(clause, scores)
            if "total" in case:
                check.expect_total(case["total"])
        assert check.faults == []
        check.page.close()


def test_both_self_checks_score_side_by_side(beside: Path, browser: Browser) -> None:
    vector = next(case for case in VECTORS if case["name"] == "占用三处")
    with serving(beside) as address:
        context = browser.new_context()
        fire = SelfCheckPage(context.new_page(), f"{address}fire/")
        fire.open()
        fire.give(vector["answers"])
        fire.expect_clause("甲.1", vector["expect"]["甲.1"])
        fire.expect_kept()
        home = SelfCheckPage(context.new_page(), address)
        home.open()
        assert len(home.all_scores()) == 43
        assert (home.total["low"], home.total["high"]) == ("1", "99")
        home.page.get_by_role("alert").get_by_role("button", name="我的自查").click()
        with home.page.expect_navigation(url="**/fire/self-check/"):
            home.page.locator("[data-checks]").get_by_role("button", name="打开：").click()
        home.expect_clause("甲.1", vector["expect"]["甲.1"])
        assert fire.faults + home.faults == []
        context.close()


FILLED: dict[str, dict[str, Any]] = {
    "1.1": {"answers": {"ledger": "yes", "missing": 1}},
    "1.2": {"answers": {"papers": {"mail": "yes", "seal": "no"}}},
    "2.1": {"answers": {"patrols": 12}},
}


def test_a_self_check_is_brought_to_the_next_edition(beside: Path, browser: Browser) -> None:
    """Seen clause by clause before anything is made; the old one stays, the new one is marked until looked at."""
    with serving(beside) as address:
        context = browser.new_context()
        old = SelfCheckPage(context.new_page(), f"{address}mini/")
        old.open()
        old.fill("unit", "某局")
        old.give(FILLED)
        old.expect_scored()
        saved = Path(old.save().path()).read_bytes()
        old.expect_kept()
        new = SelfCheckPage(context.new_page(), f"{address}second/")
        fetched: list[str] = []
        new.page.on("request", lambda request: fetched.append(request.url))
        new.open()
        assert [url for url in fetched if "forebear-" in url] == []
        told = new.page.locator("[data-alerts]")
        expect(told).to_contain_text("“某局”还在，是按以前的一版细则填的")
        told.get_by_role("button", name="看看怎样带过来").click()
        dialog = new.page.locator("dialog[open]")
        _expect_preview(dialog, "某局")
        assert len([url for url in fetched if "forebear-" in url]) == 1
        with new.replaced():
            dialog.get_by_role("button", name="带到这一版").click()
        new.expect_clause("1.1", {"low": "2", "high": "2"})
        new.expect_clause("1.2", {"low": "1", "high": "1"})
        _look_again(new)
        new.fill("1.4.training", "yes")
        new.expect_clause("1.4", {"low": "2"})
        later = Path(new.save().path()).read_bytes()
        new.page.get_by_role("button", name="我的自查").click()
        rows = new.page.locator("[data-checks] [data-check]")
        expect(rows.filter(has_text="另一版细则：小例考评细则（mini）")).to_have_count(1)
        new.page.get_by_role("button", name="关闭").click()
        dialog = new.offer("旧.json", saved)
        _expect_preview(dialog, "旧.json")
        expect(dialog.get_by_role("button", name="接着按原来那一版填")).to_be_hidden()
        dialog.get_by_role("button", name="先不带").click()
        new.page.get_by_role("button", name="我的自查").click()
        expect(rows).to_have_count(2)
        rows.filter(has_text="小例考评细则（mini）").get_by_role("button", name="打开：").click()
        with new.page.expect_navigation(url="**/mini/self-check/"):
            dialog.get_by_role("button", name="接着按原来那一版填").click()
        new.expect_clause("1.1", {"low": "1.5", "high": "1.5"})
        _compare(new.page, f"{address}second/", saved, later)
        assert old.faults + new.faults == []
        context.close()


def _expect_preview(dialog: Locator, name: str) -> None:
    expect(dialog).to_contain_text(f"把“{name}”带到这一版细则")
    expect(dialog).to_contain_text("1条原样带过来；1条带过来，要复核；1条是新增的，还没有填")
    changed = dialog.locator("details[open] li", has_text="第1.2条").first
    expect(changed).to_contain_text("原为第1.1条；改了文字；改了计分")
    assert changed.locator("del").all_inner_texts() == ["0.5分"]
    assert changed.locator("ins").all_inner_texts() == ["1分"]
    expect(changed).to_contain_text("台账缺几笔？1笔")
    expect(dialog).to_contain_text("“下列各项是否规范？”答“保管印章：否”：现在的第1.3条没有地方填")


def _compare(page: Page, address: str, *files: bytes) -> None:
    """Compare files of successive editions."""
    page.goto(f"{address}compare/")
    picked = [
        FilePayload(name=f"{number}.json", mimeType="application/json", buffer=file)
        for number, file in enumerate(files, start=1)
    ]
    page.locator('input[data-pick="files"]').set_input_files(picked)
    results = page.locator("[data-results]")
    expect(results).to_contain_text("1.json：按“mini”填的，已照沿革对到这一版", timeout=STARTED)
    expect(results).to_contain_text("旧版的第2.2条在这一版没有对应的条")
    expect(results.locator(".cp-step li", has_text="第1.4条").first).to_contain_text(
        "前一次的那一版没有这一条：自评2分"
    )


def _look_again(check: SelfCheckPage) -> None:
    """Look at what is marked, one way and the other, until nothing is."""
    check.page.get_by_role("button", name="只看要复核的").click()
    assert [card for card in CARDS if check.card(card).is_visible()] == ["1.2"]
    check.page.get_by_role("button", name="全部", exact=False).first.click()
    pending = check.page.locator("[data-pending-count]").first
    before = int(pending.inner_text())
    changed = check.card("1.2").get_by_text("与“mini”相比：改了文字")
    expect(changed).to_be_visible()
    button = check.card("1.2").get_by_role("button", name="已复核")
    while not button.evaluate("button => button === document.activeElement"):
        check.page.get_by_role("button", name="去处理下一处").first.click()
    button.press("Enter")
    expect(pending).to_have_text(str(before - 1))
    expect(changed).to_be_hidden()
    expect(check.page.locator('[data-filter="recheck"]')).to_be_hidden()


CARDS = ("1.1", "1.2", "1.3", "1.4")


def test_a_revision_is_read_by_kind_and_searched_edition_by_edition(
    beside: Path, browser: Browser
) -> None:
    with serving(beside) as address:
        page = browser.new_page()
        page.goto(f"{address}second/changes/")
        count, rows = page.locator("[data-table-count]"), page.locator("table.versus tbody tr")
        expect(count).to_have_text("共5条")
        page.get_by_label("看哪些").select_option("gone")
        expect(count).to_have_text("1条符合，共5条")
        expect(rows.locator("visible=true").get_by_role("rowheader")).to_contain_text("旧版第2.2条")
        page.goto(f"{address}second/criteria/01/?q=台账")
        found = page.locator("[data-search-result] a, a[data-search-result]")
        expect(found.first).to_have_attribute("href", re.compile(r"/second/criteria/01/#c1-2$"))
        page.locator(".q-search__editions").get_by_role("link", name="mini").click()
        expect(found.first).to_have_attribute("href", re.compile(r"/mini/criteria/01/#c1-1$"))
        assert all("/mini/" in (link.get_attribute("href") or "") for link in found.all())
        page.close()

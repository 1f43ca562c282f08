"""A rubric of quite different shape as a site: alone, and next to the edition of the home page."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Error

from macros.loading.editions import TAKEN_EDITIONS
from macros.offline.archive import write_archive
from macros.publishing.building import build_site
from tests.build.cases import BASE, CASES
from tests.build.projects import copy_project, register
from tests.offline.pages import wait_until_kept
from tests.serving import serving
from tests.web.selfcheckpage import SelfCheckPage

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FIRE_SAFETY = CASES / "valid" / "fire-safety"
TITLE = '检查<b>&"办法</title><script>alert(1)</script>'
PROJECT = '楼内<b>&"设施'
ITEM = '通道<i>&amp;"</a>'
CLAUSES = ["甲.1", "甲.2", "乙-1.1", "乙-1.2", "training.1"]
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
    """Return a site of three editions, the last two of one title, which is not at all plain text."""
    folder = tmp_path_factory.mktemp("beside")
    fire, twin = folder / "fire", folder / "twin"
    shutil.copytree(FIRE_SAFETY / "rubric", fire)
    _retitle(fire / "fire" / "edition.yaml", "title", TITLE)
    shutil.copytree(fire / "fire", twin / "twin")
    _retitle(twin / "twin" / "edition.yaml", "id", "twin")
    _retitle(twin / "twin" / "edition.yaml", "title", PROJECT, indent=4)
    _retitle(twin / "twin" / "items" / "a.yaml", "title", ITEM)
    shutil.copytree(BASE / "rubric" / "mini", twin / "mini")
    register(twin, twin="frozen", fire="frozen", jiyuan="current", mini="draft")
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
    assert "mini" not in folders  # 草稿不发布
    assert folders - {"fire", "twin", "jiyuan"} <= set(TAKEN_EDITIONS)


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
                f"这是{edition}，不是现行的细则。看现行的一版",
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
    write_archive(root, beside, whole, "", older=True)
    held = {}
    for archive in (beside / "qinglian-jiyuan-portable.zip", whole):
        with zipfile.ZipFile(archive) as packed:
            names = {name.partition("/")[2] for name in packed.namelist()}
            footer = BeautifulSoup(packed.read(f"{archive.stem}/index.html"), "html.parser").select(
                ".footer a"
            )
        held[archive.stem] = names, [(one.get_text(), one.get("href")) for one in footer[3:]]
    (small, plain), (large, linked) = held.values()
    older = {name for name in large if name.startswith(("fire/", "twin/"))}
    assert {name for name in large - small if not name.startswith("assets/data/")} == older
    assert len([name for name in large - small if name.startswith("assets/data/")]) == 6
    assert [href for _, href in linked] == ["index.html", "fire/index.html", "twin/index.html"]
    assert plain == [
        (words, href if number == 0 else None) for number, (words, href) in enumerate(linked)
    ]


def test_an_older_edition_is_kept_as_it_is_read(beside: Path, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    with serving(beside) as address:
        page.goto(address)
        wait_until_kept(page)
        page.goto(f"{address}twin/criteria/甲/")
        title = page.title()
    page.goto(f"{address}twin/criteria/甲/")
    assert page.title() == title
    with pytest.raises(Error, match="ERR_FAILED"):
        page.goto(f"{address}fire/criteria/甲/")
    page.goto(f"{address}criteria/01/")
    context.close()


def test_every_vector_in_the_browser(alone: Path, browser: Browser) -> None:
    with serving(alone) as address:
        check = SelfCheckPage(browser.new_page(), address)
        check.open()
        assert list(check.all_scores()) == CLAUSES
        for case in VECTORS:
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

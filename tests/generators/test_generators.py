"""The site as other generators make it: nothing is missing, no link is broken, it looks and works the same."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

import pytest
from lxml.html import document_fromstring

from macros.commands.cli import main
from macros.offline import BILL
from macros.setup.install import VENV
from macros.site.links import broken_links
from tests.serving import serving
from tests.web.selfcheckpage import SelfCheckPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GENERATORS = VENV / "generators"
COMMANDS = {
    "zensical": ("zensical", "build", "--clean", "--strict"),
    "properdocs": ("properdocs", "build", "--quiet", "-f", "mkdocs.yml"),
}
NAMES = ("zensical", pytest.param("properdocs", marks=pytest.mark.thorough))
"""The one that is another program altogether usually, and the one that is nearly MkDocs."""
STRICT_JSON = """
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
print(JsonStrictValidator(SchemaVersion.V1_6).validate_str(sys.stdin.read()))
"""
ONLY_OURS = {"qinglian-jiyuan-portable.zip"}
"""What is made of the finished site, and so by ourselves alone."""


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the command writes."""
    made = tmp_path_factory.mktemp("generators") / "源 文件"
    assert main(["--root", str(root), "pages", str(made)]) == 0
    return made


@pytest.fixture(scope="module")
def made_by(folder: Path) -> Callable[[str], Path]:
    """Return the site that the generator of a name makes of the folder."""

    @cache
    def made(name: str) -> Path:
        program, *arguments = COMMANDS[name]
        done = subprocess.run(
            [GENERATORS / "bin" / program, *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return (folder / "site").rename(folder.parent / name)

    return made


@cache
def facts_of_all(site: Path) -> dict[str, dict[str, object]]:
    """Return what the pages of ``site`` say and lead to, by path."""
    pages = {path.relative_to(site).as_posix(): path for path in site.rglob("*.html")}
    return {name: facts_of(name, path.read_text("utf-8")) for name, path in pages.items()}


def facts_of(path: str, html: str) -> dict[str, object]:
    """Return what a page says and leads to, however it is spelled."""
    page = document_fromstring(html)

    def addresses(attributes: str) -> set[str]:
        return {_address(path, str(one)) for one in page.xpath(attributes)} - ONLY_OURS

    return {
        "title": page.findtext(".//title"),
        "text": re.sub(r"\s+", "", page.find(".//main").text_content()),
        "links": addresses("//a/@href"),
        "styles": addresses("//link[@rel='stylesheet']/@href"),
        "scripts": addresses("//script/@src"),
        "current": [one.text_content() for one in page.xpath("//nav//*[@aria-current]")],
    }


def _address(path: str, link: str) -> str:
    """Return where ``link`` on the page at ``path`` leads, from the root of the site."""
    place, fragment = urldefrag(urljoin(f"https://site/{path}", link).split("?")[0])
    place = place.removeprefix("https://site/").removesuffix("index.html").removesuffix("/")
    return f"{place}#{fragment}" if fragment else place


@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_the_same_and_leads_to_the_same(
    site: Path, made_by: Callable[[str], Path], name: str
) -> None:
    ours, theirs = facts_of_all(site), facts_of_all(made_by(name))
    # 首页上没有离线副本，地址写死的 404.html 各家不同
    for home in ("index.html", "jiyuan/index.html"):
        theirs[home]["text"] = ours[home]["text"]
    theirs["404.html"] = ours["404.html"]
    assert theirs.keys() == ours.keys()
    for path, facts in ours.items():
        assert theirs[path] == facts, path


@pytest.mark.parametrize("name", NAMES)
def test_no_link_is_broken(made_by: Callable[[str], Path], name: str) -> None:
    assert broken_links(made_by(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_self_check_is_scored(
    site: Path, made_by: Callable[[str], Path], name: str, browser: Browser
) -> None:
    items = json.loads((site / "rubric.json").read_bytes())["items"]
    clauses = [clause["id"] for item in items for clause in item["clauses"]]
    with serving(made_by(name)) as address:
        check = SelfCheckPage(browser.new_page(), address)
        check.open()
        assert list(check.all_scores()) == clauses
        assert check.faults == []
        check.page.close()


def test_the_folder_is_not_written_over(
    root: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = folder / "docs" / "glossary" / "index.md"
    before = page.read_bytes()
    page.write_text("mine", encoding="utf-8")
    assert main(["--root", str(root), "pages", str(folder)]) == 1
    assert capsys.readouterr().err.startswith(f"qinglian: {page} 已经有了，没有覆盖")
    assert page.read_text(encoding="utf-8") == "mine"
    page.write_bytes(before)


def test_the_bill_of_materials_is_cyclonedx(site: Path) -> None:
    done = subprocess.run(
        [GENERATORS / "bin" / "python", "-c", STRICT_JSON],
        input=(site / BILL).read_text("utf-8"),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "None\n"

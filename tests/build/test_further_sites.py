"""Two rubrics of real shape as one site: some of their vectors in the browser; the core tries all of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from macros.publishing.building import build_site
from tests.build.cases import CASES
from tests.build.projects import copy_project, register
from tests.serving import serving
from tests.web.selfcheckpage import SelfCheckPage

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, ViewportSize

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FILES, WAREHOUSE = CASES / "valid" / "personnel-files", CASES / "valid" / "warehouse"
NARROW: ViewportSize = {"width": 390, "height": 900}
EVERY, SOME = 10, 32
"""A whole form takes a browser seconds to fill in: of so many vectors one is, by `make thorough` and usually."""


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("further")
    project = copy_project(root, folder, FILES / "rubric", WAREHOUSE / "rubric")
    register(project / "rubric", warehouse="frozen", files="current")
    build_site(project, folder / "site")
    return folder / "site"


@pytest.mark.parametrize("every", [SOME, pytest.param(EVERY, marks=pytest.mark.thorough)])
@pytest.mark.parametrize(
    ("folder", "prefix"),
    [(FILES, ""), pytest.param(WAREHOUSE, "warehouse/", marks=pytest.mark.thorough)],
)
def test_vectors_in_the_browser(
    site: Path, browser: Browser, folder: Path, prefix: str, every: int
) -> None:
    cases: list[dict[str, Any]] = json.loads((folder / "vectors.json").read_bytes())["cases"]
    with serving(site) as address:
        check = SelfCheckPage(browser.new_page(), f"{address}{prefix}")
        check.open()
        for case in cases[::every]:
            check.begin()
            check.give(case["answers"])
            for name, scores in case["expect"].items():
                check.expect_clause(name, scores)
            check.expect_total(case["total"])
        check.page.set_viewport_size(NARROW)
        check.page.evaluate("document.documentElement.dataset.pace = 'all'")
        assert check.page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
        assert check.faults == []
        check.page.close()

"""Real Chromium 88, 92 and 103 give the very results of CPython, under the site's policy, on any server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.runtime.oldchromium import VERSIONS
from tests.runtime.scenario import (
    SOME,
    digests_of_cpython,
    expected_result,
    random_talks,
    said_by_cpython,
    varied_answers,
    vector_requests,
)
from tests.runtime.serving import Treatment
from tests.runtime.test_failures import altered, failed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from macros.runtime import RuntimeManifest
    from tests.runtime.devtools import OldBrowser, OldPage
    from tests.runtime.serving import StaticServer

pytestmark = [pytest.mark.browser, pytest.mark.legacy]

# 88、92 没有 externref，只能用旧的一套；103 起用新的
EXPECTED = {
    88: {"build": "legacy", "way": "plain"},
    92: {"build": "legacy", "way": "plain"},
    103: {"build": "current", "way": "snapshot"},
}


@pytest.fixture
def old_page(
    version: int, old_browsers: Callable[[int], OldBrowser], server: StaticServer
) -> Iterator[OldPage]:
    """Return the host page in an old browser."""
    with old_browsers(version).open_page(f"{server.address}/host/index.html") as page:
        yield page


@pytest.mark.parametrize("version", VERSIONS)
def test_scores_are_those_of_cpython(
    version: int, old_page: OldPage, rubric: dict[str, Any]
) -> None:
    clauses = varied_answers(rubric)
    report = old_page.evaluate(f"host.open({{clauses: {json.dumps(clauses)}}})")
    assert report == {
        "state": "ready",
        **EXPECTED[version],
        "code": "",
        "message": "",
        "remedy": "",
        "prepared": 1,
    }
    assert old_page.evaluate("host.result") == expected_result(rubric, clauses)


@pytest.mark.parametrize("version", [88])
@pytest.mark.parametrize("every", [SOME, pytest.param(1, marks=pytest.mark.thorough)])
def test_vectors_and_random_self_checks_give_the_results_of_cpython(
    root: Path, old_page: OldPage, every: int
) -> None:
    """To the letter; of the other browsers, one has this very Pyodide, and one the present one."""
    old_page.evaluate("host.open()")
    requests = vector_requests(root, every)
    said = old_page.evaluate(f"host.conversation({json.dumps(requests)})")
    assert said == said_by_cpython(requests)
    talks = random_talks(root, every)
    digests = old_page.evaluate(f"host.digests({json.dumps(talks)})")
    assert digests == digests_of_cpython(talks)


@pytest.mark.thorough
@pytest.mark.parametrize("version", [88])
def test_altered_files_are_not_used(
    old_page: OldPage, server: StaticServer, runtime: RuntimeManifest
) -> None:
    for role, file in runtime.legacy.files.items():
        body = (runtime.folder / file.name).read_bytes()
        server.treat(file.name, Treatment(body=altered(body)))
        report = old_page.evaluate("host.open()")
        assert (role, report) == (role, {**failed("altered"), "build": "legacy"})
        server.treat(file.name, None)
    assert old_page.evaluate("host.retry()")["state"] == "ready"

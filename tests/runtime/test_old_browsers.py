"""Real Chromium 88, 92 and 103 give the very results of CPython, under the site's policy, on any server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from .devtools import OldBrowser
from .oldchromium import VERSIONS, old_chromium
from .scenario import expected_result, varied_answers
from .serving import Treatment
from .test_failures import altered, failed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from macros.runtime import RuntimeManifest

    from .devtools import OldPage
    from .serving import StaticServer

pytestmark = [pytest.mark.browser, pytest.mark.legacy]

# 88、92 没有 externref，只能用旧的一套；103 起用新的
EXPECTED = {
    88: {"edition": "legacy", "way": "plain"},
    92: {"edition": "legacy", "way": "plain"},
    103: {"edition": "current", "way": "snapshot"},
}


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> int:
    """Return each old version in turn."""
    number: int = request.param
    return number


@pytest.fixture
def old_page(root: Path, server: StaticServer, version: int) -> Iterator[OldPage]:
    """Return the host page in the old browser."""
    with OldBrowser(old_chromium(root, version)) as browser:
        assert browser.version == version
        yield browser.open_page(f"{server.address}/host/index.html")


def test_scores_are_those_of_cpython(
    old_page: OldPage, version: int, rubric: dict[str, Any]
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


@pytest.mark.parametrize("version", [88], indirect=True)
@pytest.mark.parametrize("role", ["worker", "module", "wasm", "stdlib", "lock", "wheel"])
def test_altered_files_are_not_used(
    old_page: OldPage, server: StaticServer, runtime: RuntimeManifest, role: str
) -> None:
    name = runtime.legacy.files[role].name
    body = (runtime.folder / name).read_bytes()
    server.treat(name, Treatment(body=altered(body)))
    assert old_page.evaluate("host.open()") == {**failed("altered"), "edition": "legacy"}
    server.treat(name, None)
    assert old_page.evaluate("host.retry()")["state"] == "ready"

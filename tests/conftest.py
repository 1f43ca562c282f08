"""What all tests share: where the project lies, the browser, and when golden files may change."""

import os
import shlex
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

from macros.publishing.building import build_site
from tests.nodetests import SUFFIX, NodeTestFile
from tests.once import made_once
from tests.patience import ALL_AT_ONCE, NEVER_IDLE, PATIENCE
from tests.programs import program, watch_programs
from tests.runtime.devtools import OldBrowser
from tests.runtime.oldchromium import old_chromium
from tests.serving import serving

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TEST_FLAGS = [*CHROMIUM_FLAGS, "--js-flags=--liftoff-only"]
"""For tests, not for measuring: WebAssembly compiled twice would be a sixth of their work, and faster only later."""

QUIET = """#!/bin/bash
exec {program} "${{@/#--disable-features=/--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,}}"
"""
"""Chromium without the address bar that it starts for every context, and that nobody sees: a quarter of its work.

Of two lists of features to leave out the later one counts, and Playwright gives one: these join it.
"""

# 共用的机器时快时慢：不设时限；持续集成中固定随机数，失败才能重现；`make thorough` 多试几倍。
hypothesis.settings.register_profile("local", deadline=None, max_examples=30)
hypothesis.settings.register_profile("ci", deadline=None, max_examples=30, derandomize=True)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=200)
expect.set_options(timeout=PATIENCE)

hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the only way to rewrite golden files."""
    parser.addoption("--renew-golden", action="store_true", help="用现在的结果改写标准答案文件")


def pytest_collection() -> None:
    """Watch which programs start from now on; before, those who share the work out have asked the machine its name."""
    watch_programs()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first: no process is left alone with one of them while the others are done.

    Before all comes one that has the site built, and beside it what needs neither it nor its Python: else the
    other processes would wait for both.
    """
    count = Counter(item.path for item in items)
    slow, browser, beside = (
        {item.path for item in items if item.get_closest_marker(name)}
        for name in ("slow", "browser", "beside_the_build")
    )
    needs_site = (
        item.path for item in items if item.path in slow and "site_address" in _fixtures(item)
    )
    builder = next(needs_site, None)
    items.sort(
        key=lambda item: (
            item.path != builder,
            item.path not in beside,
            item.path not in slow,
            item.path not in browser,
            -count[item.path],
        )
    )


def _fixtures(item: pytest.Item) -> Sequence[str]:
    return item.fixturenames if isinstance(item, pytest.Function) else ()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the tests that are written in JavaScript."""
    if not file_path.name.endswith(SUFFIX):
        return None
    return NodeTestFile.from_parent(parent, path=file_path)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the project."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def renew_golden(pytestconfig: pytest.Config) -> bool:
    """Whether golden files are to be rewritten instead of compared."""
    return bool(pytestconfig.getoption("--renew-golden"))


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of what starts the real Chromium that tests drive."""
    return str(quiet_chromium(tmp_path_factory.mktemp("chromium")))


def quiet_chromium(folder: Path) -> Path:
    """Write what starts the real Chromium into ``folder``; return its path."""
    quiet = folder / "chromium"
    quiet.write_text(QUIET.format(program=shlex.quote(program("chromium"))), encoding="utf-8")
    quiet.chmod(0o755)
    return quiet


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Return Playwright; it can be started only once a process."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """Return the system's Chromium, started once; each test opens a context of its own."""
    started = playwright.chromium.launch(executable_path=chromium, args=TEST_FLAGS)
    yield patient(started)
    started.close()


def patient(browser: Browser) -> Browser:
    """Let every context of ``browser`` wait as long as tests do, and its pages do nothing by and by.

    Playwright has such a default for one context only.
    """
    new_context = browser.new_context

    def patient_context(**options: Any) -> BrowserContext:  # noqa: ANN401 - whatever a browser takes
        context = new_context(**options)
        context.set_default_timeout(PATIENCE)
        for script in (NEVER_IDLE, ALL_AT_ONCE):
            context.add_init_script(script)
        return context

    browser.new_context = patient_context  # type: ignore[method-assign]
    return browser


@pytest.fixture(scope="session")
def old_browsers(root: Path) -> Iterator[Callable[[int], OldBrowser]]:
    """Return each old Chromium by its version, started once for all tests; every test opens a page of its own."""
    with ExitStack() as running:

        @cache
        def started(version: int) -> OldBrowser:
            browser = running.enter_context(OldBrowser(old_chromium(root, version)))
            assert browser.version == version
            return browser

        yield started


@pytest.fixture(scope="session")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site, built once for all tests; nothing may be written into it."""
    return made_once(tmp_path_factory, "site", partial(build_site, root))


@pytest.fixture(scope="session")
def site_address(site: Path) -> Iterator[str]:
    """Return the address at which the site is served, with a slash at its end."""
    with serving(site) as address:
        yield address

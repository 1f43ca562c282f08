"""What a corrected sentence of the criteria costs a reader who comes back: bytes and time, with the service worker.

One nginx serves the site, then the same site with one sentence changed. Counted are the bytes until the first score,
and all bytes until the service worker of the new release is in control.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from macros.publishing.building import build_site
from tests.bench.start import IN_CONTROL, OBSERVER, SCORED
from tests.conftest import CHROMIUM_FLAGS
from tests.offline.nginx import bytes_sent, sample, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Playwright

LIMIT = 1_000_000
SOURCES = ("rubric", "docs", "site_src", "qinglian_core", "macros")
SINGLE = ("mkdocs.yml", "pyproject.toml", "package.json", "package-lock.json", "tsconfig.json")
SHARED = ("node_modules", ".cache")
# 页面一打开就听着，接管得再早也不会错过
LISTENING = """
globalThis.__changed = new Promise((resolve) => {
  navigator.serviceWorker?.addEventListener("controllerchange", () => resolve(null));
});
"""


def rows(root: Path, site: Path, chromium: str) -> Iterator[tuple[str, str]]:
    """Yield what is measured on the built ``site``, and the result."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        scratch = Path(name)
        corrected = scratch / "corrected"
        build_site(_corrected(root, scratch / "project"), corrected)
        early, moment, sent = _cost(playwright, chromium, (site, corrected), sample(root), scratch)
    yield (
        "改正一句话以后再来的读者：到第一个分数",
        f"{early / 1_000_000:.2f} MB，{moment:.0f} ms",
    )
    yield (
        "改正一句话以后再来的读者：连同在后台更新的离线副本",
        f"{sent / 1_000_000:.2f} MB（目标 ≤ {LIMIT / 1_000_000:.0f} MB）",
    )


def _cost(
    playwright: Playwright, chromium: str, sites: tuple[Path, Path], server: str, scratch: Path
) -> tuple[int, float, int]:
    """Return the bytes until the first score, its moment, and all bytes, when the second site follows the first."""
    live, log, profile = scratch / "live", scratch / "nginx" / "access.log", scratch / "profile"
    shutil.copytree(sites[0], live)
    with serving(live, scratch / "nginx", server) as port:
        address = f"http://localhost:{port}/self-check/"
        with _browser(playwright, chromium, profile) as context:
            _first_score(context, address)
            context.pages[-1].evaluate(IN_CONTROL)
        shutil.rmtree(live)
        shutil.copytree(sites[1], live)
        log.write_text("", encoding="utf-8")
        with _browser(playwright, chromium, profile) as context:
            moment = _first_score(context, address)
            early = sum(bytes_sent(log).values())
            context.pages[-1].evaluate("() => globalThis.__changed")
            return early, moment, sum(bytes_sent(log).values())


def _corrected(root: Path, project: Path) -> Path:
    """Return a copy of the project in which one sentence of the criteria's guidance says more."""
    for name in SOURCES:
        shutil.copytree(root / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in SINGLE:
        shutil.copyfile(root / name, project / name)
    for name in SHARED:
        (project / name).symlink_to(root / name)
    file = next((project / "rubric").glob("*/items/04.yaml"))
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if line.lstrip().startswith("hint: "))
    lines[at] = f"{lines[at].rstrip()}请以文件为准。\n"
    file.write_text("".join(lines), encoding="utf-8")
    return project


def _browser(playwright: Playwright, chromium: str, profile: Path) -> BrowserContext:
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=chromium, args=CHROMIUM_FLAGS
    )
    context.add_init_script(OBSERVER % SCORED)
    context.add_init_script(LISTENING)
    return context


def _first_score(context: BrowserContext, address: str) -> float:
    page = context.new_page()
    page.goto(address)
    page.locator(SCORED).first.wait_for(state="attached")
    moment: float = page.evaluate("globalThis.__at")
    return moment

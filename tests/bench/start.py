"""How soon the first score is there: from navigation, beside a bare page that only awaits ``loadPyodide()``.

Both as readers have them, from the same server, in turns, so that whatever else the machine does meets both. Cold is
a browser whose profile on disk holds nothing; warm is the browser started again with that profile, once the service
worker, where the page has one, is in control.
"""

from __future__ import annotations

import statistics
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from macros.tools.toolbox import find_toolbox
from tests.conftest import CHROMIUM_FLAGS
from tests.runtime.serving import NEW_TYPES, StaticServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page, Playwright

ROUNDS = 7
WARM = 2
GOAL = 0.22
LIMIT = 120_000
# 浏览器刚启动，还在收拾；两边都等它收拾完
SETTLED = 500
# 两边都当作放了一段时间的文件，浏览器可以不问就用
KEPT = {"Cache-Control": "max-age=3600"}
BARE_FILES = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
BARE_PAGE = """\
<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<title>loadPyodide()</title>
<link rel="icon" href="data:,">
<script type="module">
import { loadPyodide } from "./pyodide.mjs";
await loadPyodide();
document.documentElement.dataset.done = performance.now();
</script>
</html>
"""
BARE_DONE = "html[data-done]"
SCORED = "[data-total][data-low]"
# 第一次打开以后，离线缓存程序取完全部文件就接管页面
IN_CONTROL = """
() => navigator.serviceWorker.controller
  ? null
  : new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", () => resolve(null)))
"""
# 由页面自己记下时刻：从外面反复去看，既不准，又占处理器
OBSERVER = """
(() => {
  const look = () => {
    if (globalThis.__at || !document.querySelector(%r)) return;
    globalThis.__at = performance.now();
    observer.disconnect();
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributes: true });
})();
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """A page to open, the sign that it is done, and whether a service worker will keep it."""

    address: str
    sign: str
    kept: bool = False


@dataclass(kw_only=True, slots=True)
class Times:
    """Milliseconds from navigation to the moment looked for."""

    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)


def rows(root: Path, site: Path, chromium: str, rounds: int = ROUNDS) -> Iterator[tuple[str, str]]:
    """Yield what was measured on the built ``site``, and the result."""
    bare, ours = start_times(root, site, chromium, rounds)
    for name, mine, theirs in (
        ("首次打开（冷）", ours.cold, bare.cold),
        ("再次打开（热）", ours.warm, bare.warm),
    ):
        found, other = statistics.median(mine), statistics.median(theirs)
        yield (
            f"启动｜{name}：打开页面到第一个分数",
            f"{found:.0f} ms，是单独 loadPyodide()（{other:.0f} ms）的 {found / other:.2f}（目标 ≤ {GOAL:.2f}）",
        )


def start_times(root: Path, site: Path, chromium: str, rounds: int) -> tuple[Times, Times]:
    """Return the times of the bare page and of the self-check."""
    bare, ours = Times(), Times()
    with (
        tempfile.TemporaryDirectory() as name,
        StaticServer({"bare": _bare_folder(root, Path(name)), "": site}, KEPT, NEW_TYPES) as server,
        sync_playwright() as playwright,
    ):
        for _ in range(rounds):
            bare_page = f"{server.address}/bare/index.html"
            _measure(playwright, chromium, Visit(address=bare_page, sign=BARE_DONE), bare)
            own_page = f"{server.address}/self-check/"
            _measure(playwright, chromium, Visit(address=own_page, sign=SCORED, kept=True), ours)
    return bare, ours


def _bare_folder(root: Path, folder: Path) -> Path:
    package = find_toolbox(root).package("pyodide").folder
    for name in BARE_FILES:
        (folder / name).write_bytes((package / name).read_bytes())
    (folder / "index.html").write_text(BARE_PAGE, encoding="utf-8")
    return folder


def _measure(playwright: Playwright, chromium: str, visit: Visit, times: Times) -> None:
    with tempfile.TemporaryDirectory() as profile:
        for found in (times.cold, *(times.warm for _ in range(WARM))):
            context = playwright.chromium.launch_persistent_context(
                profile, executable_path=chromium, args=CHROMIUM_FLAGS
            )
            context.add_init_script(OBSERVER % visit.sign)
            page = context.new_page()
            page.wait_for_timeout(SETTLED)
            found.append(_moment(page, visit))
            if visit.kept:
                page.evaluate(IN_CONTROL)
            context.close()


def _moment(page: Page, visit: Visit) -> float:
    page.goto(visit.address, wait_until="commit")
    page.locator(visit.sign).first.wait_for(state="attached", timeout=LIMIT)
    moment: float = page.evaluate("globalThis.__at")
    return moment

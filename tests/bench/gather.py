"""How long the page takes to sum up many units' files, beside a single one in the same tab, and in how much memory."""

from __future__ import annotations

import json
import random
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from macros.loading.editions import load_publications
from tests.conftest import CHROMIUM_FLAGS
from tests.runtime.serving import NEW_TYPES, StaticServer
from tests.web.answering import everything_missing, favourable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import CDPSession, Page

    from qinglian_core import Rubric

UNITS = 2000
ROUNDS = 5
STOP_AFTER = 100
LIMIT = 300_000
# 由页面自己记下时刻：从选好文件，到说出结果
WATCH = """() => {
  const status = document.querySelector("[data-status]");
  new MutationObserver(() => {
    if (!globalThis.__began) globalThis.__began = performance.now();
    if (/已算出/.test(status.textContent)) globalThis.__ended = performance.now();
  }).observe(status, { subtree: true, childList: true, characterData: true });
}"""
# 读到若干个就按“停止”，到不再读为止
STOP = """after => {
  const read = document.querySelector("[data-read]");
  const reading = document.querySelector("[data-reading]");
  let pressed = 0;
  new MutationObserver((_, observer) => {
    if (!pressed && read.textContent.startsWith(after + "/")) {
      pressed = performance.now();
      document.querySelector("[data-stop]").click();
    } else if (pressed && reading.hidden) {
      globalThis.__stopped = performance.now() - pressed;
      observer.disconnect();
    }
  }).observe(reading, { subtree: true, childList: true, attributes: true });
}"""


def unit_file(rubric: Rubric, number: int, chance: random.Random) -> str:
    """Return a save file filled in as units do: most things done, some not, evidence for every other clause."""
    clauses = {}
    for clause in rubric.clauses:
        answers = favourable(clause) if chance.random() < 0.75 else everything_missing(clause)
        evidence = [
            {"what": f"材料{index}", "where": "档案室", "date": "2026-05-01", "ready": index > 0}
            for index in range(chance.choice((0, 3)))
        ]
        own = {} if clause.questions else {"estimate": str(clause.points / 2)}
        record = {"answers": answers, "evidence": evidence, "note": f"备注{number}", **own}
        clauses[clause.id] = {**record, "digest": clause.digest}
    header = {"format": "qinglian-self-check", "version": 2}
    edition = {"id": rubric.id, "digest": rubric.digest}
    plain = {**header, "edition": edition, "unit": f"第{number}局", "clauses": clauses}
    return json.dumps(plain, ensure_ascii=False, indent=1)


def rows(root: Path, site: Path, chromium: str) -> Iterator[tuple[str, str]]:
    """Yield what was measured on the built ``site``, and the result."""
    rubric = load_publications(root)[0].rubric
    chance = random.Random(1)  # noqa: S311 - the same files every time
    memory: list[float] = []
    with (
        tempfile.TemporaryDirectory() as name,
        StaticServer({"": site}, {}, NEW_TYPES) as server,
        sync_playwright() as playwright,
    ):
        files = [Path(name) / f"{number:04}.json" for number in range(UNITS)]
        letters = sum(
            file.write_text(unit_file(rubric, number, chance), encoding="utf-8")
            for number, file in enumerate(files)
        )
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        page = browser.new_page()
        page.goto(f"{server.address}/compare/")
        page.evaluate(WATCH)
        system = browser.new_browser_cdp_session()
        seconds(page, files[:1])  # 启动计分程序
        one = statistics.median(seconds(page, files[:1]) for _ in range(ROUNDS))
        before = tab_megabytes(system)
        all_ = seconds(page, files, lambda: memory.append(tab_megabytes(system)))
        page.evaluate(STOP, STOP_AFTER)
        seconds(page, files)
        stopped = page.evaluate("globalThis.__stopped")
        browser.close()
    yield (
        f"汇总｜{UNITS}个单位的文件（平均 {letters / UNITS / 1000:.0f} 千字），从选好到列出结果",
        f"{all_:.1f} s，每秒 {UNITS / all_:.0f} 个；是 1 个文件（{one * 1000:.0f} ms）的 {all_ / one:.0f} 倍",
    )
    yield (
        f"汇总｜{UNITS}个单位的结果列出来时，标签页的内存（页面、后台线程、Python）",
        f"{memory[0]:.0f} MB，读文件以前 {before:.0f} MB",
    )
    yield f"汇总｜读了{STOP_AFTER}个时按“停止”，到停下来", f"{stopped:.0f} ms"


def tab_megabytes(system: CDPSession) -> float:
    """Return the private memory of the largest renderer: the page and its worker, which share a process."""
    processes = system.send("SystemInfo.getProcessInfo")["processInfo"]
    found = [private_megabytes(one["id"]) for one in processes if one["type"] == "renderer"]
    return max(found)


def private_megabytes(process: int) -> float:
    """Return the memory that a process has for itself (Linux)."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def seconds(page: Page, files: list[Path], then: Callable[[], object] = bool) -> float:
    """Return how long the page takes for ``files``, from choosing them to the result; ``then`` looks at the page."""
    page.evaluate("globalThis.__began = globalThis.__ended = 0")
    page.set_input_files('input[data-pick="files"]', [str(file) for file in files])
    page.locator("[data-results] table").first.wait_for(timeout=LIMIT)
    while not page.evaluate("globalThis.__ended"):
        page.wait_for_timeout(50)
    taken: float = page.evaluate("(globalThis.__ended - globalThis.__began) / 1000")
    then()
    page.locator("[data-clear]").click()
    page.locator("[data-after]").wait_for(state="hidden")
    return taken

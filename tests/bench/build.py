"""How long a build takes beside MkDocs on the same pages, and how long an author waits for the preview.

Everything is a command of its own, as people run it, with everything cached: what is measured in turns is compared.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from macros.commands.shared.project import publications
from macros.pages import render_pages
from tests.build.projects import copy_project, seal
from tests.conftest import CHROMIUM_FLAGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

ROUNDS = 5
EDITIONS = (1, 2, 8)
EDITION, ITEM = "jiyuan", "04"
SETTLED = 1000
"""Milliseconds after which the preview has nothing left to do."""
BUILD = ("macros.commands.cli", "build")
_PLAIN = """site_name: plain
docs_dir: docs
site_dir: site
theme:
  name: material
  language: zh
  font: false
plugins: []
markdown_extensions: [attr_list, md_in_html, tables]
"""
_SENTENCE = re.compile(r"(?<=\norientation: )")
# 浏览器自己记的时刻：第一次画出内容
_PAINTED = """() => new Promise((resolve) => {
  const told = (list) => list.getEntriesByName("first-contentful-paint").forEach(
    ({ startTime }) => resolve((performance.timeOrigin + startTime) / 1000));
  new PerformanceObserver(told).observe({ type: "paint", buffered: true });
})"""


def rows(root: Path, chromium: str) -> Iterator[tuple[str, str]]:
    """Yield what was measured, and the result."""
    with TemporaryDirectory() as name:
        project = copy_project(root, Path(name), root / "rubric")
        plain = _markdown(root, Path(name) / "plain")
        yield from _build_rows(project, plain)
        yield from _preview_rows(project, chromium)
        yield _edition_row(project)


def _build_rows(project: Path, plain: Path) -> Iterator[tuple[str, str]]:
    _run(project, *BUILD)
    ours, edited, bare = [], [], []
    for number in range(ROUNDS):
        ours.append(_run(project, *BUILD))
        bare.append(_run(plain, "mkdocs", "build", "--quiet"))
        _edit(project, f"第{number}次。")
        edited.append(_run(project, *BUILD))
    beside = statistics.median(bare)
    for words, times, goal in (("缓存已有", ours, "（目标 ≤ 1.60）"), ("改了一句话", edited, "")):
        found = statistics.median(times)
        yield (
            f"生成网站（{words}）／MkDocs 生成同样的网页，{ROUNDS} 次的中位数",
            f"{found:.2f} s／{beside:.2f} s = {found / beside:.2f}{goal}",
        )


def _preview_rows(project: Path, chromium: str) -> Iterator[tuple[str, str]]:
    starts, edits = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        for number in range(ROUNDS + 1):
            page = browser.new_page()
            begun = time.time()
            with _preview(project) as address:
                page.goto(f"{address}criteria/{ITEM}/")
                starts.append(page.evaluate(_PAINTED) - begun)
                page.wait_for_timeout(SETTLED)
                edits.append(_edited(page, project, f"预览第{number}次。"))
            page.close()
        browser.close()
    for words, times in (("启动预览", starts[1:]), ("预览时存了一句话", edits[1:])):
        yield f"{words}，到浏览器里画出网页", f"{statistics.median(times):.2f} s（目标 ≤ 1.50）"


def _edited(page: Page, project: Path, words: str) -> float:
    """Return how long after a sentence is saved the page with it is painted."""
    saved = time.time()
    _edit(project, words)
    page.get_by_text(words).first.wait_for()
    painted: float = page.evaluate(_PAINTED)
    return painted - saved


def _edition_row(project: Path) -> tuple[str, str]:
    times = []
    for editions in EDITIONS:
        for number in range(2, editions + 1):
            _copy_edition(project, f"copy{number}")
        _run(project, *BUILD)
        times.append(statistics.median(_run(project, *BUILD) for _ in range(ROUNDS)))
    more = [time / times[0] for time in times]
    return (
        f"生成网站，{'、'.join(map(str, EDITIONS))} 版细则，以 1 版为 1",
        "、".join(f"{one:.2f}" for one in more),
    )


def _copy_edition(project: Path, name: str) -> None:
    folder = project / "rubric" / name
    if folder.exists():
        return
    shutil.copytree(project / "rubric" / EDITION, folder)
    path = folder / "edition.yaml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^id: .*$", f"id: {name}", text)
    own = hashlib.sha256(name.encode()).hexdigest()
    path.write_text(re.sub(r"(?m)^( +sha256): .*$", rf"\1: {own}", text), encoding="utf-8")
    registry = project / "rubric" / "editions.yaml"
    seal(folder)
    older = f"editions:\n  - {{id: {name}, label: {name}, state: frozen}}\n"
    text = registry.read_text(encoding="utf-8").replace("editions:\n", older)
    registry.write_text(text, encoding="utf-8")


def _edit(project: Path, words: str) -> None:
    """Put ``words`` before our own words on an item, in the place of those of an earlier call."""
    path = project / "rubric" / EDITION / "items" / f"{ITEM}.yaml"
    text = re.sub(r"(?<=\norientation: )(?:预览)?第\d+次。", "", path.read_text(encoding="utf-8"))
    path.write_text(_SENTENCE.sub(words, text, count=1), encoding="utf-8")


def _markdown(root: Path, folder: Path) -> Path:
    for publication in publications(root):
        for name, text in render_pages(publication).items():
            path = folder / "docs" / publication.prefix / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_PLAIN, encoding="utf-8")
    return folder


def _run(folder: Path, *command: str) -> float:
    """Return how long a command takes, from its start to its end."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", *command], cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - begun


@contextmanager
def _preview(project: Path) -> Iterator[str]:
    """Run the preview; give its address as soon as it says that it is ready."""
    command = [sys.executable, "-u", "-m", "macros.commands.cli", "serve"]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True) as running:
        try:
            yield _address(running)
        finally:
            running.terminate()


def _address(running: subprocess.Popen[str]) -> str:
    address = ""
    for line in running.stdout or ():
        found = re.search(r"http://[\d.:]+/", line)
        address = found[0] if found else address
        if "生成好了" in line:
            return address
    raise RuntimeError("预览没有启动")

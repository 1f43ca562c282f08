"""The preview: what the person at the terminal is told while they edit the YAML."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import urllib.request
from typing import TYPE_CHECKING

import pytest

from tests.build.cases import BASE
from tests.build.projects import copy_project, register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PATIENCE = 120
"""Seconds in which a line must come, on a busy machine."""


class Terminal:
    """The lines of a running command, as they come."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Begin to listen."""
        self._lines: list[str] = []
        self._news = threading.Condition()
        threading.Thread(target=self._listen, args=(process.stdout,), daemon=True).start()

    def _listen(self, said: Iterable[str]) -> None:
        for line in said:
            with self._news:
                self._lines.append(line.rstrip("\n"))
                self._news.notify_all()

    def wait_for(self, pattern: str) -> str:
        """Return the first line from now on, or not yet waited for, in which ``pattern`` is found."""
        with self._news:
            found = self._news.wait_for(lambda: self._take(pattern), timeout=PATIENCE)
        assert found, f"{pattern} not in:\n" + "\n".join(self._lines)
        return str(found)

    def _take(self, pattern: str) -> str:
        for number, line in enumerate(self._lines):
            if re.search(pattern, line):
                del self._lines[: number + 1]
                return line
        return ""


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """Return a copy of the project whose YAML may be changed."""
    project = copy_project(root, tmp_path, root / "rubric")
    shutil.copytree(BASE / "rubric" / "mini", project / "rubric" / "mini")
    register(project / "rubric", jiyuan="current", mini="draft")
    return project


@pytest.fixture
def terminal(project: Path) -> Iterator[Terminal]:
    """Return the terminal of a running preview."""
    with subprocess.Popen(
        [sys.executable, "-m", "macros.commands.cli", "serve"],
        cwd=project,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        yield Terminal(process)
        process.terminate()


def shown(address: str) -> str:
    """Return a page of the preview, but for the moment at which it was made."""
    with urllib.request.urlopen(address, timeout=PATIENCE) as page:  # noqa: S310
        assert page.status == 200
        return re.sub(r"livereload\(.*?\)", "", page.read().decode())


def test_the_preview_tells_of_errors_and_of_their_end(project: Path, terminal: Terminal) -> None:
    told = terminal.wait_for("» 网站地址：")
    address = re.search(r"http://[\d.:]+/", told)
    assert address
    terminal.wait_for("» 生成好了，可以打开上面的网址")
    item = project / "rubric" / "jiyuan" / "items" / "04.yaml"
    good = item.read_text(encoding="utf-8")
    other = shown(f"{address[0]}criteria/05/")
    draft = shown(f"{address[0]}mini/criteria/01/")
    assert "<title>草稿 - 第1项 " in draft
    assert "<strong>草稿</strong>" in draft
    item.write_text(good.replace("deduct:", "deduct", 1), encoding="utf-8")
    terminal.wait_for("» 文件有改动，正在重新生成")
    terminal.wait_for(r"rubric/jiyuan/items/04\.yaml:\d+:\d+: ")
    terminal.wait_for("» 改好并保存以前，网页不会应答；改好以后自动恢复")
    item.write_text(good.replace("orientation: ", "orientation: 玲珑剔透。", 1), encoding="utf-8")
    terminal.wait_for("» 已重新生成，打开着的网页会自动刷新")
    assert "玲珑剔透" in shown(f"{address[0]}criteria/04/")
    # 没有改的网页一字不变，也就不必重新核对
    assert shown(f"{address[0]}criteria/05/") == other

"""Tests written in JavaScript: pytest collects each ``*.test.mjs`` where it lies, and Node's own runner runs it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, override

import pytest

from macros.tools.toolbox import find_toolbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest._code import ExceptionInfo

ROOT = Path(__file__).resolve().parent.parent
SUFFIX = ".test.mjs"
_WRITTEN = re.compile(r"^\s*(?:test|it)\(", re.MULTILINE)
_COUNTED = re.compile(r"^# (\w+) (\d+)$", re.MULTILINE)


def expect_all_passed(source: str, report: str) -> None:
    """Read Node's report (TAP): every test that the file holds has run and passed; none was skipped."""
    counted = {name: int(count) for name, count in _COUNTED.findall(report)}
    written = len(_WRITTEN.findall(source))
    assert counted["pass"] == counted["tests"] >= written > 0, report


class NodeTests(pytest.Item):
    """All the tests of one file."""

    @override
    def runtest(self) -> None:
        finished = subprocess.run(
            [find_toolbox(ROOT).node, "--test", "--test-reporter=tap", self.path],
            capture_output=True,
            check=False,
        )
        report = finished.stdout.decode()
        assert finished.returncode == 0, report
        expect_all_passed(self.path.read_text(encoding="utf-8"), report)

    @override
    def repr_failure(self, excinfo: ExceptionInfo[BaseException], style: object = None) -> str:
        return str(excinfo.value)

    @override
    def reportinfo(self) -> tuple[Path, None, str]:
        return self.path, None, self.path.name


class NodeTestFile(pytest.File):
    """One file of them."""

    @override
    def collect(self) -> Iterator[NodeTests]:
        yield NodeTests.from_parent(self, name="node")

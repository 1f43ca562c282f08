"""Tests written in JavaScript, under Node's own test runner."""

from __future__ import annotations

import subprocess
from pathlib import Path

from macros.runtime.toolbox import find_toolbox

ROOT = Path(__file__).resolve().parent.parent


def expect_passed(tests: Path, count: int) -> None:
    """Run a file of tests; all ``count`` of them pass."""
    finished = subprocess.run(
        [find_toolbox(ROOT).node, "--test", "--test-reporter=tap", tests],
        capture_output=True,
        check=False,
    )
    report = finished.stdout.decode()
    assert finished.returncode == 0, report
    assert f"\n# pass {count}\n" in report, report
    assert "\n# fail 0\n" in report, report

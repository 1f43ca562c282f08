"""Tests written in JavaScript, under Node's own test runner."""

from __future__ import annotations

import subprocess
from pathlib import Path

from macros.runtime.toolbox import find_toolbox

ROOT = Path(__file__).resolve().parent.parent


def expect_passed(tests: Path) -> None:
    """Run a file of tests; all pass, and there are some."""
    finished = subprocess.run(
        [find_toolbox(ROOT).node, "--test", "--test-reporter=tap", tests],
        capture_output=True,
        check=False,
    )
    report = finished.stdout.decode()
    assert finished.returncode == 0, report
    assert "\n# fail 0\n" in report, report
    assert "\n# pass 0\n" not in report, report

"""The modules of the engine that need no browser, under Node's own test runner."""

from __future__ import annotations

import subprocess
from pathlib import Path

from macros.runtime.toolbox import find_toolbox


def test_modules_under_node(root: Path) -> None:
    tests = Path(__file__).with_name("modules.test.mjs")
    finished = subprocess.run(
        [find_toolbox(root).node, "--test", "--test-reporter=tap", tests],
        capture_output=True,
        check=False,
    )
    report = finished.stdout.decode()
    assert finished.returncode == 0, report
    assert "\n# pass 11\n" in report, report

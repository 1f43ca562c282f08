"""The modules of the search by themselves, under Node's own test runner."""

import shutil
import subprocess
from pathlib import Path


def test_modules_under_node() -> None:
    node = shutil.which("node")
    assert node, "没有找到 node：请运行 make setup-tests"
    tests = Path(__file__).with_name("modules.test.mjs")
    finished = subprocess.run(
        [node, "--test", "--test-reporter=tap", str(tests)], capture_output=True, check=False
    )
    report = finished.stdout.decode()
    assert finished.returncode == 0, report
    assert "\n# fail 0\n" in report, report
    assert "\n# pass 0\n" not in report, report

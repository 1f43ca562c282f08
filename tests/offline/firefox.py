"""Debian's Firefox, driven by a script of ours over WebDriver BiDi: it needs no driver of its own."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from macros.tools.toolbox import find_toolbox
from tests.programs import program

SCRIPT = Path(__file__).with_name("firefox.mjs")
# 本来就是默认值；驱动浏览器的协议不会替我们改它，写在这里是为了看得见
PREFERENCES = 'user_pref("security.fileuri.strict_origin_policy", true);\n'
PATIENCE = 240


def run_in_firefox(root: Path, page: str, scripts: list[str]) -> dict[str, Any]:
    """Open ``page``, run each script after a fresh load, and return their results and the page's complaints."""
    with tempfile.TemporaryDirectory() as profile:
        (Path(profile) / "user.js").write_text(PREFERENCES, encoding="utf-8")
        done = subprocess.run(
            [find_toolbox(root).node, SCRIPT, program("firefox"), profile, page],
            input=json.dumps(scripts),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report

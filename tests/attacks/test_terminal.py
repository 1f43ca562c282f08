"""Texts of others on the terminal of whoever runs a command: they are read, they give no orders."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from macros.documents.shared.plaintext import UNWANTED
from macros.loading.editions import load_publications
from tests.documents.selfchecks import half_done

if TYPE_CHECKING:
    from pathlib import Path

ORDERS = "\x1b]0;题\x07\x1b[31m红\x9b2J\u202e反\r盖"
READ = r"\u001b]0;题\u0007\u001b[31m红\u009b2J\u202e反"


@pytest.mark.parametrize("command", ["score", "summary", "compare"])
def test_a_save_file_gives_the_terminal_no_orders(root: Path, tmp_path: Path, command: str) -> None:
    plain = half_done(load_publications(root)[0].rubric)
    paths = []
    for number in range(2):
        unit = {"unit": ORDERS, "period": f"{ORDERS}{number}", "assessor": ORDERS}
        path = tmp_path / f"\x1b[31m{number}.json"
        path.write_text(json.dumps({**plain, **unit}), encoding="utf-8")
        paths.append(path)
    (tmp_path / "\x1b[5m坏.json").write_text(f'{{"{ORDERS}', encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "macros.commands.cli",
            "--root",
            root,
            command,
            *paths,
            *tmp_path.glob("*坏*"),
        ],
        capture_output=True,
        check=False,
        cwd=root,
    )
    told = (done.stdout + done.stderr).decode()
    assert UNWANTED.findall(told) == []
    assert r"\u001b[5m坏.json" in told
    assert (READ in told) is (command != "score")

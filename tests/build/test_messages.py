"""docs/messages.md explains every code that the code can give, and names real cases."""

from __future__ import annotations

import re
from pathlib import Path

from tests.build.cases import CASES, invalid_cases

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENT = (ROOT / "docs" / "messages.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([A-Z]\d{3}) \|(.*)\|$", DOCUMENT, re.MULTILINE)
CODE = re.compile(r"""["']([A-Z]\d{3})["']""")
CHECKED = re.compile(r"^[YQELPR]\d{3}|A00[2346]")


def _used() -> set[str]:
    """Return every code written in the core and on the build side."""
    modules = [*(ROOT / "qinglian_core").rglob("*.py"), *(ROOT / "macros").rglob("*.py")]
    return {code for path in modules for code in CODE.findall(path.read_text("utf-8"))}


def test_every_code_is_explained_once() -> None:
    codes = [code for code, _ in ROWS]
    assert sorted(codes) == sorted(set(codes))
    assert set(codes) == _used()


def test_every_case_named_gives_the_code() -> None:
    wrong = []
    for code, cells in ROWS:
        columns = [cell.strip() for cell in cells.split("|")]
        name = columns[-1] if code[0] in "YQELPR" else ""
        if name and code not in (CASES / "invalid" / name / "expected.txt").read_text("utf-8"):
            wrong.append((code, name))
    assert wrong == []


def test_every_code_of_the_check_has_a_case() -> None:
    told = "".join(case.expected.read_text("utf-8") for case in invalid_cases())
    wanted = {code for code in _used() if CHECKED.match(code)}
    assert {code for code in wanted if f" {code} " not in told} == set()

"""Outside programs: the tests find them by the installer's table alone, and the build starts only Node's, and Git."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

from tests.borders.pythonsource import attributes, files, imports, name_of, names, tree_of
from tests.programs import PROGRAMS, is_ours, program

TESTS = files("tests/**/*.py")
FINDING = {"which", "getoutput", "getstatusoutput"}
STARTING = {"run", "Popen", "call", "check_call", "check_output"}
ELSEWHERE = ("tests/programs.py", "tests/fresh/")
"""The door itself, and what runs outside of all tests, on the machine of a maintainer."""
MAY_START = (
    "macros/tools/toolbox.py",
    "macros/tools/git.py",
    "macros/publishing/auditing.py",
    "macros/setup/",
)


def started_by_name(path: Path) -> list[str]:
    """Return the programs that a file starts by a bare name, which any machine may lack."""
    return [
        str(node.args[0].elts[0].value)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in STARTING
        and node.args
        and isinstance(node.args[0], (ast.List, ast.Tuple))
        and node.args[0].elts
        and isinstance(node.args[0].elts[0], ast.Constant)
    ]


def test_tests_find_programs_by_the_table() -> None:
    found = {
        name_of(path): [*((names(path) | attributes(path)) & FINDING), *started_by_name(path)]
        for path in TESTS
        if not name_of(path).startswith(ELSEWHERE)
    }
    assert {name: programs for name, programs in found.items() if programs} == {}


def test_only_a_few_modules_of_the_build_start_programs() -> None:
    starting = {name_of(path) for path in files("macros/**/*.py") if "subprocess" in imports(path)}
    assert [name for name in starting if not name.startswith(MAY_START)] == []


def test_every_program_of_the_table_is_there() -> None:
    assert {name for name in PROGRAMS if not Path(program(name)).exists()} == set()


def test_a_program_that_the_table_lacks_is_refused() -> None:
    with pytest.raises(AssertionError, match=r"macros/setup/programs\.py 的表里没有 ffmpeg"):
        program("ffmpeg")
    assert not is_ours("/bin/true")
    with pytest.raises(AssertionError, match=r"测试启动了 true"):
        subprocess.run(list(("true",)), check=False)  # noqa: C410 a list display is what the border above looks for

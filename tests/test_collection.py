"""Every test that somebody wrote is run by `make test` or `make thorough`: whatever hides one, this tells."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.nodetests import expect_all_passed
from tests.programs import program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    type Run = set[tuple[str, str, str]]

NAMED_AS_TESTS = re.compile(r"test_.*\.py|.*_test\.py|.*\.test\.[cm]?js")
NOT_OURS = {"node_modules", "__pycache__"}
EXCUSES = {"skip", "skipif", "importorskip", "xfail", "collect_ignore", "collect_ignore_glob"}
"""A test that is not run is not green; what a machine lacks is installed."""
_PYTEST = re.compile(r"python -m pytest(.*)")
_COLLECTED = re.compile(r"(.+?\.\w+)::([^\[]+)(.*)")


def own_files(root: Path) -> Iterator[Path]:
    """Yield every file of the project, in whatever folder."""
    for folder, folders, names in root.walk():
        folders[:] = [one for one in folders if one[0] != "." and one not in NOT_OURS]
        yield from (folder / name for name in names)


def written_in(path: Path) -> set[str]:
    """Return the tests that a file holds: functions, and methods of classes."""
    if path.suffix != ".py":
        return {"node"} if re.search(r"""["']node:test["']""", path.read_text("utf-8")) else set()
    body = ast.parse(path.read_bytes()).body
    classes = {one.name: one.body for one in body if isinstance(one, ast.ClassDef)}
    return {
        f"{owner}{one.name}"
        for owner, inside in (("", body), *((f"{name}::", each) for name, each in classes.items()))
        for one in inside
        if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef)) and one.name.startswith("test_")
    }


def written(root: Path) -> set[tuple[str, str]]:
    """Return file and name of every test of the tree; a file that is only called a test counts as one."""
    found = set()
    for path in own_files(root):
        if path.suffix in {".py", ".js", ".cjs", ".mjs"}:
            tests = written_in(path)
            if NAMED_AS_TESTS.fullmatch(path.name) and not tests:
                tests = {"没有一个测试"}
            found |= {(path.relative_to(root).as_posix(), name) for name in tests}
    return found


def runs_of_make(root: Path, *targets: str) -> list[list[str]]:
    """Return the arguments of each run of pytest in these commands of `make`."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    told = subprocess.run(
        [program("make"), "--dry-run", *targets], cwd=root, env=env, capture_output=True, check=True
    ).stdout.decode()
    return [shlex.split(found) for found in _PYTEST.findall(told)]


def collected(root: Path, *arguments: str) -> set[tuple[str, str, str]]:
    """Return file, name and case of every test that a run of pytest would run."""
    told = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            *arguments,
            "--collect-only",
            "-q",
            "--no-cov",
            "--assert=plain",
        ],
        cwd=root,
        capture_output=True,
        check=False,
    )
    report = told.stdout.decode()
    assert told.returncode == 0, report
    return {
        (found[1], found[2], found[3])
        for found in map(_COLLECTED.match, report.splitlines())
        if found
    }


@pytest.fixture(scope="module")
def usual(root: Path) -> list[Run]:
    """Return what each run of `make test` collects."""
    return [collected(root, *arguments) for arguments in runs_of_make(root, "test")]


@pytest.fixture(scope="module")
def thorough(root: Path) -> Run:
    """Return what `make thorough` collects, but for the properties that it tries again with more examples."""
    runs = runs_of_make(root, "thorough")
    (arguments,) = [one for one in runs if "--hypothesis-profile=thorough" not in one]
    return collected(root, *arguments)


def test_every_test_is_run(root: Path, usual: list[Run], thorough: Run) -> None:
    run = {(file, name) for file, name, _ in thorough.union(*usual)}
    assert sorted(written(root) - run) == []


def test_no_test_is_run_twice(usual: list[Run], thorough: Run) -> None:
    assert len(usual) > 1
    runs = [*usual, thorough]
    assert sum(map(len, runs)) == len(set().union(*runs))


def test_what_is_run_thoroughly_is_usually_run_too(usual: list[Run], thorough: Run) -> None:
    """Of whatever a file is about, something is tried at every change."""
    files = {file for file, _, _ in set().union(*usual)}
    assert {file for file, _, _ in thorough} <= files


def test_no_test_is_excused(root: Path) -> None:
    used = {
        (path.relative_to(root).as_posix(), name)
        for path in (root / "tests").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        for name in {getattr(node, "attr", None), getattr(node, "id", None)} & EXCUSES
    }
    assert used == set()


@pytest.mark.parametrize(
    ("hidden", "text"),
    [
        ("tests/build/test_a.py", "def test_one(): pass"),
        ("tests/a/test-b.py", "def test_one(): pass"),
        ("tests/a/pages.py", "class Pages:\n    def test_one(self): pass"),
        ("tests/a/test_empty.py", ""),
        ("macros/test_c.py", "async def test_one(): pass"),
        ("tests/a/moduletests.mjs", 'import { test } from "node:test";'),
        ("site_src/a.test.js", ""),
    ],
)
def test_a_hidden_test_is_found(tmp_path: Path, hidden: str, text: str) -> None:
    (tmp_path / hidden).parent.mkdir(parents=True)
    (tmp_path / hidden).write_text(text, encoding="utf-8")
    assert [file for file, _ in written(tmp_path)] == [hidden]


@pytest.mark.parametrize(
    ("source", "report"),
    [
        ("", "# tests 1\n# pass 1\n"),
        ('test("a");\n  it("b");', "# tests 1\n# pass 1\n"),
        ('test("a");', "# tests 1\n# pass 0\n# skipped 1\n"),
        ('test("a");', "# tests 2\n# pass 1\n# todo 1\n"),
    ],
)
def test_node_tests_that_did_not_run_are_told(source: str, report: str) -> None:
    expect_all_passed('test("a");', "# tests 1\n# pass 1\n")
    with pytest.raises(AssertionError):
        expect_all_passed(source, report)

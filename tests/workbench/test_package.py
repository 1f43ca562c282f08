"""The package with which a browser makes a site: what is in it, and when it is made."""

from __future__ import annotations

import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from macros.runtime.imports import reachable
from macros.runtime.program import PACKAGES
from macros.site import workbench
from macros.site.workbench import build_workbench

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def never(*_: object) -> None:
    raise AssertionError("made anew")


def test_what_is_kept_is_taken_without_reading_a_source(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = build_workbench(root, print)
    monkeypatch.setattr(workbench, "write_program", never)
    assert build_workbench(root, never) == made


def test_it_brings_what_it_needs_and_the_licences_of_others(root: Path) -> None:
    made = build_workbench(root, print)
    with zipfile.ZipFile(made.folder / made.program.name) as archive:
        names = {*archive.namelist()}
    assert {"macros/workbench/service.pyc", "macros/hooks.py", "mkdocs.yml"} <= names
    assert {"products/parts.json", "html/parser.pyc", "yaml/__init__.pyc"} <= names
    assert not [name for name in names if name.startswith(("rubric/", "tests/", "lxml/", "docx/"))]
    assert not [name for name in names if name.startswith("macros/setup/")]
    folders = {name.partition("/")[0] for name in names}
    assert sum(name.endswith(".dist-info") for name in folders) == len(PACKAGES)


def test_modules_are_found_by_what_any_of_their_functions_imports() -> None:
    sources = {
        PurePosixPath("a/__init__.py"): "from . import b",
        PurePosixPath("a/b.py"): "def f():\n    from .c import d\n    import os.path",
        PurePosixPath("a/c.py"): "from .. import e",
        PurePosixPath("unused.py"): "import a",
    }
    found, others = reachable(sources, ["a"])
    assert found == {"a", "a.b", "a.c"}
    assert {"os", "os.path", "a.c.d"} <= others

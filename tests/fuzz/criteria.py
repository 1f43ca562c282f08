"""Criteria in YAML: one file among others that are right, or the whole folder."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from macros.commands import CommandError
from macros.commands.check import check
from macros.commands.shared.project import check_settings
from macros.loading.editions import load_publications
from macros.loading.yamlsource import SourceError
from macros.pages import render_pages

from .door import PARTED, Door, expect_plain_words
from .letters import changed_part, garbled, rewritten
from .plaindata import changed_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_CHANGES = tuple(map(changed_part, (changed_yaml, changed_yaml, rewritten, rewritten, garbled)))
_ITEM = "rubric/second/items/1.yaml"
_SMALL = (
    "base",
    "valid/second-edition",
    "valid/four-columns",
    "valid/dotted-rows",
    "valid/fire-safety",
)


def expect_faults_told(root: Path) -> bool:
    """Check the project at ``root`` as ``qinglian check`` does; return whether it has no faults."""
    try:
        check_settings(root)
        checked = check(root)
    except CommandError as error:
        expect_plain_words([str(error)])
        return False
    except SourceError as error:
        expect_plain_words(fault.message for fault in error.faults)
        return False
    expect_plain_words(fault.message for fault in checked.faults)
    expect_plain_words(checked.lines)
    return not checked.faults


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return files as one input."""
    return PARTED.join(name.encode() + b"\n" + content for name, content in files.items())


def unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one input, with names that can be written down."""
    for part in data.split(PARTED):
        name, _, content = part.partition(b"\n")
        yield name.decode("utf-8", "replace"), content


def files_of(root: Path) -> dict[str, bytes]:
    """Return the criteria and the settings of a project by their paths."""
    paths = [root / "mkdocs.yml", *sorted((root / "rubric").rglob("*"))]
    return {one.relative_to(root).as_posix(): one.read_bytes() for one in paths if one.is_file()}


def write(root: Path, files: Mapping[str, bytes]) -> None:
    """Let a project consist of ``files``; what cannot be a file of it is left out."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    for name, content in files.items():
        path = root / name
        try:
            assert path.resolve().is_relative_to(root.resolve())
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except (OSError, ValueError, AssertionError):
            continue


def one_file(root: Path, scratch: Path) -> Door:
    """Return the door of one file among others: ``path``, a line end, then what stands in it."""
    source = root / "tests/cases/valid/second-edition"
    files = files_of(source)
    project = scratch / "one"
    write(project, files)

    def enter(data: bytes) -> None:
        name, _, content = data.partition(b"\n")
        named = name.decode("utf-8", "replace")
        path = project / (named if named in files else _ITEM)
        before = path.read_bytes()
        path.write_bytes(content)
        try:
            if expect_faults_told(project):
                for publication in load_publications(project, drafts=True):
                    assert publication.plain
        finally:
            path.write_bytes(before)

    seeds = [packed({name: content}) for name, content in files.items()]
    others = [*(root / "tests/cases/valid").glob("*/rubric/*/items/*.yaml")]
    others += (root / "rubric").rglob("*.yaml")
    seeds += [packed({_ITEM: path.read_bytes()}) for path in sorted(others)]
    return Door(seeds=seeds, enter=enter, changes=_CHANGES)


def whole_folder(root: Path, scratch: Path) -> Door:
    """Return the door of a whole folder, with names and contents of all kinds; what is right is shown as pages."""
    project = scratch / "whole"

    def enter(data: bytes) -> None:
        write(project, dict(unpacked(data)))
        if expect_faults_told(project):
            publications = load_publications(project)
            render_pages(publications[0])

    seeds = [packed(files_of(root / "tests/cases" / name)) for name in _SMALL]
    base = files_of(root / "tests/cases/base")
    for case in sorted((root / "tests/cases/invalid").glob("*/files")):
        given = {
            path.relative_to(case).as_posix(): path.read_bytes()
            for path in sorted(case.rglob("*.yaml"))
        }
        seeds += [packed({**base, **given})]
    return Door(seeds=seeds, enter=enter, changes=_CHANGES)

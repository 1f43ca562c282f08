"""A site made in a browser's Python is the one that is made with all tools, byte for byte."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, override

import pytest

from macros.loading.published import published_sources
from macros.offline import BILL, CHECKSUMS
from macros.publishing.building import build_steps
from macros.publishing.origin import SOURCES, Origin
from macros.runtime import NOTHING
from macros.site.ownproducts import OwnProducts
from tests.revision import write_revision

if TYPE_CHECKING:
    from pathlib import Path

    from macros.runtime import Rehearsal, RuntimeManifest
    from tests.workbench.conftest import Asked

TOLD_OTHERWISE = {BILL, CHECKSUMS}
"""They say what a site was made of and by; see docs/adr/workbench.md."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unrehearsed(OwnProducts):
    """Products with the snapshot that fits any criteria."""

    @override
    def runtime(self, rehearsal: Rehearsal) -> RuntimeManifest:
        return OwnProducts.runtime(self, NOTHING)


def made_with_tools(root: Path, out: Path) -> dict[str, bytes]:
    products = Unrehearsed(root=root, report=print)
    for _ in build_steps(root, out, products, origin=Origin(commit="a" * 40, sources="")):
        pass
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
    }


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name.removeprefix("site/"): archive.read(name) for name in archive.namelist()}


@pytest.mark.slow
def test_of_the_present_edition_and_of_a_second_one(
    asked: Asked, root: Path, tmp_path: Path
) -> None:
    second = write_revision(tmp_path / "second", current=True)
    for source in SOURCES:
        if not (second / source).exists():
            (second / source).symlink_to(root / source)
    for shared in ("node_modules", ".cache"):
        (second / shared).symlink_to(root / shared)
    roots = {"present": root, "second": second}
    requests: list[dict[str, object]] = []
    for name, one in roots.items():
        requests.append({"op": "bench-open", "files": published_sources(one)})
        requests.append({"op": "build", "into": name})
    answers = asked(requests)
    for name, one in roots.items():
        told = made_with_tools(one, tmp_path / "made" / name)
        made = unpacked(answers.folder / f"{name}-qinglian-site.zip")
        assert made.keys() == told.keys()
        assert {path for path in made if made[path] != told[path]} == TOLD_OTHERWISE
    steps = answers.replies[-1]
    assert [step["step"] for step in steps] == [1, 2, 3, 4, 5, 5]
    names = [file["name"] for file in steps[-1]["files"]]
    assert names == [
        "qinglian-site.zip",
        "qinglian-jiyuan-2-portable.zip",
        "qinglian-rubric.zip",
        "revision.docx",
        "revision.xlsx",
    ]
    rubric = unpacked(answers.folder / "second-qinglian-rubric.zip")
    assert {path: data.decode() for path, data in rubric.items()} == published_sources(second)

"""A site made in a browser's Python is the one that is made with all tools, byte for byte."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from macros.loading.published import published_sources
from macros.publishing.auditing import audit_site, read_bill
from macros.publishing.checksums import read_checksums
from macros.publishing.origin import criteria_digest
from tests.revision import write_revision

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workbench.conftest import Answers, Asked

FILES = 80
OF_AN_IMPORT = {
    "rubric/jiyuan/.import/items/04.yaml.base": "what an import keeps for the next one: it is not published"
}


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name.removeprefix("site/"): archive.read(name) for name in archive.namelist()}


def made_and_audited(asked: Asked, root: Path, folder: Path, files: dict[str, str]) -> Answers:
    """Return what a browser's Python made of ``files``, once it is found to be what all tools make of them."""
    answers = asked([{"op": "bench-open", "files": files}, {"op": "build", "into": "made"}])
    with zipfile.ZipFile(answers.folder / "made-qinglian-site.zip") as archive:
        archive.extractall(folder)
    told: list[str] = []
    audit = audit_site(root, folder / "site", told.append)
    assert audit.differences == ()
    listed = read_checksums(folder / "site")
    assert len(listed) > FILES
    assert f"按它的清单核对了 {len(listed)} 个文件，都没有改动过" in told[0]
    return answers


@pytest.mark.slow
def test_of_the_present_edition(asked: Asked, root: Path, tmp_path: Path) -> None:
    files = published_sources(root)
    made_and_audited(asked, root, tmp_path / "made", files | OF_AN_IMPORT)
    assert read_bill(tmp_path / "made" / "site").origin.sources == criteria_digest(files)


@pytest.mark.slow
@pytest.mark.thorough
def test_of_a_second_edition(asked: Asked, root: Path, tmp_path: Path) -> None:
    files = published_sources(write_revision(tmp_path / "second", current=True))
    answers = made_and_audited(asked, root, tmp_path / "made", files)
    assert read_bill(tmp_path / "made" / "site").origin.sources == criteria_digest(files)
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
    rubric = unpacked(answers.folder / "made-qinglian-rubric.zip")
    assert {path: data.decode() for path, data in rubric.items()} == files

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

    from tests.workbench.conftest import Asked

FILES = 80
OF_AN_IMPORT = {
    "rubric/jiyuan/.import/items/04.yaml.base": "what an import keeps for the next one: it is not published"
}


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name.removeprefix("site/"): archive.read(name) for name in archive.namelist()}


@pytest.mark.slow
def test_of_the_present_edition_and_of_a_second_one(
    asked: Asked, root: Path, tmp_path: Path
) -> None:
    second = published_sources(write_revision(tmp_path / "second", current=True))
    editions = {"present": published_sources(root) | OF_AN_IMPORT, "second": second}
    requests: list[dict[str, object]] = []
    for name, files in editions.items():
        requests.append({"op": "bench-open", "files": files})
        requests.append({"op": "build", "into": name})
    answers = asked(requests)
    for name in editions:
        made = tmp_path / name
        with zipfile.ZipFile(answers.folder / f"{name}-qinglian-site.zip") as archive:
            archive.extractall(made)
        told: list[str] = []
        audit = audit_site(root, made / "site", told.append)
        assert audit.differences == ()
        listed = read_checksums(made / "site")
        assert len(listed) > FILES
        assert f"按它的清单核对了 {len(listed)} 个文件，都没有改动过" in told[0]
    origins = [read_bill(tmp_path / name / "site").origin for name in editions]
    assert [one.sources for one in origins] == [
        criteria_digest(published_sources(root)),
        criteria_digest(second),
    ]
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
    assert {path: data.decode() for path, data in rubric.items()} == second

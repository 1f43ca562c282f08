"""The published edition, its Word form, and LibreOffice as the reader of what was made."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.documents.template.officialtable import word_template
from macros.loading.editions import Publication, load_publications
from qinglian_core import Rubric
from tests.programs import program

Convert = Callable[[str, bytes], Path]


@pytest.fixture(scope="session")
def publication(root: Path) -> Publication:
    """Return the published edition."""
    return next(one for one in load_publications(root) if one.rubric.id == "jiyuan")


@pytest.fixture(scope="session")
def rubric(publication: Publication) -> Rubric:
    """Return the published edition's criteria."""
    return publication.rubric


@pytest.fixture(scope="session")
def template(rubric: Rubric) -> bytes:
    """Return the Word form of the published edition."""
    return word_template(rubric)


@pytest.fixture(scope="session")
def to_pdf(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Return a function that has LibreOffice convert a document; its own profile keeps others out."""
    office = program("soffice")
    folder = tmp_path_factory.mktemp("office")
    profile = (folder / "profile").as_uri()

    def convert(name: str, data: bytes) -> Path:
        source = folder / name
        source.write_bytes(data)
        subprocess.run(
            [
                office,
                f"-env:UserInstallation={profile}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(folder),
                str(source),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return source.with_suffix(".pdf")

    return convert

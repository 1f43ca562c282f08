"""The published edition as the core gets it: plain data, and decoded."""

from pathlib import Path

import pytest

from macros.loading.editions import load_publications
from qinglian_core import Rubric, decode_rubric
from tests.core.plainrubric import Plain


@pytest.fixture(scope="session")
def plain_jiyuan(root: Path) -> Plain:
    """Return the published model of the edition, ``rubric.json``."""
    return next(
        publication.plain
        for publication in load_publications(root)
        if publication.rubric.id == "jiyuan"
    )


@pytest.fixture(scope="session")
def jiyuan(plain_jiyuan: Plain) -> Rubric:
    """Return the edition, decoded from its published model."""
    return decode_rubric(plain_jiyuan)

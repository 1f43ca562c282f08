"""A project whose criteria have an attack in every text, and the site that is built of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macros.loading.editions import load_publications
from macros.publishing.building import build_site
from tests.attacks.payloads import write_attacks
from tests.once import made_once
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from macros.loading.editions import Publication


@pytest.fixture(scope="session")
def attacked(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project."""
    return made_once(tmp_path_factory, "attacked", lambda folder: _write(root, folder)) / "project"


def _write(root: Path, folder: Path) -> None:
    folder.mkdir()
    write_attacks(root, folder)


@pytest.fixture(scope="session")
def publications(attacked: Path) -> tuple[Publication, ...]:
    """Return its editions, the current one first."""
    return load_publications(attacked)


@pytest.fixture(scope="session")
def publication(publications: tuple[Publication, ...]) -> Publication:
    """Return the current edition."""
    return publications[0]


@pytest.fixture(scope="session")
def attacked_site(attacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return its site."""
    return made_once(tmp_path_factory, "attacked-site", lambda folder: build_site(attacked, folder))


@pytest.fixture(scope="session")
def attacked_address(attacked_site: Path) -> Iterator[str]:
    """Return the address at which its site is served, with a slash at its end."""
    with serving(attacked_site) as address:
        yield address

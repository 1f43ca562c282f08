"""The glossary names clauses of one edition; every other edition shows its own numbers for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macros.loading.editions import load_publications
from tests.revision import NEWER, OLDER, write_revision

if TYPE_CHECKING:
    from pathlib import Path

    from macros.loading.editions import Publication


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Publication]:
    root = write_revision(tmp_path_factory.mktemp("both") / "project")
    return {one.rubric.id: one for one in load_publications(root, drafts=True)}


def _where(publication: Publication, term: str) -> tuple[str, ...]:
    return next(one.where for one in publication.glossary.terms if one.id == term)


def test_places_and_explanations_follow_the_lineage(both: dict[str, Publication]) -> None:
    assert _where(both[OLDER], "party-group") == ("1.1", "1.3", "2.1", "7.1", "8.1", "10.2")
    assert _where(both[NEWER], "party-group") == ("1.1", "1.4", "2.1", "7.2", "8.1", "10.2")


def test_an_older_edition_shows_the_numbers_that_it_had(tmp_path: Path) -> None:
    root = write_revision(tmp_path / "project", current=True)
    (root / "rubric" / "glossary.yaml").write_text(
        f"format: 1\neditions: [{NEWER}]\nterms:\n  - id: party-group\n    term: 党组（党委）\n"
        '    where: ["1.4", "14.4", "5", "5.2"]\n    text: 第1.4条和第5项写到，第14.4条没有写。\n',
        "utf-8",
    )
    older = {one.rubric.id: one for one in load_publications(root)}[OLDER]
    assert _where(older, "party-group") == ("1.3", "6", "10.4")
    assert older.glossary.terms[0].text == "第1.3条和第6项写到，新版第14.4条没有写。"


def test_without_a_lineage_only_words_tell_the_places(tmp_path: Path) -> None:
    root = write_revision(tmp_path / "project")
    (root / "rubric" / NEWER / "lineage.yaml").unlink()
    newer = {one.rubric.id: one for one in load_publications(root, drafts=True)}[NEWER]
    assert {term.where for term in newer.glossary.terms} == {()}

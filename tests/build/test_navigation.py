"""The navigation: every page of every edition, from the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.loading.editions import load_publications
from macros.pages import render_pages
from macros.site.navigation import navigation
from tests.build.oddrubric import odd_publication

if TYPE_CHECKING:
    from pathlib import Path


def files_in(entries: object) -> list[str]:
    if isinstance(entries, str):
        return [entries]
    below = entries.values() if isinstance(entries, dict) else entries
    assert not isinstance(below, (int, float))
    return [name for entry in below for name in files_in(entry)]  # type: ignore[attr-defined]


def test_every_generated_page_is_in_the_navigation_once(root: Path) -> None:
    current = load_publications(root)[0]
    other = odd_publication("odd/")
    expected = [*render_pages(current), *(f"odd/{path}" for path in render_pages(other))]
    assert sorted(files_in(navigation([current, other]))) == sorted(expected)


def test_a_further_edition_is_a_section_of_its_own() -> None:
    *_, maintain, lasting, section = navigation([odd_publication(), odd_publication("odd/")])
    assert list(maintain) == ["修订与发布"]
    assert list(lasting) == ["固定的地址"]
    assert list(section) == ["古怪*细则*"]

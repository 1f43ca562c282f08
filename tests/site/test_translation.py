"""Page translation: official words, clause numbers and scores stay as they are, shown and copied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from macros.loading.editions import load_publications
from tests.patience import stop_the_clock
from tests.site.conftest import READING
from tests.translation import MARK, translatable, translate

if TYPE_CHECKING:
    from pathlib import Path

    from qinglian_core import Rubric
    from tests.site.conftest import Opened

pytestmark = pytest.mark.browser

PAGES = (*READING, "criteria/all/", "self-check/", "compare/")
NUMBER = re.compile(r"第[\d.]+[条项]|（?[\d.]+(至[\d.]+)?分）?")


def fixed_texts(rubric: Rubric) -> set[str]:
    """Return the official words of ``rubric``, as they may stand alone on a page."""
    projects = {project.title for project in rubric.projects}
    titles = {rubric.title} | projects | {item.title for item in rubric.items}
    texts = {item.standard for item in rubric.items} | {one.text for one in rubric.clauses}
    return titles | texts | {f"{item.id}.{item.title}" for item in rubric.items}


@pytest.mark.parametrize("path", PAGES)
def test_what_is_fixed_is_not_translated(root: Path, opened: Opened, path: str) -> None:
    fixed = fixed_texts(load_publications(root)[0].rubric)
    with opened(path) as page:
        texts = translatable(page)
        assert texts
        assert [one for one in texts if one in fixed or NUMBER.fullmatch(one)] == []
        assert (
            page.locator("[data-official]:not([translate=no]), q:not([translate=no])").count() == 0
        )


def test_copied_text_is_the_official_one(root: Path, opened: Opened) -> None:
    clause = next(one for one in load_publications(root)[0].rubric.clauses if one.id == "1.3")
    with opened("criteria/01/", permissions=["clipboard-read", "clipboard-write"]) as page:
        # 有的翻译插件不理会 translate="no"
        page.locator("[translate=no]").evaluate_all(
            "all => all.forEach(one => one.removeAttribute('translate'))"
        )
        translate(page)
        stop_the_clock(page)
        expect(page.locator("#c1-3 [data-official]")).to_contain_text(MARK)
        page.locator("#c1-3 [data-copy-text]").click()
        expect(page.get_by_role("status").filter(has_text="原文已复制")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == clause.text


def test_search_finds_and_shows_official_words_on_a_translated_page(opened: Opened) -> None:
    with opened("") as page:
        translate(page)
        expect(page.locator(".home__lead")).to_contain_text(MARK)
        page.locator("[data-search-open]").first.click()
        page.locator(".q-search__field").fill("三重一大")
        first = page.locator("[data-search-result]").first
        expect(first).to_be_visible()
        expect(first.locator(".q-search__label")).to_have_text(re.compile(r"^第[\d.]+[条项]$"))
        expect(first.locator(".q-search__text--official").first).not_to_contain_text(MARK)

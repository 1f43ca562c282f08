"""What an older edition says of itself: that it is not the current one, and where a reader finds what holds now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml

from macros.loading.editions import Publication, load_publications
from macros.loading.registry import EditionEntry, State
from macros.pages import Kin, render_pages, replacement_of
from qinglian_core.revision.lineage import Descent, Gone, Lineage
from tests.build.cases import BASE
from tests.build.pagetexts import html_of

if TYPE_CHECKING:
    from collections.abc import Sequence


def _edition(name: str, state: State, lineage: Lineage | None = None) -> Publication:
    """Return the small edition once more, under another name."""
    one = load_publications(BASE)[0]
    return replace(
        one,
        rubric=replace(one.rubric, id=name),
        entry=EditionEntry(id=name, label=f"{name}版", state=state),
        prefix="" if state is State.CURRENT else f"{name}/",
        lineage=lineage,
    )


def _lineage(
    older: str, newer: str, *steps: tuple[str, tuple[str, ...]], gone: Sequence[str] = ()
) -> Lineage:
    return Lineage(
        older=older,
        newer=newer,
        descents=tuple(Descent(new=new, old=old, why="", questions=()) for new, old in steps),
        gone=tuple(Gone(old=old, why="") for old in gone),
    )


FIRST = _lineage(
    "a", "b", ("1.1", ("1.2",)), ("1.2", ("1.1",)), ("2.1", ()), ("2.2", ("2.2",)), gone=["2.1"]
)
SECOND = _lineage(
    "b", "c", ("1.1", ("1.2",)), ("1.2", ()), ("2.1", ("1.1",)), ("2.2", ("2.2",)), gone=["2.1"]
)


@pytest.fixture(scope="module")
def editions() -> list[Publication]:
    """Return three editions, the current one first."""
    return [
        _edition("c", State.CURRENT, SECOND),
        _edition("b", State.FROZEN, FIRST),
        _edition("a", State.FROZEN),
    ]


def _pages(editions: Sequence[Publication], name: str) -> dict[str, str]:
    one = next(found for found in editions if found.entry.id == name)
    return render_pages(one, kin=Kin(replacement=replacement_of(one, editions)))


def _successors(page: str) -> object:
    return yaml.safe_load(page.split("---\n")[1]).get("successors")


def _became(page: str) -> dict[str, tuple[str, list[str]]]:
    """Return what is said of each clause, and where that leads."""
    return {
        str(section["id"]): (said.get_text(), [str(link["href"]) for link in said.select("a")])
        for section in html_of(page).select(".clause")
        for said in section.select(".became")
    }


def test_every_clause_of_an_older_edition_leads_to_what_it_became(
    editions: list[Publication],
) -> None:
    page = _pages(editions, "a")["criteria/01/index.md"]
    assert _became(page) == {
        "c1-1": (
            "旧版的条文。现行的细则里是第1.1条（原文没有变）。",
            ["../../../criteria/01/#c1-1"],
        ),
        "c1-2": (
            "旧版的条文。现行的细则里是第2.1条（原文有改动）。",
            ["../../../criteria/02/#c2-1"],
        ),
    }
    assert _successors(page) == [["第1项 日常管理", "criteria/01/"], ["第2项 巡查", "criteria/02/"]]


def test_a_clause_that_is_gone_says_so(editions: list[Publication]) -> None:
    page = _pages(editions, "a")["criteria/02/index.md"]
    assert _became(page)["c2-1"] == ("旧版的条文。现行的细则里没有这一条了。", [])


def test_where_nobody_has_said_what_became_of_it_the_table_is_offered(
    editions: list[Publication],
) -> None:
    unsaid = [replace(one, lineage=None) for one in editions]
    page = _pages(unsaid, "b")["criteria/01/index.md"]
    assert _became(page)["c1-1"] == ("旧版的条文。看现行的细则总表", ["../../../criteria/"])
    assert _successors(page) == [["细则总表", "criteria/"]]


def test_other_pages_lead_to_the_same_page_of_today(editions: list[Publication]) -> None:
    pages = _pages(editions, "b")
    assert _successors(pages["index.md"]) == [["小例考评细则", ""]]
    assert _successors(pages["criteria/index.md"]) == [["细则总表", "criteria/"]]
    assert _successors(pages["self-check/index.md"]) == [["自查自评", "self-check/"]]


def test_the_current_edition_says_nothing_of_the_kind(editions: list[Publication]) -> None:
    pages = _pages(editions, "c")
    assert {_successors(page) for page in pages.values()} == {None}
    assert _became(pages["criteria/01/index.md"]) == {}

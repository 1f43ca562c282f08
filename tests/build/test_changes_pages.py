"""The pages on what changed between editions, the notes on each clause, and the column of the table."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from macros.loading.editions import Publication, load_publications
from macros.loading.registry import EditionEntry, State
from macros.pages import render_pages
from macros.site.navigation import navigation
from macros.site.successions import all_successions, kin_of
from macros.tools.cache import build_cache
from tests.build.cases import BASE, CASES
from tests.build.pagetexts import html_of, official_texts
from tests.core.revised import proposed_lineage

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import BeautifulSoup, Tag

SECOND = CASES / "valid" / "second-edition"


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    """Return three editions: the third says in every clause what the second does."""
    second, first = load_publications(SECOND)
    rubric = replace(second.rubric, id="third")
    third = replace(
        second,
        rubric=rubric,
        entry=EditionEntry(id="third", label="第三版", state=State.CURRENT),
        lineage=proposed_lineage(second.rubric, rubric),
    )
    sealed = replace(second.entry, state=State.FROZEN)
    second = replace(second, prefix="second/", entry=sealed)
    return Editions((third, second, first), tmp_path_factory.mktemp("c"))


class Editions:
    """Some editions, and the pages of each."""

    def __init__(self, publications: tuple[Publication, ...], folder: Path) -> None:
        self.publications = publications
        self.folder = folder
        self.before = all_successions(publications, build_cache(folder))
        self.kin = kin_of(publications, self.before)

    def pages(self, name: str) -> dict[str, str]:
        """Return the pages of the edition called ``name``."""
        publication = next(one for one in self.publications if one.rubric.id == name)
        return render_pages(publication, kin=self.kin[name])

    def page(self, name: str, path: str) -> BeautifulSoup:
        """Return one of them as readers get it."""
        return html_of(self.pages(name)[path])


def words(page: Tag, chosen: str) -> list[str]:
    return [found.get_text(" ", strip=True) for found in page.select(chosen)]


def test_old_and_new_stand_side_by_side_to_the_letter(editions: Editions) -> None:
    page = editions.page("second", "changes/index.md")
    second, first = editions.publications[1:]
    shown = {
        row["id"]: [official_texts(cell) for cell in row.select("td")[:2]]
        for row in page.select("tbody tr.versus__clause")
    }
    old = {clause.id: clause.text for clause in first.rubric.clauses}
    new = {clause.id: clause.text for clause in second.rubric.clauses}
    assert shown == {
        "row-1-1": [[old["2.1"]], [new["1.1"]]],
        "row-1-2": [[old["1.1"]], [new["1.2"]]],
        "row-1-3": [[old["1.2"]], [new["1.3"]]],
        "row-1-4": [[], [new["1.4"]]],
        "gone-row-2-2": [[old["2.2"]], []],
    }


def test_a_line_tells_what_changed_and_what_it_means(editions: Editions) -> None:
    page = editions.page("second", "changes/index.md")
    row = page.select_one("#row-1-2")
    assert row is not None
    assert row["data-kind"] == "changed reworded rule renumbered"
    assert words(page, "#row-1-2 .tag") == ["改了文字", "改了计分", "换了条号"]
    assert words(page, "#row-1-2 .versus__remark") == ["原为第1.1条"]
    assert words(page, "#row-1-2 del") == ["0.5分"]
    assert words(page, "#row-1-2 ins") == ["1分"]
    assert words(page, "#row-1-2 .versus__effects li") == ["台账缺几笔？每1笔：扣0.5分 → 扣1分"]
    links = [link["href"] for link in page.select("#row-1-2 a.versus__label")]
    assert links == ["../../mini/criteria/01/#c1-1", "../criteria/01/#c1-2"]
    assert words(page, "#row-item-1 .versus__effects li") == ["分值：6分 → 8分"]
    assert words(page, "#row-item-1 ins") == ["，经常巡查"]
    assert words(page, "option")[:3] == ["有变化的（5条）", "全部（5条）", "新增（1条）"]


def test_any_two_editions_can_be_compared(editions: Editions) -> None:
    assert [path for path in editions.pages("third") if path.startswith("changes")] == [
        "changes/index.md",
        "changes/mini/index.md",
    ]
    page = editions.page("third", "changes/mini/index.md")
    assert words(page, ".changes__pairs li") == [
        "第二版 → 第三版",
        "第一版 → 第三版",
        "第一版 → 第二版",
    ]
    links = [link["href"] for link in page.select(".changes__pairs a")]
    assert links == ["../", "../../second/changes/"]
    assert words(page, "[aria-current=page]") == ["第一版 → 第三版"]
    assert "changes/index.md" not in editions.pages("mini")
    unchanged = editions.page("third", "changes/index.md").select("tbody tr")
    assert [row.has_attr("hidden") for row in unchanged] == [True] * 4


def test_files_say_the_same_beside_the_page(editions: Editions) -> None:
    files = editions.before["third"].files
    assert list(files) == [
        f"{folder}{name}"
        for folder in ("changes/", "changes/mini/")
        for name in ("revision.docx", "revision.xlsx", "changes.json")
    ]
    plain = json.loads(files["changes/mini/changes.json"])
    assert (plain["from"], plain["to"], plain["counts"]["gone"]) == ("mini", "third", 1)
    page = editions.page("third", "changes/mini/index.md")
    links = [str(link["href"]).partition("?")[0] for link in page.select(".downloads a")]
    assert links == ["revision.docx", "revision.xlsx", "changes.json"]


def test_each_clause_says_since_when_it_is_as_it_is(editions: Editions) -> None:
    third = editions.page("third", "criteria/01/index.md")
    assert words(third, "p.since") == [
        "自“第一版”以来没有变（那时是第2.1条）。",
        "自“第二版”以来没有变。",
        "自“第二版”以来没有变。",
        "自“第二版”以来没有变。",
    ]
    second = editions.page("second", "criteria/01/index.md")
    assert words(second, "details.since summary") == [
        "与“第一版”相比：改了文字、改了计分、换了条号",
        "与“第一版”相比：改了文字、改了分值、改了计分、换了条号",
        "与“第一版”相比：新增",
    ]
    assert words(second, "#c1-2 .since li") == ["台账缺几笔？每1笔：扣0.5分 → 扣1分"]
    clauses = editions.publications[1].rubric.items[0].clauses
    assert official_texts(second)[2:] == [clause.text for clause in clauses]


def test_an_older_page_leads_to_the_newest_one_there_is(editions: Editions) -> None:
    meta = editions.pages("second")["changes/index.md"].split("---\n")[1]
    assert 'successors: [["修订对照", "changes/"]]' in meta
    alone = replace(editions.publications[0], lineage=None)
    others = Editions((alone, *editions.publications[1:]), editions.folder)
    assert 'successors: [["细则总表", "criteria/"]]' in others.pages("second")["changes/index.md"]


def test_the_lasting_address_says_the_same(editions: Editions) -> None:
    twin = editions.page("third", "third/changes/mini/index.md")
    links = [link["href"] for link in twin.select("#row-1-2 a.versus__label")]
    assert links == ["../../../mini/criteria/01/#c1-1", "../../../criteria/01/#c1-2"]
    downloads = [str(link["href"]).partition("?")[0] for link in twin.select(".downloads a")]
    assert downloads[0] == "../../../changes/mini/revision.docx"


def test_the_table_of_all_clauses_has_a_column(editions: Editions) -> None:
    page = editions.page("second", "criteria/index.md")
    assert words(page, "td.clauses__changes") == [
        "移到别的项",
        "改了文字、改了计分、换了条号",
        "改了文字、改了分值、改了计分、换了条号",
        "新增",
    ]
    assert words(page, "thead th")[-1] == "与第一版相比"
    same = editions.page("third", "criteria/index.md")
    assert words(same, "td.clauses__changes") == ["没有变"] * 4
    assert [row["data-changed"] for row in same.select("table.clauses tbody tr")] == ["no"] * 4


def test_an_edition_that_comes_from_none_is_as_before() -> None:
    alone = load_publications(BASE)
    pages = render_pages(alone[0])
    assert not any("changes" in path for path in pages)
    for path, text in pages.items():
        assert "修订对照" not in text or path == "maintain/index.md"
        assert "since" not in text
        assert "data-changed" not in text
    assert "修订对照" not in str(navigation(alone))
    assert "修订对照" in str(navigation(load_publications(SECOND)))


def test_a_card_to_look_at_again_says_what_changed(editions: Editions) -> None:
    page = editions.page("second", "self-check/index.md")
    told = {
        card["data-clause"]: words(card, ".sc-since summary")
        for card in page.select("[data-clause]")
    }
    assert told == {
        "1.1": [],
        "1.2": ["与“第一版”相比：改了文字、改了计分、换了条号"],
        "1.3": ["与“第一版”相比：改了文字、改了分值、改了计分、换了条号"],
        "1.4": ["与“第一版”相比：新增"],
    }
    assert words(editions.page("mini", "self-check/index.md"), ".sc-since") == []


def test_what_changed_outside_the_table_stands_below_it(tmp_path: Path) -> None:
    second, first = load_publications(SECOND)
    said = ("各条扣完为止。", "90分以上为优秀。")
    older = replace(first, rubric=replace(first.rubric, remarks=said))
    newer = replace(second, rubric=replace(second.rubric, remarks=(said[0], "85分以上为优秀。")))
    page = Editions((newer, older), tmp_path).page("second", "changes/index.md")
    assert words(page, ".changes__remarks del") == ["90分以上为优秀。"]
    assert words(page, ".changes__remarks ins") == ["85分以上为优秀。"]


def test_where_nothing_is_said_outside_the_table_nothing_is_told_of_it(editions: Editions) -> None:
    page = editions.page("second", "changes/index.md")
    assert page.select(".changes__remarks") == []

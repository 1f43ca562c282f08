"""The pages as a pure function of what is published."""

from __future__ import annotations

import re
from posixpath import join, normpath
from typing import TYPE_CHECKING

import pytest
import yaml

from macros.loading.editions import Publication, load_publications
from macros.loading.vocabulary import PAGES
from macros.pages import Download, render_pages
from macros.pages.addresses import source_path
from tests.build.oddrubric import ODD_STANDARD, ODD_TEXT, odd_publication
from tests.build.pagetexts import body_of, html_of, official_texts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def publication(root: Path) -> Publication:
    return load_publications(root)[0]


@pytest.fixture(scope="module")
def pages(publication: Publication) -> dict[str, str]:
    return render_pages(publication)


def test_there_is_a_page_for_every_path_of_the_contract(pages: dict[str, str]) -> None:
    items = [f"criteria/{number:02}/index.md" for number in range(1, 15)]
    assert list(pages) == [
        "index.md",
        "criteria/index.md",
        *items,
        "criteria/all/index.md",
        "self-check/index.md",
        "compare/index.md",
        "glossary/index.md",
        "method/index.md",
        "maintain/index.md",
        *(
            f"jiyuan/{path}"
            for path in ("index.md", "criteria/index.md", *items, "criteria/all/index.md")
        ),
    ]


def _targets(path: str, page: str) -> list[str]:
    """Return where the links of the page at ``path`` lead, from the root of the site; those on itself as they are."""
    folder = path.removesuffix("index.md")
    hrefs = [str(link["href"]) for link in html_of(page).select("a[href]")]
    return [href if href.startswith("#") else normpath(join(folder, href)) for href in hrefs]


def test_the_criteria_of_the_current_edition_stay_below_its_id(pages: dict[str, str]) -> None:
    lasting = [path for path in pages if path.startswith("jiyuan/")]
    assert len(lasting) == 17
    for path in lasting:
        root = pages[path.removeprefix("jiyuan/")]
        assert html_of(pages[path]).get_text() == html_of(root).get_text()
        here = _targets(path, pages[path])
        there = _targets(path.removeprefix("jiyuan/"), root)
        for one, other in zip(here, there, strict=True):
            assert one == other or path.removesuffix("index.md") + one == other, path
        assert 'twin: "' in pages[path].split("---\n")[1]


def test_the_link_of_a_clause_is_the_one_that_stays(pages: dict[str, str]) -> None:
    def link(page: str) -> tuple[object, object]:
        tools = html_of(page).select(".clause .clause__tools")[0]
        return tools.select("[data-copy-link]")[0]["data-copy-link"], tools.select("a")[0]["href"]

    lasting = "../../jiyuan/criteria/13/#c13-1"
    assert link(pages["criteria/13/index.md"]) == (lasting, lasting)
    assert link(pages["criteria/all/index.md"])[0] == "../../jiyuan/criteria/01/#c1-1"
    assert link(pages["jiyuan/criteria/13/index.md"]) == ("#c13-1", "#c13-1")
    assert link(pages["jiyuan/criteria/all/index.md"])[0] == "../01/#c1-1"
    older = render_pages(odd_publication("odd/"))
    assert not any(path.startswith("odd/") for path in older)
    assert link(older["criteria/101/index.md"]) == ("#c101-1", "#c101-1")


def test_pages_that_search_can_name_are_there(pages: dict[str, str]) -> None:
    assert {source_path(path) for path in PAGES} <= set(pages)


def test_rendering_is_pure(publication: Publication, pages: dict[str, str]) -> None:
    assert render_pages(publication) == pages


def test_front_matter_is_yaml_that_the_theme_understands(pages: dict[str, str]) -> None:
    meta = yaml.safe_load(pages["criteria/13/index.md"].split("---\n")[1])
    assert meta == {
        "title": "第13项 厚植机关廉洁文化",
        "description": (
            "第13项 厚植机关廉洁文化（12分）：考评标准和评分细则原文，第13.1条3分、第13.2条2分、"
            "第13.3条2分、第13.4条4分；怎样计分、准备什么材料、哪里会丢分。"
        ),
        "layout": "item",
        "edition": "济源示范区清廉机关创建考评细则",
        "root": "",
        "path": "criteria/13/",
        "painted_at": "page-end",
    }


def test_item_pages_hold_the_official_text_and_nothing_else_as_official(
    publication: Publication, pages: dict[str, str]
) -> None:
    for item in publication.rubric.items:
        page = html_of(pages[f"criteria/{item.id.zfill(2)}/index.md"])
        expected = [item.title, item.standard, *(clause.text for clause in item.clauses)]
        assert official_texts(page) == expected
        for clause in item.clauses:
            section = page.select_one(f"#c{clause.id.replace('.', '-')}")
            assert section is not None
            assert official_texts(section) == [clause.text]


def test_table_holds_every_clause_once_in_order(
    publication: Publication, pages: dict[str, str]
) -> None:
    rows = html_of(pages["criteria/index.md"]).select("table.clauses tbody tr")
    shown = [(row.th.get_text(), official_texts(row)) for row in rows if row.th]
    assert shown == [(clause.label, [clause.text]) for clause in publication.rubric.clauses]


def test_all_page_holds_every_clause(publication: Publication, pages: dict[str, str]) -> None:
    page = html_of(pages["criteria/all/index.md"])
    expected = []
    for item in publication.rubric.items:
        expected += [item.title, item.standard, *(clause.text for clause in item.clauses)]
    assert official_texts(page) == expected


def test_unnumbered_clause_is_called_by_its_item(pages: dict[str, str]) -> None:
    section = html_of(pages["criteria/12/index.md"]).select_one("#c12-1")
    assert section is not None
    assert section.h2 is not None
    assert section.h2.get_text() == "第12项"
    assert "本项只有这一条，原文没有条号。" in section.get_text()


def test_a_clause_answers_its_questions_in_order(pages: dict[str, str]) -> None:
    section = html_of(pages["criteria/13/index.md"]).select_one("#c13-4")
    assert section is not None
    headings = [heading.get_text() for heading in section.select("h3")]
    assert headings == [
        "怎样计分",
        "要准备什么",
        "哪里会丢分",
        "原文没有说清的",
        "算例",
        "相关条款",
    ]
    check = section.select_one(".clause__check a")
    assert check is not None
    assert check["href"] == "../../self-check/#c13-4"


def test_discrepancy_stands_where_totals_stand(pages: dict[str, str]) -> None:
    for path in ("index.md", "criteria/index.md", "criteria/13/index.md", "method/index.md"):
        assert "原文如此，本站照实公布" in html_of(pages[path]).get_text(), path
    assert "条款合计99" in html_of(pages["method/index.md"]).get_text()


def test_composition_tells_the_points_without_a_rule_and_the_missing_one(
    pages: dict[str, str],
) -> None:
    page = html_of(pages["criteria/index.md"])
    legend = [line.get_text(" ", strip=True) for line in page.select(".legend__kind")]
    assert legend == [
        "扣分 51分",
        "不得分 6分",
        "得分 11分",
        "没有写评分办法 31分",
        "条款里没有 1分",
    ]
    total = [cell.get_text() for cell in page.select("tr.figures__whole > *")]
    assert total == ["合计", "100", "51", "6", "11", "31", "1"]


def test_method_works_one_clause_through_and_lists_every_reading(
    publication: Publication, pages: dict[str, str]
) -> None:
    page = html_of(pages["method/index.md"])
    totals = [row.get_text("|", strip=True) for row in page.select(".ledger tfoot tr")]
    assert totals[0].startswith("能确定|")
    assert len(page.select(".ledger tbody tr")) > 3
    readings = sum(len(clause.readings) for clause in publication.rubric.clauses)
    assert len(page.select('[aria-labelledby="readings"] .reading')) == readings > 0
    assert publication.rubric.provenance.sha256 in page.get_text()
    assert "一张没有填的空白表是1至99分" in page.get_text()


def test_method_says_at_which_end_each_assumed_bound_holds(pages: dict[str, str]) -> None:
    text = html_of(pages["method/index.md"]).get_text()
    assert "第1.1条（不低于0分）" in text
    assert "第13.1条（不超过分值）" in text


def test_method_lists_the_readings_that_no_range_holds(
    publication: Publication, pages: dict[str, str]
) -> None:
    """The wider range holds the readings that are listed, not every reading there may be."""
    page = html_of(pages["method/index.md"])
    listed = page.select('[aria-labelledby="left-out"] .clause-readings')
    told = {
        "".join(name.get_text() for name in one.select("h3")): [
            told.get_text() for told in one.select("dl > div:last-child > dd")
        ]
        for one in listed
    }
    named = {
        clause.label: [one.left_out for one in clause.guidance.open_points if one.left_out]
        for clause in publication.rubric.clauses
        if clause.guidance
    }
    assert told == {label: readings for label, readings in named.items() if readings}
    assert {"第1.3条", "第2.3条", "第3.1条", "第3.2条", "第8.3条", "第11.1条", "第13.1条"} <= set(
        told
    )
    assert "每一种读法" not in page.get_text()
    assert "还有没有别的读法，本站不能保证" in page.get_text()


def test_a_rule_table_marks_what_the_text_does_not_state(pages: dict[str, str]) -> None:
    page = html_of(pages["criteria/09/index.md"])
    cell = page.select_one("#c9-1 .rule tbody tr td:nth-child(2)")
    assert cell is not None
    assert cell.get_text("|") == "答“否”，不扣分，保留3分|本站读法：原文没有直接这样写"


def test_an_open_point_tells_on_the_item_page_which_reading_is_left_out(
    pages: dict[str, str],
) -> None:
    page = html_of(pages["criteria/11/index.md"])
    left_out = page.select_one("#c11-1 .open__left")
    assert left_out is not None
    assert left_out.get_text().startswith("没有算进范围的读法：整个第11项6分都不得。")


def test_glossary_has_every_term_with_its_places(
    publication: Publication, pages: dict[str, str]
) -> None:
    page = html_of(pages["glossary/index.md"])
    entries = {entry["id"]: entry for entry in page.select(".entry")}
    assert list(entries) == [term.id for term in publication.glossary.terms]
    place = entries["four-forms"].select_one(".entry__places a")
    assert place is not None
    assert (place.get_text(), place["href"]) == ("第12项", "../criteria/12/#c12-1")
    for term in publication.glossary.terms:
        heading = entries[term.id].dt
        assert heading is not None
        assert ("未核实" in heading.get_text()) is term.uncertain, term.id


def test_terms_lead_to_an_explanation_on_the_same_page(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        if path.startswith("criteria/"):
            page = html_of(text)
            for link in page.select("a.term"):
                name = str(link["href"]).removeprefix("#")
                assert page.find(id=name) is not None, (path, name)


def test_home_leads_each_reader_to_a_task_and_offers_only_what_exists(
    publication: Publication, pages: dict[str, str]
) -> None:
    page = html_of(pages["index.md"])
    assert [task["href"] for task in page.select("a.task")] == [
        "criteria/",
        "self-check/",
        "maintain/",
    ]
    assert page.select(".downloads") == []
    blank = Download(
        path="forms/blank.docx", label="空白表（Word）", note="原文的表格", version="0123456789"
    )
    offered = html_of(render_pages(publication, [blank])["index.md"]).select(".downloads li")
    assert [line.get_text("|", strip=True) for line in offered] == ["空白表（Word）|原文的表格"]
    assert [line.a and line.a["href"] for line in offered] == ["forms/blank.docx?v=0123456789"]


def test_the_start_of_the_self_check_counts_what_the_form_asks(
    publication: Publication, pages: dict[str, str]
) -> None:
    page = html_of(pages["self-check/index.md"])
    beside = ("unsure", "estimate", "reason", "note")
    names = {str(one["name"]) for one in page.select("[data-clause] [name]")}
    asked = {name for name in names if not name.endswith(beside)}
    without = sum(not clause.has_rule for clause in publication.rubric.clauses)
    (told,) = (
        one.get_text()
        for one in page.select(".sc-doors-note[data-door-first]")
        if "有问题要答" in one.get_text()
    )
    assert f"最多选或填{len(asked)}处；另外{without}条原文没有评分办法" in told


def test_the_list_of_evidence_holds_all_that_guidance_names_once(
    publication: Publication, pages: dict[str, str]
) -> None:
    page = html_of(pages["self-check/index.md"])
    shown = {
        (clause, str(line["data-listed"]), group.h3 and group.h3.get_text())
        for group in page.select("[data-listing-group]")
        for line in group.select("[data-listed]")
        for clause in str(line["data-clauses"]).split()
    }
    guided = [(one.id, one.guidance) for one in publication.rubric.clauses if one.guidance]
    wanted = {(name, one.text, one.place) for name, found in guided for one in found.written}
    wanted |= {(name, one.text, one.place) for name, found in guided for one in found.suggested}
    assert shown == wanted
    lines = [str(line["data-listed"]) for line in page.select("[data-listed]")]
    assert len(lines) == len(set(lines)) < len(wanted)
    for line in page.select("[data-listed]"):
        assert line.label is not None
        assert line.label.get_text(strip=True) == line["data-listed"]
    cites = [cite.get_text() for cite in page.select(".sc-listed-cites q")]
    assert sorted(set(cites)) == sorted({one.cite for _, found in guided for one in found.written})


def test_generated_html_survives_other_markdown(pages: dict[str, str]) -> None:
    """Other dialects end a block of HTML at a blank line, and take indented lines for code."""
    for path, text in pages.items():
        if path != "self-check/index.md":
            lines = body_of(text).strip("\n").split("\n")
            assert all(line and not line.startswith(" ") for line in lines), path


def test_an_edition_of_another_shape_needs_no_code() -> None:
    pages = render_pages(odd_publication())
    assert [path for path in pages if path.startswith("criteria/")] == [
        "criteria/index.md",
        "criteria/101/index.md",
        "criteria/all/index.md",
    ]
    page = html_of(pages["criteria/101/index.md"])
    assert official_texts(page) == ["_唯一_的**项**", ODD_STANDARD, ODD_TEXT, "每有1件得0.125分。"]
    clause = page.select_one("#c101-10")
    assert clause is not None
    assert "原文没有条号，“第101.10条”是本站的叫法。" in clause.get_text()
    assert "None" not in "".join(html_of(text).get_text() for text in pages.values())
    assert html_of(pages["glossary/index.md"]).select(".entry") == []
    assert "原文有不止一种读法的地方" not in html_of(pages["method/index.md"]).get_text()
    assert "没有算进" not in html_of(pages["method/index.md"]).get_text()
    assert "还没有回答任何问题时" in html_of(pages["method/index.md"]).get_text()


def test_small_edition_of_the_loader_cases_renders(root: Path) -> None:
    small = load_publications(root / "tests/cases/base")[0]
    page = html_of(render_pages(small)["criteria/index.md"])
    assert [row["id"] for row in page.select("table.clauses tbody tr")] == [
        f"row-{clause.id.replace('.', '-')}" for clause in small.rubric.clauses
    ]


def test_a_further_edition_reaches_the_maintainers_page_at_the_root() -> None:
    page = html_of(render_pages(odd_publication("odd/"))["index.md"])
    assert [task["href"] for task in page.select("a.task")] == [
        "criteria/",
        "self-check/",
        "../maintain/",
    ]


def test_code_and_templates_know_no_edition(root: Path) -> None:
    known = re.compile(r"jiyuan|济源|第\d|\d\d条|\d\d项|[1-9]\d分")
    own = [*root.glob("macros/pages/*.py"), *root.glob("macros/pages/templates/*.j2")]
    own += root.glob("macros/overrides/**/*.html")
    for path in own:
        code = [line for line in path.read_text(encoding="utf-8").splitlines() if "``" not in line]
        found = known.findall(re.sub(r'""".*?"""', "", "\n".join(code), flags=re.DOTALL))
        assert found == [], path

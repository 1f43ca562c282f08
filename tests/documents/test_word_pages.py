"""The Word document as LibreOffice lays it out: every page looked at, nothing cut."""

from pathlib import Path

import pytest

from macros.documents.shared.form import filled_form
from macros.documents.shared.tables import Annex
from macros.documents.shared.worddocument import word_document
from macros.documents.template.officialtable import official_widths
from qinglian_core import Rubric
from tests.documents.conftest import Convert
from tests.documents.pdfpages import (
    PdfPage,
    Word,
    column_edges,
    column_of_pages,
    column_text,
    ink,
    pages_of,
)
from tests.documents.selfchecks import DAY, complete, hostile, opened, plain_check
from tests.web.test_walk import middling

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def blank(template: bytes, to_pdf: Convert) -> Path:
    """Return the blank form as PDF."""
    return to_pdf("blank.docx", template)


@pytest.fixture(scope="module")
def full(rubric: Rubric, template: bytes, to_pdf: Convert) -> Path:
    """Return the complete form with all annexes as PDF."""
    form = filled_form(rubric, opened(rubric, complete(rubric)), DAY)
    return to_pdf("full.docx", word_document(template, form, tuple(Annex)))


def columns(page: PdfPage, rubric: Rubric) -> list[float]:
    return column_edges(page, rubric.table.heads, official_widths(rubric.table.columns))


def table_text(pages: list[PdfPage], rubric: Rubric, column: int) -> str:
    return column_of_pages(pages, rubric.table.heads, official_widths(rubric.table.columns), column)


def test_every_page_is_a4_landscape_with_the_header(blank: Path, rubric: Rubric) -> None:
    pages = pages_of(blank)
    assert len(pages) == 6
    for page in pages:
        assert (round(page.width), round(page.height)) == (842, 595)
        words = [word.text for word in page.words]
        assert [words.count(name) for name in rubric.table.heads] == [1] * 5


def test_every_clause_and_standard_is_whole(blank: Path, rubric: Rubric) -> None:
    pages = pages_of(blank)
    clauses = table_text(pages, rubric, 3)
    standards = table_text(pages, rubric, 2)
    missing = [c.id for c in rubric.clauses if c.text.replace(" ", "") not in clauses]
    assert missing == []
    missing = [item.id for item in rubric.items if item.standard.replace(" ", "") not in standards]
    assert missing == []


def test_a_line_is_read_from_left_to_right_whatever_its_fonts() -> None:
    def word(text: str, left: float, top: float, bottom: float) -> Word:
        return Word(text=text, left=left, right=left + 9, top=top, bottom=bottom)

    words = (
        word("论述（", 428, 154.7, 169.2),
        word("分）；", 467, 154.7, 169.2),
        word("2", 457, 157.0, 168.7),
        word("牢固", 428, 177.7, 189.4),
        word("1.", 420, 144.0, 155.7),
    )
    page = PdfPage(width=842, height=595, words=words)
    assert column_text(page, 0, 842) == "1.论述（2分）；牢固"


def test_each_page_names_its_projects(blank: Path, rubric: Rubric) -> None:
    found = []
    for page in pages_of(blank):
        edges = columns(page, rubric)
        text = column_text(page, edges[0] - 2, edges[1] - 2)
        found.append([project.title for project in rubric.projects if project.title in text])
    assert found == [
        ["党的政治建设"],
        ["党的政治建设", "权力运行机制"],
        ["权力运行机制"],
        ["教育监督管理"],
        ["教育监督管理", "崇廉尚洁氛围"],
        ["崇廉尚洁氛围"],
    ]


def test_items_stay_on_one_page(blank: Path, rubric: Rubric) -> None:
    pages = pages_of(blank)
    texts = [table_text([page], rubric, 1) for page in pages]
    for item in rubric.items:
        assert sum(f"{item.id}.{item.title}" in text for text in texts) == 1, item.id


def test_nothing_leaves_the_margins(full: Path) -> None:
    for number, page in enumerate(pages_of(full), start=1):
        margin = 40
        for word in page.words:
            assert margin < word.left < word.right < page.width - margin, (number, word)
            assert 30 < word.top < word.bottom < page.height - 15, (number, word)


def test_pages_look_like_a_table(blank: Path) -> None:
    """Each page but the last is framed to its foot, and its frame is closed on all sides."""
    for number in range(1, 6):
        rows = ink(blank, number)
        width = len(rows[0])
        lines = [index for index, row in enumerate(rows) if sum(row) > width * 0.85]
        assert len(lines) >= 3, number
        assert lines[-1] > len(rows) * 0.85, number
        sides = [
            column for column in range(width) if sum(row[column] for row in rows) > len(rows) * 0.6
        ]
        assert len(sides) >= 5, number


def test_scores_are_printed_beside_their_clauses(full: Path, rubric: Rubric) -> None:
    pages = pages_of(full)[1:7]
    text = table_text(pages, rubric, 4).replace("自评", " ").split()
    halves = [str((clause.points / 2).normalize()) for clause in rubric.clauses]
    assert text[:43] == halves


def test_the_first_page_is_for_whoever_decides(full: Path) -> None:
    first, second, *_ = pages_of(full)
    assert first.width < first.height
    assert first.text.startswith("自查情况某某局·2024年·张三填")
    assert "不是考评结果" in first.text
    assert "建议先做的三件" in first.text
    for name in ("意见：", "签字：", "日期："):
        assert name in first.text
    assert second.width > second.height


def test_the_page_of_a_middling_office_is_one_and_names_its_clauses(
    rubric: Rubric, template: bytes, to_pdf: Convert
) -> None:
    check = opened(rubric, plain_check(rubric, middling(rubric)))
    document = word_document(template, filled_form(rubric, check, DAY), (Annex.BRIEFING,))
    first, second, *_ = pages_of(to_pdf("middling.docx", document))
    assert first.text.endswith("日期：")
    assert second.width > second.height
    names = [clause.short_name for clause in rubric.clauses if not clause.has_rule]
    assert all("".join(name.split()) in first.text for name in names)


def test_annexes_begin_on_pages_of_their_own_and_repeat_their_headers(full: Path) -> None:
    pages = pages_of(full)
    texts = [page.text for page in pages]
    starts = [
        next(i for i, text in enumerate(texts) if title in text)
        for title in ("附表一", "附表二", "附表三")
    ]
    assert starts == sorted(set(starts))
    assert starts[0] == 7
    for text in texts[starts[0] : starts[1]]:
        assert "能确定的范围" in text
    for text in texts[starts[2] :]:
        assert "能多得多少" in text


def test_hostile_text_changes_no_page(rubric: Rubric, template: bytes, to_pdf: Convert) -> None:
    form = filled_form(rubric, opened(rubric, hostile(rubric)), DAY)
    pages = pages_of(to_pdf("hostile.docx", word_document(template, form)))
    assert len(pages) == 6
    assert "=cmd()<b>&" in pages[0].text

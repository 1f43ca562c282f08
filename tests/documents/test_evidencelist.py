"""The list of all evidence in Word and Excel: everything once, ticked as the self-check has it."""

import io
from collections.abc import Iterator

import docx
import openpyxl
import pytest

from macros.documents.shared.evidencelist import (
    ABOUT,
    OWN_PLACE,
    evidence_document,
    evidence_workbook,
    listed_groups,
)
from macros.documents.shared.form import Form, blank_form, filled_form
from qinglian_core import Rubric, decode_rubric
from qinglian_core.faults import AnswerError
from tests.core.plainrubric import clause, edition, item, part, yes_no
from tests.documents.conftest import Convert
from tests.documents.pdfpages import pages_of
from tests.documents.selfchecks import DAY, HOSTILE, hostile, opened, plain_check

MINUTES = "党组（党委）会议记录"
"""Evidence of 1.1 and of 2.1 in the same words."""


def named(rubric: Rubric) -> Iterator[str]:
    for guidance in (one.guidance for one in rubric.clauses):
        assert guidance is not None
        yield from (one.text for one in guidance.written)
        yield from (one.text for one in guidance.suggested)


def row(what: str, *, ready: bool = False, **more: str) -> dict[str, object]:
    return {"what": what, "where": "", "date": "", "who": "", "ready": ready, **more}


@pytest.fixture(scope="module")
def ticked(rubric: Rubric) -> Form:
    """Return a self-check with evidence ready, partly ready, missing, and of its own."""
    first = rubric.clauses[1].guidance
    assert first is not None
    whole = first.suggested[0].text
    clauses = {
        "1.1": {"evidence": [row(MINUTES, ready=True, who="张三", where="档案室", date="3月")]},
        "1.2": {"evidence": [row(whole, ready=True, who="李四"), row("会场照片", who="王五")]},
        "2.1": {"evidence": [row(MINUTES, who="赵六")]},
    }
    return filled_form(rubric, opened(rubric, plain_check(rubric, clauses)), DAY)


def word_rows(data: bytes) -> list[list[str]]:
    tables = docx.Document(io.BytesIO(data)).tables
    return [[cell.text for cell in one.cells] for table in tables for one in table.rows[1:]]


def test_everything_that_guidance_names_stands_in_the_blank_list_once(
    rubric: Rubric, template: bytes
) -> None:
    wanted = sorted(set(named(rubric)))
    form = blank_form(rubric)
    rows = word_rows(evidence_document(template, form))
    assert sorted(cells[1] for cells in rows) == wanted
    assert {cells[0] for cells in rows} == {"□"}
    sheet = openpyxl.load_workbook(io.BytesIO(evidence_workbook(form)))["材料总清单"]
    assert sorted(str(cell.value) for cell in sheet["C"][1:]) == wanted
    assert list(dict.fromkeys(cell.value for cell in sheet["A"][1:])) == list(rubric.places)
    assert len(sheet["A"]) == len(wanted) + 1


def test_the_word_list_tells_where_it_is_from(rubric: Rubric, template: bytes) -> None:
    made = docx.Document(io.BytesIO(evidence_document(template, blank_form(rubric))))
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert texts[:3] == [
        "材料总清单",
        "单位：",
        f"照《{rubric.title}》整理。{ABOUT.format(rubric.words.criteria)}",
    ]
    assert [text for text in texts[3:] if text] == list(rubric.places)


def test_ticks_are_the_evidence_of_the_clauses(ticked: Form, template: bytes) -> None:
    rows = {cells[1]: cells for cells in word_rows(evidence_document(template, ticked))}
    minutes = ["备了一部分", MINUTES, "第1.1条、第2.1条", "原文", "张三；赵六", "档案室，3月"]
    assert rows[MINUTES] == minutes
    assert rows["会场照片"] == ["□", "会场照片", "第1.2条", "", "王五", ""]
    ready = [cells for cells in rows.values() if cells[0] == "已备"]
    assert [(cells[2], cells[4]) for cells in ready] == [("第1.2条", "李四")]
    book = openpyxl.load_workbook(io.BytesIO(evidence_workbook(ticked)))
    assert [cell.value for cell in list(book["材料总清单"])[-1]][:3] == [
        OWN_PLACE.format(unit="单位"),
        "□",
        "会场照片",
    ]
    assert [cell.value for cell in book["说明"]["A"]][1] == (
        f"考评期：2024年；填表人：张三；导出日期：{DAY}。"
    )


def test_a_list_without_places_has_one_group() -> None:
    guidance = {"looked_at": ["看材料"], "evidence": {"suggested": ["通知"]}}
    plain = edition(item(clause(part(yes_no(deduct=1)), guidance=guidance)))
    (group,) = listed_groups(blank_form(decode_rubric(plain)))
    assert group.place == "全部材料"
    assert [line.cells for line in group.lines] == [("□", "通知", "第1.1条", "建议", "", "")]


def test_hostile_words_stay_words(rubric: Rubric, template: bytes) -> None:
    form = filled_form(rubric, opened(rubric, hostile(rubric)), DAY)
    told = "\n".join("|".join(cells) for cells in word_rows(evidence_document(template, form)))
    assert HOSTILE[0] in told
    book = openpyxl.load_workbook(io.BytesIO(evidence_workbook(form)))
    assert {cell.data_type for line in book["材料总清单"] for cell in line} <= {"s", "n"}


def test_without_a_template_nothing_is_made(rubric: Rubric) -> None:
    with pytest.raises(AnswerError, match="请刷新页面再导出"):
        evidence_document(b"", blank_form(rubric))


def test_word_prints_it_with_its_groups(rubric: Rubric, template: bytes, to_pdf: Convert) -> None:
    pages = pages_of(to_pdf("evidence.docx", evidence_document(template, blank_form(rubric))))
    assert 3 <= len(pages) <= 12

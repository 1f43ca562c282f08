"""The Word document, read back with python-docx: verbatim, filled in where it should be, hostile text or not."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Row

from macros.documents.shared.form import blank_form, filled_form
from macros.documents.shared.tables import Annex
from macros.documents.shared.worddocument import word_document
from macros.documents.template.officialtable import word_template
from qinglian_core import Rubric
from qinglian_core.amounts import amount_text
from qinglian_core.criteria.digests import named_digest
from qinglian_core.faults import AnswerError
from tests.build.oddrubric import odd_publication
from tests.documents.selfchecks import (
    DAY,
    HOSTILE,
    Plain,
    complete,
    half_done,
    hostile,
    opened,
    plain_check,
)


def read(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def filled(rubric: Rubric, template: bytes, plain: Plain, *annexes: Annex) -> bytes:
    return word_document(template, filled_form(rubric, opened(rubric, plain), DAY), annexes)


def cells(row: _Row) -> list[str]:
    """Return the texts of a row's own cells: of a merged one only where it begins."""
    texts = []
    for cell in row._tr.tc_lst:  # noqa: SLF001 - python-docx repeats merged cells
        merged = cell.vMerge == "continue"
        texts.append("" if merged else "\n".join(paragraph.text for paragraph in cell.p_lst))
    return texts


def table_rows(table: Table) -> list[list[str]]:
    return [cells(row) for row in table.rows]


def scores(data: bytes) -> list[str]:
    return [row[4] for row in table_rows(read(data).tables[0])[1:]]


def test_official_words_are_verbatim(rubric: Rubric, template: bytes) -> None:
    document = read(template)
    assert [paragraph.text for paragraph in document.paragraphs[:3]] == [
        "附件3",
        "济源示范区清廉机关创建考评细则",
        "单位：\t",
    ]
    header, *rows = table_rows(document.tables[0])
    assert header == list(rubric.table.heads)
    numbers = [clause.number + clause.text for item in rubric.items for clause in item.clauses]
    assert [row[3] for row in rows] == numbers
    assert len(rows) == 43
    titles = [f"{item.id}.{item.title}\n（{amount_text(item.points)}分）" for item in rubric.items]
    assert [row[1] for row in rows if row[1]] == titles
    assert [row[2] for row in rows if row[2]] == [item.standard for item in rubric.items]
    projects = {f"{one.title}\n（{amount_text(one.points)}分）" for one in rubric.projects}
    assert {row[0] for row in rows if row[0]} == projects
    assert {row[4] for row in rows} == {""}


def test_a_merged_cell_begins_with_each_item(rubric: Rubric, template: bytes) -> None:
    rows = read(template).tables[0].rows
    opened_items = [row._tr.tc_lst[1].vMerge == "restart" for row in rows[1:]]  # noqa: SLF001
    assert opened_items == [
        index == 0 for item in rubric.items for index, _ in enumerate(item.clauses)
    ]


def test_the_header_repeats_and_rows_do_not_break(template: bytes) -> None:
    rows = read(template).tables[0].rows
    marked = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows]  # noqa: SLF001
    assert marked == [True] + [False] * 43
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)  # noqa: SLF001


def test_the_paper_is_a4_landscape(template: bytes) -> None:
    section = read(template).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    width, height = section.page_width, section.page_height
    assert width is not None
    assert height is not None
    assert abs(width - Mm(297)) < Mm(1)
    assert abs(height - Mm(210)) < Mm(1)


def test_fonts_are_those_of_chinese_offices_with_others_to_fall_back_on(template: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(template)) as package:
        fonts = ET.fromstring(package.read("word/fontTable.xml"))  # noqa: S314 - our own
        styles = package.read("word/styles.xml").decode()
    names = {font.get(qn("w:name")): font[0].get(qn("w:val")) for font in fonts}
    assert {"仿宋", "宋体", "黑体"} == set(names)
    assert all("Noto" in (others or "") for others in names.values())
    used = {part.split('"')[0] for part in styles.split('w:eastAsia="')[1:]} - {"zh-CN"}
    assert used == set(names)


def test_there_are_no_more_parts_than_a_form_needs(template: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(template)) as package:
        names = set(package.namelist())
    assert names == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer.xml",
        "word/settings.xml",
        "word/styles.xml",
    }
    properties = read(template).core_properties
    assert (properties.title, properties.author) == ("附件3 济源示范区清廉机关创建考评细则", "")


def test_equal_criteria_make_equal_files(rubric: Rubric, template: bytes) -> None:
    assert word_template(rubric) == template


def test_the_blank_form_is_the_template_with_our_note(rubric: Rubric, template: bytes) -> None:
    last = read(template).paragraphs[-1].text
    assert last.split("\n") == [
        "本站说明（不是原文）：",
        "表头100分；条款合计99分。",
        rubric.discrepancies[0].note,
        f"细则版本：jiyuan，校验值{rubric.digest[:16]}。",
    ]


def test_every_place_is_there_once(rubric: Rubric, template: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(template)) as package:
        text = package.read("word/document.xml").decode()
    names = [
        "q_unit",
        "q_mark",
        "q_notes",
        *(f"q_score_{named_digest(clause)}" for clause in rubric.clauses),
    ]
    assert text.count("<w:bookmarkStart") == len(names)
    assert [name for name in names if text.count(f'w:name="{name}"/>') != 1] == []


def test_scores_stand_in_their_cells_marked_as_own(rubric: Rubric, template: bytes) -> None:
    found = scores(filled(rubric, template, complete(rubric)))
    assert found == [f"{amount_text(clause.points / 2)}\n自评" for clause in rubric.clauses]


def test_what_is_open_stays_empty(rubric: Rubric, template: bytes) -> None:
    data = filled(rubric, template, half_done(rubric))
    found = dict(zip((clause.id for clause in rubric.clauses), scores(data), strict=True))
    assert {name: text for name, text in found.items() if text} == {
        "1.1": "1\n自评",
        "6.2": "2.5\n自评",
    }
    texts = [paragraph.text for paragraph in read(data).paragraphs]
    assert texts[2] == "单位：某某局\t（表中得分是本单位自评，不是考评结果）"
    assert "自评合计：未填完（还有41条没有自评分）。" in texts[3]


def test_filling_in_changes_nothing_else(rubric: Rubric, template: bytes) -> None:
    blank, made = read(template), read(filled(rubric, template, complete(rubric)))
    for old, new in zip(table_rows(blank.tables[0]), table_rows(made.tables[0]), strict=True):
        assert new[:4] == old[:4]
    assert [len(one.tables) for one in (blank, made)] == [1, 1]


def test_annexes_are_added_by_choice(rubric: Rubric, template: bytes) -> None:
    made = read(filled(rubric, template, half_done(rubric), Annex.EVIDENCE))
    assert table_rows(made.tables[1]) == [
        ["条", "材料", "存放处或链接", "日期", "负责人", "状态"],
        ["第6.2条", "“三重一大”清单", "档案室 3 号柜", "2024-05-01", "李四", "已备"],
        ["第6.2条", "会议记录", "", "", "", "缺"],
    ]
    assert [len(made.tables), made.paragraphs[-2].text] == [2, "附表二　材料清单"]


def test_the_annex_tells_what_is_open_and_why(rubric: Rubric, template: bytes) -> None:
    made = read(filled(rubric, template, half_done(rubric), Annex.STEPS, Annex.LEDGER))
    ledger, steps = (table_rows(table) for table in made.tables[1:])
    assert len(ledger) == 44
    first, second = ledger[1:3]
    assert first[:4] == ["第1.1条", "2", "1", "1分"]
    assert second[:4] == ["第1.2条", "2", "", "1至2分"]
    assert second[4].startswith("未定：1至2分\n")
    assert second[5] == "备注：培训还没有办"
    row = next(row for row in ledger if row[0] == "第6.2条")
    assert (row[2], row[5]) == ("2.5", "理由：制度齐全")
    assert steps[1][:3] == ["1", "现在还能做", "第1.1条"]
    step = next(row for row in steps if row[2] == "第1.2条")
    assert step[5] == "王五"


def test_an_annex_without_rows_says_so(rubric: Rubric, template: bytes) -> None:
    made = read(filled(rubric, template, complete(rubric), Annex.EVIDENCE))
    assert len(made.tables[1].rows) == 1
    assert made.paragraphs[-1].text == "（没有）"


def runs(data: bytes) -> Iterator[str]:
    """Return every run of text in the document."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = ET.fromstring(package.read("word/document.xml"))  # noqa: S314 - our own
    for run in root.iter(qn("w:t")):
        yield run.text or ""


def test_hostile_text_stays_text(rubric: Rubric, template: bytes) -> None:
    data = filled(rubric, template, hostile(rubric), *Annex)
    texts = set(runs(data))
    assert {"=cmd()<b>&", "=1+1", HOSTILE[6], "{{ 7*7 }} ${7*7} %s", "反向[31m"} <= texts
    assert {"第一行", "第二行", "第三行"} <= texts
    assert len(read(data).tables) == 5
    assert not any(character in "".join(texts) for character in "\x00\x07\x1b\u202e\u2028\r")


def test_long_text_is_kept_whole(rubric: Rubric, template: bytes) -> None:
    note = "很长的备注" * 2000
    plain = plain_check(rubric, {"1.1": {"note": note}})
    made = read(filled(rubric, template, plain, Annex.LEDGER))
    assert table_rows(made.tables[1])[1][5] == f"备注：{note}"


def test_another_edition_needs_no_code() -> None:
    odd = odd_publication().rubric
    document = read(word_document(word_template(odd), blank_form(odd)))
    header, *rows = table_rows(document.tables[0])
    assert header == ["项目", "内容", "标准", "细则", "分"]
    assert [row[3] for row in rows] == [f"{clause.number}{clause.text}" for clause in odd.clauses]
    assert document.paragraphs[0].text == "古怪*细则*"


def changed(rubric: Rubric, place: int, text: str) -> Rubric:
    """Return the criteria with another text of the first clause of the item at ``place``."""
    project = rubric.projects[0]
    item = project.items[place]
    clause = replace(item.clauses[0], text=text, digest=f"{place:016}")
    items = list(project.items)
    items[place] = replace(item, clauses=(clause, *item.clauses[1:]))
    return replace(rubric, projects=(replace(project, items=tuple(items)), *rubric.projects[1:]))


def inserted(rubric: Rubric) -> Rubric:
    """Return the criteria with one more clause at the beginning."""
    project = rubric.projects[0]
    first = project.items[0]
    more = replace(first.clauses[0], id="1.0", digest="0" * 16)
    item = replace(first, clauses=(more, *first.clauses))
    return replace(
        rubric, projects=(replace(project, items=(item, *project.items[1:])), *rubric.projects[1:])
    )


def test_a_form_of_other_criteria_is_not_filled_in(rubric: Rubric) -> None:
    form = filled_form(rubric, opened(rubric, complete(rubric)), "")
    others = {
        "a changed text": word_template(changed(rubric, 0, "改过的条文（1分）。")),
        "one clause more": word_template(inserted(rubric)),
        "another document": word_template(odd_publication().rubric),
        "none": b"",
    }
    for name, template in others.items():
        with pytest.raises(AnswerError, match="请刷新页面再导出，填的内容不受影响") as raised:
            word_document(template, form)
        assert [fault.code for fault in raised.value.faults] == ["B012"], name


def test_each_score_stands_beside_its_clause_wherever_that_is(rubric: Rubric) -> None:
    """Places are found by clause: rows in another order are filled in all the same."""
    turned = replace(rubric, projects=rubric.projects[::-1])
    form = filled_form(rubric, opened(rubric, complete(rubric)), "")
    document = read(word_document(word_template(turned), form))
    found = {row[3]: row[4] for row in table_rows(document.tables[0])[1:]}
    expected = {
        row.text: f"{amount_text(row.estimate)}\n自评"
        for row in form.rows
        if row.estimate is not None
    }
    assert len(expected) == 43
    assert found == expected

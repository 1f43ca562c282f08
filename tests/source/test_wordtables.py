"""Tables of Word: merged cells as programs really leave them, rows over pages, several tables, no grid."""

from __future__ import annotations

import io

import docx

from macros.source.opening import read_document
from macros.source.sourcedocument import Kind
from tests.source.wordfiles import p, read, tbl, tc, texts, told, tr

START = '<w:vMerge w:val="restart"/>'
ON = "<w:vMerge/>"
HEADING = ("项目", "内容", "标准", "细则")


def test_cells_merged_downwards_are_one_cell() -> None:
    source = read(tbl(tr(tc("甲", props=START), "1"), tr(tc(props=ON), "2"), tr("乙", "3")))
    assert texts(source) == [["甲", "1"], ["甲", "2"], ["乙", "3"]]
    assert source.rows[0][0] is source.rows[1][0]
    assert [cell.joined for cell in source.cells] == ["甲", "1", "2", "乙", "3"]


def test_cells_merged_sideways_are_one_cell() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    source = read(
        tbl(
            tr(tc("甲", props=wide), "1"),
            tr(tc("乙", props='<w:hMerge w:val="restart"/>'), tc(props="<w:hMerge/>"), "2"),
        )
    )
    assert texts(source) == [["甲", "甲", "1"], ["乙", "乙", "2"]]
    assert source.rows[1][0] is source.rows[1][1]


def test_irregular_merges_are_read() -> None:
    source = read(
        tbl(
            tr(tc("甲", props=f'<w:gridSpan w:val="2"/>{START}'), "1"),
            tr(tc(props=ON), tc(props=ON), "2", "多一格"),
            tr(tc("没有开头", props=ON), "3"),
            tr("左空", "4", props='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        )
    )
    assert texts(source) == [
        ["甲", "甲", "1", None],
        ["甲", "甲", "2", "多一格"],
        ["甲", "3", None, None],
        [None, "左空", "4", None],
    ]
    assert told(source) == [(Kind.COVERED, "没有开头")]


def test_a_merge_that_begins_nowhere_begins_where_it_stands() -> None:
    source = read(tbl(tr("甲", "1"), tr(tc("乙", props=ON), "2"), tr(tc(props=ON), "3")))
    assert texts(source) == [["甲", "1"], ["乙", "2"], ["乙", "3"]]


def test_deleted_and_hidden_rows_are_told_and_leave_no_gap() -> None:
    source = read(
        tbl(
            tr("甲", "1"),
            tr("乙", "2", props="<w:del/>"),
            tr("丙", "3", props="<w:hidden/>"),
            tr("丁", "4", props="<w:ins/>"),
            tr("戊", tc("5", props="<w:cellDel/>")),
        )
    )
    assert texts(source) == [["甲", "1"], ["丁", "4"], ["戊", ""]]
    assert told(source) == [
        (Kind.DELETED, "乙"),
        (Kind.DELETED, "2"),
        (Kind.HIDDEN, "丙"),
        (Kind.HIDDEN, "3"),
        (Kind.INSERTED, "（整行）"),
        (Kind.DELETED, "5"),
    ]


def test_rows_and_cells_in_content_controls_are_read() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    source = read(control.format(tbl(control.format(tr("甲", control.format(tc("乙")))))))
    assert texts(source) == [["甲", "乙"]]


def test_text_around_the_table_is_kept_apart() -> None:
    source = read(p("附件3") + p() + p("考评细则") + tbl(tr("甲", "乙")) + p() + p("注：略。"))
    assert [line.shown for line in source.above] == ["附件3", "考评细则"]
    assert texts(source) == [["甲", "乙"]]
    assert told(source) == [(Kind.OUTSIDE, "注：略。")]


def test_a_table_that_goes_on_in_another_is_one() -> None:
    source = read(
        tbl(tr(*HEADING), tr("甲", "1", "2", "3"))
        + p("（续表）")
        + tbl(tr(*HEADING), tr("乙", "4", "5", "6"))
    )
    assert texts(source) == [[*HEADING], ["甲", "1", "2", "3"], ["乙", "4", "5", "6"]]
    assert told(source) == [
        (Kind.OUTSIDE, "（续表）"),
        (Kind.REPEATED_HEADER, "项目\n内容\n标准\n细则"),
    ]


def test_headings_repeated_inside_the_table_are_left_out() -> None:
    source = read(tbl(tr(*HEADING), tr("甲", "1", "2", "3"), tr(*HEADING), tr("甲", "1", "2", "3")))
    assert texts(source) == [[*HEADING], ["甲", "1", "2", "3"], ["甲", "1", "2", "3"]]


def test_other_tables_are_told() -> None:
    source = read(tbl(tr("签发", "张")) + tbl(tr(*HEADING), tr("甲", "1", "2", "很长的一格文字")))
    assert texts(source)[0] == [*HEADING]
    assert told(source) == [(Kind.OTHER_TABLE, "签发\n张")]


def test_a_table_that_only_frames_the_document_is_its_contents() -> None:
    source = read(tbl(tr(tc(p("附件3") + tbl(tr(*HEADING)) + p("注")))))
    assert [line.shown for line in source.above] == ["附件3"]
    assert texts(source) == [[*HEADING]]


def test_a_document_without_a_table_has_only_lines() -> None:
    source = read(p("关于开会的通知"))
    assert source.rows == ()
    assert [line.shown for line in source.above] == ["关于开会的通知"]


def test_what_python_docx_writes_is_read() -> None:
    document = docx.Document()
    document.add_paragraph("附件3")
    table = document.add_table(rows=3, cols=3)
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            cell.text = f"{number}{column}"
    table.cell(0, 0).merge(table.cell(1, 1))
    stream = io.BytesIO()
    document.save(stream)
    source = read_document(stream.getvalue())
    assert [line.shown for line in source.above] == ["附件3"]
    assert texts(source) == [
        ["00011011", "00011011", "02"],
        ["00011011", "00011011", "12"],
        ["20", "21", "22"],
    ]

"""The workbooks of several files, read back with openpyxl."""

import io
from dataclasses import replace

import openpyxl

from macros.documents.shared.comparisonbook import comparison_workbook
from macros.documents.shared.summarybook import summary_workbook
from qinglian_core import Rubric
from qinglian_core.units.gathering import Gathering
from qinglian_core.units.history import compare
from qinglian_core.units.summary import summarise_units
from tests.core.filed import SMALL, evidence, file_text, with_record
from tests.documents.selfchecks import DAY

Rows = list[list[object]]
MOMENTS = {"2023-12-31T23:30:00.000Z": "2024-01-01 07:30"}


def sheets(data: bytes) -> dict[str, Rows]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    found: dict[str, Rows] = {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in book.worksheets
    }
    types = {
        cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
    }
    assert "f" not in types
    return found


def gathered(*texts: str, rubric: Rubric = SMALL) -> Gathering:
    gathering = Gathering(rubric, with_records=True)
    for number, text in enumerate(texts, start=1):
        gathering.take(f"{number}.json", text)
    return gathering


def summary(*texts: str) -> dict[str, Rows]:
    gathering = gathered(*texts)
    found = summarise_units(SMALL, gathering.filings)
    return sheets(summary_workbook(found, gathering.refusals, DAY, MOMENTS))


def comparison(*texts: str) -> dict[str, Rows]:
    gathering = gathered(*texts)
    found = compare(SMALL, gathering.filings)
    return sheets(comparison_workbook(found, gathering.refusals, DAY, MOMENTS))


def test_books_speak_in_the_words_of_the_edition() -> None:
    """Also where two words are the same, and one holds what Excel takes in no name of a sheet."""
    words = replace(SMALL.words, unit="企业/[站所]", clause="目", item_unit="目", period="年度")
    rubric = replace(SMALL, table=replace(SMALL.table, words=words))
    gathering = gathered(file_text("甲"), file_text("乙", {}), rubric=rubric)
    found = summarise_units(rubric, gathering.filings)
    book = sheets(summary_workbook(found, gathering.refusals, DAY, MOMENTS))
    assert list(book) == ["各企业站所", "各企业站所的范围", "各目", "各目（2）", "文件", "说明"]
    compared = compare(rubric, gathering.filings)
    other = sheets(comparison_workbook(compared, gathering.refusals, DAY, MOMENTS))
    told = [
        str(cell) for sheet in (*book.values(), *other.values()) for row in sheet for cell in row
    ]
    assert [one for one in told if "单位" in one] == []
    assert any("写了不同的企业/[站所]：甲、乙" in one for one in told)


def test_items_without_headings_have_no_row_for_one() -> None:
    whole = replace(SMALL.projects[0], id="all", title="", items=SMALL.items)
    rubric = replace(SMALL, projects=(whole,))
    gathering = gathered(file_text("甲"), file_text("乙", {}), rubric=rubric)
    names = [item.name for item in rubric.items]
    book = sheets(
        summary_workbook(
            summarise_units(rubric, gathering.filings), gathering.refusals, DAY, MOMENTS
        )
    )
    (spread,) = (rows for name, rows in book.items() if name == "各项")
    assert [row[0] for row in spread[1:]] == [*names, "合计"]
    assert book["各单位"][0][-len(names) - 1 :] == ["缺的材料", *names]
    assert len(book["各单位的范围"][0]) == 1 + 2 * len(names)
    other = sheets(
        comparison_workbook(compare(rubric, gathering.filings), gathering.refusals, DAY, MOMENTS)
    )
    assert [row[0] for row in other["走势"][1:]] == [*names, "合计"]


def test_units_side_by_side() -> None:
    found = summary(file_text("=甲", period="2024年"), file_text("乙", {}), "{")
    assert list(found) == ["各单位", "各单位的范围", "各项", "各条", "文件", "说明"]
    assert found["各单位"] == [
        [
            "单位",
            "考评期",
            "自评合计",
            "能确定的下限",
            "能确定的上限",
            "已答条数",
            "拿不准的条数",
            "缺的材料",
            "全部",
            "1.内容1",
            "2.内容2",
        ],
        ["=甲", "2024年", 12, 10, 13, 6, 0, 0, 12, 6, 6],
        ["乙", None, "未填完", 2, 13, 0, 0, 0, None, None, None],
    ]
    assert found["各单位的范围"][1] == ["=甲", 10, 13, 6, 6, 4, 7]


def test_items_and_clauses() -> None:
    worse = with_record("2.2", estimate="0.5")
    found = summary(file_text("甲"), file_text("乙", worse))
    assert found["各项"][-1] == ["合计", 13, 13, 2, 10.5, 12, 11.25, 10, 13, 10, 13]
    assert found["各项"][2][0] == "　1.内容1"
    assert found["各条"][1] == ["第2.2条", SMALL.clauses[4].text, 3, 2, 3.5, 0, 0, 0]


def test_every_file_is_named() -> None:
    found = summary(file_text("甲", assessor="张三"), "{")
    assert found["文件"][1:] == [
        ["1.json", "已计入", "甲", None, "张三", None, None],
        [
            "2.json",
            "未计入",
            None,
            None,
            None,
            None,
            "文件不是完整的 JSON，可能没有保存完或被改动过；请换用另一份保存的文件",
        ],
    ]


def test_notes_of_a_summary() -> None:
    lines = [row[0] for row in summary(file_text("甲"))["说明"]]
    assert lines[:2] == ["导出日期：2024-06-01。", "表中得分是本单位自评，不是考评结果。"]
    assert lines[-1] == f"细则版本：small，校验值{SMALL.digest[:16]}。"


def test_a_comparison() -> None:
    before = file_text("甲", dates={"modified": "2023-12-31T23:30:00.000Z"})
    changed = with_record(
        "1.1",
        answers={"done": "no"},
        evidence=[evidence("=方案", ready=False)],
        note="补",
    )
    after = file_text("甲", changed, period="2024年", dates={"modified": "2024-06-01"})
    found = comparison(after, before)
    assert list(found) == ["走势", "变化", "文件", "说明"]
    assert [row[5] for row in found["文件"]] == ["最后保存", "2024-01-01 07:30", "2024-06-01"]
    assert found["走势"][0] == [
        "项目和内容",
        "条款合计",
        "第1次 2024-01-01 自评",
        "第1次 2024-01-01 下限",
        "第1次 2024-01-01 上限",
        "第1次 2024-01-01 已答条数",
        "第2次 2024年 自评",
        "第2次 2024年 下限",
        "第2次 2024年 上限",
        "第2次 2024年 已答条数",
    ]
    assert found["走势"][-1] == ["合计", 13, 12, 10, 13, 6, 11, 9, 12, 6]
    assert found["变化"] == [
        [
            "从",
            "到",
            "条",
            "分值",
            "原自评",
            "现自评",
            "自评增减",
            "原范围",
            "现范围",
            "回答的变化",
            "材料的变化",
            "理由和备注的变化",
        ],
        [
            "第1次 2024-01-01",
            "第2次 2024年",
            "第1.1条",
            2,
            2,
            1,
            -1,
            "2分",
            "1分",
            "做到了吗？：是 → 否",
            "=方案：（没有） → 缺",
            "备注：（没有） → 补",
        ],
    ]


def test_files_of_different_units_are_told() -> None:
    found = comparison(file_text("甲"), file_text("乙", {}))
    assert found["走势"][0][2] == "第1次 1.json 自评"
    assert found["走势"][-1][6] == "未填完"
    lines = [row[0] for row in found["说明"]]
    assert "这些文件写了不同的单位：甲、乙，请核对是否同一单位。" in lines

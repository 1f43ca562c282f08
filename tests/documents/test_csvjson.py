"""CSV and JSON: exact, readable by machines, harmless to spreadsheets."""

import csv
import io
import json

from macros.documents.shared.csvjson import form_csv, form_json, table_csv
from macros.documents.shared.form import filled_form
from macros.documents.shared.tables import Table
from qinglian_core import Rubric
from qinglian_core.scoring.assessment import assess
from qinglian_core.scoring.result import result_object
from qinglian_core.selfcheck.opening import open_self_check
from tests.documents.selfchecks import DAY, Plain, half_done, hostile, opened


def csv_rows(rubric: Rubric, plain: Plain) -> list[list[str]]:
    data = form_csv(filled_form(rubric, opened(rubric, plain), DAY))
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_has_a_row_a_clause(rubric: Rubric) -> None:
    header, *rows = csv_rows(rubric, half_done(rubric))
    assert header == [
        "条",
        "考评项目",
        "具体内容",
        "分值",
        "自评得分",
        "能确定的下限",
        "能确定的上限",
        "连同其他读法的下限",
        "连同其他读法的上限",
        "状态",
        "怎样算的",
        "自评理由",
        "备注",
    ]
    assert [row[0] for row in rows] == [clause.label for clause in rubric.clauses]
    assert rows[0][3:10] == ["2", "1", "1", "1", "1", "1", "已答"]
    assert rows[1][3:10] == ["2", "", "1", "2", "1", "2", "答了一部分"]
    sixth = next(row for row in rows if row[0] == "第6.2条")
    assert (sixth[4], sixth[11]) == ("2.5", "制度齐全")


def test_csv_says_which_clauses_have_to_be_looked_at_again(rubric: Rubric) -> None:
    plain = half_done(rubric)
    plain["clauses"]["1.1"]["recheck"] = True
    rows = csv_rows(rubric, plain)[1:]
    assert [row[0] for row in rows if "细则改过，请复核。" in row[10]] == ["第1.1条"]


def test_csv_lines_end_as_spreadsheets_expect(rubric: Rubric) -> None:
    data = form_csv(filled_form(rubric, opened(rubric, half_done(rubric)), DAY))
    assert data.count(b"\r\n") == 44


def test_no_cell_of_a_csv_is_a_formula(rubric: Rubric) -> None:
    for row in csv_rows(rubric, hostile(rubric))[1:]:
        for cell in (*row[:3], *row[10:]):
            assert cell.lstrip()[:1] not in ("=", "+", "-", "@", "＝"), cell


def test_no_head_of_a_csv_is_a_formula() -> None:
    """The words of an edition stand there."""
    table = Table(header=("=款", "分值"), rows=(), shares=())
    assert table_csv(table) == "\ufeff'=款,分值\r\n"


def test_json_holds_the_self_check_as_it_was_saved(rubric: Rubric) -> None:
    for plain in (half_done(rubric), hostile(rubric)):
        check = opened(rubric, plain)
        found = json.loads(form_json(filled_form(rubric, check, DAY)))
        assert list(found) == ["format", "version", "made", "check", "result", "steps"]
        assert (found["format"], found["version"], found["made"]) == ("qinglian-export", 1, DAY)
        assert found["result"] == result_object(assess(rubric, check.answers))
        for opened_again in (found["check"], found):
            assert open_self_check(rubric, json.dumps(opened_again)).check == check


def test_json_tells_the_next_steps(rubric: Rubric) -> None:
    found = json.loads(form_json(filled_form(rubric, opened(rubric, half_done(rubric)), DAY)))
    first = found["steps"]["now"][0]
    assert (first["clause"], first["gain_words"]) == ("1.1", "＋1分")

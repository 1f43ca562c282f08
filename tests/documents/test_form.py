"""The form: points only where the unit has an estimate, everything open in words."""

from decimal import Decimal

from macros.documents.shared.form import (
    Form,
    blank_form,
    filled_form,
    own_notes,
    rubric_notes,
    total_words,
)
from qinglian_core import Rubric
from tests.documents.selfchecks import DAY, Plain, complete, half_done, opened, plain_check


def form(rubric: Rubric, plain: Plain) -> Form:
    return filled_form(rubric, opened(rubric, plain), DAY)


def estimates(found: Form) -> dict[str, Decimal]:
    return {row.clause.id: row.estimate for row in found.rows if row.estimate is not None}


def test_points_stand_only_where_there_is_an_estimate(rubric: Rubric) -> None:
    found = form(rubric, half_done(rubric))
    assert estimates(found) == {"1.1": Decimal(1), "6.2": Decimal("2.5")}


def test_what_is_open_is_told_in_words(rubric: Rubric) -> None:
    rows = {row.clause.id: row.open_words for row in form(rubric, half_done(rubric)).rows}
    assert rows["1.1"] == ""
    assert rows["1.2"] == "未定：1至2分"
    assert rows["14.3"] == "未定：0至6分"
    assert rows["6.2"] == ""


def test_a_total_only_when_it_is_complete(rubric: Rubric) -> None:
    assert total_words(form(rubric, half_done(rubric))) == "自评合计：未填完（还有41条没有自评分）"
    assert total_words(form(rubric, complete(rubric))) == "自评合计：49.5分"


def test_official_words_are_verbatim(rubric: Rubric) -> None:
    found = blank_form(rubric)
    assert [(project.title, project.points) for project in found.projects] == [
        ("党的政治建设", "（25分）"),
        ("权力运行机制", "（25分）"),
        ("教育监督管理", "（25分）"),
        ("崇廉尚洁氛围", "（25分）"),
    ]
    first = found.projects[0].items[0]
    assert (first.name, first.points) == ("1.带头做到“两个维护”", "（9分）")
    assert first.rows[1].text == f"2.{rubric.clauses[1].text}"
    twelfth = next(row for row in found.rows if row.clause.id == "12.1")
    assert twelfth.text == twelfth.clause.text
    assert len(found.rows) == 43


def test_a_blank_form_says_nothing_of_a_unit(rubric: Rubric) -> None:
    found = blank_form(rubric)
    assert (found.unit, estimates(found), found.evidence, found.steps, own_notes(found)) == (
        "",
        {},
        (),
        (),
        (),
    )
    assert {row.open_words + row.reason + row.note for row in found.rows} == {""}
    assert {row.ledger for row in found.rows} == {()}


def test_notes(rubric: Rubric) -> None:
    assert own_notes(form(rubric, half_done(rubric))) == (
        "考评期：2024年；填表人：张三；导出日期：2024-06-01。",
        "自评合计：未填完（还有41条没有自评分）。表中得分是本单位自评，不是考评结果。",
        "没有自评分的条款，得分栏留空；能确定的范围写在“得分明细”里，范围不是得分。",
        "按所答能确定的范围是3至98分，连同本站列出的其他读法是2至98分；43条中已答2条。",
    )
    assert "没有自评分的条款" not in "".join(own_notes(form(rubric, complete(rubric))))
    unnamed = plain_check(rubric, {}, period=" ", assessor="")
    assert own_notes(filled_form(rubric, opened(rubric, unnamed), ""))[0].startswith("自评合计")


def test_what_does_not_add_up_is_told(rubric: Rubric) -> None:
    assert rubric_notes(rubric) == (
        "表头100分；条款合计99分。",
        rubric.discrepancies[0].note,
        f"细则版本：jiyuan，校验值{rubric.digest[:16]}。",
    )


def test_a_unit_stands_on_one_line(rubric: Rubric) -> None:
    assert form(rubric, plain_check(rubric, {}, unit=" 甲\n乙\u202e 丙 ")).unit == "甲 乙 丙"

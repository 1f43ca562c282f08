"""Numbers, points and clauses, whatever way they are written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from macros.source.clauselines import ClauseLine, part_clauses
from macros.source.figures import split_number, split_points, stated_points

NUMBERS = {
    "1.认真": ("1.", "decimal", 1, "认真"),
    "12、 认真": ("12、", "decimal", 12, "认真"),
    "１．认真": ("１．", "decimal", 1, "认真"),
    "3.12345便民热线": ("3.", "decimal", 3, "12345便民热线"),
    "（2）认真": ("（2）", "bracketed", 2, "认真"),
    "( 2 ) 认真": ("( 2 )", "bracketed", 2, "认真"),
    "2）认真": ("2）", "closed", 2, "认真"),
    "③认真": ("③", "sign", 3, "认真"),
    "⑴认真": ("⑴", "sign", 1, "认真"),
    "㉑认真": ("㉑", "sign", 21, "认真"),
    "一、认真": ("一、", "han", 1, "认真"),
    "二十一、认真": ("二十一、", "han", 21, "认真"),
    "（十二）认真": ("（十二）", "hanned", 12, "认真"),
    "第三条 认真": ("第三条", "ordinal", 3, "认真"),
}


@pytest.mark.parametrize("line", NUMBERS)
def test_a_number_is_parted_from_its_text(line: str) -> None:
    found = split_number(line)
    assert found is not None
    assert (found.number, found.kind, found.value, found.text) == NUMBERS[line]


@pytest.mark.parametrize(
    "line", ["0.5分不扣", "3.5万元以上", "认真学习", "一方面", "2027年", "五二、认真"]
)
def test_what_is_no_number_is_left(line: str) -> None:
    assert split_number(line) is None


def test_points_are_read_in_any_form() -> None:
    for text in ("名称（9分）", "名称(9 分)", "名称（９分）", "名称 9分", "名称（ 9分 ）"):
        assert split_points(text) == ("名称", Decimal(9))
    assert split_points("名称") == ("名称", None)


def test_the_points_of_a_clause_are_the_whole_or_the_sum_of_its_parts() -> None:
    assert stated_points("做好工作（2分）。") == (Decimal(2),)
    assert stated_points("研究（2分）；动员（1分）。") == (Decimal(3),)
    assert stated_points("宣传（4分）。发表（3分），报送（1分）。") == (Decimal(4),)
    assert stated_points("研究（1分）；动员（1分）。") == (Decimal(2), Decimal(1))
    assert stated_points("做好工作。") == ()


def _parted(*lines: str) -> list[tuple[str, str]]:
    clauses, _ = part_clauses(
        [ClauseLine(text=line, first=index == 0) for index, line in enumerate(lines)]
    )
    return [(clause.number, clause.text) for clause in clauses]


def test_lines_are_parted_by_the_numbers_of_the_first() -> None:
    assert _parted("1.甲（1分）：", "（1）一；", "（2）二。", "2.乙") == [
        ("1.", "甲（1分）：（1）一；（2）二。"),
        ("2.", "乙"),
    ]
    assert _parted("①甲", "接着写", "②乙") == [("①", "甲接着写"), ("②", "乙")]
    assert _parted("1.甲。2.乙；3. 丙。4.5分") == [
        ("1.", "甲。"),
        ("2.", "乙；"),
        ("3.", "丙。4.5分"),
    ]


def test_lines_without_numbers_are_parted_by_their_points() -> None:
    assert _parted("甲（1分）。", "不做的扣1分。", "乙（2分）。") == [
        ("", "甲（1分）。不做的扣1分。"),
        ("", "乙（2分）。"),
    ]
    assert _parted("甲", "乙") == [("", "甲乙")]


def test_cells_without_numbers_are_clauses() -> None:
    lines = [
        ClauseLine(text=text, first=True) for text in ("甲（1分）。", "乙（2分）。", "没有写分的。")
    ]
    assert [clause.text for clause in part_clauses(lines)[0]] == [
        "甲（1分）。",
        "乙（2分）。",
        "没有写分的。",
    ]


def test_what_stands_before_the_first_number_is_left() -> None:
    clauses, before = part_clauses(
        [ClauseLine(text="本项按以下计分：", first=True), ClauseLine(text="1.甲", first=False)]
    )
    assert [clause.text for clause in clauses] == ["甲"]
    assert before == ("本项按以下计分：",)

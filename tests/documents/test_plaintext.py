"""Text of users stays text."""

import pytest

from macros.documents.shared.plaintext import clean, csv_text, is_like_formula, is_like_value

FORMULAS = (
    "=1",
    "+1",
    "-1",
    "@x",
    " =1",
    "\u3000=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "|x",
    "%x",
)
VALUES = (
    "1",
    "007",
    "3-1",
    "2024-1-2",
    "2024/1/2",
    "1月2日",
    "2024年3月",
    " 10:30 ",
    "上午9点30分",
    "12%",
    "￥1,200.50",
    "1e5",
    "1E+10",
    "13800000000",
    "1-Mar",
    "May 3",
    "３－１",
    "TRUE",
)
TEXTS = (
    "",
    "3.1条",
    "第3-1次",
    "见3-1",
    "e5x",
    "一月二日",
    "年",
    "12人",
    "甲=乙",
    "a@b.cn",
    "第1条 -",
    "“=”",
    "一、=",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_might_compute(text: str) -> None:
    assert is_like_formula(text)
    assert csv_text(text) == f"'{text}"


@pytest.mark.parametrize("text", VALUES)
def test_what_a_spreadsheet_might_convert(text: str) -> None:
    assert is_like_value(text)
    assert csv_text(text) == f"'{text}"


@pytest.mark.parametrize("text", TEXTS)
def test_what_it_would_not(text: str) -> None:
    assert not is_like_formula(text)
    assert not is_like_value(text)
    assert csv_text(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("甲\r\n乙\r丙\u2028丁\u2029戊\x0b己\x0c庚\x85辛", "甲\n乙\n丙\n丁\n戊\n己\n庚\n辛"),
        ("\x00\x07\x1b甲\x7f\x9f", "甲"),
        ("\u202e甲\u2066乙\u200f\ufeff", "甲乙"),
        ("\ud800甲\udfff\ufffe\uffff", "甲"),
        ("制表\t符 <&> 𠀀 ＝", "制表\t符 <&> 𠀀 ＝"),
    ],
)
def test_control_characters_are_dropped_and_lines_stay(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_what_is_dropped_cannot_hide_a_formula() -> None:
    assert csv_text("\x00\u202e=1+1") == "'=1+1"

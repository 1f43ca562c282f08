"""Strict YAML: what is read, and what is told about what is not YAML, place by place."""

from __future__ import annotations

from decimal import Decimal

import pytest
import yaml

from macros.loading.yamlsource import parse_source
from macros.loading.yamlsyntax import diagnose

UNCLOSED = "没有配对，或者里面缺少逗号、逗号多余"
MISALIGNED = "缩进没有对齐；同一级的键、同一个列表的“- ”要从同一列开始"
WIDE_COLON = "这里用了全角冒号“：”；键后面要用半角冒号“:”，再空一格"
DEEP = "层次太深，多半是括号或“- ”写多了"
ALONE = "这里的标点不能单独出现；是文字的，整句要加引号"
NO_KEY = "这一行不是“键: 值”；文字要接在上一行的，请缩进，或整句加引号"

BROKEN = {
    "[" * 100_000: (1, 41, DEEP),
    "{a: " * 5000: (1, 161, DEEP),
    "- " * 5000: (1, 81, DEEP),
    "a: [1, 2\nb: 3": (1, 4, f"从这里开始的方括号{UNCLOSED}"),
    "a: {x: 1\nb: 2": (1, 4, f"从这里开始的花括号{UNCLOSED}"),
    "a: {b: 1,, c: 2}": (1, 10, "括号没有配对，或者里面缺少逗号、逗号多余"),
    'a: ["1"，"2"]': (1, 8, "括号里各项之间要用半角逗号“,”"),
    "a: }": (1, 4, ALONE),
    "a: ,": (1, 4, ALONE),
    "a： 1\nb: 2": (1, 2, WIDE_COLON),
    "id: 1\npoints：4\nb: 2": (2, 7, WIDE_COLON),
    "id: 1\npoints:4\nb: 2": (2, 7, "键和内容之间，冒号后面要空一格"),
    "a:\n\u3000b: 1\n  c: 2": (2, 1, "行首用了全角空格或不间断空格；缩进只能用半角空格"),
    "a:\n\tb: 1": (2, 1, "这里用了制表符（Tab）；缩进只能用空格"),
    "a: |\n\tb": (2, 1, "这里用了制表符（Tab）；缩进只能用空格"),
    "a: 1\n b: 2": (2, 3, "这一行没有与同级的键对齐，或者上一行漏了冒号、引号"),
    "a:\n  b: 1\n c: 2": (3, 2, MISALIGNED),
    "- a\nb: 1": (2, 1, MISALIGNED),
    "a: 1\n- b": (2, 1, MISALIGNED),
    "a: - b": (1, 4, "列表的“- ”要另起一行"),
    "a: b: c": (1, 5, "冒号的位置不对：文字里有“: ”的，整句要加引号；键要与同级的键对齐"),
    "a: 1\nkey\nb: 1": (2, 1, NO_KEY),
    "a: 1\n中文\n": (2, 1, NO_KEY),
    "a: 1\n'b\n  c'\nd: 2": (2, 1, "引号里的文字到这一行还没有结束，或者引号后面缺少冒号"),
    "a: 'x\nb: y": (1, 4, "从这里开始的单引号没有配对；文字里另有引号的，外面换用另一种引号"),
    'a: "x\nb: y': (1, 4, "从这里开始的双引号没有配对；文字里另有引号的，外面换用另一种引号"),
    'a: "x\nb: "y"\n': (1, 4, "从这里开始的引号在本行没有配对，一直连到了后面的行"),
    '- "x\n- "y"\n': (1, 3, "从这里开始的引号在本行没有配对，一直连到了后面的行"),
    "a: 'b'c": (1, 7, "引号到这里已经结束，后面还有文字；整句要放在一对引号里"),
    "a: @b": (1, 4, "文字以“@”开头时，整句要加引号"),
    "a: `b`": (1, 4, "文字以“`”开头时，整句要加引号"),
    "a: *": (1, 5, "文字以“*”或“&”开头时，整句要加引号"),
    "a: !<": (1, 6, "文字以“!”开头时，整句要加引号"),
    "%a: 1": (1, 3, "文字以“%”开头时，整句要加引号"),
    'a: "\\q"': (1, 5, "双引号里的“\\”有特殊含义；请改用单引号，或写成“\\\\”"),
    "a: |2x\n b": (1, 6, "“|”或“>”后面不能有文字；文字从下一行写起"),
    "---\na: 1\n---\nb: 2": (3, 1, "一个文件里只能有一份内容；请删去多余的“---”或“...”"),
}


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: repr(text[:20]))
def test_what_is_not_yaml_is_told_where_it_goes_wrong(text: str) -> None:
    line, column, told = BROKEN[text]
    source = parse_source(text, "a.yaml")
    assert source.data is None
    assert [str(fault) for fault in source.faults] == [f"a.yaml:{line}:{column}: Y001 {told}"]


def test_a_key_that_is_missing_is_told() -> None:
    source = parse_source("{a: 1, ? : 2}", "a.yaml")
    assert [str(fault) for fault in source.faults] == ["a.yaml:1:10: Y003 冒号前面缺少键"]


def test_the_first_ten_invisible_characters_are_told() -> None:
    source = parse_source("a: \u200b1\nb: " + "\x07" * 50, "a.yaml")
    assert len(source.faults) == 10
    assert str(source.faults[0]) == (
        "a.yaml:1:4: Y009 这里有一个看不见的字符（U+200B ZERO WIDTH SPACE），"
        "多半是从别处粘贴带来的；请删去"
    )
    assert str(source.faults[1]) == (
        "a.yaml:2:4: Y009 这里有一个看不见的字符（U+0007 控制字符），多半是从别处粘贴带来的；请删去"
    )


@pytest.mark.parametrize(
    "hidden", ["\x00", "\x1b", "\u061c", "\u200b", "\u202e", "\u2066", "\U000e0041"]
)
def test_a_character_that_hides_or_commands_is_refused_however_it_is_written(hidden: str) -> None:
    escaped = f"\\U{ord(hidden):08x}"
    for text in (f"a: 甲{hidden}乙", f'a: "甲{escaped}乙"', f'"{escaped}": 1', f'- ["{escaped}"]'):
        (fault,) = parse_source(text, "a.yaml").faults
        assert fault.code == "Y009", text
    assert parse_source('a: "甲\\n\\t乙"', "a.yaml").faults == ()


def test_an_error_that_nobody_foresaw_is_told_as_it_is() -> None:
    mark = yaml.Mark("a", 0, 1, 2, None, 0)
    foreseen = yaml.MarkedYAMLError(problem="something odd", problem_mark=mark)
    assert diagnose("a\nb\nc", foreseen).message == "这里不合 YAML 的写法（something odd）"
    assert diagnose("a\nb\nc", foreseen).place == (2, 3)
    assert diagnose("", yaml.YAMLError("odd")).message == "文件不能当作 YAML 读取（odd）"


def test_numbers_are_exact_and_quoted_text_stays_text() -> None:
    text = 'a: 13.10\nb: "13.10"\nc: 15\nd: -2\ne: true\nf: ~\ng: 3分\nh: 1.2.3\ni: 0.30'
    source = parse_source(text, "a.yaml")
    assert source.faults == ()
    assert source.data == {
        "a": Decimal("13.10"),
        "b": "13.10",
        "c": 15,
        "d": -2,
        "e": True,
        "f": None,
        "g": "3分",
        "h": "1.2.3",
        "i": Decimal("0.30"),
    }


@pytest.mark.parametrize(
    "word",
    [
        "y",
        "No",
        "ON",
        "TRUE",
        "Null",
        "2024-1-5",
        "12:30",
        "1e3",
        "0x1F",
        "007",
        "1_000",
        "+5",
        ".5",
    ],
)
def test_words_that_yaml_takes_for_something_else_are_faults(word: str) -> None:
    source = parse_source(f"a: {word}", "a.yaml")
    assert [(fault.code, fault.line, fault.column) for fault in source.faults] == [("Y004", 1, 4)]
    assert f'"{word}"' in source.faults[0].message
    assert parse_source(f'a: "{word}"', "a.yaml").faults == ()


def test_an_endless_number_is_told_in_short() -> None:
    [fault] = parse_source("a: " + "9" * 5000, "a.yaml").faults
    assert len(fault.message) < 200


def test_marks_tell_where_everything_stands() -> None:
    source = parse_source("a: 1\nb:\n  - c: 2\n    d: [3, 4]\n", "a.yaml")
    assert source.mark(("a",)) == (1, 4)
    assert source.mark(("b",)) == (2, 1)
    assert source.mark(("b", 0)) == (3, 5)
    assert source.mark(("b", 0, "c")) == (3, 8)
    assert source.mark(("b", 0, "d", 1)) == (4, 12)
    assert source.mark(("b", 0, "d", 7, "x")) == (4, 5)
    assert source.mark(("nothing",)) == (1, 1)

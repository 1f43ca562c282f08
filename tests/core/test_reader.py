"""Strict reading of plain data: every fault is kept, with its place, and reading goes on."""

from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest

from qinglian_core import AnswerError, Fault
from qinglian_core.jsontext import jsonable
from qinglian_core.reader import MOST_KEPT_FAULTS, Reader, kind_of, read, shown


class Colour(Enum):
    """Something to choose from."""

    RED = "red"
    BLUE = "blue"


Read = Callable[[Reader], Any]

KINDS = {
    "键值对": {},
    "列表": [],
    "文字": "",
    "真假值": True,
    "整数": 1,
    "小数": Decimal("0.5"),
    "空值": None,
    "tuple": (),
}
SHOWN: list[tuple[object, str]] = [
    ("甲\n乙\x1b[2J\u202e丙\ud800", "“甲□乙□[2J□丙□”"),
    ("甲\u3000乙", "“甲\u3000乙”"),
    (None, "空值"),
    ({"a": 1}, "键值对"),
    ([1], "列表"),
    (True, "“true”"),
    (0.5, "“0.5”"),
    ("字" * 40, f"“{'字' * 40}”"),
    ("字" * 41, f"“{'字' * 40}…”"),
]

GOOD: list[tuple[Read, object, object]] = [
    (lambda reader: reader.text("a"), {"a": "字"}, "字"),
    (lambda reader: reader.text("a"), {}, ""),
    (lambda reader: reader.text("a", default="无"), {}, "无"),
    (lambda reader: reader.texts("a"), {"a": ["甲", "乙"]}, ("甲", "乙")),
    (lambda reader: reader.texts("a"), {}, ()),
    (lambda reader: reader.identifier("a"), {"a": "ab-1"}, "ab-1"),
    (lambda reader: reader.identifier("a"), {}, ""),
    (lambda reader: reader.amount("a"), {"a": "2.5"}, Decimal("2.5")),
    (lambda reader: reader.amount("a"), {}, Decimal(0)),
    (lambda reader: reader.amount("a", positive=False), {"a": 0}, Decimal(0)),
    (lambda reader: reader.integer("a"), {"a": 3}, 3),
    (lambda reader: reader.integer("a", default=7), {}, 7),
    (lambda reader: reader.flag("a", default=True), {"a": False}, False),
    (lambda reader: reader.flag("a", default=True), {}, True),
    (lambda reader: reader.choice("a", Colour, default=Colour.RED), {"a": "blue"}, Colour.BLUE),
    (lambda reader: reader.choice("a", Colour, default=Colour.RED), {}, Colour.RED),
    (lambda reader: [one.value for one in reader.each("a")], {"a": [1, 2]}, [1, 2]),
    (lambda reader: [one.value for one in reader.each("a")], 5, []),
    (
        lambda reader: {name: one.value for name, one in reader.entries("a")},
        {"a": {"b": 1}},
        {"b": 1},
    ),
    (lambda reader: dict(reader.entries("a")), {}, {}),
    (lambda reader: reader.has("a"), {"a": None}, False),
    (lambda reader: reader.has("a"), {"a": 0}, True),
    (lambda reader: reader.has("a"), [], False),
    (
        lambda reader: dict(reader.keys(required=("a",), optional=("b",), judged=("c",))),
        {"a": 1, "c": 2},
        {"a": 1, "c": 2},
    ),
]

BAD: list[tuple[Read, object, object, str]] = [
    (lambda reader: reader.mapping(), [1], {}, "Q003 这里应是键值对（“键: 值”），写成了列表"),
    (lambda reader: dict(reader.keys(required=("a",))), {}, {}, "Q001 缺少“a”，请补上"),
    (
        lambda reader: dict(reader.keys(optional=("title", "text"))),
        {"titel": 1},
        {"titel": 1},
        "titel: Q002 不认识的键“titel”，是不是“title”；这里可以写：title、text",
    ),
    (
        lambda reader: dict(reader.keys(optional=("title",))),
        {"x": 1},
        {"x": 1},
        "x: Q002 不认识的键“x”；这里可以写：title",
    ),
    (
        lambda reader: dict(reader.keys(optional=("title",))),
        {"title": "无该制度的", "不得分": None},
        {"title": "无该制度的", "不得分": None},
        "不得分: Q002 不认识的键“不得分”，多半是花括号里的话有半角逗号，在那里断开了（请给整句话加半角引号）；这里可以写：title",
    ),
    (
        lambda reader: dict(reader.keys(optional=("title",))),
        {"标题": "甲"},
        {"标题": "甲"},
        "标题: Q002 不认识的键“标题”；这里可以写：title",
    ),
    (lambda reader: reader.text("a"), {"a": None}, "", "a: Q003 这里是空的，请补上文字"),
    (lambda reader: reader.text("a"), {"a": ["字"]}, "", "a: Q003 这里应是文字，写成了列表"),
    (
        lambda reader: reader.text("a"),
        {"a": 13},
        "",
        "a: Q003 这里应是文字，写成了整数“13”；如果本来就是文字，请加引号",
    ),
    (
        lambda reader: reader.text("a"),
        {"a": True},
        "",
        "a: Q003 这里应是文字，写成了真假值“true”；如果本来就是文字，请加引号",
    ),
    (lambda reader: reader.text("a"), {"a": "  "}, "  ", "a: Q004 这里的文字是空的，请补上"),
    (lambda reader: reader.text("a"), {"a": "字 "}, "字 ", "a: Q004 文字前后有多余的空白，请删去"),
    (
        lambda reader: reader.identifier("a"),
        {"a": "A1"},
        "A1",
        "a: Q005 “A1”不能作标识：只用小写字母、数字和连字符，以字母开头",
    ),
    (
        lambda reader: reader.identifier("a"),
        {"a": "“a”"},
        "“a”",
        'a: Q005 ““a””不能作标识：只用小写字母、数字和连字符，以字母开头；引号要用半角的 ""',
    ),
    (lambda reader: reader.amount("a"), {"a": None}, Decimal(0), "a: Q006 这里是空的，请补上分值"),
    (lambda reader: reader.amount("a"), {"a": ""}, Decimal(0), "a: Q006 这里是空的，请补上分值"),
    (
        lambda reader: reader.amount("a"),
        {"a": 0.5},
        Decimal(0),
        'a: Q006 分值要写成加引号的十进制数，例如 "0.5"，不能写成“0.5”',
    ),
    (
        lambda reader: reader.amount("a"),
        {"a": -1},
        Decimal(0),
        "a: Q006 “-1”不是分值；扣多少分也写成正数",
    ),
    (
        lambda reader: reader.amount("a"),
        {"a": "2分"},
        Decimal(0),
        "a: Q006 “2分”不是分值；请写 2、0.5 这样的十进制数，最多三位小数",
    ),
    (lambda reader: reader.amount("a"), {"a": 0}, Decimal(0), "a: Q006 分值须大于 0"),
    (lambda reader: reader.integer("a"), {"a": -1}, 0, "a: Q003 这里应是非负整数，写成了“-1”"),
    (lambda reader: reader.integer("a"), {"a": True}, 0, "a: Q003 这里应是非负整数，写成了“true”"),
    (
        lambda reader: reader.integer("a", default=4),
        {"a": None},
        4,
        "a: Q003 这里应是非负整数，写成了空值",
    ),
    (
        lambda reader: reader.flag("a", default=True),
        {"a": "yes"},
        True,
        "a: Q003 这里应是 true 或 false，写成了“yes”",
    ),
    (
        lambda reader: reader.choice("a", Colour, default=Colour.RED),
        {"a": "green"},
        Colour.RED,
        "a: Q007 “green”不在可选的值里；可以写：red、blue",
    ),
    (
        lambda reader: reader.choice("a", Colour, default=Colour.RED),
        {"a": ["red"]},
        Colour.RED,
        "a: Q007 列表不在可选的值里；可以写：red、blue",
    ),
    (
        lambda reader: list(reader.each("a")),
        {"a": "字"},
        [],
        "a: Q003 这里应是列表（每项以“- ”开头），写成了文字",
    ),
    (
        lambda reader: list(reader.each("a")),
        {"a": []},
        [],
        "a: Q004 列表是空的，请补上或删去这个键",
    ),
    (
        lambda reader: list(reader.entries("a")),
        {"a": [1]},
        [],
        "a: Q003 这里应是键值对（“键: 值”），写成了列表",
    ),
    (
        lambda reader: reader.at("a").at("b").text("c"),
        {"a": 1},
        "",
        "a: Q003 这里应是键值对（“键: 值”），写成了整数",
    ),
]


@pytest.mark.parametrize(("kind", "value"), KINDS.items())
def test_kinds(kind: str, value: object) -> None:
    assert kind_of(value) == kind


@pytest.mark.parametrize(("value", "text"), SHOWN)
def test_values_are_quoted_short(value: object, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(("get", "data", "value"), GOOD)
def test_reads(get: Read, data: object, value: object) -> None:
    faults: list[Fault] = []
    assert get(Reader(data, faults)) == value
    assert faults == []


@pytest.mark.parametrize(("get", "data", "stand_in", "told"), BAD)
def test_tells_and_goes_on(get: Read, data: object, stand_in: object, told: str) -> None:
    faults: list[Fault] = []
    assert get(Reader(data, faults)) == stand_in
    assert [str(fault) for fault in faults] == [told]


def test_places_count_from_the_root() -> None:
    faults: list[Fault] = []
    for one in Reader({"a": [{"b": 1}]}, faults).each("a"):
        one.text("b")
    assert faults[0].path == ("a", 0, "b")


def test_repeated_ids_are_told_at_the_second() -> None:
    faults: list[Fault] = []
    reader = Reader({"a": [1, 2, 3]}, faults)
    places = list(reader.each("a"))
    reader.unique([("x", places[0]), ("x", places[1]), ("", places[2])], "标识")
    assert [str(fault) for fault in faults] == ["a[1].id: Q008 标识“x”重复了，请改用别的标识"]


def test_a_million_unknown_keys_are_not_looked_up_one_by_one() -> None:
    faults: list[Fault] = []
    Reader({f"k{number}": 1 for number in range(1_000_000)}, faults).keys(required=("known",))
    assert len(faults) == 22
    assert str(faults[20]) == "Q002 另有 999980 个不认识的键"
    assert str(faults[21]) == "Q001 缺少“known”，请补上"


def test_read_raises_with_every_fault_once() -> None:
    def decode(reader: Reader) -> str:
        return reader.text("a") + reader.text("a") + reader.text("b")

    assert read({"a": "甲", "b": "乙"}, AnswerError, decode) == "甲甲乙"
    with pytest.raises(AnswerError) as raised:
        read({"a": 1, "b": None}, AnswerError, decode)
    assert str(raised.value) == (
        "a: Q003 这里应是文字，写成了整数“1”；如果本来就是文字，请加引号\nb: Q003 这里是空的，请补上文字"
    )


def test_decimals_become_text() -> None:
    value = {"a": [Decimal("2.50"), ("x", None)], 1: True}
    assert jsonable(value) == {"a": ["2.5", ["x", None]], "1": True}


def test_no_more_faults_are_kept_than_anybody_could_read() -> None:
    faults: list[Fault] = []
    reader = Reader([None] * (MOST_KEPT_FAULTS + 1), faults)
    for one in Reader({"all": reader.value}, faults).each("all"):
        one.as_text()
    assert len(faults) == MOST_KEPT_FAULTS


def test_reading_ends_where_no_more_faults_are_kept() -> None:
    faults: list[Fault] = []
    reader = Reader({"list": [0] * (MOST_KEPT_FAULTS + 7), "entries": {"a": 1}}, faults)
    assert len(list(reader.entries("entries"))) == 1
    for read_so_far, element in enumerate(reader.each("list"), start=1):
        element.fault("Q003", "一处")
        assert len(faults) == read_so_far
    assert len(faults) == MOST_KEPT_FAULTS
    assert list(reader.entries("entries")) == []
    reader.fault("Q003", "再一处")
    assert len(faults) == MOST_KEPT_FAULTS

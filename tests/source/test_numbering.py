"""Automatic numbers, as Word shows them."""

from __future__ import annotations

import pytest

from macros.source.numerals import numeral
from macros.source.sourcedocument import Kind
from tests.source.wordfiles import cell_text, p, read_cell, t, told


def level(number: int, style: str, text: str, *, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(
    *levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
) -> str:
    return f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{nums}'


def item(text: str, *, depth: int = 0, num: int = 1) -> str:
    props = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>'
    return p(text, props=props)


NUMERALS = {
    "decimal": {1: "1", 12: "12"},
    "decimalZero": {1: "01", 12: "12"},
    "decimalFullWidth": {12: "１２"},
    "decimalEnclosedCircle": {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 51: "51"},
    "decimalEnclosedParen": {1: "⑴", 20: "⒇", 21: "21"},
    "decimalEnclosedFullstop": {3: "⒊"},
    "chineseCounting": {1: "一", 10: "十", 11: "十一", 20: "二十", 43: "四十三"},
    "chineseCountingThousand": {101: "一百零一", 110: "一百一十", 1001: "一千零一", 10000: "10000"},
    "chineseLegalSimplified": {12: "拾贰", 305: "叁佰零伍"},
    "ideographDigital": {10: "一〇"},
    "taiwaneseDigital": {10: "一零"},
    "ideographTraditional": {1: "甲", 11: "甲"},
    "ideographZodiac": {12: "亥"},
    "ideographEnclosedCircle": {2: "㊁"},
    "upperLetter": {1: "A", 27: "AA"},
    "lowerLetter": {2: "b"},
    "upperRoman": {14: "XIV"},
    "lowerRoman": {9: "ix"},
    "none": {1: ""},
}


@pytest.mark.parametrize("style", NUMERALS)
def test_numbers_are_written_as_word_writes_them(style: str) -> None:
    for value, shown in NUMERALS[style].items():
        assert numeral(value, style) == shown


def test_an_unknown_format_is_none() -> None:
    assert numeral(1, "hebrew1") is None
    assert numeral(0, "decimal") == "0"
    assert numeral(0, "chineseCounting") == "0"


def test_paragraphs_are_counted_level_by_level() -> None:
    numbering = lists(
        level(0, "chineseCounting", "%1、"),
        level(1, "decimal", "（%2）"),
        level(2, "decimalEnclosedCircle", "%3"),
        level(3, "decimal", "%1.%2.%4", more="<w:isLgl/>"),
    )
    depths = (0, 1, 1, 2, 2, 3, 1, 0, 1, 2)
    source = read_cell(*(item("甲", depth=depth) for depth in depths), numbering=numbering)
    assert cell_text(source).split("\n") == [
        *("一、甲", "（1）甲", "（2）甲", "①甲", "②甲", "1.2.1甲"),
        *("（3）甲", "二、甲", "（1）甲", "①甲"),
    ]
    assert told(source)[:2] == [(Kind.NUMBERED, "一、"), (Kind.NUMBERED, "（1）")]


def test_a_list_goes_on_or_starts_again() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    numbering = lists(level(0, "decimal", "%1."), nums=nums)
    used = (1, 1, 2, 3, 3)
    source = read_cell(*(item("甲", num=num) for num in used), numbering=numbering)
    assert cell_text(source).split("\n") == ["1.甲", "2.甲", "3.甲", "1.甲", "2.甲"]


def test_a_level_restarts_only_as_it_is_told() -> None:
    numbering = lists(
        level(0, "decimal", "%1."), level(1, "decimal", "%2)", more='<w:lvlRestart w:val="0"/>')
    )
    source = read_cell(*(item("", depth=depth) for depth in (0, 1, 0, 1)), numbering=numbering)
    assert cell_text(source).split("\n") == ["1.", "1)", "2.", "2)"]


def test_styles_and_list_styles_number_paragraphs() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="mine"><w:basedOn w:val="base"/></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="list"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="7"><w:styleLink w:val="list"/>{level(0, "decimal", "%1.", start=4)}'
        "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>'
    )
    mine = '<w:pStyle w:val="mine"/>'
    off = f'{mine}<w:numPr><w:numId w:val="0"/></w:numPr>'
    source = read_cell(
        p("甲", props=mine),
        p("乙", props=off),
        p("丙", props=mine),
        styles=styles,
        numbering=numbering,
    )
    assert cell_text(source).split("\n") == ["4.甲", "乙", "5.丙"]


def test_bullets_and_unknown_formats_are_shown_as_far_as_can_be() -> None:
    numbering = lists(
        level(0, "bullet", "\uf0b7"),
        level(1, "bullet", "—"),
        level(2, "hebrew1", "%3."),
        level(3, "none", "%4"),
    )
    source = read_cell(*(item("甲", depth=depth) for depth in range(4)), numbering=numbering)
    assert cell_text(source).split("\n") == ["•甲", "—甲", "1.甲", "甲"]


def test_deleted_paragraphs_are_not_counted() -> None:
    numbering = lists(level(0, "decimal", "%1."))
    gone = item("").replace(
        "</w:pPr>", "<w:rPr><w:del/></w:rPr></w:pPr><w:del>" + t("乙") + "</w:del>"
    )
    source = read_cell(item("甲"), gone, item("丙"), numbering=numbering)
    assert cell_text(source).split("\n") == ["1.甲", "2.丙"]

"""Numbers as Word counts them out before paragraphs, such as 一, ①, 甲."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_TRADITIONAL = str.maketrans("〇", "零")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_MOST_LETTERED = 780
_TEN_THOUSAND = 10_000
"""Numerals of words are not counted so far."""


def _chinese(value: int) -> str:
    """Return 十二, 一百零三; above 9999 the digits."""
    if not 0 < value < _TEN_THOUSAND:
        return str(value)
    said = ""
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            said += _DIGITS[digit] + sign
        elif said and value and not said.endswith("零"):
            said += "零"
    return said.removeprefix("一") if said.startswith("一十") else said


def _digits(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _letters(value: int) -> str:
    """Return A … Z, AA, BB … as Word does; above 780 (thirty letters) the digits."""
    if value > _MOST_LETTERED:
        return str(value)
    times, index = divmod(value - 1, 26)
    return chr(ord("A") + index) * (times + 1)


def _roman(value: int) -> str:
    """Return I, IV, XII; above 9999 the digits."""
    if value >= _TEN_THOUSAND:
        return str(value)
    said = ""
    for amount, sign in _ROMAN:
        times, value = divmod(value, amount)
        said += sign * times
    return said


def _row(first: str, count: int) -> Callable[[int], str]:
    """Return the signs that follow ``first`` in Unicode, ``count`` of them; beyond, digits."""
    return lambda value: chr(ord(first) + value - 1) if value <= count else str(value)


def _among(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)]


def _circled(value: int) -> str:
    """Return ① … ⑳, ㉑ … ㉟, ㊱ … ㊿."""
    for last, first in ((20, "①"), (35, "㉑"), (50, "㊱")):
        if value <= last:
            return chr(ord(first) + value - {20: 1, 35: 21, 50: 36}[last])
    return str(value)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "none": lambda _: "",
    "decimalZero": "{:02}".format,
    "decimalFullWidth": lambda value: str(value).translate(_WIDE),
    "decimalFullWidth2": lambda value: str(value).translate(_WIDE),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _row("⑴", 20),
    "decimalEnclosedFullstop": _row("⒈", 20),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "chineseLegalSimplified": lambda value: _chinese(value).translate(_LEGAL),
    "ideographLegalTraditional": lambda value: _chinese(value).translate(_LEGAL),
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": lambda value: _digits(value).translate(_TRADITIONAL),
    "ideographEnclosedCircle": _row("㊀", 10),
    "ideographTraditional": _among("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _among("子丑寅卯辰巳午未申酉戌亥"),
}


def numeral(value: int, style: str) -> str | None:
    """Return ``value`` in the number format ``style``; None for a format that is not known."""
    form = _FORMATS.get(style)
    if form is None:
        return None
    return form(value) if value > 0 or style.startswith("decimal") else str(value)

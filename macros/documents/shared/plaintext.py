"""Text typed by users, made safe to carry into documents: it stays text, whatever it looks like."""

from __future__ import annotations

import re

UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""What no text needs: what programs and terminals obey, what turns the direction of writing, what is no character."""
_NEWLINES = re.compile("\r\n?|\u2028|\u2029|\x85|\x0b|\x0c")
_FORMULA = re.compile(r"[\s\u3000]*[=+\-@＝＋－＠|%\t]")

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_VALUE = re.compile(
    # 数、日期、时刻、百分数、金额：只有数字和它们的符号，或者还带英文月份、指数
    r"[\s\u3000]*(?=.*[0-9０-９])"
    r"(?:[0-9０-９\s.,:/\-+()%$€¥￥．，：／－＋（）％年月日号时点分秒上下午]|"
    rf"e(?=[+-]?[0-9])|[ap]m?\b|(?:{_MONTHS})[a-z]*)+"
    r"|[\s\u3000]*(?:true|false)[\s\u3000]*",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """Return ``text`` without control characters, direction marks and halves of characters; line breaks stay."""
    return UNWANTED.sub("", _NEWLINES.sub("\n", text))


def is_like_formula(text: str) -> bool:
    """Whether a spreadsheet might take ``text`` for a formula."""
    return bool(_FORMULA.match(text))


def is_like_value(text: str) -> bool:
    """Whether a spreadsheet might take ``text`` for a number, a date or a time: ``3-1``, ``007``, ``1月2日``."""
    return bool(_VALUE.fullmatch(text))


def csv_text(text: str) -> str:
    """Return ``text`` for a CSV cell: an apostrophe in front keeps a spreadsheet from computing or converting it."""
    cleaned = clean(text)
    return f"'{cleaned}" if is_like_formula(cleaned) or is_like_value(cleaned) else cleaned

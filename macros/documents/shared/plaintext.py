"""Text typed by users, made safe to carry into documents: it stays text, whatever it looks like."""

from __future__ import annotations

import re

_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_NEWLINES = re.compile("\r\n?|\u2028|\u2029|\x85|\x0b|\x0c")
_FORMULA = re.compile(r"[\s\u3000]*[=+\-@＝＋－＠|%\t]")


def clean(text: str) -> str:
    """Return ``text`` without control characters, direction marks and halves of characters; line breaks stay."""
    return _UNWANTED.sub("", _NEWLINES.sub("\n", text))


def is_like_formula(text: str) -> bool:
    """Whether a spreadsheet might take ``text`` for a formula."""
    return bool(_FORMULA.match(text))


def csv_text(text: str) -> str:
    """Return ``text`` for a CSV cell: an apostrophe in front keeps a spreadsheet from computing it."""
    cleaned = clean(text)
    return f"'{cleaned}" if is_like_formula(cleaned) else cleaned

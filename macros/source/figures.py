"""Numbers and points in the words of a document, whatever way they are written.

``（2分）``, ``(2 分)``, ``（２分）`` are two points; ``1.``, ``1、``, ``（1）``, ``①``, ``一、`` are numbers before a text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_NARROW = str.maketrans("０１２３４５６７８９．", "0123456789.")
_DIGIT = "[0-9０-９]"
_HAN = "一二三四五六七八九"
_HAN_NUMBER = f"[{_HAN}]?十[{_HAN}]?|[{_HAN}]"
_PAIR = 2
_AMOUNT = rf"{_DIGIT}+(?:[.．]{_DIGIT}+)?"
_IN_BRACKETS = re.compile(rf"[（(]\s*({_AMOUNT})\s*分\s*[)）]")
_AT_END = re.compile(rf"\s*(?:[（(]\s*({_AMOUNT})\s*分\s*[)）]|\s({_AMOUNT})\s*分)\s*\Z")
_NUMBER = re.compile(
    rf"(?P<decimal>{_DIGIT}{{1,3}})\s*[.．、](?!{_DIGIT}{{1,2}}\s*[分万倍%％])\s*"
    rf"|[（(]\s*(?P<bracketed>{_DIGIT}{{1,3}})\s*[)）]\s*"
    rf"|(?P<closed>{_DIGIT}{{1,3}})\s*[)）]\s*"
    rf"|(?P<sign>[①-⑳⑴-⒇⒈-⒛㉑-㉟㊱-㊿])\s*[.．、]?\s*"
    rf"|第(?P<ordinal>{_HAN_NUMBER}|{_DIGIT}{{1,3}})[条项]\s*[：:、.．]?\s*"
    rf"|(?P<han>{_HAN_NUMBER})\s*[、.．]\s*"
    rf"|[（(]\s*(?P<hanned>{_HAN_NUMBER})\s*[)）]\s*"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbered:
    """A text with the number before it: ``number`` as it is printed, what ``kind`` it is, what ``value`` it has."""

    number: str
    kind: str
    value: int
    text: str


def amount(text: str) -> Decimal:
    """Return a number in digits of either width."""
    return Decimal(text.translate(_NARROW))


def split_number(text: str) -> Numbered | None:
    """Return ``text`` parted from the number it begins with; None where it begins with none."""
    match = _NUMBER.match(text)
    if match is None or match.lastgroup is None:
        return None
    return Numbered(
        number=match[0].strip(),
        kind=match.lastgroup,
        value=_value(match[match.lastgroup]),
        text=text[match.end() :],
    )


def _value(digits: str) -> int:
    if digits[0] in _HAN or digits[0] == "十":
        tens, ten, ones = digits.rpartition("十")
        high = (_HAN.index(tens) + 1 if tens else 1) if ten else 0
        return high * 10 + (_HAN.index(ones) + 1 if ones else 0)
    if len(digits) == 1 and not digits.isdecimal():
        return int(unicodedata.numeric(digits))
    return int(digits.translate(_NARROW))


def split_points(text: str) -> tuple[str, Decimal | None]:
    """Return ``text`` without the points at its end, and these."""
    match = _AT_END.search(text)
    if match is None:
        return text, None
    return text[: match.start()], amount(match[1] or match[2])


def points_in(text: str) -> tuple[Decimal, ...]:
    """Return the points in brackets that ``text`` states, in their order."""
    return tuple(amount(match[1]) for match in _IN_BRACKETS.finditer(text))


def stated_points(text: str) -> tuple[Decimal, ...]:
    """Return what the points of a clause can be, the likelier first; nothing where its text states none.

    Of several amounts in brackets the first is the whole where it is the sum of the others, else all are parts;
    two equal amounts can be either.
    """
    found = points_in(text)
    if not found:
        return ()
    first, rest = found[0], sum(found[1:], start=Decimal(0))
    if first != rest:
        return (first + rest,)
    return (first + rest, first) if len(found) == _PAIR else (first,)

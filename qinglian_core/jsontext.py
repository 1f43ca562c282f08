"""JSON text: strict reading of what comes from outside, and plain data ready to be written.

Python's ``json`` takes more than JSON and keeps the last of two equal keys; what it lets through here can be
written again, in any language, and means the same.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from itertools import islice
from math import isfinite
from typing import TYPE_CHECKING

from .amounts import amount_text
from .faults import AnswerError
from .reader import Reader, clipped, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    Holder = dict[str, object] | list[object]

TOO_DEEP = "文件的层次太深，不是本站保存的自查文件"
MOST_CHARACTERS = 16_000_000
"""A file above this is not one of ours: none is written; the fullest real ones stay below a tenth of it."""
DEEPEST = 20
"""Ours are nested six deep; far deeper ones exhaust the stack of whoever walks them."""
SAFE = 1_000
"""A text that opens no more brackets than this cannot exhaust the stack of the parser, which walks into each."""
_BRACKETS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)


def parse_json(text: str) -> object:
    """Return the plain data in JSON ``text``; raise ``AnswerError`` for what is not strict JSON."""
    return read(text, AnswerError, _parse)


def _parse(reader: Reader) -> object:
    text = str(reader.value)
    if len(text) > MOST_CHARACTERS:
        reader.fault("S001", "文件太大，不是本站保存的自查文件")
        return None
    if _nests_deeper(text, SAFE):
        reader.fault("S001", TOO_DEEP)
        return None
    repeated: list[str] = []

    def mapping(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            repeated.append(Counter(name for name, _ in pairs).most_common(1)[0][0])
        return found

    try:
        data: object = json.loads(
            text, object_pairs_hook=mapping, parse_constant=_refuse, parse_float=_finite
        )
    except ValueError:
        reader.fault(
            "S002", "文件不是完整的 JSON，可能没有保存完或被改动过；请换用另一份保存的文件"
        )
        return None
    if repeated:
        name = clipped(repeated[0])
        reader.fault("S002", f"文件里有重复的键“{name}”，可能被改动过；请换用另一份保存的文件")
    if _is_deeper(data, DEEPEST):
        reader.fault("S001", TOO_DEEP)
    elif not _is_whole(text, data):
        reader.fault("S002", "文件里有残缺的文字，可能被改动过；请换用另一份保存的文件")
    return data


def _refuse(name: str) -> object:
    """Refuse NaN and Infinity, which are not JSON."""
    raise ValueError(name)


def _finite(text: str) -> float:
    """Refuse numbers such as 1e999, which would become infinite."""
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number


def _nests_deeper(text: str, most: int) -> bool:
    """Whether brackets nest deeper than ``most``; in a browser the parser would take the whole program down."""
    if text.count("[") + text.count("{") <= most:
        return False
    depth = 0
    for found in _BRACKETS.finditer(text):
        if found[0] in "[{":
            depth += 1
            if depth > most:
                return True
        elif found[0] in "]}":
            depth -= 1
    return False


def levels(data: object) -> Iterator[list[Holder]]:
    """Yield the mappings and lists in plain ``data``, the outermost first, then what lies in these, and so on."""
    level = [data] if isinstance(data, (dict, list)) else []
    while level:
        yield level
        level = [
            below
            for holder in level
            for below in (holder.values() if isinstance(holder, dict) else holder)
            if isinstance(below, (dict, list))
        ]


def _is_deeper(data: object, most: int) -> bool:
    return any(True for _ in islice(levels(data), most, None))


def _is_whole(text: str, data: object) -> bool:
    """Whether no text in ``data`` has half a character, which no file can hold; JSON ``text`` can escape one."""
    try:
        (json.dumps(data, ensure_ascii=False) if "\\u" in text else text).encode()
    except UnicodeEncodeError:
        return False
    return True


def jsonable(value: object) -> object:
    """Return plain data with decimals as decimal strings, ready for ``json.dumps``."""
    if isinstance(value, Decimal):
        return amount_text(value)
    if isinstance(value, dict):
        return {str(key): jsonable(element) for key, element in value.items()}
    if isinstance(value, (list, tuple)):
        return [jsonable(element) for element in value]
    return value

"""What a hostile or broken file may hold where an answer is expected, as JSON text, not all of it sound."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from tests.core.spoiling import spoil

if TYPE_CHECKING:
    from random import Random

DEEP = 300
"""Deeper than any file of ours; the browser opens nothing deeper than some thousand, see ``jsontext``."""

VALUES = (
    *("null", "true", "false", "[]", "{}", "[[]]", "[null]"),
    *('{"":1}', '{"yes":"no"}', '[{"id":1}]'),
    *("-1", "-0", "-0.0", "0.1", "1.0", "1E2", "1e-7", "2.5e-320", "1e400", "-1e400"),
    *("1000000", "1000001", "9007199254740993", "9" * 30, "9" * 4300, "9" * 4301, "1" + "0" * 5000),
    *("NaN", "Infinity", "-Infinity", "01", "+1", ".5", "0x10", "'yes'"),
    *('"unclosed', "[1,]", '{"a"}'),
    *('"１２"', '"１．５"', '"٣"', '"²"', '"½"', '"Ⅳ"', '"十五"', '"𝟙𝟚"'),
    *('"1_000"', '"1e3"', '"+1"'),
    *('" 1"', '"1 "', '"1\\u0000"', '"1\\n"', '"　1"', '"\\u00851"', '"\\ufeff1"', '"1\\u200b"'),
    *('"-0"', '"-0.0"', '"0.0001"', '"2.50"', '"00"', '"1000000.5"', '"NaN"', '"Infinity"'),
    *('"\\ud800"', '"\\udfffyes"', '"\\ud83d\\ude00"', '"\\ud83d\\\\ude00"'),
    *('"\\u202eyes"', '"yes\\u0301"'),
    *('"YES"', '"Yes"', '"ｙｅｓ"', '"yes "', '"Unsure"', '"unsure"', '"拿不准"'),
    *('"İ"', '"ß"', '"ﬀ"', '"ǆ"'),
    # 比 Python 3.11 新的 Unicode 才有的字符
    *(
        '"\\ud83e\\udee9"',
        '"\\ud803\\udd40"',
        '"\\ud81b\\udeb9"',
        '"\\ud83d\\udedc"',
        '"ꟑ"',
        '"𲎰"',
    ),
    json.dumps("长" * 500),
    json.dumps("\U0001f600" * 500),
    "[" * DEEP + "]" * DEEP,
    '{"a":' * DEEP + "1" + "}" * DEEP,
    '{"yes":1,"yes":2}',
)
KEYS = (
    *("", "x", "1.1", "99.9", "unsure", "other", "value", "part", "answers", "estimate"),
    "__class__",
    *("１.1", "1．1", "İ", "ﬀ", "\u202e", "\x00", "\u3000", "\ud800", "𝟙", "q" * 300, "名" * 60),
)
_HOLDERS = tuple(f"\ue000{number}\ue000" for number in range(len(VALUES)))
"""Stand in plain data for the values, of which no plain data could be."""
_HELD = re.compile(r'"\\ue000(\d+)\\ue000"')

PIECES = (
    "",
    '"',
    "{",
    "}",
    "[",
    "\\",
    "\\ud800",
    "\x00",
    "1e999",
    "NaN",
    ",",
    "\ufeff",
    "/*",
    "１",
)
"""What may stand somewhere in a file whose text is broken."""


def spoil_answers(plain: object, chance: Random) -> None:
    """Put something hostile, or a strange name, somewhere into plain data."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        if plain:
            spoil(plain, chance, _HOLDERS, KEYS)


def text_of(plain: object) -> str:
    """Return plain data as JSON text, with the hostile values themselves."""
    text = json.dumps(plain)
    return _HELD.sub(lambda found: VALUES[int(found[1])], text)


def broken(text: str, chance: Random) -> str:
    """Return a file's text with something in it that does not belong there, or with some of it gone."""
    start = chance.randrange(len(text) + 1)
    return text[:start] + chance.choice(PIECES) + text[start + chance.randrange(4) :]

"""What is wrong with a text that is not YAML, told to somebody who does not know YAML.

The parser stops at its first error and names it in its own terms; here it is looked at again together with the
lines around it, where the slip usually is: a full-width colon, a tab, a quotation mark that is never closed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

Mark = tuple[int, int]
"""Line and column, from 1."""

MOST_CHARACTERS = 10
"""So many unusable characters are told of; a binary file has thousands."""

_UNUSABLE = re.compile(
    "[^\t\n\r\\x20-\\x7e\\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
WIDE_DASH = "行首的这个符号不是半角的“-”；列表的每一项要以“- ”开头（半角减号，再空一格）"
_SLIPS = (
    (
        re.compile(r"^\s*(?:-\s+)?(?:\{\s*)?[\"']?[a-z_]+[\"']?\s*(：)"),
        "这里用了全角冒号“：”；键后面要用半角冒号“:”，再空一格",
    ),
    (
        re.compile(r"^(<{7}|={7}$|>{7})"),
        "这是两份改动合并时留下的标记；请只留一份内容，删去这样的行",
    ),
    (re.compile(r"^\s*(```)"), "这一行不属于这个文件，多半是从网页粘贴带来的；请删去"),
    (
        re.compile(r"^\s*([－﹣—–−‐‑•·●＊]|\*(?=\s))"),
        WIDE_DASH,
    ),
    (re.compile(r"^ *([\u3000\u00a0])"), "行首用了全角空格或不间断空格；缩进只能用半角空格"),
    (
        re.compile(r"^\s*(?:-|(?:-\s+)?[a-z_]+:)([\u3000\u00a0])"),
        "这里用了全角空格或不间断空格；请改成半角空格",
    ),
    (re.compile(r"^\s*(-)[^\s-]"), "“-”后面要空一格"),
    (re.compile(r"^\s*(?:-\s+)?[a-z_]+(:)[^\s:/]"), "键和内容之间，冒号后面要空一格"),
    (re.compile(r"^\s*(?:-\s+)?[a-z_]+:\s*([｛［【])"), "这里用了全角括号；请改成半角的“{”“[”"),
)
"""What is easily mistyped in a line, and what to do about it."""
_HIDDEN_INDENT = re.compile(r"^ *([\u3000\u00a0])[\u3000\u00a0 ]*(?:- |[a-z_]+:)")
_KEY = re.compile(r"\s*(?:-\s+)?[\"']?[A-Za-z_]+[\"']?")
_MISPLACED = r"expected key|<block end>|expected '-' indicator"
"""The parser came upon something where the next key or item of a list should be."""
_OPENINGS = {"[": "方括号", "{": "花括号", '"': "双引号", "'": "单引号"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Slip:
    """One place where a text is not YAML, and what to do there."""

    place: Mark
    message: str


def unusable_characters(text: str) -> Iterator[Slip]:
    """Yield the first characters that do not belong into a YAML file: control codes, invisible ones."""
    for count, match in enumerate(_UNUSABLE.finditer(text)):
        if count == MOST_CHARACTERS:
            return
        before = text[: match.start()]
        line = before.count("\n") + 1
        column = match.start() - (before.rfind("\n") + 1) + 1
        yield Slip(
            place=(line, column),
            message=f"这里有一个看不见的字符（{_named(match[0])}），多半是从别处粘贴带来的；请删去",
        )


def escaped_character(value: str) -> str | None:
    """Return what to tell of a ``value`` that does not show, only escapes, such a character; nothing where none is."""
    match = _UNUSABLE.search(value)
    return match and f"双引号里的“\\”写出了一个看不见的字符（{_named(match[0])}）；请删去"


def _named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '控制字符')}"


def diagnose(text: str, error: yaml.YAMLError) -> Slip:
    """Return where ``text`` first goes wrong and what to do about it, given the parser's ``error``."""
    lines = text.splitlines() or [""]
    if not isinstance(error, yaml.MarkedYAMLError):
        return Slip(place=(1, 1), message=f"文件不能当作 YAML 读取（{error}）")
    problem, context = _mark(error.problem_mark), _mark(error.context_mark)
    place = problem or context or (1, 1)
    near = _mistyped(lines, place) or _lost_dash(lines, place)
    if near is not None:
        return near
    words = str(error.problem or error.context or "")
    inside = str(error.context or "")
    return (
        _closed_late(text, words, place)
        or _unclosed(lines, words, inside, place, context)
        or _no_colon(lines, words, context)
        or _at_character(lines, words, place)
        or Slip(place=place, message=_explained(f"{words} {inside}"))
    )


def _mark(mark: yaml.Mark | None) -> Mark | None:
    return (mark.line + 1, mark.column + 1) if mark else None


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _mistyped(lines: list[str], place: Mark) -> Slip | None:
    """Look just before ``place`` for what is easily mistyped, in lines that would else be fine."""
    for number in range(place[0], max(place[0] - 3, 0), -1):
        for pattern, told in _SLIPS:
            if match := pattern.match(_line(lines, number)):
                return Slip(place=(number, match.start(1) + 1), message=told)
    # 用看不见的空格缩进的一行，会被当成上一行文字的后半句，错到很后面才显出来
    for number in range(place[0], 0, -1):
        if match := _HIDDEN_INDENT.match(_line(lines, number)):
            told = "行首用了全角空格或不间断空格；缩进只能用半角空格"
            return Slip(place=(number, match.start(1) + 1), message=told)
    return None


def _lost_dash(lines: list[str], place: Mark) -> Slip | None:
    """Where the parser meets an unexpected “- ”, look for the first item of that list, which has none."""
    if not _line(lines, place[0])[place[1] - 1 :].startswith("- "):
        return None
    above = [number for number in range(1, place[0]) if _is_content(lines[number - 1])]
    outer = [number for number in above if _indent(lines[number - 1]) < place[1] - 1]
    key = outer[-1] if outer else 0
    first = next((number for number in above if number > key), place[0])
    line = _line(lines, first)
    if not _line(lines, key).rstrip().endswith(":") or line.lstrip().startswith("- "):
        return None
    told = f"这一项前面缺少“- ”；它所在的列表，第{place[0]}行的另一项以“- ”开头"
    return Slip(place=(first, _indent(line) + 1), message=told)


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _closed_late(text: str, words: str, place: Mark) -> Slip | None:
    """Point to a quotation mark that was only closed by the next one, lines below."""
    if not re.search(_MISPLACED, words):
        return None
    for opening, end in _quoted(text):
        if end == place and opening[0] < end[0]:
            told = "从这里开始的引号在本行没有配对，一直连到了后面的行"
            return Slip(place=opening, message=told)
    return None


def _quoted(text: str) -> Iterator[tuple[Mark, Mark]]:
    """Yield where quoted texts start and end, as far as ``text`` can be scanned."""
    try:
        for token in yaml.scan(text):
            if isinstance(token, yaml.ScalarToken) and not token.plain:
                start, end = token.start_mark, token.end_mark
                yield (start.line + 1, start.column + 1), (end.line + 1, end.column + 1)
    except yaml.YAMLError:
        return


def _unclosed(
    lines: list[str], words: str, inside: str, place: Mark, context: Mark | None
) -> Slip | None:
    """Point to the opening quotation mark or bracket of what is never closed."""
    if context is None:
        return None
    opening = _line(lines, context[0])[context[1] - 1 : context[1]]
    if "quoted scalar" in inside and "unexpected" in words:
        told = f"从这里开始的{_OPENINGS.get(opening, '引号')}没有配对；文字里另有引号的，外面换用另一种引号"
        return Slip(place=context, message=told)
    if "flow" in inside and ("',' or" in words or "node content" in words):
        before = _line(lines, place[0])[: place[1]]
        if "，" in before[-2:]:
            told = "括号里各项之间要用半角逗号“,”"
            return Slip(place=(place[0], before.rindex("，") + 1), message=told)
        if opening not in _OPENINGS:
            return Slip(place=place, message="括号没有配对，或者里面缺少逗号、逗号多余")
        told = f"从这里开始的{_OPENINGS[opening]}没有配对，或者里面缺少逗号、逗号多余"
        return Slip(place=context, message=told)
    return None


def _no_colon(lines: list[str], words: str, context: Mark | None) -> Slip | None:
    """Point to the line that should be a key, where the parser only noticed at the next."""
    if "could not find expected ':'" not in words or context is None:
        return None
    told = "这一行不是“键: 值”；文字要接在上一行的，请缩进，或整句加引号"
    if _line(lines, context[0])[context[1] - 1 : context[1]] in ("'", '"'):
        told = "引号里的文字到这一行还没有结束，或者引号后面缺少冒号"
    return Slip(place=context, message=told)


def _at_character(lines: list[str], words: str, place: Mark) -> Slip | None:
    """Explain a character that cannot stand where it does."""
    line = _line(lines, place[0])
    character = line[place[1] - 1 : place[1]]
    if "mapping values" in words and _KEY.fullmatch(line[: place[1] - 1]) and place[0] > 1:
        told = "这一行没有与同级的键对齐，或者上一行漏了冒号、引号"
        return Slip(place=place, message=told)
    if character == "\t":
        return Slip(place=place, message="这里用了制表符（Tab）；缩进只能用空格")
    if "cannot start any token" in words and character:
        return Slip(place=place, message=f"文字以“{character}”开头时，整句要加引号")
    if "expected key" in words or "<block end>" in words:
        before = line[: place[1] - 1].rstrip()
        if before.endswith(('"', "'")):
            return Slip(
                place=place, message="引号到这里已经结束，后面还有文字；整句要放在一对引号里"
            )
    return None


_EXPLANATIONS = (
    (r"tab", "这里用了制表符（Tab）；缩进只能用空格"),
    (
        r"mapping values are not allowed",
        "冒号的位置不对：文字里有“: ”的，整句要加引号；键要与同级的键对齐",
    ),
    (
        _MISPLACED,
        "缩进没有对齐；同一级的键、同一个列表的“- ”要从同一列开始",
    ),
    (r"sequence entries", "列表的“- ”要另起一行"),
    (r"node content|mapping keys are not", "这里的标点不能单独出现；是文字的，整句要加引号"),
    (r"directive|version|incompatible", "文字以“%”开头时，整句要加引号"),
    (r"undefined alias|alphabetic|anchor", "文字以“*”或“&”开头时，整句要加引号"),
    (r"tag|URI|'!'|'>'", "文字以“!”开头时，整句要加引号"),
    (r"escape|hexdecimal", "双引号里的“\\”有特殊含义；请改用单引号，或写成“\\\\”"),
    (r"comment or line break|indentation indicator", "“|”或“>”后面不能有文字；文字从下一行写起"),
    (
        r"another document|single document|<document start>",
        "一个文件里只能有一份内容；请删去多余的“---”或“...”",
    ),
    (r"unexpected end|document indicator", "引号或括号没有配对"),
    (r"nesting", "层次太深，多半是括号或“- ”写多了"),
)


def _explained(words: str) -> str:
    for pattern, told in _EXPLANATIONS:
        if re.search(pattern, words):
            return told
    return f"这里不合 YAML 的写法（{words.strip()}）"

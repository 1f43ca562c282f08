"""Strict reading of YAML files: plain data, and where each piece of it stands.

YAML's surprises are faults here: repeated keys, ``13.10`` read as a number where text is meant, ``yes`` and
``2024-01-01`` read as something else, anchors, tags. Decimals stay exact (``decimal.Decimal``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import yaml

from qinglian_core.reader import shown

from .yamlsyntax import WIDE_DASH, diagnose, escaped_character, unusable_characters

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable

    from qinglian_core.faults import Path

    from .yamlsyntax import Mark

NOT_UTF_8 = "文件不是 UTF-8 编码（可能是 GBK）；请用编辑器另存为 UTF-8"
TOO_MUCH = "文件太大，不像是细则的一个文件；请核对是不是放错了，没有放错的请分成几个文件"
_OTHER_KINDS = (
    (
        (b"\xff\xfe", b"\xfe\xff"),
        "文件是 UTF-16 编码（记事本里叫“Unicode”）；请用编辑器另存为 UTF-8",
    ),
    (
        (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"),
        "这是 Word、Excel 或压缩文件，不是文本；请放回原来的文本文件",
    ),
)
"""How files begin that are no text in UTF-8, and what to do about them."""
MOST_NESTED = 40
"""A rubric nests some twelve levels deep; far beyond, the parser itself runs out of stack."""

MOST_CHARACTERS = 500_000
"""Of a file; the longest real ones have a tenth of it."""
MOST_PIECES = 20_000
"""Of a file, of keys and values; the fullest real ones have a tenth of it."""

MOST_FILES = 200
"""How many are kept parsed: who changes one file need not wait for the others."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT_TAG = "tag:yaml.org,2002:str"
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_WIDE_DASH = re.compile(r"([－﹣—–−‐‑•·●＊])(?!\1)")
_TIGHT_COMMENT = re.compile(r"\s*(#)[^\s#]")
_FULL_WIDTH_QUOTES = re.compile(r"[“”‘’＂](yes|no|unsure|true|false|[0-9]+(?:\.[0-9]+)?)[“”‘’＂]")
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}
_SURPRISES = (
    (
        re.compile(r"(?i:y|n|yes|no|on|off|true|false)"),
        '是或否；是回答或文字就写成 "{text}"，irreversible、uncertain 这样的键写 true 或 false',
    ),
    (re.compile(r"(?i:null)"), '空值；是文字就写成 "{text}"'),
    (
        re.compile(
            r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt\s].*)?"
            r"|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9]*)?"
        ),
        '日期或时间；请写成 "{text}"',
    ),
    (
        re.compile(
            r"[-+]?[0-9][0-9_]*\.?[0-9_]*([eE][-+]?[0-9]+)?|[-+]?\.[0-9_]+([eE][-+]?[0-9]+)?"
            r"|[-+]?0[xob][0-9a-fA-F_]+|[-+]?\.(?i:inf|nan)"
        ),
        '另外的数；是数就写成 15、0.5 这样的十进制数，是文字就写成 "{text}"',
    ),
)
"""Plain words that YAML readers take for something else, and what to write instead."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceFault:
    """A fault at a place in a file; ``line`` and ``column`` count from 1."""

    file: str
    line: int
    column: int
    code: str
    message: str

    def __str__(self) -> str:
        """Return ``file:line:col: CODE message``."""
        return f"{self.file}:{self.line}:{self.column}: {self.code} {self.message}"


class SourceError(ValueError):
    """YAML files that cannot be used; ``faults`` holds every reason, in the order of the files."""

    def __init__(self, faults: tuple[SourceFault, ...]) -> None:
        """Keep all ``faults`` (at least one)."""
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One YAML file as plain data; ``marks`` tells where each path stands."""

    file: str
    data: object
    marks: dict[Path, Mark]
    faults: tuple[SourceFault, ...]

    def mark(self, path: Path) -> Mark:
        """Return where ``path`` stands, or the nearest place above it."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, (1, 1))


def read_source(path: pathlib.Path, name: str) -> Source:
    """Read the YAML file at ``path``, shown to people as ``name``; faults are kept in the source."""
    data = path.read_bytes()
    for starts, told in _OTHER_KINDS:
        if data.startswith(starts):
            return _broken(name, (1, 1), "Y007", told)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return _broken(name, (line, 1), "Y007", NOT_UTF_8)
    return parse_source(text, name)


@lru_cache(maxsize=MOST_FILES)
def parse_source(text: str, name: str) -> Source:
    """Parse YAML ``text``; a syntax error gives a source without data, which nobody may change in any case."""
    faults = _text_faults(text, name)
    if faults:
        return Source(file=name, data=None, marks={}, faults=faults)
    try:
        found = _structure(text, name)
        if any(fault.code in ("Y006", "Y011") for fault in found):
            return Source(file=name, data=None, marks={}, faults=tuple(found))
        node = _compose(text)
    except yaml.YAMLError as error:
        slip = diagnose(text, error)
        return _broken(name, slip.place, "Y001", slip.message)
    if node is None:
        return _broken(name, (1, 1), "Y008", "文件是空的；请补上内容，或删去这个文件")
    builder = _Builder(name, text)
    data = builder.build(node, ())
    if data is None:
        return _broken(name, _place(node), "Y008", "文件里没有内容；请补上，或删去这个文件")
    return Source(
        file=name,
        data=None if builder.torn else data,
        marks=builder.marks,
        faults=tuple(ordered([*found, *builder.faults])),
    )


def _text_faults(text: str, name: str) -> tuple[SourceFault, ...]:
    """Return why a text is not even looked at as YAML."""
    if len(text) > MOST_CHARACTERS:
        return (_fault(name, (1, 1), "Y011", TOO_MUCH),)
    return tuple(
        _fault(name, slip.place, "Y009", slip.message) for slip in unusable_characters(text)
    )


def ordered(faults: Iterable[SourceFault]) -> list[SourceFault]:
    """Return ``faults`` in the order of files and lines, each once."""
    return sorted(
        dict.fromkeys(faults), key=lambda fault: (fault.file, fault.line, fault.column, fault.code)
    )


def _compose(text: str) -> yaml.Node | None:
    loader = _LOADER(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
    finally:
        loader.dispose()
    return node


def _structure(text: str, name: str) -> list[SourceFault]:
    """Return what YAML allows and these files do not: anchors, tags, escapes of what cannot be seen, deep nesting.

    Parsing into events, unlike composing nodes, needs no recursion; so this comes first.
    """
    faults: list[SourceFault] = []
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        if count > MOST_PIECES:
            return [_fault(name, (1, 1), "Y011", TOO_MUCH)]
        mark = cast("yaml.Mark", event.start_mark)
        place = (mark.line + 1, mark.column + 1)
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            message = (
                f"“{sign}{anchor}”是 YAML 的引用写法，这里不用；是文字的请整句加引号，"
                "要重复的内容请照写一遍"
            )
            faults.append(_fault(name, place, "Y006", message))
        tag = getattr(event, "tag", None)
        if tag is not None:
            short = tag.replace("tag:yaml.org,2002:", "!!")
            message = f"“{short}”是 YAML 的标签写法，这里不用；是文字的请整句加引号，否则删去"
            faults.append(_fault(name, place, "Y005", message))
        if isinstance(event, yaml.ScalarEvent) and (told := escaped_character(event.value)):
            faults.append(_fault(name, place, "Y009", told))
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_NESTED:
            raise yaml.MarkedYAMLError(problem="nesting", problem_mark=mark)
    return faults


def _fault(name: str, place: Mark, code: str, message: str) -> SourceFault:
    return SourceFault(file=name, line=place[0], column=place[1], code=code, message=message)


def _broken(name: str, place: Mark, code: str, message: str) -> Source:
    return Source(
        file=name, data=None, marks={(): place}, faults=(_fault(name, place, code, message),)
    )


class _Builder:
    """Builds plain data out of YAML nodes, noting places and faults."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.lines = text.splitlines()
        self.marks: dict[Path, Mark] = {}
        self.faults: list[SourceFault] = []
        self.torn = False
        """Whether two items run into one: then nothing else is worth telling."""

    def fault(self, node: yaml.Node, code: str, message: str) -> None:
        self.faults.append(_fault(self.name, _place(node), code, message))

    def build(self, node: yaml.Node, path: Path) -> object:
        self.marks.setdefault(path, _place(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(element, (*path, index)) for index, element in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, object]:
        mapping: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key is None:
                continue
            if key in mapping:
                if path and isinstance(path[-1], int) and key == next(iter(mapping)):
                    # 多半是少了“- ”：两项并成了一项，里面的数和字都不能当真
                    self.torn = True
                    told = f"键“{key}”在这一项里写了两次；从这里起是另一项的，前面要加“- ”，否则删去一个"
                    self.fault(key_node, "Y002", told)
                    break
                self.fault(key_node, "Y002", f"键“{key}”在这里写了两次，请删去一个")
                continue
            below = (*path, key)
            self.marks[below] = _place(
                value_node if isinstance(value_node, yaml.ScalarNode) else key_node
            )
            mapping[key] = self.build(value_node, below)
        return mapping

    def _key(self, node: yaml.Node) -> str | None:
        if not isinstance(node, yaml.ScalarNode):
            self.fault(
                node, "Y003", "键只能是文字，不能是列表或键值对；以“?”“[”“{”开头的文字请加引号"
            )
            return None
        key = str(node.value)
        if not node.style and key == "<<":
            told = "“<<”是 YAML 的引用写法，这里不用；请把内容照写一遍"
            self.fault(node, "Y006", told)
            return None
        if not node.style and "：" in key:
            told = f"{shown(key)}里用了全角冒号“：”；请改成半角冒号“:”，再空一格"
            self.fault(node, "Y003", told)
            return None
        if not key:
            self.fault(node, "Y003", "冒号前面缺少键")
            return None
        if not node.style and node.tag != _TEXT_TAG:
            self.fault(node, "Y003", f'键“{key}”不加引号会被当成别的意思；请写成 "{key}"')
            return None
        return key

    def _scalar(self, node: yaml.Node) -> object:
        text = str(node.value)
        if getattr(node, "style", None):
            return text
        self._check_comment(node)
        if (
            _WIDE_DASH.match(text)
            and not self.lines[_place(node)[0] - 1][: _place(node)[1] - 1].strip()
        ):
            self.fault(node, "Y001", WIDE_DASH)
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
        for pattern, told in _SURPRISES:
            if pattern.fullmatch(text):
                message = f"{shown(text)}不加引号会被当成{told.format(text=shown(text)[1:-1])}"
                self.fault(node, "Y004", message)
                break
        quoted = _FULL_WIDTH_QUOTES.fullmatch(text)
        if quoted:
            self.fault(node, "Y004", f'{text}用了全角引号；请改成半角引号 "{quoted[1]}"')
        return text

    def _check_comment(self, node: yaml.Node) -> None:
        """Report text after “ #” that was probably not meant as a comment."""
        end = node.end_mark
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        match = _TIGHT_COMMENT.match(rest)
        if match:
            told = (
                "“#”后面的文字被当成注释，没有读进来；是文字的请整句加引号，是注释的在“#”后空一格"
            )
            place = (end.line + 1, end.column + match.start(1) + 1)
            self.faults.append(_fault(self.name, place, "Y010", told))


def _place(node: yaml.Node) -> Mark:
    return node.start_mark.line + 1, node.start_mark.column + 1

"""Strict reading of YAML files: plain data, and where each piece of it stands.

YAML's surprises are faults here: repeated keys, ``13.10`` read as a number where text is meant, ``yes`` and
``2024-01-01`` read as something else, anchors, tags. Decimals stay exact (``decimal.Decimal``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    import pathlib

    from qinglian_core.faults import Path

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}
_SURPRISES = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null)"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt\s].*)?"
    r"|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9]*)?"
    r"|[-+]?0[0-9_]+|0[xob][0-9a-fA-F_]+"
    r"|[-+]?[0-9][0-9_]*\.?[0-9_]*([eE][-+]?[0-9]+)?|[-+]?\.[0-9]+|\+[0-9.]+"
    r"|[-+]?\.(?i:inf|nan)"
)
_PROBLEMS = (
    (r"\\t|'\t'|tab", "这里用了制表符（Tab）；请改用空格缩进"),
    (
        r"mapping values are not allowed",
        "冒号的位置不对：文字里有“: ”时整句要加引号；键要和同级的键对齐",
    ),
    (r"could not find expected ':'", "这里缺少冒号；键后面要用半角冒号“:”，再空一格"),
    (
        r"did not find expected key|expected <block end>",
        "缩进没有对齐；同一级的键和“-”要从同一列开始",
    ),
    (r"did not find expected '-' indicator", "列表的各项要用“-”开头，并对齐"),
    (r"end of (stream|document)|unexpected end", "引号或括号没有配对"),
    (r"did not find expected ',' or", "方括号或花括号里缺少逗号，或没有配对"),
    (r"undefined alias", "文字以“*”开头时要加引号"),
    (r"cannot start any token|did not find expected alphabetic", "文字以特殊符号开头时要加引号"),
    (
        r"found another document|expected a single document",
        "一个文件里只能有一份内容，请删去多余的“---”",
    ),
)


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


Mark = tuple[int, int]
"""Line and column, from 1."""


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
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return _broken(name, (line, 1), "Y007", "文件不是 UTF-8 编码；请用编辑器另存为 UTF-8")
    return parse_source(text, name)


def parse_source(text: str, name: str) -> Source:
    """Parse YAML ``text``; a syntax error gives a source without data."""
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return _broken(name, place, "Y001", _explained(error.problem or error.context or ""))
    except yaml.YAMLError as error:
        return _broken(name, (1, 1), "Y001", f"文件里有不能用的字符：{error}".splitlines()[0])
    finally:
        loader.dispose()
    if node is None:
        return _broken(name, (1, 1), "Y008", "文件是空的")
    builder = _Builder(name)
    data = builder.build(node, ())
    return Source(file=name, data=data, marks=builder.marks, faults=tuple(builder.faults))


def _broken(name: str, place: Mark, code: str, message: str) -> Source:
    fault = SourceFault(file=name, line=place[0], column=place[1], code=code, message=message)
    return Source(file=name, data=None, marks={(): place}, faults=(fault,))


def _explained(problem: str) -> str:
    for pattern, told in _PROBLEMS:
        if re.search(pattern, problem):
            return f"YAML 写法有误：{told}"
    return f"YAML 写法有误：{problem}"


class _Builder:
    """Builds plain data out of YAML nodes, noting places and faults."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.marks: dict[Path, Mark] = {}
        self.faults: list[SourceFault] = []
        self._seen: set[int] = set()

    def fault(self, node: yaml.Node, code: str, message: str) -> None:
        line, column = _place(node)
        self.faults.append(
            SourceFault(file=self.name, line=line, column=column, code=code, message=message)
        )

    def build(self, node: yaml.Node, path: Path) -> object:
        self.marks.setdefault(path, _place(node))
        if id(node) in self._seen:
            self.fault(node, "Y006", "这里用了锚点（&、*）；请把内容照写一遍")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(element, (*path, index)) for index, element in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, object]:
        mapping: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key is None or key_node.tag not in _KEY_TAGS:
                self.fault(
                    key_node, "Y003", f"键“{key_node.value}”应是文字；数字、是否一类的键请加引号"
                )
                continue
            if key in mapping:
                self.fault(key_node, "Y002", f"键“{key}”在这里写了两次，请删去一个")
                continue
            below = (*path, key)
            self.marks[below] = _place(
                value_node if isinstance(value_node, yaml.ScalarNode) else key_node
            )
            mapping[key] = self.build(value_node, below)
        return mapping

    def _scalar(self, node: yaml.Node) -> object:
        text = str(node.value)
        if node.tag not in _SCALAR_TAGS:
            self.fault(node, "Y005", f"不支持标签“{node.tag}”，请删去")
            return text
        if getattr(node, "style", None):
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
        if _SURPRISES.fullmatch(text):
            self.fault(node, "Y004", f'“{text}”不加引号会被 YAML 读成别的意思；请写成 "{text}"')
        return text


_KEY_TAGS = frozenset({"tag:yaml.org,2002:str"})
_SCALAR_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge")
)


def _place(node: yaml.Node) -> Mark:
    return node.start_mark.line + 1, node.start_mark.column + 1

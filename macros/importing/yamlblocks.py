"""YAML as text, section by section, so that what is not changed keeps its comments and every line break."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

_KEY = re.compile(r"([A-Za-z_]\w*):(?=\s|\Z)")
_ENTRY = re.compile(r"^( *)- ", re.MULTILINE)
_PLAIN = re.compile(r"[^\W\d_][^:#\n]*[^\s:#]|[^\W\d_]")
_SPECIAL = re.compile(r"(?i:y|n|yes|no|on|off|true|false|null)")


_SPLIT = re.compile(
    r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|\{[^{}]*\}|\[(?:[^\[\]{}]|\{[^{}]*\})*\]|[^,])+"""
)
"""What stands between the commas of a mapping in braces."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A mapping as text: what stands before its first key, and its sections by key, each with its line ends.

    A section holds the lines from its key on; comments right before a key belong to it.
    """

    head: str
    sections: dict[str, str]

    @property
    def text(self) -> str:
        """The whole mapping."""
        return self.head + "".join(self.sections.values())

    def with_sections(self, **changed: str | None) -> Block:
        """Return the block with sections put in place of those of the same key, added at the end, or taken out."""
        merged = {**self.sections, **changed}
        return Block(
            head=self.head,
            sections={key: text for key, text in merged.items() if text is not None},
        )


def parse_block(text: str) -> Block:
    """Return the mapping in ``text``, whose keys begin at the start of a line."""
    head = ""
    sections: dict[str, str] = {}
    waiting = ""
    key = ""
    for line in text.splitlines(keepends=True):
        match = _KEY.match(line)
        if match is not None:
            key = match[1]
            sections[key] = waiting + line
            waiting = ""
        elif line.startswith("#"):
            waiting += line
        elif key:
            sections[key] += waiting + line
            waiting = ""
        else:
            head += waiting + line
            waiting = ""
    if key:
        sections[key] += waiting
    else:
        head += waiting
    return Block(head=head, sections=sections)


def entries(section: str) -> list[Block]:
    """Return the mappings of a list, ``key:`` and all its ``- `` below it, as blocks of their own."""
    body = list_body(section)
    starts = list(_ENTRY.finditer(body))
    if not starts:
        return []
    indent = min(len(match[1]) for match in starts)
    own = [match.start() for match in starts if len(match[1]) == indent]
    # 第一条前面的注释归第一条
    starts_at = [0, *own[1:]]
    pieces = [body[at:end] for at, end in zip(starts_at, [*own[1:], len(body)], strict=True)]
    return [parse_block(dedented(piece, indent + 2)) for piece in pieces]


def unfolded(block: Block) -> Block:
    """Return a mapping that is written in braces on one line with each key on a line of its own."""
    text = block.text.strip()
    if block.sections or not (text.startswith("{") and text.endswith("}")) or "\n" in text:
        return block
    pieces = [piece.strip() for piece in _SPLIT.findall(text[1:-1]) if piece.strip()]
    return parse_block("".join(f"{piece}\n" for piece in pieces))


def dedented(text: str, width: int) -> str:
    """Return the lines of a list's entry without ``width`` characters of indent, its dash among them."""
    return "".join(
        line[width:] if line[:width].strip(" -") == "" and line.strip() else line.lstrip(" ")
        for line in text.splitlines(keepends=True)
    )


def as_list(key: str, blocks: Iterable[Block | str]) -> str:
    """Return a section with ``blocks`` as the entries of its list."""
    return f"{key}:\n" + "".join(_as_entry(block) for block in blocks)


def _as_entry(block: Block | str) -> str:
    lines = (block if isinstance(block, str) else block.text).splitlines(keepends=True)
    return "".join(_indented(lines))


def _indented(lines: list[str]) -> Iterator[str]:
    begun = False
    for line in lines:
        if not line.strip():
            yield line
        elif begun or line.startswith("#"):
            yield f"    {line}"
        else:
            begun = True
            yield f"  - {line}"


def inline(text: str) -> str:
    """Return ``text`` as a YAML scalar on one line, in quotation marks where it needs them."""
    if _PLAIN.fullmatch(text) and not _SPECIAL.fullmatch(text) and not text.startswith(("?", "-")):
        return text
    return json.dumps(text, ensure_ascii=False)


def scalar(key: str, text: str) -> str:
    """Return a section that holds ``text``."""
    return f"{key}: {inline(text)}\n"


def quoted(key: str, text: str) -> str:
    """Return a section that holds ``text`` in quotation marks, as ids are written."""
    return f"{key}: {json.dumps(text, ensure_ascii=False)}\n"


def literal(key: str, text: str) -> str:
    """Return a section with official words: a block, so that no sign in them means anything to YAML."""
    return f"{key}: |-\n  {text}\n"


def figure(key: str, value: Decimal) -> str:
    """Return a section that holds an amount."""
    return f"{key}: {amount_text(value)}\n"


def below(section: str) -> Block | None:
    """Return the mapping below the key of ``section`` as a block of its own; None where it is none in block style."""
    body = list_body(section)
    indents = [len(line) - len(line.lstrip(" ")) for line in body.splitlines() if line.strip()]
    block = parse_block(dedented(body, min(indents, default=0)))
    return block if block.sections and not block.head.strip() else None


def as_mapping(key: str, block: Block) -> str:
    """Return a section with ``block`` below its key."""
    return f"{key}:\n" + "".join(
        f"  {line}" if line.strip() else line for line in block.text.splitlines(keepends=True)
    )


def list_body(section: str) -> str:
    """Return the lines of a section below its key."""
    lines = section.splitlines(keepends=True)
    start = next((index for index, line in enumerate(lines) if _KEY.match(line)), 0)
    return "".join(lines[start + 1 :])


def comment_of(section: str) -> str:
    """Return the comments that belong to a section."""
    return "".join(line for line in section.splitlines(keepends=True) if line.startswith("#"))


def plain(block: Block, key: str) -> str:
    """Return the value of ``key``, which stands on one line, without quotation marks; empty where there is none."""
    lines = block.sections.get(key, "").splitlines()
    line = next((one for one in lines if one.startswith(f"{key}:")), "")
    return line.partition(":")[2].partition(" #")[0].strip().strip("\"'")

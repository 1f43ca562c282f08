"""lineage.yaml of an edition that is imported again: what somebody corrected in it stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .yamlblocks import as_list, entries, parse_block

if TYPE_CHECKING:
    from collections.abc import Mapping

_NEW = re.compile(r'\bnew:\s*"?([^",}\s]+)"?')
_OLD = re.compile(r'\bold:\s*(\[[^\]]*\]|"[^"]*"|[^",}\s]+)')
_NAME = re.compile(r'[^"\[\],\s]+')


def merge_lineage(base: str, mine: str, drafted: str, before: Mapping[str, str]) -> str:
    """Return ``drafted`` with what was changed from ``base`` to ``mine``; ``before``: the former ids of clauses."""
    known, own = _by_new(base), _by_new(mine)
    lines: list[str] = []
    for new, line in _by_new(drafted).items():
        former = before.get(new, "")
        changed = own.get(former)
        if changed is not None and changed != known.get(former):
            lines.append(_NEW.sub(f'new: "{new}"', changed, count=1))
        else:
            lines.append(line)
    block = parse_block(drafted)
    gone = _gone(drafted, mine, lines)
    return block.with_sections(
        clauses=as_list("clauses", lines), gone=as_list("gone", gone) if gone else None
    ).text


def _lines(text: str, key: str) -> list[str]:
    section = parse_block(text).sections.get(key)
    return [entry.text for entry in entries(section)] if section else []


def _by_new(text: str) -> dict[str, str]:
    return {
        match[1]: line
        for line in _lines(text, "clauses")
        if (match := _NEW.search(line)) is not None
    }


def _olds(line: str) -> list[str]:
    match = _OLD.search(line)
    return _NAME.findall(match[1]) if match else []


def _gone(drafted: str, mine: str, lines: list[str]) -> list[str]:
    """Return the entries of what no clause comes from, in the words of ``mine`` where it has them."""
    used = {old for line in lines for old in _olds(line)}
    written = {old: line for line in _lines(mine, "gone") for old in _olds(line)}
    every = [
        old for key in ("clauses", "gone") for line in _lines(drafted, key) for old in _olds(line)
    ]
    return [
        written.get(old, f'{{old: "{old}"}}\n') for old in dict.fromkeys(every) if old not in used
    ]

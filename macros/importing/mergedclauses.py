"""Several clauses in one: their rules, guidance and search words, one after the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from macros.loading.yamlsource import parse_source

from .yamlblocks import Block, as_mapping, below, inline, list_body

if TYPE_CHECKING:
    from collections.abc import Sequence

_LISTS = ("looked_at", "losses", "open_points", "related")


def suffixed(parts: str, suffix: str) -> str:
    """Return rules whose questions are told apart from those of another clause by ``suffix``."""
    if not suffix:
        return parts
    ids = set(re.findall(r"\bid: ([a-z][a-z0-9-]*)", parts))
    names = "|".join(sorted(map(re.escape, ids), key=len, reverse=True))
    if not names:
        return parts
    named = re.compile(rf"\b(id: |question: |at_least: )({names})\b")
    return named.sub(rf"\1\2{suffix}", parts)


def merged_words(blocks: Sequence[Block]) -> str:
    """Return the search words of several clauses, each once."""
    found: dict[str, None] = {}
    for block in blocks:
        data = parse_source(block.sections.get("search_words", "search_words: []\n"), "").data
        words = data.get("search_words") if isinstance(data, dict) else None
        found |= dict.fromkeys(str(word) for word in (words if isinstance(words, list) else ()))
    return f"search_words: [{', '.join(map(inline, found))}]\n" if found else ""


def merged_guidance(blocks: Sequence[Block]) -> str:
    """Return the guidance of several clauses in one, without their examples."""
    merged: dict[str, str] = {}
    evidence: dict[str, str] = {}
    for block in blocks:
        guidance = below(block.sections.get("guidance", "guidance:\n"))
        for key, section in (guidance.sections if guidance else {}).items():
            if key in _LISTS:
                merged[key] = merged.get(key, f"{key}:\n") + list_body(section)
            elif key == "evidence":
                inner = below(section)
                for name, listed in (inner.sections if inner else {}).items():
                    evidence[name] = evidence.get(name, f"{name}:\n") + list_body(listed)
                merged["evidence"] = as_mapping("evidence", Block(head="", sections=evidence))
    return as_mapping("guidance", Block(head="", sections=merged)) if merged else ""

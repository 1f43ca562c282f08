"""Numbers of clauses and items in our own words, as they are written: 第13.4条, 13.4, 第13项; and sums: 本项9分."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_CLAUSE = re.compile(
    r"(?<![0-9A-Za-z.．×＋+\-－~～–—/])(?P<id>[0-9]{1,3}\.[0-9]{1,3})(?![0-9.]*[0-9%％倍分])"
    # “6.1分事行权”里的“分”不是分值
    r"|(?<=[：；。，、“])(?P<before>[0-9]{1,3}\.[0-9]{1,3})(?=分(?![的不以为即就才后与和至或是由计算扣])[\u4e00-\u9fff])"
)
_KEYED = re.compile(
    r"(?:points|deduct|award|own|low|high|estimate|discretion|from|at_least|declared|computed):\s*\Z"
)
_ITEM = re.compile(r"第(?P<id>[0-9]{1,3})项")
_GONE = "旧版"
"""Before the number of a clause that is gone: another clause may have that number now."""
_RELATED = re.compile(r'clause:\s*"?(?P<id>[^",}\s]+)"?')


@dataclass(frozen=True, kw_only=True, slots=True)
class Renumbering:
    """What the clauses and items of an edition are called in the next one; one that is gone is not there."""

    clauses: Mapping[str, str]
    items: Mapping[str, str]
    known_clauses: frozenset[str]
    known_items: frozenset[str]

    def renumber(self, prose: str) -> tuple[str, tuple[str, ...]]:
        """Return ``prose`` with the new numbers, and what is gone, marked as the older edition's."""
        gone: list[str] = []

        def clause(match: re.Match[str]) -> str:
            name = match["id"] or match["before"]
            if name not in self.known_clauses or _KEYED.search(prose[: match.start()]):
                return match[0]
            if name not in self.clauses:
                gone.append(f"第{name}条")
                return f"{_GONE}{name}"
            return self.clauses[name]

        def item(match: re.Match[str]) -> str:
            name = match["id"]
            if name not in self.known_items:
                return match[0]
            if name not in self.items:
                gone.append(f"第{name}项")
                return f"{_GONE}第{name}项"
            return f"第{self.items[name]}项"

        renumbered = _ITEM.sub(item, _CLAUSE.sub(clause, prose)).replace(f"第{_GONE}", f"{_GONE}第")
        return renumbered, tuple(dict.fromkeys(gone))


def related_clause(entry: str) -> str:
    """Return the clause that an entry of ``related`` names."""
    match = _RELATED.search(entry)
    return match["id"] if match else ""

"""Numbers of clauses and items in our own words, as they are written: 第13.4条, 13.4, 第13项; and sums: 本项9分."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qinglian_core.criteria.table import USUAL_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qinglian_core.criteria.model import Rubric
    from qinglian_core.criteria.table import Words
    from qinglian_core.revision.lineage import Lineage

_CLAUSE = re.compile(
    r"(?<![0-9A-Za-z.．×＋+\-－~～–—/])(?P<id>[0-9]{1,3}(?:\.[0-9]{1,3}){1,2})(?![0-9.]*[0-9%％倍分])"
    # “6.1分事行权”里的“分”不是分值
    r"|(?<=[：；。，、“])(?P<before>[0-9]{1,3}\.[0-9]{1,3})(?=分(?![的不以为即就才后与和至或是由计算扣])[\u4e00-\u9fff])"
)
_KEYED = re.compile(
    r"(?:points|deduct|award|own|low|high|estimate|discretion|from|at_least|declared|computed):\s*\Z"
)
_RELATED = re.compile(r'clause:\s*"?(?P<id>[^",}\s]+)"?')


@dataclass(frozen=True, kw_only=True, slots=True)
class Renumbering:
    """What the clauses and items of an edition are called in the next one; one that is gone is not there."""

    clauses: Mapping[str, str]
    items: Mapping[str, str]
    known_clauses: frozenset[str]
    known_items: frozenset[str]
    elsewhere: str = "旧版"
    """Put before the number of what is not there: another clause may have that number."""
    words: Words = USUAL_WORDS
    """What clauses and items are called."""

    def renumber(self, prose: str) -> tuple[str, tuple[str, ...]]:
        """Return ``prose`` with the new numbers, and what is gone, marked as the older edition's."""
        gone: list[str] = []

        def clause(match: re.Match[str]) -> str:
            name = match["id"] or match["before"]
            if name not in self.known_clauses or _KEYED.search(prose[: match.start()]):
                return match[0]
            if name not in self.clauses:
                gone.append(self.words.clause_label(name))
                return f"{self.elsewhere}{name}"
            return self.clauses[name]

        def item(match: re.Match[str]) -> str:
            name = match["id"]
            if name not in self.known_items:
                return match[0]
            if name not in self.items:
                gone.append(self.words.item_label(name))
                return f"{self.elsewhere}{self.words.item_label(name)}"
            return self.words.item_label(self.items[name])

        unit = re.escape(self.words.item_unit)
        items = re.compile(rf"第(?P<id>[0-9]{{1,3}}(?:\.[0-9]{{1,3}})?){unit}")
        renumbered = items.sub(item, _CLAUSE.sub(clause, prose)).replace(
            f"第{self.elsewhere}", f"{self.elsewhere}第"
        )
        return renumbered, tuple(dict.fromkeys(gone))


def related_clause(entry: str) -> str:
    """Return the clause that an entry of ``related`` names."""
    match = _RELATED.search(entry)
    return match["id"] if match else ""


def along(lineage: Lineage, older: Rubric, newer: Rubric) -> Renumbering:
    """Return what the clauses and items of ``older`` are called in ``newer``, the first of several heirs."""
    pairs = [(old, one.new) for one in lineage.descents for old in one.old]
    return _renumbering(pairs, older, newer)


def back_along(lineage: Lineage, older: Rubric, newer: Rubric) -> Renumbering:
    """Return what the clauses and items of ``newer`` were called in ``older``."""
    pairs = [(one.new, old) for one in lineage.descents for old in one.old]
    return replace(_renumbering(pairs, newer, older), elsewhere="新版")


def _renumbering(pairs: list[tuple[str, str]], source: Rubric, target: Rubric) -> Renumbering:
    clauses: dict[str, str] = {}
    for one, other in pairs:
        clauses.setdefault(one, other)
    return Renumbering(
        clauses=clauses,
        items=_item_names(pairs, source, target),
        known_clauses=frozenset(clause.id for clause in source.clauses),
        known_items=frozenset(item.id for item in source.items),
        words=source.words,
    )


def _item_names(pairs: list[tuple[str, str]], source: Rubric, target: Rubric) -> dict[str, str]:
    """Return for each item of ``source`` that of ``target`` with most of its clauses."""
    before = {clause.id: item.id for item in source.items for clause in item.clauses}
    after = {clause.id: item.id for item in target.items for clause in item.clauses}
    counted = Counter((before[one], after[other]) for one, other in pairs)
    names: dict[str, str] = {}
    for (one, other), _ in counted.most_common():
        names.setdefault(one, other)
    return names

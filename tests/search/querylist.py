"""The lists of queries: what readers type, and what they must find."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import yaml

FOLDER = Path(__file__).parent
EXACT = ("term", "part", "number", "fullwidth", "punctuation")
"""Kinds whose words stand in the text: the right clause first."""
LOOSE = ("colloquial", "synonym", "slip")
"""Kinds whose words do not: the right clause among the first three."""

PROCEDURE = ("procedure",)
"""Questions of procedure: our answer first, though it is that nothing is written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """One query; ``expect`` names clauses ("3.2") and items ("9"), one of which must be found, or ``all``.

    Of a question of procedure it names our answer ("gap:who-assesses") or a page ("page:method/").
    """

    q: str
    kind: str
    expect: tuple[str, ...]
    all: bool = False
    given: bool = False
    holdout: bool = False

    def first(self, found: list[str]) -> bool:
        """Whether the first of ``found`` is right."""
        return bool(found) and found[0] in self.expect

    def among_three(self, found: list[str]) -> bool:
        """Whether the first three of ``found`` hold what is looked for."""
        hits = [place in found[:3] for place in self.expect]
        return all(hits) if self.all else any(hits)


@dataclass(frozen=True, kw_only=True, slots=True)
class QueryList:
    """One file of queries; ``never`` pairs a query with what it must not find."""

    queries: tuple[Query, ...]
    never: tuple[tuple[str, tuple[str, ...]], ...]
    absent: tuple[str, ...]
    empty: tuple[str, ...]


def read_queries(name: str) -> QueryList:
    """Read ``queries.yaml`` or ``unseen.yaml``."""
    data = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return QueryList(
        queries=tuple(
            Query(**{**entry, "expect": tuple(entry["expect"])}) for entry in data["queries"]
        ),
        never=tuple((entry["q"], tuple(entry["not"])) for entry in data.get("never", ())),
        absent=tuple(cast("list[str]", data.get("absent", []))),
        empty=tuple(cast("list[str]", data.get("empty", []))),
    )


def held_out(q: str) -> bool:
    """Whether a query of ours is kept unseen while the search is tuned."""
    return hashlib.sha256(q.encode()).digest()[0] % 3 == 0

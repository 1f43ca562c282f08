"""The search of the site, run under Node on a list of queries."""

from __future__ import annotations

import json
import math
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from macros.loading.editions import Publication, load_publications
from macros.loading.vocabulary import load_vocabulary
from macros.search.documents import search_data
from macros.tools.toolbox import find_toolbox
from tests.search.querylist import EXACT, LOOSE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.search.querylist import Query

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("evaluate.mjs")
EDITION = "jiyuan"
"""The edition that the lists of queries are about."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One result: a clause, an item or something else, and where in it."""

    kind: str
    id: str
    field: str
    partial: bool

    @property
    def place(self) -> str:
        """The clause or item; anything else with its kind."""
        return self.id if self.kind in {"clause", "item"} else f"{self.kind}:{self.id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluation:
    """What each query found, in order; times in milliseconds."""

    found: dict[str, tuple[Found, ...]]
    build: float
    keystrokes: tuple[float, ...]
    efforts: tuple[float, ...]

    def places(self, q: str) -> list[str]:
        """Return the clauses, items and terms that ``q`` found."""
        return [found.place for found in self.found[q]]

    @property
    def p95(self) -> float:
        """Return the 95th percentile of the time a keystroke takes."""
        return _p95(self.keystrokes)

    @property
    def effort(self) -> float:
        """Return the same in processor time, which other programs on the machine do not stretch."""
        return _p95(self.efforts)


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """Shares, 0…1, over the queries of one group; ``count`` is how many there are."""

    count: int
    first: float
    three: float


def edition(root: Path) -> Publication:
    """Return the edition that the lists of queries are about."""
    (publication,) = (each for each in load_publications(root) if each.rubric.id == EDITION)
    return publication


def edition_search_data(root: Path) -> dict[str, object]:
    """Return what the site's search would be given."""
    publication = edition(root)
    return search_data(publication.rubric, publication.glossary, load_vocabulary(root))


def evaluate(data: dict[str, object], queries: Sequence[str], engine: str = "ours") -> Evaluation:
    """Type each of ``queries`` letter by letter."""
    asked = json.dumps({"data": data, "queries": list(queries), "engine": engine})
    finished = subprocess.run(
        [find_toolbox(ROOT).node, SCRIPT], input=asked.encode(), capture_output=True, check=False
    )
    assert finished.returncode == 0, finished.stderr.decode()
    said = json.loads(finished.stdout)
    return Evaluation(
        found={
            q: tuple(Found(**each) for each in results)
            for q, results in zip(queries, said["found"], strict=True)
        },
        build=said["build"],
        keystrokes=tuple(said["keystrokes"]),
        efforts=tuple(said["efforts"]),
    )


def score(evaluation: Evaluation, queries: Sequence[Query], *, exact: bool) -> Score:
    """Return how well the queries of the exact kinds, or those of the loose ones, fared."""
    group = [query for query in queries if query.kind in (EXACT if exact else LOOSE)]
    places = [(query, evaluation.places(query.q)) for query in group]
    return Score(
        count=len(group),
        first=sum(query.first(found) for query, found in places) / len(group),
        three=sum(query.among_three(found) for query, found in places) / len(group),
    )

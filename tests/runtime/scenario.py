"""What Python is asked in browsers, and what the core makes of it on CPython."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any

from macros.loading.editions import load_publications
from qinglian_core.browser import Service
from tests.build.cases import valid_cases
from tests.differential.engines import Here
from tests.differential.rubrics import Rubrics
from tests.differential.selfchecks import batches

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.differential.selfchecks import Talk

Plain = dict[str, Any]

VECTORS = "tests/vectors"
SAMPLE = 150
"""Self-checks of the proof that a release makes in a browser."""
SOME = 8
"""Of so many vectors and self-checks one is tried usually, and all of them by `make thorough`."""


def varied_answers(rubric: Plain) -> Plain:
    """Return answers by clause that touch every question, different from one to the next, made from the rubric alone."""
    turn = count()
    return {
        clause["id"]: {
            "answers": {
                question["id"]: _answer(question, next(turn)) for question in _questions(clause)
            },
            "estimate": "0.5",
        }
        for item in rubric["items"]
        for clause in item["clauses"]
    }


def expected_result(rubric: Plain, clauses: Plain) -> Plain:
    """Return what the core says on CPython."""
    service = Service()
    _value(service, {"op": "load", "rubric": rubric})
    return _value(service, {"op": "assess", "clauses": clauses})


def vector_requests(root: Path, every: int = 1) -> list[Plain]:
    """Return requests for the vectors, one rubric after another: of the cases of each file the first of ``every`` so many."""
    requests: list[Plain] = []
    current: Plain = {}
    for rubric, cases in _vectors(root):
        if rubric is not current:
            requests.append({"op": "load", "rubric": rubric})
            current = rubric
        requests += (request for case in cases[::every] for request in _asked(case))
    return requests


def _vectors(root: Path) -> Iterator[tuple[Plain, list[Plain]]]:
    edition = load_publications(root)[0].plain
    files = [json.loads(path.read_bytes()) for path in sorted((root / VECTORS).glob("*.json"))]
    for file in sorted(files, key=lambda file: "rubric" in file):
        yield file.get("rubric", edition), file["cases"]
    for folder in valid_cases():
        file = folder / "vectors.json"
        if file.exists():
            yield load_publications(folder)[0].plain, json.loads(file.read_bytes())["cases"]


def _asked(case: Plain) -> Iterator[Plain]:
    """Yield one request for a whole form, or one for each clause where a case is about clauses alone."""
    if "total" in case:
        yield {"op": "assess", "clauses": case["answers"]}
        return
    for clause, entry in case["answers"].items():
        yield {"op": "answer", "clause": clause, "entry": entry}


def said_by_cpython(requests: list[Plain]) -> list[str]:
    """Return the replies on CPython, to the letter."""
    service = Service()
    return [service.handle(json.dumps(request)) for request in requests]


def random_talks(root: Path, every: int = 1) -> list[Talk]:
    """Return random self-checks, fair and hostile, of some rubrics: of the first that `make differential` asks about."""
    drawn = batches(Rubrics(root), "1", 0, SAMPLE)
    return [talk for batch in drawn for talk in (batch.load, *batch.talks[::every])]


def digests_of_cpython(talks: list[Talk]) -> list[str]:
    """Return the digest of what is said in each talk on CPython."""
    return Here().digests(talks).result()


def _questions(clause: Plain) -> Iterator[Plain]:
    for part in clause["parts"]:
        yield from (each for each in part.get("questions", ()) if each["kind"] != "estimate")


def _answer(question: Plain, turn: int) -> object:
    names = [named["id"] for named in question.get("named", ())]
    if names:
        return {name: _value_of(question, turn + at) for at, name in enumerate(names)}
    return _value_of(question, turn)


def _value_of(question: Plain, turn: int) -> object:
    if turn % 5 == 4:
        return "unsure"
    if question["kind"] in {"count", "tiers"}:
        return turn % 4
    if question["kind"] == "grade":
        grades = question["grades"]
        return grades[turn % len(grades)]["id"]
    return ("yes", "no")[turn % 2]


def _value(service: Service, request: Plain) -> Plain:
    reply = json.loads(service.handle(json.dumps(request)))
    assert reply["ok"], reply
    value: Plain = reply["value"]
    return value

"""Answers that touch every question, made from the rubric alone, and what the core makes of them on CPython."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any

from qinglian_core.browser import Service

if TYPE_CHECKING:
    from collections.abc import Iterator

Plain = dict[str, Any]


def varied_answers(rubric: Plain) -> Plain:
    """Return answers by clause, different from question to question."""
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

"""Random self-checks, and what a page asks Python of each: a seed and a number draw the same one again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from qinglian_core.criteria.vocabulary import UNSURE
from qinglian_core.selfcheck.migrations import FORMAT, VERSION
from tests.core.oracle.answering import draw_entries
from tests.core.oracle.drawing import clauses_of
from tests.core.strategies import keep_floors

from .hostile import broken, spoil_answers, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.core.plainrubric import Plain

    from .rubrics import Rubrics

SIZE = 25
"""Self-checks for one rubric, one after the other: to load it takes as long as some of them."""
HOSTILE, BROKEN = 0.3, 0.05
READ = 0.04
"""How often the next steps, the page for whoever decides and the file to save are asked for too: they take longest."""
NOTES = ("", "记", "第１次\u2028", "😀é\u202e", "＝1+1", "长" * 90)

Talk = tuple[str, ...]
"""Requests, one after the other."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """Self-checks number ``first`` and following, all for one rubric, which is loaded before."""

    rubric: str
    plain: Plain
    first: int
    load: Talk
    talks: tuple[Talk, ...]


def batches(rubrics: Rubrics, seed: str, first: int, count: int) -> Iterator[Batch]:
    """Draw self-checks ``first`` to ``first + count``, without the last."""
    at, end = first, first + count
    while at < end:
        number = at // SIZE
        until = min(end, (number + 1) * SIZE)
        name, plain = rubrics.drawn(f"{seed}/rubric/{number}")
        talks = tuple(talk(plain, Random(f"{seed}/{one}")) for one in range(at, until))  # noqa: S311 - no secrets
        load = (json.dumps({"op": "load", "rubric": plain}),)
        yield Batch(rubric=name, plain=plain, first=at, load=load, talks=talks)
        at = until


def talk(plain: Plain, chance: Random) -> Talk:
    """Return what a page asks about one self-check: open its file, score all of it, then another answer or two."""
    file = _file(plain, chance)
    hostile = chance.random() < HOSTILE
    if hostile:
        spoil_answers(file if chance.random() < 0.2 else file["clauses"], chance)
    text = text_of(file)
    told = broken(text, chance) if chance.random() < BROKEN else text
    requests = [
        json.dumps({"op": "open", "text": told}),
        _request("assess", clauses=file.get("clauses"), kind=file.get("unit_kind", "")),
        *(_another(plain, chance, hostile=hostile) for _ in range(chance.choice((1, 1, 2)))),
    ]
    if chance.random() < READ:
        requests += [_request(op, check=file) for op in ("steps", "briefing", "save")]
    return tuple(requests)


def _request(op: str, **payload: object) -> str:
    return text_of({"op": op, **payload})


def _another(plain: Plain, chance: Random, *, hostile: bool) -> str:
    clause = chance.choice(clauses_of(plain))
    entry = _entry(clause, draw_entries(_only(clause), chance.randrange(2**32)), chance)
    if hostile:
        spoil_answers(entry, chance)
    return _request("answer", clause=clause["id"], entry=entry)


def _only(clause: Plain) -> Plain:
    return {"items": [{"clauses": [clause]}]}


def _file(plain: Plain, chance: Random) -> Plain:
    """Draw a save file, from an untouched to a full one."""
    blank = chance.choice((0, 0, 0, 0.1, 0.5, 1))
    entries = draw_entries(plain, chance.randrange(2**32))
    kinds = [one["id"] for one in plain.get("units", ())]
    file: Plain = {
        "format": FORMAT,
        "version": chance.choice((*[VERSION] * 9, 1, 2, 3, VERSION + 1)),
        "edition": {"id": plain["id"]},
        "unit": chance.choice(("某局", "", "甲\u3000局")),
        "clauses": {
            clause["id"]: _entry(clause, entries, chance)
            for clause in clauses_of(plain)
            if chance.random() >= blank
        },
    }
    if kinds and chance.random() < 0.8:
        file["unit_kind"] = chance.choice((*kinds, *kinds, "nobody"))
    return file


def _entry(clause: Plain, entries: Plain, chance: Random) -> Plain:
    entry: Plain = entries[clause["id"]]
    if chance.random() < 0.95:
        keep_floors(clause, entry["answers"])
    if chance.random() < 0.03:
        _exceed(entry["answers"])
    if chance.random() < 0.05:
        _be_unsure(entry["answers"])
    if chance.random() < 0.4:
        entry["estimate"] = _estimate(clause, chance)
    if chance.random() < 0.1:
        entry |= {"note": chance.choice(NOTES), "recheck": chance.random() < 0.3}
        entry["evidence"] = [{"what": chance.choice(NOTES), "ready": chance.random() < 0.5}]
    return entry


def _exceed(answers: Plain) -> None:
    """Let the parts be more than their wholes."""
    for answer in answers.values():
        if isinstance(answer, dict):
            answer.update({name: 99 for name in ("part", "target_part") if name in answer})


def _be_unsure(answers: Plain) -> None:
    """Say 拿不准 once of all the things of a question."""
    answers.update({name: UNSURE for name, answer in answers.items() if isinstance(answer, dict)})


def _estimate(clause: Plain, chance: Random) -> str:
    thousandths = int(Decimal(str(clause["points"])) * 1000)
    step = chance.choice((1000, 500, 100, 100, 1))
    above = step if chance.random() < 0.02 else 0
    return str(Decimal(chance.randrange(above, thousandths + above + 1, step)) / 1000)

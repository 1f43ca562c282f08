"""A save file with an attack in every text that it can carry."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from qinglian_core.faults import AnswerError
from qinglian_core.selfcheck.savefile import decode_self_check
from tests.attacks.payloads import LEADS, MARKUP
from tests.documents.selfchecks import HOSTILE, plain_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core import Rubric

Plain = dict[str, Any]
TEXTS = (
    *(f"{lead}{MARKUP}" for lead in LEADS),
    *HOSTILE,
    f"\t{MARKUP}",
    "_x003C_b_x003E_",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "\ud83d\ude00",
)
"""A file has, besides what criteria may have, characters that no YAML file of ours may."""
KEYS = "这里可以写："


def attacked_check(rubric: Rubric, turn: int = 0) -> Plain:
    """Return a self-check in which nothing is answered, and every text is an attack; ``turn`` picks other ones."""
    texts = _endless(turn)
    clauses = {}
    for clause in rubric.clauses:
        clauses[clause.id] = {
            "answers": {},
            "estimate": str(clause.points / 2),
            "reason": next(texts),
            "note": next(texts),
            "evidence": [
                {
                    "ready": bool(at),
                    **{key: next(texts) for key in ("what", "where", "date", "who")},
                }
                for at in range(2)
            ],
            "digest": clause.digest,
            "text": "0" * 16,
            "recheck": True,
        }
    tasks = {
        clause.id: {"who": next(texts), "due": next(texts), "done": False}
        for clause in rubric.clauses
    }
    return plain_check(
        rubric,
        clauses,
        unit=next(texts),
        unit_kind=rubric.totalling.kinds[0],
        period=next(texts),
        assessor=next(texts),
        tasks=tasks,
        former={},
    )


def _endless(turn: int) -> Iterator[str]:
    while True:
        for at in range(len(TEXTS)):
            yield TEXTS[(at + turn) % len(TEXTS)]


def unwritten_keys(rubric: Rubric, plain: Plain) -> list[str]:
    """Return the keys that a save file may have, says whoever reads it, and ``plain`` has not."""
    found = []
    for path in _mappings(plain, ()):
        changed = deepcopy(plain)
        place: Any = changed
        for step in path:
            place = place[step]
        place["没有的键"] = 1
        try:
            decode_self_check(rubric, json.loads(json.dumps(changed)))
        except AnswerError as error:
            told = [fault.message for fault in error.faults if fault.path == (*path, "没有的键")]
        else:
            told = []
        known = told[0].partition(KEYS)[2].split("、") if told else []
        found += ["/".join(map(str, (*path, key))) for key in known if key and key not in place]
    return found


def _mappings(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        yield path
        for key, below in value.items():
            yield from _mappings(below, (*path, key))
    elif isinstance(value, list):
        for at, below in enumerate(value):
            yield from _mappings(below, (*path, at))

"""How long scoring takes on CPython, as multiples of reading the same file as JSON."""

from __future__ import annotations

import json
import time
from functools import partial
from typing import TYPE_CHECKING

from macros.loading.editions import load_publications
from qinglian_core import assess, decode_rubric
from qinglian_core.jsontext import jsonable
from qinglian_core.scoring.clausescore import score_clause
from qinglian_core.scoring.result import result_object
from qinglian_core.selfcheck.opening import open_self_check
from qinglian_core.selfcheck.savefile import decode_self_check, self_check_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from qinglian_core import Rubric

SCENARIO = "tests/vectors/scenario-one-flaw-each-estimated.json"
"""Every clause is answered, and every one loses something: the longest ledgers."""
ROUNDS, REPEATS = 20, 4


def seconds(action: Callable[[], object]) -> float:
    """Return the processor time that ``action`` takes, the best of many rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(REPEATS):
            action()
        best = min(best, (time.process_time() - began) / REPEATS)
    return best


def full_file(root: Path, rubric: Rubric) -> str:
    """Return the save file of a whole self-check."""
    case = json.loads((root / SCENARIO).read_bytes())["cases"][0]
    header = {"format": "qinglian-self-check", "version": 2, "edition": {"id": rubric.id}}
    check = decode_self_check(rubric, {**header, "clauses": case["answers"]})
    return self_check_text(check)


def rows(root: Path) -> Iterator[tuple[str, str]]:
    """Yield what was measured and the result."""
    publication = load_publications(root)[0]
    rubric = publication.rubric
    text = full_file(root, rubric)
    answers = open_self_check(rubric, text).check.answers
    reading = seconds(lambda: json.loads(text))
    unit = "倍于 json.loads(同一文件)"
    scoring = seconds(lambda: assess(rubric, answers))
    yield "计分｜一份完整自查（CPython）", f"{scoring / reading:.0f} {unit}"
    opening = seconds(lambda: open_self_check(rubric, text))
    yield "计分｜严格读入一份完整自查", f"{opening / reading:.0f} {unit}"
    whole = seconds(lambda: json.dumps(result_object(assess(rubric, answers))))
    yield "计分｜计分并写出结果对象", f"{whole / reading:.0f} {unit}"
    slowest = max(
        seconds(partial(score_clause, clause, answers[clause.id])) for clause in rubric.clauses
    )
    yield "计分｜改一个回答，最慢的一条", f"{slowest / scoring:.1%} 于整份计分"
    model = json.dumps(jsonable(publication.plain), ensure_ascii=False)
    decoding = seconds(lambda: decode_rubric(json.loads(model)))
    bare = seconds(lambda: json.loads(model))
    yield "计分｜读入并核对整部细则", f"{decoding / bare:.0f} 倍于 json.loads(rubric.json)"

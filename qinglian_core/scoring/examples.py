"""Worked examples: each is scored by the core, and must come out as the guidance says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text, range_text
from qinglian_core.answers.entries import Entry, read_clause_answers
from qinglian_core.faults import Fault
from qinglian_core.reader import Reader

from .clausescore import ClauseScore, score_clause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.criteria.guidance import Example
    from qinglian_core.criteria.model import Clause, Rubric
    from qinglian_core.faults import Path


def example_score(clause: Clause, example: Example) -> ClauseScore:
    """Return the score of ``clause`` for the answers of ``example``."""
    answers = read_clause_answers(clause, Reader(example.answers, []))
    return score_clause(clause, Entry(answers=answers, estimate=example.own))


def example_faults(rubric: Rubric) -> Iterator[Fault]:
    """Return a fault for every example whose answers are wrong or whose score is not what it says."""
    for index, item in enumerate(rubric.items):
        for number, clause in enumerate(item.clauses):
            for place, example in enumerate(clause.guidance.examples if clause.guidance else ()):
                path = ("items", index, "clauses", number, "guidance", "examples", place)
                yield from _faults(clause, example, path)


def _faults(clause: Clause, example: Example, path: Path) -> Iterator[Fault]:
    faults: list[Fault] = []
    read_clause_answers(clause, Reader(example.answers, faults, (*path, "answers")))
    if faults:
        yield from faults
        return
    score = example_score(clause, example)
    found = range_text(score.sure.low, score.sure.high)
    if (score.sure.low, score.sure.high) != (example.low, example.high):
        said = range_text(example.low, example.high)
        yield Fault(
            code="E001", path=(*path, "low"), message=f"算例写的是{said}，按规则算得{found}，请核对"
        )
    envelope = (score.envelope.low, score.envelope.high)
    if envelope != (example.envelope or (score.sure.low, score.sure.high)):
        told = range_text(*envelope)
        yield Fault(
            code="E002",
            path=(*path, "envelope"),
            message=f"连同其他读法的范围算得{told}，请写进 envelope",
        )
    if score.estimate != example.estimate:
        said = "没有写" if example.estimate is None else f"写的是{amount_text(example.estimate)}分"
        told = (
            "没有自评分" if score.estimate is None else f"自评分是{amount_text(score.estimate)}分"
        )
        yield Fault(
            code="E003",
            path=(*path, "estimate"),
            message=f"算例的 estimate {said}，按规则算得{told}，请核对",
        )
    for notice in score.notices:
        yield Fault(code="E004", path=(*path, "own"), message=f"算例的 own 没有用上：{notice}")

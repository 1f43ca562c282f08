"""The work list: what would help most, clauses ordered by the points that can still be gained.

What can be gained is the clause's points less the unit's own estimate, or less what is sure where there is
none. Clauses with nothing to gain are left out; equal gains keep the order of the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.criteria.model import Start
from qinglian_core.scoring.ledger import clause_ledger
from qinglian_core.scoring.ledgerline import LedgerLine, LineKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from qinglian_core.criteria.model import Clause, Part
    from qinglian_core.scoring.assessment import Assessment, ClauseScore

    from .savefile import SelfCheck

_CONDITIONS = (LineKind.SETTLED, LineKind.OPEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkLine:
    """One clause to work on: ``lost`` points are gone for sure, ``gain`` is what may still be had.

    ``reasons`` are lines of the ledger, ``missing`` the evidence not yet ready, ``advice`` our suggestions.
    """

    clause: Clause
    gain: Decimal
    lost: Decimal
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    advice: tuple[str, ...]
    who: str
    due: str
    done: bool


def work_list(assessment: Assessment, check: SelfCheck) -> tuple[WorkLine, ...]:
    """Return the clauses of ``check`` that can still gain points, the largest gain first."""
    lines = [_line(score, check) for score in assessment.clauses]
    return tuple(
        sorted((line for line in lines if line.gain > 0), key=lambda line: line.gain, reverse=True)
    )


def _line(score: ClauseScore, check: SelfCheck) -> WorkLine:
    clause = score.clause
    task = check.tasks.get(clause.id)
    secured = score.sure.low if score.estimate is None else score.estimate
    return WorkLine(
        clause=clause,
        gain=clause.points - secured,
        lost=clause.points - score.sure.high,
        reasons=tuple(_reasons(score)),
        missing=tuple(one.what for one in check.records[clause.id].evidence if not one.ready),
        advice=tuple(one.text for one in clause.guidance.suggested) if clause.guidance else (),
        who=task.who if task else "",
        due=task.due if task else "",
        done=task.done if task else False,
    )


def _reasons(score: ClauseScore) -> Iterator[str]:
    """Return the ledger lines that tell where points are lost or open."""
    for part, lines in _by_part(score):
        left = next((line for line in lines if line.kind is LineKind.LEFT), None)
        if left is not None and left.low == part.points:
            continue
        for line in lines:
            if part.start is Start.NONE:
                told = line.kind is LineKind.START
            else:
                told = line.kind in _CONDITIONS and (part.start is Start.ZERO or line.low < 0)
            if told:
                yield line.text


def _by_part(score: ClauseScore) -> Iterator[tuple[Part, list[LedgerLine]]]:
    """Return each part with its lines: a part begins with the line of its start."""
    groups: list[list[LedgerLine]] = []
    for line in clause_ledger(score):
        if line.kind is LineKind.START:
            groups.append([])
        groups[-1].append(line)
    yield from zip(score.clause.parts, groups, strict=True)


def plain_work_list(lines: tuple[WorkLine, ...]) -> list[dict[str, object]]:
    """Return the work list as JSON data."""
    return [
        {
            "clause": line.clause.id,
            "label": line.clause.label,
            "points": amount_text(line.clause.points),
            "gain": amount_text(line.gain),
            "lost": amount_text(line.lost),
            "reasons": list(line.reasons),
            "missing": list(line.missing),
            "advice": list(line.advice),
            "who": line.who,
            "due": line.due,
            "done": line.done,
        }
        for line in lines
    ]

"""The assessment of a whole self-check: every clause, item, project and the total."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.answers.entries import BLANK, Answers

from .clausescore import ClauseScore, score_clause
from .totals import Total, sum_of, total_of
from .weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qinglian_core.criteria.model import Rubric

    from .weighing import Scorer


@dataclass(frozen=True, kw_only=True, slots=True)
class Assessment:
    """All scores of one self-check, in the order of the document."""

    rubric: Rubric
    clauses: tuple[ClauseScore, ...]
    items: tuple[Total, ...]
    projects: tuple[Total, ...]
    total: Total


def assess(
    rubric: Rubric,
    answers: Answers,
    kind: str = "",
    scorer: Scorer = score_clause,
    before: Assessment | None = None,
) -> Assessment:
    """Score ``answers`` (from ``decode_answers``) against ``rubric``, for a unit of ``kind`` (empty: not known).

    Each clause is scored by ``scorer``, which may know some scores already; what is ``before`` see ``add_up``.
    """
    if rubric.adds_up:
        scores = [scorer(clause, answers.get(clause.id, BLANK)) for clause in rubric.clauses]
        return add_up(rubric, scores, before)
    weighed = weigh(rubric, answers, kind, scorer)
    return Assessment(
        rubric=rubric,
        clauses=weighed.clauses,
        items=weighed.items,
        projects=weighed.projects,
        total=weighed.total,
    )


def add_up(
    rubric: Rubric, scores: Iterable[ClauseScore], before: Assessment | None = None
) -> Assessment:
    """Return the totals over ``scores``, one for each clause of ``rubric`` in its order, where it only adds up.

    Items whose scores are the very ones of ``before``, of the same rubric, are not added up again.
    """
    scores = tuple(scores)
    by_id = {score.clause.id: score for score in scores}
    unchanged = _unchanged_totals(before, by_id) if before else {}
    of_item = {
        item.id: unchanged.get(item.id)
        or total_of(item.points, [by_id[clause.id] for clause in item.clauses])
        for item in rubric.items
    }
    projects = tuple(
        sum_of(project.points, [of_item[item.id] for item in project.items])
        for project in rubric.projects
    )
    return Assessment(
        rubric=rubric,
        clauses=scores,
        items=tuple(of_item.values()),
        projects=projects,
        total=sum_of(rubric.points, projects),
    )


def _unchanged_totals(before: Assessment, scores: Mapping[str, ClauseScore]) -> dict[str, Total]:
    same = {score.clause.id for score in before.clauses if scores[score.clause.id] is score}
    return {
        item.id: total
        for item, total in zip(before.rubric.items, before.items, strict=True)
        if all(clause.id in same for clause in item.clauses)
    }

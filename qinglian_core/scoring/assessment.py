"""The assessment of a whole self-check: every clause, item, project and the total."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import reduce
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text, range_text
from qinglian_core.answers.entries import BLANK, Answers, Entry

from .pending import Pending, PendingKind, count_unsure, pending_answers
from .points import Range, clause_points
from .rules import clause_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from qinglian_core.criteria.model import Clause, Reading, Rubric
    from qinglian_core.criteria.vocabulary import Answer


class Status(Enum):
    """How far a clause is answered, in one word; ``ClauseScore.pending`` tells what is still to be dealt with."""

    BLANK = "blank"
    PARTIAL = "partial"
    ANSWERED = "answered"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadingScore:
    """Another reading of a clause, and the range it alone would give."""

    reading: Reading
    range: Range
    differs: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseScore:
    """The score of one clause.

    ``answers`` are all that were given, ``asked`` the ids of the questions that are asked or may be. ``sure``, and of
    each part ``parts``, holds under the main reading for whatever is still open; ``envelope`` also under every encoded
    reading; ``estimate`` is the unit's own, None while what is ``pending`` keeps it open. ``unsure`` is the number of
    answers that leave something open. ``notices`` tell what was not used. The words for all this: see ``ledger``.
    """

    clause: Clause
    pending: tuple[Pending, ...]
    unsure: int
    answers: Mapping[str, Answer]
    asked: tuple[str, ...]
    sure: Range
    parts: tuple[Range, ...]
    envelope: Range
    estimate: Decimal | None
    readings: tuple[ReadingScore, ...]
    notices: tuple[str, ...]

    @property
    def status(self) -> Status:
        """How far the clause is answered; one without an estimate, or with answers to add to, is not."""
        kinds = {one.kind for one in self.pending}
        if PendingKind.UNANSWERED in kinds:
            return Status.BLANK
        is_open = kinds & {PendingKind.PARTLY, PendingKind.UNSURE}
        return Status.PARTIAL if self.estimate is None or is_open else Status.ANSWERED


@dataclass(frozen=True, kw_only=True, slots=True)
class Total:
    """The sum over some clauses.

    ``printed`` is what the document prints for them, ``points`` what the clauses add up to. ``estimate`` is
    None until every clause has one; ``estimated`` is the sum of the estimates there are, out of
    ``estimated_points`` over ``estimated_clauses`` clauses.
    """

    printed: Decimal
    points: Decimal
    sure: Range
    envelope: Range
    estimate: Decimal | None
    estimated: Decimal
    estimated_points: Decimal
    estimated_clauses: int
    answered: int
    clauses: int

    @property
    def unestimated(self) -> int:
        """How many clauses have no estimate."""
        return self.clauses - self.estimated_clauses


@dataclass(frozen=True, kw_only=True, slots=True)
class Assessment:
    """All scores of one self-check, in the order of the document."""

    rubric: Rubric
    clauses: tuple[ClauseScore, ...]
    items: tuple[Total, ...]
    projects: tuple[Total, ...]
    total: Total


def assess(rubric: Rubric, answers: Answers) -> Assessment:
    """Score ``answers`` (from ``decode_answers``) against ``rubric``."""
    return add_up(
        rubric, [score_clause(clause, answers.get(clause.id, BLANK)) for clause in rubric.clauses]
    )


def add_up(
    rubric: Rubric, scores: Iterable[ClauseScore], before: Assessment | None = None
) -> Assessment:
    """Return the totals over ``scores``, one for each clause of ``rubric`` in its order.

    Items whose scores are the very ones of ``before``, of the same rubric, are not added up again.
    """
    scores = tuple(scores)
    by_id = {score.clause.id: score for score in scores}
    unchanged = _unchanged_totals(before, by_id) if before else {}
    of_item = {
        item.id: unchanged.get(item.id)
        or _total_of(item.points, [by_id[clause.id] for clause in item.clauses])
        for item in rubric.items
    }
    projects = tuple(
        _sum_of(project.points, [of_item[item.id] for item in project.items])
        for project in rubric.projects
    )
    return Assessment(
        rubric=rubric,
        clauses=scores,
        items=tuple(of_item.values()),
        projects=projects,
        total=_sum_of(rubric.points, projects),
    )


def _unchanged_totals(before: Assessment, scores: Mapping[str, ClauseScore]) -> dict[str, Total]:
    same = {score.clause.id for score in before.clauses if scores[score.clause.id] is score}
    return {
        item.id: total
        for item, total in zip(before.rubric.items, before.items, strict=True)
        if all(clause.id in same for clause in item.clauses)
    }


def _total_of(printed: Decimal, scores: list[ClauseScore]) -> Total:
    """Return the sum of ``scores``; ``printed`` is what the document prints for them."""
    own = [(score.estimate, score.clause.points) for score in scores if score.estimate is not None]
    estimated = sum([estimate for estimate, _ in own], start=ZERO)
    return Total(
        printed=printed,
        points=sum([score.clause.points for score in scores], start=ZERO),
        sure=_ranges_sum([score.sure for score in scores]),
        envelope=_ranges_sum([score.envelope for score in scores]),
        estimate=estimated if len(own) == len(scores) else None,
        estimated=estimated,
        estimated_points=sum([points for _, points in own], start=ZERO),
        estimated_clauses=len(own),
        answered=sum(score.status is Status.ANSWERED for score in scores),
        clauses=len(scores),
    )


def _sum_of(printed: Decimal, totals: Sequence[Total]) -> Total:
    """Return the sum of ``totals``; ``printed`` is what the document prints for them."""
    clauses = sum(total.clauses for total in totals)
    estimated = sum([total.estimated for total in totals], start=ZERO)
    estimated_clauses = sum(total.estimated_clauses for total in totals)
    return Total(
        printed=printed,
        points=sum([total.points for total in totals], start=ZERO),
        sure=_ranges_sum([total.sure for total in totals]),
        envelope=_ranges_sum([total.envelope for total in totals]),
        estimate=estimated if estimated_clauses == clauses else None,
        estimated=estimated,
        estimated_points=sum([total.estimated_points for total in totals], start=ZERO),
        estimated_clauses=estimated_clauses,
        answered=sum(total.answered for total in totals),
        clauses=clauses,
    )


def _ranges_sum(ranges: list[Range]) -> Range:
    return Range(
        low=sum([one.low for one in ranges], start=ZERO),
        high=sum([one.high for one in ranges], start=ZERO),
    )


def score_clause(clause: Clause, entry: Entry) -> ClauseScore:
    """Score one clause."""
    found = clause_points(clause, entry.answers)
    settled, sure = found.settled, found.sure.whole
    told = replace(entry, answers=settled.of_asked(entry.answers))
    others = zip(clause_rules(clause).otherwise, found.otherwise, strict=True)
    estimate, notices = _estimate(clause, sure, entry.estimate)
    return ClauseScore(
        clause=clause,
        pending=tuple(pending_answers(clause, found, told, estimate)),
        unsure=count_unsure(settled.asked, told.answers),
        answers=entry.answers,
        asked=tuple([question.id for question in settled.asked]),
        sure=sure,
        parts=found.sure.parts,
        envelope=reduce(Range.hull, found.otherwise, sure),
        estimate=estimate,
        readings=tuple(
            [
                ReadingScore(reading=reading, range=one, differs=one != sure)
                for other, one in others
                if (reading := other.single)
            ]
        ),
        notices=notices,
    )


def _estimate(
    clause: Clause, sure: Range, own: Decimal | None
) -> tuple[Decimal | None, tuple[str, ...]]:
    if sure.settled:
        if own is not None and own != sure.low:
            told = f"{clause.label}按所答已能确定为{amount_text(sure.low)}分，自评的{amount_text(own)}分没有采用。"
            return sure.low, (told,)
        return sure.low, ()
    if own is not None and not sure.low <= own <= sure.high:
        told = f"{clause.label}自评的{amount_text(own)}分不在所答确定的{range_text(sure.low, sure.high)}之内，没有采用。"
        return None, (told,)
    return own, ()

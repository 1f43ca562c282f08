"""The score of one clause: what is sure of it, what is still pending, and the unit's own estimate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import reduce
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text, range_text

from .pending import Pending, PendingKind, count_unsure, pending_answers
from .points import Range, clause_points
from .rules import clause_rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from qinglian_core.answers.entries import Entry
    from qinglian_core.criteria.model import Clause, Reading
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

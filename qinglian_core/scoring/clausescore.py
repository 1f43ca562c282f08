"""The score of one clause: what is sure of it, what is still pending, and the unit's own estimate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import reduce
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text, range_text
from qinglian_core.answers.entries import Entry

from .pending import (
    Pending,
    PendingKind,
    count_unsure,
    open_places,
    pending_answers,
    pending_words,
)
from .points import ClausePoints, Range, clause_points
from .standing import USUAL, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

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
    ``standing`` is how it stands in the total.
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
    standing: Standing = USUAL

    @property
    def points(self) -> Decimal:
        """The points that it is out of: none where it does not take part."""
        takes_part = self.standing.applies and not self.standing.is_dropped
        return self.clause.points if takes_part else ZERO

    @property
    def lost(self) -> Decimal:
        """What is lost for sure."""
        return self.points - self.sure.high

    @property
    def status(self) -> Status:
        """How far the clause is answered; one without an estimate, or with answers to add to, is not."""
        if self.is_answered or not self.standing.applies:
            return Status.ANSWERED
        kinds = [one.kind for one in self.pending]
        return Status.BLANK if PendingKind.UNANSWERED in kinds else Status.PARTIAL

    @property
    def is_unsure(self) -> bool:
        """Whether an answer leaves it open (拿不准), be it that the unit has estimated what it is worth or not."""
        kinds = [one.kind for one in self.pending]
        return PendingKind.UNSURE in kinds or self.is_unsure_estimated

    @property
    def is_unsure_estimated(self) -> bool:
        """Whether an answer leaves it open, and the unit's own estimate stands for it: nothing is left to deal with."""
        is_open = self.estimate is not None and not self.sure.settled
        return is_open and self.unsure > 0 and not self.standing.is_dropped

    @property
    def state_words(self) -> str:
        """How far it is answered, in words."""
        return pending_words(self.pending, is_unsure=self.is_unsure_estimated)

    @property
    def is_answered(self) -> bool:
        """Whether there is an estimate, and nothing to add to the answers."""
        return self.estimate is not None and PendingKind.PARTLY not in [
            one.kind for one in self.pending
        ]


def score_clause(clause: Clause, entry: Entry) -> ClauseScore:
    """Score one clause."""
    found = clause_points(clause, entry.answers)
    settled, sure = found.settled, found.sure.whole
    told = Entry(answers=settled.of_asked(entry.answers), estimate=entry.estimate)
    places = open_places(settled.asked, told.answers)
    others = zip(found.rules.otherwise, found.otherwise, strict=True)
    standing = _standing(found)
    estimate, notices = estimated(clause, sure, entry.estimate, standing)
    return ClauseScore(
        clause=clause,
        pending=tuple(pending_answers(clause, found, told, estimate, places)),
        unsure=count_unsure(places),
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
        standing=standing,
    )


def _standing(found: ClausePoints) -> Standing:
    if not found.ends:
        return USUAL
    others = tuple([end for ends in found.otherwise_ends for end in ends])
    return Standing(ends=found.ends, other_ends=others)


def estimated(
    clause: Clause, sure: Range, own: Decimal | None, standing: Standing
) -> tuple[Decimal | None, tuple[str, ...]]:
    """Return the estimate in use, and what to tell of the ``own`` one where it is not.

    There is none while more than the points of the clause is open.
    """
    if not standing.is_settled:
        told = (
            f"{clause.label}还有影响{clause.words.own_clause}以外得分的问题没有定，自评分先不采用。"
        )
        return None, (told,) if own is not None else ()
    if sure.settled:
        if own is not None and own != sure.low:
            told = f"{clause.label}按所答已能确定为{amount_text(sure.low)}分，自评的{amount_text(own)}分没有采用。"
            return sure.low, (told,)
        return sure.low, ()
    if own is not None and not sure.low <= own <= sure.high:
        told = f"{clause.label}自评的{amount_text(own)}分不在所答确定的{range_text(sure.low, sure.high)}之内，没有采用。"
        return None, (told,)
    return own, ()

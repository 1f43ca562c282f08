"""What is still to be dealt with in the answers of a clause (还要处理).

Every count of what is answered is taken from here, so that no two can disagree. A clause has an estimate when its
answers settle it, or when the unit has estimated what they leave open; until then something is pending.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from qinglian_core.criteria.questions import Grade
from qinglian_core.criteria.vocabulary import OTHER, UNSURE, things_asked, things_of, value_of

from .points import clause_points

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from qinglian_core.answers.entries import Entry
    from qinglian_core.criteria.model import Clause
    from qinglian_core.criteria.questions import Question
    from qinglian_core.criteria.vocabulary import Answer, Value

    from .points import ClausePoints


class PendingKind(Enum):
    """Why something is still to be dealt with, in the order in which a clause is put right."""

    UNANSWERED = "unanswered"
    PARTLY = "partly"
    UNSURE = "unsure"
    """An answer that leaves the clause open: 拿不准, or a doubt between grades."""
    ESTIMATE_UNUSABLE = "estimate_unusable"
    """An own estimate that what is answered contradicts."""
    EVIDENCE_MISSING = "evidence_missing"
    """A piece of evidence that is listed and not ready; the answers know nothing of it."""
    RECHECK = "recheck"
    """Answered under other rules, and not looked at again; likewise."""


PENDING_WORDS = {
    PendingKind.UNANSWERED: "未答",
    PendingKind.PARTLY: "答了一部分",
    PendingKind.UNSURE: "拿不准",
    PendingKind.ESTIMATE_UNUSABLE: "估分用不上",
    PendingKind.EVIDENCE_MISSING: "缺材料",
    PendingKind.RECHECK: "要复核",
}
UNSURE_ESTIMATED = "已答（拿不准，自己估了分）"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pending:
    """One thing to deal with; ``question`` and ``thing`` tell where to begin, empty where it is the own estimate."""

    kind: PendingKind
    question: str = ""
    thing: str = ""


class OpenPlace(NamedTuple):
    """A question and thing whose answer leaves open what is the case: an ``unsure`` one, or none."""

    question: str
    thing: str
    unsure: bool


def pending_answers(
    clause: Clause,
    found: ClausePoints,
    entry: Entry,
    estimate: Decimal | None,
    places: Sequence[OpenPlace],
) -> Iterator[Pending]:
    """Give what is pending of ``clause``, whose ``entry`` leaves ``places`` open, while ``estimate`` is in use.

    Without an estimate something is given; with one there is only what its answers say against the unit's own,
    what it rests on (``_rests_on_others``), or what an estimate of points does not settle: what is beyond the clause.
    """
    blank = [one for one in places if not one.unsure]
    unsure = [one for one in places if one.unsure]
    if found.beyond_open:
        yield from _pending_beyond(entry, blank, unsure)
        return
    is_unusable = entry.estimate is not None and entry.estimate != estimate
    if entry.estimate is not None and not is_unusable:
        return
    if estimate is None:
        if not entry.answers:
            yield _pending(PendingKind.UNANSWERED, blank)
        elif blank or not (unsure or is_unusable):  # 都答了还没有定的，有一部分要自己估
            yield _pending(PendingKind.PARTLY, blank)
        if unsure:
            yield _pending(PendingKind.UNSURE, unsure)
    elif blank and _rests_on_others(clause, entry.answers):
        yield _pending(PendingKind.PARTLY, blank)
    if is_unusable:
        yield _pending(PendingKind.ESTIMATE_UNUSABLE, [])


def _pending_beyond(
    entry: Entry, blank: Sequence[OpenPlace], unsure: Sequence[OpenPlace]
) -> Iterator[Pending]:
    if blank:
        yield _pending(PendingKind.PARTLY if entry.answers else PendingKind.UNANSWERED, blank)
    if unsure:
        yield _pending(PendingKind.UNSURE, unsure)


def _pending(kind: PendingKind, places: Sequence[OpenPlace]) -> Pending:
    if not places:
        return Pending(kind=kind)
    return Pending(kind=kind, question=places[0].question, thing=places[0].thing)


def is_unsure(question: Question, value: Value | None) -> bool:
    """Whether ``value`` leaves open what is the case: 拿不准, or one of the doubts of a grade."""
    if value == UNSURE:
        return True
    return isinstance(question, Grade) and value in [doubt.id for doubt in question.doubts]


def open_places(asked: Sequence[Question], answers: Mapping[str, Answer]) -> list[OpenPlace]:
    """Return where ``answers`` leave open what is the case, in the order in which it is ``asked``."""
    found = []
    for question in asked:
        answer = answers.get(question.id)
        for thing in things_asked(question, answer):
            value = value_of(answer, thing)
            if value is None or is_unsure(question, value):
                found.append(OpenPlace(question.id, thing, unsure=value is not None))
    return found


def count_unsure(places: Sequence[OpenPlace]) -> int:
    """Return how many answers are unsure, thing by thing."""
    return len([one for one in places if one.unsure])


def _rests_on_others(clause: Clause, answers: Mapping[str, Answer]) -> bool:
    """Whether answers that settle ``clause`` do so only by a number of others, where things named are blank.

    Others are those besides the things named: typed alone, the number was perhaps meant to be the total.
    """
    without: dict[str, Answer] = {}
    for question in clause.questions:
        answer = answers.get(question.id)
        if isinstance(answer, dict) and len(answer) < len(things_of(question)):
            answer = {thing: value for thing, value in answer.items() if thing != OTHER}
        if answer is not None:
            without[question.id] = answer
    if without == answers:
        return False
    return not clause_points(clause, without).sure.whole.settled


def pending_words(pending: tuple[Pending, ...], *, is_unsure: bool = False) -> str:
    """Return how far a clause is answered, in words; ``is_unsure`` where nothing is left but a doubt put up with."""
    done = UNSURE_ESTIMATED if is_unsure else "已答"
    return "；".join(PENDING_WORDS[one.kind] for one in pending) or done

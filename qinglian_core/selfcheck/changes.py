"""The smallest changes of a clause's answers that gain points: found by scoring again, never by a formula of its own.

Only answers that are known are changed, of questions that deduct or award, and never those that cannot be made good
any more. An exemption is no aim (whether a unit is concerned is not for it to choose), and neither is a grade that
deducts. A change gains when either end of what is sure of the clause rises and neither falls, or when less is taken from
more than the clause (a veto, points of the total) and neither end falls.

A change of one answer is the smallest when no smaller number gains, no lower grade. Where no answer of a part gains
alone (more is lost than the part has), some are changed together: so few that none can be left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO
from qinglian_core.answers.entries import read_clause_answers
from qinglian_core.answers.settlement import settle
from qinglian_core.reader import Reader
from qinglian_core.scoring.ends import clause_ends
from qinglian_core.scoring.points import Range, whole_range
from qinglian_core.scoring.rules import clause_rules

from .relief import most_taken, relief_words
from .slots import Slot, slots_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from qinglian_core.answers.settlement import World
    from qinglian_core.criteria.model import Clause
    from qinglian_core.criteria.questions import Question
    from qinglian_core.criteria.vocabulary import Answer, Value
    from qinglian_core.faults import Fault
    from qinglian_core.scoring.clausescore import ClauseScore

    from .relief import Taken

_NONE = Range(low=ZERO, high=ZERO)


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """Other values for some answers, all answers then, and what it gains at either end (the lesser first)."""

    values: tuple[tuple[Slot, Value], ...]
    answers: Mapping[str, Answer]
    gain: Range
    relief: str = ""
    """What it spares beyond the clause, in words."""


def changes(score: ClauseScore, answers: Mapping[str, Answer]) -> tuple[Change, ...]:
    """Return the smallest changes of ``answers``, of which ``score`` is the score, that gain points."""
    search = _Search(score, answers)
    slots = [slot for slot in _slots(score, answers) if not slot.question.irreversible]
    found = []
    for part in score.clause.parts:
        own = [slot for slot in slots if slot.question in part.questions]
        found += search.alone(own) or search.together(own)
    return tuple(found or search.together(slots))


def lost_by(score: ClauseScore, answers: Mapping[str, Answer], question: Question) -> Range:
    """Return what the answers to ``question`` cost, which cannot be made good, at either end."""
    own = [slot for slot in _slots(score, answers) if slot.question == question]
    return _Search(score, answers).gain({slot: slot.ends[-1] for slot in own})


def gain_between(before: Range, after: Range) -> Range:
    """Return what is gained at either end, the lesser first."""
    ends = after.low - before.low, after.high - before.high
    return Range(low=min(ends), high=max(ends))


def _slots(score: ClauseScore, answers: Mapping[str, Answer]) -> tuple[Slot, ...]:
    return slots_of(score.clause, score.asked, answers)


class _Search:
    """The search in one clause."""

    def __init__(self, score: ClauseScore, answers: Mapping[str, Answer]) -> None:
        self.clause: Clause = score.clause
        self.sure = score.sure
        self.answers = answers
        self.taken = most_taken(score.standing.ends)

    def alone(self, slots: Sequence[Slot]) -> list[Change]:
        """Return the changes of single answers."""
        nearest = [(slot, self._nearest(slot, {})) for slot in slots]
        return [self._change({slot: value}) for slot, value in nearest if value is not None]

    def together(self, slots: Sequence[Slot]) -> list[Change]:
        """Return the change of the first of ``slots`` that gain together, if any do."""
        values: dict[Slot, Value] = {}
        for slot in slots:
            values[slot] = max(slot.ends, key=lambda end: self._merit({**values, slot: end}))
            if self._gains(values):
                return [self._change(self._reduced(values))]
        return []

    def _merit(self, values: Mapping[Slot, Value]) -> tuple[Decimal, Decimal]:
        gain = self.gain(values)
        return gain.high, gain.low

    def _reduced(self, values: dict[Slot, Value]) -> dict[Slot, Value]:
        """Return so much of ``values`` as is needed to gain: few answers, then little of each."""
        for slot in reversed(tuple(values)):
            others = {other: value for other, value in values.items() if other != slot}
            if self._gains(others):
                values = others
        for slot in tuple(values):
            nearest = self._nearest(slot, values)
            values = values if nearest is None else {**values, slot: nearest}
        return values

    def _nearest(self, slot: Slot, others: Mapping[Slot, Value]) -> Value | None:
        """Return the value nearest to the present one that gains, with ``others`` changed too."""
        found: list[Value] = []
        for way in slot.ways:
            index = first_that(way, lambda one: self._gains({**others, slot: one}))
            found.extend(way[index : index + 1])
        return min(found, key=slot.distance, default=None)

    def _change(self, values: dict[Slot, Value]) -> Change:
        return Change(
            values=tuple(values.items()),
            answers=_changed(self.answers, values),
            gain=self.gain(values),
            relief=relief_words(self.taken, self._taken(values), self.clause.words),
        )

    def _gains(self, values: Mapping[Slot, Value]) -> bool:
        gain = self.gain(values)
        if gain.low >= 0 and gain.high > 0:
            return True
        return gain == _NONE and self._taken(values).relieves(self.taken)

    def _taken(self, values: Mapping[Slot, Value]) -> Taken:
        """Return the most that is taken beyond the clause with ``values`` changed."""
        rules = clause_rules(self.clause)
        worlds = self._worlds(values) if rules.reaches else ()
        return most_taken(clause_ends(rules.parts, worlds)) if worlds else self.taken

    def gain(self, values: Mapping[Slot, Value]) -> Range:
        """Return what changing ``values`` gains, the lesser end first; nothing where it cannot be so."""
        worlds = self._worlds(values)
        if not worlds:
            return _NONE
        return gain_between(self.sure, whole_range(clause_rules(self.clause).parts, worlds))

    def _worlds(self, values: Mapping[Slot, Value]) -> tuple[World, ...]:
        """Return what is then left open; nothing where the answers cannot be so."""
        answers = _changed(self.answers, values)
        faults: list[Fault] = []
        read_clause_answers(self.clause, Reader(answers, faults))
        worlds = settle(clause_rules(self.clause).questionnaire, answers).worlds
        return () if faults else worlds


def _changed(answers: Mapping[str, Answer], values: Mapping[Slot, Value]) -> dict[str, Answer]:
    changed = dict(answers)
    for slot, value in values.items():
        known = changed.get(slot.question.id)
        changed[slot.question.id] = (
            {**known, slot.thing: value} if isinstance(known, dict) else value
        )
    return changed


def first_that(way: Sequence[Value], gains: Callable[[Value], bool]) -> int:
    """Return the place of the first on a way that ``gains``, past its end where none does.

    Ways are longer than a browser's Python, of 32 bits, can count: ``len`` and ``bisect`` fail there.
    """
    low, high = 0, _length(way)
    while low < high:
        middle = (low + high) // 2
        if gains(way[middle]):
            high = middle
        else:
            low = middle + 1
    return low


def _length(way: Sequence[Value]) -> int:
    if isinstance(way, range):
        return max(-((way.start - way.stop) // way.step), 0)
    return len(way)

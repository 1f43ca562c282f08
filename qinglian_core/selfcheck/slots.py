"""The answers of a clause that could be other ones: what each is now, and the ways on which it gets better."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from qinglian_core.amounts import UNBOUNDED
from qinglian_core.answers.numbers import allowed_of
from qinglian_core.criteria.effects import Effect, EffectKind
from qinglian_core.criteria.measures import Measure
from qinglian_core.criteria.questions import Count, Each, Grade, Question, Tiers, YesNo
from qinglian_core.criteria.vocabulary import (
    MOST_COUNT,
    PART,
    UNSURE,
    VALUE,
    WHOLE,
    YES_NO,
    effects_of,
    things_of,
    value_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qinglian_core.criteria.model import Clause
    from qinglian_core.criteria.vocabulary import Answer, Value

_FAULTS = (EffectKind.DEDUCT, EffectKind.FORFEIT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """One known answer: to a question, of a thing (``""`` for the question itself).

    Each of ``ways`` holds values from near to far, and along one of them the score of the clause only rises.
    """

    question: Question
    thing: str
    now: Value
    ways: tuple[Sequence[Value], ...]

    @property
    def ends(self) -> tuple[Value, ...]:
        """The value on each of its ways that can do most."""
        return tuple(way[-1] for way in self.ways if way)

    def distance(self, value: Value) -> int:
        """Return how far ``value`` is from the present one; what is no number is next to it."""
        if isinstance(value, int) and isinstance(self.now, int):
            return abs(value - self.now)
        return 1


def slots_of(
    clause: Clause, asked: tuple[str, ...], answers: Mapping[str, Answer]
) -> tuple[Slot, ...]:
    """Return the known answers to what is ``asked`` of ``clause`` that could be better."""
    told = {name: answer for name, answer in answers.items() if name in asked}
    return tuple(
        Slot(question=question, thing=thing, now=now, ways=ways)
        for question in clause.questions
        for thing in things_of(question)
        for now in [value_of(told.get(question.id), thing)]
        if now is not None
        for ways in [_ways(clause, question, thing, told)]
        if any(ways)
    )


def _ways(
    clause: Clause, question: Question, thing: str, told: Mapping[str, Answer]
) -> tuple[Sequence[Value], ...]:
    now = value_of(told.get(question.id), thing)
    if isinstance(question, Grade):
        return _better_grades(question, now)
    if isinstance(question, Measure):
        return _other_numbers(question, thing, now, told)
    if isinstance(now, int):
        cuts = sorted(
            gate.at_least
            for gate in (other.asked_when for other in clause.questions)
            if gate and gate.question == question.id and gate.at_least is not None
        )
        if isinstance(question, Tiers):
            cuts = sorted({*cuts, *(int(tier.start) for tier in question.tiers)})
            return (*_up(now, MOST_COUNT, cuts), *_down(now, 0, cuts))
        return _other_counts(clause, question, now, cuts, told)
    if isinstance(question, (YesNo, Each)) and now in YES_NO:
        return _other_choice(question.effect, question.when, now)
    return ()


def _other_numbers(
    question: Measure, thing: str, now: Value | None, told: Mapping[str, Answer]
) -> tuple[Sequence[Value], ...]:
    """Return other numbers of what a unit can do about: a whole number of its own, or the part of a whole."""
    if question.outside or not isinstance(now, int) or thing not in ("", VALUE, PART):
        return ()
    allowed = allowed_of(question, thing)
    most = allowed.most
    whole = value_of(told.get(question.id), WHOLE) if thing == PART else None
    if whole is not None and whole != UNSURE and not question.over:
        most = min(most, Decimal(whole))
    return (*_up(now, int(most), []), *_down(now, int(allowed.least), []))


def _better_grades(question: Grade, now: Value | None) -> tuple[Sequence[Value], ...]:
    """Return each grade that is an aim and better than the present one, the least first."""
    present = [_merit(one.effect) for one in question.grades if one.id == now]
    better = [
        one
        for one in question.grades
        if one.effect.kind in (EffectKind.NONE, EffectKind.AWARD)
        and not _is_fault(one.effect)
        and any(_merit(one.effect) > merit for merit in present)
    ]
    return tuple((one.id,) for one in sorted(better, key=lambda one: one.effect.amount))


def _is_fault(effect: Effect) -> bool:
    return effect.kind in _FAULTS or effect.beyond is not None or bool(effect.veto)


def _loses(effect: Effect) -> bool:
    """Whether an effect takes something, from its clause or from more than that."""
    return effect.kind in _FAULTS or (effect.kind is EffectKind.NONE and effect.reaches)


def _merit(effect: Effect) -> Decimal:
    """Rank a grade: below nothing where it is a fault, above everything where it exempts."""
    if _is_fault(effect):
        return Decimal(-1)
    return UNBOUNDED if effect.kind is EffectKind.EXEMPT else effect.amount


def _other_choice(effect: Effect, when: str, now: Value) -> tuple[Sequence[Value], ...]:
    """Return the other of yes and no, where it does not have a fault or has an award."""
    if _loses(effect) and now == when:
        return (tuple(one for one in YES_NO if one != when),)
    if effect.kind is EffectKind.AWARD and now != when:
        return ((when,),)
    return ()


def _other_counts(
    clause: Clause, question: Question, now: int, cuts: list[int], told: Mapping[str, Answer]
) -> tuple[Sequence[Value], ...]:
    """Return fewer faults, or more of what is awarded, within what other counts allow."""
    (effect,) = effects_of(question)
    counts = {one.id: one for one in clause.questions if isinstance(one, Count)}
    if _loses(effect):
        return _down(now, _least(counts, question.id, told), cuts)
    if effect.kind is EffectKind.AWARD and not _has_named_left(question, told):
        return _up(now, _most(counts, question.id, told), cuts)
    return ()


def _has_named_left(question: Question, told: Mapping[str, Answer]) -> bool:
    """Whether something that the text names is not yet done: that comes before other things."""
    answer = told.get(question.id)
    return isinstance(question, Each) and any(
        value_of(answer, thing.id) in {*YES_NO} - {question.when} for thing in question.named
    )


def _least(counts: Mapping[str, Count], name: str, told: Mapping[str, Answer]) -> int:
    """Return the number that the count ``name`` cannot be below, as far as it is known."""
    floor = counts[name].at_least if name in counts else None
    if floor is None:
        return 0
    value = told.get(floor)
    return value if isinstance(value, int) else _least(counts, floor, told)


def _most(counts: Mapping[str, Count], name: str, told: Mapping[str, Answer]) -> int:
    """Return the number that the count ``name`` cannot be above, as far as it is known."""
    limits = []
    for above in counts.values():
        if above.at_least == name:
            value = told.get(above.id)
            limits.append(value if isinstance(value, int) else _most(counts, above.id, told))
    return min(limits, default=MOST_COUNT)


def _up(now: int, most: int, cuts: list[int]) -> tuple[range, ...]:
    """Return the numbers above ``now``, cut where other questions come to be asked."""
    starts = [now + 1, *(cut for cut in cuts if now + 1 < cut <= most)]
    ends = [*starts[1:], most + 1]
    return tuple(range(start, end) for start, end in zip(starts, ends, strict=True))


def _down(now: int, least: int, cuts: list[int]) -> tuple[range, ...]:
    starts = [now - 1, *(cut - 1 for cut in reversed(cuts) if least < cut < now)]
    ends = [*starts[1:], least - 1]
    return tuple(range(start, end, -1) for start, end in zip(starts, ends, strict=True))

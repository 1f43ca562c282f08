"""The vocabulary of questions: the words that answers are made of, and the effects that a question can have."""

from __future__ import annotations

from decimal import Decimal

from qinglian_core.amounts import ZERO

from .model import Count, Each, Effect, EffectKind, Grade, Per, Question, Scope, Tiers, YesNo

YES_NO = ("yes", "no")
UNSURE = "unsure"
ANSWER_WORDS = {"yes": "是", "no": "否", UNSURE: "拿不准"}
"""The answers that every question has in common, as readers say them."""
OTHER = "other"
DEFAULT_UNIT = "项"
"""In which the things of an ``each`` are counted."""
RESERVED = frozenset({UNSURE, OTHER, *YES_NO})
"""Words of fixed meaning, which no question, thing or grade may be called by."""
NO_EFFECT = Effect(kind=EffectKind.NONE, amount=ZERO, scope=Scope.PART)

Value = str | int
Answer = Value | dict[str, Value]
"""A value, or values by the named thing that they are of."""


def things_of(question: Question) -> tuple[str, ...]:
    """Return what ``question`` is answered for, by id: each thing named, then the others; ``""`` for itself alone."""
    named = tuple(thing.id for thing in getattr(question, "named", ()))
    others = (OTHER,) if isinstance(question, Each) and question.other else ()
    return (*named, *others) or ("",)


def value_of(answer: Answer | None, thing: str) -> Value | None:
    """Return what an answer says of a thing (``things_of``), None for nothing."""
    return answer.get(thing) if isinstance(answer, dict) else answer


def effects_of(question: Question) -> tuple[Effect, ...]:
    """Return every effect that a question can have."""
    if isinstance(question, Grade):
        return tuple(grade.effect for grade in question.grades)
    if isinstance(question, Tiers):
        return tuple(tier.effect for tier in question.tiers)
    if isinstance(question, (YesNo, Count, Each)):
        return (question.effect,)
    raise TypeError(question)


def largest(question: Question, kind: EffectKind) -> Decimal:
    """Return the most that the named things of ``question`` can deduct or award; a bare count can do so without end."""
    amount = max(
        (effect.amount for effect in effects_of(question) if effect.kind is kind), default=ZERO
    )
    if isinstance(question, Each):
        endless = bool(question.other)
        times = len(question.named) if question.per is Per.EACH else 1
    else:
        endless = isinstance(question, Count)
        times = len(question.named) if isinstance(question, Grade) and question.named else 1
    return Decimal("Infinity") if endless and amount else amount * times

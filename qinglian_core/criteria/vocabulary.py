"""The vocabulary of questions: the words that answers are made of, and the effects that a question can have."""

from __future__ import annotations

from qinglian_core.amounts import ZERO

from .effects import Effect, EffectKind, Scope
from .measures import Asked, Measure, Ratio, Relative, Scale, Target, Times
from .questions import Count, Each, Grade, Question, Tiers, YesNo

YES_NO = ("yes", "no")
UNSURE = "unsure"
ANSWER_WORDS = {"yes": "是", "no": "否", UNSURE: "拿不准"}
"""The answers that every question has in common, as readers say them."""
OTHER = "other"
DEFAULT_UNIT = "项"
"""In which the things of an ``each`` are counted."""
RESERVED = frozenset({UNSURE, OTHER, *YES_NO})
"""Words of fixed meaning, which no question, thing or grade may be called by."""
NO_EFFECT = Effect(kind=EffectKind.NONE, amount=ZERO, most=ZERO, scope=Scope.PART)
VALUE = "value"
MOST_COUNT = 1_000_000
"""A count above this is a slip of the keyboard; of a number that is measured, where nothing else is written."""
PART, WHOLE = "part", "whole"
TARGET, TARGET_PART, TARGET_WHOLE = "target", "target_part", "target_whole"
REFERENCE = "reference"
INSTEAD = "instead"
"""The numbers of a measure, as things that it is answered for."""

Value = str | int
"""A word, a whole number, or a decimal (``"17.5"``) in its shortest notation."""
Answer = Value | dict[str, Value]
"""A value, or values by the named thing that they are of."""


def things_of(question: Question) -> tuple[str, ...]:
    """Return what ``question`` is answered for, by id: each thing named, then the others; ``""`` for itself alone."""
    if isinstance(question, (YesNo, Tiers)):
        return ("",)
    if isinstance(question, Measure):
        return _numbers_of(question)
    named = tuple([thing.id for thing in getattr(question, "named", ())])
    others = (OTHER,) if isinstance(question, Each) and question.other else ()
    return (*named, *others) or ("",)


def _numbers_of(question: Measure) -> tuple[str, ...]:
    """Return the numbers that ``question`` needs, in the order in which they are asked."""
    own = (PART, WHOLE) if question.of else (VALUE,)
    target = question.scale.target if isinstance(question.scale, Target) else None
    more = (
        *((TARGET,) if isinstance(target, Asked) else ()),
        *((TARGET_PART, TARGET_WHOLE) if isinstance(target, Ratio) else ()),
        *((REFERENCE,) if isinstance(question.scale, Relative) else ()),
        *((INSTEAD,) if isinstance(question.empty, Asked) else ()),
    )
    return (*own, *more) if question.of or more else ("",)


def number_labels(question: Measure) -> dict[str, str]:
    """Return what the numbers of a measure are called where each is asked for, by thing."""
    scale = question.scale
    target = scale.target if isinstance(scale, Target) else None
    labels = {VALUE: "所问的数"}
    if question.of:
        labels |= {PART: question.of.part, WHOLE: question.of.whole}
    if isinstance(target, Asked):
        labels[TARGET] = target.ask
    if isinstance(target, Ratio):
        labels |= {TARGET_PART: target.part, TARGET_WHOLE: target.whole}
    if isinstance(scale, Relative):
        labels[REFERENCE] = scale.ask
    if isinstance(question.empty, Asked):
        labels[INSTEAD] = question.empty.ask
    return labels


def things_asked(question: Question, answer: Answer | None) -> tuple[str, ...]:
    """Return what ``question`` is answered for, given ``answer``: what is taken instead only where a whole is 0."""
    things = things_of(question)
    if not isinstance(question, Measure) or len(things) == 1:
        return things
    is_empty = 0 in (value_of(answer, WHOLE), value_of(answer, TARGET_WHOLE))
    unneeded = (PART, TARGET_PART) if is_empty else (INSTEAD,)
    return tuple(thing for thing in things if thing not in unneeded)


def step_unit(question: Measure) -> str:
    """Return in what a measure misses its target: shares differ by percentage points."""
    return "个百分点" if question.of or question.unit in {"%", "％"} else question.unit


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
    if isinstance(question, Measure):
        moved = scale_effect(question.scale)
        return (*((moved,) if moved else ()), *(tier.effect for tier in question.tiers))
    raise TypeError(question)


def scale_effect(scale: Scale | None) -> Effect | None:
    """Return the effect of ``scale``; its amount is for a step, for a unit, or the most there is."""
    if scale is None or isinstance(scale, (Target, Times)):
        return scale.effect if scale else None
    most = scale.award if isinstance(scale, Relative) else max(points for _, points in scale.rows)
    return Effect(kind=EffectKind.AWARD, amount=most, most=most, scope=Scope.PART)

"""A question as the fields of a form: what each is called, and what can be answered.

A field holds one value. Its name is ``clause.question`` or ``clause.question.thing``, as in a save file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from qinglian_core.answers.numbers import allowed_of
from qinglian_core.criteria.measures import Measure
from qinglian_core.criteria.questions import Count, Each, Grade, Nature, Question, Tiers, YesNo
from qinglian_core.criteria.vocabulary import (
    ANSWER_WORDS,
    INSTEAD,
    OTHER,
    REFERENCE,
    TARGET,
    UNSURE,
    VALUE,
    YES_NO,
    number_labels,
    things_of,
)

from .answereffects import AnswerEffects, neutral_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.criteria.model import Clause, Part


class Shape(Enum):
    """How a value is given."""

    CHOICE = "choice"
    NUMBER = "number"


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One value of a choice, its label, and what it does by itself, where that can be said."""

    value: str
    label: str
    effect: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One value to give; ``thing`` and ``label`` are empty where the question asks for one value only.

    ``neutral`` is the value that neither takes nor gives points, where that is plain. A number has up to ``places``
    decimals, and may be below 0 where it is ``signed``.
    """

    name: str
    thing: str
    label: str
    shape: Shape
    options: tuple[Option, ...]
    unit: str
    neutral: str = ""
    places: int = 0
    signed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedQuestion:
    """A question as it is put to the reader; ``note`` is what is always to be said of numbers like these."""

    id: str
    ask: str
    cite: str
    hint: str
    judged: bool
    several: bool
    note: str
    fields: tuple[Field, ...]


def asked_question(clause: Clause, part: Part, question: Question) -> AskedQuestion:
    """Return ``question`` of ``part`` of ``clause`` as form fields."""
    effects = AnswerEffects(clause=clause)
    fields = tuple(
        _telling(effects, part, question, field)
        for field in _fields(f"{clause.id}.{question.id}", question)
    )
    return AskedQuestion(
        id=question.id,
        ask=question.ask,
        cite=question.cite,
        hint=question.hint,
        judged=question.nature is Nature.JUDGEMENT,
        several=bool(fields[0].thing),
        note=_note(question),
        fields=fields,
    )


def _note(question: Question) -> str:
    if not isinstance(question, Measure):
        return ""
    share = "填两个数，比例由程序算。" if question.of else ""
    outside = "自己一般不掌握这个数，问到了再填，不知道就答“拿不准”。" if question.outside else ""
    return share + outside


def _telling(effects: AnswerEffects, part: Part, question: Question, field: Field) -> Field:
    """Return ``field`` with what can be said of its answers."""
    untold = {UNSURE, *(doubt.id for doubt in getattr(question, "doubts", ()))}
    neutral = neutral_value(question, field.thing)
    options = tuple(
        option
        if option.value in untold
        else replace(option, effect=effects.of(part, question, field.thing, option.value))
        for option in field.options
    )
    told = "" if neutral is None else str(neutral)
    return replace(field, options=options, neutral=told)


def _fields(name: str, question: Question) -> Iterator[Field]:
    if isinstance(question, Each):
        for thing in question.named:
            yield _choice(f"{name}.{thing.id}", _yes_no(), thing=thing.id, label=thing.label)
        if question.other:
            yield _number(f"{name}.{OTHER}", question.unit, thing=OTHER, label=question.other)
    elif isinstance(question, Grade):
        things = [(thing.id, thing.label) for thing in question.named]
        for thing_id, label in things or [("", "")]:
            own = f"{name}.{thing_id}" if thing_id else name
            yield _choice(own, _grades(question), thing=thing_id, label=label)
    elif isinstance(question, (Count, Tiers)):
        yield from _counted(name, question)
    elif isinstance(question, Measure):
        yield from _measured(name, question)
    elif isinstance(question, YesNo):
        yield _choice(name, _yes_no())
    else:
        raise TypeError(question)


def _counted(name: str, question: Count | Tiers) -> Iterator[Field]:
    things = question.named if isinstance(question, Count) else ()
    for thing in things:
        yield _number(f"{name}.{thing.id}", question.unit, thing=thing.id, label=thing.label)
    if not things:
        places = allowed_of(question, "").places
        yield replace(_number(name, question.unit), places=places)


def _measured(name: str, question: Measure) -> Iterator[Field]:
    labels = number_labels(question)
    for thing in things_of(question):
        allowed = allowed_of(question, thing)
        unit = {INSTEAD: "分"}.get(thing, question.unit if thing in _OF_ITS_UNIT else "")
        field = _number(f"{name}.{thing}" if thing else name, unit, thing=thing)
        label = f"{labels[thing]}（总数是0时填）" if thing == INSTEAD else labels.get(thing, "")
        yield replace(field, label=label, places=allowed.places, signed=allowed.least < 0)


_OF_ITS_UNIT = ("", VALUE, TARGET, REFERENCE)


def _yes_no() -> tuple[Option, ...]:
    return tuple(Option(value=value, label=ANSWER_WORDS[value]) for value in YES_NO)


def _grades(question: Grade) -> tuple[Option, ...]:
    grades = [Option(value=grade.id, label=grade.label) for grade in question.grades]
    doubts = [Option(value=doubt.id, label=doubt.label) for doubt in question.doubts]
    return (*grades, *doubts)


def _choice(name: str, options: tuple[Option, ...], *, thing: str = "", label: str = "") -> Field:
    unsure = Option(value=UNSURE, label=ANSWER_WORDS[UNSURE])
    return Field(
        name=name,
        thing=thing,
        label=label,
        shape=Shape.CHOICE,
        options=(*options, unsure),
        unit="",
    )


def _number(name: str, unit: str, *, thing: str = "", label: str = "") -> Field:
    return Field(name=name, thing=thing, label=label, shape=Shape.NUMBER, options=(), unit=unit)

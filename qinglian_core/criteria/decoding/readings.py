"""Decoding of other readings of a clause: questions that replace those of the main reading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text
from qinglian_core.criteria.measures import Measure, Partial, Target
from qinglian_core.criteria.model import Reading
from qinglian_core.criteria.questions import Count, Each, Grade, Question, Tiers
from qinglian_core.criteria.vocabulary import step_unit, things_of
from qinglian_core.reader import Reader

from .questions import decode_question
from .relations import check_leads

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from qinglian_core.criteria.table import Words

MOST_READINGS = 6
"""Readings combine; 2⁶ combinations are the most that are tried for a clause."""


def decode_readings(
    reader: Reader, questions: tuple[Question, ...], points: Decimal, words: Words
) -> tuple[Reading, ...]:
    """Decode the readings of the clause at ``reader``, which has ``questions`` and is worth ``points``."""
    sources = _question_sources(reader)
    readings = []
    for entry in reader.each("readings"):
        entry.keys(required=("id", "why", "main", "other"), optional=("questions", "discretion"))
        reading = Reading(
            id=entry.identifier("id"),
            why=entry.text("why"),
            main=entry.text("main"),
            other=entry.text("other"),
            questions=tuple(_replaced(entry, sources, questions, words)),
            discretion=entry.amount("discretion"),
        )
        if not entry.has("questions") and not entry.has("discretion"):
            entry.fault("Q019", "另一种读法要写它改变什么：questions 或 discretion")
        if points and reading.discretion > points:
            entry.fault("Q019", f"discretion 不能超过{words.own_clause}的分值", key="discretion")
        readings.append((reading, entry))
    reader.unique([(reading.id, entry) for reading, entry in readings], "读法标识")
    if len(readings) > MOST_READINGS:
        reader.fault("Q019", f"一{words.clause}最多写 {MOST_READINGS} 种另外的读法", key="readings")
    return tuple(reading for reading, _ in readings)


def implied_readings(questions: Sequence[Question]) -> tuple[Reading, ...]:
    """Return the readings that follow where the text does not say what a step that is not full counts.

    Of what it may count, nothing and as much as a full one are the ends: proportionally lies between.
    """
    return tuple(
        Reading(
            id=f"{question.id}-partial",
            why=f"不足{amount_text(question.scale.per)}{step_unit(question)}的怎样算，原文没有写。",
            main="满几个按几个计，不足的不计。",
            other="不足的按1个计；按比例计的在两者之间。",
            questions=(replace(question, scale=replace(question.scale, partial=Partial.UP)),),
            discretion=ZERO,
        )
        for question in questions
        if isinstance(question, Measure)
        and isinstance(question.scale, Target)
        and question.scale.partial is Partial.UNSTATED
    )


def changed_questions(reader: Reader) -> frozenset[str]:
    """Return the ids of the questions that some reading of the clause at ``reader`` replaces."""
    silent = Reader(reader.value, [], reader.path)
    return frozenset(
        name for reading in silent.each("readings") for name, _ in reading.entries("questions")
    )


def _question_sources(reader: Reader) -> dict[str, dict[str, object]]:
    silent = Reader(reader.value, [], reader.path)
    return {
        str(question.value.get("id")): question.value
        for part in silent.each("parts")
        for question in part.each("questions")
        if isinstance(question.value, dict)
    }


def _replaced(
    reader: Reader,
    sources: dict[str, dict[str, object]],
    questions: tuple[Question, ...],
    words: Words,
) -> list[Question]:
    originals = {question.id: question for question in questions}
    found = []
    for name, change in reader.entries("questions"):
        if name not in sources:
            change.fault("Q019", f"{words.own_clause}没有标识为“{name}”的问题")
            continue
        merged = {**sources[name], **change.mapping()}
        value = {key: element for key, element in merged.items() if element is not None}
        question = _decode_again(Reader(value, change.faults, change.path), sources[name])
        if question is not None and name in originals:
            _check_change(change, question, originals[name])
            found.append((question, change))
    merged_questions = {**originals, **{question.id: question for question, _ in found}}
    for question, change in found:
        names = list(originals)
        before = names[: names.index(question.id)] if question.id in names else names
        check_leads(question, change, {name: merged_questions[name] for name in before}, words)
    return [question for question, _ in found]


def _decode_again(reader: Reader, source: dict[str, object]) -> Question | None:
    """Decode a changed question; what is wrong with its ``source`` already is not told again."""
    original = Reader(source, [])
    decode_question(original)
    told = {fault.message for fault in original.faults}
    changed = Reader(reader.value, [], reader.path)
    question = decode_question(changed)
    reader.faults.extend(fault for fault in changed.faults if fault.message not in told)
    return question


def _check_change(reader: Reader, question: Question, original: Question) -> None:
    if question.id != original.id or type(question) is not type(original):
        reader.fault("Q019", "另一种读法不能改问题的 id 和 kind，只能改怎样计分")
    elif _floor(question) != _floor(original):
        reader.fault("Q019", "另一种读法不能改 at_least，只能改怎样计分", key="at_least")
    elif _numbers(question) != _numbers(original):
        told = "同样的数要能用于各种读法：不能改问哪些数、从多少到多少、几位小数"
        reader.fault("Q019", told)
    elif question == original:
        reader.fault("Q019", f"这种读法没有改变“{question.id}”，请写出不同之处，或删去")
    elif not _answerable(question, original):
        reader.fault(
            "Q019", "同样的回答要能用于各种读法：named 可以减少不能增加，grades 和 doubts 不能减少"
        )


def _answerable(question: Question, original: Question) -> bool:
    """Return whether every answer to ``original`` is one to ``question`` as well."""
    if _named(question) - _named(original) or _grades(original) - _grades(question):
        return False
    return not (isinstance(question, Each) and isinstance(original, Each)) or not (
        question.other and not original.other
    )


def _numbers(question: Question) -> tuple[object, ...]:
    """Return which numbers can be answered."""
    if isinstance(question, Measure):
        own = (question.least, question.most_entered, question.places, question.over)
        return (things_of(question), question.unit, *own)
    return (question.places,) if isinstance(question, Tiers) else ()


def _floor(question: Question) -> str | None:
    return question.at_least if isinstance(question, Count) else None


def _named(question: Question) -> set[str]:
    named = question.named if isinstance(question, (Count, Each, Grade)) else ()
    return {thing.id for thing in named}


def _grades(question: Question) -> set[str]:
    if not isinstance(question, Grade):
        return set()
    return {grade.id for grade in question.grades} | {doubt.id for doubt in question.doubts}

"""Answers: what a unit says of each question, strictly decoded against the rubric.

The plain form, by clause id::

    {"1.1": {"answers": {"missing": 1}, "estimate": "1.5"}, …}

A value is ``"yes"``/``"no"``, a number (one with decimals as text), a grade's id, or a mapping of things to these;
``"unsure"`` (拿不准) stands for any of them, null or absence for blank.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.criteria.measures import Measure
from qinglian_core.criteria.questions import Count, Each, Grade, Named, Question, Tiers, YesNo
from qinglian_core.criteria.vocabulary import (
    ANSWER_WORDS,
    OTHER,
    UNSURE,
    YES_NO,
    Answer,
    Value,
)
from qinglian_core.faults import AnswerError
from qinglian_core.reader import Reader, clipped, read, shown

from .numbers import allowed_of, read_measure, read_number, read_things
from .questionnaire import questionnaire
from .settlement import settle

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from qinglian_core.criteria.model import Clause, Rubric


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What a unit says of one clause: answers by question id, and its own estimate in points."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    estimate: Decimal | None = None


Answers = dict[str, Entry]
"""By clause id; a clause that is not there is blank."""

BLANK = Entry()
_CHOICES = {one: ANSWER_WORDS[one] for one in YES_NO}


def decode_answers(rubric: Rubric, data: object) -> Answers:
    """Return the answers in ``data``; raise ``AnswerError`` with every fault."""
    return read(data, AnswerError, lambda reader: read_answers(rubric, reader))


def read_answers(rubric: Rubric, reader: Reader) -> Answers:
    """Read answers by clause id, recording faults in ``reader``."""
    clauses = {clause.id: clause for clause in rubric.clauses}
    answers: Answers = {}
    for name in reader.mapping():
        clause = clauses.get(name)
        if clause is None:
            label = rubric.words.clause_label(clipped(name))
            reader.fault("A001", f"细则里没有{label}，请核对{rubric.words.clause_number}", key=name)
        else:
            answers[clause.id] = read_entry(clause, reader.at(name))
    return answers


def read_entry(clause: Clause, reader: Reader) -> Entry:
    """Read one clause's answers and own estimate; other keys are left to the save file."""
    if reader.value is None:
        return BLANK
    reader.mapping()
    answers = read_clause_answers(clause, reader.at("answers")) if reader.has("answers") else {}
    return Entry(answers=answers, estimate=_read_estimate(clause, reader))


def _read_estimate(clause: Clause, reader: Reader) -> Decimal | None:
    """Return the own estimate; None where there is none or it cannot be used."""
    if not reader.has("estimate"):
        return None
    known = len(reader.faults)
    estimate = reader.amount("estimate", positive=False)
    if estimate > clause.points:
        told = f"{clause.label}的自评分 {amount_text(estimate)} 超过了{clause.words.own_clause}的 {amount_text(clause.points)} 分，请改小"
        reader.fault("A005", told, key="estimate")
    return estimate if len(reader.faults) == known else None


def read_clause_answers(clause: Clause, reader: Reader) -> dict[str, Answer]:
    """Read the answers to the questions of ``clause``; blank ones are left out."""
    questions = questionnaire(clause).by_id
    answers: dict[str, Answer] = {}
    for name, value in reader.mapping().items():
        if reader.is_full:
            break
        question = questions.get(name)
        if question is None:
            told = f"{clause.label}没有标识为“{clipped(name)}”的问题"
            reader.fault("A002", told, key=name)
        elif value is not None:
            answer = _read_answer(question, reader.at(name))
            if answer is not None:
                answers[name] = answer
    _check_floors(clause, answers, reader)
    return answers


def _check_floors(clause: Clause, answers: dict[str, Answer], reader: Reader) -> None:
    """Refuse, and leave out, counts below one that they cannot be below, of those that are asked."""
    known = questionnaire(clause)
    if not known.floors:
        return
    least: dict[str, int] = {}
    for question in settle(known, answers).asked:
        if isinstance(question, Count):
            floor = least.get(question.at_least or "", 0)
            value = answers.get(question.id)
            least[question.id] = floor
            if isinstance(value, int) and value < floor:
                told = f"{clause.label}：这里填了 {value}，不能少于前一问的 {floor}，请核对"
                reader.fault("A006", told, key=question.id)
                del answers[question.id]
            elif isinstance(value, int):
                least[question.id] = value


def _read_answer(question: Question, reader: Reader) -> Answer | None:
    if isinstance(question, Each):
        other = (OTHER,) if question.other else ()
        return _read_things(question.named, other, reader, _CHOICES)
    if isinstance(question, Grade):
        return (
            _read_things(question.named, (), reader, question.labels)
            if question.named
            else _read_choice(reader, question.labels)
        )
    if isinstance(question, Count) and question.named:
        return _read_things((), tuple(thing.id for thing in question.named), reader, {})
    if isinstance(question, Measure):
        return read_measure(question, reader)
    if isinstance(question, (Count, Tiers)):
        return read_number(reader, allowed_of(question, ""))
    if isinstance(question, YesNo):
        return _read_choice(reader, _CHOICES)
    raise TypeError(question)


def _read_things(
    named: tuple[Named, ...], numbers: tuple[str, ...], reader: Reader, options: Mapping[str, str]
) -> dict[str, Value] | None:
    def read_one(name: str, place: Reader) -> Value | None:
        return read_number(place) if name in numbers else _read_choice(place, options)

    known = (*(thing.id for thing in named), *numbers)
    return read_things(known, reader, read_one) or None


def _read_choice(reader: Reader, options: Mapping[str, str]) -> str | None:
    """Read one of ``options``, each with its words, or 拿不准."""
    if isinstance(reader.value, str) and reader.value in (*options, UNSURE):
        return reader.value
    known = {**options, UNSURE: ANSWER_WORDS[UNSURE]}
    told = "、".join(f"{one}（{words}）" for one, words in known.items())
    reader.fault("A004", f"{shown(reader.value)}不是可选的回答；可以写：{told}")
    return None

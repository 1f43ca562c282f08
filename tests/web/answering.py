"""Answers made from the rubric alone: the most favourable, and as if everything were missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import plain_number
from qinglian_core.criteria.effects import EffectKind
from qinglian_core.criteria.questions import Count, Each, Grade, Tiers, YesNo
from qinglian_core.criteria.vocabulary import OTHER

if TYPE_CHECKING:
    from qinglian_core.criteria.effects import Effect
    from qinglian_core.criteria.model import Clause
    from qinglian_core.criteria.questions import Question
    from qinglian_core.criteria.vocabulary import Answer

MANY = 20
_OPPOSITE = {"yes": "no", "no": "yes"}


def favourable(clause: Clause) -> dict[str, Answer]:
    """Return answers under which the unit has done everything that the clause asks for."""
    return _asked(clause, {question.id: _answer(question, 1) for question in clause.questions})


def everything_missing(clause: Clause) -> dict[str, Answer]:
    """Return answers under which nothing was done and every fault happened."""
    return _asked(clause, {question.id: _worst(clause, question) for question in clause.questions})


def _asked(clause: Clause, answers: dict[str, Answer]) -> dict[str, Answer]:
    """Return those of ``answers`` whose questions are asked, given the others."""
    return {
        question.id: answers[question.id]
        for question in clause.questions
        if _is_reached(question, answers)
    }


def _is_reached(question: Question, answers: dict[str, Answer]) -> bool:
    gate = question.asked_when
    if gate is None:
        return True
    lead = answers[gate.question]
    if gate.at_least is not None:
        return isinstance(lead, int) and lead >= gate.at_least
    return lead in gate.values


def _worst(clause: Clause, question: Question) -> Answer:
    """Return the worst answer; a question that only leads to others is answered so that it does."""
    if isinstance(question, YesNo) and question.effect.kind is EffectKind.NONE:
        gates = [one.asked_when for one in clause.questions if one.asked_when]
        return next(gate.values[0] for gate in gates if gate.question == question.id)
    return _answer(question, -1)


def _merit(effect: Effect) -> float:
    """Return how good an effect is for the unit: an order only, never a score."""
    if effect.kind in (EffectKind.EXEMPT, EffectKind.FORFEIT):
        return 1000.0 if effect.kind is EffectKind.EXEMPT else -1000.0
    return float(-effect.amount if effect.kind is EffectKind.DEDUCT else effect.amount)


def _answer(question: Question, rank: int) -> Answer:
    if isinstance(question, YesNo):
        return _choice(question.when or "yes", question.effect, rank)
    if isinstance(question, Each):
        value = _choice(question.when, question.effect, rank)
        others: dict[str, str | int] = {OTHER: 0} if question.other else {}
        return {**{thing.id: value for thing in question.named}, **others}
    if isinstance(question, Grade):
        grade = max(question.grades, key=lambda one: rank * _merit(one.effect)).id
        return {thing.id: grade for thing in question.named} if question.named else grade
    if isinstance(question, Tiers):
        return plain_number(max(question.tiers, key=lambda one: rank * _merit(one.effect)).start)
    if isinstance(question, Count):
        follows = question.at_least is not None and rank < 0  # 不能少于前一问的数目
        number = MANY if rank * _merit(question.effect) > 0 or follows else 0
        return {thing.id: number for thing in question.named} if question.named else number
    raise TypeError(question)


def _choice(when: str, effect: Effect, rank: int) -> str:
    return when if rank * _merit(effect) > 0 else _OPPOSITE[when]

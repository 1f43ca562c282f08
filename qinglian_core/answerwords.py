"""Answers in words, as a reader would say them: ``是``, ``3项``, ``谈心谈话：是；主题党日：拿不准``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .model import Count, Each, Grade, Question, Tiers
from .questions import OTHER, UNSURE

if TYPE_CHECKING:
    from .answers import Answer, Value

BLANK_WORDS = "未答"
_SAID = {"yes": "是", "no": "否", UNSURE: "拿不准"}


def answer_words(question: Question, answer: Answer | None) -> str:
    """Return ``answer`` to ``question`` in words; ``未答`` for none."""
    if answer is None:
        return BLANK_WORDS
    if not isinstance(answer, dict):
        return _said(question, answer)
    labels = {thing.id: thing.label for thing in getattr(question, "named", ())}
    if isinstance(question, Each) and question.other:
        labels[OTHER] = "另外的"
    return "；".join(
        f"{label}：{_said(question, answer[name])}"
        for name, label in labels.items()
        if name in answer
    )


def _said(question: Question, value: Value) -> str:
    if isinstance(value, int):
        unit = question.unit if isinstance(question, (Count, Each, Tiers)) else ""
        return f"{value}{unit}"
    if isinstance(question, Grade):
        options = {grade.id: grade.label for grade in question.grades}
        options |= {doubt.id: doubt.label for doubt in question.doubts}
        return options.get(value) or _SAID[value]
    return _SAID[value]

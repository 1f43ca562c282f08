"""Answers in words, as a reader would say them: ``是``, ``3项``, ``谈心谈话：是；主题党日：拿不准``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.criteria.measures import Measure
from qinglian_core.criteria.questions import Count, Each, Grade, Question, Tiers
from qinglian_core.criteria.vocabulary import ANSWER_WORDS, OTHER, number_labels, things_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.criteria.vocabulary import Answer, Value

BLANK_WORDS = "未答"


def answer_words(question: Question, answer: Answer | None) -> str:
    """Return ``answer`` to ``question`` in words; ``未答`` for none."""
    if answer is None:
        return BLANK_WORDS
    if not isinstance(answer, dict):
        return _said(question, answer)
    return "；".join(f"{label}：{words}" for label, words in _by_thing(question, answer).items())


def changed_answers(
    question: Question, before: Answer | None, after: Answer | None
) -> Iterator[tuple[str, str, str]]:
    """Return what was answered otherwise: the question, and the answers before and after, in words.

    Where both answer thing by thing, only the things that differ are told.
    """
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        old, new = _by_thing(question, before), _by_thing(question, after)
        for label in dict.fromkeys((*old, *new)):
            pair = (old.get(label, BLANK_WORDS), new.get(label, BLANK_WORDS))
            if pair[0] != pair[1]:
                yield (f"{question.ask}{label}", *pair)
    else:
        yield question.ask, answer_words(question, before), answer_words(question, after)


def _by_thing(question: Question, answer: dict[str, Value]) -> dict[str, str]:
    if isinstance(question, Measure):
        labels = number_labels(question)
        return {
            labels[name]: ANSWER_WORDS.get(str(answer[name]), str(answer[name]))
            for name in things_of(question)
            if name in answer
        }
    labels = {thing.id: thing.label for thing in getattr(question, "named", ())}
    if isinstance(question, Each) and question.other:
        labels[OTHER] = "另外的"
    return {
        label: _said(question, answer[name]) for name, label in labels.items() if name in answer
    }


def _said(question: Question, value: Value) -> str:
    if isinstance(question, Grade):
        return question.labels.get(str(value)) or ANSWER_WORDS[str(value)]
    if isinstance(value, str) and value in ANSWER_WORDS:
        return ANSWER_WORDS[value]
    unit = question.unit if isinstance(question, (Count, Each, Tiers, Measure)) else ""
    return f"{value}{unit}"

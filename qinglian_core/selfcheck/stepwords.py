"""Next steps in words, verb first, made of the question's own words and unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text
from qinglian_core.answers.words import answer_words
from qinglian_core.criteria.measures import Measure
from qinglian_core.criteria.questions import Count, Each, Tiers, YesNo
from qinglian_core.criteria.vocabulary import OTHER, VALUE, number_labels, step_unit

if TYPE_CHECKING:
    from qinglian_core.criteria.questions import Question
    from qinglian_core.criteria.vocabulary import Value
    from qinglian_core.scoring.points import Range

    from .slots import Slot

_WHETHER = "是否"


def change_words(values: tuple[tuple[Slot, Value], ...]) -> str:
    """Return what has to be done for some answers to become ``values``."""
    told = []
    for question in dict.fromkeys(slot.question for slot, _ in values):
        of_it = [(slot, value) for slot, value in values if slot.question == question]
        told.append(_of_question(question, of_it))
    return "；并且".join(told)


def _of_question(question: Question, values: list[tuple[Slot, Value]]) -> str:
    if isinstance(question, YesNo):
        return question.step or _state_wanted(question, values[0][1])
    details = "、".join(_detail(slot, value) for slot, value in values)
    return f"{question.step}：{details}" if question.step else f"{details}（{question.ask}）"


def _state_wanted(question: YesNo, value: Value) -> str:
    """Return what is to be the case, made of the question where it simply asks whether it is."""
    if value == "yes" and question.ask.count(_WHETHER) == 1:
        return f"做到{question.ask.replace(_WHETHER, '').removesuffix('？')}"
    return f"做到能答“{answer_words(question, value)}”（{question.ask}）"


def _detail(slot: Slot, value: Value) -> str:
    """Return how one answer is to change: ``再增加6条（9→15条）``, ``做到“好”（现在是“较差”）``."""
    question, label = slot.question, _label(slot)
    if isinstance(value, int) and isinstance(slot.now, int):
        has_unit = isinstance(question, (Count, Each, Tiers)) or slot.thing == VALUE
        unit = getattr(question, "unit", "") if has_unit or not slot.thing else ""
        verb, by = ("再增加", value - slot.now) if value > slot.now else ("减少", slot.now - value)
        step = step_unit(question) if isinstance(question, Measure) and unit else unit
        return f"{label}{verb}{by}{step}（{slot.now}→{value}{unit}）"
    said = answer_words(question, value)
    if isinstance(question, Each):
        return label if question.step else f"把{label}变为“{said}”"
    return f"{label}做到“{said}”（现在是“{answer_words(question, slot.now)}”）"


def _label(slot: Slot) -> str:
    """Return what a thing is called, in quotation marks; nothing for a question about itself alone."""
    if slot.thing == OTHER:
        return "另外的"
    if isinstance(slot.question, Measure) and slot.thing:
        return f"“{number_labels(slot.question)[slot.thing]}”"
    labels = [one.label for one in getattr(slot.question, "named", ()) if one.id == slot.thing]
    return "".join(label if label[0] in "“《" else f"“{label}”" for label in labels)


def gain_words(gain: Range) -> str:
    """Return what a step gains: ``＋0.5分``, ``＋0.5至1分``, ``最多＋1分``."""
    most = amount_text(gain.high)
    if gain.settled:
        return f"＋{most}分"
    if gain.low <= ZERO:
        return f"最多＋{most}分"
    return f"＋{amount_text(gain.low)}至{most}分"

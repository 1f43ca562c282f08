"""Checks between the questions of a clause: which leads to which, and whether each has a purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.criteria.questions import Count, Grade, Question, Tiers, YesNo
from qinglian_core.criteria.vocabulary import YES_NO, effects_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qinglian_core.criteria.table import Words
    from qinglian_core.reader import Reader

MOST_WORLDS = 64
"""Every combination of answers that decides which questions are asked is scored by itself."""

Written = tuple[Question, "Reader"]
"""A question, and where it is written."""


def check_questions(written: Sequence[Written], changed: frozenset[str], words: Words) -> None:
    """Check the questions of a clause together; ``changed`` are those that another reading replaces."""
    earlier: dict[str, Question] = {}
    leads = {question.asked_when.question for question, _ in written if question.asked_when}
    for question, reader in written:
        if question.id and question.id in earlier:
            told = f"问题标识“{question.id}”在{words.own_clause}里重复了，请改用别的标识"
            reader.fault("Q008", told, key="id")
        check_leads(question, reader, earlier, words)
        idle = all(effect.is_idle for effect in effects_of(question))
        if idle and question.id not in leads | changed:
            reader.fault(
                "Q018", f"问题“{question.id}”既没有得失，也不决定别的问题，请补上得失或删去"
            )
        earlier[question.id] = question


def check_worlds(reader: Reader, questions: Iterable[Question], words: Words) -> None:
    """Check that the questions that decide on others leave few enough worlds to score one by one.

    ``questions`` are those of the clause and of all its readings.
    """
    questions = tuple(questions)
    gates = [question.asked_when for question in questions if question.asked_when]
    leads = {question.id: question for question in questions}
    count = 1
    for name in {gate.question for gate in gates}:
        lead = leads.get(name)
        cuts = {gate.at_least for gate in gates if gate.question == name}
        count *= len(lead.grades) if isinstance(lead, Grade) else 1 + len(cuts)
    if count > MOST_WORLDS:
        told = f"{words.own_clause}里决定别的问题的题目太多，合起来有 {count} 种情形（最多 {MOST_WORLDS}）；请减少 asked_when"
        reader.fault("Q044", told, key="parts")


def check_leads(
    question: Question, reader: Reader, earlier: Mapping[str, Question], words: Words
) -> None:
    """Check that what ``question`` depends on is asked before it and fits."""
    if question.asked_when is not None and not _fits(question, earlier):
        reader.fault(
            "Q016",
            f"asked_when 须指{words.own_clause}前面一道不分列的问题：是非题和分档题用 is 写那道题的答案，计数题和分段题用 from",
            key="asked_when",
        )
    if isinstance(question, Count) and question.at_least is not None:
        floor = earlier.get(question.at_least)
        if not isinstance(floor, Count) or floor.named or question.named:
            told = f"at_least 须指{words.own_clause}前面一道不分列的计数题"
            reader.fault("Q017", told, key="at_least")


def _fits(question: Question, earlier: Mapping[str, Question]) -> bool:
    gate = question.asked_when
    lead = earlier.get(gate.question) if gate else None
    if gate is None or lead is None:
        return False
    if isinstance(lead, YesNo):
        return gate.at_least is None and set(gate.values) <= set(YES_NO)
    if isinstance(lead, Grade):
        known = {grade.id for grade in lead.grades}
        return not lead.named and gate.at_least is None and set(gate.values) <= known
    if isinstance(lead, Count) and lead.named:
        return False
    return isinstance(lead, (Count, Tiers)) and gate.at_least is not None

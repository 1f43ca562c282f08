"""Older editions as the browser is given them: each one's criteria, and in short the lineage that leads from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.criteria.decoding.rubric import decode_rubric
from qinglian_core.faults import RubricError
from qinglian_core.reader import Reader, read
from qinglian_core.revision.lineage import Descent, Gone, Lineage, QuestionHeir

from .succession import Forebear, Told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qinglian_core.criteria.model import Rubric

Plain = dict[str, object]


def plain_descents(lineage: Lineage, changes: Mapping[str, Told]) -> list[Plain]:
    """Return which clauses every clause comes from, which questions, and what changed in it.

    Why, and what is gone, is not needed.
    """
    return [
        {
            "new": one.new,
            **_plain_told(changes[one.new]),
            **({"old": list(one.old)} if one.old else {}),
            **(
                {"questions": [_plain_heir(heir) for heir in one.questions]}
                if one.questions
                else {}
            ),
        }
        for one in lineage.descents
    ]


def _plain_told(told: Told) -> Plain:
    marks = [{"kind": kind, "text": text} for kind, text in told.marks]
    return {
        **({"words": list(told.words)} if told.words else {}),
        **({"marks": marks} if marks else {}),
    }


def _plain_heir(heir: QuestionHeir) -> Plain:
    return {"clause": heir.clause, "question": heir.question, "heir": heir.heir}


def decode_forebear(rubric: object, descents: object, newer: Rubric) -> Forebear:
    """Return the older edition ``rubric`` with its ``descents``; raise ``RubricError`` with every fault."""
    older = decode_rubric(rubric)
    found, changes = read(
        {"clauses": descents},
        RubricError,
        lambda reader: (
            tuple(_descent(entry) for entry in reader.each("clauses")),
            {entry.text("new"): _told(entry) for entry in reader.each("clauses")},
        ),
    )
    lasting = {old for one in found for old in one.old}
    gone = tuple(Gone(old=one.id, why="") for one in older.clauses if one.id not in lasting)
    lineage = Lineage(older=older.id, newer=newer.id, descents=found, gone=gone)
    return Forebear(rubric=older, lineage=lineage, changes=changes)


def _told(entry: Reader) -> Told:
    # 标记是原文的一段，前后可以是空白
    marks = tuple((one.text("kind"), str(one.at("text").value)) for one in entry.each("marks"))
    return Told(words=entry.texts("words"), marks=marks)


def _descent(entry: Reader) -> Descent:
    heirs = [
        QuestionHeir(
            clause=one.text("clause"), question=one.text("question"), heir=one.text("heir")
        )
        for one in entry.each("questions")
    ]
    return Descent(new=entry.text("new"), old=entry.texts("old"), why="", questions=tuple(heirs))

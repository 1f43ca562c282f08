"""Which part of an edition is for one kind of unit: the edition as that unit has it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Clause, Item, Part, Project, Rubric

_MOST_CLAUSES = 4000
"""Of how many clauses, for each kind of unit, what is left is kept."""


def applicable(rubric: Rubric, kind: str) -> Rubric:
    """Return what of ``rubric`` is for units of ``kind``: the same clauses where all of them is."""
    projects = [_project(project, kind) for project in rubric.projects]
    return replace(rubric, projects=tuple(project for project in projects if project.items))


def _project(project: Project, kind: str) -> Project:
    items = [_item(item, kind) for item in project.items if is_for(item.applies, kind)]
    return replace(project, items=tuple(item for item in items if item.clauses))


def _item(item: Item, kind: str) -> Item:
    clauses = [
        applicable_clause(clause, kind) for clause in item.clauses if is_for(clause.applies, kind)
    ]
    return replace(item, clauses=tuple(clause for clause in clauses if clause.parts))


@lru_cache(maxsize=_MOST_CLAUSES)
def applicable_clause(clause: Clause, kind: str) -> Clause:
    """Return what of ``clause`` is for units of ``kind``; without parts where nothing is."""
    parts = tuple(_part(part, kind) for part in clause.parts if is_for(part.applies, kind))
    if parts == clause.parts:
        return clause
    asked = {question.id for part in parts for question in part.questions}
    readings = [
        replace(one, questions=tuple(each for each in one.questions if each.id in asked))
        for one in clause.readings
    ]
    return replace(
        clause,
        parts=parts,
        readings=tuple(one for one in readings if one.questions or one.discretion),
        digest=f"{clause.digest}:{kind}",
    )


def _part(part: Part, kind: str) -> Part:
    questions = tuple(one for one in part.questions if is_for(one.applies, kind))
    return part if questions == part.questions else replace(part, questions=questions)


def is_for(applies: tuple[str, ...], kind: str) -> bool:
    """Whether what ``applies`` to some kinds (empty: to all) is for ``kind``."""
    return not applies or kind in applies

"""How far the rules of a clause reach: what they may do beyond its own points."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from .effects import FAR, EffectKind
from .vocabulary import effects_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .effects import Effect, Scope
    from .model import Clause
    from .questions import Question

_MOST_CLAUSES = 4000


def all_questions(clause: Clause) -> tuple[Question, ...]:
    """Return the questions of ``clause`` under every reading."""
    others = [question for reading in clause.readings for question in reading.questions]
    return (*clause.questions, *others)


def _effects(clause: Clause) -> Iterator[Effect]:
    return (effect for question in all_questions(clause) for effect in effects_of(question))


def reaches(clause: Clause) -> bool:
    """Whether something of ``clause`` may reach beyond its own points."""
    return any(part.beyond for part in clause.parts) or any(
        effect.reaches for effect in _effects(clause)
    )


@lru_cache(maxsize=_MOST_CLAUSES)
def reached_scopes(clause: Clause) -> frozenset[Scope]:
    """Return of which scopes ``clause`` may take points: its item, its project, the edition."""
    effects = tuple(_effects(clause))
    beyond = [effect.beyond for effect in effects] + [part.beyond for part in clause.parts]
    scopes = {effect.scope for effect in effects if effect.kind is EffectKind.FORFEIT}
    return frozenset({*(one.scope for one in beyond if one), *scopes}.intersection(FAR))


def any_reaches(clauses: Iterable[Clause], scope: Scope) -> bool:
    """Whether one of ``clauses`` may take points of their ``scope``."""
    return any(scope in reached_scopes(clause) for clause in clauses)


def is_pointless(questions: Iterable[Question]) -> bool:
    """Whether what holds ``questions`` has no points by right: they move none, and something reaches further."""
    effects = [effect for question in questions for effect in effects_of(question)]
    return any(effect.reaches for effect in effects) and not any(
        effect.kind in (EffectKind.DEDUCT, EffectKind.AWARD, EffectKind.EXEMPT)
        or (effect.kind is EffectKind.FORFEIT and effect.scope not in FAR)
        for effect in effects
    )

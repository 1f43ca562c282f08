"""Kinds of rule: how the text lets points be lost or won, told from the rules themselves."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from qinglian_core.criteria.effects import EffectKind
from qinglian_core.criteria.measures import Measure
from qinglian_core.criteria.model import Start
from qinglian_core.criteria.questions import Grade, Tiers
from qinglian_core.criteria.vocabulary import effects_of

if TYPE_CHECKING:
    from qinglian_core.criteria.model import Clause, Part
    from qinglian_core.criteria.questions import Question
    from qinglian_core.criteria.table import Words


class RuleKind(Enum):
    """How the points of a part are decided; every point of a rubric belongs to one kind."""

    DEDUCT = "deduct"
    FORFEIT = "forfeit"
    AWARD = "award"
    UNWRITTEN = "unwritten"

    @property
    def label(self) -> str:
        """What readers see."""
        return _LABELS[self]

    def meaning(self, words: Words) -> str:
        """Return the kind in a sentence."""
        return _MEANINGS[self].format(words.assess)


_LABELS = {
    RuleKind.DEDUCT: "扣分",
    RuleKind.FORFEIT: "不得分",
    RuleKind.AWARD: "得分",
    RuleKind.UNWRITTEN: "没有写评分办法",
}
_MEANINGS = {
    RuleKind.DEDUCT: "起评满分，有写明的情形就扣",
    RuleKind.FORFEIT: "起评满分，有写明的情形就全部不得",
    RuleKind.AWARD: "从0分起，做到写明的事就得",
    RuleKind.UNWRITTEN: "原文没有写怎样扣、怎样得，要到{}时评定",
}

GRADED = "分档"
"""A tag besides the kinds: several amounts, by grade or by number."""


def part_kind(part: Part) -> RuleKind:
    """Return the kind of a part."""
    if part.start is Start.NONE:
        return RuleKind.UNWRITTEN
    if part.start is Start.ZERO:
        return RuleKind.AWARD
    effects = [effect for question in part.questions for effect in effects_of(question)]
    deducts = any(effect.kind is EffectKind.DEDUCT and effect.most for effect in effects)
    forfeits = any(effect.kind is EffectKind.FORFEIT for effect in effects)
    return RuleKind.FORFEIT if forfeits and not deducts else RuleKind.DEDUCT


def clause_kinds(clause: Clause) -> tuple[RuleKind, ...]:
    """Return the kinds of a clause's parts, each once, in the order of ``RuleKind``."""
    found = {part_kind(part) for part in clause.parts}
    return tuple(kind for kind in RuleKind if kind in found)


def is_graded(clause: Clause) -> bool:
    """Whether some question of the clause gives different amounts by grade or by number."""
    return any(_levels(question) > 1 for question in clause.questions)


def _levels(question: Question) -> int:
    if not isinstance(question, (Grade, Tiers, Measure)):
        return 0
    return len({effect.amount for effect in effects_of(question) if effect.amount})


def kind_labels(clause: Clause) -> tuple[str, ...]:
    """Return what readers see of a clause's kinds."""
    labels = [kind.label for kind in clause_kinds(clause)]
    return (*labels, GRADED) if is_graded(clause) else tuple(labels)

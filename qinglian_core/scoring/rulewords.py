"""How a clause is scored, told in words from its parts, questions and bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text, range_text
from qinglian_core.criteria.citations import is_stated
from qinglian_core.criteria.model import (
    Bound,
    Count,
    Each,
    Effect,
    EffectKind,
    Grade,
    Nature,
    Per,
    Scope,
    Start,
    Tiers,
    YesNo,
)
from qinglian_core.criteria.vocabulary import ANSWER_WORDS

from .points import can_exceed
from .rulekinds import RuleKind, part_kind
from .words import unwritten_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from qinglian_core.criteria.model import Clause, Part, Question

    _Told = tuple[Effect | None, str, str, str]
    """An effect (None: nothing happens), when it follows, what joins, and what it does."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What an answer leads to: when it does, and what then; ``stated`` where the words cited say so, else it is ours.

    ``when`` is empty where nothing ever follows; ``link`` is what joins the two in a sentence.
    """

    when: str
    link: str
    then: str
    stated: bool

    @property
    def text(self) -> str:
        """Both in a sentence."""
        return f"{self.when}{self.link}{self.then}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """One condition: the words of the text, what follows from it, and how the self-check asks for it."""

    cite: str
    outcomes: tuple[Outcome, ...]
    ask: str
    things: tuple[str, ...]
    gate: str
    judgement: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PartRule:
    """How one part is scored."""

    label: str
    points: str
    opening: str
    conditions: tuple[Condition, ...]
    bound: str


def part_rules(clause: Clause) -> tuple[PartRule, ...]:
    """Return how each part of ``clause`` is scored."""
    return tuple(
        PartRule(
            label=part.label,
            points=amount_text(part.points),
            opening=_opening(part),
            conditions=tuple(_condition(question, part, clause) for question in part.questions),
            bound=_bound(part, clause),
        )
        for part in clause.parts
    )


def _opening(part: Part) -> str:
    points = amount_text(part.points)
    kind = part_kind(part)
    if kind is RuleKind.UNWRITTEN:
        return unwritten_text(part)
    if kind is RuleKind.AWARD:
        return f"从0分起，做到下列事项的得分，最多{points}分。"
    if kind is RuleKind.FORFEIT:
        return f"起评{points}分，有下列情形的不得分。"
    return f"起评{points}分，有下列情形的扣分。"


def _bound(part: Part, clause: Clause) -> str:
    points = amount_text(part.points)
    if part.bound is Bound.WRITTEN:
        return f"原文写明“{part.bound_cite}”。"
    if part.bound is not Bound.ASSUMED or not can_exceed(clause, part):
        return ""
    if part.start is Start.FULL:
        return "最低0分：原文没有写“扣完为止”，本站按不出现负分处理。"
    return f"最多{points}分：原文没有写封顶，本站按不超过所列分值处理。"


def _condition(question: Question, part: Part, clause: Clause) -> Condition:
    return Condition(
        cite=question.cite,
        outcomes=tuple(
            Outcome(
                when=when,
                link=link,
                then=then,
                stated=effect is None or is_stated(effect, question.cite),
            )
            for effect, when, link, then in _outcomes(question, part, whole=len(clause.parts) == 1)
        ),
        ask=question.ask,
        things=_things(question),
        gate=_gate(question, clause),
        judgement=question.nature is Nature.JUDGEMENT,
    )


def effect_text(effect: Effect, part: Part, *, whole: bool) -> str:
    """Return what ``effect`` does to ``part``; ``whole`` when the part is all of its clause."""
    amount = amount_text(effect.amount)
    if effect.kind is EffectKind.DEDUCT:
        return f"扣{amount}分" if effect.amount else "不扣分"
    if effect.kind is EffectKind.AWARD:
        return f"得{amount}分" if effect.amount else "不得分"
    if effect.kind is EffectKind.FORFEIT:
        everything = whole or effect.scope is Scope.CLAUSE
        return "本条不得分" if everything else f"这{amount_text(part.points)}分不得"
    if effect.kind is EffectKind.EXEMPT:
        return f"不扣分，保留{amount_text(part.points)}分"
    return "不扣分" if part.start is Start.FULL else "不得分"


def _outcomes(question: Question, part: Part, *, whole: bool) -> Iterator[_Told]:
    """Yield each outcome in words, with the effect that it tells of."""
    if isinstance(question, (YesNo, Count, Each)):
        yield (question.effect, *_outcome(question, part, whole=whole))
    elif isinstance(question, Grade):
        for grade in question.grades:
            yield grade.effect, grade.label, "，", effect_text(grade.effect, part, whole=whole)
    elif isinstance(question, Tiers):
        yield from _tiers(question, part, whole=whole)
    else:
        raise TypeError(question)


def _outcome(question: YesNo | Count | Each, part: Part, *, whole: bool) -> tuple[str, str, str]:
    if question.effect.kind is EffectKind.NONE:
        return "", "", _IDLE[isinstance(question, Count)]
    effect = effect_text(question.effect, part, whole=whole)
    if isinstance(question, Count):
        return f"每1{question.unit}", "", effect
    if isinstance(question, YesNo):
        return f"答“{ANSWER_WORDS[question.when]}”", "，", effect
    return _each_outcome(question, effect)


_IDLE = ("不影响得分，只决定后面问什么", "不影响主要得分，只用来看另一种读法")


def _each_outcome(question: Each, effect: str) -> tuple[str, str, str]:
    answer = f"答“{ANSWER_WORDS[question.when]}”"
    if question.per is Per.ANY:
        once = "，不重复扣" if question.effect.kind is EffectKind.DEDUCT else ""
        return f"有任何一项{answer}", "，", f"{effect}{once}"
    if question.per is Per.ALL:
        return f"各项都{answer}", "，才", effect
    others = "（另填的数目同样计）" if question.other else ""
    return f"每有1项{answer}", "，", f"{effect}{others}"


def _tiers(question: Tiers, part: Part, *, whole: bool) -> Iterator[_Told]:
    end = None
    for tier in question.tiers:
        span = _span(tier.start, end, question.unit)
        yield tier.effect, span, "，", effect_text(tier.effect, part, whole=whole)
        end = tier.start
    if end:
        nothing = "不扣分" if part.start is Start.FULL else "不得分"
        yield None, _span(ZERO, end, question.unit), "，", nothing


def _span(start: Decimal, end: Decimal | None, unit: str) -> str:
    """Return the numbers from ``start`` up to but not including ``end``, in words."""
    if end is None:
        return f"{amount_text(start)}{unit}及以上"
    return range_text(start, end - 1, unit)


def _things(question: Question) -> tuple[str, ...]:
    if isinstance(question, Each):
        named = tuple(thing.label for thing in question.named)
        return (*named, question.other) if question.other else named
    if isinstance(question, (Count, Grade)):
        return tuple(thing.label for thing in question.named)
    return ()


def _gate(question: Question, clause: Clause) -> str:
    gate = question.asked_when
    if gate is None:
        return ""
    questions = clause.questions
    lead = next(one for one in questions if one.id == gate.question)
    just_before = questions[questions.index(question) - 1] is lead
    name = "上一问" if just_before else f"“{lead.ask}”"
    if gate.at_least is not None:
        return f"{name}填{gate.at_least}{getattr(lead, 'unit', '')}以上时才问"
    labels = {grade.id: grade.label for grade in getattr(lead, "grades", ())}
    answers = "”或“".join({**ANSWER_WORDS, **labels}[value] for value in gate.values)
    return f"{name}答“{answers}”时才问"

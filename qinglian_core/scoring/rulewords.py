"""How a clause is scored, told in words from its parts, questions and bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text, range_text
from qinglian_core.criteria.citations import is_factor_stated, is_stated
from qinglian_core.criteria.effects import FAR, Effect, EffectKind, Per, Scope
from qinglian_core.criteria.measures import Empty, Measure, Table, Times
from qinglian_core.criteria.model import Bound, Only, Start
from qinglian_core.criteria.questions import Count, Each, Grade, Nature, Tier, Tiers, YesNo
from qinglian_core.criteria.vocabulary import (
    ANSWER_WORDS,
    NO_EFFECT,
    VALUE,
    effects_of,
    number_labels,
    scale_effect,
    things_of,
)

from .bounds import bounds_met
from .measurewords import empty_words, scale_words
from .reachwords import beyond_text, effect_reach_text
from .rulekinds import RuleKind, part_kind
from .words import unwritten_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.criteria.model import Clause, Part
    from qinglian_core.criteria.questions import Question

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
    if not part.points:
        return "这里不计分，只看有没有下列情形。"
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
    more = (
        f"扣满{amount_text(part.points)}分的，{beyond_text(part.beyond, part.words)}。"
        if part.beyond
        else ""
    )
    only = ONLY_WORDS[part.only] if part.only else ""
    return f"{only}{_held(part, clause)}{more}"


ONLY_WORDS = {
    Only.WORST: "下列情形有几处的，只计最重的一处。",
    Only.BEST: "下列事项有几项的，只取最高的一项。",
}


def _held(part: Part, clause: Clause) -> str:
    if part.bound is Bound.WRITTEN:
        return f"原文写明“{part.bound_cite}”。"
    if part.bound is not Bound.ASSUMED:
        return ""
    at_zero, at_points = bounds_met(clause, part)
    floor = "最低0分：原文没有写“扣完为止”，本站按不出现负分处理。" if at_zero else ""
    points = amount_text(part.points)
    ceiling = f"最多{points}分：原文没有写封顶，本站按不超过所列分值处理。" if at_points else ""
    return floor + ceiling


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
    """Return what ``effect`` does to ``part``, and beyond; ``whole`` when the part is all of its clause."""
    reach = effect_reach_text(effect, part.words)
    if not reach:
        return _near_text(effect, part, whole=whole)
    is_near = effect.kind in (EffectKind.DEDUCT, EffectKind.AWARD) or (
        effect.kind is EffectKind.FORFEIT and effect.scope not in FAR
    )
    return f"{_near_text(effect, part, whole=whole)}，{reach}" if is_near else reach


def _near_text(effect: Effect, part: Part, *, whole: bool) -> str:
    amount = range_text(effect.amount, effect.most)
    chosen = f"（由{part.words.assess}的人定）" if effect.most != effect.amount else ""
    if effect.kind is EffectKind.DEDUCT:
        return f"扣{amount}{chosen}" if effect.most else "不扣分"
    if effect.kind is EffectKind.AWARD:
        return f"得{amount}{chosen}" if effect.most else "不得分"
    if effect.kind is EffectKind.FORFEIT:
        everything = whole or effect.scope is Scope.CLAUSE
        return (
            f"{part.words.own_clause}不得分"
            if everything
            else f"这{amount_text(part.points)}分不得"
        )
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
    elif isinstance(question, Measure):
        yield from _measured(question, part)
        if question.tiers:
            yield from _tiers(question, part, whole=whole)
    else:
        raise TypeError(question)
    yield from _limits(question)


def _measured(question: Measure, part: Part) -> Iterator[_Told]:
    """Yield what the scale of a measure does, and what holds where there is nothing to take a share of."""
    scale = question.scale
    if isinstance(scale, Table):
        for number, points in scale.rows:
            effect = Effect(kind=EffectKind.AWARD, amount=points, most=points, scope=Scope.PART)
            yield effect, f"{number}{question.unit}", "，", f"得{amount_text(points)}分"
        rest = f"每后1{question.unit}再少{amount_text(scale.later)}分" if scale.later else "不得分"
        yield None, "其余的", "，", rest
    elif scale is not None:
        is_said = isinstance(scale, Times) and is_factor_stated(scale.effect, question.cite)
        yield (None if is_said else scale_effect(scale), *scale_words(question, scale))
    if question.empty is not Empty.OPEN:
        yield None, "总数是0的", "，", empty_words(question, part.words)


def _limits(question: Question) -> Iterator[_Told]:
    """Yield what holds for the whole question: how much it moves at most, and that only one thing counts."""
    most = getattr(question, "most_points", None)
    if most is not None:
        kinds = {effect.kind for effect in effects_of(question)}
        verb = "扣" if EffectKind.DEDUCT in kinds else "得"
        yield None, "这一问合计", "，", f"最多{verb}{amount_text(most)}分"
    if isinstance(question, Grade) and question.only:
        yield None, "", "", ONLY_WORDS[question.only].rstrip("。")


def _outcome(question: YesNo | Count | Each, part: Part, *, whole: bool) -> tuple[str, str, str]:
    if question.effect.is_idle:
        return "", "", _IDLE[isinstance(question, Count)]
    if isinstance(question, Count) and question.steps:
        return "", "", _steps(question, part)
    effect = effect_text(question.effect, part, whole=whole)
    if isinstance(question, Count):
        return f"每1{question.unit}", "", effect
    if isinstance(question, YesNo):
        return f"答“{ANSWER_WORDS[question.when]}”", "，", effect
    return _each_outcome(question, effect)


def _steps(question: Count, part: Part) -> str:
    verb = "扣" if question.effect.kind is EffectKind.DEDUCT else "得"
    amounts = [f"{verb}{amount_text(step)}分" if step else f"不{verb}分" for step in question.steps]
    told = [f"第{number}{question.unit}{amount}" for number, amount in enumerate(amounts, 1)]
    reach = effect_reach_text(question.effect, part.words)
    more = f"，每{question.unit}{reach}" if reach else ""
    return f"{'，'.join(told)}，以后每{question.unit}同最后一{question.unit}{more}"


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


def _tiers(question: Tiers | Measure, part: Part, *, whole: bool) -> Iterator[_Told]:
    end = None
    is_whole = not question.places and not (isinstance(question, Measure) and question.of)
    for tier in question.tiers:
        span = _span(tier, end, question.unit, is_whole=is_whole)
        yield tier.effect, span, "，", effect_text(tier.effect, part, whole=whole)
        end = tier
    if end and (end.start or end.above):
        nothing = "不扣分" if part.start is Start.FULL else "不得分"
        rest = Tier(start=ZERO, effect=NO_EFFECT)
        yield None, _span(rest, end, question.unit, is_whole=is_whole), "，", nothing


def _span(tier: Tier, end: Tier | None, unit: str, *, is_whole: bool) -> str:
    """Return the numbers of ``tier``, which the next higher one ends, in words."""
    start = f"{amount_text(tier.start)}{unit}"
    least = f"超过{start}" if tier.above else f"{start}及以上"
    if end is None:
        return least
    if is_whole:
        return range_text(tier.start, end.start - 1, unit)
    if end.start == tier.start:
        return f"正好{start}"
    most = f"{'不超过' if end.above else '不到'}{amount_text(end.start)}{unit}"
    return f"{least}、{most}" if tier.start or tier.above else most


def _things(question: Question) -> tuple[str, ...]:
    if isinstance(question, Each):
        named = tuple(thing.label for thing in question.named)
        return (*named, question.other) if question.other else named
    if isinstance(question, Measure):
        labels = number_labels(question)
        return tuple(labels[thing] for thing in things_of(question) if thing not in ("", VALUE))
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

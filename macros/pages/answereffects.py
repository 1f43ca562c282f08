"""What an answer does by itself, so that a choice can name it: 否，扣1分.

Every figure is the core's own score of exactly that answer, with the other questions answered so that they change
nothing. Where an answer settles the clause alone, its points are told; where it leads to other questions, or what it
does hangs on how they are answered, nothing is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text, plain_number, range_text
from qinglian_core.answers.entries import Entry
from qinglian_core.criteria.effects import EffectKind, Per, Scope
from qinglian_core.criteria.measures import Measure
from qinglian_core.criteria.model import Start
from qinglian_core.criteria.questions import Count, Each, Grade, Tiers, YesNo
from qinglian_core.criteria.vocabulary import OTHER, effects_of, things_of
from qinglian_core.scoring.clausescore import score_clause
from qinglian_core.scoring.reachwords import effect_reach_text

if TYPE_CHECKING:
    from decimal import Decimal

    from qinglian_core.criteria.effects import Effect
    from qinglian_core.criteria.model import Clause, Part
    from qinglian_core.criteria.questions import Gate, GradeOption, Question
    from qinglian_core.criteria.vocabulary import Answer, Value
    from qinglian_core.scoring.clausescore import ClauseScore

_OPPOSITE = {"yes": "no", "no": "yes"}
_WITHOUT = {EffectKind.NONE, EffectKind.EXEMPT, EffectKind.DROP}
"""Effects of questions that only lead to others, or out of the clause."""


def neutral_value(question: Question, thing: str = "") -> Value | None:
    """Return the answer to ``question``, for ``thing``, that neither takes nor gives points; None where none is plain."""
    if isinstance(question, (YesNo, Each)) and thing != OTHER:
        return _OPPOSITE[question.when] if _acts(question.effect) else None
    if isinstance(question, Grade):
        plain = [one.id for one in question.grades if not _acts(one.effect) and not _drops(one)]
        return next(iter(plain), None)
    if isinstance(question, (Count, Each)):
        return 0 if _acts(question.effect) else None
    return None


def _acts(effect: Effect) -> bool:
    loses = effect.kind is EffectKind.FORFEIT or effect.beyond is not None or bool(effect.veto)
    return bool(effect.most) or loses


def _drops(grade: GradeOption) -> bool:
    return grade.effect.kind is EffectKind.DROP


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerEffects:
    """The effects of single answers within one clause."""

    clause: Clause

    def of(self, part: Part, question: Question, thing: str, value: Value) -> str:
        """Return what answering ``question``, for ``thing``, with ``value`` does; empty where it depends."""
        effect = _effect_of(question, value)
        reach = effect_reach_text(effect, part.words) if effect else ""
        if effect and effect.most != effect.amount:
            chosen = range_text(effect.amount, effect.most)
            near = f"{'扣' if effect.kind is EffectKind.DEDUCT else '得'}{chosen}"
        elif effect and effect.reaches and not _moves(effect):
            near = ""
        else:
            near = self._of(part, question, thing, value)
        return "，".join(words for words in (near, reach) if words)

    def _of(self, part: Part, question: Question, thing: str, value: Value) -> str:
        """Return what an answer does in the clause itself."""
        if sum(map(_size, self.clause.questions)) == 1 or self._leads(question, thing, value):
            alone = self._scored({}, question, thing, value)
            return _points(alone, several=len(self.clause.questions) > 1)
        if _depends(question) or any(map(_awards_by_number, self.clause.questions)):
            return ""
        return self._change(part, question, thing, value)

    def _change(self, part: Part, question: Question, thing: str, value: Value) -> str:
        rest = self._neutral(question)
        before = score_clause(self.clause, Entry(answers=rest)).sure.high
        difference = self._scored(rest, question, thing, value).sure.high - before
        forfeits = any(effect.kind is EffectKind.FORFEIT for effect in effects_of(question))
        return _change_words(part, difference, forfeits=forfeits)

    def _leads(self, question: Question, thing: str, value: Value) -> bool:
        """Whether questions that take or give points are asked, or no longer asked, by this answer."""
        rest = {key: one for key, one in self._neutral(question).items() if key != question.id}
        before = score_clause(self.clause, Entry(answers=rest)).asked
        after = self._scored(rest, question, thing, value).asked
        return any(
            (one.id in before) != (one.id in after) or _opens(one.asked_when, question, value)
            for one in self.clause.questions
            if any(map(_acts, effects_of(one)))
        )

    def _scored(
        self, rest: dict[str, Answer], question: Question, thing: str, value: Value
    ) -> ClauseScore:
        others = rest.get(question.id)
        things = others if isinstance(others, dict) else {}
        given: Answer = {**things, thing: value} if thing else value
        return score_clause(self.clause, Entry(answers={**rest, question.id: given}))

    def _neutral(self, asked: Question) -> dict[str, Answer]:
        """Return answers that change nothing, and under which ``asked`` is asked."""
        answers: dict[str, Answer] = {}
        for question in self.clause.questions:
            answer = self._neutral_answer(question)
            if answer is not None:
                answers[question.id] = answer
        gate = asked.asked_when
        if gate:
            answers[gate.question] = gate.values[0] if gate.values else gate.at_least or 0
        return answers

    def _neutral_answer(self, question: Question) -> Answer | None:
        if isinstance(question, (YesNo, Count)) and question.effect.kind in _WITHOUT:
            gates = [one.asked_when for one in self.clause.questions if one.asked_when]
            return next(
                (g.values[0] for g in gates if g.question == question.id and g.values), None
            )
        if isinstance(question, Measure):
            return None
        if isinstance(question, Tiers):
            return next(
                (plain_number(tier.start) for tier in question.tiers if not _acts(tier.effect)), 0
            )
        things = [thing.id for thing in getattr(question, "named", ())]
        if isinstance(question, Each) and question.other:
            things.append(OTHER)
        found = {thing: neutral_value(question, thing) for thing in things or [""]}
        if any(value is None for value in found.values()):
            return None
        return found if things else found[""]  # type: ignore[return-value]


def _opens(gate: Gate | None, lead: Question, value: Value) -> bool:
    return gate is not None and gate.question == lead.id and value in gate.values


def _size(question: Question) -> int:
    """Return how many values ``question`` asks for."""
    return len(things_of(question))


def _depends(question: Question) -> bool:
    """Whether what one answer does hangs on those for the other things."""
    if isinstance(question, Each) and question.per is not Per.EACH:
        return question.per is Per.ALL or question.effect.kind is not EffectKind.FORFEIT
    is_held = getattr(question, "only", None) or getattr(question, "most_points", None) is not None
    return bool(is_held) and _size(question) > 1


def _awards_by_number(question: Question) -> bool:
    """Whether a measured number may award points: no number does nothing for sure."""
    kinds = {effect.kind for effect in effects_of(question)}
    return isinstance(question, Measure) and EffectKind.AWARD in kinds


def _effect_of(question: Question, value: Value) -> Effect | None:
    """Return the effect that a choice has."""
    if isinstance(question, Grade):
        return next((one.effect for one in question.grades if one.id == value), None)
    has_it = isinstance(question, (YesNo, Each)) and value == question.when
    return question.effect if isinstance(question, (YesNo, Each)) and has_it else None


def _moves(effect: Effect) -> bool:
    """Whether an effect moves points of its clause."""
    is_near = effect.kind is EffectKind.FORFEIT and effect.scope in (Scope.PART, Scope.CLAUSE)
    return bool(effect.most) or is_near


def _points(score: ClauseScore, *, several: bool) -> str:
    """Return what the clause is worth where an answer settles it; empty where it does not."""
    if not score.sure.settled:
        return ""
    own = score.clause.words.own_clause if several else ""
    return f"{own}得{amount_text(score.sure.low)}分" if score.sure.low else f"{own}0分"


def _change_words(part: Part, difference: Decimal, *, forfeits: bool) -> str:
    if not difference:
        return "不扣分" if part.start is Start.FULL else "不得分"
    amount = amount_text(abs(difference))
    if difference > 0:
        return f"得{amount}分"
    return f"不得这{amount}分" if forfeits else f"扣{amount}分"

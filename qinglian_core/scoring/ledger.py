"""The ledger of a clause: every line that leads from its points to its score, in words ready to print.

Clause → condition → count → deducted or awarded → bound reached → left, under the main reading.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text, range_text
from qinglian_core.answers.possibilities import Possible
from qinglian_core.answers.questionnaire import MOST_CLAUSES
from qinglian_core.answers.settlement import Applying, applying, settle
from qinglian_core.criteria.citations import is_factor_stated, is_stated
from qinglian_core.criteria.effects import EffectKind, Scope
from qinglian_core.criteria.measures import Measure, Times
from qinglian_core.criteria.model import Clause, Part, Start
from qinglian_core.criteria.questions import Count, Grade, Question
from qinglian_core.criteria.vocabulary import effects_of

from .balance import balance, whole_balance
from .contributions import IDLE, Contribution, Extremes, with_idle
from .ledgerline import LedgerLine, LineKind, ledger_line
from .partpoints import is_exhausted
from .reachwords import beyond_text, dropped_text, unfit_text
from .rules import clause_rules
from .words import (
    counted,
    effect_text,
    notes,
    open_text,
    reach_open_text,
    reckoned,
    unwritten_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from qinglian_core.criteria.table import Words

    from .clausescore import ClauseScore
    from .points import Range
    from .questionrules import Rule
    from .rules import PartRules
    from .standing import Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """What a question that may apply contributes, and what it was answered (``told``).

    ``holders`` are clauses in which its deduction stays instead, surely or perhaps.
    """

    rule: Rule
    applying: Applying
    told: Possible
    worst: Contribution
    best: Contribution
    holders: tuple[str, ...] = ()


def clause_ledger(score: ClauseScore) -> tuple[LedgerLine, ...]:
    """Return the lines that lead to ``score``."""
    if score.standing.varies or not score.standing.applies:
        return (_unit_line(score),)
    clause = clause_rules(score.clause)
    settled = settle(clause.questionnaire, score.answers)
    told, applies = settled.told, applying(settled)
    rules, standing = clause.parts, _standing_words(score.clause)
    found = [
        tuple(
            _held_elsewhere(_found(rule, applies[name], told[name]), score.standing)
            for name, rule in part.rules.items()
            if name in applies and not _is_idle(rule.question)
        )
        for part in rules
    ]
    lines: list[LedgerLine] = []
    for index, (part, left) in enumerate(zip(rules, score.parts, strict=True)):
        elsewhere = [one for other in (*found[:index], *found[index + 1 :]) for one in other]
        lines.extend(_part_lines(part, standing[index], found[index], elsewhere, left))
    lines.extend(whole_balance(score.clause, score.sure, score.parts))
    if score.estimate is not None and not score.sure.settled:
        lines.append(_estimate(score.clause, score.estimate))
    return tuple(lines)


def _unit_line(score: ClauseScore) -> LedgerLine:
    """Tell what the kind of unit means for a clause that depends on it."""
    words = score.clause.words
    if not score.standing.applies:
        text = f"{unfit_text(words)}，不参与{words.assess}。"
    else:
        told = range_text(score.sure.low, score.sure.high)
        text = f"{words.own_clause}怎样计分，要看{words.own_unit}是哪一类；还没有选，在{told}之间。"
    sure = score.sure
    return LedgerLine(kind=LineKind.OPEN, low=sure.low, high=sure.high, text=text)


def _held_elsewhere(found: _Found, standing: Standing) -> _Found:
    """Return what is found of a question where its deduction stays, surely or perhaps, in another clause."""
    holders = standing.once.get(found.rule.question.id, ())
    if not holders:
        return found
    name = found.rule.question.id
    worst = IDLE if name in standing.waived else found.worst
    return replace(found, worst=worst, best=IDLE, holders=holders)


@dataclass(frozen=True, kw_only=True, slots=True)
class _StandingWords:
    """What is always said of a part: how it starts, and by question which effects the cited words do not state."""

    start: LedgerLine
    unstated: Mapping[str, frozenset[EffectKind]]


@lru_cache(maxsize=MOST_CLAUSES)
def _standing_words(clause: Clause) -> tuple[_StandingWords, ...]:
    return tuple(
        _StandingWords(
            start=_start(part),
            unstated={question.id: _unstated(question) for question in part.questions},
        )
        for part in clause.parts
    )


def _unstated(question: Question) -> frozenset[EffectKind]:
    if isinstance(question, Measure) and isinstance(question.scale, Times):
        folded = question.scale.effect
        effects = [tier.effect for tier in question.tiers]
        kinds = [] if is_factor_stated(folded, question.cite) else [folded.kind]
    else:
        effects, kinds = [*effects_of(question)], []
    ours = [effect.kind for effect in effects if not is_stated(effect, question.cite)]
    return frozenset([*kinds, *ours])


def _part_lines(
    rules: PartRules,
    standing: _StandingWords,
    found: tuple[_Found, ...],
    elsewhere: list[_Found],
    left: Range,
) -> Iterator[LedgerLine]:
    part = rules.part
    reached = _from_elsewhere(part, found, elsewhere)
    conditions = [line for one in found for line in _conditions(part, one, standing.unstated)]
    lines = [standing.start, *conditions, *reached]
    yield from lines
    if part.start is not Start.NONE or reached:
        if any(one.applying.sure and one.best.drop for one in (*found, *elsewhere)):
            yield from _dropped(part, lines)
        else:
            pairs = [(one.worst, one.best) for one in found]
            yield from balance(rules, lines, pairs, left)
            yield from _emptied(rules, pairs, [*found, *elsewhere])
        yield _left(part, left)


def _found(rule: Rule, applies: Applying, told: Possible) -> _Found:
    worst, best = _extremes(rule, applies, applies.possible)
    return _Found(rule=rule, applying=applies, told=told, worst=worst, best=best)


def _extremes(rule: Rule, applies: Applying, possible: Possible) -> Extremes:
    """Return the worst and the best; a question that may not apply may also contribute nothing."""
    found = rule.extremes(possible)
    return found if applies.sure else with_idle(found)


def _from_elsewhere(
    part: Part, own_ones: Iterable[_Found], others: Iterable[_Found]
) -> list[LedgerLine]:
    """Tell what questions of other parts do to this one: they may forfeit or exempt the whole clause."""
    others, own = tuple(others), part.words.own_clause
    every = (*own_ones, *others)
    spared = any(one.worst.exempt is Scope.CLAUSE for one in every)
    perhaps_spared = any(one.best.exempt is Scope.CLAUSE for one in every)
    lines = []
    if any(one.best.exempt is Scope.CLAUSE for one in others):
        text = f"{own}不扣分" if spared else f"可能使{own}不扣分"
        low, high = _spared(part, sure=spared)
        text = f"{text}，保留{amount_text(part.points)}分"
        lines.append(_elsewhere(part, text, sure=spared, low=low, high=high))
    if not spared and any(one.worst.forfeit is Scope.CLAUSE for one in others):
        lost = any(one.best.forfeit is Scope.CLAUSE for one in others)
        sure = lost and not perhaps_spared
        text = f"{own}不得分" if sure else f"可能使{own}不得分"
        low, high = _lost(part, sure=sure)
        lines.append(_elsewhere(part, text, sure=sure, low=low, high=high))
    return lines


def _spared(part: Part, *, sure: bool) -> tuple[Decimal, Decimal]:
    """Return what an exemption of the whole clause moves at either end."""
    low = part.points if sure and part.start is not Start.FULL else ZERO
    return low, part.points if part.start is Start.ZERO else ZERO


def _lost(part: Part, *, sure: bool) -> tuple[Decimal, Decimal]:
    """Return what the forfeit of the whole clause moves at either end."""
    low = -part.points if part.start is Start.FULL else ZERO
    return low, -part.points if sure and part.start is not Start.ZERO else ZERO


def _elsewhere(part: Part, text: str, *, sure: bool, low: Decimal, high: Decimal) -> LedgerLine:
    kind = LineKind.SETTLED if sure else LineKind.OPEN
    other = f"{part.words.own_clause}另一部分的情形"
    words = f"因{other}，{text}。" if sure else f"{other}{text}。"
    return ledger_line(kind, part, words, low=low, high=high)


def _is_idle(question: Question) -> bool:
    """Whether a count has no effect under the main reading; it then only serves another reading."""
    return isinstance(question, Count) and question.effect.is_idle


def _dropped(part: Part, lines: list[LedgerLine]) -> Iterator[LedgerLine]:
    """Take back all that ``lines`` come to, since the clause does not count."""
    low, high = (
        sum(points, start=ZERO)
        for points in zip(*((one.low, one.high) for one in lines), strict=True)
    )
    yield ledger_line(
        LineKind.BOUND, part, f"{dropped_text(part.words)}，不计分。", low=-low, high=-high
    )


def _emptied(
    rules: PartRules, pairs: list[Extremes], every: Sequence[_Found]
) -> Iterator[LedgerLine]:
    """Tell that more is lost beyond the clause since all points of the part are, or may be."""
    part = rules.part
    if part.beyond is None:
        return
    worst, best = (rules.total([pair[end] for pair in pairs]) for end in (0, 1))
    forfeited = [
        Scope.CLAUSE in [one.best.forfeit for one in every],
        Scope.CLAUSE in [one.worst.forfeit for one in every],
    ]
    spared = [
        Scope.CLAUSE in [one.worst.exempt for one in every],
        Scope.CLAUSE in [one.best.exempt for one in every],
    ]
    sure = not spared[1] and (forfeited[0] or is_exhausted(rules, best))
    maybe = not spared[0] and (forfeited[1] or is_exhausted(rules, worst))
    text = f"{amount_text(part.points)}分扣满，{beyond_text(part.beyond, part.words)}"
    if sure:
        yield ledger_line(LineKind.REACH, part, f"{text}。")
    elif maybe:
        yield ledger_line(LineKind.REACH, part, f"如果{text}。")


def _start(part: Part) -> LedgerLine:
    points = amount_text(part.points)
    if not part.points:
        return ledger_line(LineKind.START, part, "这里不计分，只看有没有下列情形。")
    if part.start is Start.FULL:
        return ledger_line(
            LineKind.START, part, f"起评{points}分，按情形扣分。", low=part.points, high=part.points
        )
    if part.start is Start.ZERO:
        return ledger_line(LineKind.START, part, f"从0分起，按情形得分，最多{points}分。")
    return ledger_line(LineKind.START, part, unwritten_text(part), high=part.points)


def _conditions(
    part: Part, one: _Found, unstated: Mapping[str, frozenset[EffectKind]]
) -> Iterator[LedgerLine]:
    """Give the lines of one question: one for each thing it grades, else one."""
    question = one.rule.question
    ours = unstated[question.id]
    if isinstance(question, Grade) and question.named:
        for thing in question.named:
            yield _condition(part, _alone(one, thing.id), ours, f"{thing.label}：")
    else:
        yield _condition(part, one, ours)


def _alone(one: _Found, thing: str) -> _Found:
    """Return what is found of one ``thing`` that a question grades."""
    alone, told = (
        Possible(choices={"": found.choices[thing]}, numbers={})
        for found in (one.applying.possible, one.told)
    )
    return _found(one.rule, Applying(sure=one.applying.sure, possible=alone), told)


def _condition(part: Part, one: _Found, ours: frozenset[EffectKind], thing: str = "") -> LedgerLine:
    question, sure, worst, best = one.rule.question, one.applying.sure, one.worst, one.best
    possible = one.applying.possible
    reaching = _reaching(one)
    settled = sure and worst == best and not reaching[1:]
    begun = counted(question, one.told)
    if settled:
        words = [
            begun or _inferred(question, possible),
            reckoned(question, possible, part.words),
            _stays(one) or effect_text(part, question, best) + notes(question, possible, best),
        ]
    elif one.holders:
        words = [begun, f"{effect_text(part, question, worst)}，也可能{_stays(one)}"]
    else:
        doubt = _doubt(one, begun, part.words)
        may = (
            reach_open_text(part, question, reaching)
            if reaching
            else open_text(part, question, worst, best)
        )
        words = [begun, doubt, may]
    low, high = _moved(part, worst, best)
    source = _source(question, ours, (worst, best))
    brief = f"{question.ask}{thing}{'，'.join(piece for piece in words if piece)}"
    return ledger_line(
        LineKind.SETTLED if settled else LineKind.OPEN,
        part,
        f"{brief}{source}。",
        question=question.id,
        condition=question.cite or question.ask,
        count=begun if settled else "",
        low=low,
        high=high,
        brief=f"{brief}。",
    )


def _stays(one: _Found) -> str:
    """Return where the deduction of a question stays instead; empty where it stays here."""
    return f"已在{'、'.join(one.holders)}扣过，不重复扣" if one.holders else ""


def _reaching(one: _Found) -> tuple[Contribution, ...]:
    """Return all that a question may contribute where some of it reaches beyond the clause; nothing elsewhere."""
    if not any(effect.reaches for effect in effects_of(one.rule.question)):
        return ()
    outcomes = dict.fromkeys(one.rule.outcomes(one.applying.possible))
    return (*outcomes,) if one.applying.sure else (*dict.fromkeys((*outcomes, IDLE)),)


def _doubt(one: _Found, begun: str, words: Words) -> str:
    """Return why a question is not settled."""
    if not one.applying.sure:
        return "是否适用还没有定"
    if not one.applying.possible.known:
        return "其余还没有定" if begun else "还没有定"
    return (
        reckoned(one.rule.question, one.applying.possible, words) or f"多少要到{words.assess}时定"
    )


def _inferred(question: Question, possible: Possible) -> str:
    """Return what the other answers leave of one that was not given."""
    left = counted(question, possible).removeprefix("答") if possible.known else ""
    return f"按其余回答只能是{left}" if left else "还没有答"


def _source(question: Question, ours: frozenset[EffectKind], outcomes: Extremes) -> str:
    """Return where ``outcomes`` come from: the words of the text where they state it, else a reading of ``ours``."""
    if ours and any(kind in ours for one in outcomes for kind in _kinds(one)):
        return f"（本站读法；有关原文：{question.cite}）" if question.cite else "（本站读法）"
    return f"（原文：{question.cite}）" if question.cite else ""


def _kinds(one: Contribution) -> Iterator[EffectKind]:
    if one.exempt:
        yield EffectKind.EXEMPT
    elif one.forfeit:
        yield EffectKind.FORFEIT
    elif one.points:
        yield EffectKind.DEDUCT if one.points < 0 else EffectKind.AWARD


def _moved(part: Part, worst: Contribution, best: Contribution) -> tuple[Decimal, Decimal]:
    """Return the points that a question moves at either end; what is open, no further than the part reaches."""
    low, high = (_points(part, one) for one in (worst, best))
    if low == high:
        return low, high
    return min(max(low, -part.points), high), max(min(high, part.points), low)


def _points(part: Part, one: Contribution) -> Decimal:
    if one.exempt:
        return part.points if part.start is Start.ZERO else ZERO
    if one.forfeit:
        return -part.points if part.start is Start.FULL else ZERO
    return one.points


def _left(part: Part, left: Range) -> LedgerLine:
    told = range_text(left.low, left.high)
    text = f"计{told}。" if left.settled else f"在{told}之间，还没有定。"
    return ledger_line(LineKind.LEFT, part, text, low=left.low, high=left.high)


def _estimate(clause: Clause, estimate: Decimal) -> LedgerLine:
    why = f"由{clause.words.own_unit}自行估计"
    why = f"其余{why}" if clause.has_rule else f"原文没有写评分办法，{why}"
    text = f"自评{amount_text(estimate)}分（{why}）。"
    return LedgerLine(kind=LineKind.ESTIMATE, low=estimate, high=estimate, text=text)

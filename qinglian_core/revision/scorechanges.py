"""What a change means for the score, in the words in which the rules themselves are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text, range_text
from qinglian_core.answers.entries import BLANK
from qinglian_core.criteria.model import Bound
from qinglian_core.criteria.questions import Tiers
from qinglian_core.scoring.clausescore import score_clause
from qinglian_core.scoring.reachwords import beyond_text
from qinglian_core.scoring.rulekinds import part_kind
from qinglian_core.scoring.rulewords import ONLY_WORDS, Condition, PartRule, part_rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from qinglian_core.criteria.model import Clause, Part, Reading
    from qinglian_core.criteria.questions import Gate, Question

    from .lineage import Descent

    _Scored = tuple[Part, PartRule]
    """A part, and how it is scored in words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """One thing that counts otherwise: about which question, in which case, how before and how now.

    ``about`` and ``case`` may be empty, where it is about the whole clause, or there is but one case. Nothing
    ``before`` is new, nothing ``after`` is gone.
    """

    about: str
    case: str
    before: str
    after: str

    @property
    def text(self) -> str:
        """Return it in one line: ``有几次？每1次：扣1分 → 扣0.5分``."""
        head = f"{self.about}{self.case}"
        turn = " → ".join(side for side in (self.before, self.after) if side)
        return f"{head}：{turn}" if head and not head.endswith("？") else f"{head}{turn}"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    """A question of a clause with what is said of it."""

    clause: Clause
    question: Question
    told: Condition

    @property
    def outcomes(self) -> str:
        return "；".join(outcome.text for outcome in self.told.outcomes)


NOT_ASKED, NO_LONGER = "没有这一问", "不再问"
_NO_READING, _READING_GONE = "没有这种读法", "不再有这种读法"


def rule_effects(
    olds: Sequence[Clause], new: Clause, descent: Descent, elsewhere: Collection[tuple[str, str]]
) -> tuple[Effect, ...]:
    """Return what counts otherwise in ``new`` than in the clauses that it comes from.

    Questions that live on ``elsewhere`` (by clause and id) are not lost, nor are the parts made of them.
    """
    before = [asked for old in olds for asked in _asked(old)]
    heirs = {(one.clause, one.question): one.heir for one in descent.questions}
    pairs = [
        (old, asked)
        for asked in _asked(new)
        for old in before
        if heirs.get((old.clause.id, old.question.id)) == asked.question.id
    ]
    fresh = [one for one in _asked(new) if one not in [asked for _, asked in pairs]]
    away = {one for one in elsewhere if one not in heirs}
    lost = [one for one in before if (one.clause.id, one.question.id) not in away | {*heirs}]
    return (
        *_part_effects([one for old in olds for one in _staying(old, away)], [*_parts(new)]),
        *(effect for old, asked in pairs for effect in _pair_effects(old, asked, heirs)),
        *(
            Effect(about=one.question.ask, case="", before=NOT_ASKED, after=one.outcomes)
            for one in fresh
        ),
        *(
            Effect(about=one.question.ask, case="", before=one.outcomes, after=NO_LONGER)
            for one in lost
        ),
        *_reading_effects([one for old in olds for one in _readings(old, away)], new),
        *(() if away else _reach_effects(olds, new)),
    )


def is_asked_otherwise(olds: Sequence[Clause], new: Clause, descent: Descent) -> bool:
    """Whether a question that lives on is put in other words."""
    asks = {question.id: question.ask for question in new.questions}
    known = {(old.id, question.id): question.ask for old in olds for question in old.questions}
    return any(known[one.clause, one.question] != asks[one.heir] for one in descent.questions)


def new_effects(clause: Clause) -> Iterator[Effect]:
    """Yield how a clause counts that comes from none."""
    for rule in part_rules(clause):
        yield Effect(about="", case=rule.label, before="", after=rule.opening.rstrip("。"))
    for one in _asked(clause):
        yield Effect(about=one.question.ask, case="", before="", after=one.outcomes)


def _asked(clause: Clause) -> list[_Asked]:
    told = [condition for rule in part_rules(clause) for condition in rule.conditions]
    return [
        _Asked(clause=clause, question=question, told=condition)
        for question, condition in zip(clause.questions, told, strict=True)
    ]


def _changed(case: str, before: str, after: str, *, about: str = "") -> Iterator[Effect]:
    if before != after:
        yield Effect(about=about, case=case, before=before, after=after)


def _parts(clause: Clause) -> Iterator[_Scored]:
    return zip(clause.parts, part_rules(clause), strict=True)


def _staying(old: Clause, away: Collection[tuple[str, str]]) -> Iterator[_Scored]:
    """Yield the parts of a clause, less those of which all questions went elsewhere."""
    for part, rule in _parts(old):
        if not part.questions or any((old.id, one.id) not in away for one in part.questions):
            yield part, rule


def _readings(old: Clause, away: Collection[tuple[str, str]]) -> Iterator[Reading]:
    """Yield the other readings of a clause, less those of which all questions went elsewhere."""
    for reading in old.readings:
        if not reading.questions or any((old.id, one.id) not in away for one in reading.questions):
            yield reading


def _part_effects(before: Sequence[_Scored], after: Sequence[_Scored]) -> Iterator[Effect]:
    """Yield what differs in how the parts start, in what they are worth, and in the bounds that are written."""
    if len(before) != len(after):
        kinds = [
            dict.fromkeys(part_kind(part).label for part, _ in parts) for parts in (before, after)
        ]
        yield from _changed("计分方式", *("、".join(found) for found in kinds))
        return
    several = len(after) > 1
    for (old_part, old), (part, rule) in zip(before, after, strict=True):
        about = rule.label if several else ""
        if several:
            yield from _changed("分值", f"{old.points}分", f"{rule.points}分", about=about)
        if part_kind(old_part) is not part_kind(part):
            words = old.opening.rstrip("。"), rule.opening.rstrip("。")
            yield from _changed("怎样起评", *words, about=about)
        yield from _changed("上下限", _written(old_part), _written(part), about=about)
        yield from _changed("几处合起来", _together(old_part), _together(part), about=about)
        yield from _changed("扣满以后", _emptied(old_part), _emptied(part), about=about)


def _written(part: Part) -> str:
    """Return what the text says of the bounds of a part."""
    return f"原文写明“{part.bound_cite}”" if part.bound is Bound.WRITTEN else "原文没有写"


def _together(part: Part) -> str:
    return ONLY_WORDS[part.only].rstrip("。") if part.only else "都算"


def _emptied(part: Part) -> str:
    return beyond_text(part.beyond, part.words) if part.beyond else "不另扣"


def _pair_effects(
    old: _Asked, new: _Asked, heirs: Mapping[tuple[str, str], str]
) -> Iterator[Effect]:
    about = new.question.ask
    yield from _outcome_effects(old, new)
    yield from _changed("分别看", *_things(old, new), about=about)
    if _gate(old, heirs) != _gate(new, {}):
        gates = [one.told.gate or "总是问" for one in (old, new)]
        yield Effect(about=about, case="什么时候问", before=gates[0], after=gates[1])
    natures = ["要靠判断" if one.told.judgement else "看事实" for one in (old, new)]
    yield from _changed("", *natures, about=about)


def _things(old: _Asked, new: _Asked) -> Iterator[str]:
    """Yield what is looked at one by one, less the number of others that is asked for both times."""
    others = [getattr(one.question, "other", "") for one in (old, new)]
    for one in (old, new):
        things = [thing for thing in one.told.things if thing != others[0] or len({*others}) > 1]
        yield "、".join(things) or "不分开看"


def _gate(asked: _Asked, heirs: Mapping[tuple[str, str], str]) -> tuple[object, ...]:
    """Return when a question is asked, the question that leads to it by the name it has now."""
    gate: Gate | None = asked.question.asked_when
    if gate is None:
        return ()
    lead = heirs.get((asked.clause.id, gate.question), gate.question)
    return lead, gate.values, gate.at_least


def _outcome_effects(old: _Asked, new: _Asked) -> Iterator[Effect]:
    """Yield what else follows: case by case where the cases are the same, amount by amount for tiers, else as a whole."""
    about = new.question.ask
    before = {one.when: one.then for one in old.told.outcomes}
    after = {one.when: one.then for one in new.told.outcomes}
    if list(before) == list(after):
        for case, then in before.items():
            yield from _changed(case, then, after[case], about=about)
    elif isinstance(old.question, Tiers) and isinstance(new.question, Tiers):
        was, now = _turned(before), _turned(after)
        for amount in dict.fromkeys((*was, *now)):
            spans = [told.get(amount, "没有这一档") for told in (was, now)]
            yield from _changed(amount, *spans, about=about)
    else:
        yield from _changed("", old.outcomes, new.outcomes, about=about)


def _turned(outcomes: Mapping[str, str]) -> dict[str, str]:
    """Return for what follows in which cases it does."""
    turned: dict[str, str] = {}
    for case, then in outcomes.items():
        turned[then] = f"{turned[then]}、{case}" if then in turned else case
    return turned


def _reading_effects(readings: Sequence[Reading], new: Clause) -> Iterator[Effect]:
    before = {reading.id: reading for reading in readings}
    after = {reading.id: reading for reading in new.readings}
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        yield from _changed(
            "另一种读法",
            was.other.rstrip("。") if was else _NO_READING,
            now.other.rstrip("。") if now else _READING_GONE,
        )
        if was and now:
            withheld = [f"{amount_text(one.discretion)}分" for one in (was, now)]
            yield from _changed("考评时可以少给", *withheld)


def _reach_effects(olds: Sequence[Clause], new: Clause) -> Iterator[Effect]:
    """Yield the least that a clause is worth where that differs, both having a rule."""
    if not new.has_rule or not all(old.has_rule for old in olds):
        return
    least = sum((score_clause(old, BLANK).sure.low for old in olds), start=ZERO)
    now = score_clause(new, BLANK).sure
    if least != now.low:
        most = sum((old.points for old in olds), start=ZERO)
        before = range_text(least, most)
        yield Effect(
            about="", case="可能的得分", before=before, after=range_text(now.low, now.high)
        )

"""What counts once across clauses: of the questions of a group only the greatest deduction stays, or the first there is.

A total does not simply fall with each of them: where one is deducted from points that are gone already, another clause
keeps what it would have lost. So every way in which the deduction may stay at one of them is scored by itself.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO
from qinglian_core.answers.entries import BLANK
from qinglian_core.answers.possibilities import possible
from qinglian_core.answers.questionnaire import MOST_CLAUSES
from qinglian_core.criteria.questions import Count, Each, YesNo
from qinglian_core.criteria.totalling import Keep
from qinglian_core.criteria.vocabulary import (
    MOST_COUNT,
    NO_EFFECT,
    OTHER,
    UNSURE,
    YES_NO,
    things_of,
    value_of,
)

from .rules import clause_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from qinglian_core.answers.entries import Answers
    from qinglian_core.criteria.model import Clause, Part, Rubric
    from qinglian_core.criteria.questions import Question
    from qinglian_core.criteria.vocabulary import Answer, Value

    from .clausescore import ClauseScore

Place = tuple[str, str]
"""A clause and one of its questions."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One way it may be: the places ``waived`` with the label of the clause that holds the deduction, and answers taken to be ``fixed``.

    ``dropped`` tells of clauses that perhaps do not take part whether they do not.
    """

    waived: Mapping[Place, str]
    fixed: Mapping[Place, Answer]
    dropped: Mapping[str, bool]


def once_cases(
    rubric: Rubric, answers: Answers, scores: Mapping[str, ClauseScore]
) -> Iterator[Case]:
    """Give every way in which the deductions of the groups of ``rubric`` may stay.

    ``scores`` are those of ``answers`` where everything is deducted.
    """
    clauses = {clause.id: clause for clause in rubric.clauses}
    names = dict.fromkeys(name for group in rubric.totalling.once for name, _ in group.questions)
    standings = {name: scores[name].standing for name in names if name in scores}
    doubtful = [
        name for name, one in standings.items() if one.may_be_dropped and not one.is_dropped
    ]
    for settled in product((False, True), repeat=len(doubtful)):
        dropped = dict(zip(doubtful, settled, strict=True))
        taking = [
            name
            for name, one in standings.items()
            if not one.is_dropped and not dropped.get(name, False)
        ]
        groups = [
            tuple(_cases(members, group.keep))
            for group in rubric.totalling.once
            if (
                members := [
                    _Member(clauses[name], asked, answers)
                    for name, asked in group.questions
                    if name in taking and asked in scores[name].asked
                ]
            )
        ]
        for cases in product(*groups):
            yield Case(
                waived={place: by for case in cases for place, by in case.waived.items()},
                fixed={place: answer for case in cases for place, answer in case.fixed.items()},
                dropped=dropped,
            )


class _Member:
    """A question of a group, with what was answered to it; its answers range from the fewest cases to the most."""

    def __init__(self, clause: Clause, asked: str, answers: Answers) -> None:
        self.place = (clause.id, asked)
        self.label = clause.label
        entry = answers.get(clause.id, BLANK)
        self.answer = entry.answers.get(asked)
        self.rule = next(
            part.rules[asked] for part in clause_rules(clause).parts if asked in part.rules
        )
        self.question = self.rule.question
        self.range = range(_room(self.question, self.answer) + 1)

    def lost(self, more: int) -> Decimal:
        """Return what is deducted with so many ``more`` cases than are answered for sure."""
        answer = filled(self.question, self.answer, more)
        return -self.rule.extremes(possible(self.question, answer))[0].points

    @property
    def least(self) -> Decimal:
        """What is deducted for sure."""
        return self.lost(0)


def _cases(members: Sequence[_Member], keep: Keep) -> Iterator[Case]:
    """Give the cases of one group: with each member that may hold the deduction, at its ends."""
    for index, member in enumerate(members):
        holds = (_is_greatest if keep is Keep.MOST else _is_first)(members, index)
        first = bisect_left(member.range, True, key=holds)  # noqa: FBT003 - what is looked for
        waived = {one.place: member.label for one in members if one is not member}
        if first == 0:
            yield Case(waived=waived, fixed={}, dropped={})
        elif first < len(member.range):
            for more in dict.fromkeys((first, member.range[-1])):
                answer = filled(member.question, member.answer, more)
                yield Case(waived=waived, fixed={member.place: answer}, dropped={})


def _is_greatest(members: Sequence[_Member], index: int) -> Callable[[int], bool]:
    """Return whether, with so many more cases, a member can lose the most, the first on a tie."""
    before = max([one.least for one in members[:index]], default=None)
    after = max([one.least for one in members[index + 1 :]], default=ZERO)

    def holds(more: int) -> bool:
        lost = members[index].lost(more)
        return lost >= after and (before is None or lost > before)

    return holds


def _is_first(members: Sequence[_Member], index: int) -> Callable[[int], bool]:
    """Return whether, with so many more cases, a member can be the first that loses anything; if none does, the last is."""
    alone = not any(one.least for one in members[:index])
    last = index == len(members) - 1
    return lambda more: alone and (last or members[index].lost(more) > 0)


def _room(question: Question, answer: Answer | None) -> int:
    """Return how many more cases there may be than are answered for sure."""
    if isinstance(question, YesNo):
        return int(answer not in YES_NO)
    return sum(
        1 if _is_named(question, thing) else MOST_COUNT
        for thing in things_of(question)
        if value_of(answer, thing) in (None, UNSURE)
    )


def _is_named(question: Question, thing: str) -> bool:
    return isinstance(question, Each) and thing != OTHER


def filled(question: Question, answer: Answer | None, more: int) -> Answer:
    """Return ``answer`` with nothing left open, and so many ``more`` cases."""
    when = getattr(question, "when", "")
    otherwise = next((one for one in YES_NO if one != when), "")
    if isinstance(question, YesNo):
        open_to = when if more else otherwise
        return answer if isinstance(answer, str) and answer in YES_NO else open_to
    values: dict[str, Value] = {}
    for thing in things_of(question):
        known = value_of(answer, thing)
        if known is not None and known != UNSURE:
            values[thing] = known
        elif _is_named(question, thing):
            values[thing] = when if more else otherwise
            more -= bool(more)
        else:
            values[thing] = min(more, MOST_COUNT)
            more -= min(more, MOST_COUNT)
    return values.get("", values)


@lru_cache(maxsize=MOST_CLAUSES)
def waived_clause(clause: Clause, questions: frozenset[str]) -> Clause:
    """Return ``clause`` where nothing follows from ``questions``."""
    parts = tuple(_waived_part(part, questions) for part in clause.parts)
    return replace(clause, parts=parts, digest=f"{clause.digest}-{'-'.join(sorted(questions))}")


def _waived_part(part: Part, questions: frozenset[str]) -> Part:
    return replace(
        part,
        questions=tuple(
            _waived(question) if question.id in questions else question
            for question in part.questions
        ),
    )


def _waived(question: Question) -> Question:
    if isinstance(question, Count):
        return replace(question, effect=NO_EFFECT, steps=())
    if isinstance(question, (YesNo, Each)):
        return replace(question, effect=NO_EFFECT)
    raise TypeError(question)

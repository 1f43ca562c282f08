"""Next steps: what can still be done, what has to be looked at first, what cannot be made good any more.

A step that can still be done is the smallest change of an answer that gains points (``changes``). Each is counted
alone: several together may gain less than their sum, where a part has reached what it can give. Where an edition does
more than add up, what the total gains by it may be something else, and is told beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text, range_text
from qinglian_core.answers.words import answer_words
from qinglian_core.criteria.model import Start
from qinglian_core.criteria.vocabulary import things_asked, value_of
from qinglian_core.scoring.assessment import assess
from qinglian_core.scoring.clausescore import score_clause
from qinglian_core.scoring.once import waived_clause
from qinglian_core.scoring.pending import PENDING_WORDS, PendingKind, open_places
from qinglian_core.scoring.points import Range

from .changes import Change, changes, gain_between, lost_by
from .pendinglist import field_name
from .savefile import plain_entry
from .stepwords import change_words, gain_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from qinglian_core.answers.entries import Answers, Entry
    from qinglian_core.criteria.model import Clause
    from qinglian_core.criteria.questions import Question
    from qinglian_core.criteria.vocabulary import Answer
    from qinglian_core.scoring.assessment import Assessment
    from qinglian_core.scoring.clausescore import ClauseScore
    from qinglian_core.scoring.weighing import Scorer

    from .savefile import Record, SelfCheck


_NOTHING = Range(low=ZERO, high=ZERO)


class StepGroup(Enum):
    """When a step can be taken."""

    NOW = "now"
    CHECK = "check"
    PAST = "past"


GROUP_WORDS = {
    StepGroup.NOW: "现在还能做",
    StepGroup.CHECK: "先核对、补材料",
    StepGroup.PAST: "已成事实，本期补不回来",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step.

    ``field`` is the field of the form that it begins with, empty for evidence. ``gain`` is what it gains at either
    end of what is sure of the clause; of what is past, what it cost; of what is to be settled, what that may add to
    the least. It is None where no points hang on the step. ``entry`` is what would be answered once it is done, None
    where only the unit can tell. What ``relieves`` of more than points of the clause (a veto) comes first. ``in_total``
    is what the total gains, None where it is the sum of the clauses.
    """

    clause: Clause
    group: StepGroup
    field: str
    text: str
    gain: Range | None
    gain_words: str
    entry: Entry | None
    relieves: bool = False
    in_total: Range | None = None


def next_steps(assessment: Assessment, check: SelfCheck) -> tuple[Step, ...]:
    """Return the steps of ``check``, of which ``assessment`` is the score: by group, the largest gain first.

    Of equal gains, that in the clause which has lost most comes first. Of a clause that does not take part a veto falls
    all the same, and can be spared.
    """
    scorer = _remembering()
    steps = [
        (_in_total(step, assessment, check.answers, scorer), score.lost)
        for score in map(_counting, assessment.clauses)
        if score.standing.applies and not score.standing.varies
        for step in _steps_of(score, check.records[score.clause.id])
        if step.relieves or not score.standing.is_dropped
    ]
    return tuple(step for step, _ in sorted(steps, key=_rank))


def _remembering() -> Scorer:
    """Return what scores a clause once for the same entry: of a step only one clause is otherwise."""
    known: dict[tuple[int, int], tuple[Clause, Entry, ClauseScore]] = {}

    def score(clause: Clause, entry: Entry) -> ClauseScore:
        key = id(clause), id(entry)
        if key not in known:
            known[key] = (clause, entry, score_clause(clause, entry))
        return known[key][2]

    return score


def _in_total(step: Step, assessment: Assessment, answers: Answers, scorer: Scorer) -> Step:
    """Return ``step`` with what the total gains by it, in words where that is not what its clause gains."""
    if step.entry is None or assessment.total.whole is None:
        return step
    gain = total_gain(assessment, {**answers, step.clause.id: step.entry}, scorer)
    if gain == step.gain:
        return replace(step, in_total=gain)
    told = gain_words(gain) if gain.high > ZERO else "不会多"
    return replace(step, in_total=gain, gain_words=f"{step.gain_words}，总分{told}")


def total_gain(assessment: Assessment, answers: Answers, scorer: Scorer = score_clause) -> Range:
    """Return what the total gains where ``answers`` are given instead, at either end."""
    whole = assessment.total.whole
    after = assess(assessment.rubric, answers, whole.kind if whole else "", scorer)
    return gain_between(assessment.total.sure, after.total.sure)


def _counting(score: ClauseScore) -> ClauseScore:
    """Return ``score`` where nothing follows from what is deducted in another clause."""
    waived = score.standing.waived
    return replace(score, clause=waived_clause(score.clause, waived)) if waived else score


def _rank(found: tuple[Step, Decimal]) -> tuple[int, bool, Decimal, Decimal, Decimal]:
    step, lost = found
    gain = step.in_total or step.gain or _NOTHING
    return list(StepGroup).index(step.group), not step.relieves, -gain.high, -gain.low, -lost


def _steps_of(score: ClauseScore, record: Record) -> Iterator[Step]:
    yield from _changes(score, record.entry)
    if not score.sure.settled:
        yield from _settling(score, record.entry)
    missing = [one.what or "没有写名称的材料" for one in record.evidence if not one.ready]
    if missing:
        text = f"补齐材料{len(missing)}份：{'、'.join(missing)}"
        yield _step(score, StepGroup.CHECK, "", text)
    yield from _losses(score, record.entry)


def _changes(score: ClauseScore, entry: Entry) -> Iterator[Step]:
    for change in changes(score, entry.answers):
        first, _ = change.values[0]
        yield replace(
            _step(
                score,
                StepGroup.NOW,
                field_name(score.clause, first.question.id, first.thing),
                change_words(change.values),
            ),
            gain=change.gain,
            gain_words=_gained(change),
            relieves=bool(change.relief),
            entry=replace(entry, answers=change.answers),
        )


def _gained(change: Change) -> str:
    """Return what a change gains in its clause, and what it spares beyond."""
    gained = gain_words(change.gain) if change.gain.high or not change.relief else ""
    return "，".join(words for words in (gained, change.relief) if words)


def _settling(score: ClauseScore, entry: Entry) -> Iterator[Step]:
    """Give the step that settles what is open; where the text has no rule, an own estimate that is still wanted."""
    asked = [question for question in score.clause.questions if question.id in score.asked]
    places = open_places(asked, entry.answers)
    names = {one.question for one in places}
    told = [
        f"{question.ask}（{_state(question, entry.answers.get(question.id))}）"
        for question in asked
        if question.id in names
    ]
    if told:
        text = f"核对：{'；'.join(told)}"
    elif score.estimate is None:
        unwritten = any(part.start is Start.NONE for part in score.clause.parts)
        why = "原文没有写评分办法" if unwritten else "原文没有把分定死"
        text = f"先估一个分：{why}，要到{score.clause.words.assess}时评定"
    else:
        return
    sure = score.sure
    begin = (places[0].question, places[0].thing) if places else ("", "")
    yield replace(
        _step(score, StepGroup.CHECK, field_name(score.clause, *begin), text),
        gain=Range(low=ZERO, high=sure.high - sure.low),
        gain_words=f"至少{amount_text(sure.low)}分，最多{amount_text(sure.high)}分",
    )


def _state(question: Question, answer: Answer | None) -> str:
    if answer is None:
        return PENDING_WORDS[PendingKind.UNANSWERED]
    is_partly = any(value_of(answer, thing) is None for thing in things_asked(question, answer))
    return PENDING_WORDS[PendingKind.PARTLY if is_partly else PendingKind.UNSURE]


def _losses(score: ClauseScore, entry: Entry) -> Iterator[Step]:
    for question in score.clause.questions:
        lost = lost_by(score, entry.answers, question) if question.irreversible else _NOTHING
        if lost != _NOTHING:
            answer = answer_words(question, entry.answers[question.id])
            name = field_name(score.clause, question.id, "")
            yield replace(
                _step(score, StepGroup.PAST, name, f"{question.ask}答“{answer}”"),
                gain=lost,
                gain_words=f"少{range_text(lost.low, lost.high)}",
            )


def _step(score: ClauseScore, group: StepGroup, field: str, text: str) -> Step:
    """Return a step on which no points hang."""
    return Step(
        clause=score.clause,
        group=group,
        field=field,
        text=text,
        gain=None,
        gain_words="",
        entry=None,
    )


def plain_steps(steps: tuple[Step, ...]) -> dict[str, list[dict[str, object]]]:
    """Return the steps as JSON data, by group."""
    return {
        group.value: [_plain(step) for step in steps if step.group is group] for group in StepGroup
    }


def _plain(step: Step) -> dict[str, object]:
    gain, entry = step.gain, step.entry
    return {
        "clause": step.clause.id,
        "label": step.clause.label,
        "points": amount_text(step.clause.points),
        "field": step.field,
        "text": step.text,
        "gain": gain and {"low": amount_text(gain.low), "high": amount_text(gain.high)},
        "gain_words": step.gain_words,
        "entry": entry and plain_entry(entry),
    }

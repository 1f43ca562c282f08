"""What a self-check's way to another edition comes to, clause by clause, in words: read before anything is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.answers.words import answer_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.criteria.table import Words

    from .savefile import Record
    from .succession import Arrival, Succession, Told

Plain = dict[str, object]

STATES = {
    "same": "原样带过来",
    "recheck": "带过来，要复核",
    "restored": "以前填过，现在又用得上",
    "new": "是新增的，还没有填",
}
"""What may become of a clause, in the order in which it is told."""


def state_of(arrival: Arrival) -> str:
    """Return one of ``STATES``; empty where the clause is an old one in which nothing was written."""
    if arrival.is_blank:
        return "" if arrival.sources else "new"
    if arrival.record.recheck:
        return "recheck"
    return "restored" if arrival.is_restored else "same"


def carried_along(succession: Succession) -> str:
    """Tell in a line or two what a file of an older edition comes to, and what has no counterpart."""
    older = succession.forebear.rubric
    states = [state_of(one) for one in succession.arrivals]
    lead = _lead(states, len(_left(succession)), succession.rubric.words)
    alone = "、".join(
        one.label for one in older.clauses if not succession.forebear.lineage.heirs(one.id)
    )
    gone = f"旧版的{alone}在这一版没有对应的{succession.rubric.words.clause}。" if alone else ""
    return f"按“{older.id}”填的，已照沿革对到这一版：{lead}{gone}"


def plain_report(succession: Succession) -> Plain:
    """Return the report as JSON data: the groups of clauses, and what has no place.

    ``lead`` says how many there are of each.
    """
    arrivals = _told(succession)
    groups = [
        {
            "state": state,
            "words": words,
            "clauses": [
                _plain_arrival(one, change) for found, one, change in arrivals if found == state
            ],
        }
        for state, words in STATES.items()
        if any(found == state for found, *_ in arrivals)
    ]
    left = _left(succession)
    return {
        "older": succession.forebear.rubric.id,
        "newer": succession.rubric.id,
        "lead": _lead([state for state, *_ in arrivals], len(left), succession.rubric.words),
        "groups": groups,
        "left": left,
    }


def report_lines(succession: Succession) -> Iterator[str]:
    """Yield the report as lines to print: how many of each, every clause to which something comes, what has no place."""
    arrivals, left = _told(succession), _left(succession)
    yield _lead([state for state, *_ in arrivals], len(left), succession.rubric.words)
    for state, arrival, change in arrivals:
        told = (STATES[state], *change.words, *_answered(arrival), *_brought(arrival))
        yield f"{arrival.clause.label}　{'；'.join(' '.join(one.split()) for one in told)}"
    yield from (f"另外收着：{' '.join(words.split())}" for words in left)


def _told(succession: Succession) -> list[tuple[str, Arrival, Told]]:
    """Return what is told of: the state of each clause, what comes to it, and what has changed in it."""
    changes = succession.forebear.changes
    return [
        (state, one, changes[one.clause.id])
        for one in succession.arrivals
        if (state := state_of(one))
    ]


def _lead(states: list[str], left: int, words: Words) -> str:
    told = [
        f"{states.count(state)}{words.clause}{became}"
        for state, became in STATES.items()
        if state in states
    ]
    if left:
        told.append(f"{left}处放不下，另外收着")
    return "；".join(told) + "。" if told else "里面还没有填什么。"


def _left(succession: Succession) -> list[str]:
    unfit = [one.words for one in succession.unfit]
    return unfit + [one.words for one in succession.departures]


def _plain_arrival(arrival: Arrival, change: Told) -> Plain:
    return {
        "clause": arrival.clause.id,
        "label": arrival.clause.label,
        "changes": list(change.words),
        "marks": [{"kind": kind, "text": text} for kind, text in change.marks],
        "answers": list(_answered(arrival)),
        "brought": list(_brought(arrival)),
    }


def _answered(arrival: Arrival) -> Iterator[str]:
    """Yield every question with its answer."""
    answers = arrival.record.entry.answers
    for question in arrival.clause.questions:
        if question.id in answers:
            yield f"{question.ask}{answer_words(question, answers[question.id])}"


def _brought(arrival: Arrival) -> Iterator[str]:
    """Tell what else comes besides answers."""
    record, task = arrival.record, arrival.task
    if record.entry.estimate is not None:
        yield f"自评分：{amount_text(record.entry.estimate)}分"
    yield from _words_brought(record)
    if task:
        told = [task.who and f"负责人{task.who}", task.due and f"期限{task.due}"]
        told.append("已做完" if task.done else "")
        yield f"下一步：{'，'.join(one for one in told if one)}"


def _words_brought(record: Record) -> Iterator[str]:
    if record.reason:
        yield f"自评理由：{record.reason}"
    if record.note:
        yield f"备注：{record.note}"
    if record.evidence:
        yield f"材料：{'、'.join(one.what or '没有写名称' for one in record.evidence)}"

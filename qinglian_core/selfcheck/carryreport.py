"""What a self-check's way to another edition comes to, clause by clause, in words: read before anything is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.answers.words import answer_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .savefile import Record
    from .succession import Arrival, Succession

Plain = dict[str, object]

STATES = {
    "same": "原样带过来",
    "recheck": "带过来，要复核",
    "restored": "以前填过、现在又用得上",
    "new": "新增的条，还没有填",
}
"""What may become of a clause, in the order in which it is told."""


def state_of(arrival: Arrival) -> str:
    """Return one of ``STATES``; empty where the clause is an old one in which nothing was written."""
    if arrival.is_blank:
        return "" if arrival.sources else "new"
    if arrival.record.recheck:
        return "recheck"
    return "restored" if arrival.is_restored else "same"


def plain_report(succession: Succession) -> Plain:
    """Return the report as JSON data: the groups of clauses, and what has no place.

    ``lead`` says how many there are of each.
    """
    arrivals = [(state_of(one), one) for one in succession.arrivals]
    groups = [
        {
            "state": state,
            "words": words,
            "clauses": [_plain_arrival(one) for found, one in arrivals if found == state],
        }
        for state, words in STATES.items()
        if any(found == state for found, _ in arrivals)
    ]
    left = [one.words for one in succession.unfit] + [one.words for one in succession.departures]
    return {
        "older": succession.forebear.rubric.id,
        "newer": succession.check.edition,
        "lead": _lead([state for state, _ in arrivals], len(left)),
        "groups": groups,
        "left": left,
    }


def _lead(states: list[str], left: int) -> str:
    told = [f"{words}{states.count(state)}条" for state, words in STATES.items() if state in states]
    if left:
        told.append(f"放不下、另外收着{left}处")
    return "；".join(told) + "。" if told else "里面还没有填什么。"


def _plain_arrival(arrival: Arrival) -> Plain:
    clause, sources = arrival.clause, arrival.sources
    renamed = [one.label for one in sources if len(sources) > 1 or one.label != clause.label]
    is_same = arrival.is_same
    return {
        "clause": clause.id,
        "label": clause.label,
        "sources": renamed,
        "changes": list(_changes(arrival)),
        "before": [] if is_same else [{"label": one.label, "text": one.text} for one in sources],
        "text": "" if is_same else clause.text,
        "answers": [
            {"ask": question.ask, "answer": answer_words(question, answer)}
            for question in clause.questions
            if (answer := arrival.record.entry.answers.get(question.id)) is not None
        ],
        "brought": list(_brought(arrival)),
    }


def _changes(arrival: Arrival) -> Iterator[str]:
    """Tell what is not as it was."""
    clause, sources = arrival.clause, arrival.sources
    named = "、".join(one.label for one in sources)
    if len(sources) > 1:
        yield f"由原来的{named}合成"
    if arrival.is_split:
        yield f"由原来的{named}拆出"
    if len(sources) != 1 or arrival.is_split or arrival.is_same:
        return
    (source,) = sources
    if source.text != clause.text:
        yield "条文改了"
    if source.points != clause.points:
        yield f"分值由{amount_text(source.points)}分改为{amount_text(clause.points)}分"
    if (source.text, source.points) == (clause.text, clause.points):
        yield "计分办法改了"


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

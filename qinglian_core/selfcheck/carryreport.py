"""What a self-check's way to another edition comes to, clause by clause, in words: read before anything is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.answers.words import answer_words
from qinglian_core.revision.textmarks import marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.revision.textmarks import Mark

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
    left = _left(succession)
    return {
        "older": succession.forebear.rubric.id,
        "newer": succession.check.edition,
        "lead": _lead([state for state, _ in arrivals], len(left)),
        "groups": groups,
        "left": left,
    }


def report_lines(succession: Succession) -> Iterator[str]:
    """Yield the report as lines to print: how many of each, every clause to which something comes, what has no place."""
    states = [state_of(one) for one in succession.arrivals]
    left = _left(succession)
    yield _lead(states, len(left))
    for arrival, state in zip(succession.arrivals, states, strict=True):
        if state:
            told = (STATES[state], *_changes(arrival), *_answered(arrival), *_brought(arrival))
            origin = "、".join(_renamed(arrival))
            name = f"{arrival.clause.label}（原{origin}）" if origin else arrival.clause.label
            yield f"{name}　{'；'.join(' '.join(one.split()) for one in told)}"
    yield from (f"另外收着：{' '.join(words.split())}" for words in left)


def _left(succession: Succession) -> list[str]:
    unfit = [one.words for one in succession.unfit]
    return unfit + [one.words for one in succession.departures]


def _renamed(arrival: Arrival) -> list[str]:
    """Return what the clause was called, where that is something else."""
    labels = [one.label for one in arrival.sources]
    is_told = len(labels) > 1 or arrival.is_split  # 由哪几条合成、从哪一条拆出，另外说
    return [] if is_told or labels == [arrival.clause.label] else labels


def _answered(arrival: Arrival) -> Iterator[str]:
    """Yield every question with its answer."""
    answers = arrival.record.entry.answers
    for question in arrival.clause.questions:
        if question.id in answers:
            yield f"{question.ask}{answer_words(question, answers[question.id])}"


def _lead(states: list[str], left: int) -> str:
    told = [f"{words}{states.count(state)}条" for state, words in STATES.items() if state in states]
    if left:
        told.append(f"放不下、另外收着{left}处")
    return "；".join(told) + "。" if told else "里面还没有填什么。"


def _plain_arrival(arrival: Arrival) -> Plain:
    clause, sources = arrival.clause, arrival.sources
    is_same = arrival.is_same
    return {
        "clause": clause.id,
        "label": clause.label,
        "sources": _renamed(arrival),
        "changes": list(_changes(arrival)),
        "before": [] if is_same else [{"label": one.label, "text": one.text} for one in sources],
        "text": "" if is_same else clause.text,
        "marks": [{"kind": one.kind, "text": one.text} for one in _marks(arrival)],
        "answers": list(_answered(arrival)),
        "brought": list(_brought(arrival)),
    }


def _marks(arrival: Arrival) -> tuple[Mark, ...]:
    """Return how one whole text became this one; nothing where it stands as it was, or there were several."""
    if len(arrival.sources) != 1 or arrival.is_split:
        return ()
    (source,) = arrival.sources
    return marks(source.text, arrival.clause.text) if source.text != arrival.clause.text else ()


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

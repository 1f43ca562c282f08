"""Golden results: answers to an edition, drawn from its own questions, with the scores they give.

They are kept with a sealed edition. Its rules can then be proven to be worth what they were, whatever the program
has become.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, cast

from qinglian_core.amounts import ZERO, amount_text, optional_text, plain_number
from qinglian_core.answers.entries import decode_answers, read_entry
from qinglian_core.answers.numbers import allowed_of
from qinglian_core.criteria.measures import Measure, Table
from qinglian_core.criteria.questions import Count, Each, Grade, Tiers
from qinglian_core.criteria.vocabulary import OTHER, UNSURE, VALUE, YES_NO, things_of
from qinglian_core.reader import Reader
from qinglian_core.scoring.assessment import assess

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.criteria.model import Clause, Rubric
    from qinglian_core.criteria.questions import Question
    from qinglian_core.faults import Fault
    from qinglian_core.scoring.clausescore import ClauseScore
    from qinglian_core.scoring.totals import Total

Plain = dict[str, object]
WHOLE = "total"
_COUNTS = (0, 1, 2, 7)
_SHARES = tuple(map(Decimal, ("0", "1", "7.5", "8", "40")))
_GREATEST = Decimal(1000)
"""No greater number is tried, unless a tier starts there."""


def golden_cases(rubric: Rubric) -> list[Plain]:
    """Return cases, each with answers to every clause and the scores of all clauses and of the whole."""
    entries = {clause.id: list(golden_entries(clause)) for clause in rubric.clauses}
    cases = []
    for number in range(max(map(len, entries.values()))):
        answers = {name: found[number % len(found)] for name, found in entries.items()}
        cases.append({"answers": answers, "scores": golden_scores(rubric, answers)})
    return cases


def golden_scores(rubric: Rubric, answers: object) -> dict[str, list[str | None]]:
    """Return the scores of ``answers``; raise ``AnswerError`` where they are none."""
    assessment = assess(rubric, decode_answers(rubric, answers))
    scores = {score.clause.id: _figures(score) for score in assessment.clauses}
    return {**scores, WHOLE: _figures(assessment.total)}


def _figures(score: ClauseScore | Total) -> list[str | None]:
    sure, envelope = score.sure, score.envelope
    ends = (sure.low, sure.high, envelope.low, envelope.high)
    return [*map(amount_text, ends), optional_text(score.estimate)]


def golden_entries(clause: Clause) -> Iterator[Plain]:
    """Yield entries in which every value of every question occurs, beside others of the other questions."""
    yield {}
    points = amount_text(clause.points)
    wanted = [list(_values(question)) for question in clause.questions]
    for step in (0, 1):
        for number in range(max(map(len, wanted), default=0)):
            answers = {
                question.id: values[(number + step * place) % len(values)]
                for place, (question, values) in enumerate(
                    zip(clause.questions, wanted, strict=True)
                )
            }
            entry: Plain = {"answers": answers}
            if number % 2:
                entry["estimate"] = points
            if _can_be_read(clause, entry):
                yield entry
    for own in ("0", points):
        yield {"answers": {}, "estimate": own}


def _can_be_read(clause: Clause, entry: Plain) -> bool:
    faults: list[Fault] = []
    read_entry(clause, Reader(entry, faults))
    return not faults


def _values(question: Question) -> Iterator[object]:
    """Yield answers to ``question``; with named things, one for all of them, and one for every other."""
    if isinstance(question, Measure):
        yield from _measured(question)
        return
    singles = list(_singles(question))
    things = [thing.id for thing in cast("tuple[Question, ...]", getattr(question, "named", ()))]
    if not things:
        yield from singles
        return
    for place, value in enumerate(singles):
        other = singles[(place + 1) % len(singles)]
        more: Plain = (
            {OTHER: _COUNTS[place % 3]} if isinstance(question, Each) and question.other else {}
        )
        yield dict.fromkeys(things, value) | more
        yield {thing: other if index % 2 else value for index, thing in enumerate(things)}


def _measured(question: Measure) -> Iterator[object]:
    """Yield numbers where they begin to count otherwise, and some between, in turns for each thing that is asked."""
    things = things_of(question)
    wanted = {thing: _numbers(question, thing) for thing in things}
    for place in range(max(map(len, wanted.values())) + 1):
        turned = {
            thing: [*numbers, UNSURE][(place * (1 + index)) % (len(numbers) + 1)]
            for index, (thing, numbers) in enumerate(wanted.items())
        }
        yield turned if things != ("",) else turned[""]
    yield UNSURE


def _numbers(question: Measure, thing: str) -> list[object]:
    allowed = allowed_of(question, thing)
    step = Decimal(1).scaleb(-allowed.places)
    starts = [tier.start for tier in question.tiers if thing in ("", VALUE)]
    if isinstance(question.scale, Table):
        starts += [Decimal(number) for number, _ in question.scale.rows]
    found = {allowed.least, *_SHARES, *starts, *(start - step for start in starts)}
    found |= {allowed.most} if allowed.most <= _GREATEST else set()
    return [plain_number(number) for number in sorted(found) if allowed.holds(number)]


def _singles(question: Question) -> Iterator[object]:
    if isinstance(question, Grade):
        yield from (grade.id for grade in question.grades)
        yield from (doubt.id for doubt in question.doubts)
    elif isinstance(question, Tiers):
        step = Decimal(1).scaleb(-question.places)
        starts = [tier.start for tier in question.tiers]
        numbers = {ZERO, *starts, *(start - step for start in starts if start)}
        yield from map(plain_number, sorted(numbers))
    elif isinstance(question, Count):
        yield from _COUNTS
    else:
        yield from sorted(YES_NO)
    yield UNSURE

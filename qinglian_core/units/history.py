"""One unit over time: what changed from one self-check to the next, clause by clause, and the trend.

Nothing is made up where something is open: a difference is told only between two estimates that are there.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.answers.words import changed_answers
from qinglian_core.scoring.result import sure_figures, total_result, whole_result

from .gathering import Filing, chronological

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal

    from qinglian_core.criteria.model import Clause, Rubric
    from qinglian_core.criteria.table import Words
    from qinglian_core.scoring.clausescore import ClauseScore
    from qinglian_core.scoring.totals import Total
    from qinglian_core.selfcheck.savefile import Evidence, Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing that is not what it was: what, and how it read before and after (empty: nothing was there)."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseChange:
    """What changed in one clause; ``difference`` of the estimates, None unless both are there.

    ``apart`` tells which of the two files is of an edition that has no such clause; empty where both have it.
    """

    clause: Clause
    apart: str
    before: ClauseScore
    after: ClauseScore
    difference: Decimal | None
    answers: tuple[Change, ...]
    evidence: tuple[Change, ...]
    words: tuple[Change, ...]

    @property
    def is_scored_otherwise(self) -> bool:
        """Whether the estimate or the sure range is another."""
        return (self.before.estimate, self.before.sure) != (self.after.estimate, self.after.sure)


@dataclass(frozen=True, kw_only=True, slots=True)
class Trend:
    """A total over the files; ``differences`` of its estimates from each file to the next."""

    id: str
    title: str
    totals: tuple[Total, ...]
    differences: tuple[Decimal | None, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """Two or more self-checks in order of time. ``steps`` hold the changes from each to the next.

    ``units`` are the names written in them: more than one means that these are not one unit's files.
    """

    rubric: Rubric
    filings: tuple[Filing, ...]
    units: tuple[str, ...]
    total: Trend
    projects: tuple[Trend, ...]
    items: tuple[Trend, ...]
    steps: tuple[tuple[ClauseChange, ...], ...]


def compare(rubric: Rubric, filings: Iterable[Filing]) -> Comparison:
    """Compare ``filings``, taken in with their records; they are put in order of time first."""
    ordered = chronological(filings)
    names = dict.fromkeys(filing.unit.strip() for filing in ordered)
    return Comparison(
        rubric=rubric,
        filings=ordered,
        units=tuple(name for name in names if name),
        total=_trend("", "合计", [filing.assessment.total for filing in ordered]),
        projects=tuple(
            _trend(
                project.id,
                rubric.project_name(project),
                [filing.assessment.projects[index] for filing in ordered],
            )
            for index, project in enumerate(rubric.headed_projects)
        ),
        items=tuple(
            _trend(item.id, item.name, [filing.assessment.items[index] for filing in ordered])
            for index, item in enumerate(rubric.items)
        ),
        steps=tuple(tuple(_step(earlier, later)) for earlier, later in pairwise(ordered)),
    )


def _trend(identifier: str, title: str, totals: list[Total]) -> Trend:
    return Trend(
        id=identifier,
        title=title,
        totals=tuple(totals),
        differences=tuple(
            _difference(earlier.estimate, later.estimate) for earlier, later in pairwise(totals)
        ),
    )


def _difference(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    return None if before is None or after is None else after - before


def _step(earlier: Filing, later: Filing) -> Iterator[ClauseChange]:
    pairs = zip(earlier.assessment.clauses, later.assessment.clauses, strict=True)
    for before, after in pairs:
        name = before.clause.id
        old, new = earlier.records[name], later.records[name]
        change = _clause_change(before, after, old, new, _apart(before.clause, earlier, later))
        if change.is_scored_otherwise or change.answers or change.evidence or change.words:
            yield change


def _apart(clause: Clause, earlier: Filing, later: Filing) -> str:
    """Tell where there is nothing to compare with."""
    told = f"的那一版没有这一{clause.words.clause}"
    if clause.id in earlier.without:
        return "" if clause.id in later.without else f"前一次{told}"
    return f"后一次{told}" if clause.id in later.without else ""


def _clause_change(
    before: ClauseScore, after: ClauseScore, old: Record, new: Record, apart: str
) -> ClauseChange:
    clause = before.clause
    answers = (
        Change(what=what, before=told, after=now)
        for question in clause.questions
        for what, told, now in changed_answers(
            question, old.entry.answers.get(question.id), new.entry.answers.get(question.id)
        )
    )
    words = (
        Change(what="自评理由", before=old.reason, after=new.reason),
        Change(what="备注", before=old.note, after=new.note),
    )
    return ClauseChange(
        clause=clause,
        apart=apart,
        before=before,
        after=after,
        difference=None if apart else _difference(before.estimate, after.estimate),
        answers=tuple(answers),
        evidence=tuple(_evidence_changes(old.evidence, new.evidence)),
        words=tuple(change for change in words if change.before != change.after),
    )


def _evidence_changes(old: tuple[Evidence, ...], new: tuple[Evidence, ...]) -> Iterator[Change]:
    """Tell evidence apart by its name; a piece of the same name with other particulars has changed."""
    gone, come = list(old), list(new)
    _pair_off(gone, come, lambda one, two: one == two)
    for before, after in _pair_off(gone, come, lambda one, two: one.what == two.what):
        yield Change(what=after.what, before=evidence_words(before), after=evidence_words(after))
    for one in gone:
        yield Change(what=one.what, before=evidence_words(one), after="")
    for one in come:
        yield Change(what=one.what, before="", after=evidence_words(one))


def _pair_off(
    gone: list[Evidence], come: list[Evidence], same: Callable[[Evidence, Evidence], bool]
) -> list[tuple[Evidence, Evidence]]:
    """Take out of both lists the pairs that are the ``same``, first come first."""
    pairs = []
    for one in tuple(gone):
        two = next((two for two in come if same(one, two)), None)
        if two is not None:
            gone.remove(one)
            come.remove(two)
            pairs.append((one, two))
    return pairs


def evidence_words(one: Evidence) -> str:
    """Return the particulars of a piece of evidence: ``已备，2024-05-01，档案室，负责人张三``."""
    who = f"负责人{one.who}" if one.who else ""
    state = "已备" if one.ready else "缺"
    return "，".join(piece for piece in (state, one.date, one.where, who) if piece)


def signed(amount: Decimal | None) -> str | None:
    """Return ``+1.5``, ``-2``, ``0``, or None."""
    if amount is None:
        return None
    return f"{'+' if amount > 0 else ''}{amount_text(amount)}"


def plain_comparison(comparison: Comparison) -> dict[str, object]:
    """Return ``comparison`` as JSON data."""
    words = comparison.rubric.words
    return {
        "units": list(comparison.units),
        "files": [plain_filing(filing) for filing in comparison.filings],
        "total": _plain_trend(comparison.total, words),
        "projects": [_plain_trend(trend, words) for trend in comparison.projects],
        "items": [_plain_trend(trend, words) for trend in comparison.items],
        "steps": [[_plain_change(change) for change in step] for step in comparison.steps],
    }


def plain_filing(filing: Filing) -> dict[str, object]:
    """Return what names a file, as JSON data."""
    return {
        "name": filing.name,
        "title": filing.title,
        "unit": filing.unit,
        "period": filing.period,
        "assessor": filing.assessor,
        "modified": filing.modified,
        "notice": filing.notice,
    }


def _plain_trend(trend: Trend, words: Words) -> dict[str, object]:
    return {
        "id": trend.id,
        "title": trend.title,
        "totals": [{**total_result(total, words), **whole_result(total)} for total in trend.totals],
        "differences": [signed(difference) for difference in trend.differences],
    }


def _plain_change(change: ClauseChange) -> dict[str, object]:
    return {
        "clause": change.clause.id,
        "label": change.clause.label,
        "apart": change.apart,
        "points": amount_text(change.clause.points),
        "before": sure_figures(change.before),
        "after": sure_figures(change.after),
        "difference": signed(change.difference),
        "answers": [_plain_words(one) for one in change.answers],
        "evidence": [_plain_words(one) for one in change.evidence],
        "words": [_plain_words(one) for one in change.words],
    }


def _plain_words(change: Change) -> dict[str, str]:
    return {"what": change.what, "before": change.before, "after": change.after}

"""Many units together: their totals side by side, how each item came out, and where most units lose points.

An average is told only over the units that have an estimate, with their number; open points stay ranges.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text, optional_text, range_text
from qinglian_core.scoring.points import Range
from qinglian_core.scoring.result import sure_figures, whole_result

from .history import plain_filing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qinglian_core.criteria.model import Clause, Rubric
    from qinglian_core.scoring.assessment import Assessment
    from qinglian_core.scoring.clausescore import ClauseScore
    from qinglian_core.scoring.totals import Total

    from .gathering import Filing

_CENT = Decimal("0.01")


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitLine:
    """One unit: its file, how many clauses are unsure, how many pieces of evidence are missing."""

    filing: Filing
    unsure: int
    missing: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """How a total came out over the units.

    ``estimated`` units have an estimate; ``lowest``, ``highest`` and ``average`` (to a hundredth) are over
    these and None without any. ``sure`` and ``envelope`` run from the lowest low to the highest high of all.
    """

    id: str
    title: str
    printed: Decimal
    points: Decimal
    estimated: int
    lowest: Decimal | None
    highest: Decimal | None
    average: Decimal | None
    sure: Range
    envelope: Range


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseLine:
    """One clause over the units: how many lose points and how many in all, how many are open or full.

    A unit loses its clause's points less its estimate, or without one what is lost for sure.
    """

    clause: Clause
    losing: int
    lost: Decimal
    open: int
    unsure: int
    full: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """All of it; ``clauses`` are ordered by how many units lose points, then by how many points."""

    rubric: Rubric
    units: tuple[UnitLine, ...]
    total: Spread
    projects: tuple[Spread, ...]
    items: tuple[Spread, ...]
    clauses: tuple[ClauseLine, ...]
    repeated: tuple[str, ...]
    """Names of units that more than one file bears."""


def summarise_units(rubric: Rubric, filings: Iterable[Filing]) -> Summary:
    """Summarise ``filings``, at least one, in the given order."""
    given = tuple(filings)
    assessments = [filing.assessment for filing in given]
    names = Counter(filing.unit.strip() for filing in given)
    clauses = [
        _clause_line([assessment.clauses[index] for assessment in assessments])
        for index in range(len(rubric.clauses))
    ]
    return Summary(
        rubric=rubric,
        units=tuple(_unit_line(filing) for filing in given),
        total=_spread("", "合计", [assessment.total for assessment in assessments]),
        projects=tuple(
            _spread(
                project.id,
                rubric.project_name(project),
                [assessment.projects[index] for assessment in assessments],
            )
            for index, project in enumerate(rubric.headed_projects)
        ),
        items=tuple(
            _spread(item.id, item.name, [assessment.items[index] for assessment in assessments])
            for index, item in enumerate(rubric.items)
        ),
        clauses=tuple(sorted(clauses, key=lambda line: (line.losing, line.lost), reverse=True)),
        repeated=tuple(name for name, files in names.items() if name and files > 1),
    )


def _unit_line(filing: Filing) -> UnitLine:
    return UnitLine(
        filing=filing,
        unsure=sum(score.is_unsure for score in filing.assessment.clauses),
        missing=filing.missing,
    )


def _spread(identifier: str, title: str, totals: list[Total]) -> Spread:
    estimates = [total.estimate for total in totals if total.estimate is not None]
    return Spread(
        id=identifier,
        title=title,
        printed=totals[0].printed,
        points=totals[0].points,
        estimated=len(estimates),
        lowest=min(estimates, default=None),
        highest=max(estimates, default=None),
        average=_average(estimates),
        sure=_widest([total.sure for total in totals]),
        envelope=_widest([total.envelope for total in totals]),
    )


def _average(amounts: list[Decimal]) -> Decimal | None:
    if not amounts:
        return None
    mean = sum(amounts, start=ZERO) / len(amounts)
    return mean.quantize(_CENT, rounding=ROUND_HALF_UP)


def _widest(ranges: list[Range]) -> Range:
    return Range(low=min(one.low for one in ranges), high=max(one.high for one in ranges))


def _clause_line(scores: list[ClauseScore]) -> ClauseLine:
    losses = [
        score.points - (score.sure.high if score.estimate is None else score.estimate)
        for score in scores
        if score.points
    ]
    return ClauseLine(
        clause=scores[0].clause,
        losing=sum(loss > 0 for loss in losses),
        lost=sum(losses, start=ZERO),
        open=sum(score.estimate is None and score.standing.applies for score in scores),
        unsure=sum(score.is_unsure for score in scores),
        full=sum(bool(score.points) and score.estimate == score.points for score in scores),
    )


def plain_summary(summary: Summary) -> dict[str, object]:
    """Return ``summary`` as JSON data."""
    return {
        "units": [_plain_unit(line) for line in summary.units],
        "total": _plain_spread(summary.total),
        "projects": [_plain_spread(spread) for spread in summary.projects],
        "items": [_plain_spread(spread) for spread in summary.items],
        "clauses": [_plain_clause(line) for line in summary.clauses],
        "repeated": list(summary.repeated),
    }


def headed_totals(assessment: Assessment) -> tuple[Total, ...]:
    """Return the totals of the projects where they are a level of the document."""
    return assessment.projects if assessment.rubric.has_projects else ()


def _plain_unit(line: UnitLine) -> dict[str, object]:
    assessment = line.filing.assessment
    return {
        **plain_filing(line.filing),
        "unsure": line.unsure,
        "missing": line.missing,
        "answered": assessment.total.answered,
        "clauses": assessment.total.clauses,
        "total": {**sure_figures(assessment.total), **whole_result(assessment.total)},
        "projects": [sure_figures(total) for total in headed_totals(assessment)],
    }


def _plain_spread(spread: Spread) -> dict[str, object]:
    lowest, highest = spread.lowest, spread.highest
    return {
        "id": spread.id,
        "title": spread.title,
        "printed": amount_text(spread.printed),
        "points": amount_text(spread.points),
        "estimated": spread.estimated,
        "lowest": optional_text(lowest),
        "highest": optional_text(highest),
        "average": optional_text(spread.average),
        "low": amount_text(spread.sure.low),
        "high": amount_text(spread.sure.high),
        "envelope_low": amount_text(spread.envelope.low),
        "envelope_high": amount_text(spread.envelope.high),
        "estimates": None if lowest is None or highest is None else range_text(lowest, highest),
        "range": range_text(spread.sure.low, spread.sure.high),
    }


def _plain_clause(line: ClauseLine) -> dict[str, object]:
    return {
        "clause": line.clause.id,
        "label": line.clause.label,
        "text": line.clause.text,
        "points": amount_text(line.clause.points),
        "losing": line.losing,
        "lost": amount_text(line.lost),
        "open": line.open,
        "unsure": line.unsure,
        "full": line.full,
    }

"""The result object: an assessment as JSON data, the same from the command line and in the browser.

Points are decimal strings; ranges are ``low``/``high`` and ``envelope_low``/``envelope_high``, and in words ``range``
and ``envelope``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text, optional_text, range_text

from .clausescore import Status
from .headline import headline, own_words
from .ledger import clause_ledger
from .reachwords import dropped_text, unfit_text
from .totalledger import total_ledger
from .vetowords import above_words, level_words, outcome_words, veto_words
from .words import clause_words

if TYPE_CHECKING:
    from decimal import Decimal

    from qinglian_core.criteria.model import Discrepancy
    from qinglian_core.criteria.table import Words

    from .assessment import Assessment
    from .clausescore import ClauseScore, ReadingScore
    from .ledgerline import LedgerLine
    from .points import Range
    from .totals import Total
    from .vetoes import VetoScore
    from .whole import Figure

FORMAT = "qinglian-result"
VERSION = 1

Plain = dict[str, object]


def _ranges(sure: Range, envelope: Range, estimate: Decimal | None) -> Plain:
    return {
        "low": amount_text(sure.low),
        "high": amount_text(sure.high),
        "envelope_low": amount_text(envelope.low),
        "envelope_high": amount_text(envelope.high),
        "range": range_text(sure.low, sure.high),
        "envelope": range_text(envelope.low, envelope.high),
        "estimate": optional_text(estimate),
    }


def sure_figures(score: ClauseScore | Total) -> Plain:
    """Return of a score what is shown where there are many: what is sure, and the own estimate."""
    return {
        "low": amount_text(score.sure.low),
        "high": amount_text(score.sure.high),
        "range": range_text(score.sure.low, score.sure.high),
        "estimate": optional_text(score.estimate),
    }


def _line(line: LedgerLine) -> Plain:
    return {
        "kind": line.kind.value,
        "part": line.part,
        "question": line.question,
        "condition": line.condition,
        "count": line.count,
        "low": amount_text(line.low),
        "high": amount_text(line.high),
        "text": line.text,
    }


def _reading(score: ReadingScore) -> Plain:
    return {
        "id": score.reading.id,
        "why": score.reading.why,
        "main": score.reading.main,
        "other": score.reading.other,
        "low": amount_text(score.range.low),
        "high": amount_text(score.range.high),
        "range": range_text(score.range.low, score.range.high),
        "differs": score.differs,
    }


def _state(score: ClauseScore) -> str:
    if not score.standing.applies:
        return "不适用"
    if score.standing.is_dropped:
        return f"不参与{score.clause.words.assess}"
    return score.state_words


def _told(score: ClauseScore) -> str:
    if not score.standing.applies:
        return unfit_text(score.clause.words)
    if score.standing.is_dropped:
        return dropped_text(score.clause.words)
    if score.status is Status.BLANK:
        return ""
    return clause_words(score.clause, score.sure, score.estimate)


def clause_result(score: ClauseScore) -> Plain:
    """Return one clause's score as JSON data."""
    return {
        "id": score.clause.id,
        "label": score.clause.label,
        "points": amount_text(score.clause.points),
        "has_rule": score.clause.has_rule,
        "lost": amount_text(score.lost),
        "status": score.status.value,
        "state": _state(score),
        "told": _told(score),
        "unsure": score.unsure,
        **_ranges(score.sure, score.envelope, score.estimate),
        "asked": list(score.asked),
        "ledger": [_line(line) for line in clause_ledger(score)],
        "readings": [_reading(reading) for reading in score.readings],
        "notices": list(score.notices),
        **_standing(score),
    }


def _standing(score: ClauseScore) -> Plain:
    """Return how a clause stands in the total, where that is more than its points."""
    standing = score.standing
    plain: Plain = {}
    if standing.may_be_dropped:
        plain["dropped"] = "yes" if standing.is_dropped else "open"
    if not standing.applies:
        plain["applies"] = False
    return plain


def total_result(total: Total, words: Words) -> Plain:
    """Return a total as JSON data."""
    return {
        "printed": amount_text(total.printed),
        "points": amount_text(total.points),
        **_ranges(total.sure, total.envelope, total.estimate),
        "estimated": amount_text(total.estimated),
        "estimated_points": amount_text(total.estimated_points),
        "estimated_clauses": total.estimated_clauses,
        "unestimated": total.unestimated,
        "answered": total.answered,
        "clauses": total.clauses,
        "headline": headline(total, words),
    }


def whole_result(total: Total) -> Plain:
    """Return what a total is made of, and what is said above it, where an edition does more than add up."""
    whole = total.whole
    if whole is None:
        return {}
    figures = (("base", whole.base), ("bonus", whole.bonus), ("penalty", whole.penalty))
    return {
        **{name: _figure(one) for name, one in figures if one is not None},
        "full": _plain_range(whole.full),
        "levels": list(whole.levels),
        "level_words": level_words(whole),
        "vetoes": [_veto(one) for one in whole.vetoes],
        "veto_words": list(veto_words(whole.vetoes)),
        "above": list(above_words(total)),
        "figures": own_words(total) if whole.beside and total.estimate is not None else "",
    }


def _figure(figure: Figure) -> Plain:
    return {
        **_plain_range(figure.sure),
        "envelope_low": amount_text(figure.envelope.low),
        "envelope_high": amount_text(figure.envelope.high),
        "estimated": amount_text(figure.estimated),
    }


def _plain_range(found: Range) -> Plain:
    return {
        "low": amount_text(found.low),
        "high": amount_text(found.high),
        "range": range_text(found.low, found.high),
    }


def _veto(one: VetoScore) -> Plain:
    return {
        "id": one.veto.id,
        "text": one.veto.text,
        "state": one.fall.value,
        "outcome": outcome_words(one.veto),
        "causes": [
            {"clause": cause.score.clause.id, "question": cause.question.id, "sure": cause.sure}
            for cause in one.causes
        ],
    }


def _discrepancy(discrepancy: Discrepancy) -> Plain:
    return {
        "id": discrepancy.id,
        "item": discrepancy.item,
        "project": discrepancy.project,
        "declared": amount_text(discrepancy.declared),
        "computed": amount_text(discrepancy.computed),
        "note": discrepancy.note,
    }


def totals_result(assessment: Assessment) -> Plain:
    """Return the totals (whole, projects, items) as JSON data."""
    rubric = assessment.rubric
    total = {**total_result(assessment.total, rubric.words), **whole_result(assessment.total)}
    if assessment.total.whole:
        total["ledger"] = [_line(line) for line in total_ledger(assessment)]
    return {
        "total": total,
        "projects": [
            {"id": project.id, "title": project.title, **total_result(total, rubric.words)}
            for project, total in zip(rubric.projects, assessment.projects, strict=True)
        ],
        "items": [
            {"id": item.id, "title": item.heading, **total_result(total, rubric.words)}
            for item, total in zip(rubric.items, assessment.items, strict=True)
        ],
    }


def result_object(assessment: Assessment) -> Plain:
    """Return the whole result object."""
    rubric = assessment.rubric
    return {
        "format": FORMAT,
        "version": VERSION,
        "edition": {"id": rubric.id, "title": rubric.title, "digest": rubric.digest},
        **_unit_kind(assessment),
        **totals_result(assessment),
        "clauses": [clause_result(score) for score in assessment.clauses],
        "discrepancies": [_discrepancy(discrepancy) for discrepancy in rubric.discrepancies],
    }


def _unit_kind(assessment: Assessment) -> Plain:
    """Return the kind of unit, where the edition has several; null where it is not known."""
    units = assessment.rubric.totalling.units
    kind = assessment.total.whole.kind if assessment.total.whole else ""
    told = [{"id": unit.id, "label": unit.label} for unit in units if unit.id == kind]
    return {"unit_kind": told[0] if told else None} if units else {}

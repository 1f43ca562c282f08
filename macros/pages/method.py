"""The method page: one clause worked through, every other reading, every bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core import assess
from qinglian_core.amounts import amount_text, range_text
from qinglian_core.answers.entries import BLANK
from qinglian_core.criteria.model import Bound, Start
from qinglian_core.scoring.bounds import bounds_met
from qinglian_core.scoring.clausescore import score_clause
from qinglian_core.scoring.examples import example_score
from qinglian_core.scoring.ledger import clause_ledger
from qinglian_core.scoring.ledgerline import LineKind
from qinglian_core.scoring.rulekinds import RuleKind

from .addresses import Viewpoint, gap_anchor
from .clauseview import reading_view
from .composition import shares_of
from .pagecontext import Page
from .totalrules import total_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qinglian_core.criteria.guidance import OpenPoint
    from qinglian_core.criteria.model import Clause, Item, Rubric
    from qinglian_core.criteria.table import Words
    from qinglian_core.scoring.clausescore import ClauseScore
    from qinglian_core.scoring.ledgerline import LedgerLine

    from .clauseview import ReadingView
    from .pagecontext import PageContext

VIEW = Viewpoint(path="method/")
LINE_LABELS = {
    LineKind.START: "起点",
    LineKind.SETTLED: "情形",
    LineKind.OPEN: "未定",
    LineKind.BOUND: "封顶",
    LineKind.LEFT: "小计",
    LineKind.ESTIMATE: "自评",
    LineKind.REACH: "本{}以外",
}


def method_page(context: PageContext) -> Page:
    """Return the method page."""
    rubric = context.rubric
    unwritten = shares_of(rubric.clauses)[RuleKind.UNWRITTEN.value]
    return Page(
        path=VIEW.path,
        title="计分办法",
        description=(
            f"按《{rubric.title}》怎样算出分数：下限、上限、连同其他读法的范围和自评各是什么意思，"
            "原文有几种读法时取哪一种，原文从哪里来。"
        ),
        layout="reading",
        body=context.body(
            "method.html.j2",
            VIEW,
            points=amount_text(rubric.points),
            clause_points=amount_text(rubric.clause_points),
            unwritten_points=amount_text(unwritten) if unwritten else "",
            total_rules=total_rules(rubric),
            blank=blank_range(rubric),
            example=walkthrough(rubric, VIEW),
            readings=all_readings(rubric, VIEW),
            left_out=all_left_out(rubric, VIEW),
            written=by_cite(bounds(rubric, Bound.WRITTEN, VIEW)),
            assumed=bounds(rubric, Bound.ASSUMED, VIEW),
            discrepancies=discrepancies(rubric),
            gaps=gap_views(rubric, VIEW),
        ),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of a ledger."""

    kind: str
    label: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Walkthrough:
    """One clause worked through line by line."""

    label: str
    href: str
    text: str
    story: str
    lines: tuple[Line, ...]
    sure: str
    envelope: str
    estimate: str
    widened: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseReadings:
    """The other readings of one clause."""

    label: str
    href: str
    readings: tuple[ReadingView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseLeftOut:
    """The open points of one clause with a reading that no range holds."""

    label: str
    href: str
    points: tuple[OpenPoint, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BoundView:
    """A part whose bound is written, or assumed; and which of them its answers can come to."""

    label: str
    href: str
    part: str
    cite: str
    floor: bool
    ceiling: bool


def blank_range(rubric: Rubric) -> str:
    """Return what an untouched form is sure of: ``1至99分``."""
    total = assess(rubric, {}).total.sure
    return range_text(total.low, total.high)


def walkthrough(rubric: Rubric, view: Viewpoint) -> Walkthrough:
    """Return the example that shows most; a clause nobody has answered where there is no example."""
    found = max(_candidates(rubric), key=lambda one: _richness(one[2]))
    item, story, score = found
    sure, envelope, estimate = score.sure, score.envelope, score.estimate
    return Walkthrough(
        label=score.clause.label,
        href=view.to_clause(item.id, score.clause.id),
        text=score.clause.text,
        story=story,
        lines=tuple(_line(line, score.clause.words) for line in clause_ledger(score)),
        sure=range_text(sure.low, sure.high),
        envelope=range_text(envelope.low, envelope.high),
        estimate=f"{amount_text(estimate)}分" if estimate is not None else "",
        widened=tuple(one.reading.other for one in score.readings if one.differs),
    )


def _candidates(rubric: Rubric) -> Iterator[tuple[Item, str, ClauseScore]]:
    for item in rubric.items:
        for clause in item.clauses:
            yield item, "", score_clause(clause, BLANK)
            for example in clause.guidance.examples if clause.guidance else ():
                yield item, example.story, example_score(clause, example)


def _richness(score: ClauseScore) -> tuple[bool, int, int]:
    """An example shows more when readings widen it, when it takes more kinds of line, and more lines."""
    ledger = clause_ledger(score)
    kinds = {line.kind for line in ledger}
    unanswered = kinds <= {LineKind.START, LineKind.OPEN, LineKind.LEFT}
    answered = score.estimate is not None or not unanswered
    widened = score.envelope != score.sure
    return answered, 2 * widened + len(kinds), len(ledger)


def _line(line: LedgerLine, words: Words) -> Line:
    label = LINE_LABELS[line.kind].format(words.clause)
    return Line(kind=line.kind.value, label=label, text=line.text)


def all_readings(rubric: Rubric, view: Viewpoint) -> tuple[ClauseReadings, ...]:
    """Return every other reading, clause by clause."""
    return tuple(
        ClauseReadings(
            label=clause.label,
            href=view.to_clause(item.id, clause.id),
            readings=tuple(reading_view(reading) for reading in clause.readings),
        )
        for item, clause in _clauses(rubric)
        if clause.readings
    )


def all_left_out(rubric: Rubric, view: Viewpoint) -> tuple[ClauseLeftOut, ...]:
    """Return every reading that guidance names and no range holds, clause by clause."""
    found = []
    for item, clause in _clauses(rubric):
        points = clause.guidance.open_points if clause.guidance else ()
        left_out = tuple(point for point in points if point.left_out)
        if left_out:
            href = view.to_clause(item.id, clause.id)
            found.append(ClauseLeftOut(label=clause.label, href=href, points=left_out))
    return tuple(found)


def bounds(rubric: Rubric, bound: Bound, view: Viewpoint) -> tuple[BoundView, ...]:
    """Return the parts whose bound is ``bound``; an assumed one only where the main reading may come to it."""
    found = []
    for item, clause in _clauses(rubric):
        for part in clause.parts:
            if part.bound is not bound or part.start is Start.NONE:
                continue
            floor, ceiling = bounds_met(clause, part)
            if floor or ceiling or bound is not Bound.ASSUMED:
                href = view.to_clause(item.id, clause.id)
                found.append(
                    BoundView(
                        label=clause.label,
                        href=href,
                        part=part.label,
                        cite=part.bound_cite,
                        floor=floor,
                        ceiling=ceiling,
                    )
                )
    return tuple(found)


def by_cite(parts: Iterable[BoundView]) -> tuple[tuple[str, tuple[BoundView, ...]], ...]:
    """Return the passages that hold ``parts`` within bounds, each with those that it holds."""
    found: dict[str, list[BoundView]] = {}
    for part in parts:
        found.setdefault(part.cite, []).append(part)
    return tuple((cite, tuple(parts)) for cite, parts in found.items())


def _clauses(rubric: Rubric) -> Iterator[tuple[Item, Clause]]:
    return ((item, clause) for item in rubric.items for clause in item.clauses)


@dataclass(frozen=True, kw_only=True, slots=True)
class DiscrepancyView:
    """A place where the document's own figures do not add up."""

    place: str
    declared: str
    computed: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GapView:
    """A question that the document leaves open, our answer, and links to what says something close to it."""

    anchor: str
    ask: str
    text: str
    near: tuple[tuple[str, str], ...]


def gap_views(rubric: Rubric, view: Viewpoint) -> tuple[GapView, ...]:
    """Return the questions of procedure that the document leaves open."""
    return tuple(
        GapView(
            anchor=gap_anchor(gap.id),
            ask=gap.ask,
            text=gap.text,
            near=tuple(
                (clause.label, view.to_clause(item.id, clause.id))
                for item, clause in _clauses(rubric)
                if clause.id in gap.near
            ),
        )
        for gap in rubric.gaps
    )


def discrepancies(rubric: Rubric) -> tuple[DiscrepancyView, ...]:
    """Return the known discrepancies."""
    places = {item.id: item.label for item in rubric.items}
    projects = {project.id: project.title for project in rubric.projects}
    return tuple(
        DiscrepancyView(
            place=places.get(one.item or "") or projects.get(one.project or "") or "全表",
            declared=amount_text(one.declared),
            computed=amount_text(one.computed),
            note=one.note,
        )
        for one in rubric.discrepancies
    )

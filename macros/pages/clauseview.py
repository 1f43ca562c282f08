"""A clause as its item page shows it: everything prepared, so that the template only shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text, range_text
from qinglian_core.answers.entries import BLANK
from qinglian_core.answers.questionnaire import MOST_CLAUSES
from qinglian_core.criteria.applicability import is_for
from qinglian_core.criteria.table import Holds
from qinglian_core.scoring.clausescore import score_clause
from qinglian_core.scoring.examples import example_score
from qinglian_core.scoring.ledger import clause_ledger
from qinglian_core.scoring.rulekinds import kind_labels
from qinglian_core.scoring.rulewords import part_rules

from .addresses import clause_anchor, clause_path, row_anchor
from .successions import since

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qinglian_core.criteria.guidance import Guidance
    from qinglian_core.criteria.model import Clause, Item, Reading, Rubric
    from qinglian_core.revision.scorechanges import Effect
    from qinglian_core.revision.textmarks import Mark
    from qinglian_core.scoring.clausescore import ClauseScore
    from qinglian_core.scoring.rulewords import PartRule

    from .addresses import Viewpoint
    from .pagecontext import PageContext
    from .replacement import HeirsView
    from .successions import Succession
    from .terms import Piece


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadingView:
    """Another reading, and what it changes."""

    why: str
    main: str
    other: str
    discretion: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ExampleView:
    """A worked example with the score and the ledger that the core gives."""

    title: str
    story: str
    score: str
    settled: bool
    envelope: str
    estimate: str
    ledger: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RelatedView:
    """A related clause."""

    label: str
    href: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SinceView:
    """What became of a clause since an older edition; ``kinds`` are empty where nothing did."""

    words: str
    kinds: tuple[str, ...]
    marks: tuple[Mark, ...]
    effects: tuple[Effect, ...]
    remarks: tuple[str, ...]
    href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseView:
    """One clause on its item page."""

    id: str
    label: str
    anchor: str
    lasting_href: str
    became: HeirsView | None
    points: str
    number_note: str
    unit_note: str
    has_rule: bool
    kinds: tuple[str, ...]
    standard: tuple[Piece, ...]
    text: tuple[Piece, ...]
    rules: tuple[PartRule, ...]
    reach: str
    floor: str
    readings: tuple[ReadingView, ...]
    guidance: Guidance | None
    examples: tuple[ExampleView, ...]
    related: tuple[RelatedView, ...]
    check_href: str
    since: SinceView | None


def clause_view(clause: Clause, item: Item, context: PageContext, view: Viewpoint) -> ClauseView:
    """Prepare ``clause`` of ``item`` for a page at ``view``."""
    guidance = clause.guidance
    open_score = score_clause(clause, BLANK)
    low, high = open_score.sure.low, open_score.sure.high
    replacement = context.kin.replacement
    return ClauseView(
        id=clause.id,
        label=clause.label,
        anchor=clause_anchor(clause.id),
        lasting_href=view.to_lasting_clause(item.id, clause.id),
        became=replacement.of_clause(clause, view.path) if replacement else None,
        points=amount_text(clause.points),
        number_note=_number_note(clause, context.rubric),
        unit_note=unit_note(context.rubric, item, clause),
        has_rule=clause.has_rule,
        kinds=kind_labels(clause),
        standard=context.marker.mark(clause.standard) if clause.standard else (),
        text=context.marker.mark(clause.text),
        rules=part_rules(clause),
        reach=range_text(low, high),
        floor=amount_text(low) if low and clause.has_rule else "",
        readings=tuple(reading_view(reading) for reading in clause.readings),
        guidance=guidance,
        examples=example_views(clause),
        related=related_views(guidance, context.rubric, view),
        check_href=view.to(f"self-check/#{clause_anchor(clause.id)}"),
        since=since_view(clause, context.kin.successions, view),
    )


def unit_note(rubric: Rubric, item: Item, clause: Clause) -> str:
    """Return for which kinds of unit ``clause`` is; empty where it is for all."""
    labels = [
        unit.label
        for unit in rubric.totalling.units
        if is_for(item.applies, unit.id) and is_for(clause.applies, unit.id)
    ]
    is_for_all = len(labels) == len(rubric.totalling.units)
    return "" if is_for_all else f"只适用于：{'、'.join(labels)}。"


def _number_note(clause: Clause, rubric: Rubric) -> str:
    """Return what is to be said of a clause that is printed without a number."""
    words = rubric.words
    if clause.number or rubric.table.has(Holds.NUMBER):
        return ""
    is_alone = clause.label != words.clause_label(clause.id)
    return (
        f"本{words.item_unit}只有这一{words.clause}，原文没有{words.clause}号。"
        if is_alone
        else f"原文没有{words.clause}号，“{clause.label}”是本站的叫法。"
    )


def since_view(
    clause: Clause, successions: Sequence[Succession], view: Viewpoint
) -> SinceView | None:
    """Prepare what to say of the older editions; nothing where there are none."""
    found = since(clause, successions)
    if found is None:
        return None
    label, change = found.succession.older.label, found.change
    then = change.old[0].label if change.old else ""
    words = f"与“{label}”相比"
    if not found.is_changed:
        moved = f"（那时是{then}）" if then != clause.label else ""
        words = f"自“{label}”以来没有变{moved}。"
    return SinceView(
        words=words,
        kinds=change.kind_labels if found.is_changed else (),
        marks=change.marks if change.old else (),
        effects=change.effects,
        remarks=tuple(filter(None, (change.remark, change.why))),
        href=view.to(f"{found.succession.path}#{row_anchor(clause.id)}"),
    )


def reading_view(reading: Reading) -> ReadingView:
    """Prepare a reading."""
    discretion = amount_text(reading.discretion) if reading.discretion else ""
    return ReadingView(
        why=reading.why, main=reading.main, other=reading.other, discretion=discretion
    )


@lru_cache(maxsize=MOST_CLAUSES)
def example_views(clause: Clause) -> tuple[ExampleView, ...]:
    """Prepare the worked examples of ``clause``, which several pages show; their figures are computed, not copied."""
    examples = clause.guidance.examples if clause.guidance else ()
    return tuple(scored_view(one.title, one.story, example_score(clause, one)) for one in examples)


def scored_view(title: str, story: str, score: ClauseScore) -> ExampleView:
    """Prepare a scored clause as an example."""
    sure, envelope, estimate = score.sure, score.envelope, score.estimate
    return ExampleView(
        title=title,
        story=story,
        score=range_text(sure.low, sure.high),
        settled=sure.settled,
        envelope=range_text(envelope.low, envelope.high) if envelope != sure else "",
        estimate=f"{amount_text(estimate)}分" if estimate is not None and not sure.settled else "",
        ledger=tuple(line.text for line in clause_ledger(score)),
    )


def related_views(
    guidance: Guidance | None, rubric: Rubric, view: Viewpoint
) -> tuple[RelatedView, ...]:
    """Prepare the related clauses of ``guidance``."""
    known = {clause.id: (item, clause) for item in rubric.items for clause in item.clauses}
    related = guidance.related if guidance else ()
    return tuple(_related_view(*known[one.clause], why=one.why, view=view) for one in related)


def _related_view(item: Item, clause: Clause, *, why: str, view: Viewpoint) -> RelatedView:
    path = clause_path(item.id, clause.id)
    return RelatedView(label=clause.label, href=view.to(path), why=why)

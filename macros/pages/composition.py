"""What the points of a rubric are made of: by project, by item, by kind of rule, and what is missing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text
from qinglian_core.scoring.rulekinds import RuleKind, part_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qinglian_core.criteria.model import Clause, Item, Project, Rubric
    from qinglian_core.criteria.table import Words

    from .addresses import Viewpoint


MISSING = "missing"
MISSING_LABEL = "条款里没有"
MISSING_MEANING = "所标的分值里有，各{clause}的分值里没有"
HUNDRED = Decimal(100)
MOST_IN_A_LINE = 8
"""More items side by side have no room for their numbers on a telephone."""
LEAST_FOR_A_DIGIT = Decimal("2.5")
"""Percent of a line, on a telephone."""
Shares = dict[str, Decimal]
"""Points by kind of rule, and the points printed that no clause holds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """A stretch of a bar; ``x`` and ``width`` are percentages of the bar's whole width."""

    kind: str
    label: str
    meaning: str
    points: str
    x: str
    width: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemBar:
    """One item in its project's bar."""

    id: str
    title: str
    points: str
    href: str
    x: str
    width: str
    middle: str
    segments: tuple[Segment, ...]
    is_named: bool
    told: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BarLine:
    """One line of a project's bar."""

    items: tuple[ItemBar, ...]
    rest: tuple[Segment, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ProjectBar:
    """One project's bar, in as many lines as its items need to be told apart."""

    title: str
    points: str
    lines: tuple[BarLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A line of the table that says the same as the picture."""

    title: str
    href: str
    printed: str
    figures: tuple[str, ...]
    level: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Composition:
    """The picture and the table."""

    printed: str
    computed: str
    whole: tuple[Segment, ...]
    projects: tuple[ProjectBar, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def shares_of(clauses: Iterable[Clause]) -> Shares:
    """Return the points of ``clauses`` by kind of rule, in the order of ``RuleKind``."""
    shares = {kind.value: ZERO for kind in RuleKind}
    for clause in clauses:
        for part in clause.parts:
            shares[part_kind(part).value] += part.points
    return shares


def composition(rubric: Rubric, view: Viewpoint) -> Composition:
    """Return what the points of ``rubric`` are made of, for a page at ``view``."""
    shares = _with_missing(shares_of(rubric.clauses), rubric.points)
    kinds = [kind for kind, points in shares.items() if points]
    scale = max(max(map(_total, _line_shares(project))) for project in rubric.projects)
    return Composition(
        printed=amount_text(rubric.points),
        computed=amount_text(rubric.clause_points),
        whole=_segments(shares, ZERO, _total(shares), rubric.words),
        projects=tuple(
            _project_bar(project, scale, view, rubric.words) for project in rubric.projects
        ),
        columns=tuple(kind_label(kind) for kind in kinds),
        rows=tuple(_rows(rubric, kinds, view)),
    )


def kind_label(kind: str) -> str:
    """Return what readers see of a kind, or of what is missing."""
    return MISSING_LABEL if kind == MISSING else RuleKind(kind).label


def _meaning(kind: str, words: Words) -> str:
    return (
        MISSING_MEANING.format(clause=words.clause)
        if kind == MISSING
        else RuleKind(kind).meaning(words)
    )


def _total(shares: Shares) -> Decimal:
    return sum(shares.values(), start=ZERO)


def _with_missing(shares: Shares, printed: Decimal) -> Shares:
    return {**shares, MISSING: max(printed - _total(shares), ZERO)}


def _item_shares(item: Item) -> Shares:
    return _with_missing(shares_of(item.clauses), item.points)


def _project_shares(project: Project) -> Shares:
    shares = shares_of(clause for item in project.items for clause in item.clauses)
    return _with_missing(shares, max(project.points, _length(project)))


def _length(project: Project) -> Decimal:
    return sum((_total(_item_shares(item)) for item in project.items), start=ZERO)


def _percent(points: Decimal, scale: Decimal) -> str:
    return amount_text((points * HUNDRED / scale).quantize(Decimal("0.001"))) if scale else "0"


def _segments(shares: Shares, start: Decimal, scale: Decimal, words: Words) -> tuple[Segment, ...]:
    segments, place = [], start
    for kind, points in shares.items():
        if points:
            segments.append(
                Segment(
                    kind=kind,
                    label=kind_label(kind),
                    meaning=_meaning(kind, words),
                    points=amount_text(points),
                    x=_percent(place, scale),
                    width=_percent(points, scale),
                )
            )
        place += points
    return tuple(segments)


def _lines_of(project: Project) -> list[tuple[Item, ...]]:
    """Return the items in lines, as even as can be."""
    count = max(math.ceil(len(project.items) / MOST_IN_A_LINE), 1)
    size = math.ceil(len(project.items) / count)
    starts = range(0, len(project.items), size or 1)
    return [project.items[start : start + size] for start in starts] or [()]


def _rest(project: Project) -> Decimal:
    """Return the points printed that no item holds."""
    return max(project.points - _length(project), ZERO)


def _line_shares(project: Project) -> Iterable[Shares]:
    """Yield what each line of a project's bar holds, at most one key: how long it is."""
    lines = _lines_of(project)
    for number, line in enumerate(lines, start=1):
        length = sum((_total(_item_shares(item)) for item in line), start=ZERO)
        yield {MISSING: length + (_rest(project) if number == len(lines) else ZERO)}


def _project_bar(project: Project, scale: Decimal, view: Viewpoint, words: Words) -> ProjectBar:
    lines = _lines_of(project)
    made = []
    for number, line in enumerate(lines, start=1):
        bars, place = [], ZERO
        for item in line:
            bars.append(_item_bar(item, place, scale, view, words))
            place += _total(_item_shares(item))
        rest = {MISSING: _rest(project)} if number == len(lines) else {}
        made.append(BarLine(items=tuple(bars), rest=_segments(rest, place, scale, words)))
    return ProjectBar(title=project.title, points=amount_text(project.points), lines=tuple(made))


def _item_bar(item: Item, start: Decimal, scale: Decimal, view: Viewpoint, words: Words) -> ItemBar:
    shares = _item_shares(item)
    length = _total(shares)
    segments = _segments(shares, start, scale, words)
    told = "，".join(f"{segment.label}{segment.points}分" for segment in segments)
    return ItemBar(
        id=item.id,
        title=f"{item.label} {item.heading}",
        points=amount_text(item.points),
        href=view.to_item(item.id),
        x=_percent(start, scale),
        width=_percent(length, scale),
        middle=_percent(start + length / 2, scale),
        segments=segments,
        is_named=length * HUNDRED >= scale * LEAST_FOR_A_DIGIT * len(item.id),
        told=told,
    )


def _rows(rubric: Rubric, kinds: list[str], view: Viewpoint) -> Iterable[Row]:
    for project in rubric.projects:
        if project.title:
            shares = _project_shares(project)
            yield _row(project.title, project.points, shares, kinds, level="project")
        for item in project.items:
            title = f"{item.label} {item.heading}"
            href = view.to_item(item.id)
            yield _row(title, item.points, _item_shares(item), kinds, level="item", href=href)
    shares = _with_missing(shares_of(rubric.clauses), rubric.points)
    yield _row("合计", rubric.points, shares, kinds, level="whole")


def _row(  # noqa: PLR0913 - a row is its columns
    title: str, printed: Decimal, shares: Shares, kinds: list[str], *, level: str, href: str = ""
) -> Row:
    figures = tuple(amount_text(shares[kind]) if shares[kind] else "" for kind in kinds)
    return Row(title=title, href=href, printed=amount_text(printed), figures=figures, level=level)

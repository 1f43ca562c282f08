"""The table of all clauses, and what a reader can sort and filter it by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.scoring.rulekinds import GRADED, RuleKind, is_graded, kind_labels

from .addresses import row_anchor
from .composition import composition
from .pagecontext import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qinglian_core.criteria.model import Clause, Item, Project, Rubric
    from qinglian_core.revision.changes import ClauseChange

    from .addresses import Viewpoint
    from .pagecontext import PageContext
    from .successions import Succession


def criteria_page(context: PageContext) -> Page:
    """Return the page of the table."""
    rubric, view = context.rubric, context.view("criteria/")
    return Page(
        path=view.path,
        title="细则总表",
        description=(
            f"《{rubric.title}》全部{len(rubric.clauses)}{rubric.words.clause}{rubric.words.text}一张表，"
            f"可以按{f'{rubric.words.project}、' if rubric.has_projects else ''}分值、计分方式、有没有写评分办法和依据来源筛选排序。"
        ),
        layout="wide",
        body=context.body(
            "criteria.html.j2",
            view,
            rows=clause_rows(rubric, view, context.kin.successions),
            before=next((one.older.label for one in context.kin.successions), ""),
            filters=filters(rubric),
            composition=composition(rubric, view),
        ),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseRow:
    """One line of the table."""

    id: str
    label: str
    anchor: str
    href: str
    project: str
    project_id: str
    item: str
    item_label: str
    item_href: str
    standard: str
    text: str
    points: str
    kinds: tuple[str, ...]
    has_rule: bool
    readings: int
    evidence: tuple[str, ...]
    changes: ChangesCell | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangesCell:
    """What became of a clause since the edition before."""

    tags: tuple[str, ...]
    href: str
    is_changed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One choice of a filter."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """What the table can be filtered by; only what occurs in the rubric is offered."""

    projects: tuple[Choice, ...]
    points: tuple[Choice, ...]
    kinds: tuple[Choice, ...]


def clause_rows(
    rubric: Rubric, view: Viewpoint, successions: Sequence[Succession] = ()
) -> tuple[ClauseRow, ...]:
    """Return the lines of the table for a page at ``view``; the first of ``successions`` is the edition before."""
    cells = {
        change.new.id: _changes_cell(change, one.path, view)
        for one in successions[:1]
        for change in one.changes.clauses
        if change.new
    }
    return tuple(
        _row(clause, item, project, view, cells.get(clause.id))
        for project in rubric.projects
        for item in project.items
        for clause in item.clauses
    )


def _changes_cell(change: ClauseChange, path: str, view: Viewpoint) -> ChangesCell:
    return ChangesCell(
        tags=change.kind_labels,
        href=view.to(f"{path}#{row_anchor(change.clause.id)}"),
        is_changed=change.is_changed,
    )


def _row(
    clause: Clause, item: Item, project: Project, view: Viewpoint, changes: ChangesCell | None
) -> ClauseRow:
    return ClauseRow(
        id=clause.id,
        label=clause.label,
        anchor=row_anchor(clause.id),
        href=view.to_clause(item.id, clause.id),
        project=project.title,
        project_id=project.id,
        item=item.title,
        item_label=item.label,
        item_href=view.to_item(item.id),
        standard=clause.standard or ("" if item.title else item.standard),
        text=clause.text,
        points=amount_text(clause.points),
        kinds=kind_labels(clause),
        has_rule=clause.has_rule,
        readings=len(clause.readings),
        evidence=tuple(one.cite for one in clause.guidance.written) if clause.guidance else (),
        changes=changes,
    )


def filters(rubric: Rubric) -> Filters:
    """Return the choices that ``rubric`` offers."""
    amounts = sorted({clause.points for clause in rubric.clauses})
    found = {label for clause in rubric.clauses for label in kind_labels(clause)}
    labels = [kind.label for kind in RuleKind if kind is not RuleKind.UNWRITTEN]
    if any(is_graded(clause) for clause in rubric.clauses):
        labels.append(GRADED)
    return Filters(
        projects=tuple(
            Choice(value=one.id, label=one.title) for one in rubric.projects if one.title
        ),
        points=tuple(
            Choice(value=amount_text(one), label=f"{amount_text(one)}分") for one in amounts
        ),
        kinds=tuple(Choice(value=label, label=label) for label in labels if label in found),
    )

"""The filled form: the official table with the unit's own scores, and what its annexes hold.

Points are there only where the unit has an estimate; whatever is open stays empty in the table and is told in
words in the annex. Every other document is made from this.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text, range_text
from qinglian_core.criteria.table import Holds, Level
from qinglian_core.scoring.assessment import assess
from qinglian_core.scoring.ledger import clause_ledger
from qinglian_core.scoring.totalledger import total_ledger
from qinglian_core.scoring.vetowords import above_words
from qinglian_core.selfcheck.briefing import Briefing, briefing
from qinglian_core.selfcheck.steps import Step, next_steps

from .plaintext import clean
from .tablecells import OWN_COLUMN, OWN_COLUMN_NOTE, table_columns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from qinglian_core.criteria.model import Clause, Item, Project, Rubric
    from qinglian_core.criteria.table import Column
    from qinglian_core.scoring.assessment import Assessment
    from qinglian_core.scoring.clausescore import ClauseScore
    from qinglian_core.selfcheck.savefile import Record, SelfCheck

OWN_MARK = "自评"
NOT_COMPLETE = "未填完"
LEFT_EMPTY = "没有自评分的条款，得分栏留空；能确定的范围写在“得分明细”里，范围不是得分。"
TO_RECHECK = "细则改过，请复核。"


@dataclass(frozen=True, kw_only=True, slots=True)
class FormRow:
    """One clause: its official text with its number, the own score or None, and what is open in words."""

    clause: Clause
    text: str
    score: ClauseScore
    estimate: Decimal | None
    open_words: str
    ledger: tuple[str, ...]
    reason: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FormItem:
    """One item: its name and its points as the document prints them, and its clauses."""

    item: Item
    name: str
    points: str
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FormProject:
    """One project, its title and points as printed."""

    project: Project
    title: str
    points: str
    items: tuple[FormItem, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class EvidenceRow:
    """One piece of evidence of a clause."""

    label: str
    what: str
    where: str
    date: str
    who: str
    ready: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A form: blank when ``check`` is None. ``made`` is the day of the export as the caller knows it."""

    rubric: Rubric
    check: SelfCheck | None
    assessment: Assessment
    made: str
    projects: tuple[FormProject, ...]
    evidence: tuple[EvidenceRow, ...]
    steps: tuple[Step, ...]
    briefing: Briefing | None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the official table."""
        return table_columns(self.rubric)

    @property
    def unit(self) -> str:
        """The unit as typed, on one line."""
        return _one_line(self.check.unit) if self.check else ""

    @property
    def rows(self) -> tuple[FormRow, ...]:
        """All clauses in the order of the document."""
        return tuple(
            row for project in self.projects for item in project.items for row in item.rows
        )


def blank_form(rubric: Rubric) -> Form:
    """Return the form with nothing filled in."""
    return _form(rubric, None, assess(rubric, {}), "")


def filled_form(rubric: Rubric, check: SelfCheck, made: str) -> Form:
    """Return the form filled in from ``check``."""
    assessment = assess(rubric, check.answers, check.unit_kind)
    return _form(rubric, check, assessment, _one_line(made))


def _form(rubric: Rubric, check: SelfCheck | None, assessment: Assessment, made: str) -> Form:
    scores = {score.clause.id: score for score in assessment.clauses}
    numbered = any(
        column.holds is Holds.NUMBER and column.of is Level.CLAUSE
        for column in rubric.table.columns
    )
    return Form(
        rubric=rubric,
        check=check,
        assessment=assessment,
        made=made,
        projects=tuple(
            FormProject(
                project=project,
                title=project.title,
                points=f"（{amount_text(project.points)}分）",
                items=tuple(
                    _form_item(item, check, scores, numbered=numbered) for item in project.items
                ),
            )
            for project in rubric.projects
        ),
        evidence=tuple(_evidence(rubric, check)) if check else (),
        steps=next_steps(assessment, check) if check else (),
        briefing=briefing(assessment, check) if check else None,
    )


def _form_item(
    item: Item,
    check: SelfCheck | None,
    scores: dict[str, ClauseScore],
    *,
    numbered: bool,
) -> FormItem:
    """Return ``item``; ``numbered``: the numbers of its clauses stand in a column of their own."""
    return FormItem(
        item=item,
        name=f"{item.number}{item.title}",
        points=f"（{amount_text(item.points)}分）",
        rows=tuple(
            _form_row(
                clause,
                clause.text if numbered else clause.number + clause.text,
                scores[clause.id],
                check.records[clause.id] if check else None,
            )
            for clause in item.clauses
        ),
    )


def _form_row(clause: Clause, text: str, score: ClauseScore, record: Record | None) -> FormRow:
    is_open = record is not None and score.estimate is None and score.standing.applies
    return FormRow(
        clause=clause,
        text=text,
        score=score,
        estimate=score.estimate if record else None,
        open_words=f"未定：{range_text(score.sure.low, score.sure.high)}" if is_open else "",
        ledger=tuple(_ledger(score, record)) if record else (),
        reason=clean(record.reason) if record else "",
        note=clean(record.note) if record else "",
    )


def _ledger(score: ClauseScore, record: Record) -> Iterator[str]:
    if record.recheck:
        yield TO_RECHECK
    yield from (line.text for line in clause_ledger(score))
    yield from score.notices


def _evidence(rubric: Rubric, check: SelfCheck) -> Iterator[EvidenceRow]:
    for clause in rubric.clauses:
        for one in check.records[clause.id].evidence:
            yield EvidenceRow(
                label=clause.label,
                what=clean(one.what),
                where=clean(one.where),
                date=clean(one.date),
                who=clean(one.who),
                ready=one.ready,
            )


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def own_note(rubric: Rubric) -> str:
    """Return what the points of a filled form are."""
    return f"表中得分是本{rubric.words.unit}自评，不是{rubric.words.assess}结果"


def total_words(form: Form) -> str:
    """Return the line below the table: the own total, or that it is not complete."""
    total = form.assessment.total
    if total.estimate is not None:
        beside = total.whole.beside if total.whole else ()
        told = [f"{name}{amount_text(figure.estimated)}分，" for name, figure in beside]
        return f"自评合计：{''.join(told)}{'合计' if told else ''}{amount_text(total.estimate)}分"
    left = total.unestimated
    if not left:
        return f"自评合计：{NOT_COMPLETE}（还没有选{form.rubric.words.unit}的类别）"
    return f"自评合计：{NOT_COMPLETE}（还有{left}{form.rubric.words.clause}没有自评分）"


def points_words(rubric: Rubric) -> str:
    """Return what the document prints and what its clauses add up to."""
    printed, computed = amount_text(rubric.points), amount_text(rubric.clause_points)
    return f"表头{printed}分；条款合计{computed}分"


def rubric_notes(rubric: Rubric) -> tuple[str, ...]:
    """Return what holds for every form: figures of the document that do not add up, and which edition it is."""
    version = f"细则版本：{rubric.id}，校验值{rubric.digest[:16]}。"
    added = [OWN_COLUMN_NOTE] if OWN_COLUMN in table_columns(rubric) else []
    if not rubric.discrepancies:
        return (*added, version)
    notes = (one.note for one in rubric.discrepancies)
    return (*added, f"{points_words(rubric)}。", *notes, version)


def own_heading(form: Form) -> tuple[str, ...]:
    """Return in a sentence of which period a filled form is, by whom, of which day; nothing where nothing is told."""
    if form.check is None:
        return ()
    told = (
        (form.rubric.words.period, _one_line(form.check.period)),
        ("填表人", _one_line(form.check.assessor)),
        ("导出日期", form.made),
    )
    line = "；".join(f"{name}：{value}" for name, value in told if value)
    return (f"{line}。",) if line else ()


def own_notes(form: Form) -> tuple[str, ...]:
    """Return what a reader of a filled form has to know, in sentences; nothing for a blank one."""
    if form.check is None:
        return ()
    total = form.assessment.total
    sure = range_text(total.sure.low, total.sure.high)
    wide = range_text(total.envelope.low, total.envelope.high)
    unit = form.rubric.words.clause
    is_open = total.estimate is None
    return (
        *own_heading(form),
        *above_words(total),
        f"{total_words(form)}。{own_note(form.rubric)}。",
        *([LEFT_EMPTY] if is_open else []),
        f"按所答能确定的范围是{sure}，连同本站列出的其他读法是{wide}；{total.clauses}{unit}中已答{total.answered}{unit}。",
        *(line.text for line in total_ledger(form.assessment)),
    )

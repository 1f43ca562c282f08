"""The annexes as tables of plain values, the same for Word and Excel."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text, range_text
from qinglian_core.selfcheck.steps import GROUP_WORDS

from .form import NOT_COMPLETE
from .plaintext import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from qinglian_core.scoring.totals import Total
    from qinglian_core.selfcheck.steps import Step

    from .form import EvidenceRow, Form, FormRow

Cell = str | int | Decimal | None
"""A text, a number, or nothing."""
_SHORT_LABEL = 6
"""Characters that the labels of clauses have where their numbers are of one level."""


class Annex(Enum):
    """What can be added to the official table: a page before it, tables behind it."""

    BRIEFING = "briefing"
    LEDGER = "ledger"
    EVIDENCE = "evidence"
    STEPS = "steps"


ANNEX_TITLES = {
    Annex.LEDGER: "附表一　得分明细",
    Annex.EVIDENCE: "附表二　材料清单",
    Annex.STEPS: "附表三　下一步",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A header, rows of values, and how wide each column is in proportion."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[int, ...]

    @staticmethod
    def words(row: tuple[Cell, ...]) -> tuple[str, ...]:
        """Return a row as texts."""
        return tuple(cell_text(cell) for cell in row)


def cell_text(cell: Cell) -> str:
    """Return a cell in words; numbers in their shortest decimal notation."""
    if cell is None:
        return ""
    return amount_text(cell) if isinstance(cell, Decimal) else str(cell)


def annex_table(form: Form, annex: Annex) -> Table:
    """Return the table of one annex."""
    return _TABLES[annex](form)


def _ledger(form: Form) -> Table:
    return Table(
        header=(
            form.rubric.words.clause,
            "分值",
            "自评得分",
            "能确定的范围",
            "怎样算的",
            "自评理由和备注",
        ),
        rows=tuple(_ledger_row(row) for row in form.rows),
        shares=(8, 5, 7, 11, 49, 20),
    )


def ledger_figures(form: Form) -> Table:
    """Return how the points of each clause came about, with every figure in a column of its own."""
    words, has_projects = form.rubric.words, form.rubric.has_projects
    return Table(
        header=(
            words.clause,
            *((words.project,) if has_projects else ()),
            words.item,
            "分值",
            "自评得分",
            "能确定的下限",
            "能确定的上限",
            "连同其他读法的下限",
            "连同其他读法的上限",
            "状态",
            "怎样算的",
            "自评理由",
            "备注",
        ),
        rows=tuple(
            (
                row.clause.label,
                *((project.title,) if has_projects else ()),
                item.item.name,
                row.clause.points,
                row.estimate,
                row.score.sure.low,
                row.score.sure.high,
                row.score.envelope.low,
                row.score.envelope.high,
                row.score.state_words,
                "\n".join(_told(row)),
                row.reason,
                row.note,
            )
            for project in form.projects
            for item in project.items
            for row in item.rows
        ),
        shares=(
            _label_share(form),
            *((10,) if has_projects else ()),
            14,
            5,
            6,
            7,
            7,
            8,
            8,
            6,
            52,
            17,
            17,
        ),
    )


def _label_share(form: Form) -> int:
    """Return the share of a column in which the longest label (第1.2.1条) stays on one line."""
    longest = max(len(clause.label) for clause in form.rubric.clauses)
    return 8 if longest <= _SHORT_LABEL else longest + 5


def totals_table(form: Form) -> Table:
    """Return the totals by project and item; a total stays empty until all its clauses have an estimate."""
    rubric, found = form.rubric, form.assessment
    items = dict(zip((item.id for item in rubric.items), found.items, strict=True))
    rows = []
    for project, total in zip(rubric.projects, found.projects, strict=True):
        if rubric.has_projects:
            rows.append(_total_row(project.title, total))
        rows.extend(_total_row(f"　{item.name}", items[item.id]) for item in project.items)
    return Table(
        header=(
            rubric.levels,
            "原文标的分值",
            "条款合计",
            "自评合计",
            "能确定的下限",
            "能确定的上限",
            "连同其他读法的下限",
            "连同其他读法的上限",
            f"已答{rubric.words.clause}数",
            f"{rubric.words.clause}数",
        ),
        rows=(*rows, *_figure_rows(found.total), _total_row(rubric.whole_name, found.total)),
        shares=(30, 9, 9, 9, 9, 9, 10, 10, 8, 8),
    )


def _total_row(name: str, total: Total) -> tuple[Cell, ...]:
    return (
        name,
        total.printed,
        total.points,
        total.estimate if total.estimate is not None else NOT_COMPLETE,
        total.sure.low,
        total.sure.high,
        total.envelope.low,
        total.envelope.high,
        total.answered,
        total.clauses,
    )


def _figure_rows(total: Total) -> tuple[tuple[Cell, ...], ...]:
    """Return what a total is made of, where it is not one sum."""
    return tuple(
        (
            name,
            None,
            None,
            NOT_COMPLETE if total.estimate is None else figure.estimated,
            figure.sure.low,
            figure.sure.high,
            figure.envelope.low,
            figure.envelope.high,
            None,
            None,
        )
        for name, figure in (total.whole.beside if total.whole else ())
    )


def _told(row: FormRow) -> tuple[str, ...]:
    return tuple(line for line in (row.open_words, *row.ledger) if line)


def _ledger_row(row: FormRow) -> tuple[Cell, ...]:
    sure = row.score.sure
    words = (f"理由：{row.reason}" if row.reason else "", f"备注：{row.note}" if row.note else "")
    return (
        row.clause.label,
        row.clause.points,
        row.estimate,
        range_text(sure.low, sure.high),
        "\n".join(_told(row)),
        "\n".join(line for line in words if line),
    )


def _evidence(form: Form) -> Table:
    return Table(
        header=(form.rubric.words.clause, "材料", "存放处或链接", "日期", "负责人", "状态"),
        rows=tuple(_evidence_row(row) for row in form.evidence),
        shares=(9, 36, 26, 11, 11, 7),
    )


def _evidence_row(row: EvidenceRow) -> tuple[Cell, ...]:
    return (row.label, row.what, row.where, row.date, row.who, "已备" if row.ready else "缺")


def _steps(form: Form) -> Table:
    return Table(
        header=(
            "序",
            "什么时候",
            form.rubric.words.clause,
            "下一步",
            "能多得多少",
            "谁来做",
            "期限",
            "做完了",
        ),
        rows=tuple(
            _step_row(form, number, step) for number, step in enumerate(form.steps, start=1)
        ),
        shares=(3, 13, 8, 43, 12, 8, 8, 5),
    )


def _step_row(form: Form, number: int, step: Step) -> tuple[Cell, ...]:
    task = form.check.tasks.get(step.clause.id) if form.check else None
    assigned = (task.who, task.due, "是" if task.done else "") if task else ("", "", "")
    return (
        number,
        GROUP_WORDS[step.group],
        step.clause.label,
        clean(step.text),
        step.gain_words,
        *(clean(one) for one in assigned),
    )


_TABLES: dict[Annex, Callable[[Form], Table]] = {
    Annex.LEDGER: _ledger,
    Annex.EVIDENCE: _evidence,
    Annex.STEPS: _steps,
}

"""The result of a self-check for the terminal: a table or CSV."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from macros.documents.shared.csvjson import table_csv
from macros.documents.shared.tables import Table
from qinglian_core.amounts import amount_text, range_text
from qinglian_core.scoring.headline import headline
from qinglian_core.scoring.totalledger import total_ledger
from qinglian_core.scoring.vetowords import above_words

if TYPE_CHECKING:
    from decimal import Decimal

    from macros.documents.shared.tables import Cell
    from qinglian_core.criteria.table import Words
    from qinglian_core.scoring.assessment import Assessment
    from qinglian_core.scoring.clausescore import ClauseScore
    from qinglian_core.scoring.totals import Total

COLUMNS = ("分值", "自评", "下限", "上限", "含其他读法下限", "含其他读法上限", "状态")


def csv_card(assessment: Assessment, _name: str) -> str:
    """Return one row a clause, with a byte-order mark so that Excel reads the Chinese."""
    rows = tuple(_cells(score) for score in assessment.clauses)
    return table_csv(Table(header=(assessment.rubric.words.clause, *COLUMNS), rows=rows, shares=()))


def table_card(assessment: Assessment, name: str) -> str:
    """Return a table to read: projects, items, clauses, and the total first."""
    total = assessment.total
    ledger = [f"  {line.text}" for line in total_ledger(assessment)]
    lines = [name, *above_words(total), *_summary(total, assessment.rubric.words), *ledger, ""]
    rubric = assessment.rubric
    scores = {score.clause.id: score for score in assessment.clauses}
    totals = dict(zip((item.id for item in rubric.items), assessment.items, strict=True))
    for project, total in zip(rubric.projects, assessment.projects, strict=True):
        if project.title:
            lines.append(_row(project.title, total.points, _estimate(total.estimate), total))
        for item in project.items:
            found = totals[item.id]
            lines.append(_row(f"  {item.name}", found.points, _estimate(found.estimate), found))
            for clause in item.clauses:
                score = scores[clause.id]
                lines.append(
                    _row(f"    {clause.label}", clause.points, _estimate(score.estimate), score)
                )
    lines.extend(f"注：{one.note}" for one in rubric.discrepancies)
    return "\n".join(lines) + "\n"


def _summary(total: Total, words: Words) -> list[str]:
    if total.estimate is None:
        own = (
            f"自评：还有{total.unestimated}{words.clause}没有估；"
            f"已估{amount_text(total.estimated)}分（这些条款共{amount_text(total.estimated_points)}分）"
        )
    else:
        own = (
            f"自评：{headline(total, words)}"
            if total.whole
            else f"自评：{amount_text(total.estimate)}分"
        )
    printed = "" if total.printed == total.points else f"（表头{amount_text(total.printed)}分）"
    return [
        f"条款合计{amount_text(total.points)}分{printed}，已答{total.answered}/{total.clauses}{words.clause}",
        own,
        f"按所答能确定的范围：{range_text(total.sure.low, total.sure.high)}",
        f"连同其他读法的范围：{range_text(total.envelope.low, total.envelope.high)}",
    ]


def _row(title: str, points: Decimal, estimate: str, found: Total | ClauseScore) -> str:
    sure = range_text(found.sure.low, found.sure.high)
    return f"{padded(title, 40)}{amount_text(points):>6}  自评 {estimate:>5}  范围 {sure}"


def padded(text: str, width: int) -> str:
    """Return ``text`` filled up to ``width`` columns of a terminal, where a Chinese character takes two."""
    used = sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
    return text + " " * max(width - used, 1)


def _estimate(amount: Decimal | None) -> str:
    return "" if amount is None else amount_text(amount)


def _cells(score: ClauseScore) -> tuple[Cell, ...]:
    return (
        score.clause.label,
        score.clause.points,
        score.estimate,
        score.sure.low,
        score.sure.high,
        score.envelope.low,
        score.envelope.high,
        score.state_words,
    )

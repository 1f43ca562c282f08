"""What the workbooks of several files have in common: which files went in, which did not, what to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .form import own_note, rubric_notes
from .tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qinglian_core.criteria.model import Rubric
    from qinglian_core.units.gathering import Filing, Refusal

    from .spreadsheet import Spreadsheet

    Moments = Mapping[str, str]
    """The moments that files hold (ISO 8601), as the reader's clock shows them: ``2024-06-01 08:00``."""


def add_files(
    book: Spreadsheet,
    rubric: Rubric,
    filings: Sequence[Filing],
    refusals: Sequence[Refusal],
    moments: Moments,
) -> None:
    """Add a sheet that names every file, taken in or not."""
    taken = [
        (
            filing.name,
            "已计入",
            filing.unit,
            filing.period,
            filing.assessor,
            moments.get(filing.modified, filing.modified),
            filing.notice,
        )
        for filing in filings
    ]
    left = [(one.name, "未计入", "", "", "", "", one.reason) for one in refusals]
    book.table(
        "文件",
        Table(
            header=(
                "文件",
                "是否计入",
                rubric.words.unit,
                rubric.words.period,
                "填表人",
                "最后保存",
                "说明",
            ),
            rows=(*taken, *left),
            shares=(22, 8, 18, 12, 10, 16, 34),
        ),
    )


def add_notes(book: Spreadsheet, rubric: Rubric, made: str, lines: Sequence[str]) -> None:
    """Add the sheet of what to know."""
    day = (f"导出日期：{made}。",) if made else ()
    notes = (
        *day,
        f"{own_note(rubric)}。",
        *lines,
        "没有自评分的留空；范围不是得分。",
        *rubric_notes(rubric),
    )
    book.notes("说明", notes)

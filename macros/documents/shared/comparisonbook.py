"""The workbook of one unit over time: the trend of its totals, and every change clause by clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import range_text
from qinglian_core.scoring.vetowords import above_words

from .filings import add_files, add_notes
from .form import NOT_COMPLETE
from .spreadsheet import Spreadsheet
from .tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qinglian_core.scoring.clausescore import ClauseScore
    from qinglian_core.scoring.totals import Total
    from qinglian_core.units.gathering import Filing, Refusal
    from qinglian_core.units.history import Change, ClauseChange, Comparison, Trend

    from .filings import Moments
    from .tables import Cell


def comparison_workbook(
    comparison: Comparison,
    refusals: Sequence[Refusal],
    made: str,
    moments: Moments,
    left_out: Sequence[str] = (),
) -> bytes:
    """Return the workbook of ``comparison``; ``refusals`` are listed with their reasons, ``left_out`` among the notes."""
    captions = filing_captions(comparison.filings, moments)
    book = Spreadsheet(f"{comparison.rubric.title}　前后对照", made)
    book.table("走势", _trends(comparison, captions))
    book.table("变化", _changes(comparison, captions))
    add_files(book, comparison.rubric, comparison.filings, refusals, moments)
    add_notes(book, comparison.rubric, made, (*left_out, *_notes(comparison)))
    return book.data()


def _notes(comparison: Comparison) -> tuple[str, ...]:
    above = [
        f"第{number}次：{words}"
        for number, total in enumerate(comparison.total.totals, start=1)
        for words in above_words(total)
    ]
    return (*above, *_order_notes(comparison))


def _order_notes(comparison: Comparison) -> tuple[str, ...]:
    order = "文件按最后保存的时间先后排列；有文件没有写时间的，按选择的先后排列。"
    unit = comparison.rubric.words.unit
    if len(comparison.units) > 1:
        return (
            f"这些文件写了不同的{unit}：{'、'.join(comparison.units)}，请核对是否同一{unit}。",
            order,
        )
    return (order,)


def filing_captions(filings: Sequence[Filing], moments: Moments) -> list[str]:
    """Return a short heading for each file: which it is, and its period, the day it was saved, or its name."""
    return [
        f"第{number}次 {filing.period.strip() or _day(filing, moments) or filing.name}"
        for number, filing in enumerate(filings, start=1)
    ]


def _day(filing: Filing, moments: Moments) -> str:
    return moments.get(filing.modified, "").split(" ")[0]


def _trends(comparison: Comparison, captions: Sequence[str]) -> Table:
    rubric = comparison.rubric
    items = dict(zip((item.id for item in rubric.items), comparison.items, strict=True))
    rows = []
    for project, trend in zip(rubric.headed_projects, comparison.projects, strict=True):
        rows.append(_trend_row(rubric.project_name(project), trend))
        rows.extend(_trend_row(f"　{item.name}", items[item.id]) for item in project.items)
    if not rows:
        rows = [_trend_row(item.name, items[item.id]) for item in rubric.items]
    figures = ("自评", "下限", "上限", f"已答{rubric.words.clause}数")
    return Table(
        header=(
            rubric.levels,
            "条款合计",
            *(f"{caption} {name}" for caption in captions for name in figures),
        ),
        rows=(
            *rows,
            *_figure_rows(comparison.total),
            _trend_row(rubric.whole_name, comparison.total),
        ),
        shares=(30, 9, *[9] * (len(captions) * len(figures))),
    )


def _trend_row(name: str, trend: Trend) -> tuple[Cell, ...]:
    return (
        name,
        trend.totals[0].points,
        *(cell for total in trend.totals for cell in _total_cells(total)),
    )


def _figure_rows(trend: Trend) -> Iterator[tuple[Cell, ...]]:
    """Give what the totals are made of, where they are not one sum."""
    wholes = [total.whole for total in trend.totals if total.whole]
    for figures in zip(*[whole.beside for whole in wholes], strict=True) if wholes else ():
        cells: list[Cell] = []
        for total, (_, figure) in zip(trend.totals, figures, strict=True):
            own = NOT_COMPLETE if total.estimate is None else figure.estimated
            cells += [own, figure.sure.low, figure.sure.high, None]
        yield (figures[0][0], None, *cells)


def _total_cells(total: Total) -> tuple[Cell, ...]:
    own = NOT_COMPLETE if total.estimate is None else total.estimate
    return (own, total.sure.low, total.sure.high, total.answered)


def _changes(comparison: Comparison, captions: Sequence[str]) -> Table:
    pairs = zip(captions, captions[1:], comparison.steps, strict=False)
    return Table(
        header=(
            "从",
            "到",
            comparison.rubric.words.clause,
            "分值",
            "原自评",
            "现自评",
            "自评增减",
            "原范围",
            "现范围",
            "回答的变化",
            "材料的变化",
            "理由和备注的变化",
        ),
        rows=tuple(
            (before, after, *_change_row(change))
            for before, after, step in pairs
            for change in step
        ),
        shares=(9, 9, 8, 6, 7, 7, 7, 10, 10, 36, 28, 22),
    )


def _change_row(change: ClauseChange) -> tuple[Cell, ...]:
    return (
        change.clause.label,
        change.clause.points,
        change.before.estimate,
        change.after.estimate,
        change.apart or change.difference,
        _range(change.before),
        _range(change.after),
        _words(change.answers),
        _words(change.evidence),
        _words(change.words),
    )


def _range(score: ClauseScore) -> str:
    return range_text(score.sure.low, score.sure.high)


def _words(changes: Sequence[Change]) -> str:
    return "\n".join(change_words(change) for change in changes)


def change_words(change: Change) -> str:
    """Return one change in words: ``…：否 → 是``."""
    return f"{change.what}：{change.before or '（没有）'} → {change.after or '（没有）'}"

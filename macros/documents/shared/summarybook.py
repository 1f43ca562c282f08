"""The workbook of many units: side by side, how each item came out, where most lose points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.scoring.vetowords import above_words
from qinglian_core.units.summary import headed_totals

from .filings import add_files, add_notes
from .form import NOT_COMPLETE
from .spreadsheet import Spreadsheet
from .tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qinglian_core.scoring.totals import Total
    from qinglian_core.units.gathering import Refusal
    from qinglian_core.units.summary import Spread, Summary, UnitLine

    from .filings import Moments
    from .tables import Cell


def summary_workbook(
    summary: Summary,
    refusals: Sequence[Refusal],
    made: str,
    moments: Moments,
    left_out: Sequence[str] = (),
) -> bytes:
    """Return the workbook of ``summary``; ``refusals`` are listed with their reasons, ``left_out`` among the notes."""
    book = Spreadsheet(f"{summary.rubric.title}　汇总", made)
    words = summary.rubric.words
    unit, item, clause = words.unit, words.item_unit, words.clause
    book.table(f"各{unit}", units_table(summary))
    book.table(f"各{unit}的范围", _ranges(summary))
    book.table(f"各{item}", _spreads(summary))
    book.table(f"各{clause}", _clauses(summary))
    add_files(book, summary.rubric, [line.filing for line in summary.units], refusals, moments)
    add_notes(
        book,
        summary.rubric,
        made,
        (
            *left_out,
            f"“各{unit}”里是自评分；一{item}里还有条款没有自评分的，这一{item}留空，合计写“未填完”。",
            f"“各{item}”里的平均只算有自评分的{unit}，保留两位小数。",
            f"“各{clause}”按丢分的{unit}数排列：有自评分的按自评分算，没有的只算已经确定丢掉的分。",
        ),
    )
    return book.data()


def units_table(summary: Summary) -> Table:
    """Return the units with their totals and estimates by project and item."""
    rubric = summary.rubric
    projects = tuple(map(rubric.project_name, rubric.headed_projects))
    items = tuple(item.name for item in rubric.items)
    figures = _beside(summary)
    above = ("否决和等次",) if _has_above(summary) else ()
    return Table(
        header=(
            rubric.words.unit,
            rubric.words.period,
            *above,
            *figures,
            "自评合计",
            "能确定的下限",
            "能确定的上限",
            f"已答{rubric.words.clause}数",
            f"拿不准的{rubric.words.clause}数",
            "缺的材料",
            *projects,
            *items,
        ),
        rows=tuple(_unit_row(line, is_told=bool(above)) for line in summary.units),
        shares=(
            *(16, 9),
            *[20] * len(above),
            *[7] * len(figures),
            *(7, 7, 7, 6, 6, 6),
            *[8] * (len(projects) + len(items)),
        ),
    )


def _beside(summary: Summary) -> tuple[str, ...]:
    """Return the figures that stand beside the total of every unit."""
    whole = summary.units[0].filing.assessment.total.whole
    return tuple(name for name, _ in whole.beside) if whole else ()


def _has_above(summary: Summary) -> bool:
    totalling = summary.rubric.totalling
    return bool(totalling.vetoes or totalling.levels)


def _unit_row(line: UnitLine, *, is_told: bool) -> tuple[Cell, ...]:
    found = line.filing.assessment
    total = found.total
    beside = total.whole.beside if total.whole else ()
    return (
        line.filing.title,
        line.filing.period,
        *(["\n".join(above_words(total))] if is_told else []),
        *(NOT_COMPLETE if total.estimate is None else one.estimated for _, one in beside),
        NOT_COMPLETE if total.estimate is None else total.estimate,
        total.sure.low,
        total.sure.high,
        total.answered,
        line.unsure,
        line.missing,
        *(one.estimate for one in (*headed_totals(found), *found.items)),
    )


def _ranges(summary: Summary) -> Table:
    rubric = summary.rubric
    names = (
        *map(rubric.project_name, rubric.headed_projects),
        *(item.name for item in rubric.items),
    )
    ends = tuple(f"{name} {end}" for name in names for end in ("下限", "上限"))
    return Table(
        header=(rubric.words.unit, *ends),
        rows=tuple(
            (
                line.filing.title,
                *_ends((*headed_totals(line.filing.assessment), *line.filing.assessment.items)),
            )
            for line in summary.units
        ),
        shares=(16, *[7] * len(ends)),
    )


def _ends(totals: Sequence[Total]) -> tuple[Cell, ...]:
    return tuple(end for total in totals for end in (total.sure.low, total.sure.high))


def _spreads(summary: Summary) -> Table:
    rubric = summary.rubric
    unit = rubric.words.unit
    items = dict(zip((item.id for item in rubric.items), summary.items, strict=True))
    rows = []
    for project, spread in zip(rubric.headed_projects, summary.projects, strict=True):
        rows.append(_spread_row(rubric.project_name(project), spread))
        rows.extend(_spread_row(f"　{item.name}", items[item.id]) for item in project.items)
    if not rows:
        rows = [_spread_row(item.name, items[item.id]) for item in rubric.items]
    return Table(
        header=(
            rubric.levels,
            "原文标的分值",
            "条款合计",
            f"有自评分的{unit}",
            "自评最低",
            "自评最高",
            "自评平均",
            f"各{unit}能确定的最低",
            f"各{unit}能确定的最高",
            "连同其他读法的最低",
            "连同其他读法的最高",
        ),
        rows=(*rows, _spread_row(rubric.whole_name, summary.total)),
        shares=(30, 9, 9, 10, 9, 9, 9, 10, 10, 10, 10),
    )


def _spread_row(name: str, spread: Spread) -> tuple[Cell, ...]:
    return (
        name,
        spread.printed,
        spread.points,
        spread.estimated,
        spread.lowest,
        spread.highest,
        spread.average,
        spread.sure.low,
        spread.sure.high,
        spread.envelope.low,
        spread.envelope.high,
    )


def _clauses(summary: Summary) -> Table:
    words = summary.rubric.words
    return Table(
        header=(
            words.clause,
            f"{words.text}（原文）",
            "分值",
            f"丢分的{words.unit}",
            "合计丢分",
            f"还没有自评分的{words.unit}",
            f"拿不准的{words.unit}",
            f"自评满分的{words.unit}",
        ),
        rows=tuple(
            (
                line.clause.label,
                line.clause.official,
                line.clause.points,
                line.losing,
                line.lost,
                line.open,
                line.unsure,
                line.full,
            )
            for line in summary.clauses
        ),
        shares=(8, 60, 6, 8, 8, 9, 9, 9),
    )

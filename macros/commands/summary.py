"""``qinglian summary``: many units together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text, range_text
from qinglian_core.scoring.headline import own_words
from qinglian_core.scoring.vetowords import above_words
from qinglian_core.units.summary import summarise_units

from .shared.gather import add_files, gather, moments, need, today, write_workbook
from .shared.scorecard import padded

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from qinglian_core.units.summary import Spread, Summary

    from . import Commands

_MOST_CLAUSES = 10


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("summary", help="汇总许多单位的自查文件")
    add_files(parser, outcome="汇总")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the summary; return 1 when a file had to be left out."""
    gathering = gather(options, with_records=False)
    need(gathering, 1, "汇总")
    summary = summarise_units(gathering.rubric, gathering.filings)
    if options.xlsx:
        from macros.documents.shared.summarybook import summary_workbook  # noqa: PLC0415 - only here is Excel needed

        clock = moments(gathering.filings)
        book = summary_workbook(summary, gathering.refusals, today(), clock)
        write_workbook(book, options)
    print("\n".join(_lines(summary)))
    return 1 if gathering.refusals else 0


def _lines(summary: Summary) -> Iterator[str]:
    unit = summary.rubric.words.unit
    yield f"共{len(summary.units)}个文件"
    if summary.repeated:
        yield f"名称相同的{unit}，请核对是否重复：{'、'.join(summary.repeated)}"
    yield ""
    for line in summary.units:
        total = line.filing.assessment.total
        own = "未填完" if total.estimate is None else own_words(total)
        sure = range_text(total.sure.low, total.sure.high)
        answered = f"已答{total.answered}/{total.clauses}{summary.rubric.words.clause}"
        yield f"{padded(line.filing.title, 40)}自评 {padded(own, 10)}范围 {padded(sure, 16)}{answered}"
        yield from (f"  {words}" for words in above_words(total))
    yield ""
    for spread in (*summary.projects, *summary.items, summary.total):
        yield _spread_line(spread, unit)
    yield ""
    yield f"丢分{unit}最多的条款："
    for clause in summary.clauses[:_MOST_CLAUSES]:
        if clause.losing:
            label = padded(clause.clause.label, 12)
            yield f"  {label}{clause.losing}个{unit}，合计丢{amount_text(clause.lost)}分，{clause.open}个{unit}还没有自评分"


def _spread_line(spread: Spread, unit: str) -> str:
    name = spread.title
    sure = range_text(spread.sure.low, spread.sure.high)
    own = f"还没有{unit}填完"
    if spread.lowest is not None and spread.highest is not None and spread.average is not None:
        ends = range_text(spread.lowest, spread.highest)
        own = f"{spread.estimated}个{unit}自评{ends}，平均{amount_text(spread.average)}分"
    return f"{padded(name, 40)}{padded(own, 44)}范围 {sure}"

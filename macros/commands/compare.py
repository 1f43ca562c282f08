"""``qinglian compare``: one unit over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text, range_text
from qinglian_core.scoring.headline import own_words
from qinglian_core.scoring.vetowords import above_words
from qinglian_core.units.history import ClauseChange, compare, signed

from .shared.gather import add_files, gather, moments, need, today, write_workbook
from .shared.scorecard import padded

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from qinglian_core.scoring.clausescore import ClauseScore
    from qinglian_core.scoring.totals import Total
    from qinglian_core.units.history import Comparison, Trend

    from . import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("compare", help="对照同一单位前后几次的自查文件")
    add_files(parser, outcome="对照")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the comparison; return 1 when a file had to be left out."""
    gathering = gather(options, with_records=True)
    need(gathering, 2, "对照")
    comparison = compare(gathering.rubric, gathering.filings)
    clock = moments(comparison.filings)
    if options.xlsx:
        from macros.documents.shared.comparisonbook import comparison_workbook  # noqa: PLC0415 - only here is Excel needed

        book = comparison_workbook(comparison, gathering.refusals, today(), clock)
        write_workbook(book, options)
    print("\n".join(_lines(comparison, clock)))
    return 1 if gathering.refusals else 0


def _lines(comparison: Comparison, clock: Mapping[str, str]) -> Iterator[str]:
    if len(comparison.units) > 1:
        yield f"这些文件写了不同的{comparison.rubric.words.unit}，请核对：{'、'.join(comparison.units)}"
    for number, filing in enumerate(comparison.filings, start=1):
        saved = clock[filing.modified]
        yield f"第{number}次：{filing.name}（{filing.title}　{filing.period}　{saved}）"
        yield from (f"  {words}" for words in above_words(filing.assessment.total))
    yield ""
    for trend in (*comparison.projects, *comparison.items, comparison.total):
        yield _trend_line(trend)
    for number, step in enumerate(comparison.steps, start=1):
        yield ""
        yield f"第{number}次到第{number + 1}次，{len(step)}{comparison.rubric.words.clause}有变化："
        for change in step:
            yield from _change_lines(change)


def _trend_line(trend: Trend) -> str:
    name = trend.title
    return padded(name, 40) + "  →  ".join(_total(total) for total in trend.totals)


def _total(total: Total) -> str:
    own = "未填完" if total.estimate is None else f"自评{own_words(total)}"
    return f"{own}（范围{range_text(total.sure.low, total.sure.high)}）"


def _change_lines(change: ClauseChange) -> Iterator[str]:
    difference = signed(change.difference)
    told = (
        f"，增减{difference}分"
        if change.difference
        else f"，{change.apart}"
        if change.apart
        else ""
    )
    yield f"  {change.clause.label}：{_score(change.before)} → {_score(change.after)}{told}"
    for name, changes in (
        ("回答", change.answers),
        ("材料", change.evidence),
        ("文字", change.words),
    ):
        for one in changes:
            yield f"    {name}　{one.what}：{one.before or '（没有）'} → {one.after or '（没有）'}"


def _score(score: ClauseScore) -> str:
    if score.estimate is None:
        return f"未定（{range_text(score.sure.low, score.sure.high)}）"
    return f"自评{amount_text(score.estimate)}分"

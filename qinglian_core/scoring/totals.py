"""The sums over clauses: of an item, of a project, of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO

from .points import Range

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from .clausescore import ClauseScore
    from .whole import Whole


@dataclass(frozen=True, kw_only=True, slots=True)
class Total:
    """The sum over some clauses.

    ``printed`` is what the document prints for them, ``points`` what the clauses add up to. ``estimate`` is
    None until every clause has one; ``estimated`` is the sum of the estimates there are, out of
    ``estimated_points`` over ``estimated_clauses`` clauses. Of everything, where an edition does more than add up,
    ``whole`` tells what it is made of.
    """

    printed: Decimal
    points: Decimal
    sure: Range
    envelope: Range
    estimate: Decimal | None
    estimated: Decimal
    estimated_points: Decimal
    estimated_clauses: int
    answered: int
    clauses: int
    whole: Whole | None = None

    @property
    def unestimated(self) -> int:
        """How many clauses have no estimate."""
        return self.clauses - self.estimated_clauses


def total_of(printed: Decimal, scores: list[ClauseScore]) -> Total:
    """Return the sum of ``scores``; ``printed`` is what the document prints for them."""
    own = [(score.estimate, score.clause.points) for score in scores if score.estimate is not None]
    estimated = sum([estimate for estimate, _ in own], start=ZERO)
    return Total(
        printed=printed,
        points=sum([score.clause.points for score in scores], start=ZERO),
        sure=ranges_sum([score.sure for score in scores]),
        envelope=ranges_sum([score.envelope for score in scores]),
        estimate=estimated if len(own) == len(scores) else None,
        estimated=estimated,
        estimated_points=sum([points for _, points in own], start=ZERO),
        estimated_clauses=len(own),
        answered=sum(score.is_answered for score in scores),
        clauses=len(scores),
    )


def sum_of(printed: Decimal, totals: Sequence[Total]) -> Total:
    """Return the sum of ``totals``; ``printed`` is what the document prints for them."""
    clauses = sum(total.clauses for total in totals)
    estimated = sum([total.estimated for total in totals], start=ZERO)
    estimated_clauses = sum(total.estimated_clauses for total in totals)
    return Total(
        printed=printed,
        points=sum([total.points for total in totals], start=ZERO),
        sure=ranges_sum([total.sure for total in totals]),
        envelope=ranges_sum([total.envelope for total in totals]),
        estimate=estimated if estimated_clauses == clauses else None,
        estimated=estimated,
        estimated_points=sum([total.estimated_points for total in totals], start=ZERO),
        estimated_clauses=estimated_clauses,
        answered=sum(total.answered for total in totals),
        clauses=clauses,
    )


def ranges_sum(ranges: list[Range]) -> Range:
    """Return the sums of both ends."""
    return Range(
        low=sum([one.low for one in ranges], start=ZERO),
        high=sum([one.high for one in ranges], start=ZERO),
    )

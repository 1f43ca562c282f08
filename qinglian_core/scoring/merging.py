"""The score of a clause where it is open which of several cases holds: all of them together."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO

from .clausescore import ClauseScore, estimated
from .ends import ClauseEnd
from .pending import count_unsure, open_places, pending_answers
from .points import Range, clause_points
from .standing import Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qinglian_core.answers.entries import Entry
    from qinglian_core.criteria.model import Clause

    from .once import Case

_NOTHING = Range(low=ZERO, high=ZERO)


def absent(clause: Clause, entry: Entry) -> ClauseScore:
    """Return the score of ``clause`` for a unit that it is not for."""
    return ClauseScore(
        clause=clause,
        pending=(),
        unsure=0,
        answers=entry.answers,
        asked=(),
        sure=_NOTHING,
        parts=tuple(_NOTHING for _ in clause.parts),
        envelope=_NOTHING,
        estimate=None,
        readings=(),
        notices=(),
        standing=Standing(applies=False),
    )


def merged_cases(
    usual: ClauseScore, found: Sequence[ClauseScore], cases: Sequence[Case], entry: Entry
) -> ClauseScore:
    """Return the score of a clause that is as ``found`` in the ``cases`` of what counts once.

    ``usual`` is its score where all that it deducts counts.
    """
    name = usual.clause.id
    ends = [end for one in found for end in one.standing.ends]
    others = [end for one in found for end in one.standing.other_ends]
    staying = [
        (one, case) for one, case in zip(found, cases, strict=True) if not case.dropped.get(name)
    ]
    found, cases = [one for one, _ in staying], [case for _, case in staying]
    holders: dict[str, dict[str, None]] = {}
    for case in cases:
        for (clause, asked), holder in case.waived.items():
            if clause == name:
                holders.setdefault(asked, {})[holder] = None
    if not holders:
        is_usual = all(one.sure == usual.sure for one in found)
        return usual if is_usual else _together(usual, found, entry, usual.standing)
    waived = frozenset(
        asked for asked in holders if all((name, asked) in case.waived for case in cases)
    )
    standing = Standing(
        ends=tuple(dict.fromkeys(ends)),
        other_ends=tuple(dict.fromkeys(others)),
        once={asked: tuple(labels) for asked, labels in holders.items()},
        waived=waived,
    )
    return _together(usual, found, entry, standing)


def _together(
    usual: ClauseScore, found: Sequence[ClauseScore], entry: Entry, standing: Standing
) -> ClauseScore:
    sure = reduce(Range.hull, [one.sure for one in found])
    estimate, notices = estimated(usual.clause, sure, entry.estimate, standing)
    asked = tuple(one for one in usual.clause.questions if one.id in usual.asked)
    told = replace(
        entry,
        answers={name: one for name, one in entry.answers.items() if name in usual.asked},
    )
    places = open_places(asked, told.answers)
    points = clause_points(usual.clause, entry.answers)
    readings = zip(usual.readings, *[one.readings for one in found], strict=True)
    return replace(
        usual,
        pending=tuple(pending_answers(usual.clause, points, told, estimate, places)),
        unsure=count_unsure(places),
        sure=sure,
        parts=tuple(
            reduce(Range.hull, parts) for parts in zip(*[one.parts for one in found], strict=True)
        ),
        envelope=reduce(Range.hull, [one.envelope for one in found]),
        estimate=estimate,
        readings=tuple(
            replace(first, range=whole, differs=whole != sure)
            for first, *ones in readings
            for whole in [reduce(Range.hull, [one.range for one in ones])]
        ),
        notices=notices,
        standing=standing,
    )


def merged_kinds(clause: Clause, found: Sequence[ClauseScore], entry: Entry) -> ClauseScore:
    """Return the score of ``clause`` that is as ``found`` for the kinds of unit that it is for."""
    if not found:
        return absent(clause, entry)
    first = found[0]
    if all(one == first for one in found):
        return first
    asked = {name for one in found for name in one.asked}
    counting = [one for one in found if not one.standing.is_dropped] or found
    return replace(
        first,
        clause=clause,
        pending=max((one.pending for one in found), key=len),
        unsure=max(one.unsure for one in found),
        asked=tuple(one.id for one in clause.questions if one.id in asked),
        sure=reduce(Range.hull, [one.sure for one in counting]),
        parts=(),
        envelope=reduce(Range.hull, [one.envelope for one in counting]),
        estimate=None,
        readings=(),
        notices=(),
        standing=Standing(
            ends=tuple(dict.fromkeys(end for one in found for end in _ends(one))), varies=True
        ),
    )


def _ends(score: ClauseScore) -> tuple[ClauseEnd, ...]:
    """Return how a clause can end; as to more than points, where it is but points."""
    return score.standing.ends or (ClauseEnd(points=score.sure.low),)

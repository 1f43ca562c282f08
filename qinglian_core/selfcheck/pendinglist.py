"""What is still to be dealt with in a whole self-check (还要处理), place by place: one list, from which all else follows.

A place is one kind of one clause, because each is put right by itself and somewhere else on the form: a clause whose
answers are unsure and whose evidence is not ready is two places. So the figure is the length of the list, the counts
of the kinds add up to it, and whoever goes from place to place has dealt with each when the list is empty.

Evidence is missing where a piece that is listed is not ready. A clause for which nothing is listed is not counted:
who has not begun to collect evidence is not told of it, and what a clause needs is for the unit to say.

What was brought from another text of the criteria is pending until somebody has looked at it again.

An answer that leaves its clause open stays unsure (拿不准) when the unit has estimated what it is worth, and is shown as
such wherever the unsure ones are; but there is nothing left to deal with, so that it is no place of the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.scoring.pending import PENDING_WORDS, UNSURE_ESTIMATED, Pending, PendingKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qinglian_core.criteria.model import Clause
    from qinglian_core.scoring.assessment import Assessment
    from qinglian_core.scoring.clausescore import ClauseScore

    from .savefile import Evidence

_BESIDES = (PendingKind.EVIDENCE_MISSING, PendingKind.RECHECK)
"""What is not put right by an answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PendingPlace:
    """One thing to deal with in one clause."""

    clause: Clause
    pending: Pending

    @property
    def field(self) -> str:
        """The name of the field of the form to begin with; empty where it is none of the answers."""
        pending = self.pending
        if pending.kind in _BESIDES:
            return ""
        return field_name(self.clause, pending.question, pending.thing)


def field_name(clause: Clause, question: str, thing: str) -> str:
    """Return the name of a field of the form; of the own estimate where there is no ``question``."""
    name = f"{clause.id}.{question or 'estimate'}"
    return f"{name}.{thing}" if thing else name


def pending_list(
    assessment: Assessment, besides: Mapping[str, Sequence[PendingKind]]
) -> tuple[PendingPlace, ...]:
    """Return every place, in the order of the document; ``besides`` tells by clause what the answers know nothing of."""
    return tuple(
        PendingPlace(clause=score.clause, pending=pending)
        for score in assessment.clauses
        for pending in _of_clause(score, besides)
    )


def pending_besides(evidence: tuple[Evidence, ...], *, recheck: bool) -> tuple[PendingKind, ...]:
    """Return what is pending of a clause besides its answers."""
    lacks = () if all(one.ready for one in evidence) else (PendingKind.EVIDENCE_MISSING,)
    return (*lacks, PendingKind.RECHECK) if recheck else lacks


def _of_clause(
    score: ClauseScore, besides: Mapping[str, Sequence[PendingKind]]
) -> Iterator[Pending]:
    yield from score.pending
    for kind in besides.get(score.clause.id, ()):
        yield Pending(kind=kind)


def plain_pending(assessment: Assessment, places: tuple[PendingPlace, ...]) -> dict[str, object]:
    """Return the list as JSON data, with its length and the clauses of each kind; ``estimated`` are unsure besides."""
    estimated = [score.clause for score in assessment.clauses if score.is_unsure_estimated]
    kinds = [place.pending.kind for place in places]
    kinds += [PendingKind.UNSURE] * len(estimated)
    return {
        "count": len(places),
        "kinds": [
            {"kind": kind.value, "words": words, "count": kinds.count(kind)}
            for kind, words in PENDING_WORDS.items()
        ],
        "places": [
            {
                "clause": place.clause.id,
                "label": place.clause.label,
                "kind": place.pending.kind.value,
                "field": place.field,
            }
            for place in places
        ],
        "estimated": {
            "words": UNSURE_ESTIMATED,
            "told": _put_up_with(estimated),
            "places": [{"clause": one.id, "label": one.label} for one in estimated],
        },
    }


def _put_up_with(clauses: list[Clause]) -> str:
    if not clauses:
        return ""
    labels = "、".join(clause.label for clause in clauses)
    return f"拿不准的里面，有{len(clauses)}{clauses[0].words.clause}自己估了分（{labels}），不算在“还要处理”里。"

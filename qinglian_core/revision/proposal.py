"""What clauses seem to come from: a lineage before anybody has looked at it, with its doubts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .decoding import question_heirs
from .lineage import Descent, Gone, Lineage, QuestionHeir

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qinglian_core.criteria.model import Clause, Rubric


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A clause as far as its origin can be told from it: its id, what it is called, the title of its item, its text."""

    id: str
    label: str
    item: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """The clauses that clause ``new`` seems to come from; ``doubt`` says what to look at, empty where it is clear.

    ``why`` is the reason that has to be written down where the texts are not alike.
    """

    new: str
    old: tuple[str, ...]
    why: str
    doubt: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Loss:
    """A clause that nothing seems to come from; ``doubt`` as for a match."""

    old: str
    doubt: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """What every clause of an edition seems to come from, in its order, and what seems to be gone."""

    matches: tuple[Match, ...]
    losses: tuple[Loss, ...]

    def lineage(self, older: Rubric, newer: Rubric) -> Lineage:
        """Return the lineage that is proposed, the questions of its clauses in ``older`` and ``newer`` by what they ask."""
        old = {clause.id: clause for clause in older.clauses}
        new = {clause.id: clause for clause in newer.clauses}
        return Lineage(
            older=older.id,
            newer=newer.id,
            descents=tuple(
                Descent(
                    new=one.new,
                    old=one.old,
                    why=one.why,
                    questions=tuple(_heirs([old[name] for name in one.old], new[one.new])),
                )
                for one in self.matches
            ),
            gone=tuple(Gone(old=one.old, why="") for one in self.losses),
        )


def _heirs(sources: Sequence[Clause], newer: Clause) -> Iterator[QuestionHeir]:
    """Yield which question each one of ``sources`` lives on in: the one that asks the same, else the one of its name.

    No question takes over those of two clauses: answers to the one would be taken for answers to the other.
    """
    asked = {(type(question), question.ask): question.id for question in newer.questions}
    likely = [
        {
            question.id: asked[type(question), question.ask]
            for question in older.questions
            if (type(question), question.ask) in asked
        }
        for older in sources
    ]
    asking = {heir for one in likely for heir in one.values()}
    taken: set[str] = set()
    for older, same in zip(sources, likely, strict=True):
        for one in question_heirs(older, newer, same):
            by_name = one.question not in same and one.heir in asking
            if not by_name and one.heir not in taken:
                taken.add(one.heir)
                yield one


def passages(rubric: Rubric) -> tuple[Passage, ...]:
    """Return the clauses of ``rubric``."""
    return tuple(
        Passage(id=clause.id, label=clause.label, item=item.title, text=clause.official)
        for item in rubric.items
        for clause in item.clauses
    )

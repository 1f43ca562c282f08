"""What clauses seem to come from: a lineage before anybody has looked at it, with its doubts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .decoding import question_heirs
from .lineage import Descent, Gone, Lineage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qinglian_core.criteria.model import Clause, Rubric

    from .lineage import QuestionHeir


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A clause as far as its origin can be told from it: its id, the title of its item, its text."""

    id: str
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
        """Return the lineage that is proposed, the questions of its clauses in ``older`` and ``newer`` by their names."""
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


def _heirs(sources: Iterable[Clause], newer: Clause) -> Iterator[QuestionHeir]:
    """Yield which question each one of ``sources`` lives on in: one that asks the same, else one of its own name.

    No question takes over those of two clauses: answers to the second would be taken for answers to the first.
    """
    asking = {(type(question), question.ask): question.id for question in newer.questions}
    taken: set[str] = set()
    for older in sources:
        alike = {
            question.id: asking[type(question), question.ask]
            for question in older.questions
            if (type(question), question.ask) in asking
        }
        own = [one for one in question_heirs(older, newer, alike) if one.heir not in taken]
        taken.update(one.heir for one in own)
        yield from own


def passages(rubric: Rubric) -> tuple[Passage, ...]:
    """Return the clauses of ``rubric``."""
    return tuple(
        Passage(id=clause.id, item=item.title, text=clause.text)
        for item in rubric.items
        for clause in item.clauses
    )

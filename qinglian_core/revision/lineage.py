"""Lineage: for every clause of an edition the clauses of an older one that it comes from, and where those went.

Only who comes from whom is written down; what kind of change that is, is worked out from the clauses themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class QuestionHeir:
    """A question of the older clause ``clause`` whose answers belong to question ``heir`` of the newer one."""

    clause: str
    question: str
    heir: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Descent:
    """The clauses that clause ``new`` comes from: none where it is new, several where they were merged.

    ``why`` is the maintainer's reason, empty where the texts speak for themselves. A question with no heir among
    ``questions`` has none.
    """

    new: str
    old: tuple[str, ...]
    why: str
    questions: tuple[QuestionHeir, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Gone:
    """A clause that nothing of the newer edition comes from."""

    old: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Lineage:
    """Where every clause of edition ``newer`` comes from, and where every one of edition ``older`` went.

    ``descents`` has every clause of the newer edition once, in its order; ``gone`` what is left of the older one.
    """

    older: str
    newer: str
    descents: tuple[Descent, ...]
    gone: tuple[Gone, ...]

    def descent(self, new: str) -> Descent:
        """Return where clause ``new`` comes from."""
        return next(one for one in self.descents if one.new == new)

    def sources(self, new: str) -> tuple[str, ...]:
        """Return the older clauses that clause ``new`` comes from."""
        return self.descent(new).old

    def heirs(self, old: str) -> tuple[str, ...]:
        """Return the newer clauses that come from clause ``old``: none where it is gone, several where it was split."""
        return tuple(one.new for one in self.descents if old in one.old)

    def questions(self, old: str, new: str) -> tuple[tuple[str, str], ...]:
        """Return the questions of clause ``old``, and the one of clause ``new`` that each one's answers belong to."""
        return tuple(
            (one.question, one.heir) for one in self.descent(new).questions if one.clause == old
        )


def compose(first: Lineage, second: Lineage) -> Lineage:
    """Return the descent over two steps, the same as one step after the other.

    The reasons stay with their steps: none of them explains both. What is gone is listed by the order of its names.
    """
    if first.newer != second.older:
        raise ValueError(f"{first.newer} != {second.older}")
    descents = tuple(_through(first, one) for one in second.descents)
    lasting = {old for one in descents for old in one.old}
    known = [one.old for one in first.gone] + [old for one in first.descents for old in one.old]
    gone = sorted(set(known) - lasting, key=in_order)
    return Lineage(
        older=first.older,
        newer=second.newer,
        descents=descents,
        gone=tuple(Gone(old=old, why="") for old in gone),
    )


def _through(first: Lineage, later: Descent) -> Descent:
    """Return the descent of the newest clause from the oldest edition."""
    old = dict.fromkeys(old for between in later.old for old in first.sources(between))
    questions = sorted(set(_question_heirs(first, later)))
    return Descent(new=later.new, old=tuple(old), why="", questions=tuple(questions))


def _question_heirs(first: Lineage, later: Descent) -> Iterator[QuestionHeir]:
    for between in later.old:
        for earlier in first.descent(between).questions:
            for one in later.questions:
                if (one.clause, one.question) == (between, earlier.heir):
                    yield QuestionHeir(
                        clause=earlier.clause, question=earlier.question, heir=one.heir
                    )


def in_order(name: str) -> list[tuple[int, str]]:
    """Return a key that puts 第2.10条 after 第2.9条."""
    return [(len(piece), piece) for piece in re.split(r"(?<=\D)(?=\d)|(?<=\d)(?=\D)", name)]


def lineage_between(steps: Iterable[Lineage], older: str, newer: str) -> Lineage | None:
    """Return the descent of edition ``newer`` from edition ``older``, where ``steps`` lead from one to the other.

    ``steps`` are the lineages of successive editions, in any order; an edition descends from one other at most.
    """
    by_newer = {step.newer: step for step in steps}
    chain: list[Lineage] = []
    edition = newer
    while edition != older and edition in by_newer:
        chain.insert(0, by_newer.pop(edition))
        edition = chain[0].older
    return reduce(compose, chain) if chain and edition == older else None

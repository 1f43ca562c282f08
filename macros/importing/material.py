"""What an edition is made from: the one before it and its clauses, the revised document and its clauses."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from qinglian_core.criteria.model import official_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from macros.source.layout import SourceEdition, SourceItem
    from macros.source.sourcedocument import SourceDocument
    from qinglian_core.criteria.model import Rubric

    from .yamlblocks import Block

_MOST_SUMS = 1_000
"""So many sums no real points have; made-up ones have twice as many with every clause."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewClause:
    """A clause as the document has it, with its id in the next edition; ``number`` as it is printed."""

    id: str
    number: str
    default_number: str
    points: Decimal
    text: str
    standard: str = ""

    @property
    def official(self) -> str:
        """All its official words."""
        return official_words(self.standard, self.text)


@dataclass(frozen=True, kw_only=True, slots=True)
class OldClause:
    """A clause of the older edition: its YAML and its text."""

    id: str
    points: Decimal
    text: str
    block: Block
    standard: str = ""

    @property
    def official(self) -> str:
        """All its official words."""
        return official_words(self.standard, self.text)


@dataclass(frozen=True, kw_only=True, slots=True)
class OlderEdition:
    """The edition that a new one is made from: its model and its YAML, ``items`` by the id of the item."""

    rubric: Rubric
    edition: str
    items: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """The revised document: its file's name, what was read, the parts told apart, and its clauses as ``drafted``."""

    name: str
    source: SourceDocument
    layout: SourceEdition
    drafted: Mapping[str, str] = field(default_factory=dict)


def clauses_of(item: SourceItem) -> tuple[NewClause, ...]:
    """Return the clauses of an item; points that the text does not state are what is left of the item's."""
    stated = _fitting([clause.points for clause in item.clauses if clause.points], item.points)
    lacking = len(item.clauses) - len(stated)
    left = (item.points or Decimal(0)) - sum(stated, start=Decimal(0))
    share = (left / lacking).quantize(Decimal("0.1")) if lacking and left > 0 else Decimal(1)
    points = iter(stated)
    return tuple(
        NewClause(
            id=f"{item.id}.{number}",
            number=clause.number,
            default_number=f"{number}." if item.numbered else "",
            points=next(points) if clause.points else share,
            text=clause.text,
            standard=clause.standard,
        )
        for number, clause in enumerate(item.clauses, 1)
    )


def _fitting(choices: Sequence[tuple[Decimal, ...]], total: Decimal | None) -> tuple[Decimal, ...]:
    """Return of what the points of each clause can be those that add up to ``total``, else the likeliest."""
    sums: dict[Decimal, tuple[Decimal, ...]] = {Decimal(0): ()}
    for possible in choices:
        further: dict[Decimal, tuple[Decimal, ...]] = {}
        for known, chosen in sums.items():
            for points in possible:
                further.setdefault(known + points, (*chosen, points))
        if len(further) > _MOST_SUMS:
            sums = {}
            break
        sums = further
    likeliest = tuple(possible[0] for possible in choices)
    return likeliest if total is None else sums.get(total, likeliest)


def clause_points(item: SourceItem) -> Decimal:
    """Return what the clauses of an item add up to."""
    return sum((clause.points for clause in clauses_of(item)), start=Decimal(0))

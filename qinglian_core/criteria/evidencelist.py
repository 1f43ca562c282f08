"""All evidence that guidance names, grouped by where it is kept: one entry for the same words in several clauses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .model import Clause, Rubric


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A clause that an entry belongs to; ``cite`` is the official text where it names the evidence, or empty."""

    clause: Clause
    cite: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EvidenceEntry:
    """One piece of evidence to prepare."""

    text: str
    sources: tuple[Source, ...]

    @property
    def cites(self) -> tuple[str, ...]:
        """Where the official text of its clauses names it: each passage once."""
        return tuple(dict.fromkeys(source.cite for source in self.sources if source.cite))

    @property
    def is_written(self) -> bool:
        """Whether the official text of any of its clauses names it."""
        return bool(self.cites)


@dataclass(frozen=True, kw_only=True, slots=True)
class EvidenceGroup:
    """What is kept in one place; ``place`` is empty in an edition that lists none."""

    place: str
    entries: tuple[EvidenceEntry, ...]


def evidence_list(rubric: Rubric) -> tuple[EvidenceGroup, ...]:
    """Return the evidence of ``rubric`` in the order of its places and clauses; places without any are left out."""
    found: dict[str, dict[str, dict[str, Source]]] = {place: {} for place in rubric.places or ("",)}
    for place, text, source in _named(rubric):
        found[place].setdefault(text, {}).setdefault(source.clause.id, source)
    return tuple(
        EvidenceGroup(
            place=place,
            entries=tuple(
                EvidenceEntry(text=text, sources=tuple(sources.values()))
                for text, sources in entries.items()
            ),
        )
        for place, entries in found.items()
        if entries
    )


def _named(rubric: Rubric) -> Iterator[tuple[str, str, Source]]:
    """Iterate over place, text and source; what is written comes before what is suggested."""
    for clause in rubric.clauses:
        if clause.guidance:
            for written in clause.guidance.written:
                yield written.place, written.text, Source(clause=clause, cite=written.cite)
            for suggested in clause.guidance.suggested:
                yield suggested.place, suggested.text, Source(clause=clause, cite="")

"""The glossary: terms a reader looks up, in our own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.faults import Fault, RubricError
from qinglian_core.reader import Reader, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .model import Rubric

FORMAT = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """One term; ``where`` names items and clauses, the most telling first.

    ``uncertain`` says that the document does not define it and local usage was not verified; ``note`` says what.
    """

    id: str
    term: str
    aliases: tuple[str, ...]
    where: tuple[str, ...]
    text: str
    uncertain: bool
    note: str

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form under which the term can stand in a text."""
        return (self.term, *self.aliases)


@dataclass(frozen=True, kw_only=True, slots=True)
class Glossary:
    """All terms, in the order of the file; ``editions`` names those that its ``where`` speaks of (none: all)."""

    terms: tuple[Term, ...] = ()
    editions: tuple[str, ...] = ()


def decode_glossary(data: object) -> Glossary:
    """Return the glossary in ``data``; raise ``RubricError`` with every fault."""
    return read(data, RubricError, _decode)


def _decode(reader: Reader) -> Glossary:
    reader.keys(required=("format", "terms"), optional=("editions",))
    if reader.has("format") and reader.mapping()["format"] != FORMAT:
        reader.fault("Q030", f"format 应为 {FORMAT}；别的格式请用相应版本的工具", key="format")
    terms = []
    for entry in reader.each("terms"):
        entry.keys(
            required=("id", "term", "text"), optional=("aliases", "where", "uncertain", "note")
        )
        term = Term(
            id=entry.identifier("id"),
            term=entry.text("term"),
            aliases=entry.texts("aliases"),
            where=entry.texts("where"),
            text=entry.text("text"),
            uncertain=entry.flag("uncertain", default=False),
            note=entry.text("note"),
        )
        if term.uncertain and not term.note:
            entry.fault("Q001", "uncertain: true 的词条要用“note”说明哪里没有核实")
        terms.append((term, entry))
    reader.unique([(term.id, entry) for term, entry in terms], "词条标识")
    _check_terms(terms)
    return Glossary(terms=tuple(term for term, _ in terms), editions=reader.texts("editions"))


def _check_terms(terms: list[tuple[Term, Reader]]) -> None:
    """Report a term that is explained twice."""
    seen: dict[str, str] = {}
    for term, entry in terms:
        if term.term and term.term in seen:
            entry.fault(
                "Q008", f"“{term.term}”在词条“{seen[term.term]}”里已经解释过，请合并", key="term"
            )
        seen.setdefault(term.term, term.id)


def places(term: Term, rubric: Rubric) -> tuple[str, ...]:
    """Return the ids of the items and clauses of ``rubric`` where ``term`` belongs, the most telling first.

    Those named in ``where`` come first; then every clause whose text, and every item whose title or standard,
    holds a form of the term.
    """
    clauses = {clause.id: clause.text for clause in rubric.clauses}
    items = {item.id: item.title + item.standard for item in rubric.items}
    known = {**clauses, **items}
    named = [place for place in term.where if place in known]
    found = [place for place, text in known.items() if any(form in text for form in term.forms)]
    return tuple(dict.fromkeys((*named, *found)))


def unknown_places(glossary: Glossary, rubrics: Iterable[Rubric]) -> tuple[Fault, ...]:
    """Return a fault for each ``where`` that is in none of the editions it speaks of.

    Where one of these is not among ``rubrics``, or there are none, nothing can be said.
    """
    editions = {rubric.id: rubric for rubric in rubrics}
    spoken_of = glossary.editions or tuple(editions)
    if not editions or not set(spoken_of) <= set(editions):
        return ()
    known = {place for edition in spoken_of for place in _places_of(editions[edition])}
    words = editions[spoken_of[-1]].words
    lacking = f"这一{words.clause}或这一{words.item_unit}"
    return tuple(
        Fault(
            code="Q045",
            path=("terms", index, "where", order),
            message=f"“{term.term}”的 where 写了“{place}”，细则里没有{lacking}；请改正或删去",
        )
        for index, term in enumerate(glossary.terms)
        for order, place in enumerate(term.where)
        if place not in known
    )


def _places_of(rubric: Rubric) -> Iterator[str]:
    yield from (item.id for item in rubric.items)
    yield from (clause.id for clause in rubric.clauses)

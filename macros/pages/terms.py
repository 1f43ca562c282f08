"""Terms of the glossary where they stand in a text, without changing a character of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.criteria.glossary import places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qinglian_core.criteria.glossary import Glossary, Term
    from qinglian_core.criteria.model import Rubric


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A stretch of text; ``term`` is the id of the term it is, or empty."""

    text: str
    term: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Marker:
    """Finds terms in texts: the longest form first, each term once a text."""

    forms: dict[str, Term]
    pattern: re.Pattern[str]

    def mark(self, text: str) -> tuple[Piece, ...]:
        """Return the pieces of ``text``; put together they are ``text``."""
        return tuple(_joined(self._pieces(text)))

    def _pieces(self, text: str) -> Iterator[Piece]:
        place = 0
        seen: set[str] = set()
        for match in self.pattern.finditer(text):
            term = self.forms[match[0]].id
            if term not in seen:
                seen.add(term)
                yield Piece(text=text[place : match.start()], term="")
                yield Piece(text=match[0], term=term)
                place = match.end()
        yield Piece(text=text[place:], term="")

    def terms_of(self, texts: Iterable[str]) -> tuple[Term, ...]:
        """Return the terms marked in ``texts``, each once, in order."""
        known = {term.id: term for term in self.forms.values()}
        found = dict.fromkeys(
            piece.term for text in texts for piece in self.mark(text) if piece.term
        )
        return tuple(known[name] for name in found)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    return (piece for piece in pieces if piece.text)


def marker_of(terms: Iterable[Term]) -> Marker:
    """Return a marker for ``terms``."""
    forms = {form: term for term in reversed(tuple(terms)) for form in term.forms}
    longest_first = sorted(forms, key=len, reverse=True)
    # 没有词条时，用一个永远不会匹配的式子。
    return Marker(
        forms=forms, pattern=re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
    )


def used_terms(glossary: Glossary, rubric: Rubric) -> tuple[Term, ...]:
    """Return the terms of ``glossary`` that have a place in ``rubric``."""
    return tuple(term for term in glossary.terms if places(term, rubric))

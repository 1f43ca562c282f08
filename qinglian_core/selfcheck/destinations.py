"""Where a record of another text of the criteria belongs: to the clause whose text it answered, whatever its number now.

A number says nothing by itself: where a clause was put in, every later one has another number. A record moves to
another number only where exactly one clause has its text.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from qinglian_core.criteria.digests import is_digest_of, naming

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qinglian_core.criteria.model import Clause, Rubric


class Destinations:
    """The clauses of one edition, as records of another one see them."""

    def __init__(self, rubric: Rubric, *, is_same_edition: bool) -> None:
        """Take the clauses of ``rubric``; with ``is_same_edition`` a number is trusted where no text is known.

        Files of before version 3 do not tell which text they answered, and ids keep their meaning in an edition.
        """
        self._clauses = rubric.clauses
        self._texts = Counter(clause.text_digest for clause in rubric.clauses)
        self._naming = cache(naming)
        self._is_same_edition = is_same_edition

    def of(self, records: Mapping[str, Mapping[str, object]]) -> dict[str, Clause]:
        """Return the clause that each of ``records`` belongs to, no clause twice; the closest go first."""
        pairs = [
            (closeness, name, clause)
            for name, plain in records.items()
            for clause in self._clauses
            if (closeness := self._closeness(clause, name, plain)) is not None
        ]
        found: dict[str, Clause] = {}
        taken: set[str] = set()
        for _, name, clause in sorted(pairs, key=lambda pair: pair[0]):
            if name not in found and clause.id not in taken:
                found[name] = clause
                taken.add(clause.id)
        return found

    def _named(self, clause: Clause, name: str) -> str:
        """Return the digest of ``clause`` called ``name``: a file may ask for thousands of names."""
        return self._naming(clause)(name)

    def holds(self, clause: Clause, name: str, plain: Mapping[str, object]) -> bool:
        """Whether ``clause`` has the text that a record left behind answered as clause ``name``."""
        closeness = self._closeness(clause, name, plain)
        return closeness is not None and closeness < _BY_NUMBER

    def _closeness(self, clause: Clause, name: str, plain: Mapping[str, object]) -> int | None:
        """Return how close ``clause`` is to what was answered as ``name``, 0 the closest; None: not at all."""
        digest, text = plain.get("digest"), plain.get("text")
        stays = clause.id == name
        alone = self._texts[clause.text_digest] == 1
        if text and text != clause.text_digest:
            return None
        if (stays or alone) and is_digest_of(digest, clause, name, self._named):
            return 0 if stays else 1
        if text:
            return 2 if stays else 3 if alone else None
        return _BY_NUMBER if stays and self._is_same_edition else None


_BY_NUMBER = 4

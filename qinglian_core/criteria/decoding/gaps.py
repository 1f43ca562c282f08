"""Decoding of what readers ask about the procedure and the document leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.criteria.model import Gap

if TYPE_CHECKING:
    from collections.abc import Collection

    from qinglian_core.criteria.table import Words
    from qinglian_core.reader import Reader


def decode_gaps(reader: Reader, clauses: Collection[str], words: Words) -> tuple[Gap, ...]:
    """Decode ``gaps`` of the edition at ``reader``, whose clauses have the ids ``clauses``."""
    gaps = []
    for entry in reader.each("gaps"):
        entry.keys(required=("id", "ask", "phrases", "text"), optional=("near",))
        gap = Gap(
            id=entry.identifier("id"),
            ask=entry.text("ask"),
            phrases=entry.texts("phrases"),
            text=entry.text("text"),
            near=entry.texts("near"),
        )
        _check_near(entry, clauses, words)
        gaps.append((gap, entry))
    reader.unique([(gap.id, entry) for gap, entry in gaps], "问题标识")
    _check_phrases(gaps)
    return tuple(gap for gap, _ in gaps)


def _check_near(entry: Reader, clauses: Collection[str], words: Words) -> None:
    """Report clauses that the edition does not have."""
    for place in entry.each("near"):
        if isinstance(place.value, str) and place.value not in clauses:
            label = words.clause_label(place.value)
            place.fault("Q037", f"没有{label}，请核对{words.clause_number}")


def _check_phrases(gaps: list[tuple[Gap, Reader]]) -> None:
    """Report a phrase that would lead to two answers."""
    seen: dict[str, str] = {}
    for gap, entry in gaps:
        for place in entry.each("phrases"):
            phrase = place.value if isinstance(place.value, str) else ""
            if phrase and seen.setdefault(phrase, gap.id) != gap.id:
                place.fault("Q008", f"“{phrase}”在“{seen[phrase]}”里已经写过，请只留一处")

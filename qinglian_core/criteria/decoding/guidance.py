"""Decoding of guidance: our help with a clause, and its worked examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.criteria.guidance import (
    Example,
    Guidance,
    OpenPoint,
    Related,
    SuggestedEvidence,
    WrittenEvidence,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from qinglian_core.criteria.table import Words
    from qinglian_core.reader import Reader


def decode_guidance(reader: Reader, text: str, words: Words) -> Guidance:
    """Decode the guidance of the clause whose official text is ``text``."""
    reader.keys(
        required=("looked_at",),
        optional=("evidence", "losses", "open_points", "examples", "related"),
    )
    evidence = reader.at("evidence")
    if reader.has("evidence"):
        evidence.keys(optional=("written", "suggested"))
    return Guidance(
        looked_at=reader.texts("looked_at"),
        written=_decode_written(evidence, text, words) if reader.has("evidence") else (),
        suggested=tuple(_decode_suggested(entry) for entry in evidence.each("suggested"))
        if reader.has("evidence")
        else (),
        losses=reader.texts("losses"),
        open_points=_decode_open_points(reader),
        examples=tuple(_decode_example(entry) for entry in reader.each("examples")),
        related=_decode_related(reader),
    )


def _decode_written(reader: Reader, text: str, words: Words) -> tuple[WrittenEvidence, ...]:
    evidence = []
    for entry in reader.each("written"):
        entry.keys(required=("text", "cite"), optional=("place",))
        cite = entry.text("cite")
        if cite and text and cite not in text:
            told = f"“{cite}”不是{words.own_clause}原文里的话，请照原文一字不差地摘录"
            entry.fault("Q013", told, key="cite")
        evidence.append(
            WrittenEvidence(text=entry.text("text"), cite=cite, place=entry.text("place"))
        )
    return tuple(evidence)


def _decode_suggested(reader: Reader) -> SuggestedEvidence:
    """Decode what is suggested; where no place is told, its text alone will do."""
    if not isinstance(reader.value, dict):
        return SuggestedEvidence(text=reader.as_text(), place="")
    reader.keys(required=("text",), optional=("place",))
    return SuggestedEvidence(text=reader.text("text"), place=reader.text("place"))


def _decode_open_points(reader: Reader) -> tuple[OpenPoint, ...]:
    points = []
    for entry in reader.each("open_points"):
        entry.keys(required=("text", "treated"), optional=("left_out",))
        points.append(
            OpenPoint(
                text=entry.text("text"),
                treated=entry.text("treated"),
                left_out=entry.text("left_out"),
            )
        )
    return tuple(points)


def _decode_related(reader: Reader) -> tuple[Related, ...]:
    related = []
    for entry in reader.each("related"):
        entry.keys(required=("clause", "why"))
        related.append(Related(clause=entry.text("clause"), why=entry.text("why")))
    return tuple(related)


def _decode_example(reader: Reader) -> Example:
    reader.keys(
        required=("title", "story", "low", "high"),
        optional=("answers", "own", "envelope", "estimate"),
    )
    answers = reader.at("answers").mapping() if reader.has("answers") else {}
    envelope = None
    if reader.has("envelope"):
        ends = reader.at("envelope")
        ends.keys(required=("low", "high"))
        envelope = (ends.amount("low", positive=False), ends.amount("high", positive=False))
    return Example(
        title=reader.text("title"),
        story=reader.text("story"),
        answers=dict(answers),
        own=_optional(reader, "own"),
        low=reader.amount("low", positive=False),
        high=reader.amount("high", positive=False),
        envelope=envelope,
        estimate=_optional(reader, "estimate"),
    )


def _optional(reader: Reader, key: str) -> Decimal | None:
    return reader.amount(key, positive=False) if reader.has(key) else None

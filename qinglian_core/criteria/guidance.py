"""Our help with a clause: evidence, what is open, worked examples. All words here are this project's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenEvidence:
    """Evidence the text itself names; ``cite`` is the passage."""

    text: str
    cite: str
    place: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SuggestedEvidence:
    """Evidence that we suggest; ``place`` is one of the edition's ``places``, empty where it lists none."""

    text: str
    place: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenPoint:
    """Something the text leaves open, how this tool treats it, and the reading that no range holds."""

    text: str
    treated: str
    left_out: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A worked example: answers as in a save file, and the score they must give."""

    title: str
    story: str
    answers: dict[str, object]
    own: Decimal | None
    low: Decimal
    high: Decimal
    envelope: tuple[Decimal, Decimal] | None
    estimate: Decimal | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Related:
    """Another clause that bears on this one, and why."""

    clause: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Guidance:
    """Our help with one clause."""

    looked_at: tuple[str, ...]
    written: tuple[WrittenEvidence, ...]
    suggested: tuple[SuggestedEvidence, ...]
    losses: tuple[str, ...]
    open_points: tuple[OpenPoint, ...]
    examples: tuple[Example, ...]
    related: tuple[Related, ...]

"""What of a clause's guidance no longer applies after its text changed, or after clauses went: it is left out and told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from macros.loading.references import related_clause

from .yamlblocks import Block, as_list, as_mapping, below, entries

if TYPE_CHECKING:
    from macros.loading.references import Renumbering

    from .textchange import TextChange

Sections = dict[str, str]


def without_moot(sections: Sections, change: TextChange) -> tuple[Sections, list[str]]:
    """Return a clause without the readings and open points about words which the text no longer has, and these."""
    sections = dict(sections)
    lost: list[str] = []
    if sections.get("readings"):
        sections["readings"] = _apt("readings", sections["readings"], "why", change, lost)
    guidance = below(sections.get("guidance") or "guidance:\n")
    if guidance is not None and "open_points" in guidance.sections:
        points = _apt("open_points", guidance.sections["open_points"], "text", change, lost)
        guidance = guidance.with_sections(open_points=points or None)
        sections["guidance"] = as_mapping("guidance", guidance)
    return sections, lost


def without_lost_evidence(sections: Sections, text: str) -> tuple[Sections, list[str]]:
    """Return a clause without the evidence that its text named and names no longer, and the words that did."""
    guidance = below(sections.get("guidance") or "guidance:\n")
    evidence = below(guidance.sections.get("evidence", "")) if guidance else None
    if guidance is None or evidence is None or "written" not in evidence.sections:
        return sections, []
    kept: list[str] = []
    lost: list[str] = []
    for piece in _pieces(evidence.sections["written"]):
        cite = re.search(r'cite: "?([^"\n}]+?)"?\s*(?:\}|$)', piece, re.MULTILINE)
        if cite and cite[1] in text:
            kept.append(piece)
        elif cite:
            lost.append(cite[1])
    if not lost:
        return sections, []
    written = as_list("written", kept) if kept else None
    evidence = evidence.with_sections(written=written)
    section = as_mapping("evidence", evidence) if evidence.sections else None
    guidance = guidance.with_sections(evidence=section)
    return {**sections, "guidance": as_mapping("guidance", guidance)}, lost


def _apt(key: str, section: str, about: str, change: TextChange, lost: list[str]) -> str:
    """Return a list without the entries whose words on what they are ``about`` quote what is gone."""
    kept: list[Block] = []
    for entry in entries(section):
        words = entry.sections.get(about, "")
        if change.lost_quotations(words):
            lost.append(words.partition(":")[2].strip())
        else:
            kept.append(entry)
    return as_list(key, kept) if kept else ""


def _pieces(section: str) -> list[str]:
    """Return the entries of a list as texts."""
    return [entry.text for entry in entries(section)]


def without_lost_relations(guidance: str, numbers: Renumbering, own: str) -> tuple[str, list[str]]:
    """Return ``guidance`` without the relations to clauses that are gone, or that have become this one."""
    block = below(guidance)
    if block is None or "related" not in block.sections:
        return guidance, []
    kept: list[str] = []
    lost: list[str] = []
    seen: set[str] = set()
    pieces = _pieces(block.sections["related"])
    for piece in pieces:
        old = related_clause(piece)
        new = numbers.clauses.get(old)
        if new is None and old in numbers.known_clauses:
            lost.append(old)
        elif new != own and new not in seen:
            kept.append(piece)
            seen.add(new or "")
    if len(kept) == len(pieces):
        return guidance, []
    related = as_list("related", kept) if kept else None
    return as_mapping("guidance", block.with_sections(related=related)), lost

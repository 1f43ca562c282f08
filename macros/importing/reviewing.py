"""Review marks in the YAML: written by the import, taken out once they have been looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.loading.review import KEY

from .yamlblocks import Block, as_list, entries, inline, list_body, parse_block, plain

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from macros.loading.review import ReviewMark

_CLAUSES = "clauses"


def review_section(marks: Sequence[ReviewMark]) -> str:
    """Return the section that holds ``marks``; nothing where there are none."""
    if not marks:
        return ""
    return as_list(KEY, [f"id: {mark.id}\nlook: {inline(mark.look)}\n" for mark in marks])


def with_marks(block: Block, marks: Sequence[ReviewMark]) -> Block:
    """Return a clause with further marks."""
    section = block.sections.get(KEY) or f"{KEY}:\n"
    added = list_body(review_section(marks)) if marks else ""
    return block.with_sections(**{KEY: section + added}) if added else block


def without_marks(text: str, done: Container[str]) -> tuple[str, set[str]]:
    """Return an item's YAML without the marks of those in ``done`` (ids of its clauses, or its own), and which had any."""
    block = parse_block(text)
    found: set[str] = set()
    clauses: list[Block] = []
    for clause in entries(block.sections.get(_CLAUSES, f"{_CLAUSES}:\n")):
        name = plain(clause, "id")
        if name in done and KEY in clause.sections:
            found.add(name)
            clause = clause.with_sections(**{KEY: None})  # noqa: PLW2901 - the same clause, less its marks
        clauses.append(clause)
    name = plain(block, "id")
    if name in done and KEY in block.sections:
        found.add(name)
        block = block.with_sections(**{KEY: None})
    if not found:
        return text, found
    sections = {_CLAUSES: as_list(_CLAUSES, clauses)} if clauses else {}
    return block.with_sections(**sections).text, found

"""Review marks taken out of the YAML once they have been looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.loading.review import KEY

from .yamlblocks import Block, as_list, entries, parse_block

if TYPE_CHECKING:
    from collections.abc import Container

_CLAUSES = "clauses"


def without_marks(text: str, done: Container[str]) -> tuple[str, set[str]]:
    """Return an item's YAML without the marks of those in ``done`` (ids of its clauses, or its own), and which had any."""
    block = parse_block(text)
    found: set[str] = set()
    clauses: list[Block] = []
    for clause in entries(block.sections.get(_CLAUSES, f"{_CLAUSES}:\n")):
        name = _name(clause)
        if name in done and KEY in clause.sections:
            found.add(name)
            clause = clause.with_sections(**{KEY: None})  # noqa: PLW2901 - the same clause, less its marks
        clauses.append(clause)
    name = _name(block)
    if name in done and KEY in block.sections:
        found.add(name)
        block = block.with_sections(**{KEY: None})
    if not found:
        return text, found
    sections = {_CLAUSES: as_list(_CLAUSES, clauses)} if clauses else {}
    return block.with_sections(**sections).text, found


def _name(block: Block) -> str:
    return block.sections.get("id", "").partition("id:")[2].split("#")[0].strip().strip("\"'")

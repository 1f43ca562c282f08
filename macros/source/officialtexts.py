"""Every official text of an edition: where it is written, what it is called, and the column that should hold it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.criteria.table import Holds, Level

from .verifying import flat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.criteria.model import Rubric
    from qinglian_core.faults import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficialText:
    """A text on one line, never empty; ``column`` is None where it stands outside the rows, or the table has none."""

    path: Path
    place: str
    text: str
    column: int | None = None


def official_texts(rubric: Rubric) -> Iterator[OfficialText]:
    """Yield the texts that the edition has, from the top of the table to the bottom."""
    return (one for one in _texts(rubric) if one.text)


def _texts(rubric: Rubric) -> Iterator[OfficialText]:
    words, table = rubric.words, rubric.table

    def held(
        path: Path, place: str, text: str, holds: Holds, of: Level | None = None
    ) -> OfficialText:
        return OfficialText(path=path, place=place, text=flat(text), column=table.place(holds, of))

    for key in ("annex", "title", "unit_label"):
        yield OfficialText(path=(key,), place="表格上方", text=flat(getattr(rubric, key)))
    for index, head in enumerate(table.heads):
        yield OfficialText(path=("columns", index), place="表头", text=flat(head))
    for index, project in enumerate(rubric.projects):
        path: Path = ("projects", index, "title")
        yield held(path, words.project, project.title, Holds.PROJECT)
    for index, item in enumerate(rubric.items):
        at: Path = ("items", index)
        place = f"{item.label} {words.item}"
        yield held((*at, "title"), place, item.title, Holds.ITEM)
        place = f"{item.label} {words.standard}"
        yield held((*at, "standard"), place, item.standard, Holds.STANDARD, Level.ITEM)
        for number, clause in enumerate(item.clauses):
            below: Path = (*at, "clauses", number)
            place = f"{clause.label} {words.standard}"
            yield held((*below, "standard"), place, clause.standard, Holds.STANDARD, Level.CLAUSE)
            place = f"{clause.label} {words.text}"
            yield held((*below, "text"), place, clause.text, Holds.TEXT)

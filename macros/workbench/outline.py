"""What the criteria consist of, as far as their files can be read: editions, items, clauses, and where a line belongs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, cast

from macros.loading.folders import RUBRIC
from macros.loading.yamlsource import MOST_FILES, parse_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from macros.loading.folders import EditionFolder
    from macros.loading.review import FoundMark
    from macros.loading.yamlsource import Source, SourceFault
    from macros.loading.yamlsyntax import Mark
    from qinglian_core.criteria.table import Words
    from qinglian_core.faults import Path

Plain = dict[str, object]
Counted = Counter[tuple[str, str | None]]
"""How many there are of something, by file and clause; None for all of a file."""
HEAD = 40
"""Characters of a clause's text by which people know it again."""
_NUMBER = re.compile(r"[0-9]{1,4}")
_ITEM = re.compile(r"""^id:\s*["']?([^"'\s#]+)""", re.MULTILINE)
_CLAUSE = re.compile(r"""^ +(?:- )?id:\s*["']?([^"'\s#]+)""")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """What a line of a file belongs to; empty where that is nothing in particular."""

    edition: str = ""
    item: str = ""
    clause: str = ""

    def to_plain(self) -> Plain:
        """Return it as JSON has it."""
        return {"edition": self.edition, "item": self.item, "clause": self.clause}


def place_of(file: str, line: int, text: str) -> Place:
    """Return what ``line`` (from 1) of ``file`` belongs to, whose contents are ``text``, readable as YAML or not."""
    _, edition, *rest = [*file.split("/"), ""]
    if not file.startswith(f"{RUBRIC}/") or not any(rest):
        return Place()
    if rest[0] != "items":
        return Place(edition=edition)
    item = _ITEM.search(text)
    clauses = _clauses_by_line(text)
    clause = clauses[min(line, len(clauses)) - 1] if clauses else ""
    return Place(edition=edition, item=item[1] if item else "", clause=clause)


@lru_cache(maxsize=MOST_FILES)
def _clauses_by_line(text: str) -> tuple[str, ...]:
    """Return which clause each line belongs to: a file may have thousands of faults."""
    clause = ""
    inside = False
    found_by_line = []
    for row in text.splitlines():
        inside = row.startswith("clauses:") or (inside and row[:1] in (" ", "#", "-", ""))
        found = _CLAUSE.match(row) if inside else None
        if found and "." in found[1] and row.lstrip().startswith("- "):
            clause = found[1]
        elif not inside:
            clause = ""
        found_by_line.append(clause)
    return tuple(found_by_line)


def path_at(text: str, line: int, column: int) -> list[str | int]:
    """Return the path of the deepest value in the YAML ``text`` that begins there, or last before; empty where none does."""
    marks = _marks_in_order(text)
    last = bisect_right(marks, (line, column), key=itemgetter(0))
    return [*marks[last - 1][2]] if last else []


@lru_cache(maxsize=MOST_FILES)
def _marks_in_order(text: str) -> tuple[tuple[Mark, int, Path], ...]:
    """Return where each value begins, how deep it lies and its path; of two that begin together the deeper is last."""
    marks = parse_source(text, "").marks
    return tuple(
        sorted(((mark, len(path), path) for path, mark in marks.items()), key=itemgetter(0, 1))
    )


def plain_fault(fault: SourceFault, texts: Mapping[str, str]) -> Plain:
    """Return a fault with what it belongs to."""
    text = texts.get(fault.file, "")
    place = place_of(fault.file, fault.line, text)
    return {
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "code": fault.code,
        "message": fault.message,
        "path": path_at(text, fault.line, fault.column),
        **place.to_plain(),
    }


def plain_mark(mark: FoundMark, texts: Mapping[str, str]) -> Plain:
    """Return something that has still to be looked at, with what it belongs to."""
    place = place_of(mark.file, mark.line, texts.get(mark.file, ""))
    return {
        "file": mark.file,
        "line": mark.line,
        "column": mark.column,
        "look": mark.look,
        "words": mark.words,
        **place.to_plain(),
    }


def plain_items(
    folder: EditionFolder, marks: Iterable[Plain], faults: Iterable[Plain]
) -> list[Plain]:
    """Return the items of an edition in their order, with how much there is to see to in each clause.

    Those that are in no project, as their files cannot be read or it names them nowhere, come last.
    """
    named = [name for one in plain_projects(folder) for name in cast("list[str]", one["items"])]
    order = {name: place for place, name in enumerate(dict.fromkeys(named))}
    counted = _counted(marks), _counted(faults)
    words = folder.words
    items = [_plain_item(source, words, *counted) for source in folder.items]
    return sorted(items, key=lambda one: order.get(str(one["id"]), len(order)))


def next_item(folder: EditionFolder) -> str:
    """Return the number of one more item."""
    found = (source.data.get("id") for source in folder.items if isinstance(source.data, dict))
    numbers = [int(name) for name in map(str, found) if _NUMBER.fullmatch(name)]
    return str(max(numbers, default=0) + 1)


def plain_words(folder: EditionFolder) -> Plain:
    """Return what the clauses and items of an edition are called, as far as a page speaks of them."""
    words = folder.words
    return {"clause": words.clause, "item": words.item_unit}


def plain_projects(folder: EditionFolder) -> list[Plain]:
    """Return the projects of an edition: id, title, and the ids of their items."""
    data = folder.edition.data if isinstance(folder.edition.data, dict) else {}
    found = data.get("projects")
    projects = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return [
        {
            "id": str(one.get("id", "")),
            "title": str(one.get("title", "")),
            "items": [str(name) for name in one["items"]]
            if isinstance(one.get("items"), list)
            else [],
        }
        for one in projects
    ]


def clauses_in(data: object) -> list[Plain]:
    """Return the clauses in the data of an item, each in its place, with nothing in those that cannot be read."""
    found = data.get("clauses") if isinstance(data, dict) else None
    clauses = found if isinstance(found, list) else []
    return [one if isinstance(one, dict) else {} for one in clauses]


def _plain_item(source: Source, words: Words, marks: Counted, faults: Counted) -> Plain:
    data = source.data if isinstance(source.data, dict) else {}
    found = data.get("clauses")
    clauses = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    stem = source.file.rpartition("/")[2].removesuffix(".yaml")
    name = str(data.get("id") or stem.lstrip("0") or stem)
    return {
        "id": name,
        "label": str(data.get("number") or f"{name}."),
        "heading": str(data.get("title") or ""),
        "file": source.file,
        "readable": bool(data),
        "marks": marks[source.file, None],
        "faults": faults[source.file, None],
        "clauses": [
            {
                "id": str(one.get("id", "")),
                "label": words.clause_label(str(one.get("id", ""))),
                "head": " ".join(str(one.get("text", "")).split())[:HEAD],
                "points": str(one.get("points", "")),
                "marks": marks[source.file, str(one.get("id"))],
                "faults": faults[source.file, str(one.get("id"))],
            }
            for one in clauses
        ],
    }


def _counted(found: Iterable[Plain]) -> Counted:
    counted: Counted = Counter()
    for one in found:
        file = str(one["file"])
        counted.update(((file, None), (file, str(one["clause"]))))
    return counted

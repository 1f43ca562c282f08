"""Review marks (待看): ``review:`` on an item, a clause or an edition, each with what has to be looked at.

They are taken out of the plain data before the core decodes it, which knows nothing of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qinglian_core.faults import Fault, FaultyDataError, RubricError
from qinglian_core.reader import Reader, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.faults import Path

    from .yamlsource import Source

KEY = "review"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewMark:
    """Something to look at before an edition is current; taken out of the YAML when it has been."""

    id: str
    look: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundMark:
    """A mark as people find it: where it stands, which clause (``label``, empty for none) it is about."""

    file: str
    line: int
    column: int
    label: str
    look: str

    @property
    def words(self) -> str:
        """What has to be looked at, and in which clause."""
        return f"{self.label}：{self.look}" if self.label else self.look


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacedMark:
    """A mark with the path at which it stands in its file."""

    path: Path
    mark: ReviewMark


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """A file without its marks, the marks, and what is wrong with them."""

    source: Source
    marks: tuple[PlacedMark, ...] = ()
    faults: tuple[Fault, ...] = ()


def take_marks(source: Source) -> Taken:
    """Take the marks out of the data of a file."""
    if not isinstance(source.data, dict):
        return Taken(source=source)
    marks: list[PlacedMark] = []
    faults: list[Fault] = []
    data = dict(source.data)
    _take(data, (), marks, faults)
    clauses = data.get("clauses")
    if isinstance(clauses, list):
        data["clauses"] = [dict(one) if isinstance(one, dict) else one for one in clauses]
        for index, clause in enumerate(data["clauses"]):
            if isinstance(clause, dict):
                _take(clause, ("clauses", index), marks, faults)
    return Taken(source=replace(source, data=data), marks=tuple(marks), faults=tuple(faults))


def _take(
    data: dict[str, object], path: Path, marks: list[PlacedMark], faults: list[Fault]
) -> None:
    if KEY not in data:
        return
    found = data.pop(KEY)
    try:
        decoded = read({KEY: found}, RubricError, lambda reader: tuple(_decode(reader)))
    except FaultyDataError as error:
        faults.extend(replace(fault, path=(*path, *fault.path)) for fault in error.faults)
        return
    marks.extend(
        PlacedMark(path=(*path, KEY, index), mark=mark) for index, mark in enumerate(decoded)
    )


def _decode(reader: Reader) -> Iterator[ReviewMark]:
    for entry in reader.each(KEY):
        entry.keys(required=("id", "look"))
        yield ReviewMark(id=entry.identifier("id"), look=entry.text("look"))

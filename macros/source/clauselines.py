"""The lines of the clauses parted into clauses, by the numbers that they begin with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .figures import points_in, split_number, stated_points

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from .figures import Numbered

_SENTENCE_END = "。；;！"
_LONGEST_POINTS = 40
"""Characters of points in brackets, white space included."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseLine:
    """A line of the column of the clauses; ``first``: it begins a cell."""

    text: str
    first: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceClause:
    """A clause as it is printed: its ``number`` (``1.``, ``（1）``, empty), its text, what its points can be.

    ``standard`` is what stands beside it alone.
    """

    number: str
    text: str
    points: tuple[Decimal, ...]
    standard: str = ""


def lines_of(texts: Sequence[str]) -> Iterator[ClauseLine]:
    """Yield the lines of one cell."""
    for index, text in enumerate(texts):
        yield ClauseLine(text=text, first=index == 0)


def part_clauses(lines: Sequence[ClauseLine]) -> tuple[tuple[SourceClause, ...], tuple[str, ...]]:
    """Return the clauses that ``lines`` hold, and the lines before the first that are none."""
    numbers = [split_number(line.text) for line in lines]
    kind = next((number.kind for number in numbers if number is not None), None)
    if kind is None:
        return tuple(_unnumbered(lines)), ()
    pieces: list[tuple[str, list[str]]] = []
    before: list[str] = []
    for line, number in zip(lines, numbers, strict=True):
        if number is not None and number.kind == kind:
            pieces.extend(_in_line(number))
        elif pieces:
            pieces[-1][1].append(line.text)
        else:
            before.append(line.text)
    return tuple(_clause(number, "".join(texts)) for number, texts in pieces), tuple(before)


def _clause(number: str, text: str) -> SourceClause:
    return SourceClause(number=number, text=text.strip(), points=stated_points(text))


def _in_line(number: Numbered) -> Iterator[tuple[str, list[str]]]:
    """Yield the clauses of one line: where a sentence ends and the next number follows, the next begins."""
    rest: Numbered | None = number
    while rest is not None:
        own, after = _parted(rest)
        yield rest.number, [own]
        rest = split_number(after) if after else None


def _parted(number: Numbered) -> tuple[str, str]:
    """Return the text of a clause, and what of its line begins the next one."""
    following = re.compile(rf"(?<=[{_SENTENCE_END}])\s*(?={number.value + 1}\s*[.．、][^0-9])")
    match = following.search(number.text) if number.kind == "decimal" else None
    if match is None:
        return number.text, ""
    return number.text[: match.start()], number.text[match.end() :]


def _unnumbered(lines: Sequence[ClauseLine]) -> Iterator[SourceClause]:
    """Yield clauses without numbers: each begins a cell, or a line with points of its own."""
    texts: list[str] = []
    stated, end = False, ""
    for line in lines:
        stands_alone = line.first and (not texts or texts[-1][-1:] in _SENTENCE_END)
        if not texts or (stated and (stands_alone or points_in(line.text))):
            texts.append(line.text)
        else:
            texts[-1] += line.text
        # 分值可以断在两行之间
        end = end[-_LONGEST_POINTS:] + line.text
        stated = stated or bool(points_in(end))
    yield from (_clause("", text) for text in texts)

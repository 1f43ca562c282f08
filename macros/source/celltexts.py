"""Comparison of an edition with its source where the table is not the usual one: every official text, and what is left.

Each official text has to stand in a cell (or in a line above the table) as it is; what of a cell is then left over is
told, numbers and figures aside. Where the table has the heads of the edition, each column is looked at for itself too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text

from .columntexts import compare_columns
from .headings import ALIKE, likeness
from .officialtexts import official_texts
from .verifying import Difference, compare_remarks, first_difference, flat, short, without_remarks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from qinglian_core.criteria.model import Rubric
    from qinglian_core.faults import Path

    from .officialtexts import OfficialText
    from .sourcedocument import SourceDocument

_SENTENCE = 8
_FIGURES = re.compile(r"[\s\d.．、，。（()）分]*")


def compare_texts(rubric: Rubric, source: SourceDocument) -> list[Difference]:
    """Return the official texts that the source does not have as they are, and what it has beyond them."""
    lines = [line.shown for line in source.above]
    cells = dict.fromkeys(map(flat, [*lines, *("\n".join(cell.texts) for cell in source.cells)]))
    left = {cell: cell for cell in cells if cell}
    missing = []
    for one in sorted(official_texts(rubric), key=lambda one: -len(one.text)):
        holders = [cell for cell, rest in left.items() if _is_held(one.text, rest)]
        for cell in holders:
            left[cell] = left[cell].replace(one.text, "", 1)
        if not holders and not any(one.text in cell for cell in left):
            missing.append(one)
    left = {cell: without_remarks(rubric, rest) for cell, rest in left.items()}
    differences = [_difference(one, left) for one in missing]
    differences += compare_remarks(rubric, source)
    in_columns = [*compare_columns(rubric, source)]
    told_paths = {one.path for one in in_columns}
    differences += in_columns
    differences += [one for one in _points_differences(rubric, cells) if one.path not in told_paths]
    told = "".join(rubric.provenance.notes)
    for rest in left.values():
        if not _FIGURES.fullmatch(rest) and f"“{rest}”" not in told:
            words = f"来源里有的字在 YAML 里找不到：“{short(rest)}”"
            differences.append(Difference(path=(), message=words))
    return differences


def _is_held(text: str, rest: str) -> bool:
    """Return whether a cell holds ``text``; a word that sentences are made of has to be all but alone there."""
    return text in rest and (
        len(text) >= _SENTENCE or bool(_FIGURES.fullmatch(rest.replace(text, "", 1)))
    )


def _points_differences(rubric: Rubric, cells: Collection[str]) -> Iterator[Difference]:
    """Tell of points that no cell states, by themselves or in words."""
    for index, item in enumerate(rubric.items):
        for number, clause in enumerate(item.clauses):
            points = amount_text(clause.points)
            if points not in cells and not any(f"{points}分" in cell for cell in cells):
                path: Path = ("items", index, "clauses", number, "points")
                told = f"{clause.label} 分值：来源里没有“{points}”"
                yield Difference(path=path, message=told)


def _difference(official: OfficialText, left: dict[str, str]) -> Difference:
    """Tell of a text that is not there; beside the cell that resembles it most, which is then accounted for."""
    place, text = official.place, official.text
    nearest = max(left, key=lambda cell: likeness(left[cell], text), default="")
    if not nearest or likeness(left[nearest], text) < ALIKE:
        return Difference(path=official.path, message=f"{place}：来源里没有“{short(text)}”")
    found, left[nearest] = left[nearest], ""
    start = first_difference(found, text)
    source, own = (short(one[start:]) or "（到此为止）" for one in (found, text))
    told = f"{place}：第{start + 1}字起不同，来源是“{source}”，YAML 是“{own}”"
    return Difference(path=official.path, message=told)

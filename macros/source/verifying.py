"""Comparison of an edition with its source, character by character, cell by cell.

The source is walked once. Cells repeated over a page break and cells broken into lines are joined; a cell that is
not quite what the YAML has is compared with what it most resembles, so that one changed character is one difference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text

from .clauselines import ClauseLine, lines_of, part_clauses
from .figures import split_number, split_points
from .headings import ALIKE, headings_of, likeness, part_head
from .layout import clause_cells, titles_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from qinglian_core.criteria.model import Item, Rubric
    from qinglian_core.faults import Path

    from .sourcedocument import SourceDocument

Texts = tuple[str, ...]
"""The lines of a cell that hold text."""

_CONTEXT = 12
_LONGEST_TITLE = 80
_POINTS = re.compile(r"[（(][^（()）]*[）)]$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """A cell of the source that is not what the YAML has; ``path`` counts the items as the rubric orders them."""

    path: Path
    message: str


def compare(rubric: Rubric, source: SourceDocument) -> list[Difference]:
    """Return the first difference in every cell that differs, what is missing, and what is left over.

    A text that is left over is no difference where it is one of the edition's remarks, or ``Provenance.notes`` tell
    of it, in quotation marks.
    """
    above = tuple(text for line in source.above if (text := line.shown.strip()))
    cells = [above, *(cell.texts for cell in source.cells)]
    column = {cell.texts for cell in clause_cells(source, rubric.table.heads)}
    found = _Comparison(rubric, column).run([cell for cell in cells if cell])
    return [*found, *compare_remarks(rubric, source)]


def compare_remarks(rubric: Rubric, source: SourceDocument) -> Iterator[Difference]:
    """Yield the remarks of the edition that the source nowhere has as they are: above, in or below its table."""
    lines = [line.shown for line in source.above]
    cells = ["\n".join(cell.texts) for cell in source.cells]
    asides = [aside.text for aside in source.outside]
    texts = [flat(text) for text in (*lines, *cells, *asides)]
    for index, remark in enumerate(rubric.remarks):
        if not any(flat(remark) in text for text in texts):
            told = f"表格以外：来源里没有“{short(flat(remark))}”"
            yield Difference(path=("remarks", index), message=told)


def without_remarks(rubric: Rubric, text: str) -> str:
    """Return what of a text on one line is none of the edition's remarks."""
    for remark in sorted(map(flat, rubric.remarks), key=len, reverse=True):
        text = text.replace(remark, "", 1)
    return text


def _with_points(title: str, points: Decimal) -> str:
    return f"{title}（{amount_text(points)}分）"


def _plain_title(joined: str) -> str:
    """Return a title with its number and its points written in the one way that the model has for them."""
    numbered = split_number(joined)
    title, points = split_points(numbered.text if numbered else joined)
    head = f"{numbered.value}." if numbered else ""
    return head + (title if points is None else _with_points(title, points))


def _most_like(title: str, known: list[str]) -> int | None:
    """Return the index of the title that resembles ``title`` most, its points aside; None when none does."""
    found = [likeness(_POINTS.sub("", title), _POINTS.sub("", one)) for one in known]
    best = max(found)
    return found.index(best) if best >= ALIKE else None


class _Comparison:
    """One walk over the cells of a source."""

    def __init__(self, rubric: Rubric, column: set[Texts]) -> None:
        self.rubric = rubric
        self.words = rubric.words
        self.column = column
        """What stands in the column of the clauses, as far as the grid tells."""
        self.differences: list[Difference] = []
        self.titles = [
            _with_points(f"{item.number}{item.title}", item.points) for item in rubric.items
        ]
        self.projects = [_with_points(project.title, project.points) for project in rubric.projects]
        self.seen_projects: set[int] = set()
        self.clauses: dict[int, list[ClauseLine]] = {}
        """The lines of the clauses found for each item, by its index."""
        self.told = "".join(rubric.provenance.notes)

    def differ(self, path: Path, message: str) -> None:
        if not any(known.path == path for known in self.differences if path):
            self.differences.append(Difference(path=path, message=message))

    def left_over(self, text: str, message: str, path: Path = ()) -> None:
        if f"“{text}”" not in self.told and without_remarks(self.rubric, text):
            self.differ(path, message)

    def run(self, cells: list[Texts]) -> list[Difference]:
        left = list(cells)
        self._head(left)
        current: int | None = None
        while left:
            cell = left.pop(0)
            index = self._item_of(cell)
            if index is not None:
                current = index
                self._row(index, cell, left)
            elif self._is_project(cell):
                continue
            elif current is not None and (cell in self.column or split_number(cell[0])):
                self.clauses[current].extend(lines_of(cell))
            else:
                text = "".join(cell)
                self.left_over(text, f"来源里有一格在 YAML 里找不到：“{short(text)}”")
        self._finish()
        return self.differences

    def _head(self, left: list[Texts]) -> None:
        """Compare what stands before the heading of the table, be it above the table or in its first rows."""
        rubric = self.rubric
        headings = (likeness("".join(cell), rubric.table.heads[0]) >= ALIKE for cell in left)
        start = next((index for index, found in enumerate(headings) if found), 1)
        found = [line for cell in left[:start] for line in cell]
        del left[:start]
        head, extra = part_head(found, headings_of(rubric))
        for key, line in head.items():
            if getattr(rubric, key):
                self.equal((key,), "表格上方", line, getattr(rubric, key))
            elif line:
                extra = (line, *extra)
        for line in extra:
            self.left_over(line, f"来源的表格上方多出一行：“{short(line)}”")
        for index, column in enumerate(rubric.table.heads):
            cell = "".join(left[0]) if left else ""
            alike = cell == column or likeness(cell, column) >= ALIKE
            self.equal(("columns", index), "表头", cell if alike else "", column)
            if alike:
                left.pop(0)

    def _item_of(self, cell: Texts) -> int | None:
        """Return the index of the item whose title ``cell`` is, or nearly is."""
        joined = _plain_title("".join(cell))
        if joined in self.titles:
            return self.titles.index(joined)
        if joined in self.projects or len(joined) > _LONGEST_TITLE or "。" in joined:
            return None
        return _most_like(joined, self.titles)

    def _is_project(self, cell: Texts) -> bool:
        """Compare a cell of the projects (perhaps repeated over pages) with what it is or nearly is."""
        joined = "".join(cell)
        titles, rest = titles_in(joined)
        if rest or "。" in joined:
            return False
        for title in titles:
            index = _most_like(title, self.projects)
            if index is None:
                return False
            self.seen_projects.add(index)
            plain = _plain_title(title)
            self.equal(
                ("projects", index, "title"), self.words.project, plain, self.projects[index]
            )
        return True

    def _row(self, index: int, title: Texts, left: list[Texts]) -> None:
        item = self.rubric.items[index]
        self.equal(
            ("items", index, "title"),
            f"{item.label} 名称和分值",
            _plain_title("".join(title)),
            self.titles[index],
        )
        standard = "".join(left.pop(0)) if left else ""
        self.equal(
            ("items", index, "standard"),
            f"{item.label} {self.words.standard}",
            standard,
            flat(item.standard),
        )
        self.clauses.setdefault(index, []).extend(lines_of(left.pop(0)) if left else ())

    def _finish(self) -> None:
        for index, item in enumerate(self.rubric.items):
            if index in self.clauses:
                self._compare_clauses(index, item, self.clauses[index])
            else:
                self.differ(("items", index), f"来源里没有{item.label}")
        for index, title in enumerate(self.projects):
            if index not in self.seen_projects:
                self.differ(
                    ("projects", index, "title"), f"来源里没有{self.words.project}“{title}”"
                )

    def _compare_clauses(self, index: int, item: Item, lines: list[ClauseLine]) -> None:
        wanted = [clause.number + flat(clause.text) for clause in item.clauses]
        clauses, before = part_clauses(lines)
        found = [*before, *(clause.number + clause.text for clause in clauses)]
        matcher = SequenceMatcher(None, found, wanted, autojunk=False)
        for tag, start, end, first, last in matcher.get_opcodes():
            if tag == "equal":
                continue
            pairs = min(end - start, last - first)
            for step in range(pairs):
                self._compare_clause(index, first + step, found[start + step], wanted[first + step])
            for number in range(first + pairs, last):
                path: Path = ("items", index, "clauses", number, "text")
                self.differ(
                    path,
                    f"{item.clauses[number].label} {self.words.text}：来源里没有这一{self.words.clause}",
                )
            for extra in found[start + pairs : end]:
                told = f"{item.label} 来源里多出一{self.words.clause}：“{short(extra)}”"
                self.left_over(extra, told, ("items", index, "clauses"))

    def _compare_clause(self, index: int, number: int, source: str, text: str) -> None:
        label = self.rubric.items[index].clauses[number].label
        self.equal(
            ("items", index, "clauses", number, "text"), f"{label} {self.words.text}", source, text
        )

    def equal(self, path: Path, place: str, source: str, text: str) -> None:
        """Note the first difference between a cell of the source and the YAML."""
        if source == text:
            return
        if not source:
            self.differ(path, f"{place}：来源里没有“{short(text)}”")
            return
        start = first_difference(source, text)
        self.differ(
            path,
            f"{place}：第{start + 1}字起不同，来源是“{_window(source, start)}”，YAML 是“{_window(text, start)}”",
        )


def first_difference(one: str, other: str) -> int:
    """Return where two texts begin to differ."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, yours) in pairs if mine != yours), min(len(one), len(other)))


def flat(text: str) -> str:
    """Return ``text`` on one line."""
    return "".join(line.strip() for line in text.splitlines())


def _window(text: str, start: int) -> str:
    return text[start : start + _CONTEXT] or "（到此为止）"


def short(text: str) -> str:
    """Return the beginning of ``text``, as much as is told of it."""
    longest = 30
    return text if len(text) <= longest else f"{text[:longest]}…"

"""Numbers in our own words that have to agree with the model: clauses and items that are named, points, sums.

Only what cannot be meant otherwise is looked at; the official words are never.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.faults import Fault

from .folders import located
from .tallies import (
    CLAUSE,
    clauses_with_points,
    wrong_alike,
    wrong_clause_additions,
    wrong_item_additions,
    wrong_tallies,
    wrong_totals,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.criteria.model import Clause, Discrepancy, Item, Rubric
    from qinglian_core.criteria.table import Words
    from qinglian_core.faults import Path

    from .folders import EditionFolder
    from .yamlsource import Source, SourceFault

_OFFICIAL = frozenset(("title", "standard", "text", "cite", "bound_cite", "number", "columns"))
"""Keys of an item, a clause or an edition whose words are the document's; ``text`` below guidance is ours."""
_OURS = frozenset(("guidance", "gaps"))
_FIGURE = r"(?P<{}>[0-9]+(?:\.[0-9]+)?)"
_BARE = re.compile(
    rf"(?<![0-9A-Za-z.×＋+\-－–至到])({CLAUSE})"
    rf"(?=[\u4e00-\u9fff“）]|、第?{CLAUSE}(?!分))(?![分倍个项次条起])"
    rf"|(?<=[和与及、见像同在])({CLAUSE})(?=[，。；])"
)
_SUM = re.compile(
    r"(?<![0-9.×＋])(?P<terms>[0-9.]+(?:[×＋][0-9.]+)*＋[0-9.]+(?:[×＋][0-9.]+)*)分?＝(?P<sum>[0-9.]+)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """Where some words of ours stand: in an item or a clause, or in neither; or about points that do not add up."""

    rubric: Rubric
    item: Item | None
    clause: Clause | None
    orientation: bool
    discrepancy: Discrepancy | None


def prose_faults(folder: EditionFolder, rubric: Rubric) -> list[SourceFault]:
    """Return a fault for each number in the words of an edition that does not agree with it."""
    return [fault for source in folder.sources for fault in source_faults(source, folder, rubric)]


def source_faults(source: Source, folder: EditionFolder, rubric: Rubric) -> list[SourceFault]:
    """Return those of one file of ``folder``; besides its words, ids and points of ``rubric`` decide on them."""
    faults: list[SourceFault] = []
    items = {item.id: item for item in rubric.items}
    data = source.data if isinstance(source.data, dict) else {}
    item = items.get(str(data.get("id"))) if source is not folder.edition else None
    for path, words in _words(data, ()):
        place = _Place(
            rubric=rubric,
            item=item,
            clause=_clause_at(item, path),
            orientation=path == ("orientation",),
            discrepancy=_discrepancy_at(rubric, path) if item is None else None,
        )
        faults.extend(_located(source, path, told, rubric.words) for told in _told(words, place))
    return faults


@lru_cache
def _naming(words: Words) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return how clauses and items are named: 第13.4条, 第13项, as the edition calls them."""
    clause, item = re.escape(words.clause), re.escape(words.item_unit)
    return (
        re.compile(rf"第([0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{1,2}}){clause}"),
        re.compile(rf"第([0-9]{{1,3}}(?:\.[0-9]{{1,3}})?){item}(?!第)"),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _OwnPoints:
    """How a clause or an item tells of its own points, and how all clauses are counted."""

    clause: re.Pattern[str]
    item: re.Pattern[str]
    all: re.Pattern[str]


@lru_cache
def _own_points(words: Words) -> _OwnPoints:
    clause, item, points = (
        re.escape(words.clause),
        re.escape(words.item_unit),
        _FIGURE.format("points"),
    )
    return _OwnPoints(
        clause=re.compile(rf"本{clause}(?:的|只有|共|满分)?{points}分"),
        item=re.compile(rf"本{item}(?:标|共|的|只有)?{points}分"),
        all=re.compile(rf"(?P<count>[0-9]+){clause}合计{points}分"),
    )


def unknown_numbers(words: str, rubric: Rubric) -> Iterator[str]:
    """Yield what is wrong with the clauses and items that ``words`` name."""
    of_clause, of_item = _naming(rubric.words)
    named = of_clause.findall(words)
    bare = ["".join(found) for found in _BARE.findall(words)]
    said = of_item.findall(words)
    if not (named or bare or said):
        return
    clauses = {clause.id for clause in rubric.clauses}
    items = {item.id for item in rubric.items}
    unit, item_unit = rubric.words.clause, rubric.words.item_unit
    either = clauses | items if unit == item_unit else frozenset[str]()
    named += [name for name in bare if name.partition(".")[0] in items]
    for name in dict.fromkeys(named):
        if name not in clauses | either:
            yield f"说到{rubric.words.clause_label(name)}，没有这一{unit}；请核对{unit}号"
    for name in dict.fromkeys(said):
        if name not in items | either and not (unit == item_unit and name in named):
            yield f"说到{rubric.words.item_label(name)}，没有这一{item_unit}；请核对{item_unit}号"


def _located(source: Source, path: Path, told: tuple[str, str], words: Words) -> SourceFault:
    return located(source, path, Fault(code=told[0], path=path, message=told[1]), words)


def _words(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield every text that is ours, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, element in enumerate(value):
            yield from _words(element, (*path, index))
    elif isinstance(value, dict):
        for key, element in value.items():
            ours = key == "text" and bool(_OURS & {step for step in path if isinstance(step, str)})
            if ours or key not in _OFFICIAL:
                yield from _words(element, (*path, str(key)))


def _clause_at(item: Item | None, path: Path) -> Clause | None:
    if item is None or path[:1] != ("clauses",):
        return None
    index = path[1]
    return item.clauses[index] if isinstance(index, int) and index < len(item.clauses) else None


def _discrepancy_at(rubric: Rubric, path: Path) -> Discrepancy | None:
    index = path[1] if path[:1] == ("discrepancies",) else None
    known = rubric.discrepancies
    return known[index] if isinstance(index, int) and index < len(known) else None


def _told(words: str, place: _Place) -> Iterator[tuple[str, str]]:
    """Yield the code and the words of each fault."""
    for told in unknown_numbers(words, place.rubric):
        yield "P001", told
    for told in _wrong_points(words, place):
        yield "P002", told


def _wrong_points(words: str, place: _Place) -> Iterator[str]:
    called = place.rubric.words
    own = _own_points(called)
    if place.clause is not None:
        yield from _own(words, own.clause, called.own_clause, place.clause.points)
    if place.item is not None:
        yield from _own(words, own.item, f"本{called.item_unit}", place.item.points)
        yield from wrong_alike(words, place.item, called, exactly=place.orientation)
        if place.orientation:
            yield from wrong_tallies(words, place.item, place.rubric)
    if place.discrepancy is not None:
        yield from _wrong_discrepancy(words, place.rubric, place.discrepancy)
    if place.clause is None:
        yield from wrong_totals(words, place.rubric)
    yield from _named_points(words, place.rubric)
    for match in own.all.finditer(words):
        found = (len(place.rubric.clauses), place.rubric.clause_points)
        if (int(match["count"]), Decimal(match["points"])) != found:
            yield f"写的是“{match[0]}”，现在是{found[0]}{called.clause}、合计{amount_text(found[1])}分；请改正"
    for match in _SUM.finditer(words):
        total = sum(map(_product, match["terms"].split("＋")), start=Decimal(0))
        if total != Decimal(match["sum"]):
            yield f"“{match[0]}”算错了，应是{amount_text(total)}；请改正"


def _wrong_discrepancy(words: str, rubric: Rubric, told: Discrepancy) -> Iterator[str]:
    for item in rubric.items:
        if item.id == told.item:
            yield from wrong_clause_additions(words, item, rubric.words)
    for project in rubric.projects:
        if project.id == told.project:
            yield from wrong_item_additions(words, project, rubric.words)


def _own(words: str, pattern: re.Pattern[str], what: str, points: Decimal) -> Iterator[str]:
    for match in pattern.finditer(words):
        if Decimal(match["points"]) != points:
            yield f"写的是“{match[0]}”，{what}是{amount_text(points)}分；请改正"


def _named_points(words: str, rubric: Rubric) -> Iterator[str]:
    matches = [*clauses_with_points(rubric.words).finditer(words)]
    clauses = {clause.id: clause.points for clause in rubric.clauses} if matches else {}
    for match in matches:
        for name in re.findall(CLAUSE, match["names"]):
            if name in clauses and clauses[name] != Decimal(match["points"]):
                label = rubric.words.clause_label(name)
                yield f"写的是“{match[0]}”，{label}是{amount_text(clauses[name])}分；请改正"


def _product(term: str) -> Decimal:
    found = Decimal(1)
    for factor in term.split("×"):
        found *= Decimal(factor)
    return found

"""Counts and sums in our own words on an item, and on points that do not add up: each has to hold.

Only what is put in a way that can be meant in no other is looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qinglian_core.criteria.model import Clause, Item, Project, Rubric
    from qinglian_core.criteria.table import Words

FIGURE = r"[0-9]+(?:\.[0-9]+)?"
CLAUSE = r"(?<![0-9.])[0-9]{1,3}\.[0-9]{1,3}(?![0-9.])"
_SIGNS = "一两二三四五六七八九十"
_COUNT = rf"(?<![第0-9.{_SIGNS}])(?P<count>[0-9]{{1,3}}|[{_SIGNS}]{{1,3}})"
_SUM = rf"(?P<sum>{FIGURE})分"
_TOGETHER = re.compile(rf"共{_SUM}")
_SAID = re.compile(
    rf"(?P<name>{CLAUSE})(?=[\u4e00-\u9fff“])[^0-9，。；扣得]{{2,40}}?(?P<points>{FIGURE})分(?=[，。；])"
)
_FEWEST = 2
_DIGITS = "零一二三四五六七八九"
_TEN, _PAIR, _FIGURES_FROM = 10, 2, 20


@dataclass(frozen=True, kw_only=True, slots=True)
class _Counts:
    """How clauses and items are counted, as the edition calls them."""

    with_points: re.Pattern[str]
    added_clauses: re.Pattern[str]
    added_items: re.Pattern[str]
    alike: re.Pattern[str]
    every: re.Pattern[str]
    unscored: re.Pattern[str]
    rest: re.Pattern[str]
    has: re.Pattern[str]
    all: re.Pattern[str]
    largest_item: re.Pattern[str]
    largest_clause: re.Pattern[str]


@lru_cache
def _counts_of(words: Words) -> _Counts:
    clause, item = re.escape(words.clause), re.escape(words.item_unit)
    named = rf"第?{CLAUSE}(?:{clause})?"
    return _Counts(
        with_points=re.compile(
            rf"(?<!旧版)(?P<names>(?:{named}[、和与及])*{named})（(?:各|共)?(?P<points>{FIGURE})分）"
        ),
        added_clauses=_added(clause),
        added_items=_added(item),
        alike=re.compile(rf"{_COUNT}{clause}各(?P<points>{FIGURE})分(?:，共(?P<sum>{FIGURE})分)?"),
        every=re.compile(rf"(?<![其余前后上下述这另那]){_COUNT}{clause}都"),
        unscored=re.compile(rf"{clause}都没有写评分办法，{_SUM}都"),
        rest=re.compile(rf"其余{_COUNT}{clause}"),
        has=re.compile(rf"本{item}(?:只|共)?有{_COUNT}{clause}(?:，(?P<sum>{FIGURE})分)?"),
        all=re.compile(rf"全部(?P<count>[0-9]{{1,3}}){clause}"),
        largest_item=re.compile(rf"在(?P<count>[0-9]{{1,3}}){item}中分值最大"),
        largest_clause=re.compile(
            rf"第(?P<name>{CLAUSE}){clause}是全部[0-9]+{clause}[里中]分值最大"
        ),
    )


def _added(unit: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<said>{_COUNT}{unit}相加是(?:(?P<terms>{FIGURE}(?:＋{FIGURE})+)分?＝)?{_SUM})"
        rf"(?:，(?P<gap>差(?P<short>{FIGURE})分))?"
    )


def clauses_with_points(words: Words) -> re.Pattern[str]:
    """Return how clauses are named with their points: 第1.1条、1.2（各2分）."""
    return _counts_of(words).with_points


def _chinese(number: int) -> str:
    tens, ones = divmod(number, _TEN)
    return ("" if tens <= 1 else _DIGITS[tens]) + "十" * bool(tens) + _DIGITS[ones] * bool(ones)


_NUMERALS = {_chinese(number): number for number in range(1, _TEN * _TEN)}


def _numeral(number: int) -> str:
    """Return a number as our words write it before a measure word: 两, 十一; in figures from 20 on."""
    if number == _PAIR:
        return "两"
    return _chinese(number) if 0 < number < _FIGURES_FROM else str(number)


def _count(match: re.Match[str]) -> int:
    numeral = match["count"].replace("两", "二")
    return int(numeral) if numeral.isdecimal() else _NUMERALS.get(numeral, 0)


def _counted(pattern: re.Pattern[str], words: str) -> Iterator[re.Match[str]]:
    """Yield where the ``words`` count something in a number that can be read."""
    return (match for match in pattern.finditer(words) if _count(match))


def wrong_tallies(words: str, item: Item, rubric: Rubric) -> Iterator[str]:
    """Yield what does not hold any more in the ``words`` of ours that tell of a whole ``item`` (Chinese)."""
    called = rubric.words
    yield from wrong_clause_additions(words, item, called)
    yield from _counts(words, item, called)
    yield from _largest(words, item, rubric)
    for number, sentence in enumerate(words.split("。")):
        if number == 0 and sentence.startswith(f"本{called.item_unit}"):
            yield from _introduction(sentence, item, called)
        else:
            yield from _together(sentence, rubric)
        yield from _rest(sentence, item, called)


def wrong_clause_additions(words: str, item: Item, called: Words) -> Iterator[str]:
    """Yield what is wrong with how many clauses ``item`` has and what they add up to."""
    parts = [clause.points for clause in item.clauses]
    added = _counts_of(called).added_clauses
    yield from _wrong_additions(words, parts, item.points, added, called.clause)


def wrong_item_additions(words: str, project: Project, called: Words) -> Iterator[str]:
    """Yield what is wrong with how many items ``project`` has and what they add up to."""
    parts = [item.points for item in project.items]
    added = _counts_of(called).added_items
    yield from _wrong_additions(words, parts, project.points, added, called.item_unit)


def _wrong_additions(
    words: str, parts: Sequence[Decimal], points: Decimal, added: re.Pattern[str], unit: str
) -> Iterator[str]:
    """Yield where ``added`` is said of other than these ``parts`` or their sum; ``points`` are those printed."""
    total = sum(parts, start=Decimal(0))
    for match in _counted(added, words):
        terms = [Decimal(term) for term in match["terms"].split("＋")] if match["terms"] else None
        same = terms is None or sorted(terms) == sorted(parts)
        if _count(match) != len(parts) or not same or Decimal(match["sum"]) != total:
            listed = "＋".join(map(amount_text, parts)) + "＝" if terms and len(parts) > 1 else ""
            now = f"{_numeral(len(parts))}{unit}相加是{listed}{amount_text(total)}分"
            yield f"写的是“{match['said']}”，现在是“{now}”；请改正"
        if match["gap"] and Decimal(match["short"]) != abs(points - total):
            short = amount_text(abs(points - total))
            yield f"写的是“{match['gap']}”，现在{'不差' if points == total else f'差{short}分'}；请改正"


def wrong_totals(words: str, rubric: Rubric) -> Iterator[str]:
    """Yield what is wrong with the numbers of all clauses, and of the projects with their points."""
    clauses = len(rubric.clauses)
    for match in _counted(_counts_of(rubric.words).all, words):
        if _count(match) != clauses:
            yield f"写的是“{match[0]}”，现在是{clauses}{rubric.words.clause}；请改正"
    pattern = rf"{_COUNT}个{re.escape(rubric.words.project)}按所标分值合计{_SUM}"
    projects = rubric.projects
    total = sum((project.points for project in projects), start=Decimal(0))
    for match in _counted(re.compile(pattern), words):
        if (_count(match), Decimal(match["sum"])) != (len(projects), total):
            now = f"{_numeral(len(projects))}个，合计{amount_text(total)}分"
            yield f"写的是“{match[0]}”，现在是{now}；请改正"


def wrong_alike(words: str, item: Item, called: Words, *, exactly: bool) -> Iterator[str]:
    """Yield what is wrong with how many clauses of ``item`` have the same points; ``exactly``: no more of them either."""
    for match in _counted(_counts_of(called).alike, words):
        count, points = _count(match), Decimal(match["points"])
        alike = sum(clause.points == points for clause in item.clauses)
        if alike < count or (exactly and alike != count):
            only = "的只有" if alike < count else "的现在有"
            yield f"写的是“{match[0]}”，{amount_text(points)}分{only}{alike}{called.clause}；请改正"
        elif match["sum"] and Decimal(match["sum"]) != count * points:
            yield f"“{match[0]}”算错了，应是{amount_text(count * points)}分；请改正"


def _counts(words: str, item: Item, called: Words) -> Iterator[str]:
    ways, own = _counts_of(called), f"本{called.item_unit}"
    for match in (*_counted(ways.every, words), *_counted(ways.has, words)):
        if _count(match) != len(item.clauses):
            yield f"写的是“{match[0]}”，{own}有{len(item.clauses)}{called.clause}；请改正"
    for match in _counted(ways.has, words):
        if match["sum"] and Decimal(match["sum"]) != item.points:
            yield f"写的是“{match[0]}”，{own}是{amount_text(item.points)}分；请改正"
    points = {clause.id: clause.points for clause in item.clauses}
    for match in _SAID.finditer(words):
        name = match["name"]
        if name in points and points[name] != Decimal(match["points"]):
            label = called.clause_label(name)
            yield f"写的是“{match[0]}”，{label}是{amount_text(points[name])}分；请改正"
    total = sum(points.values(), start=Decimal(0))
    for match in ways.unscored.finditer(words):
        if Decimal(match["sum"]) != total:
            yield f"写的是“{match[0].partition('，')[2]}”，{own}各{called.clause}合计{amount_text(total)}分；请改正"


def _largest(words: str, item: Item, rubric: Rubric) -> Iterator[str]:
    ways = _counts_of(rubric.words)
    for match in _counted(ways.largest_item, words):
        larger = [one for one in rubric.items if one.points > item.points]
        if _count(match) != len(rubric.items):
            yield f"写的是“{match[0]}”，现在是{len(rubric.items)}{rubric.words.item_unit}；请改正"
        elif larger:
            most = f"{larger[0].label}有{amount_text(larger[0].points)}分"
            yield f"写的是“{match[0]}”，{most}；请改正"
    points = {clause.id: clause.points for clause in rubric.clauses}
    for match in ways.largest_clause.finditer(words):
        more = [one for one in rubric.clauses if one.points > points.get(match["name"], one.points)]
        if more:
            yield f"写的是“{match[0]}”，{more[0].label}有{amount_text(more[0].points)}分；请改正"


def _introduction(sentence: str, item: Item, called: Words) -> Iterator[str]:
    """Yield what is wrong with the first sentence on an item: its points, and the clauses listed with theirs."""
    total = sum((clause.points for clause in item.clauses), start=Decimal(0))
    for match in _TOGETHER.finditer(sentence):
        if Decimal(match["sum"]) not in (item.points, total):
            own = f"本{called.item_unit}是{amount_text(item.points)}分"
            yield f"写的是“{match[0]}”，{own}；请改正"
    said = {match["name"] for match in _SAID.finditer(f"{sentence}。")}
    listed = [clause for clause in item.clauses if clause.id in said]
    left = [clause for clause in item.clauses if clause.id not in said]
    if len(listed) >= _FEWEST and left:
        yield f"这句话列出各{called.clause}和分值，没有列{_with_points(left)}；请补上"


def _together(sentence: str, rubric: Rubric) -> Iterator[str]:
    """Yield where clauses are named with their points, and what they come to together is wrong."""
    points = {clause.id: clause.points for clause in rubric.clauses}
    for match in _TOGETHER.finditer(sentence):
        before = clauses_with_points(rubric.words).findall(sentence[: match.start()])
        names = [
            name for found in before for name in re.findall(CLAUSE, found[0]) if name in points
        ]
        total = sum((points[name] for name in names), start=Decimal(0))
        if len(names) >= _FEWEST and Decimal(match["sum"]) != total:
            listed = "、".join(map(rubric.words.clause_label, names))
            yield f"写的是“{match[0]}”，{listed}合计{amount_text(total)}分；请改正"


def _rest(sentence: str, item: Item, called: Words) -> Iterator[str]:
    """Yield where clauses of the item are named, and how many are left is wrong."""
    known = {clause.id for clause in item.clauses}
    for match in _counted(_counts_of(called).rest, sentence):
        named = known & {*re.findall(CLAUSE, sentence[: match.start()])}
        if named and _count(match) != len(known) - len(named):
            left = f"{len(known) - len(named)}{called.clause}"
            yield f"写的是“{match[0]}”，其余的现在有{left}；请改正"


def _with_points(clauses: Sequence[Clause]) -> str:
    return "、".join(f"{clause.label}（{amount_text(clause.points)}分）" for clause in clauses)

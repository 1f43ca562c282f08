"""The least and the most over all worlds of an edition, and over all its readings."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import prod

from tests.core.oracle.clauses import (
    NOTHING,
    Outcome,
    Plain,
    World,
    asked,
    doing,
    outcome,
    questions_of,
)
from tests.core.oracle.editions import applicable, clauses_of, summed
from tests.core.oracle.facts import size, worlds
from tests.core.oracle.measures import number

Ends = tuple[Fraction, Fraction]


class TooManyError(Exception):
    """There are more worlds than can be tried."""


@dataclass(frozen=True, kw_only=True)
class Hull:
    """The ends of every score by name, the vetoes that surely fire and that may, the levels in reach."""

    scores: dict[str, Ends]
    fired: frozenset[str]
    open: frozenset[str]
    levels: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One set of readings of a clause that do not contradict each other."""

    clause: Plain
    withheld: Fraction


Option = tuple[tuple[tuple[str, Fraction], ...], tuple[tuple[frozenset[str], Outcome], ...]]
"""One way a clause can turn out: what its questions of ``once`` would take, and its outcome without some of them."""


def _reading_of(clause: Plain, chosen: tuple[Plain, ...]) -> Plain:
    changes = {name: change for one in chosen for name, change in one.get("questions", {}).items()}

    def changed(question: Plain) -> Plain:
        merged = {**question, **changes.get(question["id"], {})}
        return {key: value for key, value in merged.items() if value is not None}

    parts = [
        {**part, "questions": [changed(one) for one in part["questions"]]}
        if "questions" in part
        else part
        for part in clause["parts"]
    ]
    return {**clause, "parts": parts}


def variants(clause: Plain) -> Iterator[Variant]:
    """Return every way to read a clause, the main one first."""
    readings = list(clause.get("readings", ()))
    readings += [
        {"questions": {one["id"]: {"partial": partial}}}
        for one in questions_of(clause)
        if one.get("partial") == "unstated"
        for partial in ("proportional", "up")
    ]
    for many in range(len(readings) + 1):
        for chosen in combinations(readings, many):
            names = [name for one in chosen for name in one.get("questions", {})]
            if len(names) == len(set(names)):
                yield Variant(
                    clause=_reading_of(clause, chosen),
                    withheld=sum((number(one.get("discretion")) for one in chosen), NOTHING),
                )


def _subsets(names: list[str]) -> list[frozenset[str]]:
    return [frozenset(some) for many in range(len(names) + 1) for some in combinations(names, many)]


def _option(variant: Variant, world: World, once: list[str], withheld: Fraction) -> Option:
    applicable_ones = {one["id"]: one for one in asked(variant.clause, world)}
    found = tuple(
        (
            spared,
            outcome(
                variant.clause,
                world,
                withheld=withheld,
                spared=spared,
            ),
        )
        for spared in _subsets(once)
    )
    counted = [] if found[0][1].dropped else once
    raw = tuple(
        (name, doing(applicable_ones[name], world).lost)
        for name in counted
        if name in applicable_ones
    )
    return raw, found


def options(variant: Variant, answers: Plain, once: list[str], most: int) -> set[Option]:
    """Return every way that a clause can turn out."""
    if size(variant.clause, answers) > most:
        raise TooManyError
    found: set[Option] = set()
    for world in worlds(variant.clause, answers):
        for withheld in {NOTHING, variant.withheld}:
            found.add(_option(variant, world, once, withheld))
    return found


def _spared(edition: Plain, chosen: dict[str, Option]) -> dict[str, frozenset[str]]:
    """Return the questions of each clause whose points are taken elsewhere."""
    spared: dict[str, set[str]] = {name: set() for name in chosen}
    for group in edition.get("once", ()):
        places = [one.rsplit(".", 1) for one in group["questions"]]
        amounts = [
            dict(chosen[clause][0]).get(name, NOTHING) if clause in chosen else NOTHING
            for clause, name in places
        ]
        stays = amounts.index(max(amounts))
        if group.get("keep") == "first":
            stays = next((index for index, one in enumerate(amounts) if one), 0)
        for index, (clause, name) in enumerate(places):
            if index != stays and clause in chosen:
                spared[clause].add(name)
    return {name: frozenset(some) & chosen[name][1][-1][0] for name, some in spared.items()}


def _once_of(edition: Plain, clause: Plain) -> list[str]:
    places = [one.rsplit(".", 1) for group in edition.get("once", ()) for one in group["questions"]]
    own = {one["id"] for one in questions_of(clause)}
    return sorted({name for found, name in places if found == clause["id"] and name in own})


class _Gathering:
    def __init__(self) -> None:
        self.scores: dict[str, Ends] = {}
        self.vetoes: list[frozenset[str]] = []

    def add(self, scores: dict[str, Fraction], vetoes: frozenset[str]) -> None:
        for name, score in scores.items():
            low, high = self.scores.get(name, (score, score))
            self.scores[name] = min(low, score), max(high, score)
        if vetoes not in self.vetoes:
            self.vetoes.append(vetoes)


def _try_all(
    edition: Plain, ways: dict[str, set[Option]], gathering: _Gathering, most: int
) -> None:
    if prod(len(some) for some in ways.values()) > most:
        raise TooManyError
    for chosen in product(*ways.values()):
        options_of = dict(zip(ways, chosen, strict=True))
        spared = _spared(edition, options_of)
        found = {name: dict(option[1])[spared[name]] for name, option in options_of.items()}
        one = summed(edition, found)
        gathering.add(one.scores, one.vetoes)


def levels_between(edition: Plain, ends: Ends) -> frozenset[str]:
    """Return the levels that a total in between can have."""
    levels = sorted(edition.get("levels", ()), key=lambda one: -number(one["from"]))
    found, above = set(), None
    for level in levels:
        if number(level["from"]) <= ends[1] and (above is None or ends[0] < above):
            found.add(level["label"])
        above = number(level["from"])
    if above is not None and ends[0] < above:
        found.add(_below_all(edition))
    return frozenset(found)


def _below_all(edition: Plain) -> str:
    return f"低于{edition['levels'][-1]['label']}"


def _levels(
    edition: Plain, ends: Ends, fired: frozenset[str], unclear: frozenset[str]
) -> frozenset[str]:
    own = {
        one["id"]: one["outcome"]["level"]
        for one in edition.get("vetoes", ())
        if "level" in one["outcome"]
    }
    sure = {own[name] for name in fired if name in own}
    perhaps = {own[name] for name in unclear if name in own}
    by_total = levels_between(edition, ends)
    lowered = {
        label
        for some in _subsets(sorted(unclear))
        for label in (_lowered(edition, one, fired | some) for one in by_total)
    }
    return frozenset(sure or lowered | perhaps)


def _lowered(edition: Plain, label: str, fallen: frozenset[str]) -> str:
    """Return what becomes of a level where these vetoes fall."""
    labels = [one["label"] for one in edition["levels"]]
    labels += [_below_all(edition)] if number(edition["levels"][-1]["from"]) else []
    outcomes = [one["outcome"] for one in edition.get("vetoes", ()) if one["id"] in fallen]
    place = labels.index(label) + sum(one.get("lower", 0) for one in outcomes)
    barred = [labels.index(one["below"]) for one in outcomes if "below" in one]
    while place in range(max(barred, default=-1) + 1):
        place += 1
    return str(labels[min(place, len(labels) - 1)])


def hull(
    edition: Plain,
    entries: Plain,
    kind: str = "",
    *,
    other_readings: bool = False,
    most: int = 3000,
) -> Hull:
    """Return the hull over all worlds; with ``other_readings``, over all readings as well."""
    gathering = _Gathering()
    kinds = [kind] if kind else [one["id"] for one in edition.get("units", ())] or [""]
    for one in kinds:
        concerned = applicable(edition, one)
        ways: dict[str, set[Option]] = {}
        for clause in clauses_of(concerned):
            answers = (entries.get(clause["id"]) or {}).get("answers") or {}
            once = _once_of(edition, clause)
            found: set[Option] = set()
            for index, variant in enumerate(variants(clause)):
                if other_readings or not index:
                    found |= options(variant, answers, once, most)
            ways[clause["id"]] = found
        _try_all(concerned, ways, gathering, most)
    fired = frozenset.intersection(*gathering.vetoes)
    unclear = frozenset.union(*gathering.vetoes) - fired
    return Hull(
        scores=gathering.scores,
        fired=fired,
        open=unclear,
        levels=_levels(edition, gathering.scores["total"], fired, unclear),
    )

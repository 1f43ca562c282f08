"""The whole edition in one world: items, projects, base, bonus, total."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.core.oracle.clauses import NOTHING, Outcome, Plain
from tests.core.oracle.measures import number, rounded

ITEM, PROJECT, EDITION = range(3)


@dataclass(frozen=True, kw_only=True)
class Sum:
    """Everything that one world of a whole edition comes to, by name."""

    scores: dict[str, Fraction]
    vetoes: frozenset[str]


def items_of(edition: Plain) -> dict[str, Plain]:
    """Return the items by id."""
    return {item["id"]: item for item in edition["items"]}


def clauses_of(edition: Plain) -> list[Plain]:
    """Return the clauses in the order of the document."""
    items = items_of(edition)
    return [
        clause
        for project in edition["projects"]
        for name in project["items"]
        if name in items
        for clause in items[name]["clauses"]
    ]


def applicable(edition: Plain, kind: str) -> Plain:
    """Return what concerns one kind of unit."""

    def kept(places: list[Any]) -> list[Any]:
        return [one for one in places if kind in one.get("applies", [kind])]

    def part_of(part: Plain) -> Plain:
        return {**part, "questions": kept(part["questions"])} if "questions" in part else part

    def clause_of(clause: Plain) -> Plain:
        return {**clause, "parts": [part_of(part) for part in kept(clause["parts"])]}

    items = [
        {**item, "clauses": [clause_of(clause) for clause in kept(item["clauses"])]}
        for item in kept(edition["items"])
    ]
    return {**edition, "items": items}


def _weight(place: Plain) -> Fraction:
    return number(place.get("weight", 1))


def _project(
    project: Plain, items: dict[str, Plain], found: dict[str, Outcome], scores: dict[str, Fraction]
) -> tuple[Fraction, Fraction]:
    """Return a project's points and full mark before its role and weight."""
    here, points, full = [], NOTHING, NOTHING
    for name in project["items"]:
        if name not in items:
            continue
        outcomes = [found[clause["id"]] for clause in items[name]["clauses"]]
        score = sum((one.points for one in outcomes), NOTHING)
        if any("item" in one.far for one in outcomes):
            score = NOTHING
        score = max(score - sum(one.beyond[ITEM] for one in outcomes), NOTHING)
        scores[f"item {name}"] = score
        weight = _weight(items[name])
        points += score * weight
        full += sum((one.full for one in outcomes), NOTHING) * weight
        here += outcomes
    if any("project" in one.far for one in here):
        points = NOTHING
    return max(points - sum(one.beyond[PROJECT] for one in here), NOTHING), full


def summed(edition: Plain, found: dict[str, Outcome]) -> Sum:
    """Return what the outcomes of all clauses come to."""
    items = items_of(edition)
    scores = {f"clause {name}": one.points for name, one in found.items() if not one.dropped}
    base = full = bonus = penalty = NOTHING
    gate = NOTHING
    for project in edition["projects"]:
        points, most = _project(project, items, found, scores)
        role = project.get("role", "base")
        if role == "bonus":
            points = min(points, number(project["points"]))
            gate = number((project.get("gate") or {}).get("total_from"))
            bonus += points
        elif role == "penalty":
            points = min(most - points, number(project["points"]))
            penalty += points
        elif role == "base":
            base += points * _weight(project)
            full += most * _weight(project)
        scores[f"project {project['id']}"] = points
    if any("edition" in one.far for one in found.values()):
        base = bonus = NOTHING
    base = max(base - sum(one.beyond[EDITION] for one in found.values()) - penalty, NOTHING)
    rescale = edition.get("rescale")
    if rescale and full:
        base = rounded(base / full * number(rescale["to"]), number(rescale.get("round", "0.001")))
    bonus = bonus if base >= gate else NOTHING
    total = base + bonus
    vetoes = frozenset().union(*(one.vetoes for one in found.values()))
    for veto in edition.get("vetoes", ()):
        if veto["id"] in vetoes and "score" in veto["outcome"]:
            total = min(total, number(veto["outcome"]["score"]))
    scores |= {"base": base, "bonus": bonus, "penalty": penalty, "total": total, "full": full}
    return Sum(scores=scores, vetoes=vetoes)

"""One clause in one world: every fact known, every amount chosen."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from tests.core.oracle.measures import is_reached, moved, number, start_of

Plain = dict[str, Any]
Slot = tuple[str, str]
"""A question, and one of its named things or numbers (``""`` for the question itself)."""
World = dict[Slot, Any]
NOTHING = Fraction(0)
SCOPES = ("item", "project", "edition")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a clause comes to, and what it does beyond itself."""

    points: Fraction
    full: Fraction
    beyond: tuple[Fraction, Fraction, Fraction] = (NOTHING, NOTHING, NOTHING)
    far: frozenset[str] = frozenset()
    vetoes: frozenset[str] = frozenset()
    dropped: bool = False


@dataclass(kw_only=True)
class Doing:
    """What one question, or one part, does."""

    lost: Fraction = NOTHING
    gained: Fraction = NOTHING
    forfeits: set[str] = field(default_factory=set)
    exempts: set[str] = field(default_factory=set)
    drops: bool = False
    beyond: dict[str, Fraction] = field(default_factory=lambda: dict.fromkeys(SCOPES, NOTHING))
    vetoes: set[str] = field(default_factory=set)

    def add_beyond(self, plain: Plain, times: int = 1) -> None:
        """Take points beyond the clause."""
        self.beyond[plain["scope"]] += number(plain["points"]) * times

    def add(self, other: "Doing") -> None:
        """Do all that another one does, too."""
        self.lost += other.lost
        self.gained += other.gained
        self.forfeits |= other.forfeits
        self.exempts |= other.exempts
        self.drops |= other.drops
        self.vetoes |= other.vetoes
        for scope in SCOPES:
            self.beyond[scope] += other.beyond[scope]


def questions_of(clause: Plain) -> list[Plain]:
    """Return the questions of a clause in the order they are asked."""
    return [question for part in clause["parts"] for question in part.get("questions", ())]


def things_of(question: Plain) -> list[str]:
    """Return the named things of a question, 其他 included."""
    things = [thing["id"] for thing in question.get("named", ())]
    return [*things, "other"] if question.get("other") else things or [""]


def is_measure(question: Plain) -> bool:
    """Tell whether a question asks for a measured number."""
    return question["kind"] in ("ratio", "value")


def asked(clause: Plain, world: World) -> list[Plain]:
    """Return the questions that apply."""
    names: list[str] = []
    found = []
    for question in questions_of(clause):
        gate = question.get("asked_when")
        if gate is not None:
            if gate["question"] not in names:
                continue
            value = world[gate["question"], ""]
            wanted = gate.get("is")
            wanted = [wanted] if isinstance(wanted, str) else wanted
            if not (value >= gate["from"] if wanted is None else value in wanted):
                continue
        names.append(question["id"])
        found.append(question)
    return found


def _amount(change: object, times: int, chosen: str) -> Fraction:
    """Return points: an amount a case, a list of steps, or what the assessor chose of a range."""
    if isinstance(change, dict):
        return number(change[chosen]) * times
    if isinstance(change, list):
        return sum((number(change[min(one, len(change) - 1)]) for one in range(times)), NOTHING)
    return number(change) * times


def _effect(place: Plain, times: int, chosen: str) -> Doing:
    done = Doing()
    if not times:
        return done
    done.lost = _amount(place.get("deduct"), times, chosen)
    done.gained = _amount(place.get("award"), times, chosen)
    for key, found in (("forfeit", done.forfeits), ("exempt", done.exempts)):
        if place.get(key):
            found.add(place[key])
    done.drops = bool(place.get("drop"))
    if place.get("beyond"):
        done.add_beyond(place["beyond"], 1 if place.get("forfeit") else times)
    if place.get("veto"):
        done.vetoes.add(place["veto"])
    return done


def _reached(steps: list[Plain], value: Fraction) -> list[Plain]:
    """Return the highest step that ``value`` is in, if any: a step above a number is higher than one from it."""
    reached = [step for step in steps if is_reached(step, value)]
    return [max(reached, key=lambda step: (start_of(step), "above" in step))] if reached else []


def _measured(question: Plain, world: World) -> Doing:
    """Return what a number does; where it does not exist, what its ``empty`` says was put in the world."""
    found = world[question["id"], ""]
    done = Doing()
    if "moves" in found:
        done.gained = found["moves"]
        return done
    value, other = found["value"], found["other"]
    for step in _reached(question.get("tiers", []), value):
        done.add(_effect(step, 1, found["chosen"]))
    points = moved(question, value, other)
    if "deduct" in question:
        done.lost += points
    else:
        done.gained += points
    return done


def _cases(question: Plain, values: dict[str, Any]) -> int:
    other: int = values.pop("other", 0)
    hits = [value == question["when"] for value in values.values()]
    per = question.get("per", "each")
    times: dict[str, int] = {
        "each": sum(hits) + other,
        "any": int(any(hits)),
        "all": int(all(hits)),
    }
    return times[str(per)]


def _graded(question: Plain, chosen: dict[str, str], world: World) -> Doing:
    grades = {grade["id"]: grade for grade in question["grades"]}
    every = [
        _effect(grades[one], 1, world.get((question["id"], f"~{thing}"), "to"))
        for thing, one in chosen.items()
    ]
    done = Doing()
    for one in every:
        done.add(one)
    _keep_only(done, every, question.get("only"))
    return done


def _keep_only(done: Doing, every: list[Doing], only: str | None) -> None:
    """Of many, count the worst or the best alone."""
    if only == "worst":
        done.lost = max((one.lost for one in every), default=NOTHING)
    if only == "best":
        done.gained = max((one.gained for one in every), default=NOTHING)


def doing(question: Plain, world: World) -> Doing:
    """Return what a question does."""
    pick = world.get((question["id"], "~"), "to")
    if is_measure(question):
        done = _measured(question, world)
    else:
        values = {thing: world[question["id"], thing] for thing in things_of(question)}
        if question["kind"] == "grade":
            done = _graded(question, values, world)
        elif question["kind"] == "tiers":
            done = Doing()
            for step in _reached(question["tiers"], Fraction(str(values[""]))):
                done.add(_effect(step, 1, pick))
        elif question["kind"] == "count":
            done = _effect(question, sum(values.values()), pick)
        elif question["kind"] == "yes_no":
            done = _effect(question, int(values[""] == question.get("when")), pick)
        else:
            done = _effect(question, _cases(question, values), pick)
    if question.get("most_points") is not None:
        most = number(question["most_points"])
        done.lost, done.gained = min(done.lost, most), min(done.gained, most)
    return done


@dataclass(frozen=True, kw_only=True)
class _Held:
    points: Fraction
    whole: Fraction
    raw: Fraction
    all: Doing
    beyond: Plain | None


def _part(part: Plain, here: list[Doing], unruled: Fraction) -> _Held:
    whole = number(part["points"])
    done = Doing()
    for one in here:
        done.add(one)
    _keep_only(done, here, part.get("only"))
    start = whole if part["start"] == "full" else NOTHING
    raw = start + done.gained - done.lost
    held = min(max(raw, NOTHING), whole)
    if done.forfeits & {"part", "clause"}:
        held = NOTHING
    if done.exempts:
        held = whole
    if part["start"] == "none":
        held = unruled
    return _Held(points=held, whole=whole, raw=raw, all=done, beyond=part.get("beyond"))


def _take_exhausted(parts: list[_Held], done: Doing) -> None:
    """Take what is lost beyond the parts of which nothing is left."""
    for one in parts:
        spent = one.raw <= 0 or "part" in one.all.forfeits or "clause" in done.forfeits
        if one.beyond and spent and not one.all.exempts and "clause" not in done.exempts:
            done.add_beyond(one.beyond)


def outcome(
    clause: Plain,
    world: World,
    *,
    withheld: Fraction = NOTHING,
    spared: frozenset[str] = frozenset(),
) -> Outcome:
    """Return what a clause comes to; ``spared`` questions are counted elsewhere."""
    applicable = {question["id"] for question in asked(clause, world)}
    parts = []
    for index, part in enumerate(clause["parts"]):
        here = []
        for question in part.get("questions", ()):
            if question["id"] in applicable:
                found = doing(question, world)
                if question["id"] in spared:
                    found.lost = NOTHING
                here.append(found)
        parts.append(_part(part, here, world.get(("", str(index)), NOTHING)))
    done = Doing()
    for one in parts:
        done.add(one.all)
    _take_exhausted(parts, done)
    full = sum((one.whole for one in parts), NOTHING)
    if done.drops:
        vetoes = frozenset(done.vetoes)
        return Outcome(points=NOTHING, full=NOTHING, vetoes=vetoes, dropped=True)
    points = sum((one.points for one in parts), NOTHING)
    if "clause" in done.forfeits:
        points = NOTHING
    if "clause" in done.exempts:
        points = full
    return Outcome(
        points=max(points - withheld, NOTHING),
        full=full,
        beyond=(done.beyond["item"], done.beyond["project"], done.beyond["edition"]),
        far=frozenset(done.forfeits & set(SCOPES)),
        vetoes=frozenset(done.vetoes),
    )

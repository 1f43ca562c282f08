"""What the facts could be where they are not all known: the worlds of a clause.

What cannot be tried value by value (numbers without end, decimals) is tried at every place where something changes,
and on either side of it.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

from tests.core.oracle.clauses import (
    NOTHING,
    Plain,
    Slot,
    World,
    asked,
    doing,
    is_measure,
    questions_of,
    things_of,
)
from tests.core.oracle.measures import HUNDRED, is_reached, number, start_of

FEW = 4
TINY = Fraction(1, 10**6)
MOST = 1_000_000
"""No more can be entered."""
FAR = Fraction(10**7)
"""A number that has no end is tried as far as this."""
LEAST_MOST = ("from", "to")


def is_open(answer: object) -> bool:
    """Tell whether an answer leaves the fact open."""
    return answer is None or answer == "unsure"


def given(answers: Plain, question: Plain, thing: str) -> Any:  # noqa: ANN401 - an answer
    """Return the answer to one thing of a question."""
    answer = answers.get(question["id"])
    return answer.get(thing) if isinstance(answer, dict) else answer


def effects_of(question: Plain) -> list[Plain]:
    """Return every place of a question that can have an effect."""
    return [question, *question.get("grades", ()), *question.get("tiers", ())]


def _is_number(question: Plain, thing: str) -> bool:
    return question["kind"] in ("count", "tiers") or thing == "other"


def _choices(question: Plain) -> list[str]:
    if question["kind"] == "grade":
        return [grade["id"] for grade in question["grades"]]
    return ["yes", "no"]


def _written(change: object) -> list[Any]:
    """Return the amounts that an effect is written with: one, a range, or one for each case."""
    if isinstance(change, dict):
        return list(change.values())
    return change if isinstance(change, list) else [change]


def _amounts(clause: Plain) -> list[Fraction]:
    found = [
        number(one)
        for question in questions_of(clause)
        for place in effects_of(question)
        for key in ("deduct", "award")
        for one in _written(place.get(key))
    ]
    return [amount for amount in found if amount]


def _numbers(clause: Plain, most: int) -> list[int]:
    """Return the numbers of cases to try."""
    amounts = _amounts(clause)
    slots = sum(len(things_of(question)) for question in questions_of(clause))
    weight = number(clause.get("points")) + (slots + 1) * max(most, FEW) * max(
        amounts, default=NOTHING
    )
    enough = int(weight / min(amounts, default=Fraction(1))) + 1
    found = {*range(max(most, FEW) + 2), enough}
    for question in questions_of(clause):
        froms = [start_of(step) for step in question.get("tiers", ())]
        froms.append(number((question.get("asked_when") or {}).get("from")))
        found |= {int(one) + near for one in froms for near in (-1, 0, 1)}
    return sorted(one for one in found if one >= 0)


def _measure_span(question: Plain) -> tuple[Fraction, Fraction]:
    if question["kind"] == "ratio":
        return NOTHING, FAR if question.get("over") else HUNDRED
    most = question.get("max")
    return number(question.get("min", 0)), FAR if most is None else number(most)


def _marks(question: Plain) -> set[Fraction]:
    """Return the values at which what a measure does can change."""
    marks = {start_of(step) for step in question.get("tiers", ())}
    marks |= {number(key) for key in question.get("table", {})}
    if "later" in question:
        marks |= {max(marks) + near for near in range(1, 5)}
    target = question.get("target")
    if target is not None and not isinstance(target, dict):
        marks.add(number(target))
    return marks


def _values(question: Plain) -> list[Fraction]:
    """Return the values to try of a measure of which nothing is known."""
    low, high = _measure_span(question)
    step = TINY if question["kind"] == "ratio" else Fraction(1, 10 ** question.get("places", 0))
    near = {mark + by for mark in _marks(question) for by in (-step, NOTHING, step)}
    return sorted({low, high, *(one for one in near if low <= one <= high)})


def _shares(question: Plain, part: Any, whole: Any) -> list[Fraction]:  # noqa: ANN401 - answers
    """Return the shares that two numbers may have of which one is known at least: by trying them one by one."""
    over = bool(question.get("over"))
    finest = 10 ** question.get("places", 0)
    most = question.get("max", MOST) * finest
    part, whole = (None if is_open(one) else int(number(one) * finest) for one in (part, whole))
    if part is None:
        some: list[int] = [*range(whole + 1), *([whole + 1, most] if over else [])]
        if over:
            some += range(whole, whole * 12)
        return [Fraction(one * 100, whole) for one in some]
    if whole is None:
        least = 1 if over else max(part, 1)
        every = (*range(least, 100 * part + 2), most)
        return [Fraction(part * 100, one) for one in every]
    return [Fraction(part * 100, whole)]


def _turning(question: Plain, values: list[Fraction]) -> list[Fraction]:
    """Return the least and the most of the values that fall in each tier."""
    steps = question.get("tiers", ())
    found: dict[int, list[Fraction]] = {}
    for one in values:
        found.setdefault(sum(is_reached(step, one) for step in steps), []).append(one)
    return sorted({end for some in found.values() for end in (min(some), max(some))})


def _possible_values(question: Plain, answers: Plain) -> tuple[list[Fraction], bool, bool]:
    """Return what the value may be, whether it is known not to exist, and whether it may not exist."""
    if question["kind"] == "ratio":
        part, whole = (given(answers, question, name) for name in ("part", "whole"))
        if not is_open(whole) and number(whole) == 0:
            return [], True, True
        can_be_none = is_open(whole) and (is_open(part) or part == 0 or "over" in question)
        if is_open(part) and is_open(whole):
            return _values(question), False, can_be_none
        return _turning(question, _shares(question, part, whole)), False, can_be_none
    answer = answers.get(question["id"])
    value = answer.get("value") if isinstance(answer, dict) else answer
    return ([*_values(question)] if is_open(value) else [number(value)]), False, False


def _others(question: Plain, answers: Plain) -> tuple[list[Fraction], bool]:
    """Return what the target or the reference could be, and whether there may be none."""
    target = question.get("target")
    relative = "relative" in question
    if not relative and not isinstance(target, dict):
        return [number(target)], False
    low, high = _measure_span(question)
    every = [low, high]
    if isinstance(target, dict) and "part" in target:
        part, whole = (given(answers, question, f"target_{name}") for name in ("part", "whole"))
        if not is_open(whole) and number(whole) == 0:
            return [], True
        can_be_none = is_open(whole) and (is_open(part) or part == 0 or "over" in question)
        if is_open(part) and is_open(whole):
            return every, can_be_none
        found = _shares(question, part, whole)
        return sorted({min(found), max(found)}), can_be_none
    answer = given(answers, question, "reference" if relative else "target")
    if is_open(answer):
        return ([FAR, Fraction(1) if _is_ranked(question) else TINY] if relative else every), False
    return [number(answer)], relative and number(answer) == 0


def _worth(question: Plain, world: Plain) -> tuple[int, Fraction, Fraction]:
    """Rank what a measure does, the worst first."""
    done = doing(question, {(question["id"], ""): world})
    far = sum(done.beyond.values(), NOTHING) + len(done.vetoes)
    return -len(done.forfeits), done.gained - done.lost, -far


def _nonexistent(question: Plain, part: Plain, answers: Plain) -> list[Plain]:
    """Return the worlds in which there is no value, or no target: whatever there is may be anything."""
    empty = question.get("empty", "open")
    if isinstance(empty, dict):
        instead = given(answers, question, "instead")
        every = [NOTHING, number(part["points"])] if is_open(instead) else [number(instead)]
        return [{"moves": one} for one in every]
    values, _, no_value = _possible_values(question, answers)
    others, no_target = _others(question, answers)
    found = _measured_so(
        question,
        _values(question) if no_value else values,
        _others(question, {})[0] if no_target else others,
    )
    found.sort(key=lambda world: _worth(question, world))
    return {"keep": found[-1:], "lose": found[:1], "open": found}[empty]


def _measured_so(question: Plain, values: list[Fraction], others: list[Fraction]) -> list[Plain]:
    """Return the worlds in which a number is one of ``values`` and what it is held against one of ``others``."""
    asked_other = isinstance(question.get("target"), dict) or "relative" in question
    several = asked_other and len(others) > 1
    near = {one for one in values if several and min(others) <= one <= max(others)}
    last = set(others) if _is_ranked(question) and len(values) > 1 and len(others) == 1 else set()
    return [
        {"value": one, "other": other, "chosen": chosen}
        for one in sorted({*values, *last})
        for other in sorted({*others, *near})
        for chosen in _chosen(question)
        if other or "relative" not in question
        if one <= other or not _is_ranked(question)
    ]


def _is_ranked(question: Plain) -> bool:
    return str((question.get("relative") or {}).get("by")) == "rank"


def _chosen(question: Plain) -> list[str]:
    ranges = [tier.get(key) for tier in question.get("tiers", ()) for key in ("deduct", "award")]
    return list(LEAST_MOST) if any(isinstance(one, dict) for one in ranges) else ["to"]


def _measured(question: Plain, part: Plain, answers: Plain) -> list[Plain]:
    values, never, perhaps = _possible_values(question, answers)
    others, without = _others(question, answers)
    found: list[Plain] = []
    if never or perhaps or without:
        found += _nonexistent(question, part, answers)
    if not never:
        found += _measured_so(question, values, others)
    return found


def _domain(question: Plain, thing: str, answer: object, numbers: list[int]) -> list[Any]:
    if not is_open(answer):
        doubts = {doubt["id"]: doubt["among"] for doubt in question.get("doubts", ())}
        return list(doubts.get(answer, [answer]))
    if question["kind"] == "tiers" and question.get("places"):
        step = Fraction(1, 10 ** question["places"])
        froms = {number(tier["from"]) for tier in question["tiers"]}
        return sorted({NOTHING, *(one + by for one in froms for by in (-step, NOTHING))} - {-step})
    return list(numbers) if _is_number(question, thing) else _choices(question)


def domains(clause: Plain, answers: Plain) -> dict[Slot, list[Any]]:
    """Return what every slot of a clause could be."""
    known = [given(answers, q, thing) for q in questions_of(clause) for thing in things_of(q)]
    numbers = _numbers(clause, max((one for one in known if isinstance(one, int)), default=0))
    found: dict[Slot, list[Any]] = {}
    for index, part in enumerate(clause["parts"]):
        if part["start"] == "none":
            found["", str(index)] = [NOTHING, number(part["points"])]
        for question in part.get("questions", ()):
            name = question["id"]
            if is_measure(question):
                found[name, ""] = _measured(question, part, answers)
                continue
            for thing in things_of(question):
                answer = given(answers, question, thing)
                found[name, thing] = _domain(question, thing, answer, numbers)
            if any(
                isinstance(place.get(key), dict)
                for place in effects_of(question)
                for key in ("deduct", "award")
            ):
                for thing in things_of(question) if question["kind"] == "grade" else [""]:
                    found[name, f"~{thing}"] = list(LEAST_MOST)
    return found


def size(clause: Plain, answers: Plain) -> int:
    """Return how many worlds there are to try."""
    count = 1
    for values in domains(clause, answers).values():
        count *= len(values)
    return count


def worlds(clause: Plain, answers: Plain) -> Iterator[World]:
    """Return every world that contradicts neither the answers nor itself."""
    slots = domains(clause, answers)
    for values in product(*slots.values()):
        world = dict(zip(slots, values, strict=True))
        if _is_consistent(clause, world):
            yield world


def _is_consistent(clause: Plain, world: World) -> bool:
    applicable = {question["id"] for question in asked(clause, world)}
    return all(
        world[question["id"], ""] >= world[question["at_least"], ""]
        for question in questions_of(clause)
        if question.get("at_least") and {question["id"], question["at_least"]} <= applicable
    )

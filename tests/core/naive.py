"""An independent scorer: slow and naive, on plain data, one completion of the answers at a time.

It shares nothing with the core but the words of the schema. What an answer leaves open is tried out value by
value; numbers without end are tried as far as anything can change.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import combinations, product
from typing import Any

Plain = dict[str, Any]
Slot = tuple[str, str]
"""A question, and one of its named things (``""`` for the question itself)."""
Completion = dict[Slot, Any]
Ends = tuple[int, int]
"""In thousandths of a point."""

FEW = 3


@cache
def _thousandths(text: str) -> int:
    return int(Decimal(text) * 1000)


def thousandths(amount: object) -> int:
    """Return points as a whole number of thousandths; nothing is 0."""
    return _thousandths(str(amount or 0))


def questions_of(clause: Plain) -> list[Plain]:
    """Return the questions of a clause in the order they are asked."""
    return [question for part in clause["parts"] for question in part.get("questions", ())]


def things_of(question: Plain) -> list[str]:
    """Return the slots of a question."""
    things = [thing["id"] for thing in question.get("named", ())]
    return [*things, "other"] if question.get("other") else things or [""]


def is_number(question: Plain, thing: str) -> bool:
    """Tell whether a slot takes a number."""
    return question["kind"] in ("count", "tiers") or thing == "other"


def choices_of(question: Plain) -> list[str]:
    """Return what a slot that takes no number can be."""
    if question["kind"] == "grade":
        return [grade["id"] for grade in question["grades"]]
    return ["yes", "no"]


def _thresholds(clause: Plain) -> set[int]:
    found = set(range(FEW + 1))
    for question in questions_of(clause):
        found |= {tier["from"] for tier in question.get("tiers", ())}
        found.add((question.get("asked_when") or {}).get("from", 0))
    return found | {number - 1 for number in found if number}


def _known(question: Plain, thing: str, answers: Plain) -> Any:  # noqa: ANN401 - an answer
    answer = answers.get(question["id"])
    return answer.get(thing) if isinstance(answer, dict) else answer


def domain(question: Plain, thing: str, answer: object, numbers: list[int]) -> list[Any]:
    """Return what a slot could be in truth when it is answered so."""
    if answer is not None and answer != "unsure":
        doubts = {doubt["id"]: doubt["among"] for doubt in question.get("doubts", ())}
        return list(doubts.get(answer, [answer]))
    return numbers if is_number(question, thing) else choices_of(question)


def domains(clause: Plain, answers: Plain) -> dict[Slot, list[Any]]:
    """Return the domain of every slot of a clause."""
    slots = [
        (question, thing) for question in questions_of(clause) for thing in things_of(question)
    ]
    known = {_known(question, thing, answers) for question, thing in slots}
    given = {number for number in known if isinstance(number, int)}
    enough = _enough(clause, max(given, default=0))
    numbers = sorted(_thresholds(clause) | given | {number + 1 for number in given} | {enough})
    return {
        (question["id"], thing): domain(question, thing, _known(question, thing, answers), numbers)
        for question, thing in slots
    }


def _enough(clause: Plain, most: int) -> int:
    """Return a number of cases that outweighs everything else in a clause."""
    amounts = [
        thousandths(place[key])
        for question in questions_of(clause)
        for place in (question, *question.get("grades", ()), *question.get("tiers", ()))
        for key in ("deduct", "award")
        if thousandths(place.get(key))
    ]
    slots = sum(len(things_of(question)) for question in questions_of(clause))
    weight = thousandths(clause["points"]) + slots * max(most, 1) * max(amounts, default=0)
    return weight // min(amounts, default=1) + 1


def completions(clause: Plain, answers: Plain) -> Iterator[Completion]:
    """Return every completion of the answers that contradicts nothing."""
    slots = domains(clause, answers)
    for values in product(*slots.values()):
        completion = dict(zip(slots, values, strict=True))
        if _is_consistent(clause, completion):
            yield completion


def size(clause: Plain, answers: Plain) -> int:
    """Return how many completions there are to try."""
    number = 1
    for values in domains(clause, answers).values():
        number *= len(values)
    return number


def asked(clause: Plain, completion: Completion) -> list[Plain]:
    """Return the questions that apply."""
    names: list[str] = []
    found = []
    for question in questions_of(clause):
        gate = question.get("asked_when")
        if gate is not None:
            value = completion.get((gate["question"], ""))
            wanted = gate.get("is")
            opens = value >= gate["from"] if wanted is None else value in wanted
            if gate["question"] not in names or not opens:
                continue
        names.append(question["id"])
        found.append(question)
    return found


def _is_consistent(clause: Plain, completion: Completion) -> bool:
    applicable = [question["id"] for question in asked(clause, completion)]
    return all(
        completion[question["id"], ""] >= completion[question["at_least"], ""]
        for question in questions_of(clause)
        if question.get("at_least")
        and question["id"] in applicable
        and question["at_least"] in applicable
    )


def effects(question: Plain, completion: Completion) -> list[tuple[Plain, int]]:
    """Return what a question does, each time with how often."""
    values = {thing: completion[question["id"], thing] for thing in things_of(question)}
    if question["kind"] == "grade":
        grades = {grade["id"]: grade for grade in question["grades"]}
        return [(grades[value], 1) for value in values.values()]
    if question["kind"] == "tiers":
        reached = [tier for tier in question["tiers"] if values[""] >= tier["from"]]
        return [(max(reached, key=lambda tier: tier["from"]), 1)] if reached else []
    if question["kind"] == "count":
        return [(question, sum(values.values()))]
    if question["kind"] == "yes_no":
        return [(question, int(values[""] == question.get("when")))]
    other = values.pop("other", 0)
    hits = [value == question["when"] for value in values.values()]
    per = question.get("per", "each")
    times = {"each": sum(hits) + other, "any": int(any(hits)), "all": int(all(hits))}
    return [(question, times[per])]


def points(clause: Plain, completion: Completion, *, generous: bool) -> int:
    """Return the points of a clause when everything is known; ``generous`` assessors give all they may."""
    applicable = asked(clause, completion)
    found, reach = [], set()
    for part in clause["parts"]:
        whole = thousandths(part["points"])
        sum_ = whole if part["start"] == "full" or (part["start"] == "none" and generous) else 0
        here = set()
        for question in part.get("questions", ()):
            if question not in applicable:
                continue
            for place, times in effects(question, completion):
                sum_ += times * thousandths(place.get("award"))
                sum_ -= times * thousandths(place.get("deduct"))
                here |= {
                    (key, place[key]) for key in ("forfeit", "exempt") if place.get(key) and times
                }
        reach |= here
        held = min(max(sum_, 0), whole)
        if any(key == "forfeit" for key, _ in here):
            held = 0
        if any(key == "exempt" for key, _ in here):
            held = whole
        found.append((held, whole))
    if ("exempt", "clause") in reach:
        return sum((whole for _, whole in found))
    if ("forfeit", "clause") in reach:
        return 0
    return sum((held for held, _ in found))


def span(clause: Plain, answers: Plain) -> Ends:
    """Return the least and the most points that any completion gives."""
    every = list(completions(clause, answers))
    low = min(points(clause, completion, generous=False) for completion in every)
    return low, max(points(clause, completion, generous=True) for completion in every)


def otherwise(clause: Plain, readings: tuple[Plain, ...]) -> Plain:
    """Return a clause with the questions that other readings replace."""
    changes = {
        name: change for one in readings for name, change in one.get("questions", {}).items()
    }

    def changed(question: Plain) -> Plain:
        merged = {**question, **changes.get(question["id"], {})}
        return {key: value for key, value in merged.items() if value is not None}

    parts = [
        {**part, "questions": [changed(question) for question in part["questions"]]}
        if "questions" in part
        else part
        for part in clause["parts"]
    ]
    return {**clause, "parts": parts}


def told(clause: Plain, answers: Plain) -> Plain:
    """Return the answers to questions that are asked, whatever the open ones turn out to be."""
    slots = domains(clause, answers)
    leads = {
        (question["asked_when"]["question"], "")
        for question in questions_of(clause)
        if question.get("asked_when")
    }
    tried = [values if slot in leads else values[:1] for slot, values in slots.items()]
    names = {
        question["id"]
        for values in product(*tried)
        for question in asked(clause, dict(zip(slots, values, strict=True)))
    }
    return {name: answer for name, answer in answers.items() if name in names}


def envelope(clause: Plain, answers: Plain) -> Ends:
    """Return the range that holds every set of readings that do not contradict each other."""
    answers = told(clause, answers)
    ends = [span(clause, answers)]
    readings = clause.get("readings", [])
    for number in range(1, len(readings) + 1):
        for chosen in combinations(readings, number):
            names = [name for one in chosen for name in one.get("questions", {})]
            if len(names) == len(set(names)):
                low, high = span(otherwise(clause, chosen), answers)
                withheld = sum(thousandths(one.get("discretion")) for one in chosen)
                ends.append((max(low - withheld, 0), high))
    return min(low for low, _ in ends), max(high for _, high in ends)

"""Random answers to a plain edition; a seed draws the same ones again."""

from decimal import Decimal
from random import Random

from tests.core.oracle.clauses import Plain, is_measure, questions_of, things_of
from tests.core.oracle.drawing import clauses_of


def draw_entries(plain: Plain, seed: int) -> Plain:
    """Draw answers: most of them known, so that the rest can be tried out."""
    chance = Random(seed)  # noqa: S311 - cases to try, no secrets
    known = chance.choice((1.0, 0.9, 0.8, 0.7, 0.5))
    found = {}
    for place in clauses_of(plain):
        answers: Plain = {}
        for question in questions_of(place):
            answers[question["id"]] = _answer(question, chance, known)
        found[place["id"]] = {"answers": answers}
    return found


def _open(chance: Random, known: float, value: object) -> object:
    return value if chance.random() < known else chance.choice((None, "unsure"))


def _answer(question: Plain, chance: Random, known: float) -> object:
    if is_measure(question):
        return _measured(question, chance, known)
    found = {
        thing: _open(chance, known, _fact(question, thing, chance)) for thing in things_of(question)
    }
    return found[""] if list(found) == [""] else found


def _fact(question: Plain, thing: str, chance: Random) -> object:
    if question["kind"] == "tiers" and question.get("places"):
        return chance.choice((0, "0.4", "0.5", 1, "2.5", "9.8", 10))
    if question["kind"] == "tiers":
        froms = [int(step["from"]) for step in question["tiers"]]
        near = [number + by for number in froms for by in (-1, 0, 1) if number + by >= 0]
        return chance.choice((0, 1, 2, 3, 5, 9, *near))
    if question["kind"] == "count" or thing == "other":
        return chance.choice((0, 0, 1, 1, 2, 3, 5, 9))
    if question["kind"] == "grade":
        doubts = [one["id"] for one in question.get("doubts", ())]
        return chance.choice([*(one["id"] for one in question["grades"]), *doubts])
    return chance.choice(("yes", "no"))


def _numbers(question: Plain, chance: Random) -> list[object]:
    """Return some numbers that a measure may be."""
    low, high = Decimal(str(question.get("min", 0))), Decimal(str(question.get("max", 100)))
    found: list[object] = [
        number for number in (0, 1, 2, 3, 4, 5, 8, 9, 11, 12, 20) if low <= number <= high
    ]
    found += [chance.randint(int(low), int(high)) for _ in range(3)]
    if question.get("places") or question["kind"] == "ratio":
        found += [text for text in ("17.5", "9.3", "8.9", "55.5") if low <= Decimal(text) <= high]
    return found


def _tenth(number: int) -> object:
    """Return a tenth of a number, as it is entered."""
    return number // 10 if number % 10 == 0 else f"{number // 10}.{number % 10}"


def _measured(question: Plain, chance: Random, known: float) -> object:
    numbers = _numbers(question, chance)
    found: Plain = {}
    if question["kind"] == "ratio":
        whole = chance.choice((0, 3, 7, 8, 40, 40))
        part = chance.randint(0, whole)
        if question.get("over") and whole:
            part += chance.choice((0, 30))
        tenths = question.get("places") and chance.random() < 0.7
        found |= {"part": _tenth(part) if tenths else part}
        found |= {"whole": _tenth(whole) if tenths else whole}
    target = question.get("target")
    if "relative" in question:
        found |= {
            "value": chance.choice(numbers),
            "reference": chance.choice([one for one in numbers if one != 0]),
        }
        if question["relative"].get("by") == "rank":
            found["reference"] = max(int(str(one)) for one in found.values())
    elif isinstance(target, dict):
        if question["kind"] == "value":
            found["value"] = chance.choice(numbers)
        if "ask" in target:
            found["target"] = chance.choice(numbers)
        else:
            found |= {"target_part": chance.randint(0, 8), "target_whole": chance.choice((8, 40))}
    elif question["kind"] == "value":
        return _open(chance, known, chance.choice(numbers))
    if isinstance(question.get("empty"), dict):
        found["instead"] = chance.choice((0, "0.5"))
    return {name: _open(chance, known, value) for name, value in found.items()}

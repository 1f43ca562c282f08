"""Plain editions that do more than add up, as small as can be, and their results in a few words."""

from typing import Any

from qinglian_core import Assessment, assess, decode_answers, decode_rubric
from qinglian_core.scoring.result import result_object
from tests.core.plainrubric import Plain, clause, count, edition, item, part, yes_no

TO_100 = {"to": 100, "round": "0.1", "cite": "折合成百分制"}
UNITS = [{"id": "own", "label": "本级"}, {"id": "other", "label": "其他"}]


def single(
    identifier: str, question: Plain, *, points: object = 5, start: str = "full", **more: object
) -> Plain:
    """Return an item of one clause with one question."""
    parts = {key: more.pop(key) for key in ("beyond", "only") if key in more}
    own = clause(part(question, points=points, start=start, **parts), identifier=f"{identifier}.1")
    own |= {key: more.pop(key) for key in ("readings",) if key in more}
    return item(own, identifier=identifier, **more)


def roles(*items: Plain, more: Plain | None = None, **of: Plain) -> Plain:
    """Return an edition in which the items named in ``of`` stand in projects of their own, as these say."""
    plain = edition(*items, **(more or {}))
    base = [one for one in items if f"i{one['id']}" not in of]
    total = str(sum(float(str(one["points"])) for one in base))
    plain["points"] = total
    plain["projects"] = [
        {"id": "base", "title": "基本项", "points": total, "items": [one["id"] for one in base]},
        *(
            {"id": f"p{name}", "title": f"第{name}块", "items": [name[1:]], **project}
            for name, project in of.items()
        ),
    ]
    return plain


def assessed(plain: Plain, answers: Plain, kind: str = "") -> Assessment:
    """Return the assessment of answers by ``clause.question``, or by clause with an own estimate."""
    rubric = decode_rubric(plain)
    entries: Plain = {}
    for name, answer in answers.items():
        place, _, asked = name.rpartition(".")
        if asked.isdigit():
            entries.setdefault(name, {})["estimate"] = answer
        else:
            entries.setdefault(place, {}).setdefault("answers", {})[asked] = answer
    return assess(rubric, decode_answers(rubric, entries), kind)


def result(plain: Plain, answers: Plain, kind: str = "") -> Any:  # noqa: ANN401 - a result object
    """Return the result object."""
    return result_object(assessed(plain, answers, kind))


def told(plain: Plain, answers: Plain, kind: str = "") -> str:
    """Return the total in words, and whatever is said above it."""
    total = result(plain, answers, kind)["total"]
    return "|".join([total["range"], *total["above"]])


def lines(plain: Plain, answers: Plain, kind: str = "") -> list[str]:
    """Return the ledger of the total: what each line moves at either end, and its words."""
    ledger = result(plain, answers, kind)["total"]["ledger"]
    return [f"{one['low']}~{one['high']} {one['text']}" for one in ledger]


LATE = count("late", deduct=1)
DONE = yes_no("done", deduct=1)

"""Plain rubrics for tests, as small as can be: what is not said is filled in so that it is valid."""

import copy
from decimal import Decimal
from typing import Any

from qinglian_core import ClauseScore, Rubric, RubricError, assess, decode_answers, decode_rubric
from qinglian_core.criteria.model import Clause
from qinglian_core.criteria.questions import Question

Plain = dict[str, Any]

DEDUCTS = "未做到的扣0.5分、1分、2分、3分或不得分，未涉及的不扣分"
AWARDS = "做到的得0.2分、0.5分或1分"
WRITTEN = "扣完为止"
TEXT = f"{DEDUCTS}，{AWARDS}，{WRITTEN}。"


def yes_no(identifier: str = "done", **more: object) -> Plain:
    """Return a yes/no question; with an effect it follows on “no” unless ``when`` is given."""
    question = {"id": identifier, "kind": "yes_no", "ask": "做到了吗？", "cite": DEDUCTS, **more}
    if {"deduct", "award", "forfeit", "exempt", "drop", "beyond", "veto"} & set(more):
        question.setdefault("when", "no")
    return question


def count(identifier: str = "cases", **more: object) -> Plain:
    """Return a count in 件."""
    return {
        "id": identifier,
        "kind": "count",
        "ask": "有几件？",
        "cite": DEDUCTS,
        "unit": "件",
        **more,
    }


def named(*identifiers: str) -> list[Plain]:
    """Return named things, called after their ids: ``a`` is 甲."""
    return [{"id": identifier, "label": f"事项{identifier}"} for identifier in identifiers]


def each(identifier: str = "things", things: str = "abc", **more: object) -> Plain:
    """Return a question about each of some named things; “no” has the effect."""
    return {
        "id": identifier,
        "kind": "each",
        "ask": "下列各项做到了吗？",
        "cite": DEDUCTS,
        "when": "no",
        "named": named(*things),
        **more,
    }


def grade(identifier: str = "quality", **more: object) -> Plain:
    """Return a question of three grades: good 0, weak -0.5, poor -1."""
    grades = [
        {"id": "good", "label": "好"},
        {"id": "weak", "label": "较差", "deduct": "0.5"},
        {"id": "poor", "label": "很差", "deduct": 1},
    ]
    return {
        "id": identifier,
        "kind": "grade",
        "ask": "做得怎样？",
        "cite": DEDUCTS,
        "grades": grades,
        **more,
    }


def tiers(identifier: str = "number", *steps: Plain, **more: object) -> Plain:
    """Return a number in tiers."""
    return {
        "id": identifier,
        "kind": "tiers",
        "ask": "有多少？",
        "cite": AWARDS,
        "unit": "份",
        "tiers": list(steps),
        **more,
    }


def ratio(identifier: str = "share", **more: object) -> Plain:
    """Return the share of one number in another; every point that it is below 20 % deducts 0.5."""
    scale = {} if SCALES & set(more) else {"target": 20, "per": 1, "deduct": "0.5"}
    return {
        "id": identifier,
        "kind": "ratio",
        "ask": "比例是多少？",
        "cite": DEDUCTS,
        "of": {"part": "一部分", "whole": "总数"},
        **scale,
        **more,
    }


def value(identifier: str = "figure", **more: object) -> Plain:
    """Return a number that is entered."""
    return {
        "id": identifier,
        "kind": "value",
        "ask": "是多少？",
        "cite": AWARDS,
        "unit": "分",
        **more,
    }


SCALES = {"target", "tiers", "table", "relative", "deduct", "award"}


def part(*questions: Plain, points: object = 2, start: str = "full", **more: object) -> Plain:
    """Return a part whose bound is assumed."""
    plain: Plain = {"points": points, "start": start, **more}
    if questions:
        plain["questions"] = list(questions)
        plain.setdefault("bound", "assumed")
    return plain


def clause(*parts: Plain, identifier: str = "1.1", **more: object) -> Plain:
    """Return a clause worth what its parts are."""
    total = sum((Decimal(str(one["points"])) for one in parts), start=Decimal(0))
    return {"id": identifier, "points": str(total), "text": TEXT, "parts": list(parts), **more}


def item(*clauses: Plain, identifier: str = "1", **more: object) -> Plain:
    """Return an item worth what its clauses are."""
    total = sum((Decimal(str(one["points"])) for one in clauses), start=Decimal(0))
    return {
        "id": identifier,
        "title": f"内容{identifier}",
        "points": str(total),
        "standard": "标准",
        "clauses": list(clauses),
        **more,
    }


def edition(*items: Plain, **more: object) -> Plain:
    """Return an edition of one project that holds ``items``."""
    total = str(sum((Decimal(str(one["points"])) for one in items), start=Decimal(0)))
    names = [one["id"] for one in items]
    return {
        "format": 1,
        "id": "small",
        "title": "小细则",
        "columns": ["项目", "内容", "标准", "细则", "得分"],
        "points": total,
        "projects": [{"id": "all", "title": "全部", "points": total, "items": names}],
        "provenance": {"name": "样例", "sha256": "0" * 64, "verbatim": ["text"]},
        "items": list(items),
        **more,
    }


VETOES = [{"id": "failed", "text": "不合格", "outcome": {"text": "不合格"}}]


def rubric(*clauses: Plain) -> Rubric:
    """Return the decoded edition of one item that holds ``clauses``."""
    vetoed = {"vetoes": VETOES} if "'veto': 'failed'" in repr(clauses) else {}
    return decode_rubric(edition(item(*clauses), **vetoed))


def clause_of(edition: Rubric, name: str) -> Clause:
    """Return the clause of that id."""
    return next(one for one in edition.clauses if one.id == name)


def bare_question(known: Question) -> Question:
    """Return a question of no kind, called and put as a ``known`` one."""
    return Question(
        id=known.id,
        ask=known.ask,
        cite=known.cite,
        hint="",
        step="",
        nature=known.nature,
        irreversible=False,
        asked_when=None,
    )


def score(plain: Plain, answers: object = None, estimate: object = None) -> ClauseScore:
    """Score one plain clause by itself."""
    decoded = rubric(plain)
    entry = {"answers": answers, "estimate": estimate}
    return assess(decoded, decode_answers(decoded, {plain["id"]: entry})).clauses[0]


def sure(plain: Plain, answers: object = None) -> str:
    """Return the sure range of one plain clause: ``1``, or ``1~2``."""
    found = score(plain, answers).sure
    return f"{found.low.normalize():f}" + ("" if found.settled else f"~{found.high.normalize():f}")


def envelope(plain: Plain, answers: object = None) -> str:
    """Return the envelope of one plain clause: ``1``, or ``1~2``."""
    found = score(plain, answers).envelope
    return f"{found.low.normalize():f}" + ("" if found.settled else f"~{found.high.normalize():f}")


def faults(plain: object) -> list[str]:
    """Return the faults of a plain edition, one line each."""
    try:
        decode_rubric(plain)
    except RubricError as error:
        return [str(fault) for fault in error.faults]
    return []


def clause_faults(plain: Plain) -> list[str]:
    """Return the faults of one plain clause, their places counted from the clause."""
    place = "items[0].clauses[0]"
    found = faults(edition(item(plain)))
    return [fault.replace(f"{place}.", "", 1).replace(place, "", 1) for fault in found]


def changed(base: Plain, *path: Any, to: object) -> Plain:  # noqa: ANN401 - keys and indexes
    """Return ``base`` with one datum changed; ``...`` takes it away."""
    found = copy.deepcopy(base)
    place: Any = found
    for step in path[:-1]:
        place = place[step]
    if to is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return found

"""Where the core and the oracle differ over one edition and one set of answers."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from qinglian_core import assess, decode_answers, decode_rubric
from qinglian_core.scoring.result import result_object
from tests.core.oracle.clauses import Plain
from tests.core.oracle.editions import clauses_of
from tests.core.oracle.hulls import Ends, Hull, hull

ENDS = (("low", "high"), ("envelope_low", "envelope_high"))


def _places(result: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - a result object
    for kind in ("clause", "item", "project"):
        for one in result[f"{kind}s"]:
            yield f"{kind} {one['id']}", one
    yield "total", result["total"]
    for name in ("base", "bonus", "penalty"):
        if name in result["total"]:
            yield name, result["total"][name]


def _ends(place: Plain, keys: tuple[str, str]) -> Ends | None:
    low, high = (place.get(key) for key in keys)
    return None if low is None or high is None else (Fraction(low), Fraction(high))


def _scores(result: Any, hulls: tuple[Hull, Hull]) -> Iterator[str]:  # noqa: ANN401 - a result object
    for name, place in _places(result):
        for keys, tried in zip(ENDS, hulls, strict=True):
            found, wanted = _ends(place, keys), tried.scores.get(name)
            if wanted is not None and found is not None and found != wanted:
                told = [f"{float(one):g}" for one in (*wanted, *found)]
                yield f"{name} {keys[0]}: oracle {told[0]}–{told[1]}, core {told[2]}–{told[3]}"


def _rest(plain: Plain, total: Plain, tried: Hull) -> Iterator[str]:
    if plain.get("levels"):
        found = frozenset(total["levels"])
        if found != tried.levels:
            yield f"levels: oracle {sorted(tried.levels)}, core {sorted(found)}"
    if plain.get("vetoes"):
        states = {one["id"]: one["state"] for one in total["vetoes"]}
        for name, state in states.items():
            wanted = "fired" if name in tried.fired else "open" if name in tried.open else "clear"
            if state != wanted:
                yield f"veto {name}: oracle {wanted}, core {state}"


def differences(plain: Plain, entries: Plain, kind: str = "") -> list[str]:
    """Return a line for every score, level and veto that the two do not agree on.

    Raises ``TooManyError``, and ``AnswerError`` where the answers contradict each other.
    """
    rubric = decode_rubric(plain)
    result: Any = result_object(assess(rubric, decode_answers(rubric, entries), kind=kind))
    sure = hull(plain, entries, kind)
    hulls = (sure, hull(plain, entries, kind, other_readings=True))
    assert len(result["clauses"]) == len(clauses_of(plain))
    return [*_scores(result, hulls), *_rest(plain, result["total"], sure)]

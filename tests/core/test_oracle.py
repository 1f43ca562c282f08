"""Random small editions of every kind of rule: the core's ranges are those of an evaluator of its own.

``QINGLIAN_ORACLE=20000`` tries that many editions instead of a few; a difference names the seed that shows it.
"""

import os
from collections import Counter

import pytest

from qinglian_core import RubricError, decode_rubric
from tests.core.oracle.answering import draw_entries
from tests.core.oracle.clauses import Plain
from tests.core.oracle.comparing import differences
from tests.core.oracle.drawing import TASTES, Drawer
from tests.core.oracle.hulls import TooManyError
from tests.core.plainrubric import clause, count, edition, item, part, yes_no

CHUNK = 25
SEEDS = int(os.environ.get("QINGLIAN_ORACLE", "100"))


def _kinds(plain: Plain, seed: int) -> str:
    kinds = ["", *(one["id"] for one in plain.get("units", ()))]
    return str(kinds[seed % len(kinds)])


def _drawn(seed: int) -> Plain | None:
    plain = Drawer(seed).edition()
    try:
        decode_rubric(plain)
    except RubricError:
        return None
    return plain


@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_scores_are_those_of_another_evaluator(first: int) -> None:
    found = {}
    compared = 0
    for seed in range(first, first + CHUNK):
        plain = _drawn(seed)
        for turn in range(2 if plain else 0):
            assert plain
            entries = draw_entries(plain, seed * 2 + turn)
            try:
                told = differences(plain, entries, _kinds(plain, seed + turn))
            except TooManyError:
                continue
            compared += 1
            if told:
                found[seed, turn] = told
    assert found == {}
    assert compared >= CHUNK // 2


def test_what_is_drawn_holds_every_kind_and_is_seldom_refused() -> None:
    tastes: Counter[str] = Counter()
    fine = 0
    for seed in range(100):
        drawer = Drawer(seed)
        plain = drawer.edition()
        try:
            decode_rubric(plain)
        except RubricError:
            continue
        fine += 1
        tastes.update(drawer.tastes)
    assert fine > 60
    assert {taste for taste in TASTES if tastes[taste] < 10} == set()


HAS = yes_no("has", when="no", drop="clause")
SAME = yes_no("same", when="yes", deduct=1)


def _once(*clauses: Plain, keep: str = "most") -> Plain:
    members = [f"{one['id']}.same" for one in clauses]
    group = {"id": "twice", "why": "不重复扣分", "questions": members, "keep": keep}
    return edition(item(*clauses), once=[group])


@pytest.mark.parametrize("first", [0, 1, 3, "unsure"])
@pytest.mark.parametrize("second", [0, 1, 3, "unsure"])
def test_of_deductions_that_count_once_the_first_may_stay(
    first: int | str, second: int | str
) -> None:
    one, two = (count("same", deduct=points) for points in (1, 2))
    plain = _once(clause(part(one)), clause(part(two), identifier="1.2"), keep="first")
    entries = {
        "1.1": {"answers": {"same": first}},
        "1.2": {"answers": {"same": second}},
    }
    assert differences(plain, entries) == []


@pytest.mark.parametrize("has", ["yes", "no", "unsure", None])
@pytest.mark.parametrize("same", ["yes", "no", "unsure", None])
def test_a_clause_that_may_be_dropped_shares_a_deduction_that_counts_once(
    has: str | None, same: str | None
) -> None:
    plain = _once(clause(part(SAME)), clause(part(HAS, SAME), identifier="1.2"))
    entries = {
        "1.1": {"answers": {"same": "yes"}},
        "1.2": {"answers": {"has": has, "same": same}},
    }
    assert differences(plain, entries) == []


def test_losses_and_gains_without_end_meet_in_a_clause_that_may_be_dropped() -> None:
    lost, gained = count("lost", deduct=1), count("gained", award=1)
    plain = edition(item(clause(part(lost, gained, HAS))))
    assert differences(plain, {}) == []
    assert differences(plain, {"1.1": {"answers": {"has": "yes", "lost": 1}}}) == []

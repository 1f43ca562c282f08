"""Every vector: the answers of the file give the scores of the file."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from qinglian_core import Rubric, assess, decode_answers, decode_rubric
from qinglian_core.scoring.result import result_object

FOLDER = Path(__file__).resolve().parent.parent / "vectors"
FILES = sorted(FOLDER.glob("*.json"))
ENDS = ("low", "high", "envelope_low", "envelope_high")
KEYS = {*ENDS, "estimate"}

Case = dict[str, Any]


def _cases() -> list[tuple[str, Case, Any]]:
    files = [(path.stem, json.loads(path.read_bytes())) for path in FILES]
    return [(stem, case, file.get("rubric")) for stem, file in files for case in file["cases"]]


CASES = _cases()
NAMED = [pytest.param(case, own, id=f"{stem}-{case['name']}") for stem, case, own in CASES]


@pytest.mark.parametrize(("case", "own"), NAMED)
def test_answers_give_the_expected_scores(case: Case, own: object, jiyuan: Rubric) -> None:
    rubric = jiyuan if own is None else decode_rubric(own)
    result: Any = result_object(assess(rubric, decode_answers(rubric, case["answers"])))
    scores = {clause["id"]: {key: clause[key] for key in KEYS} for clause in result["clauses"]}
    assert {name: scores[name] for name in case["expect"]} == case["expect"]
    if "total" in case:
        assert {key: result["total"][key] for key in KEYS} == case["total"]


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case["name"]) for _, case, _ in CASES if "total" in case]
)
def test_totals_are_the_sums_of_their_clauses(case: Case) -> None:
    for key in ENDS:
        total = sum(Decimal(score[key]) for score in case["expect"].values())
        assert total == Decimal(case["total"][key])
    estimates = [score["estimate"] for score in case["expect"].values()]
    if None in estimates:
        assert case["total"]["estimate"] is None
    else:
        assert sum(map(Decimal, estimates)) == Decimal(case["total"]["estimate"])


def test_scenarios_cover_the_whole_edition(jiyuan: Rubric) -> None:
    scenarios = [case for stem, case, _ in CASES if stem.startswith("scenario-")]
    assert len(scenarios) >= 14
    names = [clause.id for clause in jiyuan.clauses]
    assert [case["name"] for case in scenarios if list(case["expect"]) != names] == []


def test_boundaries_are_tried_on_every_clause(jiyuan: Rubric) -> None:
    tried: dict[str, int] = {}
    for stem, case, _ in CASES:
        if stem.startswith("item-"):
            (name,) = case["expect"]
            tried[name] = tried.get(name, 0) + 1
    assert set(tried) == {clause.id for clause in jiyuan.clauses}
    assert {name: tries for name, tries in tried.items() if tries < 4} == {}


def test_names_are_unique_and_keys_are_known() -> None:
    names = [(stem, case["name"]) for stem, case, _ in CASES]
    assert len(set(names)) == len(names)
    assert {key for _, case, _ in CASES for key in case} == {"name", "answers", "expect", "total"}
    scores = [score for _, case, _ in CASES for score in case["expect"].values()]
    assert [score for score in scores if set(score) != KEYS] == []

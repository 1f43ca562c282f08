"""The table of rule kinds: every row loads, and is scored as an evaluator of its own scores it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
import yaml

from macros.loading.yamlsource import parse_source
from qinglian_core import AnswerError, assess, decode_answers
from qinglian_core.criteria.decoding.rubric import decode_rubric
from qinglian_core.scoring.result import result_object
from tests.build.rulekindtable import Plain, Row, rows_of
from tests.core.oracle.answering import draw_entries
from tests.core.oracle.comparing import differences
from tests.core.oracle.hulls import TooManyError

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.beside_the_build

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENT = ROOT / "docs" / "rule-kinds.md"
HAND = Path(__file__).with_name("rule-kinds-by-hand.yaml")
ROWS = rows_of(DOCUMENT)
BY_HAND: dict[str, list[Plain]] = yaml.safe_load(HAND.read_text("utf-8"))
TURNS = 12


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.said)
def test_every_row_loads_and_is_scored_as_another_program_scores_it(row: Row) -> None:
    plain = json.loads(json.dumps(row.edition(), default=str))
    kinds = ["", *(one["id"] for one in plain.get("units", ()))]
    assert differences(plain, {}) == []
    compared = 0
    chance = Random(row.said)  # noqa: S311 - cases to try, no secrets
    for turn in range(TURNS):
        entries = draw_entries(plain, chance.randrange(10**6))
        try:
            assert differences(plain, entries, kinds[turn % len(kinds)]) == []
        except (TooManyError, AnswerError):
            continue
        compared += 1
    assert compared > TURNS // 2


UNSAID = {
    "第一次扣20分，第二次加倍，第三次起每次扣80分": ["40"],
    "扣完本条分值为止": ["1"],
    "基本分达到80分的才可以加分": ["1"],
    "90分以上为优秀，80分以上为良好，60分以上为合格，不足60分为不合格": ["1"],
    "本项权重30%": ["1"],
    "换算成百分制，取一位小数": ["1"],
}
"""Where the text leaves an amount to be worked out, or says nothing of the one that the example has."""


def _amounts(value: object, *, of: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _amounts(one, of=key if key in ("deduct", "award", "most_points") else "")
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _amounts(one, of=of)
    elif of and str(value) != "0":
        yield str(value)


def test_the_amounts_are_those_of_the_text() -> None:
    strange = {
        row.said: [one for one in _amounts(row.pieces) if one not in row.said] for row in ROWS
    }
    assert {said: amounts for said, amounts in strange.items() if amounts} == UNSAID


def test_the_table_says_every_kind_and_what_cannot_be_written() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert len(ROWS) >= 90
    assert {row.said for row in ROWS if not row.pieces} == set()
    kinds = {one["kind"] for row in ROWS for one in row.pieces if "kind" in one}
    assert kinds == {"yes_no", "count", "each", "grade", "tiers", "ratio", "value"}
    refused = text[text.index("## 写不了的") :]
    assert len(re.findall(r"^\| (?!原文)[^|-].*\| .+ \| .+ \|$", refused, re.MULTILINE)) >= 12


def _ends(place: Plain, prefix: str = "") -> str:
    low, high = place[f"{prefix}low"], place[f"{prefix}high"]
    return low if low == high else f"{low}–{high}"


def _told(row: Row, case: Plain) -> Plain:
    """Return what the core makes of the answers of a case, as far as it says anything of it."""
    rubric = decode_rubric(json.loads(json.dumps(row.edition(), default=str)))
    entries = {"6.9": {"answers": case["answers"]}, "8.1": {"answers": {"kept": "yes"}}}
    entries |= {"7.1": {"answers": case["other"]}} if "other" in case else {}
    known = {one.id for one in rubric.clauses}
    answers = decode_answers(rubric, {name: one for name, one in entries.items() if name in known})
    result: Plain = result_object(assess(rubric, answers, kind=case.get("kind", "")))
    first, total = result["clauses"][0], result["total"]
    every = {
        "points": _ends(first),
        "either": _ends(first, "envelope_"),
        "total": _ends(total),
        "veto": next((one["state"] for one in total.get("vetoes", ())), ""),
        "levels": total.get("levels"),
    }
    return {name: every[name] for name in case if name in every}


def _wanted(case: Plain) -> Plain:
    return {name: one for name, one in case.items() if name not in ("answers", "other", "kind")}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.said)
def test_every_row_gives_the_points_worked_out_by_hand_from_its_text(row: Row) -> None:
    cases = BY_HAND[row.said]
    wanted = [_wanted(case) for case in cases]
    assert [_told(row, case) for case in cases] == wanted
    stated = [one for one in wanted if "either" not in one and "points" in one]
    for case, one in zip(cases, wanted, strict=True):
        if one in stated and one["points"].count("–") == 0:
            assert _told(row, {**case, "either": ""})["either"] == one["points"]


def test_every_row_is_worked_out_by_hand_and_no_other() -> None:
    assert set(BY_HAND) == {row.said for row in ROWS}


def test_a_step_that_is_not_full_counts_as_the_text_says() -> None:
    """What the text leaves open is never settled by the row."""
    settled = {
        row.said
        for row in ROWS
        for one in row.pieces
        if one.get("partial", "unstated") != "unstated"
    }
    assert [said for said in settled if "不足" not in said] == []


def _further() -> list[Plain]:
    path = HAND.with_name("public-rules.yaml")
    source = parse_source(path.read_text("utf-8"), path.name)
    assert source.faults == ()
    assert isinstance(source.data, dict)
    return list(source.data["rules"])


FURTHER = _further()
WRITTEN = [one for one in FURTHER if "pieces" in one]


@pytest.mark.parametrize("rule", WRITTEN, ids=lambda rule: rule["said"])
def test_further_public_rules_give_the_points_worked_out_by_hand(rule: Plain) -> None:
    row = Row(said=rule["said"], pieces=tuple(rule["pieces"]))
    wanted = [_wanted(case) for case in rule["cases"]]
    assert [_told(row, case) for case in rule["cases"]] == wanted


def test_the_document_counts_the_further_rules_as_they_are() -> None:
    table = DOCUMENT.read_text("utf-8").partition("## 试过的")[2]
    rows = re.findall(r"^\| (\S+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", table, re.MULTILINE)
    counted: dict[str, list[int]] = {}
    for rule in FURTHER:
        found = counted.setdefault(rule["of"], [0, 0, 0, 0])
        kind = 3 if "cannot" in rule else 2 if "distorted" in rule else 1
        found[0] += 1
        found[kind] += 1
    assert {name: list(map(int, numbers)) for name, *numbers in rows} == counted
    every = [sum(column) for column in zip(*counted.values(), strict=True)]
    assert "| **合计** | " + " | ".join(f"**{one}**" for one in every) + " |" in table
    assert every[1] >= every[0] * 0.95

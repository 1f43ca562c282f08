"""The table of rule kinds: every row loads, and is scored as an evaluator of its own scores it."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from qinglian_core import assess, decode_answers
from qinglian_core.criteria.decoding.rubric import decode_rubric
from tests.build.rulekindtable import Row, rows_of
from tests.core.oracle.answering import draw_entries
from tests.core.oracle.comparing import differences
from tests.core.oracle.hulls import TooManyError

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENT = ROOT / "docs" / "rule-kinds.md"
ROWS = rows_of(DOCUMENT)
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
        except TooManyError:
            continue
        compared += 1
    assert compared > TURNS // 2


UNSAID = {
    "其他部门不考评此项（只考评专业部门）": ["1"],
    "第一次扣20分，第二次加倍，第三次起每次扣80分": ["40"],
    "同一问题在别的条里已经扣分的，不再重复扣分，每处扣1分": ["2"],
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


@pytest.mark.parametrize(
    ("answers", "points"),
    [
        ({"new": "yes", "q1": {"part": 9, "whole": 20}}, "0.5"),
        ({"new": "yes", "q1": {"part": 1, "whole": 10}}, "0"),
        ({"new": "yes", "q1": {"part": 3, "whole": 4}}, "1"),
        ({"new": "no", "q2": "0.85"}, "0.85"),
    ],
)
def test_a_mean_stands_in_for_a_ratio_of_nothing(answers: dict[str, object], points: str) -> None:
    """Worked out by hand from the text: each point of per cent below 50 costs 0.1."""
    (row,) = (row for row in ROWS if row.said.startswith("没有新进人员的，按平均分得分"))
    rubric = decode_rubric(row.edition())
    (clause,) = rubric.clauses
    entries = decode_answers(rubric, {clause.id: {"answers": answers}})
    (score,) = assess(rubric, entries).clauses
    assert score.sure.low == score.sure.high == Decimal(points)

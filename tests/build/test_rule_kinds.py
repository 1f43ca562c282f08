"""The table of rule kinds: every row loads, and is scored as an evaluator of its own scores it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

import pytest

from qinglian_core.criteria.decoding.rubric import decode_rubric
from tests.build.rulekindtable import Row, rows_of
from tests.core.oracle.answering import draw_entries
from tests.core.oracle.comparing import differences
from tests.core.oracle.hulls import TooManyError

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENT = ROOT / "docs" / "rule-kinds.md"
ROWS = rows_of(DOCUMENT)
TURNS = 12


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.said)
def test_every_row_is_scored_as_it_says(row: Row) -> None:
    plain = json.loads(json.dumps(row.edition(), default=str))
    decode_rubric(plain)
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


def test_the_table_says_every_kind_and_what_cannot_be_written() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert len(ROWS) >= 90
    assert {row.said for row in ROWS if not row.pieces} == set()
    kinds = {one["kind"] for row in ROWS for one in row.pieces if "kind" in one}
    assert kinds == {"yes_no", "count", "each", "grade", "tiers", "ratio", "value"}
    refused = text[text.index("## 写不了的") :]
    assert len(re.findall(r"^\| (?!原文)[^|-].*\| .+ \| .+ \|$", refused, re.MULTILINE)) >= 12

"""Answers in words, for each kind of question."""

import pytest

from qinglian_core.answers import Answer
from qinglian_core.answerwords import answer_words
from tests.core.plainrubric import (
    Plain,
    clause,
    count,
    each,
    grade,
    named,
    part,
    rubric,
    tiers,
    yes_no,
)

DOUBTS = [{"id": "hard-to-say", "label": "说不好", "among": ["weak", "poor"]}]

WORDS: list[tuple[Plain, Answer | None, str]] = [
    (yes_no(deduct=1), "yes", "是"),
    (yes_no(deduct=1), "no", "否"),
    (yes_no(deduct=1), "unsure", "拿不准"),
    (yes_no(deduct=1), None, "未答"),
    (count(deduct=1), 0, "0件"),
    (count(deduct=1), "unsure", "拿不准"),
    (count(deduct=1, named=named("a", "b")), {"b": 2, "a": 1}, "事项a：1件；事项b：2件"),
    (each(deduct=1), {"a": "no", "c": "unsure"}, "事项a：否；事项c：拿不准"),
    (each(deduct=1, other="另外几项？"), {"a": "yes", "other": 3}, "事项a：是；另外的：3项"),
    (grade(), "weak", "较差"),
    (grade(), "unsure", "拿不准"),
    (grade(doubts=DOUBTS), "hard-to-say", "说不好"),
    (grade(named=named("a", "b")), {"a": "good", "b": "unsure"}, "事项a：好；事项b：拿不准"),
    (tiers("number", {"from": 3, "award": 2}), 4, "4份"),
]


@pytest.mark.parametrize(("plain", "answer", "words"), WORDS)
def test_words(plain: Plain, answer: Answer | None, words: str) -> None:
    start = "zero" if plain["kind"] == "tiers" else "full"
    (question,) = rubric(clause(part(plain, start=start))).clauses[0].questions
    assert answer_words(question, answer) == words

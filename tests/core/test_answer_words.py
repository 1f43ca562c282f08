"""Answers in words, and what was answered otherwise from one file to the next."""

from typing import Any

import pytest

from qinglian_core.answers.words import answer_words, changed_answers
from tests.core.plainrubric import clause, count, each, grade, named, part, rubric, tiers, yes_no

DOUBT = {"id": "unclear", "label": "好或较差", "among": ["good", "weak"]}
QUESTIONS = clause(
    part(
        yes_no(deduct=1),
        count(deduct=1),
        each(things="ab", deduct=1, other="另有几项？"),
        grade(doubts=[DOUBT]),
        count("by-kind", deduct=1, named=named("a", "b")),
        tiers("number", {"from": 0, "deduct": 1}),
        points=5,
    )
)


WORDS: list[tuple[str, object, str]] = [
    ("done", None, "未答"),
    ("done", "yes", "是"),
    ("done", "unsure", "拿不准"),
    ("cases", 3, "3件"),
    ("things", {"a": "no", "other": 2}, "事项a：否；另外的：2项"),
    ("quality", "weak", "较差"),
    ("quality", "unclear", "好或较差"),
    ("quality", "unsure", "拿不准"),
    ("by-kind", {"a": 1, "b": "unsure"}, "事项a：1件；事项b：拿不准"),
    ("number", 0, "0份"),
]


@pytest.mark.parametrize(("name", "answer", "words"), WORDS)
def test_answers_in_words(name: str, answer: Any, words: str) -> None:  # noqa: ANN401 - an answer
    questions = {one.id: one for one in rubric(QUESTIONS).clauses[0].questions}
    assert answer_words(questions[name], answer) == words


CHANGES: list[tuple[str, object, object, list[tuple[str, str, str]]]] = [
    ("done", "yes", "yes", []),
    ("done", None, "no", [("做到了吗？", "未答", "否")]),
    (
        "things",
        {"a": "no", "b": "yes"},
        {"a": "yes", "b": "yes"},
        [("下列各项做到了吗？事项a", "否", "是")],
    ),
    ("things", {"a": "no"}, {"a": "no", "other": 1}, [("下列各项做到了吗？另外的", "未答", "1项")]),
    ("things", None, {"a": "no"}, [("下列各项做到了吗？", "未答", "事项a：否")]),
]


@pytest.mark.parametrize(("name", "before", "after", "told"), CHANGES)
def test_what_is_answered_otherwise(
    name: str,
    before: Any,  # noqa: ANN401 - an answer
    after: Any,  # noqa: ANN401 - an answer
    told: list[tuple[str, str, str]],
) -> None:
    questions = {one.id: one for one in rubric(QUESTIONS).clauses[0].questions}
    assert list(changed_answers(questions[name], before, after)) == told

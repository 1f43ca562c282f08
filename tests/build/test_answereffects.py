"""What a choice says of its effect is what the core makes of exactly that answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macros.loading.editions import load_publications
from macros.pages.questionnaire import AskedQuestion, asked_question
from macros.pages.selfcheck import self_check_page
from qinglian_core.answers.entries import Entry
from qinglian_core.criteria.model import Start
from qinglian_core.scoring.clausescore import score_clause

if TYPE_CHECKING:
    from pathlib import Path

    from macros.loading.editions import Publication
    from tests.core.plainrubric import Plain


@pytest.fixture(scope="module")
def publication(root: Path) -> Publication:
    return load_publications(root)[0]


def asked(publication: Publication, name: str, question: str) -> AskedQuestion:
    """Return a question of the published edition as it is put."""
    found = next(one for one in publication.rubric.clauses if one.id == name)
    part = next(part for part in found.parts for one in part.questions if one.id == question)
    return asked_question(found, part, next(one for one in part.questions if one.id == question))


SAID = [
    ("11.1", "found", ["是，0分", "否，得2分", "拿不准"]),
    ("2.4", "system", ["是，不扣分", "否，扣1分", "拿不准"]),
    ("1.2", "system", ["是，得1分", "否，不得分", "拿不准"]),
    ("1.3", "study", ["是，不扣分", "否，不得这2分", "拿不准"]),
    ("9.1", "selection", ["是", "否，本条得3分", "拿不准"]),
    ("1.4", "list", ["是", "否，本条0分", "拿不准"]),
    ("5.1", "system", ["是，不扣分", "否，扣1分", "拿不准"]),
    ("2.2", "base", ["是", "否", "拿不准"]),
    (
        "2.1",
        "adherence",
        [
            "坚持得好，不扣分",
            "坚持不够好，扣0.5分",
            "未坚持，扣1分",
            "坚持了，够不够好拿不准",
            "拿不准",
        ],
    ),
]
"""Alone in its clause; among others; leading on, or out; deducted but once for several things."""


@pytest.mark.parametrize(("name", "question", "words"), SAID)
def test_what_a_choice_says(
    publication: Publication, name: str, question: str, words: list[str]
) -> None:
    field = asked(publication, name, question).fields[0]
    said = ["，".join(filter(None, (one.label, one.effect))) for one in field.options]
    assert said == words


def test_all_the_rest_at_once_neither_takes_nor_gives(publication: Publication) -> None:
    cards = [
        card
        for project in self_check_page(publication).projects
        for item in project.items
        for card in item.cards
        if card.rest
    ]
    assert {"3.1", "3.2", "13.1"} <= {card.clause.id for card in cards}
    for card in cards:
        answers: Plain = {}
        for one in (question for part in card.parts for question in part.questions):
            for field in one.fields:
                if field.neutral:
                    value = int(field.neutral) if field.neutral.isdigit() else field.neutral
                    if field.thing:
                        answers.setdefault(one.id, {})[field.thing] = value
                    else:
                        answers[one.id] = value
        score = score_clause(card.clause, Entry(answers=answers))
        is_full = all(part.start is Start.FULL for part in card.clause.parts)
        assert score.sure.high == (card.clause.points if is_full else 0)

"""The search finds what the lists of queries say readers look for."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.search.evaluation import edition, score
from tests.search.querylist import EXACT, LOOSE, PROCEDURE, held_out, read_queries

if TYPE_CHECKING:
    from pathlib import Path

    from tests.search.evaluation import Evaluation
    from tests.search.querylist import Query, QueryList

GIVEN = [query for query in read_queries("queries.yaml").queries if query.given]


def folded(text: str) -> str:
    """Return ``text`` without width and punctuation."""
    return re.sub(r"[^\w.]", "", unicodedata.normalize("NFKC", text))


def test_each_query_stands_once_and_is_of_a_known_kind(
    queries: QueryList, unseen: QueryList
) -> None:
    counted = Counter(query.q for query in (*queries.queries, *unseen.queries))
    assert [q for q, count in counted.items() if count > 1] == []
    kinds = {query.kind for query in (*queries.queries, *unseen.queries)}
    assert kinds == {*EXACT, *LOOSE, *PROCEDURE}


def test_a_third_is_held_out_by_rule(queries: QueryList) -> None:
    wrong = [
        query.q
        for query in queries.queries
        if query.holdout != (held_out(query.q) and not query.given)
    ]
    assert wrong == [], "这些用例的 holdout 写得不对（应写的没写，或不应写的写了）"


def test_queries_are_spread_over_all_clauses(root: Path, queries: QueryList) -> None:
    counted = Counter(place for query in queries.queries for place in query.expect)
    thin = [clause.id for clause in edition(root).rubric.clauses if counted[clause.id] < 4]
    assert thin == []
    assert len([query for query in queries.queries if not query.given]) >= 120


def test_words_of_exact_queries_stand_in_the_text(root: Path, queries: QueryList) -> None:
    publication = edition(root)
    texts = {clause.id: clause.text for clause in publication.rubric.clauses}
    for item in publication.rubric.items:
        texts[item.id] = f"{item.title}（{item.points}分）{item.standard}"
    terms = {folded(form) for term in publication.glossary.terms for form in term.forms}
    strange = [
        query.q
        for query in queries.queries
        if query.kind in EXACT
        and folded(query.q) not in terms
        and not any(folded(query.q) in folded(texts[place]) for place in query.expect)
        and not query.given
    ]
    # 原文是“忠诚教育的制度措施”“放管服效”改革：读者少写了字。
    assert strange == ["忠诚教育制度", "放管服改革"]


@pytest.mark.parametrize("query", GIVEN, ids=[query.q for query in GIVEN])
def test_given_queries_find_their_clause_first(query: Query, evaluation: Evaluation) -> None:
    found = evaluation.places(query.q)
    assert query.among_three(found), found
    if query.kind in EXACT:
        assert query.first(found), found


@pytest.mark.parametrize("holdout", [False, True], ids=["tuned", "held out"])
def test_targets_are_met(queries: QueryList, evaluation: Evaluation, *, holdout: bool) -> None:
    group = [query for query in queries.queries if query.holdout == holdout]
    exact = score(evaluation, group, exact=True)
    assert exact.three == 1
    assert exact.first >= 0.95
    assert score(evaluation, group, exact=False).three >= 0.8


def test_targets_are_met_on_the_list_written_later(
    unseen: QueryList, evaluation: Evaluation
) -> None:
    exact = score(evaluation, unseen.queries, exact=True)
    assert exact.three == 1
    assert exact.first >= 0.95
    assert score(evaluation, unseen.queries, exact=False).three >= 0.8


def test_questions_of_procedure_are_answered_first(
    queries: QueryList, unseen: QueryList, evaluation: Evaluation
) -> None:
    asked = [q for q in (*queries.queries, *unseen.queries) if q.kind in PROCEDURE]
    assert len(asked) > 50
    missed = {q.q: evaluation.places(q.q) for q in asked if not q.first(evaluation.places(q.q))}
    assert len(missed) <= 0.05 * len(asked), missed


@pytest.mark.parametrize(
    ("q", "place"),
    [
        ("自评", "page:self-check/"),
        ("满分", "page:method/"),
        ("100分", "page:method/"),
        ("崇廉尚洁氛围", "project:culture"),
        ("名词解释", "page:glossary/"),
        ("材料清单", "page:self-check/#evidence-list"),
    ],
)
def test_pages_and_projects_are_found(evaluation: Evaluation, q: str, place: str) -> None:
    assert evaluation.places(q)[0] == place


def test_numbers_find_only_themselves(queries: QueryList, evaluation: Evaluation) -> None:
    wrong = [
        (q, place)
        for q, places in queries.never
        for place in places
        if place in evaluation.places(q)
    ]
    assert wrong == []


def test_what_nobody_wrote_of_is_at_most_partly_found(
    queries: QueryList, evaluation: Evaluation
) -> None:
    sure = [q for q in queries.absent if not all(found.partial for found in evaluation.found[q])]
    assert sure == []
    assert [q for q in queries.empty if evaluation.found[q]] == []


def test_a_keystroke_takes_at_most_50_ms(evaluation: Evaluation) -> None:
    assert evaluation.effort <= 50

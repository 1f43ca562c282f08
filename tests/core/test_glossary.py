"""The glossary: terms, and where in the criteria they belong."""

import pytest

from qinglian_core import RubricError
from qinglian_core.criteria.glossary import Glossary, Term, decode_glossary, places, unknown_places
from tests.core.plainrubric import Plain, clause, part, rubric, yes_no


def glossary(*terms: Plain) -> Plain:
    return {"format": 1, "terms": list(terms)}


def plain_term(**more: object) -> Plain:
    return {"id": "term", "term": "词", "text": "解释", **more}


FAULTS: list[tuple[str, object, list[str]]] = [
    (
        "other format",
        {"format": 2, "terms": [plain_term()]},
        ["format: Q030 format 应为 1；别的格式请用相应版本的工具"],
    ),
    ("no format", {"terms": [plain_term()]}, ["Q001 缺少“format”，请补上"]),
    (
        "uncertain without a note",
        glossary(plain_term(uncertain=True)),
        ["terms[0]: Q001 uncertain: true 的词条要用“note”说明哪里没有核实"],
    ),
    (
        "repeated id",
        glossary(plain_term(), plain_term(term="另一词")),
        ["terms[1].id: Q008 词条标识“term”重复了，请改用别的标识"],
    ),
    (
        "repeated term",
        glossary(plain_term(), plain_term(id="other")),
        ["terms[1].term: Q008 “词”在词条“term”里已经解释过，请合并"],
    ),
]


@pytest.mark.parametrize(
    ("plain", "told"), [pytest.param(plain, told, id=name) for name, plain, told in FAULTS]
)
def test_faults(plain: object, told: list[str]) -> None:
    with pytest.raises(RubricError) as raised:
        decode_glossary(plain)
    assert [str(fault) for fault in raised.value.faults] == told


def test_terms() -> None:
    plain = plain_term(aliases=["别名"], where=["1.1"], uncertain=True, note="没有核实")
    assert decode_glossary(glossary(plain)) == Glossary(
        terms=(
            Term(
                id="term",
                term="词",
                aliases=("别名",),
                where=("1.1",),
                text="解释",
                uncertain=True,
                note="没有核实",
            ),
        )
    )


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ({"term": "扣分"}, ("1.1", "1.2")),
        ({"term": "扣分", "where": ["1.2"]}, ("1.2", "1.1")),
        ({"term": "扣分", "where": ["9.9", "1.2"]}, ("1.2", "1.1")),
        ({"term": "标准"}, ("1",)),
        ({"term": "内容1", "aliases": ["标准"]}, ("1",)),
        ({"term": "无处", "aliases": ["扣分"]}, ("1.1", "1.2")),
        ({"term": "无处"}, ()),
    ],
)
def test_places(term: Plain, found: tuple[str, ...]) -> None:
    edition = rubric(
        clause(part(yes_no(deduct=1))), clause(part(yes_no(deduct=1)), identifier="1.2")
    )
    (only,) = decode_glossary(glossary(plain_term(**term))).terms
    assert places(only, edition) == found


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, []),
        ({"where": ["1.1", "1"]}, []),
        (
            {"where": ["1.1", "1.3", "2"]},
            [
                "terms[0].where[1]: Q045 “词”的 where 写了“1.3”，细则里没有这一条或这一项；请改正或删去",
                "terms[0].where[2]: Q045 “词”的 where 写了“2”，细则里没有这一条或这一项；请改正或删去",
            ],
        ),
    ],
)
def test_where_names_what_exists(more: Plain, told: list[str]) -> None:
    edition = rubric(clause(part(yes_no(deduct=1))))
    found = unknown_places(decode_glossary(glossary(plain_term(**more))), [edition])
    assert [str(fault) for fault in found] == told


@pytest.mark.parametrize(("editions", "count"), [([], 1), (["small"], 1), (["small", "gone"], 0)])
def test_where_of_an_absent_edition_is_not_judged(editions: list[str], count: int) -> None:
    edition = rubric(clause(part(yes_no(deduct=1))))
    plain = {**glossary(plain_term(where=["9.9"])), "editions": editions}
    if not editions:
        del plain["editions"]
    assert len(unknown_places(decode_glossary(plain), [edition])) == count
    assert unknown_places(decode_glossary(plain), []) == ()

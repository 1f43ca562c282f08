"""The list of all evidence: grouped by where it is kept, the same words once."""

from qinglian_core import decode_rubric
from qinglian_core.criteria.evidencelist import evidence_list
from tests.core.plainrubric import DEDUCTS, Plain, clause, edition, item, part, yes_no


def named(identifier: str, evidence: Plain | None) -> Plain:
    guidance = {"guidance": {"looked_at": ["看材料"], "evidence": evidence}} if evidence else {}
    return clause(part(yes_no(deduct=1), points=1), identifier=identifier, **guidance)


def listed(*clauses: Plain, **more: object) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Return groups of text, clauses, and whether the official text names it."""
    return [
        (
            group.place,
            [
                (entry.text, "、".join(one.clause.id for one in entry.sources), entry.is_written)
                for entry in group.entries
            ],
        )
        for group in evidence_list(decode_rubric(edition(item(*clauses), **more)))
    ]


def test_the_same_words_are_one_entry_of_several_clauses() -> None:
    minutes = {"text": "会议记录", "place": "档案室"}
    written = {**minutes, "cite": DEDUCTS}
    book = {"text": "登记簿", "place": "柜子"}
    assert listed(
        named("1.1", {"suggested": [book, minutes]}),
        named("1.2", None),
        named("1.3", {"written": [written], "suggested": [minutes, {**book, "place": "档案室"}]}),
        places=["档案室", "网上", "柜子"],
    ) == [
        ("档案室", [("会议记录", "1.1、1.3", True), ("登记簿", "1.3", False)]),
        ("柜子", [("登记簿", "1.1", False)]),
    ]


def test_an_edition_without_places_has_one_group() -> None:
    assert listed(named("1.1", {"suggested": ["通知", {"text": "照片"}]})) == [
        ("", [("通知", "1.1", False), ("照片", "1.1", False)])
    ]
    assert listed(named("1.1", None)) == []

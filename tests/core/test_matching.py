"""Matching: the clauses of a revised edition find those that they come from, and doubts are told."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qinglian_core import decode_rubric
from qinglian_core.revision.decoding import decode_lineage, lineage_to_plain
from qinglian_core.revision.matching import propose
from qinglian_core.revision.proposal import Loss, Passage, passages
from tests.core import revised
from tests.core.plainrubric import clause, count, edition, item, part
from tests.core.revised import proposed_lineage
from tests.core.test_lineage import TEXTS, made

if TYPE_CHECKING:
    from qinglian_core import Rubric

ENOUGH = 0.95


def short(*texts: str, item: str = "内容") -> tuple[Passage, ...]:
    return tuple(
        Passage(id=f"1.{number}", label=f"第1.{number}条", item=item, text=text)
        for number, text in enumerate(texts, 1)
    )


def test_an_invented_revision_is_matched_as_it_was_made(jiyuan: Rubric) -> None:
    found = propose(passages(jiyuan), revised.revision(jiyuan))
    truth = {new: sources for new, sources, _ in revised.ROWS}
    right = [one for one in found.matches if one.old == truth[one.new]]
    wrong = [one for one in found.matches if one.old != truth[one.new]]
    assert len(right) >= ENOUGH * len(truth)
    assert [one for one in wrong if not one.doubt] == []
    assert {one.old for one in found.losses} == set(revised.GONE)
    assert len([one for one in found.matches if one.doubt]) <= len(truth) // 6


@pytest.mark.parametrize("seed", range(20))
def test_numbers_and_order_do_not_mislead(jiyuan: Rubric, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - 只求每次一样
    older = passages(jiyuan)
    kept = chance.sample(older, 36)
    newer = [
        replace(one, id=f"x.{number}", text=_touched(one.text, chance))
        for number, one in enumerate(kept, 1)
    ]
    found = propose(older, newer)
    assert [one.old for one in found.matches] == [(one.id,) for one in kept]
    assert {one.old for one in found.losses} == {one.id for one in older} - {one.id for one in kept}


def _touched(text: str, chance: random.Random) -> str:
    """Return ``text`` with another figure, and a word or two fewer."""
    start = chance.randrange(len(text) * 3 // 4)
    cut = text[:start] + text[start + chance.randrange(len(text) // 8 + 1) :]
    return cut.replace("1分", chance.choice(["0.5分", "２分", "1 分"]))


def test_a_rewritten_clause_is_told_by_its_place() -> None:
    older = short(TEXTS["study"], "定期开展机关作风监督检查，通报结果。", TEXTS["talks"])
    newer = short(TEXTS["study"], "组织作风监督明察暗访，每季度通报结果。", TEXTS["talks"])
    found = propose(older, newer)
    assert [one.old for one in found.matches] == [("1.1",), ("1.2",), ("1.3",)]
    assert found.matches[1].why == "位置相同，文字大改"
    assert found.matches[1].doubt == "位置相同，文字大改，请核对是不是从那里来的"
    assert [one.doubt for one in found.matches].count("") == 2
    elsewhere = propose(older, [*newer[::2], replace(newer[1], item="别的内容")])
    assert elsewhere.matches[2].old == ()
    assert elsewhere.losses[0].old == "1.2"
    apart = propose(older[1:2], newer[1:2])
    assert apart.matches[0].old == ()


def test_what_is_like_several_is_doubtful() -> None:
    text = "未建立制度的扣1分，未公开的扣1分，未检查的扣1分。"
    older = short(text, text.replace("未检查", "未通报"))
    found = propose(older, short(text))
    assert found.matches[0].old == ("1.1",)
    assert found.matches[0].doubt == "与旧版第1.2条也像，请核对"
    assert found.losses == (Loss(old="1.2", doubt="像是删去的，与新版第1.1条也有相同的话，请核对"),)
    back = propose(short(text), older)
    assert back.matches[1].old == ()
    assert back.matches[1].doubt == "像是新增的，与旧版第1.1条也有相同的话，请核对"


def test_the_same_text_twice_goes_to_the_nearer_place() -> None:
    older = short("做到的得1分。", "做到的得1分。")
    found = propose(older, older)
    assert [one.old for one in found.matches] == [("1.1",), ("1.2",)]


def test_texts_too_short_to_compare_are_the_same_or_not() -> None:
    older = short("好", "坏")
    assert [one.old for one in propose(older, short("好", "优")).matches] == [("1.1",), ()]
    assert propose((), ()).matches == ()
    assert propose((), older).matches[0].old == ()
    assert [one.old for one in propose(older, ()).losses] == ["1.1", "1.2"]


def test_what_is_proposed_can_be_written_and_is_true() -> None:
    older = made("old", TEXTS["study"], TEXTS["hotline"], TEXTS["opening"] + TEXTS["talks"])
    newer = made("new", TEXTS["study"] + TEXTS["hotline"], TEXTS["opening"], TEXTS["talks"])
    lineage = proposed_lineage(older, newer)
    assert [one.old for one in lineage.descents] == [("1.1", "1.2"), ("1.3",), ("1.3",)]
    assert lineage.gone == ()
    assert decode_lineage(lineage_to_plain(lineage, older, newer), older, newer) == lineage


def test_questions_live_on_in_those_that_ask_the_same() -> None:
    """Whatever they are called after a merger; and never two of them in one."""

    def asking(name: str, text: str, *questions: dict[str, object]) -> dict[str, object]:
        return clause(part(*questions), identifier=name, text=text)

    known, more = (
        count(ask="反映几次？", deduct=1, cite="扣1分"),
        count(ask="查实几起？", deduct=1, cite="扣1分"),
    )
    older = decode_rubric(
        edition(item(asking("1.1", TEXTS["study"], known), asking("1.2", TEXTS["hotline"], more)))
    )

    def proposed(*questions: dict[str, object]) -> list[tuple[str, str, str]]:
        text = TEXTS["study"] + TEXTS["hotline"]
        newer = decode_rubric(edition(item(asking("1.1", text, *questions)), id="new"))
        lineage = proposed_lineage(older, newer)
        assert decode_lineage(lineage_to_plain(lineage, older, newer), older, newer) == lineage
        return [(one.clause, one.question, one.heir) for one in lineage.descents[0].questions]

    renamed = {**more, "id": "cases-2"}
    assert proposed(known, renamed) == [("1.1", "cases", "cases"), ("1.2", "cases", "cases-2")]
    assert proposed(renamed, known) == [("1.1", "cases", "cases"), ("1.2", "cases", "cases-2")]
    assert proposed({**known, "ask": "一共几次？"}) == [("1.1", "cases", "cases")]
    assert proposed(more) == [("1.2", "cases", "cases")]
    assert proposed(known) == [("1.1", "cases", "cases")]


def test_a_question_is_known_by_what_it_asks() -> None:
    older = made("old", TEXTS["study"], TEXTS["hotline"])
    newer = made("new", TEXTS["study"], TEXTS["hotline"], asked=("held", "done"))
    lineage = proposed_lineage(older, newer)
    assert lineage.questions("1.1", "1.1") == (("done", "held"), ("cases", "done"))
    assert decode_lineage(lineage_to_plain(lineage, older, newer), older, newer) == lineage


def test_a_part_that_went_over_to_another_clause_is_found() -> None:
    older = short(TEXTS["study"] + TEXTS["hotline"], TEXTS["opening"] + TEXTS["talks"])
    newer = short(TEXTS["study"], TEXTS["opening"] + TEXTS["talks"] + TEXTS["hotline"])
    found = propose(older, newer)
    assert [one.old for one in found.matches] == [("1.1",), ("1.1", "1.2")]
    assert found.matches[1].why == "有一部分话出自旧版第1.1条"
    assert found.matches[1].doubt

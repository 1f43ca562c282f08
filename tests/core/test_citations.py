"""What the text states is told as the text's, anything else as a reading of ours."""

from decimal import Decimal

import pytest

from qinglian_core import Rubric
from qinglian_core.criteria.citations import citation_faults, is_stated
from qinglian_core.criteria.decoding.rubric import decode_rubric
from qinglian_core.criteria.effects import Effect, EffectKind, Scope
from qinglian_core.criteria.vocabulary import effects_of
from qinglian_core.faults import Path
from tests.core.plainrubric import Plain, clause, edition, faults, item, part, yes_no


@pytest.mark.parametrize(
    ("kind", "amount", "cite", "stated"),
    [
        ("deduct", "1", "缺少1项扣1分", True),
        ("deduct", "1", "缺少1项扣0.5分", False),
        ("deduct", "0.5", "每项扣０．５分", True),
        ("deduct", "5", "每项扣0.5分", False),
        ("deduct", "2", "每次扣两分", True),
        ("deduct", "0.5", "每次扣半分", True),
        ("award", "1", "在省级以上媒体上刊发1 分", True),
        ("award", "2.5", "每起2.50分", True),
        ("deduct", "1", "落实不到位的酌情扣分", False),
        ("deduct", "2", "扣二分之一", False),
        ("forfeit", "0", "未研究的不得分", True),
        ("forfeit", "0", "未研究的不得该项分", True),
        ("forfeit", "0", "未研究的计0分", True),
        ("forfeit", "0", "未研究的扣10分", False),
        ("forfeit", "0", "任务清单措施未制定的", False),
        ("exempt", "0", "单位未涉及的不扣分", True),
        ("exempt", "0", "选拔干部", False),
        ("none", "0", "选拔干部", True),
        ("award", "0", "3条以下", True),
    ],
)
def test_whether_a_cited_passage_says_the_outcome(
    kind: str, amount: str, cite: str, *, stated: bool
) -> None:
    points = Decimal(amount)
    effect = Effect(kind=EffectKind(kind), amount=points, most=points, scope=Scope.PART)
    assert is_stated(effect, cite) == stated


def test_outcomes_that_the_published_text_does_not_state(jiyuan: Rubric) -> None:
    """Told as ours; whoever cites another passage sees here what becomes of it."""
    assert [
        (clause.id, question.id)
        for clause in jiyuan.clauses
        for question in clause.questions
        if not all(is_stated(effect, question.cite) for effect in effects_of(question))
    ] == [("1.4", "list"), ("4.1", "responsible"), ("9.1", "selection")]


SAID = "各条累计扣分的，最高三分，不出现负分。"


def test_a_bound_may_be_written_outside_the_table() -> None:
    plain = item(clause(part(yes_no(deduct=1), bound="written", bound_cite="最高三分")))
    (fault,) = faults(edition(plain))
    assert "Q014" in fault
    decoded = decode_rubric(edition(plain, remarks=["前言。", SAID]))
    assert decoded.remarks == ("前言。", SAID)
    assert decoded.clauses[0].parts[0].bound_cite == "最高三分"


def test_a_question_may_rest_on_what_is_said_of_every_clause() -> None:
    plain = item(clause(part(yes_no(deduct=1, cite="累计扣分的"))))
    (fault,) = faults(edition(plain))
    assert "Q013" in fault
    decoded = decode_rubric(edition(plain, remarks=[SAID]))
    assert decoded.clauses[0].questions[0].cite == "累计扣分的"


@pytest.mark.parametrize(
    ("more", "paths"),
    [
        ({"vetoes": [{"id": "failed", "text": "弄虚作假的，总分计零分", "outcome": {"text": "零分"}}]}, [("vetoes", 0, "text")]),
        ({"vetoes": [{"id": "failed", "text": "最高三分", "outcome": {"text": "零分"}}]}, []),
        ({"levels": [{"from": 1, "label": "好", "cite": "一分以上为好"}, {"from": 0, "label": "差"}]}, [("levels", 0, "cite")]),
        ({"rescale": {"to": 100, "round": 1, "cite": "折成百分制"}}, [("rescale", "cite")]),
        ({"rescale": {"to": 100, "round": 1, "cite": "不出现负分"}}, []),
        ({"rescale": {"to": 100, "round": 1}}, []),
    ],
)  # fmt: skip
def test_what_is_shown_as_the_texts_is_in_the_text(more: Plain, paths: list[Path]) -> None:
    vetoed = part(yes_no(deduct=1, **({"veto": "failed"} if "vetoes" in more else {})))
    decoded = decode_rubric(edition(item(clause(vetoed)), remarks=[SAID], **more))
    found = list(citation_faults(decoded))
    assert [one.path for one in found] == paths
    assert {one.code for one in found} <= {"Q087"}


def test_titles_standards_and_clauses_are_the_text_too() -> None:
    plain = edition(item(clause(part(yes_no(deduct=1)))))
    decoded = decode_rubric(plain)
    (first,) = decoded.items
    for said in (
        decoded.title,
        decoded.projects[0].title,
        first.title,
        first.standard,
        first.clauses[0].text,
    ):
        level = {"from": 1, "label": "好", "cite": said}
        assert list(citation_faults(decode_rubric({**plain, "levels": [level]}))) == []

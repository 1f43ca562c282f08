"""What the text states is told as the text's, anything else as a reading of ours."""

from decimal import Decimal

import pytest

from qinglian_core import Rubric
from qinglian_core.criteria.citations import is_stated
from qinglian_core.criteria.effects import Effect, EffectKind, Scope
from qinglian_core.criteria.vocabulary import effects_of


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

"""The words for vetoes and levels, said at the top wherever a total is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.answers.words import answer_words

from .vetoes import Fall

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qinglian_core.criteria.totalling import Veto

    from .totals import Total
    from .vetoes import Cause, VetoScore
    from .whole import Whole

_ONLY_TOLD = "下面的分照算，只供参考"


def outcome_words(veto: Veto) -> str:
    """Return what follows where ``veto`` falls."""
    if veto.level:
        return f"判为{veto.level}"
    if veto.lower:
        return f"降低{veto.lower}个等次"
    if veto.below:
        return f"等次要低于{veto.below}"
    return veto.told if veto.score is None else f"总分最多计{amount_text(veto.score)}分"


def veto_words(vetoes: Iterable[VetoScore]) -> tuple[str, ...]:
    """Return a sentence for every veto that falls, and one for all that are still open."""
    given = tuple(vetoes)
    fallen = [words for one in given if one.fall is Fall.FALLEN for words in _fallen(one)]
    open_ones = [one.causes for one in given if one.fall is Fall.OPEN]
    causes = [cause for one in open_ones for cause in one if not cause.sure]
    varying = [one for one in open_ones if all(cause.sure for cause in one)]
    return (*fallen, *_open(causes), *(_varying(one) for one in varying))


def veto_name(veto: Veto) -> str:
    """Return what to call ``veto``: 一票否决 only where the text does."""
    return "一票否决" if "一票否决" in veto.text else "原文另有规定"


def _fallen(one: VetoScore) -> Iterator[str]:
    """Say why a veto falls; where no single answer makes it, that it does."""
    veto, name = one.veto, veto_name(one.veto)
    after = "" if veto.score is not None or veto.moves_level else f"{_ONLY_TOLD}。"
    sure = [cause for cause in one.causes if cause.sure]
    for cause in sure:
        asked = f"{cause.score.clause.label}{cause.question.ask}"
        answer = cause.score.answers.get(cause.question.id)
        told = answer_words(cause.question, answer)
        yield f"{name}：{asked}答“{told}”，按原文{outcome_words(veto)}（原文：{veto.text}）。{after}"
    if not sure:
        yield f"{name}：不论其余怎样答，按原文{outcome_words(veto)}（原文：{veto.text}）。{after}"


def _varying(causes: Sequence[Cause]) -> str:
    """Say that it depends on the kind of unit whether a veto falls."""
    labels = "、".join(dict.fromkeys(cause.score.clause.label for cause in causes))
    return f"否决事项：要看{causes[0].score.clause.words.own_unit}是哪一类（{labels}）。"


def _open(causes: list[Cause]) -> Iterator[str]:
    if not causes:
        return
    blank = sum(cause.question.id not in cause.score.answers for cause in causes)
    told = [
        f"{blank}项未答" if blank else "",
        f"{len(causes) - blank}项没有定" if blank < len(causes) else "",
    ]
    labels = "、".join(dict.fromkeys(cause.score.clause.label for cause in causes))
    yield f"否决事项：{'，'.join(one for one in told if one)}（{labels}）。"


def above_words(total: Total) -> tuple[str, ...]:
    """Return what is said above a total: vetoes, then the level; nothing where an edition has neither."""
    whole = total.whole
    if whole is None:
        return ()
    level = level_words(whole)
    return (*veto_words(whole.vetoes), *([f"{level}。"] if level else []))


def level_words(whole: Whole) -> str:
    """Return which levels the total can come to; empty where the edition has none."""
    levels = whole.levels
    if not levels:
        return ""
    is_one = len(levels) == 1
    found = f"等次：{levels[0]}" if is_one else f"等次还没有定：{'、'.join(levels)}都有可能"
    is_fixed = any(one.veto.level and one.fall is Fall.FALLEN for one in whole.vetoes)
    told = [one.fall for one in whole.vetoes if one.veto.told and one.fall is not Fall.AVERTED]
    if is_fixed or not told:
        return found
    may_be_fixed = any(one.veto.level and one.fall is Fall.OPEN for one in whole.vetoes)
    by_total = found if may_be_fixed else f"只按总分，{found}"
    besides = "上面那处会不会改变它" if Fall.FALLEN in told else "否决事项会不会改变它"
    return f"{by_total}；{besides}，以原文为准"

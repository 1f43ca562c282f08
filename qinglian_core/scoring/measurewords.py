"""The words for measured numbers: what they come to, and how that is reckoned."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.answers.measured import measured
from qinglian_core.criteria.effects import EffectKind
from qinglian_core.criteria.measures import (
    Asked,
    By,
    Empty,
    Partial,
    Ratio,
    Relative,
    Side,
    Target,
    Times,
)
from qinglian_core.criteria.measuring import exactly, full_steps, gap, relative_share, rounded
from qinglian_core.criteria.vocabulary import (
    PART,
    TARGET_PART,
    TARGET_WHOLE,
    WHOLE,
    number_labels,
    step_unit,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.answers.measured import Measured
    from qinglian_core.answers.possibilities import Possible
    from qinglian_core.criteria.measures import Measure
    from qinglian_core.criteria.table import Words


def numbers_text(question: Measure, possible: Possible) -> str:
    """Return the numbers that are answered, in words: ``7÷40＝17.5%``; empty while none is."""
    numbers = possible.numbers
    if "" in numbers:
        span = numbers[""]
        return f"答{_number(Fraction(span.low))}{question.unit}" if span.known else ""
    labels = number_labels(question)
    quotients = {PART: WHOLE, TARGET_PART: TARGET_WHOLE}
    told = []
    for name, span in numbers.items():
        whole = numbers[quotients[name]] if name in quotients else None
        if name in quotients.values() and numbers[_part_of(name)].known and span.low:
            continue
        if whole is not None and whole.known and whole.low and span.known:
            share = Fraction(span.low) / Fraction(whole.low) * 100
            prefix = "" if name == PART else "对照的是"
            told.append(f"{prefix}{span.low}÷{whole.low}＝{_number(share)}%")
        elif span.known:
            told.append(f"{labels[name]}{_number(Fraction(span.low))}")
    return "，".join(told)


def _part_of(whole: str) -> str:
    return PART if whole == WHOLE else TARGET_PART


def _number(number: Fraction) -> str:
    """Return a number with three decimals at most, told where they are not all."""
    text = amount_text(rounded(abs(number)))
    sign = "-" if number < 0 else ""
    return f"{sign}{text}" if exactly(number) else f"约{sign}{text}"


def reckoning_text(question: Measure, possible: Possible, words: Words) -> str:
    """Return how known numbers turn into points; empty where that needs no words."""
    found = measured(question, possible)
    if found.empty:
        return _empty_text(question, found, words)
    if found.value is None or found.against is None:
        return ""
    return "，".join(_reckoned(question, found.value, found.against))


def _empty_text(question: Measure, found: Measured, words: Words) -> str:
    if found.instead is not None and found.instead.known:
        return f"总数是0，按所填的{_number(Fraction(found.instead.low))}分计"
    return f"总数是0，{empty_words(question, words)}"


def _reckoned(question: Measure, value: Fraction, against: Fraction) -> Iterator[str]:
    scale = question.scale
    if isinstance(scale, Target):
        yield from _missed(question, scale, value, against)
    elif isinstance(scale, Times):
        yield f"乘以{amount_text(scale.effect.amount)}"
    elif isinstance(scale, Relative):
        yield from _compared(scale, value, against)


def _compared(scale: Relative, value: Fraction, against: Fraction) -> Iterator[str]:
    """Tell which share of the award the number has."""
    award = amount_text(scale.award)
    if scale.by is By.RANK:
        yield f"({_number(against)}－{_number(value)}＋1)÷{_number(against)}×{award}分"
        return
    some, every = (against, value) if scale.by is By.LESS else (value, against)
    if every:
        yield f"{_number(some)}÷{_number(every)}×{award}分"
    if some > every or not every:
        yield f"最多{award}分"


def _missed(question: Measure, scale: Target, value: Fraction, target: Fraction) -> Iterator[str]:
    """Tell how far the number is off its target, and how many steps that is."""
    goal = f"{_number(target)}{question.unit}"
    off = gap(scale, value, target)
    below = scale.side is Side.BELOW
    if off <= 0:
        yield f"{'不低于' if below else '不高于'}{goal}"
        return
    unit = step_unit(question)
    yield f"比{goal}{'低' if below else '高'}{_number(off)}{unit}"
    steps = full_steps(scale, value, target)
    if scale.partial is Partial.PROPORTIONAL:
        yield "按比例计"
    elif steps * Fraction(scale.per) != off or scale.per != 1:
        yield f"按{steps}个{'' if scale.per == 1 else amount_text(scale.per) + unit}计"


def partial_note(question: Measure, possible: Possible) -> str:
    """Return what a step that is not full might be worth, where the text does not say; empty elsewhere."""
    found, scale = measured(question, possible), question.scale
    if not isinstance(scale, Target) or scale.partial is not Partial.UNSTATED:
        return ""
    if found.empty or found.value is None or found.against is None:
        return ""
    steps = max(gap(scale, found.value, found.against) / Fraction(scale.per), Fraction(0))
    if steps.denominator == 1:
        return ""
    each = Fraction(scale.effect.amount)
    in_part, in_full = (amount_text(rounded(one * each)) for one in (steps, Fraction(ceil(steps))))
    return f"不足1个的原文没有写；按比例是{in_part}分，按1个计是{in_full}分"


def rounding_note(question: Measure, possible: Possible) -> str:
    """Return that points are rounded, where they are."""
    found, scale = measured(question, possible), question.scale
    if found.empty or found.value is None or found.against is None:
        return ""
    moved = Fraction(0)
    if isinstance(scale, Times):
        moved = found.value * Fraction(scale.effect.amount)
    elif isinstance(scale, Relative):
        moved = relative_share(scale, found.value, found.against) * Fraction(scale.award)
    elif isinstance(scale, Target):
        moved = full_steps(scale, found.value, found.against) * Fraction(scale.effect.amount)
    return "" if exactly(moved) else "取三位小数"


def scale_words(question: Measure, scale: Target | Times | Relative) -> tuple[str, str, str]:
    """Return when ``scale`` moves points, what joins, and how: ``比20%每低1个百分点``, ````, ``扣0.05分``."""
    if isinstance(scale, Relative):
        award = amount_text(scale.award)
        return _RELATIVE[scale.by].format(scale.ask), "，", _RELATIVE_AWARD[scale.by].format(award)
    verb = "扣" if scale.effect.kind is EffectKind.DEDUCT else "得"
    amount = amount_text(scale.effect.amount)
    if isinstance(scale, Times):
        return f"每1{question.unit}", "", f"{verb}{amount}分"
    side = "低" if scale.side is Side.BELOW else "高"
    step = f"{amount_text(scale.per)}{step_unit(question)}"
    return (
        f"比{_goal(question, scale)}每{side}{step}",
        "",
        f"{verb}{amount}分{_PARTIAL[scale.partial]}",
    )


def empty_words(question: Measure, words: Words) -> str:
    """Return what holds where there is nothing to take a share of."""
    if isinstance(question.empty, Asked):
        return f"按“{question.empty.ask}”得分"
    return {
        Empty.KEEP: "按最有利的计",
        Empty.LOSE: "按最不利的计",
        Empty.OPEN: f"怎样算要到{words.assess}时定",
    }[question.empty]


_RELATIVE = {
    By.MORE: "按“{}”的比例",
    By.LESS: "按“{}”与它的比例",
    By.RANK: "按名次在“{}”里的位置",
}
_RELATIVE_AWARD = {
    By.MORE: "相等的得{0}分，最多{0}分",
    By.LESS: "相等的得{0}分，越多得分越少",
    By.RANK: "第1名得{0}分，以后每名少得{0}分除以总数",
}
_PARTIAL = {
    Partial.WHOLE: "，不足的不计",
    Partial.PROPORTIONAL: "，不足的按比例计",
    Partial.UP: "，不足的按1个计",
    Partial.UNSTATED: "，不足的原文没有写怎样计",
}


def _goal(question: Measure, scale: Target) -> str:
    target = scale.target
    if isinstance(target, Asked):
        return f"“{target.ask}”"
    if isinstance(target, Ratio):
        return f"{target.part}占{target.whole}的比例"
    return f"{amount_text(target)}{question.unit}"

"""Numbers as they are answered: counts, and what a measure needs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text, parse_number, plain_number
from qinglian_core.criteria.measures import By, Measure, Relative
from qinglian_core.criteria.measuring import is_rank
from qinglian_core.criteria.questions import Tiers
from qinglian_core.criteria.vocabulary import (
    INSTEAD,
    MOST_COUNT,
    PART,
    REFERENCE,
    TARGET,
    TARGET_PART,
    TARGET_WHOLE,
    UNSURE,
    VALUE,
    WHOLE,
    things_of,
)
from qinglian_core.reader import clipped, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from qinglian_core.criteria.questions import Question
    from qinglian_core.criteria.vocabulary import Answer, Value
    from qinglian_core.reader import Reader

_MOST_PLACES = 3
_SHARES = ((PART, WHOLE), (TARGET_PART, TARGET_WHOLE))


@dataclass(frozen=True, kw_only=True, slots=True)
class Allowed:
    """Which numbers can be entered: from ``least`` to ``most``, with ``places`` decimals at most."""

    places: int = 0
    least: Decimal = ZERO
    most: Decimal = Decimal(MOST_COUNT)

    def holds(self, number: Decimal) -> bool:
        """Whether ``number`` can be entered."""
        step = Decimal(1).scaleb(-self.places)
        return self.least <= number <= self.most and number % step == 0

    @property
    def words(self) -> str:
        """What can be entered, in words."""
        span = f"{amount_text(self.least)} 到 {amount_text(self.most)}"
        return f"{span} 的数，最多 {self.places} 位小数" if self.places else f"{span} 的整数"


COUNTED = Allowed()


def allowed_of(question: Question, thing: str) -> Allowed:
    """Return which numbers can be entered for a ``thing`` that ``question`` is answered for."""
    if isinstance(question, Tiers):
        return Allowed(places=question.places)
    return _allowed_of_measure(question, thing) if isinstance(question, Measure) else COUNTED


def _allowed_of_measure(question: Measure, thing: str) -> Allowed:
    if thing == INSTEAD:
        return Allowed(places=_MOST_PLACES)
    if thing == TARGET and question.of:
        most = COUNTED.most if question.most is None else question.most
        return Allowed(places=_MOST_PLACES, most=most)
    if thing == REFERENCE and question.of:
        return Allowed(places=_MOST_PLACES, least=_least_reference(question))
    if thing in (TARGET_PART, TARGET_WHOLE) and not question.of:
        return COUNTED
    least = question.least
    most = COUNTED.most if question.most_entered is None else question.most_entered
    if thing == REFERENCE:
        least, most = _least_reference(question), max(most, COUNTED.most)
    return Allowed(places=question.places, least=least, most=most)


def _least_reference(question: Measure) -> Decimal:
    """Return the least that a number can be compared with; what is divided by is above 0."""
    scale = question.scale
    if isinstance(scale, Relative) and scale.by is By.LESS:
        return max(question.least, ZERO)
    return Decimal(1).scaleb(-question.places)


def read_number(reader: Reader, allowed: Allowed = COUNTED) -> Value | None:
    """Read one number, or 拿不准."""
    if reader.value == UNSURE:
        return UNSURE
    number = _decimal(reader.value, whole=not allowed.places)
    if number is None or not allowed.holds(number):
        told = f"{shown(reader.value)}不是可用的数目；请填 {allowed.words}，或者答“拿不准”"
        reader.fault("A004", told)
        return None
    return plain_number(number)


def _decimal(value: object, *, whole: bool) -> Decimal | None:
    """Return the number that ``value`` is; one that is to be ``whole`` is no text, and no float ever is one."""
    return None if whole and not isinstance(value, int) else parse_number(value)


def read_measure(question: Measure, reader: Reader) -> Answer | None:
    """Read the numbers of a measure; a part above its whole is refused, and left out."""
    known = things_of(question)
    if known == ("",):
        return read_number(reader, allowed_of(question, ""))
    answer = read_things(
        known, reader, lambda name, place: read_number(place, allowed_of(question, name))
    )
    if not question.over:
        _check_shares(answer, reader)
    if is_rank(question.scale):
        _check_rank(answer, reader)
    return answer or None


def read_things(
    known: tuple[str, ...], reader: Reader, read_one: Callable[[str, Reader], Value | None]
) -> dict[str, Value]:
    """Read what is answered to each of the ``known`` things, one by one with ``read_one``; 拿不准 is said of all."""
    if reader.value == UNSURE:
        return dict.fromkeys(known, UNSURE)
    answer: dict[str, Value] = {}
    for name, value in reader.mapping().items():
        if name not in known:
            told = f"没有标识为“{clipped(name)}”的一项；可以写：{'、'.join(known)}"
            reader.fault("A003", told, key=name)
        elif value is not None:
            one = read_one(name, reader.at(name))
            if one is not None:
                answer[name] = one
    return answer


def _check_shares(answer: dict[str, Value], reader: Reader) -> None:
    for part, whole in _SHARES:
        some, every = answer.get(part, UNSURE), answer.get(whole, UNSURE)
        if UNSURE not in (some, every) and Decimal(some) > Decimal(every):
            told = f"这里填了 {some}，不能多于总数 {every}，请核对"
            reader.fault("A006", told, key=part)
            del answer[part]


def _check_rank(answer: dict[str, Value], reader: Reader) -> None:
    rank, many = answer.get(VALUE), answer.get(REFERENCE)
    if isinstance(rank, int) and isinstance(many, int) and rank > many:
        told = f"这里填了第 {rank} 名，参加排名的只有 {many} 个，请核对"
        reader.fault("A006", told, key=VALUE)
        del answer[VALUE]

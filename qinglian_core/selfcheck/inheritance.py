"""The answers that a clause of a new edition inherits from those it has come from, and those that find no place in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.answers.words import answer_words
from qinglian_core.reader import Reader

from .fitting import Plain, fit, laid_over, value_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qinglian_core.criteria.model import Clause
    from qinglian_core.criteria.questions import Question
    from qinglian_core.criteria.vocabulary import Answer, Value


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaf:
    """One answer of ``source``: to a question, or of one thing of it (``""`` for the question itself).

    ``to`` is the question that its answers belong to now, empty where there is none.
    """

    source: Clause
    question: Question
    thing: str
    value: Value
    to: str

    @property
    def told(self) -> Answer:
        """The answer by itself."""
        return {self.thing: self.value} if self.thing else self.value

    @property
    def words(self) -> str:
        """What was answered to what."""
        said = answer_words(self.question, self.told)
        return f"{self.source.label}“{self.question.ask}”答“{said}”"


def leaves_of(
    source: Clause, answers: Mapping[str, Answer], heirs: Iterable[tuple[str, str]]
) -> Iterator[Leaf]:
    """Yield what was answered to ``source``, to every one of the ``heirs`` of its questions, or to none."""
    named: dict[str, list[str]] = {}
    for question, heir in heirs:
        named.setdefault(question, []).append(heir)
    for asked in source.questions:
        answer = answers.get(asked.id)
        if answer is None:
            continue
        things = answer if isinstance(answer, dict) else {"": answer}
        for thing, value in things.items():
            for heir in named.get(asked.id, [""]):
                yield Leaf(source=source, question=asked, thing=thing, value=value, to=heir)


@dataclass(frozen=True, kw_only=True, slots=True)
class Inheritance:
    """What became of some answers: ``answers`` hold those ``placed``; the ``unfit``, each with the reason."""

    answers: Mapping[str, Answer]
    placed: tuple[Leaf, ...]
    unfit: tuple[tuple[Leaf, str], ...]


def inherit(clause: Clause, leaves: Sequence[Leaf]) -> Inheritance:
    """Return what ``clause`` can hold of ``leaves``; where they contradict one another, none of them."""
    alone = [leaf for leaf in leaves if _placed(_readable(clause, [leaf]), leaf)]
    agreed = [leaf for leaf in alone if not any(_contradict(leaf, other) for other in alone)]
    answers = _readable(clause, agreed)
    placed = tuple(leaf for leaf in agreed if _placed(answers, leaf))
    unfit = tuple(
        (leaf, _why(clause, is_alone=leaf in alone, is_agreed=leaf in agreed))
        for leaf in leaves
        if leaf not in placed
    )
    return Inheritance(answers=answers, placed=placed, unfit=unfit)


def _readable(clause: Clause, leaves: Sequence[Leaf]) -> Mapping[str, Answer]:
    plain: Plain = {}
    for leaf in leaves:
        plain = laid_over(plain, {leaf.to: leaf.told})
    return fit(clause, Reader({"answers": plain}, []), clause.id).record.entry.answers


def _placed(answers: Mapping[str, Answer], leaf: Leaf) -> bool:
    found = answers.get(leaf.to)
    return (value_at(found, leaf.thing) if leaf.thing else found) == leaf.value


def _contradict(one: Leaf, other: Leaf) -> bool:
    return (one.to, one.thing) == (other.to, other.thing) and one.value != other.value


def _why(clause: Clause, *, is_alone: bool, is_agreed: bool) -> str:
    if not is_alone:
        return f"现在的{clause.label}没有地方填"
    if not is_agreed:
        return f"和一起合成{clause.label}的别的{clause.words.clause}答得不一样"
    return f"和{clause.label}别的回答合不上"

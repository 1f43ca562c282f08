"""Decoding of a part of a clause: its points, its bound and its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.criteria.effects import Beyond, EffectKind
from qinglian_core.criteria.model import Bound, Part, Start
from qinglian_core.criteria.reach import is_pointless
from qinglian_core.criteria.vocabulary import effects_of
from qinglian_core.reader import shown

from .effects import decode_beyond, decode_only
from .questions import decode_question

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from qinglian_core.criteria.questions import Question
    from qinglian_core.reader import Reader

    from .frame import Frame
    from .relations import Written


def decode_part(
    reader: Reader, text: str, frame: Frame, implied: Decimal | None = None
) -> tuple[Part, list[Written]]:
    """Decode one part of the clause whose official text is ``text``; return its questions with their places.

    It has the ``implied`` points where it writes none.
    """
    points = ("points",) if implied is None else ()
    reader.keys(
        required=(*points, "start"),
        optional=(
            "points",
            "label",
            "bound",
            "bound_cite",
            "questions",
            "only",
            "beyond",
            "applies",
        ),
    )
    start = reader.choice("start", Start, default=Start.FULL)
    written: list[Written] = []
    for entry in reader.each("questions"):
        question = decode_question(entry)
        if question is not None:
            written.append((question, entry))
            _check_cite(entry, question, text, frame)
            _check_irreversible(entry, question)
    _check_questions_given(reader, start)
    questions = tuple(question for question, _ in written)
    effects = tuple(effect for question in questions for effect in effects_of(question))
    part = Part(
        label=reader.text("label"),
        points=_decode_points(reader, questions, implied),
        start=start,
        bound=reader.choice("bound", Bound, default=Bound.EXACT),
        bound_cite=reader.text("bound_cite"),
        questions=questions,
        only=decode_only(reader, effects),
        beyond=_decode_exhausted(reader, start),
        applies=reader.texts("applies"),
    )
    _check_bound_cite(reader, part, text, frame)
    if part.beyond and not part.points:
        reader.fault("Q070", "没有分值的部分无从扣满；追加扣除写在问题上", key="beyond")
    return part, written


def _decode_points(
    reader: Reader, questions: tuple[Question, ...], implied: Decimal | None
) -> Decimal:
    """Return the points of a part of ``questions``: none by right where these move none."""
    if implied is not None and not reader.has("points"):
        return implied
    return reader.amount("points", positive=not is_pointless(questions))


def _decode_exhausted(reader: Reader, start: Start) -> Beyond | None:
    """Decode what more is lost where all points of a part are (扣满…的，追加扣除)."""
    if reader.has("beyond") and start is not Start.FULL:
        told = "一个部分的 beyond 说的是扣满以后追加扣除，只和 start: full 一起用"
        reader.fault("Q070", told, key="beyond")
    if reader.has("beyond") and reader.has("only"):
        told = "只计一处的（only）里不能追加扣除（beyond）；请另设一问"
        reader.fault("Q073", told, key="only")
    return decode_beyond(reader)


def _check_questions_given(reader: Reader, start: Start) -> None:
    if not reader.has("start"):
        return
    if start is Start.NONE and reader.has("questions"):
        reader.fault(
            "Q012", "start: none 表示原文没有评分办法，不能再写 questions", key="questions"
        )
    if start is not Start.NONE and not reader.has("questions"):
        reader.fault("Q012", "有评分办法的部分要写 questions；原文没有写办法的用 start: none")


def _check_cite(reader: Reader, question: Question, text: str, frame: Frame) -> None:
    if question.cite:
        if text and not _is_said(question.cite, text, frame):
            own = frame.table.words.own_clause
            told = f"“{question.cite}”不是{own}原文里的话，请照原文一字不差地摘录"
            reader.fault("Q013", told, key="cite")
    elif not reader.has("cite") and any(
        not effect.is_idle and effect.kind not in (EffectKind.EXEMPT, EffectKind.DROP)
        for effect in effects_of(question)
    ):
        reader.fault("Q013", "有扣分、得分的问题要用“cite”摘出原文依据")


def _is_said(cite: str, text: str, frame: Frame) -> bool:
    """Whether the ``text`` of a clause says a passage, or what the document says of every clause."""
    return any(cite in official for official in (text, *frame.remarks))


def _check_irreversible(reader: Reader, question: Question) -> None:
    losing = (EffectKind.DEDUCT, EffectKind.FORFEIT)
    if question.irreversible and not any(
        one.kind in losing or one.beyond or one.veto for one in effects_of(question)
    ):
        reader.fault(
            "Q046",
            "irreversible 只写在会扣分（deduct）或不得分（forfeit）的问题上，请删去",
            key="irreversible",
        )


def _check_bound_cite(reader: Reader, part: Part, text: str, frame: Frame) -> None:
    if part.bound is not Bound.WRITTEN:
        return
    cite, told = part.bound_cite, ""
    if not cite:
        told = "bound: written 要用“bound_cite”摘出原文里封顶或扣完为止的话"
    elif not _is_said(cite, text, frame):
        told = (
            f"在{frame.table.words.own_clause}的原文里找不到{shown(cite)}；bound_cite 要一字不差，"
            "原文写在表格以外、管全部的，录进 edition.yaml 的 remarks 再摘"
        )
    if told:
        reader.fault("Q014", told, key="bound_cite")


_MOVING = {
    Start.FULL: frozenset({EffectKind.DEDUCT, EffectKind.FORFEIT}),
    Start.ZERO: frozenset({EffectKind.AWARD}),
}


def check_start(reader: Reader, part: Part, questions: Iterable[Question]) -> None:
    """Check that ``questions`` (the part's own, and those of other readings) can move it from where it starts."""
    effects = [effect for question in questions for effect in effects_of(question)]
    found = {effect.kind for effect in effects}
    moving = _MOVING.get(part.start)
    if moving is None or found <= {EffectKind.NONE, EffectKind.DROP} or found & moving:
        return
    if part.start is Start.FULL:
        message = (
            "start: full 是从满分扣起，这里却没有 deduct 或 forfeit；从 0 分得起的请用 start: zero"
        )
    else:
        message = "start: zero 是从 0 分得起，这里却没有 award；从满分扣起的请用 start: full"
    reader.fault("Q028", message, key="start")

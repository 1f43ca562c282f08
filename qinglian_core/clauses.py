"""Decoding of a clause: its parts, its other readings, its guidance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .amounts import UNBOUNDED, ZERO, amount_text
from .digests import clause_digest
from .guidance import decode_guidance
from .model import (
    Bound,
    Clause,
    Count,
    EffectKind,
    Grade,
    Part,
    Question,
    Reading,
    Start,
    Tiers,
    YesNo,
)
from .plain import Reader
from .questions import YES_NO, decode_question, effects_of, largest

if TYPE_CHECKING:
    from decimal import Decimal

MOST_READINGS = 6
"""Readings combine; 2⁶ combinations are the most that are tried for a clause."""


def decode_clause(reader: Reader, *, item: str) -> Clause:
    """Decode one clause of the item with id ``item``."""
    reader.keys(
        required=("id", "points", "text", "parts"),
        optional=("numbered", "readings", "guidance", "search_words", "digest"),
    )
    identifier = reader.text("id")
    if identifier and item and not _is_member(identifier, item):
        reader.fault("Q010", f"条号“{identifier}”应是“{item}.”加序号，例如“{item}.1”", key="id")
    numbered = reader.flag("numbered", default=True)
    text = reader.text("text")
    parts = tuple(_decode_part(part, text) for part in reader.each("parts"))
    points = reader.amount("points")
    total = sum((part.points for part in parts), start=ZERO)
    if parts and total != points:
        reader.fault(
            "Q011",
            f"各部分的分值相加是 {amount_text(total)}，本条是 {amount_text(points)}，请核对",
            key="points",
        )
    questions = tuple(question for part in parts for question in part.questions)
    _check_questions(reader, questions)
    digest = clause_digest(reader.value if isinstance(reader.value, dict) else {})
    if reader.text("digest", default=digest) != digest:
        reader.fault("Q039", "digest 与内容不符；它由程序算出，请不要手写", key="digest")
    return Clause(
        id=identifier,
        label=f"第{identifier}条" if numbered else f"第{item}项",
        numbered=numbered,
        points=points,
        text=text,
        parts=parts,
        readings=_decode_readings(reader, questions, points),
        guidance=decode_guidance(reader.at("guidance"), text) if reader.has("guidance") else None,
        search_words=reader.texts("search_words"),
        digest=digest,
    )


def _is_member(identifier: str, item: str) -> bool:
    prefix, _, number = identifier.rpartition(".")
    return prefix == item and number.isdigit()


def _decode_part(reader: Reader, text: str) -> Part:
    reader.keys(
        required=("points", "start"), optional=("label", "bound", "bound_cite", "questions")
    )
    start = reader.choice("start", Start, default=Start.FULL)
    questions = []
    for entry in reader.each("questions"):
        question = decode_question(entry)
        if question is not None:
            questions.append(question)
            _check_cite(entry, question, text)
    if start is Start.NONE and reader.has("questions"):
        reader.fault(
            "Q012", "start: none 表示原文没有评分办法，不能再写 questions", key="questions"
        )
    if start is not Start.NONE and not reader.has("questions"):
        reader.fault("Q012", "有评分办法的部分要写 questions；原文没有写办法的用 start: none")
    part = Part(
        label=reader.text("label"),
        points=reader.amount("points"),
        start=start,
        bound=reader.choice("bound", Bound, default=Bound.EXACT),
        bound_cite=reader.text("bound_cite"),
        questions=tuple(questions),
    )
    _check_bound(reader, part, text)
    return part


def _check_cite(reader: Reader, question: Question, text: str) -> None:
    if question.cite:
        if text and question.cite not in text:
            reader.fault(
                "Q013", f"“{question.cite}”不是本条原文里的话，请照原文一字不差地摘录", key="cite"
            )
    elif any(
        effect.kind not in (EffectKind.NONE, EffectKind.EXEMPT) for effect in effects_of(question)
    ):
        reader.fault("Q013", "有扣分、得分的问题要用“cite”摘出原文依据")


def _check_bound(reader: Reader, part: Part, text: str) -> None:
    if part.bound is Bound.WRITTEN and (not part.bound_cite or part.bound_cite not in text):
        reader.fault(
            "Q014",
            "bound: written 要用“bound_cite”摘出原文里封顶或扣完为止的话",
            key="bound_cite",
        )
    if part.bound is Bound.EXACT and part.questions:
        kind = EffectKind.DEDUCT if part.start is Start.FULL else EffectKind.AWARD
        most = sum((largest(question, kind) for question in part.questions), start=ZERO)
        if most > part.points:
            figure = "没有上限" if most == UNBOUNDED else f"可达 {amount_text(most)}"
            reader.fault(
                "Q015",
                f"本部分 {amount_text(part.points)} 分，而累计{figure}；请写 bound: written（原文写明）或 assumed（按惯例封住）",
                key="bound",
            )


def _check_questions(reader: Reader, questions: tuple[Question, ...]) -> None:
    earlier: dict[str, Question] = {}
    leads = {question.asked_when.question for question in questions if question.asked_when}
    for question in questions:
        if question.id in earlier:
            reader.fault("Q008", f"问题标识“{question.id}”重复了，请改用别的标识", key="parts")
        if question.asked_when is not None:
            _check_gate(reader, question, earlier)
        if isinstance(question, Count) and question.at_least is not None:
            floor = earlier.get(question.at_least)
            if not isinstance(floor, Count) or floor.named or question.named:
                reader.fault(
                    "Q017", f"“{question.id}”的 at_least 须指前面一道不分列的计数题", key="parts"
                )
        idle = all(effect.kind is EffectKind.NONE for effect in effects_of(question))
        if idle and question.id not in leads and not _in_reading(reader, question.id):
            reader.fault(
                "Q018",
                f"问题“{question.id}”既没有效果，也不决定别的问题，请补上效果或删去",
                key="parts",
            )
        earlier[question.id] = question


def _in_reading(reader: Reader, identifier: str) -> bool:
    return any(
        identifier in dict(reading.entries("questions")) for reading in reader.each("readings")
    )


def _check_gate(reader: Reader, question: Question, earlier: dict[str, Question]) -> None:
    gate = question.asked_when
    if gate is None:
        return
    lead = earlier.get(gate.question)
    if isinstance(lead, YesNo):
        wrong = gate.at_least is not None or not set(gate.values) <= set(YES_NO)
    elif isinstance(lead, Grade) and not lead.named:
        wrong = gate.at_least is not None or not set(gate.values) <= {
            grade.id for grade in lead.grades
        }
    elif isinstance(lead, Tiers) or (isinstance(lead, Count) and not lead.named):
        wrong = gate.at_least is None
    else:
        wrong = True
    if wrong:
        reader.fault(
            "Q016",
            f"“{question.id}”的 asked_when 须指前面一道不分列的问题，是非题和分档题用 is，计数题用 from",
            key="parts",
        )


def _decode_readings(
    reader: Reader, questions: tuple[Question, ...], points: Decimal
) -> tuple[Reading, ...]:
    sources = _question_sources(reader)
    readings = []
    for entry in reader.each("readings"):
        entry.keys(required=("id", "why", "main", "other"), optional=("questions", "discretion"))
        reading = Reading(
            id=entry.identifier("id"),
            why=entry.text("why"),
            main=entry.text("main"),
            other=entry.text("other"),
            questions=tuple(_replaced(entry, sources)),
            discretion=entry.amount("discretion"),
        )
        if not reading.questions and not reading.discretion:
            entry.fault("Q019", "另一种读法要写它改变什么：questions 或 discretion")
        if reading.discretion > points:
            entry.fault("Q019", "discretion 不能超过本条的分值", key="discretion")
        merged = {question.id: question for question in (*questions, *reading.questions)}
        for question in reading.questions:
            if question.asked_when is not None:
                before = tuple(merged)[: tuple(merged).index(question.id)]
                _check_gate(entry, question, {name: merged[name] for name in before})
        readings.append((reading, entry))
    reader.unique([(reading.id, entry) for reading, entry in readings], "读法标识")
    if len(readings) > MOST_READINGS:
        reader.fault("Q019", f"一条最多写 {MOST_READINGS} 种另外的读法", key="readings")
    return tuple(reading for reading, _ in readings)


def _question_sources(reader: Reader) -> dict[str, object]:
    sources: dict[str, object] = {}
    silent = Reader(reader.value, [], reader.path)
    for part in silent.each("parts"):
        for question in part.each("questions"):
            if isinstance(question.value, dict):
                sources[str(question.value.get("id"))] = question.value
    return sources


def _replaced(reader: Reader, sources: dict[str, object]) -> list[Question]:
    questions = []
    for name, change in reader.entries("questions"):
        source = sources.get(name)
        if not isinstance(source, dict):
            change.fault("Q019", f"本条没有标识为“{name}”的问题")
            continue
        merged = {**source, **change.mapping()}
        value = {key: element for key, element in merged.items() if element is not None}
        question = decode_question(Reader(value, change.faults, change.path))
        if question is not None:
            questions.append(question)
    return questions

"""Decoding of a clause: its parts, its other readings, its guidance."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text
from qinglian_core.criteria.applicability import is_for
from qinglian_core.criteria.digests import clause_digest, implied_label, text_digest
from qinglian_core.criteria.model import Clause, Part, Reading
from qinglian_core.criteria.reach import is_pointless
from qinglian_core.criteria.table import Holds

from .frame import ALONE
from .guidance import decode_guidance
from .parts import check_start, decode_part
from .readings import changed_questions, decode_readings, implied_readings
from .relations import check_questions, check_worlds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from qinglian_core.criteria.questions import Question
    from qinglian_core.criteria.table import Words
    from qinglian_core.reader import Reader

    from .frame import Frame
    from .relations import Written

_NUMBER = re.compile(r"[1-9][0-9]*")


def decode_clause(
    reader: Reader, *, item: str, position: int, count: int, frame: Frame = ALONE
) -> Clause:
    """Decode the clause at ``position`` (from 1) of the ``count`` in the item with id ``item``."""
    reader.keys(
        required=("id", *frame.required_points, "text", "parts"),
        optional=(
            "points",
            "number",
            "standard",
            "readings",
            "guidance",
            "search_words",
            "applies",
        ),
        judged=("digest",),
    )
    identifier = _decode_id(reader, item, frame.table.words)
    is_numbered = count > 1 or not frame.table.has(Holds.NUMBER)
    number = decode_number(reader, f"{position}." if is_numbered else "")
    standard, text = reader.text("standard"), reader.text("text")
    official = f"{standard}\n{text}" if standard else text
    words = frame.table.words
    written: list[Written] = []
    places: list[tuple[Part, Reader]] = []
    entries = list(reader.each("parts"))
    implied = _implied_of_part(reader, frame, len(entries))
    for entry in entries:
        part, own = decode_part(entry, official, frame, implied)
        written.extend(own)
        places.append((part, entry))
    places = [
        (_labelled(part, number, places), entry) for number, (part, entry) in enumerate(places)
    ]
    parts = tuple(replace(part, words=words) for part, _ in places)
    points = _decode_points(reader, frame, parts)
    _check_sum(reader, points, parts, frame)
    check_questions(written, changed_questions(reader), words)
    questions = tuple(question for question, _ in written)
    readings = (*decode_readings(reader, questions, points, words), *implied_readings(questions))
    check_worlds(reader, [one for part in parts for one in _all_readings(part, readings)], words)
    for part, entry in places:
        check_start(entry, part, _all_readings(part, readings))
    clause = Clause(
        id=identifier,
        label=words.clause_label(identifier) if number or count > 1 else words.item_label(item),
        number=number,
        points=points,
        standard=standard,
        text=text,
        parts=parts,
        readings=readings,
        guidance=decode_guidance(reader.at("guidance"), official, words)
        if reader.has("guidance")
        else None,
        search_words=reader.texts("search_words"),
        digest="",
        text_digest=text_digest(text, standard),
        applies=reader.texts("applies"),
    )
    return replace(clause, digest=_checked_digest(reader, clause_digest(clause)))


def _labelled(part: Part, index: int, places: Sequence[object]) -> Part:
    """Give a part among several a name to be spoken of by, where it has none."""
    return part if part.label or len(places) == 1 else replace(part, label=implied_label(index + 1))


def _decode_id(reader: Reader, item: str, words: Words) -> str:
    identifier = reader.text("id")
    prefix, _, number = identifier.rpartition(".")
    if identifier and item and not (prefix == item and _NUMBER.fullmatch(number)):
        reader.fault(
            "Q010",
            f"{words.clause_number}“{identifier}”应是“{item}.”加序号，例如“{item}.1”",
            key="id",
        )
    return identifier


def decode_number(reader: Reader, default: str) -> str:
    """Return the printed number, which may be none at all."""
    is_none = reader.has("number") and reader.mapping()["number"] == ""
    return "" if is_none else reader.text("number", default=default)


def _implied_of_part(reader: Reader, frame: Frame, parts: int) -> Decimal | None:
    """Return the points of the only part of a clause where they need not be written, as they are the clause's."""
    if frame.implied is None or parts > 1:
        return None
    return reader.amount("points", positive=False) if reader.has("points") else frame.implied


def _decode_points(reader: Reader, frame: Frame, parts: tuple[Part, ...]) -> Decimal:
    """Return the points of a clause with ``parts``: none by right where no question moves any."""
    if frame.implied is not None and not reader.has("points"):
        return sum((part.points for part in parts), start=ZERO)
    asked = [question for part in parts for question in part.questions]
    return reader.amount("points", positive=not is_pointless(asked))


def _check_sum(reader: Reader, points: Decimal, parts: tuple[Part, ...], frame: Frame) -> None:
    """Compare the clause's points with its parts', for every kind of unit.

    Amounts that could not be read are told of already.
    """
    if not (
        points and parts and all(part.points or is_pointless(part.questions) for part in parts)
    ):
        return
    mentioned = dict.fromkeys(name for part in parts for name in part.applies)
    for kind in frame.kinds or mentioned or ("",):
        amounts = [part.points for part in parts if is_for(part.applies, kind)]
        total = sum(amounts, start=ZERO)
        if amounts and total != points:
            reader.fault(
                "Q011",
                f"各部分的分值相加是 {amount_text(total)}，{frame.table.words.own_clause}是 {amount_text(points)}，请核对",
                key="points",
            )
            return


def _all_readings(part: Part, readings: tuple[Reading, ...]) -> list[Question]:
    names = {question.id for question in part.questions}
    others = [question for reading in readings for question in reading.questions]
    return [*part.questions, *(question for question in others if question.id in names)]


def _checked_digest(reader: Reader, digest: str) -> str:
    if reader.text("digest", default=digest) != digest:
        reader.fault("Q039", "digest 与内容不符；它由程序算出，请不要手写", key="digest")
    return digest

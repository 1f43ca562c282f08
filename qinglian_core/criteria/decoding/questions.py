"""Decoding of questions: one function for each kind, held in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from qinglian_core.criteria.effects import EffectKind, Per
from qinglian_core.criteria.measures import Measure
from qinglian_core.criteria.questions import (
    Count,
    Doubt,
    Each,
    Gate,
    Grade,
    GradeOption,
    Named,
    Nature,
    Question,
    Tiers,
    YesNo,
)
from qinglian_core.criteria.vocabulary import DEFAULT_UNIT, RESERVED, YES_NO
from qinglian_core.reader import shown

from .effects import (
    CASE_EFFECTS,
    EFFECTS,
    decode_effect,
    decode_most_points,
    decode_only,
    decode_steps,
)
from .measures import decode_measure, decode_places, decode_tiers

if TYPE_CHECKING:
    from collections.abc import Callable

    from qinglian_core.reader import Reader

_COMMON = (
    *("id", "kind", "ask", "cite", "hint", "step"),
    *("nature", "irreversible", "asked_when", "applies"),
)


class Common(TypedDict):
    """The fields every question has."""

    id: str
    ask: str
    cite: str
    hint: str
    step: str
    nature: Nature
    irreversible: bool
    asked_when: Gate | None
    applies: tuple[str, ...]


def _common(reader: Reader) -> Common:
    return Common(
        id=reader.identifier("id"),
        ask=reader.text("ask"),
        cite=reader.text("cite"),
        hint=reader.text("hint"),
        step=reader.text("step"),
        nature=reader.choice("nature", Nature, default=Nature.FACT),
        irreversible=reader.flag("irreversible", default=False),
        asked_when=_decode_gate(reader),
        applies=reader.texts("applies"),
    )


def _decode_gate(question: Reader) -> Gate | None:
    if not question.has("asked_when"):
        return None
    reader = question.at("asked_when")
    if not reader.keys(required=("question",), optional=("is", "from")):
        return None
    if reader.has("is") == reader.has("from"):
        reader.fault(
            "Q022", "asked_when 里“is”（答案是什么时）和“from”（数目从多少起）写一个，且只写一个"
        )
    values = reader.texts("is") if isinstance(reader.at("is").value, list) else (reader.text("is"),)
    return Gate(
        question=reader.identifier("question"),
        values=values if reader.has("is") else (),
        at_least=reader.integer("from") if reader.has("from") else None,
    )


def _decode_named(reader: Reader) -> tuple[Named, ...]:
    things = []
    for thing in reader.each("named"):
        thing.keys(required=("id", "label"))
        named = Named(id=thing.identifier("id"), label=thing.text("label"))
        if named.id in RESERVED:
            thing.fault("Q005", f"“{named.id}”有固定含义，不能作标识，请换一个", key="id")
        things.append((named, thing))
    reader.unique([(named.id, thing) for named, thing in things], "标识")
    return tuple(named for named, _ in things)


def _decode_when(reader: Reader) -> str:
    when = reader.text("when")
    if when and when not in YES_NO:
        reader.fault(
            "Q007", f'{shown(when)}不在可选的值里；可以写："yes"、"no"（要加引号）', key="when"
        )
    return when


def _decode_yes_no(reader: Reader) -> YesNo:
    reader.keys(required=("id", "kind", "ask"), optional=(*_COMMON, *EFFECTS, "when"))
    effect = decode_effect(reader)
    if not effect.is_idle and not reader.has("when"):
        reader.fault("Q001", "有扣分或得分的是非题要写“when”：回答什么时生效")
    return YesNo(**_common(reader), when=_decode_when(reader), effect=effect)


def _decode_count(reader: Reader) -> Count:
    reader.keys(
        required=("id", "kind", "ask", "unit"),
        optional=(*_COMMON, *CASE_EFFECTS, "named", "at_least", "most_points"),
        judged=EFFECTS,
    )
    effect, steps = decode_steps(reader, allowed=CASE_EFFECTS)
    if steps and reader.has("named"):
        reader.fault("Q071", "逐次不同的不能和 named 一起用；请各设一问", key="named")
    return Count(
        **_common(reader),
        unit=reader.text("unit"),
        effect=effect,
        named=_decode_named(reader),
        at_least=reader.identifier("at_least") if reader.has("at_least") else None,
        steps=steps,
        most_points=decode_most_points(reader, (effect,)),
    )


def _decode_each(reader: Reader) -> Each:
    reader.keys(
        required=("id", "kind", "ask", "when", "named"),
        optional=(*_COMMON, *CASE_EFFECTS, "other", "unit", "per", "most_points"),
        judged=EFFECTS,
    )
    effect = decode_effect(reader, allowed=CASE_EFFECTS)
    question = Each(
        **_common(reader),
        when=_decode_when(reader),
        effect=effect,
        named=_decode_named(reader),
        other=reader.text("other"),
        unit=reader.text("unit", default=DEFAULT_UNIT),
        per=reader.choice("per", Per, default=Per.EACH),
        most_points=decode_most_points(reader, (effect,)),
    )
    if question.effect.is_idle:
        reader.fault("Q023", "逐项问题要写效果：deduct、award 或 forfeit")
    if question.other and question.per is not Per.EACH:
        reader.fault("Q024", "“other”只能和 per: each 一起用", key="other")
    return question


def _decode_grade(reader: Reader) -> Grade:
    reader.keys(
        required=("id", "kind", "ask", "grades"),
        optional=(*_COMMON, "named", "doubts", "only", "most_points"),
    )
    named = _decode_named(reader)
    ids: list[tuple[str, Reader]] = []
    grades = _decode_grades(reader, ids)
    doubts = _decode_doubts(reader, ids, tuple(grade.id for grade in grades))
    reader.unique(ids, "档次")
    for identifier, option in ids:
        if identifier in RESERVED:
            option.fault("Q005", f"“{identifier}”有固定含义，不能作标识，请换一个", key="id")
    if len(grades) == 1:
        reader.fault("Q026", "至少要有两个档次", key="grades")
    effects = tuple(grade.effect for grade in grades)
    for kind in (EffectKind.EXEMPT, EffectKind.DROP):
        if named and any(effect.kind is kind for effect in effects):
            reader.fault("Q021", f"逐个评档时不能用“{kind.value}”；请另设一道是非题", key="grades")
    if not named and (reader.has("only") or reader.has("most_points")):
        reader.fault("Q073", "only 和 most_points 在评档题里只和 named 一起用，请删去")
    return Grade(
        **_common(reader),
        grades=grades,
        named=named,
        doubts=doubts,
        only=decode_only(reader, effects),
        most_points=decode_most_points(reader, effects),
    )


def _decode_grades(reader: Reader, ids: list[tuple[str, Reader]]) -> tuple[GradeOption, ...]:
    grades = []
    for option in reader.each("grades"):
        option.keys(required=("id", "label"), optional=EFFECTS)
        grade = GradeOption(
            id=option.identifier("id"), label=option.text("label"), effect=decode_effect(option)
        )
        ids.append((grade.id, option))
        grades.append(grade)
    return tuple(grades)


def _decode_doubts(
    reader: Reader, ids: list[tuple[str, Reader]], grades: tuple[str, ...]
) -> tuple[Doubt, ...]:
    doubts = []
    for option in reader.each("doubts"):
        option.keys(required=("id", "label", "among"))
        doubt = Doubt(
            id=option.identifier("id"), label=option.text("label"), among=option.texts("among")
        )
        for name in doubt.among:
            if name not in grades:
                option.fault("Q025", f"没有名为“{name}”的档次", key="among")
        ids.append((doubt.id, option))
        doubts.append(doubt)
    return tuple(doubts)


def _decode_tiers(reader: Reader) -> Tiers:
    reader.keys(required=("id", "kind", "ask", "unit", "tiers"), optional=(*_COMMON, "places"))
    places = decode_places(reader)
    return Tiers(
        **_common(reader),
        unit=reader.text("unit"),
        tiers=decode_tiers(reader, places),
        places=places,
    )


def _decode_measure(reader: Reader) -> Measure:
    return Measure(**_common(reader), **decode_measure(reader, _COMMON))


_DECODERS: dict[str, Callable[[Reader], Question]] = {
    "yes_no": _decode_yes_no,
    "count": _decode_count,
    "each": _decode_each,
    "grade": _decode_grade,
    "tiers": _decode_tiers,
    "ratio": _decode_measure,
    "value": _decode_measure,
}


def decode_question(reader: Reader) -> Question | None:
    """Decode one question, or record why not and return None."""
    kind = reader.mapping().get("kind")
    decoder = _DECODERS.get(kind) if isinstance(kind, str) else None
    if decoder is not None:
        question = decoder(reader)
        if question.id in RESERVED or question.id == "estimate":
            reader.fault("Q005", f"“{question.id}”有固定含义，不能作标识，请换一个", key="id")
        return question
    options = "、".join(_DECODERS)
    if kind is None and isinstance(reader.value, dict):
        reader.fault("Q001", f"缺少“kind”；可以写：{options}")
    elif kind is not None:
        reader.fault("Q007", f"{shown(kind)}不是一种问题；可以写：{options}", key="kind")
    return None

"""Decoding of how an edition comes to its total: levels, vetoes, what counts once, kinds of unit, rescaling."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.criteria.totalling import (
    Keep,
    Level,
    Once,
    Rescale,
    Totalling,
    UnitKind,
    Veto,
    labels_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qinglian_core.criteria.table import Words
    from qinglian_core.reader import Reader

TOTALLING = ("levels", "vetoes", "once", "units", "units_ask", "rescale")
"""The keys of an edition that are read here."""
_OUTCOMES = ("level", "lower", "below", "score", "text")
_LEAST_MEMBERS = 2


def decode_totalling(reader: Reader, words: Words) -> Totalling:
    """Decode what the edition at ``reader`` says of its total."""
    units = _decode_units(reader, words)
    if reader.has("units_ask") and not units:
        reader.fault("Q083", "units_ask 只和 units 一起写，请删去", key="units_ask")
    levels = _decode_levels(reader)
    return Totalling(
        levels=levels,
        vetoes=_decode_vetoes(reader, labels_of(levels)),
        once=_decode_once(reader),
        units=units,
        units_ask=reader.text("units_ask"),
        rescale=_decode_rescale(reader.at("rescale")) if reader.has("rescale") else None,
    )


def _decode_levels(reader: Reader) -> tuple[Level, ...]:
    levels: list[tuple[Level, Reader]] = []
    for entry in reader.each("levels"):
        entry.keys(required=("from", "label"), optional=("cite",))
        level = Level(
            start=entry.amount("from", positive=False),
            label=entry.text("label"),
            cite=entry.text("cite"),
        )
        levels.append((level, entry))
    for (higher, _), (lower, entry) in pairwise(levels):
        if lower.start >= higher.start:
            before, after = amount_text(higher.start), amount_text(lower.start)
            told = f"levels 须从高到低：{before} 之后出现了 {after}，请调整顺序"
            entry.fault("Q080", told, key="from")
    return tuple(level for level, _ in levels)


def _decode_vetoes(reader: Reader, labels: Sequence[str]) -> tuple[Veto, ...]:
    vetoes: list[tuple[Veto, Reader]] = []
    for entry in reader.each("vetoes"):
        entry.keys(required=("id", "text", "outcome"))
        outcome = entry.at("outcome")
        _check_outcome(outcome, labels)
        veto = Veto(
            id=entry.identifier("id"),
            text=entry.text("text"),
            level=outcome.text("level"),
            lower=outcome.integer("lower"),
            below=outcome.text("below"),
            score=outcome.amount("score", positive=False) if outcome.has("score") else None,
            told=outcome.text("text"),
        )
        vetoes.append((veto, entry))
    reader.unique([(veto.id, entry) for veto, entry in vetoes], "否决事项的标识")
    return tuple(veto for veto, _ in vetoes)


def _check_outcome(reader: Reader, labels: Sequence[str]) -> None:
    """Check what a veto leads to, in an edition whose levels have these labels, from the highest."""
    if reader.value is None:
        return
    reader.keys(optional=_OUTCOMES)
    if sum(reader.has(key) for key in _OUTCOMES) != 1:
        told = (
            "outcome 里写一样，且只写一样：level（定为哪一等）、lower（降低几个等次）、below（低于哪一等）、"
            "score（最多计几分）、text（其他）"
        )
        reader.fault("Q081", told)
    if reader.has("lower") and not 0 < reader.integer("lower") < len(labels):
        told = "lower 是降低几个等次：1 起的整数，levels 里要有那么多等次可降"
        reader.fault("Q081", told, key="lower")
    if reader.has("below") and reader.text("below") not in labels[:-1]:
        known = "、".join(labels[:-1])
        told = (
            f"below 要写 levels 里下面还有别的等次的一等；可以写：{known or '（levels 还没有写）'}"
        )
        reader.fault("Q081", told, key="below")


def _decode_once(reader: Reader) -> tuple[Once, ...]:
    groups: list[tuple[Once, Reader]] = []
    for entry in reader.each("once"):
        entry.keys(required=("id", "why", "questions"), optional=("keep",))
        members = tuple(_member(name) for name in entry.texts("questions"))
        if entry.has("questions") and len(set(members)) < _LEAST_MEMBERS:
            entry.fault("Q082", "不重复扣的，至少要写两个不同的问题", key="questions")
        group = Once(
            id=entry.identifier("id"),
            why=entry.text("why"),
            keep=entry.choice("keep", Keep, default=Keep.MOST),
            questions=members,
        )
        groups.append((group, entry))
    reader.unique([(group.id, entry) for group, entry in groups], "不重复扣的标识")
    return tuple(group for group, _ in groups)


def _member(name: str) -> tuple[str, str]:
    clause, _, question = name.rpartition(".")
    return clause, question


def _decode_units(reader: Reader, words: Words) -> tuple[UnitKind, ...]:
    units: list[tuple[UnitKind, Reader]] = []
    for entry in reader.each("units"):
        entry.keys(required=("id", "label"))
        units.append((UnitKind(id=entry.identifier("id"), label=entry.text("label")), entry))
    if len(units) == 1:
        reader.fault("Q083", f"units 至少写两类{words.unit}；只有一类的，不写这个键", key="units")
    reader.unique([(unit.id, entry) for unit, entry in units], f"{words.unit}类别的标识")
    return tuple(unit for unit, _ in units)


def _decode_rescale(reader: Reader) -> Rescale:
    reader.keys(required=("to", "round"), optional=("cite",))
    return Rescale(to=reader.amount("to"), step=reader.amount("round"), cite=reader.text("cite"))


def check_kinds(
    places: Iterable[tuple[Reader, tuple[str, ...]]], totalling: Totalling, words: Words
) -> None:
    """Check that what ``applies`` at each of ``places`` are kinds of unit of the edition."""
    known = {unit.id for unit in totalling.units}
    for reader, applies in places:
        for name in applies:
            if name and name not in known:
                among = "、".join(unit.id for unit in totalling.units)
                told = f"edition.yaml 的 units 里没有“{name}”"
                told += f"；可以写：{among}" if among else f"，请先在那里写出{words.unit}的类别"
                reader.fault("Q083", told, key="applies")

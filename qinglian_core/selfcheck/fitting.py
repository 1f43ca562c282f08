"""A plain record as a clause can hold it: what fits is read, what does not is set apart, nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.criteria.digests import is_digest_of
from qinglian_core.reader import Reader

from .savefile import IDENTITY, Record, read_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qinglian_core.criteria.model import Clause
    from qinglian_core.faults import Fault, Path

Plain = dict[str, object]
_MAY_NOT_FIT: tuple[Path, ...] = (("answers",), ("estimate",))


@dataclass(frozen=True, kw_only=True, slots=True)
class Fit:
    """A record as a clause can hold it; ``dropped`` tells in words, and ``left`` holds, what no longer fits."""

    record: Record
    is_same_text: bool
    dropped: tuple[str, ...]
    left: Plain
    faults: tuple[Fault, ...]


def fit(clause: Clause, reader: Reader, name: str) -> Fit:
    """Read a record of clause ``name``; only where it reads otherwise now may answers not fit, all else is a fault."""
    faults: list[Fault] = []
    inner = Reader(reader.value, faults, reader.path)
    record = read_record(clause, inner)
    depth = len(reader.path)
    same = is_digest_of(as_mapping(reader.value).get("digest"), clause, name)
    loose: list[Fault] = []
    firm: list[Fault] = []
    for fault in faults:
        may_not_fit = fault.path[depth : depth + 1] in _MAY_NOT_FIT
        (loose if may_not_fit and not same and not inner.is_full else firm).append(fault)
    return Fit(
        record=record,
        is_same_text=same,
        dropped=tuple(_named(clause, fault.message) for fault in loose),
        left=_picked(reader.value, [fault.path[depth:] for fault in loose]),
        faults=tuple(firm),
    )


def _named(clause: Clause, told: str) -> str:
    return told if told.startswith(clause.label) else f"{clause.label}：{told}"


def _picked(value: object, paths: Iterable[Path]) -> Plain:
    """Return of a plain record only what stands at ``paths``: an estimate, an answer, one thing of an answer.

    No path leads on from another one: an answer is a fault whole, or thing by thing.
    """
    picked: Plain = {}
    for path in paths:
        if path == ("answers",):  # 不是键值对的，没有哪一版认得
            continue
        *above, last = path
        source, target = value, picked
        for key in above:
            source = value_at(source, key)
            target = target.setdefault(str(key), {})  # type: ignore[assignment]
        target[str(last)] = value_at(source, last)
    return picked


def value_at(value: object, key: str | int) -> object:
    """Return what a mapping holds at ``key``; None where there is nothing, or no mapping."""
    return value.get(key) if isinstance(value, dict) else None


def laid_over(under: Mapping[str, object], over: Mapping[str, object]) -> Plain:
    """Lay one plain record over another, answers one by one."""
    laid: Plain = dict(under)
    for key, value in over.items():
        below = laid.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        laid[key] = laid_over(below, value) if both else value  # type: ignore[arg-type]
    return laid


def as_mapping(value: object) -> Plain:
    """Return ``value`` where it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def identity_of(plain: object) -> Plain:
    """Return which clause a plain record answers."""
    return {key: value for key, value in as_mapping(plain).items() if key in IDENTITY}

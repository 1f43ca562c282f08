"""Spoiling plain data: one datum at a time replaced, taken away, moved or renamed, as chance has it."""

import copy
from collections.abc import Iterator, Sequence
from decimal import Decimal
from random import Random
from typing import Any

from qinglian_core.faults import Path

JUNK: list[Any] = [
    None,
    True,
    0,
    -1,
    3,
    10**30,
    1.5,
    Decimal("0.5"),
    Decimal("NaN"),
    "",
    "x",
    "yes",
    "-1",
    "part",
    "clause",
    "q" * 500,
    "１",
    [],
    {},
    ["a"],
    [{}],
    [[]],
    [None],
    {"a": 1},
    [{"id": "a", "label": "b"}],
]
KEYS = [
    "x",
    "deduct",
    "award",
    "forfeit",
    "exempt",
    "named",
    "other",
    "per",
    "asked_when",
    "at_least",
]


def places(value: Any, path: Path = ()) -> Iterator[Path]:  # noqa: ANN401 - plain data
    """Yield the path of every datum, the whole before its parts."""
    if path:
        yield path
    pairs: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    for key, below in pairs:
        yield from places(below, (*path, key))


def above(plain: Any, path: Path) -> Any:  # noqa: ANN401 - plain data
    """Return what holds the datum at ``path``."""
    for step in path[:-1]:
        plain = plain[step]
    return plain


def spoil(
    plain: Any,  # noqa: ANN401 - plain data
    chance: Random,
    junk: Sequence[Any] = JUNK,
    keys: Sequence[str] = KEYS,
) -> None:
    """Replace, take away, move or rename one datum; ``junk`` and ``keys`` are what may stand there then."""
    path = chance.choice(list(places(plain)))
    last = path[-1]
    place = above(plain, path)
    way = chance.random()
    if way < 0.15:
        del place[last]
    elif way < 0.3 and isinstance(place, dict):
        place[chance.choice(keys)] = place.pop(last)
    else:
        place[last] = copy.deepcopy(chance.choice([*junk, place[last]]))

"""A difference, told so that anybody can repeat it: which self-check, the shortest way to it, where it begins."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from qinglian_core.faults import path_text
from tests.core.spoiling import above, places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qinglian_core.faults import Path

    from .engines import Engine
    from .selfchecks import Batch, Talk

AROUND = 60
MOST_TOLD = 240
MOST_TRIES = 300
"""How often to try whether something can be left out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """What two Pythons say of one self-check, and how to ask it again: ``requests``, the last one shows it.

    Self-checks from number ``first`` on are needed to see it; none of ``requests`` where it is not seen again.
    """

    number: int
    first: int
    rubric: str
    names: tuple[str, str]
    requests: Talk
    replies: tuple[str, str]

    def told(self, seed: str) -> str:
        """Return it in words."""
        times = self.number - self.first + 1
        return "\n".join(
            (
                f"不同：第 {self.number} 份自查（细则 {self.rubric}），{self.names[0]} 和 {self.names[1]}",
                f"  只做这一处：make differential SEED={seed} FROM={self.first} TIMES={times}",
                *self._found(),
            )
        )

    def _found(self) -> Iterator[str]:
        if not self.requests:
            yield "  再问一次，两边就相同了：可能与更早的自查有关"
            return
        yield from (f"  请求：{text}" for text in self.requests[1:])
        place, *both = first_difference(*self.replies)
        yield f"  第一处不同：{place}"
        yield from (f"  {name}：{said}" for name, said in zip(self.names, both, strict=True))


def differences(
    batch: Batch, ours: Engine, theirs: Engine, numbers: Sequence[int]
) -> Iterator[Difference]:
    """Yield what of the talks ``numbers`` (of all, with the loading) differs, asked alone, or else after all before it."""
    talks = (batch.load, *batch.talks)
    for place in numbers:
        number = batch.first + max(place - 1, 0)
        alone = batch.load if place == 0 else (*batch.load, *talks[place])
        every = tuple(one for talk in talks[: place + 1] for one in talk)
        ways = ((alone, number), (every, batch.first))
        found = ((shortened(requests, ours, theirs), first) for requests, first in ways)
        shown, first = next((one for one in found if one[0]), ((), batch.first))
        yield Difference(
            number=number,
            first=first,
            rubric=batch.rubric,
            names=(ours.name, theirs.name),
            requests=shown,
            replies=both(shown, ours, theirs) if shown else ("", ""),
        )


def both(requests: Talk, ours: Engine, theirs: Engine) -> tuple[str, str]:
    """Return what both say to the last of ``requests``."""
    return ours.replies([requests])[0][-1], theirs.replies([requests])[0][-1]


def shortened(requests: Talk, ours: Engine, theirs: Engine) -> Talk:
    """Return the first request that is answered differently, after as little as will do; nothing where none is."""
    said = zip(ours.replies([requests])[0], theirs.replies([requests])[0], strict=True)
    at = next((index for index, (one, other) in enumerate(said) if one != other), None)
    if at is None:
        return ()
    load, *before, last = requests[: at + 1] if at else (requests[0], requests[0])

    def differ(*asked: str) -> bool:
        one, other = both((load, *asked), ours, theirs)
        return one != other

    if before and differ(last):
        before = []
    return load, *before, _smaller(last, lambda text: differ(*before, text))


def _smaller(text: str, differ: Callable[[str], bool]) -> str:
    """Leave out of a request whatever can be, the large before the small, as long as it is answered differently."""
    try:
        plain = json.loads(text)
    except ValueError:
        return text
    paths = [path for path in places(plain) if path != ("op",)]
    gone: list[Path] = []
    for path in paths[:MOST_TRIES]:
        if isinstance(path[-1], int) or any(path[: len(one)] == one for one in gone):
            continue
        tried = copy.deepcopy(plain)
        del above(tried, path)[path[-1]]
        if differ(json.dumps(tried)):
            plain = tried
            gone.append(path)
            text = json.dumps(plain)
    return text


def first_difference(one: str, other: str) -> tuple[str, str, str]:
    """Return where two replies first differ, and what stands there in each: in their data, else in their text."""
    try:
        found = _differing(json.loads(one), json.loads(other), ())
    except ValueError:
        found = None
    if found is None:
        at = next(i for i, (a, b) in enumerate(zip_longest(one, other)) if a != b)
        return f"第 {at} 个字符", _visible(one[at : at + AROUND]), _visible(other[at : at + AROUND])
    path, left, right = found
    return path_text(path), _clipped(left), _clipped(right)


def _differing(one: object, other: object, path: Path) -> tuple[Path, object, object] | None:
    if isinstance(one, dict) and isinstance(other, dict) and [*one] == [*other]:
        pairs = [(key, one[key], other[key]) for key in one]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = [(index, *pair) for index, pair in enumerate(zip(one, other, strict=True))]
    else:
        return None if one == other else (path, one, other)
    found = (_differing(left, right, (*path, key)) for key, left, right in pairs)
    return next((one for one in found if one), None)


def _clipped(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _visible(text if len(text) <= MOST_TOLD else f"{text[:MOST_TOLD]}…")


def _visible(text: str) -> str:
    """Return ``text`` with what cannot be seen or printed in signs that can."""
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
    )

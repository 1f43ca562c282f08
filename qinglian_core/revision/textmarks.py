"""Marks: what was taken out of a text and what was put in, in whole words, figures and phrases.

Chinese has no spaces, and there is no dictionary here. Figures stay whole with what they count; a few characters that
happen to be the same between two changes are no words, and a single character changed is half a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A piece of text that both texts have, only the older one (``gone``) or only the newer one (``new``)."""

    kind: Kind
    text: str


@dataclass(kw_only=True, slots=True)
class _Stretch:
    """Some tokens of the older text and those of the newer one in their place; the same where nothing changed."""

    old: list[str]
    new: list[str]

    @property
    def same(self) -> bool:
        return self.old == self.new

    @property
    def replaced(self) -> bool:
        """Whether something stands in the place of something else."""
        return not self.same and bool(self.old and self.new)

    @property
    def size(self) -> int:
        return max(_size(self.old), _size(self.new))


_TOKEN = re.compile(
    r"[0-9０-９]+(?:[.．:：/~～-][0-9０-９]+)*[%％]?[分次项条个年月日起件人名天类家周]?"
    r"|[A-Za-zＡ-Ｚａ-ｚ]+|.",
    re.DOTALL,
)
_WORDS = re.compile(r"[㐀-鿿]")
_ALONE = frozenset(
    "的地得了和与及或并且在对把被将为由于按从向以各每应须可能已未没不无有是等这该其之者所上下内外前后中"
)
"""Characters that are words by themselves, or end one."""
_ENDS = frozenset("）)。；;：:")
"""Where a sentence or a figure in brackets ends: after it something else may have been put in or taken out."""
_OPENING, _CLOSING = frozenset("“‘（(《"), frozenset("”’）)》")
_NOT = frozenset("不未没无非")
"""Characters that belong to what follows."""
_SHORT = 4
"""How long a stretch that is the same by chance stays below, unless the changes around it are twice as long."""
_UNLIKE = 0.3


def marks(old: str, new: str) -> tuple[Mark, ...]:
    """Return how ``old`` became ``new``; what is not ``new`` is the one, what is not ``gone`` the other, to the letter."""
    stretches = [*_stretches(_TOKEN.findall(old), _TOKEN.findall(new))]
    stretches = [_blank(), *_without_islands(stretches), _blank()]
    _shift(stretches)
    _complete_words(stretches)
    return tuple(_marks(_joined(stretches)))


def _stretches(old: list[str], new: list[str]) -> Iterator[_Stretch]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _UNLIKE:
        yield _Stretch(old=old, new=new)
        return
    for _, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        yield _Stretch(old=old[old_start:old_end], new=new[new_start:new_end])


def _blank() -> _Stretch:
    return _Stretch(old=[], new=[])


def _joined(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    """Join neighbours of one kind, and leave out what is empty."""
    joined: list[_Stretch] = []
    for one in stretches:
        if not one.old and not one.new:
            continue
        if joined and joined[-1].same == one.same:
            joined[-1].old += one.old
            joined[-1].new += one.new
        else:
            joined.append(_Stretch(old=[*one.old], new=[*one.new]))
    return joined


def _without_islands(stretches: list[_Stretch]) -> list[_Stretch]:
    """Let the changes around a stretch that is the same only by chance swallow it, as long as there is one."""
    while True:
        stretches = _joined(stretches)
        island = next(
            (
                index
                for index in range(1, len(stretches) - 1)
                if stretches[index].same and _is_chance(*stretches[index - 1 : index + 2])
            ),
            None,
        )
        if island is None:
            return stretches
        before, same, after = stretches[island - 1 : island + 2]
        swallowed = _Stretch(
            old=before.old + same.old + after.old, new=before.new + same.new + after.new
        )
        stretches[island - 1 : island + 2] = [swallowed]


def _is_chance(before: _Stretch, same: _Stretch, after: _Stretch) -> bool:
    """Whether what is the same between two changes is too little to be read as something that stayed."""
    size = _size(same.old)
    replaced = before.replaced and after.replaced
    if not size:
        return replaced or not _ENDS.intersection(same.old)
    least = min(before.size, after.size)
    return size == 1 or (replaced and size <= least and (size < _SHORT or 2 * size <= least))


def _size(tokens: Sequence[str]) -> int:
    """Return how much there is to read: a figure counts as a word, punctuation not at all."""
    return sum([_weight(token) for token in tokens])


def _weight(token: str) -> int:
    if len(token) > 1 or token.isdecimal():
        return 2
    return int(bool(_WORDS.match(token)))


def _shift(stretches: list[_Stretch]) -> None:
    """Move what was only taken out, or only put in, to where whole phrases are.

    ``甲[、乙]、丙`` and ``甲、[乙、]丙`` are the same change; the second is easier to read.
    """
    for before, edit, after in zip(stretches, stretches[1:], stretches[2:], strict=False):
        if edit.same or edit.replaced:
            continue
        tokens = edit.old or edit.new
        around = [*before.old, *tokens, *after.old]
        start = _best_start(around, len(before.old), len(tokens))
        end = start + len(tokens)
        before.old = before.new = around[:start]
        edit.old, edit.new = (around[start:end], []) if edit.old else ([], around[start:end])
        after.old = after.new = around[end:]


def _best_start(around: list[str], start: int, length: int) -> int:
    """Return where a change of ``length`` tokens in the midst of others had best begin, without becoming another."""
    first = last = start
    while first and around[first - 1] == around[first - 1 + length]:
        first -= 1
    while last + length < len(around) and around[last] == around[last + length]:
        last += 1
    places = range(first, last + 1)
    return max(places, key=lambda at: (_cut(around, at, at + length), -abs(at - start)))


def _cut(around: list[str], start: int, end: int) -> int:
    """Return how well a change reads that is cut out from ``start`` to ``end``."""
    starts = [not _weight(token) for token in (*around[start - 1 : start], around[start])]
    ends = [not _weight(token) for token in around[end - 1 : end + 1]]
    whole = 2 * (not start or any(starts)) + 2 * (end == len(around) or any(ends))
    return whole + (not starts[-1] and ends[0]) + 2 * _is_balanced(around[start:end])


def _is_balanced(tokens: list[str]) -> bool:
    """Whether every quotation or bracket that opens is closed, and none closes that did not open."""
    depth = 0
    for token in tokens:
        depth += (token in _OPENING) - (token in _CLOSING)
        if depth < 0:
            return False
    return not depth


def _complete_words(stretches: list[_Stretch]) -> None:
    """Have what was replaced take along the other halves of the words that it begins and ends in.

    Most words have two characters: after an odd number of them one is left over for the next.
    """
    for before, edit, after in zip(stretches, stretches[1:], stretches[2:], strict=False):
        if not edit.replaced:
            continue
        begins = _is_content(edit.old[0]) and _is_content(edit.new[0])
        if begins and (_run(reversed(before.old)) % 2 or _NOT.intersection(before.old[-1:])):
            _take(before, edit, last=True)
        ahead = _run(after.old)
        if ahead % 2 and all(_ends_in_half(before, side) for side in (edit.old, edit.new)):
            _take(after, edit, last=False)


def _ends_in_half(before: _Stretch, side: list[str]) -> bool:
    return _run(reversed([*before.old, *side])) % 2 == 1


def _is_content(token: str) -> bool:
    return bool(_WORDS.match(token)) and token not in _ALONE


def _run(tokens: Iterable[str]) -> int:
    """Return how many characters of words follow one another."""
    run = 0
    for token in tokens:
        if not _is_content(token):
            break
        run += 1
    return run


def _take(giver: _Stretch, edit: _Stretch, *, last: bool) -> None:
    """Move one token from a stretch that is the same to a change beside it."""
    token = giver.old[-1] if last else giver.old[0]
    giver.old = giver.new = giver.old[:-1] if last else giver.old[1:]
    for side in ("old", "new"):
        tokens = getattr(edit, side)
        setattr(edit, side, [*tokens, token] if not last else [token, *tokens])


def _marks(stretches: list[_Stretch]) -> Iterator[Mark]:
    for one in stretches:
        if one.same:
            yield Mark(kind="same", text="".join(one.old))
            continue
        if one.old:
            yield Mark(kind="gone", text="".join(one.old))
        if one.new:
            yield Mark(kind="new", text="".join(one.new))

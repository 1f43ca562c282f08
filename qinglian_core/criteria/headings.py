"""What a row without a title of its own is called: how its official text begins, verbatim.

A cut is made where a reader would pause, and never inside a quotation that could be left out; ``…`` marks it.
"""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST_NAME = 25
"""Of the short name of a clause, in characters; ``…`` may follow."""
_FULL = 22
"""So long a line is full; but a pause, or the end of a quotation, is waited for up to the longest name."""
_SHORTEST = 8
"""A pause earlier than that would leave a name that says nothing: ``选拔干部``."""
_MOST_NAMES = 512
_LONGEST_HEADING = 24
_PAUSE = re.compile(r"[。；;]")
_SENTENCE = re.compile(r"[。；;]|[（(][0-9.]+分[）)]")
_COMMAS = "，,：:"
_LISTING = "、"
_OPENING, _CLOSING = "“‘《（(", "”’》）)"


def beginning(text: str) -> str:
    """Return the first words of ``text``, up to where a sentence ends or a line is full."""
    words = _PAUSE.split(_one_line(text), maxsplit=1)[0]
    return words if len(words) <= _LONGEST_HEADING else f"{words[:_LONGEST_HEADING]}…"


@lru_cache(maxsize=_MOST_NAMES)
def short_name(text: str) -> str:
    """Return so much of the beginning of ``text`` as tells what it is about, with ``…`` where it goes on."""
    whole = _one_line(text)
    words = _SENTENCE.split(whole, maxsplit=1)[0] or whole
    name = words[: _end(words)]
    return f"{name}…" if whole[len(name) :].strip("。；;") else name


def _one_line(text: str) -> str:
    return "".join(line.strip() for line in text.splitlines())


def _end(words: str) -> int:
    """Return where to cut ``words``: at the first comma, or else where the line is full, as near as a pause allows."""
    within = _within(words[: LONGEST_NAME + 1])
    places = [at for at, depth in enumerate(within) if at >= _SHORTEST and not depth]
    commas = [at for at in places if words[at] in _COMMAS]
    if commas:
        return commas[0]
    if len(words) <= LONGEST_NAME:
        return len(words)
    listed = [at for at in places if words[at] in _LISTING and at <= _FULL]
    if listed:
        return listed[-1]
    if not within[_FULL]:
        return _FULL
    after = [at for at in places if at > _FULL]
    before = [at for at in places if words[at] in _OPENING]
    return (*after[:1], *before[-1:], _FULL)[0]


def _within(words: str) -> list[int]:
    """Return how many quotations or brackets are open before each character."""
    depths, depth = [], 0
    for one in words:
        depths.append(depth)
        depth += (one in _OPENING) - (one in _CLOSING and depth > 0)
    return depths

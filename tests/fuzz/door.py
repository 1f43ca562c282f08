"""A door: one way in which somebody hands something in, and what may come of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from random import Random

    Change = Callable[[bytes, Random], bytes]

_CHINESE = re.compile(r"[一-鿿]")
PARTED = b"\n\x1c\n"
"""What stands between the files of one input that is several."""


def _nothing() -> None:
    """Nothing was started."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Door:
    """``enter`` takes one input and raises only where the program is wrong; ``changes`` are ways to make it worse.

    ``close`` ends whatever was started for it.
    """

    seeds: Sequence[bytes]
    enter: Callable[[bytes], None]
    changes: Sequence[Change]
    close: Callable[[], None] = _nothing


def expect_plain_words(messages: Iterable[str]) -> None:
    """Let nothing pass that people cannot read: each message is in Chinese, and not without end."""
    for message in messages:
        assert _CHINESE.search(message), f"不是中文：{message[:500]}"
        assert len(message) < 2_000, f"太长：{message[:500]}"

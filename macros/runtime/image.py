"""The memory image of a snapshot, without its empty pages; and what changes in it, to be laid over.

Two thirds of the 30 MiB are zero. Left out, the image unpacks in a third of the time, and a browser need not touch
them. Layout, all little-endian 32-bit: size of Pyodide's own head, number of runs, then offset in memory and length
of each run, then the head and the bytes of the runs. ``site_src/assets/js/python/image.js`` reads it.
"""

from __future__ import annotations

import struct
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = 4096
GRAIN = 16
"""Bytes: loading the criteria changes a little here and there."""


def pack_image(head: bytes, memory: bytes) -> bytes:
    """Return the head, and the runs of pages that hold anything."""
    return _packed(head, bytes(len(memory)), memory, PAGE)


def pack_changes(before: bytes, after: bytes) -> bytes:
    """Return what has to be laid over the memory ``before`` so that it is ``after``, which is no smaller."""
    return _packed(b"", before.ljust(len(after), b"\0"), after, GRAIN)


def _packed(head: bytes, before: bytes, after: bytes, grain: int) -> bytes:
    runs: list[tuple[int, int]] = []
    starts = range(0, len(after), PAGE)
    changed = (at for at in starts if before[at : at + PAGE] != after[at : at + PAGE])
    grains = (at for page in changed for at in range(page, min(page + PAGE, len(after)), grain))
    for differs, group in groupby(
        grains, key=lambda at: before[at : at + grain] != after[at : at + grain]
    ):
        if differs:
            runs.extend(_runs(list(group), grain, len(after)))
    index = struct.pack("<II", len(head), len(runs))
    index += b"".join(struct.pack("<II", *run) for run in runs)
    return index + head + b"".join(after[at : at + length] for at, length in runs)


def _runs(grains: list[int], grain: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield offset and length of what lies side by side among ``grains``."""
    for _, group in groupby(enumerate(grains), key=lambda one: one[1] - one[0] * grain):
        together = [at for _, at in group]
        yield together[0], min(together[-1] + grain, end) - together[0]

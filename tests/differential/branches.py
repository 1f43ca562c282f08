"""Which way the rules went at every branch of the code, and how often: counted by CPython itself (``sys.monitoring``).

A branch is called by what is written there, not by its line: ``scoring/points.py clause_points：left > 0 → 否``.
"""

from __future__ import annotations

import dis
import inspect
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import qinglian_core

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

CORE = Path(qinglian_core.__file__).parent
WATCHED = ("answers", "scoring")
"""The rooms of the core where it is decided what an answer is worth."""
TOOL = 4
"""Free for anybody; other numbers are a debugger's, a profiler's, coverage's."""
_WAYS = {
    "FOR_ITER": ("还有", "没有了"),
    "POP_JUMP_IF_FALSE": ("是", "否"),
    "POP_JUMP_IF_TRUE": ("否", "是"),
    "POP_JUMP_IF_NONE": ("有", "None"),
    "POP_JUMP_IF_NOT_NONE": ("None", "有"),
}
"""What it means to go on, and to jump."""
LONGEST = 60


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Branch:
    """One way out of a condition or a loop."""

    file: str
    line: int
    name: str


Place = tuple[str, str, int, int]
"""File, function, its first line, and the instruction."""
Ways = tuple[int, Branch, Branch]
"""Where the next instruction begins, and what going on and jumping mean."""


class BranchCounter:
    """Counts, while it is ``watching``, how often each branch is taken."""

    def __init__(self) -> None:
        """Find every branch there is."""
        self._ways = {place: ways for path in _files() for place, ways in _places(path)}
        self._files = {place[0] for place in self._ways}
        self._codes: dict[int, CodeType] = {}
        self._taken: dict[tuple[int, int, int], int] = {}

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Count what is done in this block."""
        event = sys.monitoring.events.BRANCH
        sys.monitoring.use_tool_id(TOOL, "differential")
        sys.monitoring.register_callback(TOOL, event, self._take)
        sys.monitoring.set_events(TOOL, event)
        try:
            yield
        finally:
            sys.monitoring.set_events(TOOL, 0)
            sys.monitoring.register_callback(TOOL, event, None)
            sys.monitoring.free_tool_id(TOOL)

    def _take(self, code: CodeType, offset: int, destination: int) -> object:
        key = id(code), offset, destination
        try:
            self._taken[key] += 1
        except KeyError:
            if code.co_filename not in self._files:
                return sys.monitoring.DISABLE
            self._codes[id(code)] = code
            self._taken[key] = 1
        return None

    def counts(self) -> dict[Branch, int]:
        """Return how often each branch was taken, also those that never were."""
        found = Counter({branch: 0 for ways in self._ways.values() for branch in ways[1:]})
        for (known, offset, destination), times in self._taken.items():
            code = self._codes[known]
            place = code.co_filename, code.co_qualname, code.co_firstlineno, offset
            after, straight, jumped = self._ways[place]
            found[straight if offset < destination <= after else jumped] += times
        return dict(sorted(found.items()))


def forget() -> None:
    """Let the core forget the rules it knows: what it works out once and keeps is not counted again."""
    for name, module in [*sys.modules.items()]:
        if name.startswith(f"{qinglian_core.__name__}."):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def _files() -> list[Path]:
    return sorted(path for room in WATCHED for path in (CORE / room).glob("*.py"))


def _places(path: Path) -> Iterator[tuple[Place, Ways]]:
    """Yield every branching instruction of a file, and the ways on from it."""
    source = path.read_bytes()
    lines = source.splitlines()
    file = path.relative_to(CORE).as_posix()
    for code in _functions(compile(source, str(path), "exec")):
        every = [*dis.get_instructions(code), None]
        for before, one, after in zip(every, every[1:], every[2:], strict=False):
            if before and one and after and one.opname in _WAYS:
                tested = one if one.opname == "FOR_ITER" else before
                line, words = _written(lines, tested.positions)
                place = str(path), code.co_qualname, code.co_firstlineno, one.offset
                straight, jumped = (
                    Branch(file=file, line=line, name=f"{file} {code.co_qualname}：{words} → {way}")
                    for way in _WAYS[one.opname]
                )
                yield place, (after.offset, straight, jumped)


def _functions(code: CodeType) -> Iterator[CodeType]:
    """Yield the functions in ``code``; what stands outside of them is done when it is imported."""
    for constant in code.co_consts:
        if inspect.iscode(constant):
            if constant.co_flags & inspect.CO_OPTIMIZED:
                yield constant
            yield from _functions(constant)


def _written(lines: list[bytes], at: dis.Positions | None) -> tuple[int, str]:
    """Return the line and the text of what stands ``at`` some place."""
    assert at
    assert at.lineno
    assert at.end_lineno
    text = b"\n".join(lines[at.lineno - 1 : at.end_lineno])
    end = len(text) - len(lines[at.end_lineno - 1]) + (at.end_col_offset or 0)
    words = " ".join(text[at.col_offset : end].decode().split())
    return at.lineno, words if len(words) <= LONGEST else f"{words[:LONGEST]}…"

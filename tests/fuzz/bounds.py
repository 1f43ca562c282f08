"""What one input may cost, and what is wrong with what became of it."""

from __future__ import annotations

import resource
import signal
import time
import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS = 10
"""Of a processor that counts to a million in ``_COUNTING``; of one twice as slow, twice as many."""
_COUNTING = 0.05
MEBIBYTES = 512
"""By which the memory in use may grow at its highest."""
_MEBIBYTE = 1 << 20
_ENOUGH = 4
"""So many times the bounds nothing may take at all: there the system puts an end to the process."""
_PEAK = Path("/proc/self/clear_refs")
_STATUS = Path("/proc/self/status")
_STATM = Path("/proc/self/statm")


class TooSlowError(BaseException):
    """Nobody but ``tried`` may catch it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """What an input did that none may do: its kind (Chinese), where, and all that is known."""

    kind: str
    place: str
    told: str


def tried(
    enter: Callable[[bytes], None],
    data: bytes,
    *,
    seconds: float = SECONDS,
    mebibytes: float = MEBIBYTES,
) -> Trouble | None:
    """Hand ``data`` in and return the trouble that it made, if any."""
    seconds *= _slowness()
    before = _forgotten_peak()
    place = told = ""
    slow = False
    started = time.process_time()
    try:
        with _stopping_after(seconds):
            enter(data)
    except TooSlowError as error:
        slow, place, told = True, _place(error), "".join(traceback.format_exception(error))
    except Exception as error:  # noqa: BLE001 - whatever comes out is what is looked for
        place, told = _place(error), "".join(traceback.format_exception(error))
    used = time.process_time() - started
    grown = (_status("VmHWM") - before) / _MEBIBYTE
    if grown > mebibytes:
        return Trouble(kind="占内存太多", place=place, told=f"用了 {grown:.0f} MiB\n{told}")
    if slow or used > seconds:
        return Trouble(kind="太慢", place=place, told=f"用了 {used:.1f} 秒\n{told}")
    return Trouble(kind="程序出错", place=place, told=told) if told else None


@cache
def _slowness() -> float:
    """Return how many times slower than the processor of ``SECONDS`` this one is, at least 1."""
    began = time.process_time()
    for _ in range(1_000_000):
        pass
    return max(1.0, (time.process_time() - began) / _COUNTING)


@contextmanager
def _stopping_after(seconds: float) -> Iterator[None]:
    """Raise ``TooSlowError`` where it takes longer; what does not even return to Python is killed by the system."""
    before = signal.signal(signal.SIGPROF, _stop)
    # 系统按时钟的滴答记账，与进程自己的时间差百分之几，要留余地
    last = int(time.process_time() * 1.2 + _ENOUGH * seconds) + 1
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (last, most))
    signal.setitimer(signal.ITIMER_PROF, seconds, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))


def _stop(_signal: int, _frame: object) -> None:
    raise TooSlowError


def guard_machine() -> None:
    """Let this process never take so much memory that others suffer; for good."""
    pages = int(_STATM.read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + _ENOUGH * MEBIBYTES * _MEBIBYTE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _forgotten_peak() -> int:
    """Let the highest use of memory be today's, and return it in bytes."""
    _PEAK.write_text("5", encoding="ascii")
    return _status("VmRSS")


def _status(name: str) -> int:
    found = next(
        line for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith(name)
    )
    return int(found.split()[1]) * 1024


def _place(error: BaseException) -> str:
    """Return where an error arose, deepest in our own files: the same place is the same fault."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [
        one
        for one in frames
        if "/site-packages/" not in one.filename and "/lib/python" not in one.filename
    ]
    last = (own or frames)[-1]
    return f"{type(error).__name__} {Path(last.filename).name}:{last.lineno}"

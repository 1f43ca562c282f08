"""Hand in hostile input at every door and count what goes wrong: ``python -m tests.fuzz [DOOR …]``.

TIMES (of all doors), SECONDS (of all doors) and SEED are read from the environment. What is found is kept in
``tests/fuzz/found``, where ``make test`` tries it again each time.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .bounds import MEBIBYTES, SECONDS
from .doors import ENTRANCES
from .worker import FOUND, ROOT, STATE_BYTES, State, saved, scratch_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GUIDE = next((ROOT / ".venv" / "fuzz").glob("lib/python3*/site-packages"), None)
"""Where atheris is installed, apart from all else; it is not to be had for every machine."""
_KEPT = ROOT / ".cache" / "fuzz"
_TOLD_EVERY = 30
"""Seconds."""


def counting(name: str, times: int, seconds: int, seed: int) -> Iterator[int]:
    """Hand in so many inputs at one door; tell from time to time how many were."""
    with tempfile.TemporaryDirectory(prefix="qinglian-fuzz-", dir=scratch_folder()) as scratch:
        path = Path(scratch) / "state"
        path.write_bytes(bytes(STATE_BYTES))
        state = State(path)
        until = time.monotonic() + seconds
        ended = -1
        # 被系统结束的，记下它正在试的那一个，接着试
        while ended < 0 and state.count < times and (left := int(until - time.monotonic())) > 0:
            given = (name, path, _KEPT / name, times, left, seed + state.count)
            with _worker(name, given, scratch) as running:
                yield from _told(running, state)
            ended = running.returncode
            if ended < 0:
                kept = saved(name, state.data).relative_to(ROOT)
                print(f"没有回来（信号 {-ended}），存为 {kept}", flush=True)
        if ended > 0:
            print(f"没有做完，见 {_log(name).relative_to(ROOT)}", flush=True)


def _log(name: str) -> Path:
    return _KEPT / f"{name}.log"


@contextmanager
def _worker(name: str, given: Iterable[object], scratch: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start a process that hands inputs in; it ends with whoever watches it."""
    env = {**os.environ, "PYTHONPATH": str(GUIDE or ""), "TMPDIR": scratch}
    command = [sys.executable, "-m", "tests.fuzz.worker", *map(str, given)]
    _KEPT.mkdir(parents=True, exist_ok=True)
    with (
        _log(name).open("wb") as log,
        subprocess.Popen(command, cwd=ROOT, env=env, stderr=log) as running,
    ):
        try:
            yield running
        finally:
            if running.poll() is None:
                running.terminate()


def _told(running: subprocess.Popen[bytes], state: State) -> Iterator[int]:
    """Wait for the end of a process; yield how many inputs were handed in so far."""
    while True:
        try:
            running.wait(_TOLD_EVERY)
        except subprocess.TimeoutExpired:
            yield state.count
        except KeyboardInterrupt:
            yield state.count
            raise
        else:
            yield state.count
            return


def main(*names: str) -> int:
    """Print what was handed in and what was found; fail if anything was."""
    times, seconds, seed = (
        int(os.environ.get(name) or default)
        for name, default in (("TIMES", 1_000_000), ("SECONDS", 10_800), ("SEED", 1))
    )
    unknown = [name for name in names if name not in ENTRANCES]
    if unknown:
        print(f"没有“{unknown[0]}”；可以写：{'、'.join(ENTRANCES)}", file=sys.stderr)
        return 2
    chosen = {name: one for name, one in ENTRANCES.items() if not names or name in names}
    shares = sum(one.share for one in chosen.values())
    times_of_all = sum(one.time for one in chosen.values())
    is_guided = GUIDE is not None and (GUIDE / "atheris").is_dir()
    guide = "由 atheris 按走到的程序引导" if is_guided else "没有引导，全凭随机"
    print(f"» 每个最多 {SECONDS} 秒处理器时间、{MEBIBYTES} MiB 内存；{guide}；随机种子 {seed}")
    # 在后台运行的收不到 Ctrl+C，用 kill 停，也一样说到了哪里
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    before = {*FOUND.rglob("*")}
    done = dict.fromkeys(chosen, 0)
    try:
        for name, one in chosen.items():
            wanted = times * one.share // shares
            limit = seconds * one.time // times_of_all + 1
            print(f"» {name}（{one.words}）：{wanted} 个，最多 {limit} 秒", flush=True)
            for number in counting(name, wanted, limit, seed):
                done[name] = number
                print(f"  已经 {number} 个", flush=True)
    except KeyboardInterrupt:
        print("» 停下了")
    found = [path for path in {*FOUND.rglob("*")} - before if path.is_file()]
    for name, number in done.items():
        wrong = sum(path.parent.name == name for path in found)
        print(f"{ENTRANCES[name].words}：{number} 个，出错的地方 {wrong} 处")
    print(f"» 一共 {sum(done.values())} 个，出错的地方 {len(found)} 处")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

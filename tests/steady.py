"""Tests again and again while every core is kept busy: ``python -m tests.steady TIMES [pytest's arguments]``."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BUSY = (
    sys.executable,
    "-c",
    "import os\nstarter = os.getppid()\nwhile os.getppid() == starter: pass",
)
"""Ends with whoever started it, however that ended."""


@contextmanager
def busy_cores() -> Iterator[list[subprocess.Popen[bytes]]]:
    """Keep as many processes busy as there are cores."""
    busy = [subprocess.Popen(BUSY) for _ in range(os.cpu_count() or 1)]
    try:
        yield busy
    finally:
        for process in busy:
            process.kill()
            process.wait()


def main(times: str, *arguments: str) -> int:
    """Run the tests so many times, tell how each run ended, and fail if any did."""
    command = [sys.executable, "-m", "pytest", "--quiet", *arguments]
    codes: list[int] = []
    with busy_cores() as busy:
        for turn in range(1, int(times) + 1):
            print(f"» 处理器全忙，第 {turn}／{times} 遍", flush=True)
            codes.append(subprocess.run(command, check=False).returncode)
            assert all(process.poll() is None for process in busy), "处理器没有一直忙着"
    passed = codes.count(0)
    print(f"» {passed}／{times} 遍全部通过")
    return int(passed < len(codes))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

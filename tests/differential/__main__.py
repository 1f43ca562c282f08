"""The same self-checks on three Pythons, compared to the letter: ``python -m tests.differential [TIMES [SEED [FROM]]]``.

CPython and both Pyodides that are published answer what a page asks about each: its file opened, all of it scored,
answers changed one by one. Told is what differs, and what was met how often; a branch of the rules that is never met
counts as a failure too, unless ``unmet.txt`` says why it cannot be.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from macros.runtime import build_runtime

from .branches import BranchCounter, forget
from .differing import Difference, differences
from .engines import BUILDS, ROOT, Here, Published, digest
from .rubrics import Rubrics
from .selfchecks import batches
from .tally import REFUSED, Tally
from .unmet import unexcused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from .engines import Engine
    from .selfchecks import Batch

AHEAD = 3
"""Batches that CPython is ahead of the Pyodides."""
MOST_DIFFERENCES = 5
TOLD_EVERY = 2_000
COUNTS = ROOT / ".cache" / "differential.txt"
"""How often each branch was taken in the last run."""
ENOUGH = 20_000
"""From so many self-checks on, a branch that was never met is a fault."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    batch: Batch
    ours: list[str]
    theirs: list[Future[list[str]]]


@dataclass(kw_only=True, slots=True)
class Comparison:
    """One run, and what has come of it so far."""

    seed: str
    here: Here
    others: Sequence[Engine]
    tally: Tally = field(default_factory=Tally)
    branches: BranchCounter = field(default_factory=BranchCounter)
    found: int = 0
    compared: int = 0
    replies: int = 0
    rubrics: set[str] = field(default_factory=set)

    def run(self, drawn: Iterable[Batch]) -> Iterator[Difference]:
        """Yield every difference; after each batch ``compared`` is as many self-checks more."""
        waiting: deque[_Asked] = deque()
        for batch in drawn:
            waiting.append(self._ask(batch))
            if len(waiting) > AHEAD:
                yield from self._compare(waiting.popleft())
        while waiting:
            yield from self._compare(waiting.popleft())

    def _ask(self, batch: Batch) -> _Asked:
        talks = (batch.load, *batch.talks)
        theirs = [engine.digests(talks) for engine in self.others]
        forget()
        with self.branches.watching():
            replies = self.here.replies(talks)
        assert not replies[0][0].startswith(REFUSED), (batch.rubric, replies[0])
        self.tally.take(batch, replies[1:])
        return _Asked(batch=batch, ours=[digest(one) for one in replies], theirs=theirs)

    def _compare(self, asked: _Asked) -> Iterator[Difference]:
        batch = asked.batch
        for engine, future in zip(self.others, asked.theirs, strict=True):
            pairs = zip(asked.ours, future.result(), strict=True)
            differing = [number for number, (one, other) in enumerate(pairs) if one != other]
            self.found += len(differing)
            yield from differences(batch, self.here, engine, differing)
        self.compared += len(batch.talks)
        self.replies += sum(map(len, batch.talks))
        self.rubrics.add(batch.rubric)

    @property
    def verdict(self) -> str:
        """What has been found, in words."""
        return f"{self.found} 份不同" if self.found else "逐字节相同"

    def told(self) -> Iterator[str]:
        """Yield in lines what was met, and what was not."""
        counts = self.branches.counts()
        met = sorted(times for times in counts.values() if times)
        yield "» 遇到了什么（CPython 数的）"
        yield from self.tally.told()
        yield (
            f"» 计分程序里的分支（answers/、scoring/）：{len(counts)} 个，遇到 {len(met)} 个；"
            f"遇到得最少的 {met[0] if met else 0} 次，中位 {met[len(met) // 2] if met else 0} 次；各几次：{COUNTS}"
        )

    def unmet(self) -> list[str]:
        """Return the names of the branches that were never met, and have no excuse."""
        counts = self.branches.counts()
        return unexcused(branch.name for branch, times in counts.items() if not times)


def main(times: str = "100000", seed: str = "1", first: str = "0") -> int:
    """Compare so many self-checks from number ``first`` on; Ctrl-C ends it, and it tells how far it came."""
    runtime = build_runtime(ROOT, print)
    with ExitStack() as running:
        others: list[Engine] = [
            running.enter_context(Published(runtime, build)) for build in BUILDS
        ]
        comparison = Comparison(seed=seed, here=Here(), others=others)
        names = "、".join(engine.name for engine in [comparison.here, *others])
        print(f"» {names}：随机种子 {seed}，从第 {first} 份起 {times} 份自查", flush=True)
        drawn = batches(Rubrics(ROOT), seed, int(first), int(times))
        tell_differences(comparison, _paced(comparison, drawn, int(times)))
    COUNTS.parent.mkdir(exist_ok=True)
    counts = comparison.branches.counts().items()
    COUNTS.write_text("".join(f"{times}\t{one.name}\n" for one, times in counts), "utf-8")
    print("\n".join(comparison.told()))
    unmet = comparison.unmet() if comparison.compared >= ENOUGH else []
    for name in unmet:
        print(f"从没有遇到，unmet.txt 里也没有道理：{name}")
    print(
        f"» 比较了 {comparison.compared} 份自查（{len(comparison.rubrics)} 部细则，{comparison.replies} 句回话）："
        f"{comparison.verdict}"
    )
    failed = comparison.found or comparison.tally.errors or unmet
    return int(bool(failed) or comparison.compared < int(times))


def tell_differences(comparison: Comparison, drawn: Iterable[Batch]) -> None:
    """Print every difference, until it is enough or somebody ends it."""
    try:
        for one in comparison.run(drawn):
            print(one.told(comparison.seed), flush=True)
            if comparison.found >= MOST_DIFFERENCES:
                print("» 不再比下去：已经够看了")
                break
    except KeyboardInterrupt:
        print("» 按了 Ctrl-C，到这里为止", flush=True)


def _paced(comparison: Comparison, drawn: Iterable[Batch], times: int) -> Iterator[Batch]:
    """Hand the batches on, and print now and then how far it is, and how long it may still take."""
    began = time.monotonic()
    told = 0
    for batch in drawn:
        yield batch
        if comparison.compared - told >= TOLD_EVERY:
            told = comparison.compared
            taken = time.monotonic() - began
            left = taken / told * (times - told) / 60
            print(
                f"» {told}／{times} 份，{comparison.verdict}；{taken / 60:.1f} 分钟，大约还要 {left:.0f} 分钟",
                flush=True,
            )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""What became of each mutant, and what it had changed."""

from __future__ import annotations

import difflib
import enum
import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.mutation.workspace import Workspace


class Verdict(enum.Enum):
    """What became of a mutant, in the words of the report."""

    NOTICED = "发现"
    HUNG = "超时"
    SURVIVED = "没发现"
    UNCLEAR = "不清楚"
    UNTRIED = "没试"


# mutmut 记下的是进程的退出码：pytest 的 0、1、5，它自己的 33（没有测试用到），SIGXCPU。别的都不算发现
_VERDICTS = {
    None: Verdict.UNTRIED,
    2: Verdict.UNTRIED,
    1: Verdict.NOTICED,
    0: Verdict.SURVIVED,
    5: Verdict.SURVIVED,
    33: Verdict.SURVIVED,
    -24: Verdict.HUNG,
    24: Verdict.HUNG,
    152: Verdict.HUNG,
}
_NUMBER = re.compile(r"__mutmut_(\d+|orig)")


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class Change:
    """What a mutant changes: in which function, and the lines before and after.

    Mutmut's own numbers of mutants shift with every edit of the function.
    """

    where: str
    was: str
    now: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """What became of the mutants of a room."""

    counts: Counter[Verdict]

    @property
    def tried(self) -> int:
        """How many mutants were tried."""
        return self.counts.total() - self.counts[Verdict.UNTRIED]

    @property
    def noticed(self) -> int:
        """How many of them were noticed, by a test that failed or by one that no longer ended."""
        return self.counts[Verdict.NOTICED] + self.counts[Verdict.HUNG]

    @property
    def tenths(self) -> int:
        """How many in a thousand were noticed, rounded down: 94.99 % is not 95 %."""
        return self.noticed * 1000 // self.tried if self.tried else 0


def verdicts(workspace: Workspace) -> dict[str, Verdict]:
    """Return what became of each mutant of a room, by mutmut's name for it."""
    return {
        name: _VERDICTS.get(code, Verdict.UNCLEAR)
        for _, record in workspace.records()
        for name, code in record["exit_code_by_key"].items()
    }


def tally(workspace: Workspace) -> Tally:
    """Count what became of the mutants of a room."""
    return Tally(counts=Counter(verdicts(workspace).values()))


def changes(workspace: Workspace, *wanted: Verdict) -> Iterator[Change]:
    """Yield the changes made by the mutants of which one of these became."""
    for source, record in workspace.records():
        mutated = MutatedFile(path=workspace.mutants / source)
        for name, code in record["exit_code_by_key"].items():
            if _VERDICTS.get(code, Verdict.UNCLEAR) in wanted:
                yield mutated.change(name)


@dataclass(frozen=True, kw_only=True)
class MutatedFile:
    """A module with all its mutants, as mutmut writes it."""

    path: Path

    @cached_property
    def _lines(self) -> list[str]:
        return self.path.read_text("utf-8").splitlines()

    @cached_property
    def _spans(self) -> dict[str, tuple[int, int]]:
        spans: dict[str, tuple[int, int]]
        spans = json.loads(self.path.with_name(f"{self.path.name}.spans").read_bytes())["spans"]
        return spans

    def change(self, name: str) -> Change:
        """Return what a mutant changes."""
        module, _, function = name.rpartition(".")
        original = _NUMBER.sub("__mutmut_orig", function)
        was, now = difference(self._source(original), self._source(function))
        return Change(where=f"{module}.{plain_name(function)}", was=was, now=now)

    def _source(self, function: str) -> list[str]:
        start, end = self._spans[function]
        return [_NUMBER.sub("", line).strip() for line in self._lines[start - 1 : end]]


def difference(old: list[str], new: list[str]) -> tuple[str, str]:
    """Return the lines that differ, before and after."""
    apart = list(difflib.ndiff(old, new))
    return (
        " ".join(line[2:] for line in apart if line.startswith("- ")),
        " ".join(line[2:] for line in apart if line.startswith("+ ")),
    )


def plain_name(function: str) -> str:
    """Return the name of a function, or of a class and its method, without what mutmut puts around it."""
    bare = _NUMBER.sub("", function)
    if "ǁ" in bare:
        _, owner, method = bare.split("ǁ")
        return f"{owner}.{method}"
    return bare.removeprefix("x_")

"""Branches of the rules that no self-check can meet, each with the reason: ``unmet.txt``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LIST = Path(__file__).with_name("unmet.txt")
ALL = "*"


@dataclass(frozen=True, kw_only=True, slots=True)
class Excuse:
    """A branch, or all whose names begin alike, and why it need not be met."""

    name: str
    reason: str

    def covers(self, branch: str) -> bool:
        """Whether it speaks of ``branch``."""
        if self.name.endswith(ALL):
            return branch.startswith(self.name.removesuffix(ALL))
        return branch == self.name


def excuses() -> list[Excuse]:
    """Read the list: below a line that begins with ``#``, the reason, the branches that it is the reason of."""
    found, reason = [], ""
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            reason = line.lstrip("# ")
        elif line:
            found.append(Excuse(name=line, reason=reason))
    return found


def unexcused(branches: Iterable[str]) -> list[str]:
    """Return those of ``branches`` that the list does not speak of."""
    known = excuses()
    return [one for one in branches if not any(excuse.covers(one) for excuse in known)]

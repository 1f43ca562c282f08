"""The changes that are known to change nothing, each with the reason: ``unchanged.toml``."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.mutation.verdicts import Change

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """Single changes, and ``kinds`` of change: patterns of the line before, ``⇒``, and the line after."""

    changes: frozenset[Change]
    kinds: tuple[re.Pattern[str], ...] = ()

    def excuses(self, change: Change) -> bool:
        """Whether a change is listed, by itself or as one of a kind."""
        told = f"{change.was} ⇒ {change.now}"
        return change in self.changes or any(kind.fullmatch(told) for kind in self.kinds)


def read_listed(path: Path) -> Listed:
    """Return what is listed; nothing is listed twice, nor without a reason."""
    written = tomllib.loads(path.read_text("utf-8"))
    changes = [
        Change(where=where, was=was, now=now)
        for group in written.get("unchanged", ())
        for where, was, now in group["changes"]
    ]
    groups = [*written.get("kind", ()), *written.get("unchanged", ())]
    assert all(group["why"].strip() for group in groups), f"{path.name} 里有的没有写理由"
    twice = sorted({one for one in changes if changes.count(one) > 1})
    assert not twice, f"{path.name} 里列了两次：\n{as_listed(twice)}"
    return Listed(
        changes=frozenset(changes),
        kinds=tuple(re.compile(group["change"]) for group in written.get("kind", ())),
    )


def as_listed(changes: Iterable[Change]) -> str:
    """Return changes as they are written in the list, for somebody to put there with a reason."""
    return "\n".join(
        f"    [{', '.join(quoted(each) for each in (one.where, one.was, one.now))}],"
        for one in sorted(changes)
    )


def quoted(text: str) -> str:
    """Return a string of TOML: a literal one where that can hold it."""
    return f"'{text}'" if "'" not in text else json.dumps(text, ensure_ascii=False)

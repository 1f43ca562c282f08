"""Faults: what is wrong with data that somebody wrote, as values.

A fault names a place in the data, never in a program. ``RubricError`` and ``AnswerError`` carry all faults
found at once; any other exception out of this package is a bug of ours.
"""

from __future__ import annotations

from dataclasses import dataclass

Path = tuple[str | int, ...]
"""A place in plain data: keys and 0-based indexes from the root."""


LONGEST_STEP = 40
"""A key in a hostile file may be a million characters long; nobody reads more than some."""


def path_text(path: Path) -> str:
    """Return ``path`` as people write it: ``items[12].clauses[3].points``."""
    text = ""
    for step in map(_shortened, path):
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text


def _shortened(step: str | int) -> str | int:
    if isinstance(step, int) or len(step) <= LONGEST_STEP:
        return step
    return f"{step[:LONGEST_STEP]}…"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One thing that is wrong: a stable code, where, and what to do about it (Chinese)."""

    code: str
    path: Path
    message: str

    def to_plain(self) -> dict[str, object]:
        """Return the fault as JSON data; its path stays a list, as keys may hold any character."""
        path = [_shortened(step) for step in self.path]
        return {"code": self.code, "path": path, "message": self.message}

    def __str__(self) -> str:
        """Return one line for a log or a terminal."""
        place = path_text(self.path)
        return f"{place}: {self.code} {self.message}" if place else f"{self.code} {self.message}"


class FaultyDataError(ValueError):
    """Data that cannot be used; ``faults`` holds every reason."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep all ``faults`` (at least one)."""
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class RubricError(FaultyDataError):
    """The rubric is wrong: the fault of whoever maintains the criteria."""


class AnswerError(FaultyDataError):
    """The answers or the save file are wrong: the fault of the file, not of the rubric."""

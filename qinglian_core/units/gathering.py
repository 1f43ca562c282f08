"""Gathering save files one by one, for a comparison over time or a summary of many units.

A file that cannot be read is refused by name with its reason, and the rest goes on. Units answer alike, so the
score of a clause is worked out once for each distinct entry.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.faults import FaultyDataError
from qinglian_core.scoring.assessment import Assessment, ClauseScore, add_up, score_clause
from qinglian_core.selfcheck.opening import Opening, carried_words, open_self_check

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qinglian_core.answers.entries import Entry
    from qinglian_core.criteria.model import Clause, Rubric
    from qinglian_core.selfcheck.savefile import SelfCheck

MOST_KEPT_SCORES = 50_000
"""Hostile files could make every entry distinct; beyond this nothing more is kept."""

NOT_TEXT = "不是文本文件，或者编码认不出来；请选择从自查页“保存到文件”得到的文件，用别的软件改过的请另存为 UTF-8"


@dataclass(frozen=True, kw_only=True, slots=True)
class Filing:
    """One file that was taken in: its name, what it holds, its scores under the present criteria."""

    name: str
    opening: Opening
    assessment: Assessment

    @property
    def check(self) -> SelfCheck:
        """The self-check itself."""
        return self.opening.check

    @property
    def title(self) -> str:
        """What to call it in a table: the unit, or the file where no unit is written."""
        return self.check.unit.strip() or self.name

    @property
    def notice(self) -> str:
        """What the reader has to know of this file; empty for an ordinary one."""
        return "" if self.opening.same_edition else carried_words(self.opening)


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """One file that was not taken in, and why."""

    name: str
    reason: str


class Gathering:
    """Files taken in so far, for one edition."""

    def __init__(self, rubric: Rubric) -> None:
        """Start with nothing."""
        self.rubric = rubric
        self.filings: list[Filing] = []
        self.refusals: list[Refusal] = []
        self._names: dict[str, str] = {}
        self._scores: dict[tuple[str, str, str], ClauseScore] = {}

    def take(self, name: str, text: str) -> None:
        """Take in the save file ``text``, or refuse it."""
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if digest in self._names:
            self.refuse(name, f"内容和“{self._names[digest]}”完全相同，只计一次")
            return
        try:
            opening = open_self_check(self.rubric, text)
        except FaultyDataError as error:
            more = len(error.faults) - 1
            told = f"（另有{more}处问题）" if more else ""
            self.refuse(name, error.faults[0].message + told)
            return
        self._names[digest] = name
        entries = opening.check.answers
        scores = [self._score(clause, entries[clause.id]) for clause in self.rubric.clauses]
        assessment = add_up(self.rubric, scores)
        self.filings.append(Filing(name=name, opening=opening, assessment=assessment))

    def refuse(self, name: str, reason: str) -> None:
        """Note a file that cannot be used."""
        self.refusals.append(Refusal(name=name, reason=reason))

    def _score(self, clause: Clause, entry: Entry) -> ClauseScore:
        key = (clause.id, repr(entry.answers), repr(entry.estimate))
        found = self._scores.get(key)
        if found is None:
            found = score_clause(clause, entry)
            if len(self._scores) < MOST_KEPT_SCORES:
                self._scores[key] = found
        return found


def chronological(filings: Iterable[Filing]) -> tuple[Filing, ...]:
    """Return ``filings`` by the time they were last saved; in the given order when one does not tell."""
    given = tuple(filings)
    if not all(filing.check.modified for filing in given):
        return given
    return tuple(sorted(given, key=lambda filing: filing.check.modified))

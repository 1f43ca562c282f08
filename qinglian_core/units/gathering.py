"""Gathering save files one by one, for a comparison over time or a summary of many units.

A file that cannot be read is refused by name with its reason, and the rest goes on. Of a file only what is shown is
kept. Units answer alike, so the score of a clause is worked out once for each distinct entry.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text, range_text
from qinglian_core.faults import FaultyDataError
from qinglian_core.scoring.assessment import Assessment, assess
from qinglian_core.scoring.clausescore import ClauseScore, score_clause
from qinglian_core.selfcheck.carryreport import carried_along
from qinglian_core.selfcheck.opening import carried_words, open_self_check

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qinglian_core.answers.entries import Entry
    from qinglian_core.criteria.model import Clause, Rubric
    from qinglian_core.selfcheck.opening import Opening
    from qinglian_core.selfcheck.savefile import Record, SelfCheck
    from qinglian_core.selfcheck.succession import Forebear

MOST_KEPT_SCORES = 50_000
"""Hostile files could make every entry distinct; beyond this nothing more is kept."""

NOT_TEXT = "不是文本文件，或者编码认不出来；请选择从自查页“保存到文件”得到的文件，用别的软件改过的请另存为 UTF-8"


@dataclass(frozen=True, kw_only=True, slots=True)
class Filing:
    """One file that was taken in: what names it, and its scores under the present criteria.

    ``notice`` is what the reader has to know of it (empty for an ordinary one), ``missing`` the number of pieces of
    evidence that are not ready. ``records`` are what the unit wrote down, by clause; empty where only figures are
    wanted. ``edition`` is the one that it was made for, and ``without`` are the clauses that have no counterpart there.
    """

    name: str
    unit: str
    period: str
    assessor: str
    modified: str
    notice: str
    missing: int
    assessment: Assessment
    records: Mapping[str, Record]
    edition: str
    without: frozenset[str]

    @property
    def title(self) -> str:
        """What to call it in a table: the unit, or the file where no unit is written."""
        return self.unit.strip() or self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """One file that was not taken in, and why."""

    name: str
    reason: str


class Gathering:
    """Files taken in so far, for one edition."""

    def __init__(
        self,
        rubric: Rubric,
        *,
        with_records: bool,
        forebears: Mapping[str, Forebear] | None = None,
    ) -> None:
        """Start with nothing; only a comparison needs the records. Files of ``forebears`` are handed on by lineage."""
        self.rubric = rubric
        self.forebears = forebears or {}
        self.with_records = with_records
        self.filings: list[Filing] = []
        self.refusals: list[Refusal] = []
        self._names: dict[str, str] = {}
        self._scores: dict[tuple[str, ...], ClauseScore] = {}

    def take(self, name: str, text: str) -> None:
        """Take in the save file ``text``, or refuse it."""
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if digest in self._names:
            self.refuse(name, f"内容和“{self._names[digest]}”完全相同，只计一次")
            return
        try:
            opening = open_self_check(self.rubric, text, self.forebears)
        except FaultyDataError as error:
            more = len(error.faults) - 1
            told = f"（另有{more}处问题）" if more else ""
            self.refuse(name, error.faults[0].message + told)
            return
        self._names[digest] = name
        self.filings.append(self._filing(name, opening))

    def _filing(self, name: str, opening: Opening) -> Filing:
        check, records = opening.check, opening.check.records
        return Filing(
            name=name,
            unit=check.unit,
            period=check.period,
            assessor=check.assessor,
            modified=check.modified,
            notice=self._notice(opening),
            missing=sum([not one.ready for each in records.values() for one in each.evidence]),
            assessment=self._assessment(self.rubric, check),
            records=records if self.with_records else {},
            edition=opening.from_edition,
            without=_without(opening),
        )

    def _notice(self, opening: Opening) -> str:
        if opening.same_edition:
            return ""
        if opening.succession is None:
            return carried_words(opening, self.rubric.words)
        told = carried_along(opening.succession)
        older = opening.succession.forebear.rubric
        total = self._assessment(older, opening.succession.before).total
        own = "未填完" if total.estimate is None else f"自评{amount_text(total.estimate)}分"
        sure = range_text(total.sure.low, total.sure.high)
        return f"{told}按那一版算：{own}，范围{sure}。"

    def _assessment(self, rubric: Rubric, check: SelfCheck) -> Assessment:
        return assess(rubric, check.answers, check.unit_kind, partial(self._score, rubric))

    def refuse(self, name: str, reason: str) -> None:
        """Note a file that cannot be used."""
        self.refusals.append(Refusal(name=name, reason=reason))

    def _score(self, rubric: Rubric, clause: Clause, entry: Entry) -> ClauseScore:
        key = (rubric.id, clause.id, clause.digest, repr(entry.answers), repr(entry.estimate))
        found = self._scores.get(key)
        if found is None:
            found = score_clause(clause, entry)
            if len(self._scores) < MOST_KEPT_SCORES:
                self._scores[key] = found
        return found


def _without(opening: Opening) -> frozenset[str]:
    """Return the clauses of this edition that come from none of the file's."""
    arrivals = opening.succession.arrivals if opening.succession else ()
    return frozenset(one.clause.id for one in arrivals if not one.sources)


def chronological(filings: Iterable[Filing]) -> tuple[Filing, ...]:
    """Return ``filings`` by the time they were last saved; in the given order when one does not tell."""
    given = tuple(filings)
    if not all(filing.modified for filing in given):
        return given
    return tuple(sorted(given, key=lambda filing: filing.modified))

"""Carrying a self-check over to another text of the criteria by that text alone, and back again, without loss.

Where it is known what became of every clause, see ``succession``. Here a record goes to the clause that has the text
it answered (``destinations``). What this text has no place for is left in ``former``: whole records, with their line
of the work list, of clauses that are not here; single answers where a clause reads otherwise. A clause that comes
back takes up its record again, and a clause that reads again as it did takes up those answers, unless other ones
have been given meanwhile.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qinglian_core.reader import Reader

from .destinations import Destinations
from .fitting import Fit, Plain, as_mapping, fit, identity_of
from .former import TASK, Former, kept_words, name_of
from .savefile import Record, is_written, plain_task, read_self_check

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qinglian_core.criteria.model import Clause, Rubric

    from .savefile import SelfCheck


class Carrying:
    """One file on its way to ``rubric``: what arrives, what is left in ``former``, and what has to be told."""

    def __init__(self, rubric: Rubric, reader: Reader, edition: str) -> None:
        """Begin with the file in ``reader``, made for ``edition``; faults are recorded there."""
        self.rubric = rubric
        self.reader = reader
        self.found = dict(reader.entries("clauses"))
        self.tasks = reader.mapping().get("tasks")
        self.destinations = Destinations(rubric, is_same_edition=edition == rubric.id)
        kept = reader.at("former").mapping() if reader.has("former") else {}
        self.former = Former(kept, self.destinations)
        self.records: dict[str, Record] = {}
        self.carried: list[str] = []
        self.changed: list[str] = []
        self.restored: list[str] = []
        self.moved: list[tuple[str, str]] = []
        self.gone: list[str] = []
        self.kept: list[str] = []
        self.added: list[str] = []
        self.dropped: list[str] = []

    def arrived(self) -> SelfCheck:
        """Carry everything over and return what has arrived."""
        places = self.destinations.of(
            {name: as_mapping(entry.value) for name, entry in self.found.items()}
        )
        sources = {clause.id: name for name, clause in places.items()}
        left = self._leave_behind(places)
        for clause in self.rubric.clauses:
            left += self._carry(clause, sources.get(clause.id))
        for name, plain in left:
            self.former.keep(name, plain)
        frame = {key: value for key, value in self.reader.mapping().items() if key != "clauses"}
        if isinstance(self.tasks, dict):
            frame["tasks"] = self.tasks
        check = read_self_check(self.rubric, Reader(frame, self.reader.faults))
        return replace(check, records={**check.records, **self.records}, former=self.former.kept)

    def _carry(self, clause: Clause, source: str | None) -> list[tuple[str, Plain]]:
        """Carry over one clause, from the record that is called ``source``; return what does not fit it."""
        kept = self.former.of(clause)
        if source is not None:
            one = fit(clause, self.found[source], source)
            self.reader.faults.extend(one.faults)
            self._put(clause, one, self.carried)
            identity = identity_of(self.found[source].value)
            if source != clause.id and is_written(self.found[source].mapping()):
                self.moved.append((source, clause.id))
        else:
            back = self.former.whole(clause, kept)
            if back is None:
                self.added.append(clause.id)
                return []
            key, one = back
            source = name_of(key)
            kept = [other for other in kept if other != key]
            identity = self._take_up(clause, key)
            self._put(clause, one, self.restored)
        self._complete(clause, kept)
        return [(source, {**one.left, **identity})] if one.left else []

    def _put(self, clause: Clause, one: Fit, unchanged: list[str]) -> None:
        self.dropped.extend(one.dropped)
        if not one.record.is_blank:
            self.records[clause.id] = replace(
                one.record,
                digest=clause.digest,
                text=clause.text_digest,
                recheck=one.record.recheck or not one.is_same_text,
            )
            (unchanged if one.is_same_text else self.changed).append(clause.id)

    def _take_up(self, clause: Clause, key: str) -> Plain:
        """Take a whole record out of ``former``, its line of the work list too; return which text it answers."""
        identity, task = self.former.taken(clause, key)
        if task is not None:
            self.tasks = {clause.id: plain_task(task), **as_mapping(self.tasks)}
        return identity

    def _complete(self, clause: Clause, kept: list[str]) -> None:
        """Give back what was left of the very text that the clause has again."""
        present = self.records.get(clause.id)
        record = self.former.completed(clause, present, kept)
        if record is not None and record != present and not record.is_blank:
            self.records[clause.id] = record
            self.restored = [*dict.fromkeys((*self.restored, clause.id))]

    def _leave_behind(self, places: Mapping[str, Clause]) -> list[tuple[str, Plain]]:
        """Return what belongs to no clause here, and have the work list follow the rest."""
        left = []
        tasks = as_mapping(self.tasks)
        for name in dict.fromkeys((*self.found, *tasks)):
            if name in places:
                continue
            task = tasks.get(name)
            entry = self.found[name].mapping() if name in self.found else {}
            if task or is_written(entry):
                left.append((name, {**entry, **({TASK: task} if task else {})}))
                self.gone.append(name)
                self.kept.append(kept_words(self.rubric.words.clause_label(name), entry, task))
        if isinstance(self.tasks, dict):
            self.tasks = {places[name].id: task for name, task in tasks.items() if name in places}
        return left

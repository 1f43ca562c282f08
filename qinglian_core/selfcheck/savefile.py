"""The save file of one self-check: read strictly, migrated from older versions, written in one way only.

Plain form, version 4::

    {"format": "qinglian-self-check", "version": 4,
     "edition": {"id": "…", "digest": "<64 hex>"},
     "unit": "", "unit_kind": "", "period": "", "assessor": "",
     "dates": {"created": "<ISO 8601>", "modified": "<ISO 8601>"},
     "clauses": {"1.1": {"answers": {…}, "estimate": "1.5", "reason": "", "note": "",
                         "evidence": [{"what", "where", "date", "who", "ready"}],
                         "digest": "<16 hex>", "text": "<16 hex>", "recheck": true}},
     "tasks": {"1.1": {"who": "", "due": "", "done": false}},
     "former": {…what this edition has no place for, see ``carrying``…}}

``unit_kind`` is there only where the edition knows several kinds of unit, and one is chosen.
Only ``format``, ``version`` and ``edition.id`` must be there. Every text is kept as it was typed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qinglian_core.amounts import optional_text
from qinglian_core.answers.entries import BLANK, Entry, read_entry
from qinglian_core.criteria.digests import is_digest_of
from qinglian_core.faults import AnswerError, Fault
from qinglian_core.jsontext import MOST_CHARACTERS, jsonable
from qinglian_core.reader import Reader, clipped, read

from .filesize import is_too_much
from .migrations import FORMAT, VERSION, migrated, self_check_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qinglian_core.criteria.model import Clause, Rubric
    from qinglian_core.criteria.table import Words

IDENTITY = frozenset({"digest", "text"})
"""What a record has even where nothing is written down: which clause it answers."""
_RECORD = ("answers", "estimate", "reason", "note", "evidence", "recheck", *sorted(IDENTITY))
_EVIDENCE = ("what", "where", "date", "who", "ready")


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """One piece of evidence: what, where it is kept, its date, who is responsible, whether it is ready."""

    what: str
    where: str
    date: str
    who: str
    ready: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """What a unit wrote down for one clause.

    ``digest`` tells which text and rules it answered, ``text`` which text (empty: not known). ``recheck`` marks
    what was answered under other rules and has still to be looked at again.
    """

    entry: Entry
    reason: str
    note: str
    evidence: tuple[Evidence, ...]
    digest: str
    text: str
    recheck: bool

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written down."""
        told = self.entry.answers or self.reason or self.note or self.evidence
        return not told and self.entry.estimate is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """Who deals with a clause, as noted beside its next steps: who does it, until when (as typed), whether it is done."""

    who: str
    due: str
    done: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SelfCheck:
    """One self-check; ``former`` holds what this edition has no place for, as plain data."""

    edition: str
    digest: str
    unit: str
    period: str
    assessor: str
    created: str
    modified: str
    records: Mapping[str, Record]
    """By id, one for every clause of the edition."""
    tasks: Mapping[str, Task]
    former: Mapping[str, object] = field(default_factory=dict)
    unit_kind: str = ""

    @property
    def answers(self) -> dict[str, Entry]:
        """Return what scoring needs."""
        return {name: record.entry for name, record in self.records.items()}


def decode_header(reader: Reader) -> tuple[str, str]:
    """Return edition id and digest of a file in the present version, recording faults."""
    reader.keys(
        required=("format", "version", "edition"),
        optional=("unit", "unit_kind", "period", "assessor", "dates", "clauses", "tasks", "former"),
    )
    edition = reader.at("edition")
    edition.keys(required=("id",), optional=("digest",))
    return edition.text("id"), edition.text("digest")


def decode_self_check(rubric: Rubric, data: object) -> SelfCheck:
    """Return the self-check in ``data``, made for this very ``rubric``; raise ``AnswerError`` with every fault.

    Older versions are migrated. For a file of another edition see ``opening.open_self_check``.
    """
    return read(migrated(self_check_in(data)), AnswerError, lambda reader: _decode(rubric, reader))


def _decode(rubric: Rubric, reader: Reader) -> SelfCheck:
    edition, digest = decode_header(reader)
    if not is_of(rubric, edition, digest):
        reader.fault("S006", "文件是按另一版细则填的；请在自查页打开它，核对后另存", key="edition")
    return read_self_check(rubric, reader)


def is_of(rubric: Rubric, edition: str, digest: str) -> bool:
    """Return whether a header names this very ``rubric``; without a digest its id is taken at its word."""
    return digest == rubric.digest or (not digest and edition == rubric.id)


def read_self_check(rubric: Rubric, reader: Reader) -> SelfCheck:
    """Read the body of a file made for ``rubric``, recording faults in ``reader``."""
    clauses = {clause.id: clause for clause in rubric.clauses}
    dates = reader.at("dates")
    if reader.has("dates"):
        dates.keys(optional=("created", "modified"))
    found = {}
    for name, entry in reader.entries("clauses"):
        if name in clauses:
            found[name] = read_record(clauses[name], entry)
        else:
            label = rubric.words.clause_label(clipped(name))
            entry.fault("A001", f"细则里没有{label}，请核对{rubric.words.clause_number}")
    unit, period, assessor = _words(reader, "unit", "period", "assessor")
    created, modified = _words(dates, "created", "modified") if reader.has("dates") else ("", "")
    return SelfCheck(
        edition=rubric.id,
        digest=rubric.digest,
        unit=unit,
        period=period,
        assessor=assessor,
        created=created,
        modified=modified,
        records={name: found.get(name) or blank_record(clause) for name, clause in clauses.items()},
        tasks=read_tasks(clauses, reader, rubric.words),
        former=dict(reader.at("former").mapping()) if reader.has("former") else {},
        unit_kind=_read_unit_kind(rubric, reader),
    )


def _read_unit_kind(rubric: Rubric, reader: Reader) -> str:
    (kind,) = _words(reader, "unit_kind")
    return known_kind(rubric, kind)


def known_kind(rubric: Rubric, kind: str) -> str:
    """Return the ``kind`` of unit; empty where none is chosen, or the edition does not know it (any more)."""
    return kind if kind in [unit.id for unit in rubric.totalling.units] else ""


def blank_record(clause: Clause) -> Record:
    """Return a record in which nothing is written down."""
    return Record(
        entry=BLANK,
        reason="",
        note="",
        evidence=(),
        digest=clause.digest,
        text=clause.text_digest,
        recheck=False,
    )


def read_record(clause: Clause, reader: Reader) -> Record:
    """Read what is written down for one clause; every fault names it."""
    faults: list[Fault] = []
    record = _read_record(clause, Reader(reader.value, faults, reader.path))
    reader.faults.extend(
        fault
        if fault.message.startswith(clause.label)
        else replace(fault, message=f"{clause.label}：{fault.message}")
        for fault in faults
    )
    return record


def _read_record(clause: Clause, reader: Reader) -> Record:
    reader.keys(optional=_RECORD)
    reason, note, digest, text = _words(reader, "reason", "note", "digest", "text")
    is_present = not digest or is_digest_of(digest, clause, clause.id)
    return Record(
        entry=read_entry(clause, reader),
        reason=reason,
        note=note,
        evidence=tuple(read_evidence(reader)),
        digest=clause.digest if is_present else digest,
        text=text or (clause.text_digest if is_present else ""),
        recheck=reader.flag("recheck", default=False),
    )


def read_evidence(record: Reader) -> Iterator[Evidence]:
    """Read the evidence listed in a plain record."""
    for entry in record.each("evidence") if record.mapping().get("evidence") else ():
        entry.keys(optional=_EVIDENCE)
        what, where, date, who = _words(entry, "what", "where", "date", "who")
        ready = entry.flag("ready", default=False)
        yield Evidence(what=what, where=where, date=date, who=who, ready=ready)


def read_tasks(clauses: Mapping[str, Clause], reader: Reader, words: Words) -> dict[str, Task]:
    """Read the ticked and assigned lines of the work list, for ``clauses`` only."""
    tasks = {}
    for name, entry in reader.entries("tasks"):
        entry.keys(optional=("who", "due", "done"))
        if name in clauses:
            who, due = _words(entry, "who", "due")
            tasks[name] = Task(who=who, due=due, done=entry.flag("done", default=False))
        else:
            label = words.clause_label(clipped(name))
            entry.fault("A001", f"细则里没有{label}，请核对{words.clause_number}")
    return tasks


def _words(reader: Reader, *keys: str) -> list[str]:
    """Return the texts at ``keys``, as they were typed."""
    plain = reader.mapping()
    words = []
    for key in keys:
        value = plain.get(key, "")
        if not isinstance(value, str):
            reader.fault("S004", f"“{key}”应是文字，请核对", key=key)
            value = ""
        words.append(value)
    return words


def plain_self_check(check: SelfCheck) -> dict[str, object]:
    """Return ``check`` as JSON data in the present version.

    A blank record keeps its digests, which tell that the edition had the clause; blank tasks are left out.
    """
    records = {name: plain_record(record) for name, record in check.records.items()}
    tasks = {name: plain_task(task) for name, task in check.tasks.items()}
    return {
        "format": FORMAT,
        "version": VERSION,
        "edition": {"id": check.edition, "digest": check.digest},
        "unit": check.unit,
        **({"unit_kind": check.unit_kind} if check.unit_kind else {}),
        "period": check.period,
        "assessor": check.assessor,
        "dates": {"created": check.created, "modified": check.modified},
        "clauses": records,
        "tasks": {name: task for name, task in tasks.items() if any(task.values())},
        "former": jsonable(dict(check.former)),
    }


def plain_task(task: Task) -> dict[str, object]:
    """Return a line of the work list as JSON data."""
    return {"who": task.who, "due": task.due, "done": task.done}


def plain_entry(entry: Entry) -> dict[str, object]:
    """Return answers and own estimate as JSON data."""
    estimate = optional_text(entry.estimate)
    return {"answers": dict(entry.answers), "estimate": estimate}


def plain_record(record: Record) -> dict[str, object]:
    """Return a record as JSON data, without what is empty."""
    plain: dict[str, object] = {
        **plain_entry(record.entry),
        "reason": record.reason,
        "note": record.note,
        "evidence": [
            {
                "what": one.what,
                "where": one.where,
                "date": one.date,
                "who": one.who,
                "ready": one.ready,
            }
            for one in record.evidence
        ],
        "recheck": record.recheck,
        "text": record.text,
    }
    return {**{key: value for key, value in plain.items() if value}, "digest": record.digest}


def is_written(plain: Mapping[str, object]) -> bool:
    """Whether a plain record holds more than which clause it answers."""
    return any(value for key, value in plain.items() if key not in IDENTITY)


def self_check_text(check: SelfCheck) -> str:
    """Return the text of the save file; raise ``AnswerError`` for one that nobody could open again."""
    plain = plain_self_check(check)
    text = json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
    if len(text) > MOST_CHARACTERS or is_too_much(plain, len(text)):
        fullest = max(check.records, key=lambda name: len(repr(check.records[name])))
        told = f"这份自查的内容太多，保存下来会打不开；最多的是 {fullest}，请删减"
        raise AnswerError((Fault(code="S007", path=("clauses", fullest), message=told),))
    return text

"""Opening a save file: what it holds for this edition, and what became of answers given under another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .faults import AnswerError, Fault
from .jsontext import parse_json
from .migrations import migrated
from .plain import Reader
from .savefile import (
    Record,
    SelfCheck,
    Task,
    decode_header,
    plain_self_check,
    read_record,
    read_self_check,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import Clause, Rubric


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """An opened file, and for a file of another edition what happened to each clause.

    ``carried``: same text, taken over. ``changed``: text or rules changed, what still fits was taken over.
    ``gone``: not in this edition, kept in ``former``. ``added``: new in this edition. ``dropped`` tells, in
    words, which answers no longer fit.
    """

    check: SelfCheck
    same_edition: bool
    from_edition: str
    from_version: int
    carried: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def open_self_check(rubric: Rubric, text: str) -> Opening:
    """Open the save file in ``text``; raise ``AnswerError`` with every fault, changing nothing.

    A file that names no digest is taken to be of this very edition.
    """
    data = parse_json(text)
    plain = migrated(data)
    version = data["version"] if isinstance(data, dict) else 0
    faults: list[Fault] = []
    reader = Reader(plain, faults)
    edition, digest = decode_header(reader)
    if faults or digest in ("", rubric.digest):
        check = read_self_check(rubric, reader, edition=edition, digest=digest)
        opening = Opening(
            check=check, same_edition=True, from_edition=edition, from_version=version
        )
    else:
        opening = _carry_over(rubric, reader, edition, version)
    if faults:
        raise AnswerError(tuple(dict.fromkeys(faults)))
    return opening


def _carry_over(rubric: Rubric, reader: Reader, edition: str, version: int) -> Opening:
    clauses = {clause.id: clause for clause in rubric.clauses}
    records: dict[str, Record] = {}
    dropped: list[str] = []
    found = {name: entry for name, entry in reader.entries("clauses")}  # noqa: C416 - an iterator of pairs
    for name, entry in found.items():
        if name in clauses:
            records[name] = _fitting_record(clauses[name], entry, dropped)
    written = [name for name, record in records.items() if not record.is_blank]
    changed = [name for name in written if records[name].digest != clauses[name].digest]
    gone = {
        name: entry.value
        for name, entry in found.items()
        if name not in clauses and _is_written(entry)
    }
    body = {
        key: value for key, value in reader.mapping().items() if key not in ("clauses", "tasks")
    }
    frame = read_self_check(
        rubric, Reader(body, reader.faults), edition=rubric.id, digest=rubric.digest
    )
    return Opening(
        check=SelfCheck(
            edition=rubric.id,
            digest=rubric.digest,
            unit=frame.unit,
            period=frame.period,
            assessor=frame.assessor,
            created=frame.created,
            modified=frame.modified,
            records={
                **frame.records,
                **{name: _renewed(records[name], clauses[name]) for name in written},
            },
            tasks=_fitting_tasks(reader, clauses),
            former={**frame.former, **gone},
        ),
        same_edition=False,
        from_edition=edition,
        from_version=version,
        carried=tuple(name for name in written if name not in changed),
        changed=tuple(changed),
        gone=tuple(gone),
        added=tuple(name for name in clauses if name not in found),
        dropped=tuple(dropped),
    )


def _is_written(reader: Reader) -> bool:
    return any(value for key, value in reader.mapping().items() if key != "digest")


def _fitting_record(clause: Clause, reader: Reader, dropped: list[str]) -> Record:
    """Read a record; where the clause has changed since, answers that no longer fit are dropped, and told."""
    faults: list[Fault] = []
    record = read_record(clause, Reader(reader.value, faults, reader.path))
    depth = len(reader.path)
    for fault in faults:
        changed = record.digest != clause.digest
        if changed and fault.path[depth : depth + 1] in (("answers",), ("estimate",)):
            dropped.append(f"{clause.label}：{fault.message}")
        else:
            reader.faults.append(fault)
    return record


def _renewed(record: Record, clause: Clause) -> Record:
    return Record(
        entry=record.entry,
        reason=record.reason,
        note=record.note,
        evidence=record.evidence,
        digest=clause.digest,
    )


def _fitting_tasks(reader: Reader, clauses: Mapping[str, Clause]) -> dict[str, Task]:
    plain = reader.mapping().get("tasks")
    fitting = (
        {name: task for name, task in plain.items() if name in clauses}
        if isinstance(plain, dict)
        else {}
    )
    tasks = {}
    for name, entry in Reader({"tasks": fitting}, reader.faults).entries("tasks"):
        task = entry.mapping()
        tasks[name] = Task(who=str(task.get("who", "")), done=task.get("done") is True)
    return tasks


def plain_opening(opening: Opening) -> dict[str, object]:
    """Return an opening as JSON data; ``file`` is the save file for this edition."""
    return {
        "file": plain_self_check(opening.check),
        "same_edition": opening.same_edition,
        "from_edition": opening.from_edition,
        "from_version": opening.from_version,
        "carried": list(opening.carried),
        "changed": list(opening.changed),
        "gone": list(opening.gone),
        "added": list(opening.added),
        "dropped": list(opening.dropped),
    }

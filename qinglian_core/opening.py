"""Opening a save file: what it holds for this edition, and what became of answers given under another one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .faults import AnswerError, Fault
from .jsontext import parse_json
from .migrations import migrated
from .plain import Reader
from .savefile import (
    Record,
    SelfCheck,
    decode_header,
    is_of,
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

    A file that names this edition and no digest is taken to be of its present text.
    """
    data = parse_json(text)
    plain = migrated(data)
    version = data["version"] if isinstance(data, dict) else 0
    faults: list[Fault] = []
    reader = Reader(plain, faults)
    edition, digest = decode_header(reader)
    if faults or is_of(rubric, edition, digest):
        check = read_self_check(rubric, reader)
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
    found = dict(reader.entries("clauses"))
    dropped: list[str] = []
    fitting = {
        name: _fitting_record(clauses[name], entry, dropped)
        for name, entry in found.items()
        if name in clauses
    }
    written = {name: record for name, record in fitting.items() if not record.is_blank}
    carried = tuple(name for name in written if _is_same_text(clauses[name], found[name]))
    gone = {
        name: entry.value
        for name, entry in found.items()
        if name not in clauses and _is_written(entry)
    }
    frame = read_self_check(rubric, Reader(_frame(reader, clauses), reader.faults))
    renewed = {
        name: replace(record, digest=clauses[name].digest) for name, record in written.items()
    }
    return Opening(
        check=replace(frame, records={**frame.records, **renewed}, former={**frame.former, **gone}),
        same_edition=False,
        from_edition=edition,
        from_version=version,
        carried=carried,
        changed=tuple(name for name in written if name not in carried),
        gone=tuple(gone),
        added=tuple(name for name in clauses if name not in found),
        dropped=tuple(dropped),
    )


def _frame(reader: Reader, clauses: Mapping[str, Clause]) -> dict[str, object]:
    """Return the file without its clauses, and with the tasks of those that are still there."""
    frame = {key: value for key, value in reader.mapping().items() if key != "clauses"}
    tasks = frame.get("tasks")
    if isinstance(tasks, dict):
        frame["tasks"] = {name: task for name, task in tasks.items() if name in clauses}
    return frame


def _is_same_text(clause: Clause, reader: Reader) -> bool:
    """Whether a record says that it answers the very text of ``clause``."""
    return reader.has("digest") and reader.mapping()["digest"] == clause.digest


def _is_written(reader: Reader) -> bool:
    return any(value for key, value in reader.mapping().items() if key != "digest")


def _fitting_record(clause: Clause, reader: Reader, dropped: list[str]) -> Record:
    """Read a record; where the clause has changed since, answers that no longer fit are dropped, and told."""
    faults: list[Fault] = []
    record = read_record(clause, Reader(reader.value, faults, reader.path))
    depth = len(reader.path)
    changed = not _is_same_text(clause, reader)
    for fault in faults:
        if changed and fault.path[depth : depth + 1] in (("answers",), ("estimate",)):
            dropped.append(f"{clause.label}：{fault.message}")
        else:
            reader.faults.append(fault)
    return record


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

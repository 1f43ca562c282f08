"""Carrying a self-check over to another text of the criteria, and back again, without loss.

What this text has no place for is left in ``former``, under the clause's id (``1.1``, then ``1.1@2`` …): whole
records, with their line of the work list, of clauses that are not here; single answers, with the digest of the
text they belong to, where a clause reads otherwise. A clause that comes back takes up its record again, and a
clause that reads again as it did takes up those answers, unless other ones have been given meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qinglian_core.reader import Reader

from .savefile import (
    Record,
    plain_record,
    read_record,
    read_self_check,
    read_tasks,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qinglian_core.criteria.model import Clause, Rubric
    from qinglian_core.faults import Fault, Path

    from .savefile import SelfCheck

Plain = dict[str, object]
_MAY_NOT_FIT: tuple[Path, ...] = (("answers",), ("estimate",))
_TASK = "task"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fit:
    """A record as a clause can hold it; ``dropped`` tells in words, and ``left`` holds, what no longer fits."""

    record: Record
    is_same_text: bool
    dropped: tuple[str, ...]
    left: Plain
    faults: tuple[Fault, ...]


def fit(clause: Clause, reader: Reader) -> Fit:
    """Read a record; only where the clause reads otherwise now may answers not fit, all else is a fault."""
    faults: list[Fault] = []
    record = read_record(clause, Reader(reader.value, faults, reader.path))
    depth = len(reader.path)
    same = isinstance(reader.value, dict) and reader.value.get("digest") == clause.digest
    loose = [
        fault for fault in faults if not same and fault.path[depth : depth + 1] in _MAY_NOT_FIT
    ]
    return Fit(
        record=record,
        is_same_text=same,
        dropped=tuple(_named(clause, fault.message) for fault in loose),
        left=_picked(reader.value, [fault.path[depth:] for fault in loose]),
        faults=tuple(fault for fault in faults if fault not in loose),
    )


def _named(clause: Clause, told: str) -> str:
    return told if told.startswith(clause.label) else f"{clause.label}：{told}"


def _picked(value: object, paths: list[Path]) -> Plain:
    """Return of a plain record only what stands at ``paths``: an estimate, an answer, one thing of an answer."""
    picked: Plain = {}
    for path in paths:
        if path != ("answers",):  # 不是键值对的，没有哪一版认得
            picked = _over(picked, _only(value, path))
    return picked


def _only(value: object, path: Path) -> Plain:
    """Return a mapping as ``value``, of which only what stands at ``path`` is there."""
    key, *rest = path
    below = _below(value, key)
    return {str(key): _only(below, tuple(rest)) if rest else below}


def _below(value: object, key: str | int) -> object:
    return value.get(key) if isinstance(value, dict) else None


class Carrying:
    """One file on its way to ``rubric``: what arrives, what is left in ``former``, and what has to be told."""

    def __init__(self, rubric: Rubric, reader: Reader) -> None:
        """Begin with the file in ``reader``; faults are recorded there."""
        self.rubric = rubric
        self.reader = reader
        self.found = dict(reader.entries("clauses"))
        self.former: Plain = dict(reader.at("former").mapping()) if reader.has("former") else {}
        self.tasks = reader.mapping().get("tasks")
        self.records: dict[str, Record] = {}
        self.carried: list[str] = []
        self.changed: list[str] = []
        self.restored: list[str] = []
        self.gone: list[str] = []
        self.added: list[str] = []
        self.dropped: list[str] = []

    def arrived(self) -> SelfCheck:
        """Carry everything over and return what has arrived."""
        kept = self._kept_by_clause()
        left: list[tuple[str, Plain]] = []
        for clause in self.rubric.clauses:
            left += self._carry(clause, kept.get(clause.id, []))
        left += self._leave_behind()
        for name, plain in left:
            self._keep(name, plain)
        frame = {key: value for key, value in self.reader.mapping().items() if key != "clauses"}
        if isinstance(self.tasks, dict):
            frame["tasks"] = self.tasks
        check = read_self_check(self.rubric, Reader(frame, self.reader.faults))
        return replace(check, records={**check.records, **self.records}, former=self.former)

    def _kept_by_clause(self) -> dict[str, list[str]]:
        """Return the keys of ``former`` for each clause, the latest last."""
        kept: dict[str, list[str]] = {}
        for key, value in self.former.items():
            if isinstance(value, dict):
                kept.setdefault(key.partition("@")[0], []).append(key)
        return kept

    def _carry(self, clause: Clause, kept: list[str]) -> list[tuple[str, Plain]]:
        """Carry over one clause; return what does not fit it."""
        if clause.id in self.found:
            one = fit(clause, self.found[clause.id])
            self.reader.faults.extend(one.faults)
            self._put(clause, one, self.carried)
            digest = self.found[clause.id].mapping().get("digest")
        else:
            back = self._brought_back(clause, kept)
            if back is None:
                self.added.append(clause.id)
                return []
            key, one = back
            kept = [other for other in kept if other != key]
            digest = self._take_up(clause, key)
            self._put(clause, one, self.restored)
        self._complete(clause, kept)
        return [(clause.id, {**one.left, "digest": digest})] if one.left else []

    def _put(self, clause: Clause, one: Fit, unchanged: list[str]) -> None:
        self.dropped.extend(one.dropped)
        if not one.record.is_blank:
            self.records[clause.id] = replace(one.record, digest=clause.digest)
            (unchanged if one.is_same_text else self.changed).append(clause.id)

    def _brought_back(self, clause: Clause, kept: list[str]) -> tuple[str, Fit] | None:
        """Return the latest record that a clause had before it was gone for a while."""
        for key in reversed(kept):
            one = fit(clause, Reader(_record_of(self.former[key]), [], ("former", key)))
            if not one.faults:
                return key, one
        return None

    def _take_up(self, clause: Clause, key: str) -> object:
        """Take a whole record out of ``former``, its line of the work list too; return its digest."""
        kept = self.former.pop(key)
        task = _below(kept, _TASK)
        faults: list[Fault] = []
        tasks = {clause.id: task}
        read_tasks({clause.id: clause}, Reader({"tasks": tasks}, faults))
        if task is not None and not faults:
            self.tasks = {**tasks, **self.tasks} if isinstance(self.tasks, dict) else tasks
        return _below(kept, "digest")

    def _complete(self, clause: Clause, kept: list[str]) -> None:
        """Give back what was left of the very text that the clause has again."""
        for key in reversed(kept):
            if _below(self.former[key], "digest") != clause.digest:
                continue
            faults: list[Fault] = []
            present = self.records.get(clause.id)
            under = _record_of(self.former[key])
            plain = _over(under, plain_record(present) if present else {})
            record = read_record(clause, Reader(plain, faults))
            if not faults:
                del self.former[key]
                if record != present and not record.is_blank:
                    self.records[clause.id] = record
                    self.restored = [*dict.fromkeys((*self.restored, clause.id))]

    def _leave_behind(self) -> list[tuple[str, Plain]]:
        """Return what is written down for clauses that are not here, and take it out of the work list."""
        here = {clause.id for clause in self.rubric.clauses}
        left = []
        for name, entry in self.found.items():
            task = _below(self.tasks, name)
            if name not in here and (task or _is_written(entry)):
                told = {_TASK: task} if task else {}
                left.append((name, {**entry.mapping(), **told}))
                self.gone.append(name)
        if isinstance(self.tasks, dict):
            self.tasks = {name: task for name, task in self.tasks.items() if name in here}
        return left

    def _keep(self, name: str, plain: Plain) -> None:
        key, number = name, 1
        while key in self.former:
            number += 1
            key = f"{name}@{number}"
        self.former[key] = plain


def _record_of(kept: object) -> Plain:
    """Return something kept without its line of the work list."""
    plain = kept if isinstance(kept, dict) else {}
    return {key: value for key, value in plain.items() if key != _TASK}


def _over(under: Mapping[str, object], over: Mapping[str, object]) -> Plain:
    """Lay one plain record over another, answers one by one."""
    laid: Plain = dict(under)
    for key, value in over.items():
        below = laid.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        laid[key] = _over(below, value) if both else value  # type: ignore[arg-type]
    return laid


def _is_written(reader: Reader) -> bool:
    return any(value for key, value in reader.mapping().items() if key != "digest")

"""Carrying a self-check over to another text of the criteria, and back again, without loss.

A record goes to the clause that has the text it answered (``destinations``). What this text has no place for is left
in ``former``, under the clause's id (``1.1``, then ``1.1@2`` …): whole records, with their line of the work list,
of clauses that are not here; single answers, with the digest of the
text they belong to, where a clause reads otherwise. A clause that comes back takes up its record again, and a
clause that reads again as it did takes up those answers, unless other ones have been given meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qinglian_core.criteria.digests import is_digest_of
from qinglian_core.reader import Reader

from .destinations import Destinations
from .savefile import (
    IDENTITY,
    Record,
    blank_record,
    is_written,
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


def fit(clause: Clause, reader: Reader, name: str) -> Fit:
    """Read a record of clause ``name``; only where it reads otherwise now may answers not fit, all else is a fault."""
    faults: list[Fault] = []
    record = read_record(clause, Reader(reader.value, faults, reader.path))
    depth = len(reader.path)
    same = is_digest_of(_mapping(reader.value).get("digest"), clause, name)
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

    def __init__(self, rubric: Rubric, reader: Reader, edition: str) -> None:
        """Begin with the file in ``reader``, made for ``edition``; faults are recorded there."""
        self.rubric = rubric
        self.reader = reader
        self.found = dict(reader.entries("clauses"))
        self.former: Plain = dict(reader.at("former").mapping()) if reader.has("former") else {}
        self.tasks = reader.mapping().get("tasks")
        self.destinations = Destinations(rubric, is_same_edition=edition == rubric.id)
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
            {name: _mapping(entry.value) for name, entry in self.found.items()}
        )
        sources = {clause.id: name for name, clause in places.items()}
        left = self._leave_behind(places)
        for clause in self.rubric.clauses:
            left += self._carry(clause, sources.get(clause.id))
        for name, plain in left:
            self._keep(name, plain)
        frame = {key: value for key, value in self.reader.mapping().items() if key != "clauses"}
        if isinstance(self.tasks, dict):
            frame["tasks"] = self.tasks
        check = read_self_check(self.rubric, Reader(frame, self.reader.faults))
        return replace(check, records={**check.records, **self.records}, former=self.former)

    def _left_before(self, clause: Clause) -> list[str]:
        """Return the keys of ``former`` that hold what was answered to the text of ``clause``, the latest last."""
        return [
            key
            for key, value in self.former.items()
            if isinstance(value, dict) and self.destinations.holds(clause, _name_of(key), value)
        ]

    def _carry(self, clause: Clause, source: str | None) -> list[tuple[str, Plain]]:
        """Carry over one clause, from the record that is called ``source``; return what does not fit it."""
        kept = self._left_before(clause)
        if source is not None:
            one = fit(clause, self.found[source], source)
            self.reader.faults.extend(one.faults)
            self._put(clause, one, self.carried)
            identity = _identity(self.found[source].value)
            if source != clause.id and is_written(self.found[source].mapping()):
                self.moved.append((source, clause.id))
        else:
            back = self._brought_back(clause, kept)
            if back is None:
                self.added.append(clause.id)
                return []
            key, one = back
            source = _name_of(key)
            kept = [other for other in kept if other != key]
            identity = _identity(self._take_up(clause, key))
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

    def _brought_back(self, clause: Clause, kept: list[str]) -> tuple[str, Fit] | None:
        """Return the latest record that a clause had before it was gone for a while."""
        for key in reversed(kept):
            record = Reader(_record_of(self.former[key]), [], ("former", key))
            one = fit(clause, record, _name_of(key))
            if not one.faults:
                return key, one
        return None

    def _take_up(self, clause: Clause, key: str) -> object:
        """Take a whole record out of ``former``, its line of the work list too, and return it."""
        kept = self.former.pop(key)
        task = _below(kept, _TASK)
        faults: list[Fault] = []
        tasks = {clause.id: task}
        read_tasks({clause.id: clause}, Reader({"tasks": tasks}, faults))
        if task is not None and not faults:
            self.tasks = {**tasks, **self.tasks} if isinstance(self.tasks, dict) else tasks
        return kept

    def _complete(self, clause: Clause, kept: list[str]) -> None:
        """Give back what was left of the very text that the clause has again."""
        for key in reversed(kept):
            if not is_digest_of(_below(self.former[key], "digest"), clause, _name_of(key)):
                continue
            faults: list[Fault] = []
            present = self.records.get(clause.id)
            under = {
                **_record_of(self.former[key]),
                **_identity(plain_record(blank_record(clause))),
            }
            plain = _over(under, plain_record(present) if present else {})
            record = read_record(clause, Reader(plain, faults))
            if not faults:
                del self.former[key]
                if record != present and not record.is_blank:
                    self.records[clause.id] = record
                    self.restored = [*dict.fromkeys((*self.restored, clause.id))]

    def _leave_behind(self, places: Mapping[str, Clause]) -> list[tuple[str, Plain]]:
        """Return what belongs to no clause here, and have the work list follow the rest."""
        left = []
        tasks = self.tasks if isinstance(self.tasks, dict) else {}
        for name in dict.fromkeys((*self.found, *tasks)):
            if name in places:
                continue
            task = tasks.get(name)
            entry = self.found[name].mapping() if name in self.found else {}
            if task or is_written(entry):
                left.append((name, {**entry, **({_TASK: task} if task else {})}))
                self.gone.append(name)
                self.kept.append(kept_words(name, entry, task))
        if isinstance(self.tasks, dict):
            self.tasks = {places[name].id: task for name, task in tasks.items() if name in places}
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


def _mapping(value: object) -> Plain:
    return value if isinstance(value, dict) else {}


def _identity(plain: object) -> Plain:
    """Return which clause a plain record answers."""
    return {key: value for key, value in _mapping(plain).items() if key in IDENTITY}


def _name_of(key: str) -> str:
    """Return the clause that a key of ``former`` names."""
    return key.partition("@")[0]


def kept_words(name: str, plain: Mapping[str, object], task: object) -> str:
    """Tell what is kept of a record that has no place: the words as they were typed, answers by their number."""
    told = []
    for key, label in (("estimate", "自评分"), ("reason", "自评理由"), ("note", "备注")):
        if plain.get(key):
            told.append(f"{label}：{plain[key]}")
    answers, evidence = _mapping(plain.get("answers")), plain.get("evidence")
    if answers:
        told.append(f"回答{len(answers)}问")
    if isinstance(evidence, list) and evidence:
        named = [str(_mapping(one).get("what") or "没有写名称") for one in evidence]
        told.append(f"材料：{'、'.join(named)}")
    for key, label in (("who", "负责人"), ("due", "期限")):
        if _mapping(task).get(key):
            told.append(f"{label}：{_mapping(task)[key]}")
    return f"原来的第{name}条　{'；'.join(told) or '下一步里的标记'}"

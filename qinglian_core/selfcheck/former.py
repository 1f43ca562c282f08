"""What a self-check keeps of other texts of the criteria: whole records, and single answers that no longer fit.

Each lies under the id of the clause it was of (``1.1``, then ``1.1@2`` …) and tells by its digests which text it
answered; a whole record has its line of the work list with it. A clause that has that text again takes it up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.criteria.digests import is_digest_of
from qinglian_core.reader import Reader

from .fitting import Fit, Plain, as_mapping, fit, identity_of, laid_over, value_at
from .savefile import Record, blank_record, plain_record, read_record, read_tasks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qinglian_core.criteria.model import Clause
    from qinglian_core.faults import Fault

    from .destinations import Destinations
    from .savefile import Task

TASK = "task"


class Former:
    """The ``former`` of one self-check, on its way to another text of the criteria."""

    def __init__(self, kept: Mapping[str, object], destinations: Destinations) -> None:
        """Begin with what is ``kept`` so far; ``destinations`` tell which clause has the text of what is kept."""
        self.kept: Plain = dict(kept)
        self._destinations = destinations

    def keep(self, name: str, plain: Plain) -> None:
        """Keep something of clause ``name``, beside whatever is kept of it already."""
        key, number = name, 1
        while key in self.kept:
            number += 1
            key = f"{name}@{number}"
        self.kept[key] = plain

    def of(self, clause: Clause) -> list[str]:
        """Return the keys of what was answered to the text of ``clause``, the latest last."""
        return [
            key
            for key, value in self.kept.items()
            if isinstance(value, dict) and self._destinations.holds(clause, name_of(key), value)
        ]

    def whole(self, clause: Clause, keys: Iterable[str]) -> tuple[str, Fit] | None:
        """Return the latest of ``keys`` that is a record which ``clause`` can take up, and how it fits."""
        for key in reversed(tuple(keys)):
            record = Reader(_record_of(self.kept[key]), [], ("former", key))
            one = fit(clause, record, name_of(key))
            if not one.faults:
                return key, one
        return None

    def taken(self, clause: Clause, key: str) -> tuple[Plain, Task | None]:
        """Take out a whole record; return which text it answers, and its line of the work list."""
        kept = self.kept.pop(key)
        faults: list[Fault] = []
        tasks: object = {clause.id: value_at(kept, TASK) or {}}
        found = read_tasks({clause.id: clause}, Reader({"tasks": tasks}, faults), clause.words)
        is_told = value_at(kept, TASK) is not None and not faults
        return identity_of(kept), found[clause.id] if is_told else None

    def completed(
        self, clause: Clause, present: Record | None, keys: Iterable[str]
    ) -> Record | None:
        """Take out what is left of the very text that ``clause`` has; return it below what is ``present``."""
        for key in reversed(tuple(keys)):
            if not is_digest_of(value_at(self.kept[key], "digest"), clause, name_of(key)):
                continue
            faults: list[Fault] = []
            under = {
                **_record_of(self.kept[key]),
                **identity_of(plain_record(blank_record(clause))),
            }
            plain = laid_over(under, plain_record(present) if present else {})
            record = read_record(clause, Reader(plain, faults))
            if not faults:
                del self.kept[key]
                present = record
        return present


def _record_of(kept: object) -> Plain:
    """Return something kept without its line of the work list."""
    return {key: value for key, value in as_mapping(kept).items() if key != TASK}


def name_of(key: str) -> str:
    """Return the clause that a key names."""
    return key.partition("@")[0]


def kept_words(label: str, plain: Mapping[str, object], task: object) -> str:
    """Tell what is kept of a record that has no place: the words as they were typed, answers by their number."""
    told = []
    for key, heading in (("estimate", "自评分"), ("reason", "自评理由"), ("note", "备注")):
        if plain.get(key):
            told.append(f"{heading}：{plain[key]}")
    answers, evidence = as_mapping(plain.get("answers")), plain.get("evidence")
    if answers:
        told.append(f"回答{len(answers)}问")
    if isinstance(evidence, list) and evidence:
        named = [str(as_mapping(one).get("what") or "没有写名称") for one in evidence]
        told.append(f"材料：{'、'.join(named)}")
    for key, heading in (("who", "负责人"), ("due", "期限")):
        if as_mapping(task).get(key):
            told.append(f"{heading}：{as_mapping(task)[key]}")
    return f"原来的{label}　{'；'.join(told) or '下一步里的标记'}"

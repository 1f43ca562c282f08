"""What changed from one edition to another, clause by clause, for readers and for machines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qinglian_core.criteria.model import Clause, Item, Rubric
    from qinglian_core.criteria.table import Words

    from .scorechanges import Effect
    from .textmarks import Mark

Plain = dict[str, object]

FORMAT = 1


class Kind(Enum):
    """What became of a clause; several can be true of one."""

    NEW = "new"
    GONE = "gone"
    MERGED = "merged"
    SPLIT = "split"
    REWORDED = "reworded"
    POINTS = "points"
    RULE = "rule"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    SAME = "same"

    def label(self, words: Words) -> str:
        """Return what readers see, in the ``words`` of the newer edition."""
        return _LABELS[self].format(item=words.item_unit, number=words.clause_number)


_LABELS = {
    Kind.NEW: "新增",
    Kind.GONE: "删去",
    Kind.MERGED: "合并",
    Kind.SPLIT: "拆分",
    Kind.REWORDED: "改了文字",
    Kind.POINTS: "改了分值",
    Kind.RULE: "改了计分",
    Kind.MOVED: "移到别的{item}",
    Kind.RENUMBERED: "换了{number}",
    Kind.SAME: "没有变",
}
_ONLY_NUMBER = {Kind.RENUMBERED, Kind.SAME}


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseChange:
    """What became of a clause: ``new`` with all that it comes from, or, where it is gone, ``old`` alone.

    ``marks`` lead from the old text (the texts one after the other, where several were merged) to the new one.
    ``effects`` say what it means for the score; ``asked_otherwise`` that questions are only put in other words.
    """

    new: Clause | None
    old: tuple[Clause, ...]
    kinds: tuple[Kind, ...]
    marks: tuple[Mark, ...]
    effects: tuple[Effect, ...]
    asked_otherwise: bool
    why: str

    @property
    def clause(self) -> Clause:
        """The clause as it is now, or as it was last."""
        return self.new or self.old[0]

    @property
    def label(self) -> str:
        """What the clause is called among those of the newer edition."""
        return self.new.label if self.new else f"旧版{self.old[0].label}"

    @property
    def kind_labels(self) -> tuple[str, ...]:
        """What became of it, as readers see it."""
        return tuple([kind.label(self.clause.words) for kind in self.kinds])

    @property
    def is_changed(self) -> bool:
        """Whether anything but its number changed."""
        return not _ONLY_NUMBER.issuperset(self.kinds)

    @property
    def new_marks(self) -> tuple[Mark, ...]:
        """The text as it is now, with what was put in."""
        return newer_marks(self.marks)

    @property
    def old_marks(self) -> tuple[tuple[Mark, ...], ...]:
        """The text of each older clause, with what was taken out."""
        marks = older_marks(self.marks)
        ends = [*accumulate(len(clause.text) for clause in self.old)]
        starts = [0, *ends]
        return tuple(tuple(_cut(marks, *span)) for span in zip(starts, ends, strict=False))

    @property
    def remark(self) -> str:
        """Return where it comes from, in words, where that is not plain."""
        labels = "、".join(clause.label for clause in self.old)
        if Kind.MERGED in self.kinds:
            return f"由旧版{labels}合并"
        if Kind.SPLIT in self.kinds:
            return f"由旧版{labels}拆出"
        if {Kind.MOVED, Kind.RENUMBERED}.intersection(self.kinds):
            return f"原为{labels}"
        return ""


def _cut(marks: Sequence[Mark], start: int, end: int) -> Iterator[Mark]:
    """Yield what of ``marks`` lies between two places of their text."""
    at = 0
    for mark in marks:
        piece = mark.text[max(start - at, 0) : max(end - at, 0)]
        at += len(mark.text)
        if piece:
            yield replace(mark, text=piece)


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemChange:
    """An item, what it comes from, how its title, standard and points changed, and its clauses; one may be lacking."""

    new: Item | None
    old: Item | None
    title: tuple[Mark, ...]
    standard: tuple[Mark, ...]
    points: Effect | None
    clauses: tuple[ClauseChange, ...]

    @property
    def item(self) -> Item:
        """The item as it is now, or as it was last."""
        found = self.new or self.old
        assert found is not None  # noqa: S101 - an item is of one edition at least
        return found

    def texts(self, words: Words) -> tuple[tuple[str, tuple[Mark, ...]], ...]:
        """The official texts of the item that changed, by what they are called."""
        named = (("名称", self.title), (words.standard, self.standard))
        return tuple((name, marks) for name, marks in named if not _is_same(marks))

    @property
    def is_changed(self) -> bool:
        """Whether anything of the item itself changed."""
        return bool(self.points) or not (_is_same(self.title) and _is_same(self.standard))


def _is_same(marks: tuple[Mark, ...]) -> bool:
    return all(mark.kind == "same" for mark in marks)


def older_marks(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return the older text of ``marks``, with what was taken out."""
    return tuple(mark for mark in marks if mark.kind != "new")


def newer_marks(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return the newer text of ``marks``, with what was put in."""
    return tuple(mark for mark in marks if mark.kind != "gone")


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionChanges:
    """What changed from ``older`` to ``newer``, item by item; items that are gone come last."""

    older: Rubric
    newer: Rubric
    items: tuple[ItemChange, ...]

    @property
    def remarks_gone(self) -> tuple[str, ...]:
        """What only the older edition says outside its table."""
        return tuple(one for one in self.older.remarks if one not in self.newer.remarks)

    @property
    def remarks_new(self) -> tuple[str, ...]:
        """What only the newer edition says outside its table."""
        return tuple(one for one in self.newer.remarks if one not in self.older.remarks)

    @property
    def clauses(self) -> tuple[ClauseChange, ...]:
        """All clauses of the newer edition and those that are gone, in the order in which they are shown."""
        return tuple(clause for item in self.items for clause in item.clauses)

    @property
    def counts(self) -> dict[Kind, int]:
        """How many clauses each kind is true of; kinds that do not occur are left out."""
        found = [kind for clause in self.clauses for kind in clause.kinds]
        return {kind: found.count(kind) for kind in Kind if kind in found}


def changes_to_plain(changes: EditionChanges) -> Plain:
    """Return ``changes`` as they are published for machines."""
    return {
        "format": FORMAT,
        "from": changes.older.id,
        "to": changes.newer.id,
        "counts": {kind.value: number for kind, number in changes.counts.items()},
        "items": [_plain_item(one) for one in changes.items if one.is_changed],
        "clauses": [_plain_clause(one) for one in changes.clauses],
    }


def _plain_item(change: ItemChange) -> Plain:
    return {
        "new": change.new.id if change.new else None,
        "old": change.old.id if change.old else None,
        "title": plain_marks(change.title),
        "standard": plain_marks(change.standard),
        "effects": [_plain_effect(change.points)] if change.points else [],
    }


def plain_marks(marks: tuple[Mark, ...]) -> list[Plain]:
    """Return ``marks`` as they are published."""
    return [{"kind": mark.kind, "text": mark.text} for mark in marks]


def _plain_effect(effect: Effect) -> Plain:
    return {
        "about": effect.about,
        "case": effect.case,
        "before": effect.before,
        "after": effect.after,
    }


def _plain_clause(change: ClauseChange) -> Plain:
    return {
        "new": change.new.id if change.new else None,
        "old": [clause.id for clause in change.old],
        "kinds": [kind.value for kind in change.kinds],
        "why": change.why,
        "marks": plain_marks(change.marks),
        "effects": [_plain_effect(one) for one in change.effects],
    }

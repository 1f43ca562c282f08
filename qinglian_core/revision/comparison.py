"""Comparing two editions: every clause with what it comes from, what changed in it, and what that means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text

from .changes import ClauseChange, EditionChanges, ItemChange, Kind
from .itempairs import item_pairs
from .scorechanges import Effect, is_asked_otherwise, new_effects, rule_effects
from .textmarks import marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from qinglian_core.criteria.model import Clause, Item, Rubric

    from .lineage import Lineage


def edition_changes(older: Rubric, newer: Rubric, lineage: Lineage) -> EditionChanges:
    """Return what changed from ``older`` to ``newer`` according to ``lineage``."""
    return _Comparison(older, newer, lineage).changes()


class _Comparison:
    """Two editions side by side."""

    def __init__(self, older: Rubric, newer: Rubric, lineage: Lineage) -> None:
        self.older = older
        self.newer = newer
        self.lineage = lineage
        self.old = {clause.id: clause for clause in older.clauses}
        self.new = {clause.id: clause for clause in newer.clauses}
        self.item_of = {clause.id: item for item in older.items for clause in item.clauses}
        self.pairs = item_pairs(older, newer, lineage)
        self.reasons = {one.old: one.why for one in lineage.gone}

    def changes(self) -> EditionChanges:
        items = [self._item_change(item, self.pairs.get(item.id)) for item in self.newer.items]
        kept = {old.id for old in self.pairs.values()}
        items += [self._item_change(None, old) for old in self.older.items if old.id not in kept]
        found = tuple(one for one in items if one.new or one.clauses)
        return EditionChanges(older=self.older, newer=self.newer, items=found)

    def _item_change(self, new: Item | None, old: Item | None) -> ItemChange:
        changed = new and old and new.points != old.points
        return ItemChange(
            new=new,
            old=old,
            title=marks(old.title if old else "", new.title if new else ""),
            standard=marks(old.standard if old else "", new.standard if new else ""),
            points=_points(old.points, new.points) if changed and new and old else None,
            clauses=tuple(self._clause_changes(new, old)),
        )

    def _clause_changes(self, new: Item | None, old: Item | None) -> list[ClauseChange]:
        """Return the clauses of an item, each one that is gone after the one that it followed."""
        found = [self._change(clause, new) for clause in new.clauses] if new else []
        place = 0
        for clause in old.clauses if old else ():
            heirs = self.lineage.heirs(clause.id)
            if not heirs:
                found.insert(place, self._gone(clause))
                place += 1
            places = [at for at, one in enumerate(found, 1) if one.new and one.new.id in heirs]
            place = max([place, *places])
        return found

    def _gone(self, clause: Clause) -> ClauseChange:
        return ClauseChange(
            new=None,
            old=(clause,),
            kinds=(Kind.GONE,),
            marks=marks(clause.text, ""),
            effects=(_effect(_own_points(clause), f"{amount_text(clause.points)}分", "不再有"),),
            asked_otherwise=False,
            why=self.reasons[clause.id],
        )

    def _added(self, clause: Clause, why: str) -> ClauseChange:
        points = _effect(_own_points(clause), "", f"{amount_text(clause.points)}分")
        return ClauseChange(
            new=clause,
            old=(),
            kinds=(Kind.NEW,),
            marks=marks("", clause.text),
            effects=(points, *new_effects(clause)),
            asked_otherwise=False,
            why=why,
        )

    def _change(self, new: Clause, item: Item | None) -> ClauseChange:
        descent = self.lineage.descent(new.id)
        old = tuple(self.old[name] for name in descent.old)
        if not old:
            return self._added(new, descent.why)
        rules = rule_effects(old, new, descent, self._elsewhere(new))
        kinds = self._kinds(new, old, rules=bool(rules), item=item)
        return ClauseChange(
            new=new,
            old=old,
            kinds=kinds or (Kind.SAME,),
            marks=marks("".join(clause.text for clause in old), new.text),
            effects=(*self._point_effects(new, old), *rules),
            asked_otherwise=is_asked_otherwise(old, new, descent),
            why=descent.why,
        )

    def _kinds(
        self, new: Clause, old: Sequence[Clause], *, rules: bool, item: Item | None
    ) -> tuple[Kind, ...]:
        merged = len(old) > 1
        split = any(len(self.lineage.heirs(one.id)) > 1 for one in old)
        apart = merged or split
        origin = self.pairs.get(item.id) if item else None
        moved = any(self.item_of[one.id] is not origin for one in old)
        true = {
            Kind.MERGED: merged,
            Kind.SPLIT: split,
            Kind.REWORDED: not apart and new.text != old[0].text,
            Kind.POINTS: self._total(new, old) if apart else new.points != old[0].points,
            Kind.RULE: rules,
            Kind.MOVED: moved,
            Kind.RENUMBERED: not apart and not moved and new.label != old[0].label,
        }
        return tuple(kind for kind, holds in true.items() if holds)

    def _elsewhere(self, new: Clause) -> set[tuple[str, str]]:
        """Return the questions that live on in other clauses than ``new``."""
        return {
            (one.clause, one.question)
            for descent in self.lineage.descents
            if descent.new != new.id
            for one in descent.questions
        }

    def _point_effects(self, new: Clause, old: Sequence[Clause]) -> Iterator[Effect]:
        heirs = [
            self.new[name]
            for name in dict.fromkeys(heir for one in old for heir in self.lineage.heirs(one.id))
        ]
        if len(old) == len(heirs) == 1:
            if old[0].points != new.points:
                yield _points(old[0].points, new.points, _own_points(new))
            return
        yield _effect("分值", f"旧版{_shares(old)}", _shares(heirs))

    def _total(self, new: Clause, old: Sequence[Clause]) -> bool:
        """Whether the clauses that belong together are worth something else together."""
        newer, older = {new.id}, {one.id for one in old}
        while True:
            further = {heir for name in older for heir in self.lineage.heirs(name)} - newer
            newer |= further
            sources = {name for heir in newer for name in self.lineage.sources(heir)} - older
            older |= sources
            if not further and not sources:
                break
        return _sum(self.new[name] for name in newer) != _sum(self.old[name] for name in older)


def _sum(clauses: Iterable[Clause]) -> Decimal:
    return sum((clause.points for clause in clauses), start=ZERO)


def _shares(clauses: Sequence[Clause]) -> str:
    told = "、".join(f"{clause.label}{amount_text(clause.points)}分" for clause in clauses)
    return f"{told}，共{amount_text(_sum(clauses))}分" if len(clauses) > 1 else told


def _own_points(clause: Clause) -> str:
    return f"{clause.words.own_clause}分值"


def _points(before: Decimal, after: Decimal, case: str = "分值") -> Effect:
    return _effect(case, f"{amount_text(before)}分", f"{amount_text(after)}分")


def _effect(case: str, before: str, after: str) -> Effect:
    return Effect(about="", case=case, before=before, after=after)

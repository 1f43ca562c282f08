"""What became of an older edition: where a reader of one of its pages finds what holds now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.revision.lineage import lineage_between

from .addresses import Viewpoint, clause_path, item_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macros.loading.editions import Publication
    from qinglian_core.criteria.model import Clause, Item, Rubric
    from qinglian_core.revision.lineage import Lineage

TABLE = ("细则总表", "criteria/")


@dataclass(frozen=True, kw_only=True, slots=True)
class Heir:
    """A clause of the current edition that comes from an older one."""

    label: str
    href: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HeirsView:
    """What became of one clause; where nobody has said, ``told`` is empty and the table is all that can be offered."""

    told: str
    heirs: tuple[Heir, ...]
    table_href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Replacement:
    """The edition that an older one gave way to, and which of its clauses come from which; None: nobody has said."""

    prefix: str
    current: Rubric
    lineage: Lineage | None

    def view_from(self, path: str) -> Viewpoint:
        """Return the page at ``path`` of the older edition as the place that links to the current one start from."""
        return Viewpoint(path=self.prefix + path)

    def of_item(self, item: Item) -> Iterator[tuple[str, str]]:
        """Yield title and path of the current pages that hold what an item became, the table where there are none."""
        heirs = {name for clause in item.clauses for name in self._names(clause)}
        found = [
            (f"{one.label} {one.heading}", item_path(one.id))
            for one in self.current.items
            if any(clause.id in heirs for clause in one.clauses)
        ]
        yield from found or [TABLE]

    def of_clause(self, clause: Clause, path: str) -> HeirsView:
        """Return what became of ``clause``, for the page at ``path``."""
        view = self.view_from(path)
        known = {one.id: (item, one) for item in self.current.items for one in item.clauses}
        heirs = tuple(
            Heir(
                label=heir.label,
                href=view.to(clause_path(item.id, heir.id)),
                note="原文没有变" if heir.text_digest == clause.text_digest else "原文有改动",
            )
            for item, heir in (known[name] for name in self._names(clause))
        )
        told = (
            ""
            if self.lineage is None
            else "现行的细则里是"
            if heirs
            else f"现行的细则里没有这一{self.current.words.clause}了"
        )
        return HeirsView(told=told, heirs=heirs, table_href=view.to("criteria/"))

    def _names(self, clause: Clause) -> tuple[str, ...]:
        return self.lineage.heirs(clause.id) if self.lineage else ()


def replacement_of(
    publication: Publication, publications: Sequence[Publication]
) -> Replacement | None:
    """Return what became of ``publication``; None where it has not given way to another."""
    if not publication.entry.is_older:
        return None
    current = next(one.rubric for one in publications if one.entry.is_current)
    steps = [one.lineage for one in publications if one.lineage]
    return Replacement(
        prefix=publication.prefix,
        current=current,
        lineage=lineage_between(steps, publication.rubric.id, current.id),
    )

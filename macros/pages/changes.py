"""The pages on what changed since an older edition: old and new side by side, and what it means for the score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.revision.changes import newer_marks, older_marks

from .addresses import Viewpoint, clause_path, item_path, row_anchor
from .pagecontext import Page
from .replacement import TABLE
from .successions import CHANGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.criteria.model import Clause, Item, Rubric
    from qinglian_core.revision.changes import ClauseChange, EditionChanges, ItemChange
    from qinglian_core.revision.scorechanges import Effect
    from qinglian_core.revision.textmarks import Mark

    from .pagecontext import PageContext
    from .replacement import Replacement
    from .successions import Succession

CHANGED = "changed"
"""A word to filter by besides the kinds: anything changed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TextView:
    """A text of one of the two editions, with its marks, and where it stands."""

    label: str
    href: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeRow:
    """A line of the table: a clause, or an item whose standard, title or points changed (``is_aside``)."""

    anchor: str
    label: str
    item: str
    kinds: str
    tags: tuple[str, ...]
    old: tuple[TextView, ...]
    new: tuple[TextView, ...]
    effects: tuple[Effect, ...]
    remarks: tuple[str, ...]
    is_changed: bool
    is_aside: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class KindChoice:
    """A choice of the filter."""

    value: str
    label: str
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PairView:
    """Another two editions to compare."""

    label: str
    href: str
    is_this: bool


def changes_pages(context: PageContext) -> Iterator[Page]:
    """Yield a page for each edition that this one descends from."""
    for succession in context.kin.successions:
        older, newer = succession.older.label, context.publication.entry.label
        view = context.view(succession.path)
        yield Page(
            path=view.path,
            title=f"修订对照：{older} → {newer}",
            description=(
                f"《{context.rubric.title}》“{newer}”与“{older}”逐{context.rubric.words.clause}对照：改了哪些文字，"
                f"哪些{context.rubric.words.clause}合并、拆分、新增、删去，对得分意味着什么；可以下载修订对照表。"
            ),
            layout="wide",
            successors=(_current_page(context.kin.replacement),),
            body=context.body(
                "changes.html.j2",
                view,
                older=older,
                newer=newer,
                rows=tuple(_rows(context, succession, view)),
                choices=_choices(succession.changes),
                downloads=succession.downloads,
                remarks_gone=succession.changes.remarks_gone,
                remarks_new=succession.changes.remarks_new,
                pairs=_pairs(context, view),
            ),
        )


def _current_page(replacement: Replacement | None) -> tuple[str, str]:
    """Return what readers of an older edition's page find in the current one, which may come from none."""
    return ("修订对照", CHANGES) if replacement and replacement.lineage else TABLE


def _place(context: PageContext, view: Viewpoint) -> Viewpoint:
    """Return a page as the place from which links go to other editions: its path begins at the root of the site."""
    return Viewpoint(path=f"{context.publication.prefix}{context.folder}{view.path}")


def _pairs(context: PageContext, view: Viewpoint) -> tuple[PairView, ...]:
    here, this = _place(context, view), f"{context.publication.prefix}{view.path}"
    return tuple(
        PairView(
            label=f"{one.older} → {one.newer}",
            href=here.to(one.path),
            is_this=one.path == this,
        )
        for one in context.kin.pairs
    )


def _choices(changes: EditionChanges) -> tuple[KindChoice, ...]:
    changed = sum(one.is_changed for one in changes.clauses)
    return (
        KindChoice(value=CHANGED, label="有变化的", number=changed),
        KindChoice(value="", label="全部", number=len(changes.clauses)),
        *(
            KindChoice(value=kind.value, label=kind.label(changes.newer.words), number=number)
            for kind, number in changes.counts.items()
        ),
    )


def _rows(context: PageContext, succession: Succession, view: Viewpoint) -> Iterator[ChangeRow]:
    texts = _Texts(context, succession, view)
    for item in succession.changes.items:
        if item.is_changed:
            yield _item_row(item, texts)
        for change in item.clauses:
            yield _clause_row(change, item.item, texts)


class _Texts:
    """Where the texts of both editions stand, seen from a page."""

    def __init__(self, context: PageContext, succession: Succession, view: Viewpoint) -> None:
        self.view = _place(context, view)
        self.prefixes = (succession.prefix, context.publication.prefix)
        changes = succession.changes
        self.words = changes.newer.words
        self.items = tuple(_items_of(rubric) for rubric in (changes.older, changes.newer))

    def clause(self, clause: Clause, marks: tuple[Mark, ...], *, newer: bool) -> TextView:
        path = clause_path(self.items[newer][clause.id].id, clause.id)
        href = self.view.to(f"{self.prefixes[newer]}{path}")
        return TextView(label=clause.label, href=href, marks=marks)

    def item(self, item: Item, name: str, marks: tuple[Mark, ...], *, newer: bool) -> TextView:
        kept = newer_marks if newer else older_marks
        return TextView(
            label=name,
            href=self.view.to(f"{self.prefixes[newer]}{item_path(item.id)}"),
            marks=kept(marks),
        )


def _items_of(rubric: Rubric) -> dict[str, Item]:
    return {clause.id: item for item in rubric.items for clause in item.clauses}


def _item_row(change: ItemChange, texts: _Texts) -> ChangeRow:
    unit = texts.words.item_unit
    told = f"新增的{unit}" if not change.old else "" if change.new else f"删去的{unit}"
    if change.old and change.new and change.old.id != change.new.id:
        told = f"原为{change.old.label}"
    return ChangeRow(
        anchor=f"row-item-{change.item.id}" if change.new else f"gone-item-{change.item.id}",
        label=change.item.label,
        item=change.item.heading,
        kinds=CHANGED,
        tags=(),
        old=tuple(
            texts.item(change.old, *one, newer=False)
            for one in change.texts(texts.words)
            if change.old
        ),
        new=tuple(
            texts.item(change.new, *one, newer=True)
            for one in change.texts(texts.words)
            if change.new
        ),
        effects=(change.points,) if change.points else (),
        remarks=(told,) if told else (),
        is_changed=True,
        is_aside=True,
    )


def _clause_row(change: ClauseChange, item: Item, texts: _Texts) -> ChangeRow:
    old = tuple(
        texts.clause(clause, marks, newer=False)
        for clause, marks in zip(change.old, change.old_marks, strict=True)
    )
    new = (texts.clause(change.new, change.new_marks, newer=True),) if change.new else ()
    asked = ("自查时有的问题换了说法。",) if change.asked_otherwise else ()
    words = [kind.value for kind in change.kinds]
    return ChangeRow(
        anchor=row_anchor(change.clause.id)
        if change.new
        else f"gone-{row_anchor(change.clause.id)}",
        label=change.label,
        item=f"{item.label} {item.heading}",
        kinds=" ".join([*([CHANGED] if change.is_changed else []), *words]),
        tags=change.kind_labels,
        old=old,
        new=new,
        effects=change.effects,
        remarks=tuple(filter(None, (change.remark, change.why, *asked))),
        is_changed=change.is_changed,
        is_aside=False,
    )

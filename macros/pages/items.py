"""Item pages, and the page that holds all items to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text

from .addresses import item_anchor, item_path
from .clauseview import clause_view
from .pagecontext import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.criteria.glossary import Term
    from qinglian_core.criteria.model import Discrepancy, Item
    from qinglian_core.criteria.table import Words

    from .addresses import Viewpoint
    from .clauseview import ClauseView
    from .pagecontext import PageContext
    from .terms import Piece


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbour:
    """The item before or after."""

    label: str
    title: str
    href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemView:
    """One item as its page shows it."""

    id: str
    label: str
    anchor: str
    title: str
    heading: str
    points: str
    project: str
    project_points: str
    standard: tuple[Piece, ...]
    orientation: str
    discrepancy: str
    clauses: tuple[ClauseView, ...]
    check_href: str
    source: str
    count: int
    before: Neighbour | None
    after: Neighbour | None


def item_view(item: Item, context: PageContext, view: Viewpoint) -> ItemView:
    """Prepare ``item`` for a page at ``view``."""
    rubric = context.rubric
    items = rubric.items
    place = items.index(item)
    project = next(project for project in rubric.projects if item in project.items)
    clauses = tuple(clause_view(clause, item, context, view) for clause in item.clauses)
    return ItemView(
        id=item.id,
        label=item.label,
        anchor=item_anchor(item.id),
        title=item.title,
        heading=item.heading,
        points=amount_text(item.points),
        project=project.title,
        project_points=amount_text(project.points),
        standard=context.marker.mark(item.standard),
        orientation=item.orientation,
        discrepancy=_note(rubric.discrepancies, item),
        clauses=clauses,
        check_href=next((clause.check_href for clause in clauses), view.to("self-check/")),
        source=context.publication.sources.get(item.id, ""),
        count=len(items),
        before=_neighbour(items[place - 1], view) if place else None,
        after=_neighbour(items[place + 1], view) if place + 1 < len(items) else None,
    )


def _neighbour(item: Item, view: Viewpoint) -> Neighbour:
    return Neighbour(label=item.label, title=item.heading, href=view.to(item_path(item.id)))


def _note(discrepancies: tuple[Discrepancy, ...], item: Item) -> str:
    return next((one.note for one in discrepancies if one.item == item.id), "")


def item_texts(item: Item) -> Iterator[str]:
    """Yield the official texts in which terms are marked."""
    yield item.standard
    for clause in item.clauses:
        yield clause.standard
        yield clause.text


@dataclass(frozen=True, kw_only=True, slots=True)
class TermView:
    """A term explained at the foot of a page."""

    id: str
    term: str
    text: str
    uncertain: bool
    note: str
    href: str


def term_views(terms: tuple[Term, ...], view: Viewpoint) -> tuple[TermView, ...]:
    """Prepare the terms at the foot of a page at ``view``."""
    return tuple(
        TermView(
            id=term.id,
            term=term.term,
            text=term.text,
            uncertain=term.uncertain,
            note=term.note,
            href=view.to(f"glossary/#{term.id}"),
        )
        for term in terms
    )


def item_page(context: PageContext, item: Item) -> Page:
    """Return the page of ``item``."""
    view = context.view(item_path(item.id))
    terms = term_views(context.marker.terms_of(item_texts(item)), view)
    shown = item_view(item, context, view)
    return Page(
        path=view.path,
        title=f"{item.label} {item.heading}",
        description=description_of(item, context.rubric.words),
        layout="item",
        body=context.body("item.html.j2", view, item=shown, terms=terms),
        successors=tuple(context.kin.replacement.of_item(item)) if context.kin.replacement else (),
    )


def all_items_page(context: PageContext) -> Page:
    """Return the page that holds all items, to print."""
    view = context.view("criteria/all/")
    rubric = context.rubric
    texts = (text for item in rubric.items for text in item_texts(item))
    return Page(
        path=view.path,
        title="全部细则与说明",
        description=f"《{rubric.title}》各{rubric.words.item_unit}原文和说明合成一页，便于打印。",
        layout="reading",
        body=context.body(
            "all.html.j2",
            view,
            items=tuple(item_view(item, context, view) for item in rubric.items),
            terms=term_views(context.marker.terms_of(texts), view),
        ),
        painted_at=item_anchor(rubric.items[:2][-1].id),
    )


def description_of(item: Item, words: Words) -> str:
    """Return what search engines show of an item's page."""
    clauses = "、".join(f"{clause.label}{amount_text(clause.points)}分" for clause in item.clauses)
    return (
        f"{item.label} {item.heading}（{amount_text(item.points)}分）："
        f"{words.standard}和{words.text}原文，{clauses}；怎样计分、准备什么材料、哪里会丢分。"
    )

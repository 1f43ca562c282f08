"""The glossary page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.criteria.glossary import places

from .addresses import Viewpoint, clause_path, item_path
from .pagecontext import Page
from .terms import used_terms

if TYPE_CHECKING:
    from qinglian_core.criteria.glossary import Term
    from qinglian_core.criteria.model import Rubric

    from .pagecontext import PageContext


VIEW = Viewpoint(path="glossary/")


def glossary_page(context: PageContext) -> Page:
    """Return the glossary page: the terms that have a place in the edition."""
    rubric = context.rubric
    terms = used_terms(context.publication.glossary, rubric)
    return Page(
        path=VIEW.path,
        title="词语解释",
        description=f"《{rubric.title}》里{len(terms)}个词语的简明解释，每个词列出用到它的{rubric.words.item_unit}和{rubric.words.clause}。",
        layout="reading",
        body=context.body("glossary.html.j2", VIEW, entries=glossary_entries(terms, rubric, VIEW)),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """An item or a clause that uses a term."""

    label: str
    href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One term on the glossary page."""

    id: str
    term: str
    aliases: tuple[str, ...]
    text: str
    uncertain: bool
    note: str
    places: tuple[Place, ...]


def glossary_entries(terms: tuple[Term, ...], rubric: Rubric, view: Viewpoint) -> tuple[Entry, ...]:
    """Return the entries for ``terms`` on a page at ``view``."""
    known = _known_places(rubric, view)
    return tuple(
        Entry(
            id=term.id,
            term=term.term,
            aliases=term.aliases,
            text=term.text,
            uncertain=term.uncertain,
            note=term.note,
            places=tuple(known[place] for place in places(term, rubric)),
        )
        for term in terms
    )


def _known_places(rubric: Rubric, view: Viewpoint) -> dict[str, Place]:
    known = {}
    for item in rubric.items:
        for clause in item.clauses:
            href = view.to(clause_path(item.id, clause.id))
            known[clause.id] = Place(label=clause.label, href=href)
        known[item.id] = Place(label=item.label, href=view.to(item_path(item.id)))
    return known

"""One clause by itself: as its page shows it, and as a card of the self-check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .addresses import item_path
from .clauseview import clause_view
from .pagecontext import open_context
from .selfcheck import clause_card
from .successions import ALONE

if TYPE_CHECKING:
    from pathlib import Path

    from macros.loading.editions import Publication


@dataclass(frozen=True, kw_only=True, slots=True)
class ClausePreview:
    """A clause in HTML: ``page`` is its section of the page of its item."""

    page: str
    card: str


def clause_preview(
    publication: Publication, clause_id: str, compiled: Path | None = None
) -> ClausePreview:
    """Return the clause of that id; raise ``KeyError`` where there is none."""
    rubric = publication.rubric
    found = {clause.id: (item, clause) for item in rubric.items for clause in item.clauses}
    item, clause = found[clause_id]
    context = open_context(publication, compiled, ALONE)
    view = context.view(item_path(item.id))
    return ClausePreview(
        page=context.body(
            "preview/clause.html.j2", view, clause=clause_view(clause, item, context, view)
        ),
        card=context.body("preview/card.html.j2", view, card=clause_card(rubric, item, clause)),
    )

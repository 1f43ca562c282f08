"""The page on which save files are compared over time or summed up over many units.

It is rendered with no figures; the scripts read the files and show what the core says of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text

from .addresses import Viewpoint
from .environment import unindented

if TYPE_CHECKING:
    from jinja2 import Environment

    from macros.loading.editions import Publication
    from qinglian_core.criteria.model import Rubric
    from qinglian_core.criteria.table import Words

PATH = "compare/"
VIEW = Viewpoint(path=PATH)


@dataclass(frozen=True, kw_only=True, slots=True)
class ComparePage:
    """All that the template shows; ``places`` tell where each clause is explained, as JSON."""

    words: Words
    places: str
    notes: tuple[str, ...]


def render_compare(publication: Publication, environment: Environment) -> str:
    """Return the body of the page: one block of HTML."""
    template = environment.get_template("compare/page.html.j2")
    return unindented(template.render(page=compare_page(publication)))


def compare_page(publication: Publication) -> ComparePage:
    """Return the page of ``publication`` as the template shows it."""
    rubric = publication.rubric
    places = {
        clause.id: VIEW.to_clause(item.id, clause.id)
        for item in rubric.items
        for clause in item.clauses
    }
    return ComparePage(
        words=rubric.words,
        places=json.dumps(places, ensure_ascii=False),
        notes=total_notes(rubric),
    )


def total_notes(rubric: Rubric) -> tuple[str, ...]:
    """Return, for the whole, what the document prints and what its clauses add up to, where these differ."""
    if rubric.points == rubric.clause_points or rubric.totalling.units:
        return ()
    printed, computed = amount_text(rubric.points), amount_text(rubric.clause_points)
    return (f"表头标{printed}分，各{rubric.words.clause}合计{computed}分；照原文，不折算。",)

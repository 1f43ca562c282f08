"""The context: what all pages of an edition are made from, and what a page is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .addresses import Viewpoint, source_path
from .environment import markdown_page, template_environment, unindented
from .terms import Marker, marker_of, used_terms

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2 import Environment

    from macros.loading.editions import Publication
    from qinglian_core.criteria.model import Rubric

    from .successions import Kin


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One page: where, what browsers and search engines call it, its layout and its body.

    ``entries`` name the script and style sheet it needs besides those of every page. Nothing is painted before the
    element ``painted_at`` has come, so that nothing moves when more of the page comes: its end, or on a long page
    what follows the first screen. ``skip`` names what keyboards may go to past all that stands before it: words and
    the id of an element. ``successors`` are the pages of the current edition, by title and path, that have taken its
    place; those of the same path where none are named.
    """

    path: str
    title: str
    description: str
    layout: str
    body: str
    entries: tuple[str, ...] = field(default=())
    painted_at: str = "page-end"
    skip: tuple[str, str] | None = None
    successors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PageContext:
    """One edition, its terms and the templates; ``folder`` is where its pages lie, see ``Viewpoint``."""

    publication: Publication
    marker: Marker
    environment: Environment
    kin: Kin
    folder: str = ""

    @property
    def rubric(self) -> Rubric:
        """The edition."""
        return self.publication.rubric

    @property
    def lasting(self) -> str:
        """The folder in which the criteria stay; empty where they lie there anyway."""
        return "" if self.publication.prefix else f"{self.rubric.id}/"

    def view(self, path: str) -> Viewpoint:
        """Return the page at ``path`` as the place that links start from."""
        return Viewpoint(path=path, lasting=self.lasting, folder=self.folder)

    def body(self, template: str, view: Viewpoint, **context: object) -> str:
        """Render ``template`` for a page at ``view``."""
        found = self.environment.get_template(template)
        return unindented(found.render(rubric=self.rubric, view=view, **context))

    def source(self, page: Page) -> tuple[str, str]:
        """Return where the Markdown of ``page`` lies inside its edition, and the file itself.

        The front matter is what the theme shows around a page; ``root`` is the folder of the edition, ``digest``
        tells scripts which criteria the page was made from, ``twin`` which page at the root says the same.
        """
        meta: dict[str, object] = {
            "title": page.title,
            "description": page.description,
            "layout": page.layout,
            "edition": self.rubric.title,
            "root": self.publication.prefix,
            "path": page.path,
            "painted_at": page.painted_at,
        }
        if self.kin.replacement:
            meta["successors"] = list(page.successors or [(page.title, page.path)])
        if self.folder:
            meta["twin"] = page.path
        if page.skip:
            meta["skip_words"], meta["skip_to"] = page.skip
        if page.entries:
            meta["entries"] = list(page.entries)
            meta["digest"] = self.rubric.digest
        return self.folder + source_path(page.path), markdown_page(meta, page.body)


def open_context(publication: Publication, compiled: Path | None, kin: Kin) -> PageContext:
    """Return the context of ``publication``; ``compiled`` is where compiled templates are kept."""
    terms = used_terms(publication.glossary, publication.rubric)
    return PageContext(
        publication=publication,
        marker=marker_of(terms),
        environment=template_environment(compiled),
        kin=kin,
    )

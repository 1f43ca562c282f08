"""The home page: each reader's task in one click, and the table of contents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text

from .addresses import Viewpoint
from .maintain import PATH as MAINTAIN
from .pagecontext import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qinglian_core.criteria.model import Item, Project

    from .pagecontext import PageContext


@dataclass(frozen=True, kw_only=True, slots=True)
class Download:
    """A file offered on the home page; ``path`` is relative to the edition's home.

    ``version`` changes with its contents: nobody is to get the copy that a browser kept of an older one.
    ``server_only``: the copy that is opened from a folder does not offer it.
    """

    path: str
    label: str
    note: str
    version: str = ""
    server_only: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemContents:
    """A line of the table of contents."""

    label: str
    title: str
    points: str
    href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ProjectContents:
    """A project in the table of contents."""

    title: str
    points: str
    items: tuple[ItemContents, ...]


def home_page(context: PageContext, downloads: Sequence[Download]) -> Page:
    """Return the home page."""
    rubric, view = context.rubric, context.view("")
    return Page(
        path=view.path,
        title=rubric.title,
        description=(
            f"《{rubric.title}》全文，逐{rubric.words.clause}说明怎样计分、准备什么材料、哪里会丢分，可以按词查找，"
            "也可以在浏览器里自查自评，不上传任何数据。"
        ),
        layout="home",
        body=context.body(
            "home.html.j2",
            view,
            points=amount_text(rubric.points),
            clause_points=amount_text(rubric.clause_points),
            contents=tuple(_project_contents(project, view) for project in rubric.projects),
            downloads=downloads,
            maintain_href=Viewpoint(path=context.publication.prefix + context.folder).to(MAINTAIN),
        ),
    )


def _project_contents(project: Project, view: Viewpoint) -> ProjectContents:
    return ProjectContents(
        title=project.title,
        points=amount_text(project.points),
        items=tuple(_item_contents(item, view) for item in project.items),
    )


def _item_contents(item: Item, view: Viewpoint) -> ItemContents:
    return ItemContents(
        label=item.label,
        title=item.heading,
        points=amount_text(item.points),
        href=view.to_item(item.id),
    )

"""The navigation of the site, from the editions it publishes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.pages.addresses import item_path, source_path
from macros.pages.maintain import PATH as MAINTAIN
from macros.pages.successions import CHANGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macros.loading.editions import Publication

Entry = dict[str, object]
"""One entry as MkDocs writes it: ``{title: file}`` or ``{title: [entries]}``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ContentsEntry:
    """An item in the contents beside a page: its title with its number, and its page inside its edition."""

    title: str
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ContentsProject:
    """A project in the contents, and its items."""

    title: str
    entries: tuple[ContentsEntry, ...]


def contents(publication: Publication) -> tuple[ContentsProject, ...]:
    """Return the contents of an edition, as the theme shows them beside its pages and in its menu."""
    return tuple(
        ContentsProject(
            title=project.title,
            entries=tuple(
                ContentsEntry(title=f"{item.label} {item.heading}", path=item_path(item.id))
                for item in project.items
            ),
        )
        for project in publication.rubric.projects
    )


def navigation(publications: Sequence[Publication]) -> list[Entry]:
    """Return the entries of the current edition, its lasting addresses, then a section for each further edition."""
    current, *others = publications
    lasting: Entry = {"固定的地址": [f"{current.rubric.id}/{page}" for page in _lasting(current)]}
    sections: list[Entry] = [{other.rubric.title: _edition(other)} for other in others]
    return [*_edition(current), {"修订与发布": source_path(MAINTAIN)}, lasting, *sections]


def _lasting(publication: Publication) -> Iterator[str]:
    items = (item_path(item.id) for item in publication.rubric.items)
    yield from map(source_path, ("", "criteria/", *items, "criteria/all/"))


def _edition(publication: Publication) -> list[Entry]:
    def page(path: str) -> str:
        return publication.prefix + source_path(path)

    projects: list[Entry] = [
        {project.title: [{entry.title: page(entry.path)} for entry in project.entries]}
        for project in contents(publication)
    ]
    changes: list[Entry] = [{"修订对照": page(CHANGES)}] if publication.lineage else []
    return [
        {"首页": page("")},
        {
            publication.rubric.words.criteria: [
                {"细则总表": page("criteria/")},
                *projects,
                {"全部细则与说明": page("criteria/all/")},
            ]
        },
        *changes,
        {"自查自评": page("self-check/")},
        {"对照与汇总": page("compare/")},
        {"词语解释": page("glossary/")},
        {"计分办法": page("method/")},
    ]

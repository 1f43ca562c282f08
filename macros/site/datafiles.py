"""What the pages of an edition fetch of it: files whose names hold the hash of their contents.

A page therefore gets exactly what it was made with, or nothing: however long it has been open, whatever has been
published since, and whatever a browser or a server has kept of earlier releases.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from macros.documents.template.forms import (
    BLANK_WORD,
    kept_evidence,
    kept_forms,
    plain_templates,
)
from macros.loading.forebears import forebears_of
from macros.runtime.manifest import anywhere, named_file
from macros.search.documents import search_data, search_script
from macros.search.sounds import kept_sound_table
from qinglian_core.selfcheck.forebears import plain_descents

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from macros.loading.editions import Publication
    from macros.loading.vocabulary import Vocabulary
    from macros.runtime import RuntimeFile
    from macros.tools.cache import Cache

DATA = "assets/data/"
"""Where they lie, at the root of the site: editions share the folder."""
FOREBEAR = "forebear"
"""How the names of those files begin that few readers ever need."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DataFile:
    """One file, and the bytes that are sent."""

    file: RuntimeFile
    data: bytes

    @property
    def path(self) -> str:
        """Where it lies in the site."""
        return DATA + self.file.name


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionData:
    """The criteria for the core, the Word form for the exports, and the script with the data of the search.

    ``blanks`` are the blank forms by name, for readers. ``forebears`` are the older editions by id, each with its
    lineage, for whoever opens a self-check of one of them.
    """

    blanks: dict[str, bytes]
    rubric: DataFile
    form: DataFile
    search: DataFile
    forebears: Mapping[str, DataFile]

    @property
    def files(self) -> tuple[DataFile, ...]:
        """All of them."""
        return (self.rubric, self.form, self.search, *self.forebears.values())

    def to_plain(self) -> dict[str, object]:
        """Return what scripts fetch, by its role; the search is a script of its own."""
        older = {name: one.file.to_plain() for name, one in self.forebears.items()}
        return {
            "rubric": self.rubric.file.to_plain(),
            "form": self.form.file.to_plain(),
            **({"forebears": older} if older else {}),
        }


def edition_data(
    publication: Publication,
    publications: Sequence[Publication],
    vocabulary: Vocabulary,
    cache: Cache,
    *,
    release: bool,
) -> EditionData:
    """Return the data of an edition, one of ``publications``.

    In a preview the search keeps one name: every page has it, and would be another one with each word that is saved.
    """
    rubric = publication.rubric
    blanks = kept_forms(cache, rubric)
    sounds = partial(kept_sound_table, cache)
    plains = {one.rubric.id: one.plain for one in publications}
    script = search_script(search_data(rubric, publication.glossary, vocabulary, sounds))
    search = _named("search", script.encode(), ending="js", packed=False)
    if not release:
        search = replace(search, file=replace(search.file, name=f"search-{rubric.id}.js"))
    return EditionData(
        blanks={**blanks, **kept_evidence(cache, rubric, blanks[BLANK_WORD])},
        rubric=data_file("rubric", publication.plain),
        form=data_file("form", plain_templates(rubric, blanks[BLANK_WORD])),
        search=search,
        forebears={
            name: data_file(
                FOREBEAR,
                {
                    "rubric": _without_guidance(plains[name]),
                    "descents": plain_descents(older.lineage, older.changes),
                },
            )
            for name, older in forebears_of(publication, publications).items()
        },
    )


def _without_guidance(plain: Mapping[str, Any]) -> dict[str, object]:
    """Return a published model without our help, which nobody reads there: its digests are the same."""
    items = [
        {
            **item,
            "clauses": [
                {key: value for key, value in clause.items() if key != "guidance"}
                for clause in item["clauses"]
            ],
        }
        for item in plain["items"]
    ]
    return {**plain, "items": items}


def data_file(stem: str, plain: object) -> DataFile:
    """Return plain data as a packed file that is named by its contents."""
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return _named(stem, text.encode(), ending="bin", packed=True)


def _named(stem: str, data: bytes, *, ending: str, packed: bool) -> DataFile:
    file, sent = named_file(stem, data, ending=ending, packed=packed, pack=anywhere)
    return DataFile(file=file, data=sent)

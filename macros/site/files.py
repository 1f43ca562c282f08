"""Everything that is generated for the site, before any generator sees it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING

from macros.documents.bundle import ExportsManifest, build_exports
from macros.documents.template.forms import (
    BLANK_EXCEL,
    BLANK_WORD,
    build_forms,
    build_templates,
)
from macros.loading.editions import load_publications
from macros.loading.vocabulary import Vocabulary, load_vocabulary
from macros.pages import Download, render_pages
from macros.pages.addresses import item_path, source_path
from macros.runtime import NOTHING, Rehearsal, RuntimeManifest, build_runtime
from macros.search.documents import SCRIPT, search_data, search_script

from .assets import cached_assets
from .navigation import Entry, contents, navigation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from macros.loading.editions import Publication


RUNTIME = "assets/runtime/"
"""Where the browser finds Python, at the root of the site."""

EXPORTS = "assets/exports/"
"""Where it finds the part of Python that makes documents."""

SCHEMAS = "schema/"
"""Where the JSON Schemas of the YAML files are published."""

FORMS = "forms/"
"""Where the blank forms lie inside their edition."""

DOWNLOADS = (
    Download(
        path=FORMS + BLANK_WORD,
        label="空白表（Word）",
        note="官方表原样，A4 横向，可以打印出来填，也可以在电脑上填。",
    ),
    Download(
        path=FORMS + BLANK_EXCEL,
        label="空白表（Excel）",
        note="同一张表，得分一格一条。",
    ),
)


def portable_copy(edition: str) -> Download:
    """Return the archive of the whole site, which opens by double click once it is unpacked."""
    return Download(
        path=f"qinglian-{edition}-portable.zip",
        label="离线副本（zip）",
        note="整个网站：解压以后双击 index.html 就能查阅和自查，不用安装，不用联网。",
        server_only=True,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteFile:
    """A file of the site: its text, or where it lies; ``edit`` is the file to edit instead."""

    path: str
    text: str = ""
    source: Path | None = None
    edit: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """The files, the navigation, and what the theme has to know."""

    title: str
    files: tuple[SiteFile, ...]
    nav: list[Entry]
    theme: dict[str, object]
    promised: str = ""
    """A file that is made of the finished site, and linked already."""


def prepare_site(
    root: Path, primary: str | None, report: Callable[[str], None], *, release: bool = False
) -> Site:
    """Load every edition below ``root`` and make all that is published of it; ``report`` is told of long work.

    For a ``release`` the home page promises the copy that opens by double click, and Python's snapshot holds the
    criteria at the root, so that no reader waits for them to be loaded; a preview does without, and is there sooner.
    Raises ``SourceError``, ``AssetError`` and ``RuntimeBuildError`` with everything that is wrong.
    """
    publications = load_publications(root, primary)
    assets = cached_assets(root)
    built = (SiteFile(path=path, source=assets.folder / path) for path in assets.paths)
    vocabulary = load_vocabulary(root)
    rehearsal = _rehearsal(publications[0]) if release else NOTHING
    runtime = build_runtime(root, report, rehearsal)
    searches = {one.prefix: _search_script(one, vocabulary) for one in publications}
    made = (
        file
        for one in publications
        for file in (
            *_edition_files(root, one, _downloads(one, release=release)),
            SiteFile(path=one.prefix + SCRIPT, text=searches[one.prefix]),
        )
    )
    return Site(
        title=publications[0].rubric.title,
        files=(
            *made,
            *built,
            *_runtime_files(runtime),
            *_export_files(build_exports(root, report)),
            *_schema_files(),
        ),
        nav=navigation(publications),
        theme={
            "assets_version": assets.version,
            "runtime": _json(runtime.to_plain()),
            "search_versions": {prefix: _version(text) for prefix, text in searches.items()},
            "contents": {one.prefix: contents(one) for one in publications},
            "editions": [
                {
                    "id": publication.rubric.id,
                    "title": publication.rubric.title,
                    "root": publication.prefix,
                }
                for publication in publications
            ],
        },
        promised=portable_copy(publications[0].rubric.id).path if release else "",
    )


def _schema_files() -> Iterator[SiteFile]:
    folder = resources.files("macros") / "schemas"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        yield SiteFile(path=SCHEMAS + file.name, text=file.read_text(encoding="utf-8"))


def _downloads(publication: Publication, *, release: bool) -> tuple[Download, ...]:
    """Return what the home page of an edition offers; only the site's own home has the copy of the site."""
    if release and not publication.prefix:
        return (*DOWNLOADS, portable_copy(publication.rubric.id))
    return DOWNLOADS


def _search_script(publication: Publication, vocabulary: Vocabulary) -> str:
    return search_script(search_data(publication.rubric, publication.glossary, vocabulary))


def _version(text: str) -> str:
    """Return what changes with ``text``: a browser that kept an older copy then asks for this one."""
    return sha256(text.encode()).hexdigest()[:10]


def _edition_files(
    root: Path, publication: Publication, downloads: tuple[Download, ...]
) -> Iterator[SiteFile]:
    items = {source_path(item_path(item)): path for item, path in publication.sources.items()}
    for path, text in render_pages(publication, downloads).items():
        edit = f"../{items[path]}" if path in items else ""
        yield SiteFile(path=publication.prefix + path, text=text, edit=edit)
    yield SiteFile(path=f"{publication.prefix}rubric.json", text=_json(publication.plain))
    forms = root / ".cache" / "forms" / publication.rubric.id
    for file in (*build_forms(publication, forms), build_templates(publication, forms)):
        yield SiteFile(path=f"{publication.prefix}{FORMS}{file.name}", source=file)


def _rehearsal(publication: Publication) -> Rehearsal:
    """Return what Python has done before a page asks for it: the criteria loaded, and a blank form scored."""
    requests: tuple[dict[str, object], ...] = (
        {"op": "load", "rubric": publication.plain},
        {"op": "assess", "clauses": {}},
    )
    return Rehearsal(
        label=publication.rubric.digest, requests=tuple(_json(request) for request in requests)
    )


def _runtime_files(manifest: RuntimeManifest) -> Iterator[SiteFile]:
    for file in manifest.files:
        yield SiteFile(path=f"{RUNTIME}{file.name}", source=manifest.folder / file.name)
    yield SiteFile(path=f"{RUNTIME}manifest.json", text=manifest.to_json())


def _export_files(manifest: ExportsManifest) -> Iterator[SiteFile]:
    for file in manifest.files.values():
        yield SiteFile(path=f"{EXPORTS}{file.name}", source=manifest.folder / file.name)
    yield SiteFile(path=f"{EXPORTS}manifest.json", text=manifest.to_json())


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

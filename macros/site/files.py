"""Everything that is generated for the site, before any generator sees it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from functools import partial
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING

from macros.documents.template.forms import (
    BLANK_EXCEL,
    BLANK_WORD,
    EVIDENCE_EXCEL,
    EVIDENCE_WORD,
)
from macros.loading.editions import kept_publications
from macros.loading.published import published_sources
from macros.loading.vocabulary import load_vocabulary
from macros.pages import Download, render_pages
from macros.pages.addresses import Viewpoint, item_path, source_path
from macros.pages.environment import compiled_in
from macros.runtime import NOTHING, Rehearsal
from macros.runtime.manifest import named_file
from macros.tools.cache import build_cache, content_key, installed

from .datafiles import DataFile, EditionData, data_file, edition_data
from .navigation import ContentsProject, Entry, contents, navigation
from .successions import EditionSuccessions, all_successions, kin_of
from .workbench import WORKBENCH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from jinja2 import Environment

    from macros.documents.bundle.manifest import ExportsManifest
    from macros.loading.editions import Publication
    from macros.runtime import RuntimeManifest
    from macros.tools.cache import Cache

    from .products import Products
    from .workbench import WorkbenchManifest


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
        note="同一张表，得分一格一{clause}。",
    ),
    Download(
        path=FORMS + EVIDENCE_WORD,
        label="材料总清单（Word）",
        note="各{clause}要准备的材料，按平时放在哪里分组，可以打印出来打勾。",
    ),
    Download(
        path=FORMS + EVIDENCE_EXCEL,
        label="材料总清单（Excel）",
        note="同一份清单，可以筛选、分工。",
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
    """A file of the site: its text or its bytes, or where it lies; ``edit`` is the file to edit instead."""

    path: str
    text: str | bytes = ""
    source: Path | None = None
    edit: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionTheme:
    """What the theme shows and says around the pages of an edition, which it knows by its folder.

    ``label`` and ``state`` are those of the registry.
    ``search`` is the path of the search's data; ``data`` what scripts fetch, as JSON; ``changes`` whether there is
    a page on what changed since an older edition; ``others`` the names and homes of the other editions, as JSON;
    ``words`` what it calls its parts.
    """

    id: str
    title: str
    label: str
    state: str
    contents: tuple[ContentsProject, ...]
    search: str
    data: str
    changes: bool
    others: str
    words: dict[str, str]


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
    root: Path, products: Products, *, release: bool = False, drafts: bool = True
) -> Site:
    """Load every edition below ``root`` and make all that is published of it besides the ``products``.

    For a ``release`` the home page promises the copy that opens by double click, and Python's snapshot holds the
    criteria at the root, so that no reader waits for them to be loaded; a preview does without, and is there sooner,
    and shows the ``drafts`` too.
    Raises ``SourceError`` and ``ToolError`` with everything that is wrong.
    """
    cache = build_cache(root)
    publications = kept_publications(cache, root, drafts=drafts and not release)
    assets = products.assets()
    built = (SiteFile(path=path, source=assets.folder / path) for path in assets.paths)
    vocabulary = load_vocabulary(root)
    data = {
        one.prefix: edition_data(one, publications, vocabulary, cache, release=release)
        for one in publications
    }
    successions = all_successions(publications, cache)
    kin = kin_of(publications, successions)
    render = partial(render_pages, compiled=_compiled(cache))
    rehearsal = _rehearsal(publications[0]) if release else NOTHING
    runtime = products.runtime(rehearsal)
    exports = products.exports()
    bench = products.workbench() if release else None
    begins = data_file("sources", published_sources(root)) if bench else None
    made = (
        file
        for one in publications
        for file in (
            *_edition_files(
                one,
                data[one.prefix],
                successions[one.rubric.id],
                partial(render, kin=kin[one.rubric.id]),
                release=release,
            ),
            *_data_files(data[one.prefix]),
        )
    )
    return Site(
        title=publications[0].rubric.title,
        files=(
            *made,
            *built,
            *_runtime_files(runtime),
            *_export_files(exports),
            *(_bench_files(bench, begins) if bench and begins else ()),
            *_schema_files(),
        ),
        nav=navigation(publications),
        theme={
            "assets_version": assets.version,
            "runtime": _json(runtime.to_plain()),
            "runtime_list": _list_of(RUNTIME, runtime.to_json()).path,
            "exports": _json(exports.to_plain()),
            "workbench": _json({**bench.to_plain(), "sources": begins.file.to_plain()})
            if bench and begins
            else "",
            "editions": {
                one.prefix: _edition_theme(one, data[one.prefix], publications)
                for one in publications
            },
        },
        promised=portable_copy(publications[0].rubric.id).path if release else "",
    )


def keep_compiled(environment: Environment, root: Path) -> None:
    """Have the templates of the theme, too, compiled only where they have changed."""
    environment.bytecode_cache = compiled_in(_compiled(build_cache(root)))


def _compiled(cache: Cache) -> Path:
    return cache.folder_for("templates", content_key(installed()), lambda _: None)


def _schema_files() -> Iterator[SiteFile]:
    folder = resources.files("macros") / "schemas"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        yield SiteFile(path=SCHEMAS + file.name, text=file.read_text(encoding="utf-8"))


def _downloads(publication: Publication, data: EditionData, *, release: bool) -> Iterator[Download]:
    """Yield what the home page of an edition offers; only the site's own home has the copy of the site."""
    clause = publication.rubric.words.clause
    for one in DOWNLOADS:
        version = sha256(data.blanks[one.path.removeprefix(FORMS)]).hexdigest()[:10]
        yield replace(one, version=version, note=one.note.format(clause=clause))
    if release and not publication.prefix:
        yield portable_copy(publication.rubric.id)


def _edition_theme(
    publication: Publication, data: EditionData, publications: Sequence[Publication]
) -> EditionTheme:
    rubric, home = publication.rubric, Viewpoint(path=publication.prefix)
    others = [
        {"label": one.entry.label, "path": home.to(one.prefix)}
        for one in publications
        if one is not publication
    ]
    return EditionTheme(
        id=publication.rubric.id,
        title=publication.rubric.title,
        label=publication.entry.label,
        state=publication.entry.state.value,
        contents=contents(publication),
        search=data.search.path,
        data=_json(data.to_plain()),
        changes=publication.lineage is not None,
        others=_json(others) if others else "",
        words={**asdict(rubric.words), "levels": rubric.levels},
    )


def _data_files(data: EditionData) -> Iterator[SiteFile]:
    for one in data.files:
        yield SiteFile(path=one.path, text=one.data)


def _edition_files(
    publication: Publication,
    data: EditionData,
    before: EditionSuccessions,
    render: Callable[..., dict[str, str]],
    *,
    release: bool,
) -> Iterator[SiteFile]:
    downloads = tuple(_downloads(publication, data, release=release))
    items = {source_path(item_path(item)): path for item, path in publication.sources.items()}
    for path, text in render(publication, downloads).items():
        edit = f"../{items[path]}" if path in items else ""
        yield SiteFile(path=publication.prefix + path, text=text, edit=edit)
    yield SiteFile(path=f"{publication.prefix}rubric.json", text=_json(publication.plain))
    for name, blank in data.blanks.items():
        yield SiteFile(path=publication.prefix + FORMS + name, text=blank)
    for path, table in before.files.items():
        yield SiteFile(path=publication.prefix + path, text=table)


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
    yield _list_of(RUNTIME, manifest.to_json())


def _export_files(manifest: ExportsManifest) -> Iterator[SiteFile]:
    for file in manifest.files.values():
        yield SiteFile(path=f"{EXPORTS}{file.name}", source=manifest.folder / file.name)
    yield _list_of(EXPORTS, manifest.to_json())


def _bench_files(manifest: WorkbenchManifest, begins: DataFile) -> Iterator[SiteFile]:
    for file in manifest.files:
        yield SiteFile(path=f"{WORKBENCH}{file.name}", source=manifest.folder / file.name)
    yield SiteFile(path=f"{WORKBENCH}{begins.file.name}", text=begins.data)


def _list_of(folder: str, text: str) -> SiteFile:
    """Return the list of the files in ``folder``, named by its contents as they are."""
    file, sent = named_file("manifest", text.encode(), ending="json", packed=False)
    return SiteFile(path=folder + file.name, text=sent)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

"""The adapter to MkDocs: what ``prepare_site`` makes becomes its files, its navigation and its settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from macros.loading.yamlsource import SourceError
from macros.site.files import SiteFile, keep_compiled, prepare_site
from macros.site.links import broken_links
from macros.site.material import material_folders, text_sheet
from macros.tools.toolbox import ToolError

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

    from macros.site.products import Products


RELEASE, PROMISED, PRODUCTS = "release", "promised", "products"
"""Settings in ``extra``: whether the site is built for publication, the name of the archive of it, what is given ready."""

LOOKING = 0.2
"""Seconds between two looks at the files of a preview. MkDocs looks every half second, and who has saved waits."""


def on_serve(
    server: LiveReloadServer,
    *,
    config: MkDocsConfig,
    builder: object,  # noqa: ARG001 - as MkDocs calls it
) -> LiveReloadServer:
    """Have the preview look for changes more often."""
    watched = (config.docs_dir, config.config_file_path)
    for path in watched:
        server.unwatch(path)
    server.observer = type(server.observer)(timeout=LOOKING)
    for path in watched:
        server.watch(path)
    return server


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Leave Material's folder out: MkDocs would look through its ten thousand files, of which we use one style sheet."""
    left_out = material_folders()
    config.theme.dirs = [folder for folder in config.theme.dirs if folder not in left_out]
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the generated files and the navigation."""
    root = Path(config.config_file_path).parent
    products = config.extra.get(PRODUCTS) or _own_products(root)
    try:
        site = prepare_site(root, products, release=RELEASE in config.extra)
    except (SourceError, ToolError) as error:
        raise PluginError(str(error)) from None
    sheets = text_sheet(material_folders() or config.theme.dirs, _report)
    taken = (SiteFile(path=path, source=source) for path, source in sheets.items())
    made = {file.path: file for file in (*site.files, *taken)}
    kept = [file for file in files if file.src_uri not in made]
    config.nav, config.site_name = site.nav, site.title
    config.extra.update(site.theme, text_sheet="".join(sheets), **{PROMISED: site.promised})
    return Files([*kept, *(_file(config, file) for file in made.values())])


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001 - as MkDocs calls it
    """Keep what the theme's templates compile to."""
    keep_compiled(env, Path(config.config_file_path).parent)
    return env


def _own_products(root: Path) -> Products:
    from macros.site.ownproducts import OwnProducts  # noqa: PLC0415 - a browser has none

    return OwnProducts(root=root, report=_report)


def _report(text: str) -> None:
    print(f"» {text}", flush=True)  # noqa: T201 - the person at the terminal is waiting


def _file(config: MkDocsConfig, made: SiteFile) -> File:
    included = InclusionLevel.INCLUDED
    if made.source is not None:
        return File.generated(config, made.path, abs_src_path=str(made.source), inclusion=included)
    file = File.generated(config, made.path, content=made.text, inclusion=included)
    file.edit_uri = made.edit or None
    if file.is_documentation_page():
        _HtmlPage(None, file, config)  # MkDocs 从 file.page 取它
    return file


class _HtmlPage(Page):
    """A page whose body is HTML already, which Markdown would only hand through, and slowly."""

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - as MkDocs calls it
        self.content = (self.markdown or "").rstrip()


def on_post_build(*, config: MkDocsConfig) -> None:
    """Refuse a site with broken links."""
    faults = broken_links(Path(config.site_dir), config.extra[PROMISED])
    if faults:
        raise PluginError("\n".join(faults))

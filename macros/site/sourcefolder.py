"""The site before a generator makes it: a folder that needs nothing of this project, not even its hooks.

MkDocs, ProperDocs and Zensical build it with the same frame, styles and scripts, which lie in it too.
"""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from macros.tools.cache import package_files

from .assets import SOURCES as ASSETS
from .files import prepare_site
from .material import material_folders, text_sheet
from .ownproducts import OwnProducts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from .files import Site

SETTINGS = "mkdocs.yml"
PAGES, FRAME = "docs", "theme"
"""Folders: of all that is published, and of the templates around it."""
_BY_HAND = "site_src"
_TEMPLATES = Path(__file__).parents[1] / "overrides"
_BUNDLED = ("js", "css")
"""Folders of the assets whose sources are not published, but what esbuild makes of them."""
_KEPT = ("markdown_extensions", "use_directory_urls", "site_url", "validation")
"""Settings of the project that hold for any generator."""


def source_folder(
    root: Path, settings: Mapping[str, Any], report: Callable[[str], None]
) -> dict[str, bytes]:
    """Return the files of the folder by path; ``settings`` are those of the project's mkdocs.yml.

    ``report`` is told of long work. Raises ``SourceError`` and ``ToolError`` with everything that is wrong.
    """
    site = prepare_site(root, OwnProducts(root=root, report=report), drafts=False)
    sheet = dict(_sheet(report))
    published = {**_written_by_hand(root), **sheet, **_made(site)}
    frame = {
        path.relative_to(_TEMPLATES).as_posix(): path.read_bytes()
        for path in package_files(_TEMPLATES)
    }
    text = json.dumps(
        _settings(site, settings, next(iter(sheet), "")), ensure_ascii=False, indent=1
    )
    return {
        **{f"{PAGES}/{path}": data for path, data in published.items()},
        **{f"{FRAME}/{path}": data for path, data in frame.items()},
        # JSON 也是 YAML
        SETTINGS: f"# 由 qinglian pages 生成\n{text}\n".encode(),
    }


def _made(site: Site) -> dict[str, bytes]:
    return {
        file.path: file.source.read_bytes()
        if file.source
        else file.text.encode()
        if isinstance(file.text, str)
        else file.text
        for file in site.files
    }


def _written_by_hand(root: Path) -> dict[str, bytes]:
    folder = root / _BY_HAND
    bundled = [root / ASSETS / name for name in _BUNDLED]
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in package_files(folder)
        if not any(path.is_relative_to(one) for one in bundled)
    }


def _sheet(report: Callable[[str], None]) -> Iterator[tuple[str, bytes]]:
    """Yield Material's style sheet for running text; nothing where it is not as expected."""
    for path, source in text_sheet(material_folders(), report).items():
        yield path, source.read_bytes()


def _settings(site: Site, settings: Mapping[str, Any], sheet: str) -> dict[str, object]:
    theme = {key: settings["theme"][key] for key in ("language", "favicon")}
    return {
        "site_name": site.title,
        "docs_dir": PAGES,
        "site_dir": "site",
        "strict": True,
        **{key: settings[key] for key in _KEPT if key in settings},
        "theme": {
            "name": None,
            "custom_dir": FRAME,
            "static_templates": ["404.html"],
            **theme,
        },
        "plugins": [],
        "nav": site.nav,
        "extra": _plain({**site.theme, "text_sheet": sheet}),
    }


def _plain(value: object) -> object:
    """Return a value of the theme as JSON has it."""
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value

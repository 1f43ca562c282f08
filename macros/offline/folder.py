"""The folder copy: everything of a published site, changed so that it opens by double click."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from macros.site.assets import FOLDER, MODULES
from macros.site.links import broken_among
from macros.site.markup import read_markup
from macros.site.policy import Setting, with_policy
from macros.tools.cache import package_files

from . import BILL, CHECKSUMS, OfflineError
from .editions import site_editions
from .folderpage import SCRIPT, folder_page, linked_files, signpost

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_LEFT_OUT = (
    "sw.js",
    "release.txt",
    BILL,
    CHECKSUMS,
    "robots.txt",
    "404.html",
    ".*",
    "**/*.zip",
)
"""Of use to servers only, or a copy inside the copy."""
_FETCHED = (".json", ".bin", ".whl", ".wasm")
"""Endings of files that scripts fetch; so are all files of the runtime."""
_RUNTIME = "assets/runtime/"
_ENDING = ".embedded.js"


def folder_copy(scripts: Path, site: Path, *, older: bool = False) -> dict[str, bytes]:
    """Return the files of the copy of the published ``site``, by path; ``older`` editions only where asked for.

    ``scripts`` is the folder with the classic scripts.
    Raises ``OfflineError`` with every link that would lead nowhere.
    """
    editions = site_editions(site)
    if older:
        editions = replace(editions, older=frozenset())
    left_out = {path for pattern in _LEFT_OUT for path in site.glob(pattern)}
    files = {
        name: path.read_bytes()
        for path in package_files(site)
        if path not in left_out
        and (name := path.relative_to(site).as_posix()) not in editions.older
    }
    files |= _classic_scripts(scripts, files)
    pages = {
        path: signpost(data.decode("utf-8"), path, twin)
        if (twin := editions.twins.get(path))
        else folder_page(data.decode("utf-8"), path, editions)
        for path, data in files.items()
        if path.endswith(".html")
    }
    files |= {path: with_policy(html, Setting.FOLDER).encode() for path, html in pages.items()}
    linked = {file for path, html in pages.items() for file in linked_files(html, path)}
    files = dict(_embedded(files, linked))
    faults = broken_among({path: read_markup(html) for path, html in pages.items()}, files)
    if faults:
        raise OfflineError("离线副本里有断开的链接：\n" + "\n".join(faults))
    return files


def _classic_scripts(folder: Path, files: Collection[str]) -> dict[str, bytes]:
    """Return classic scripts in the place of modules, which browsers refuse to load from files."""
    scripts = {path: (folder / path).read_bytes() for path in MODULES if path in files}
    return {**scripts, SCRIPT: (folder / FOLDER).read_bytes()}


def _embedded(files: dict[str, bytes], linked: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files, with a script for each that scripts fetch; such a file stays only where a page links to it."""
    for path, data in files.items():
        fetched = PurePosixPath(path).suffix in _FETCHED or path.startswith(_RUNTIME)
        if fetched:
            text = base64.b64encode(data).decode("ascii")
            name = json.dumps(path, ensure_ascii=False)
            yield path + _ENDING, f'qinglianKeep({name},"{text}");\n'.encode()
        if not fetched or path in linked:
            yield path, data

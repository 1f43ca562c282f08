"""The folder copy: everything of a published site, changed so that it opens by double click."""

from __future__ import annotations

import base64
import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from macros.site.assets import Scripts, build_assets
from macros.site.links import broken_links

from .bundling import OfflineError, bundle_script
from .folderpage import SCRIPT, folder_page, linked_files

if TYPE_CHECKING:
    from collections.abc import Callable

_LEFT_OUT = (
    "sw.js",
    "release.txt",
    "sitemap.xml",
    "sitemap.xml.gz",
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


def write_folder(root: Path, site: Path, folder: Path) -> None:
    """Write the copy of the published ``site`` into ``folder``, which must not exist yet.

    Raises ``OfflineError`` with every link that would lead nowhere.
    """
    left_out = {path for pattern in _LEFT_OUT for path in site.glob(pattern)}
    shutil.copytree(site, folder, ignore=_ignoring(left_out))
    _take_classic_scripts(root, folder)
    linked: set[str] = set()
    for page in sorted(folder.rglob("*.html")):
        path = page.relative_to(folder).as_posix()
        html = folder_page(page.read_bytes().decode("utf-8"), path)
        page.write_text(html, encoding="utf-8", newline="")
        linked |= linked_files(html, path)
    _embed_fetched_files(folder, linked)
    faults = broken_links(folder)
    if faults:
        raise OfflineError("离线副本里有断开的链接：\n" + "\n".join(faults))


def _ignoring(paths: set[Path]) -> Callable[[str, list[str]], list[str]]:
    return lambda folder, names: [name for name in names if Path(folder, name) in paths]


def _take_classic_scripts(root: Path, folder: Path) -> None:
    """Put classic scripts in the place of modules, which browsers refuse to load from files."""
    with tempfile.TemporaryDirectory() as name:
        classic = Path(name)
        build_assets(root, classic, Scripts.CLASSIC)
        for script in classic.rglob("*.js"):
            target = folder / script.relative_to(classic)
            if target.exists():
                shutil.copyfile(script, target)
    bundle_script(root, "folder.js", folder / SCRIPT)


def _embed_fetched_files(folder: Path, linked: set[str]) -> None:
    """Give every file that scripts fetch a script that holds it; the file stays only where a page links to it."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        path = file.relative_to(folder).as_posix()
        if file.suffix not in _FETCHED and not path.startswith(_RUNTIME):
            continue
        text = base64.b64encode(file.read_bytes()).decode("ascii")
        script = f'qinglianKeep({json.dumps(path, ensure_ascii=False)},"{text}");\n'
        file.with_name(file.name + _ENDING).write_text(script, encoding="utf-8", newline="")
        if path not in linked:
            file.unlink()

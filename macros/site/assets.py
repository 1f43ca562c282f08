"""Web assets: scripts and style sheets, bundled by esbuild from ``site_src/assets``.

Sources are plain ES modules and plain CSS; what readers get is one small file an entry, for Chromium 86 and newer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from typing import TYPE_CHECKING

from macros.tools.cache import build_cache, content_key, package_files, program
from macros.tools.toolbox import find_toolbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from macros.tools.toolbox import Toolbox

SOURCES = "site_src/assets"
SETTINGS = ("package.json", "package-lock.json", "tsconfig.json")
"""Files at the root that decide what esbuild makes of the sources: it reads some, and the lock pins what is imported."""
MODULES = (
    "assets/js/site.js",
    "assets/js/selfcheck.js",
    "assets/js/compare.js",
    "assets/js/maintain.js",
)
"""Entry points: of every page, and of the pages to check oneself, to compare and to revise the criteria."""

FOLDER = "assets/js/offline/folder.js"
"""What a copy that opens by double click runs before anything else."""
WORKER = "assets/js/offline/worker.js"
"""The service worker, without the list of a site's files."""
RELEASE = "the-name-of-the-release"
"""Stands in the service worker for what changes with every release."""
VERSION = "the-version-of-the-assets"
"""Stands in it for what changes with every script and style sheet."""
BLOCKING = ("assets/js/scheme.js", "assets/js/selfcheck-first.js")
"""Classic scripts that run before the first paint: the colours, and what starts Python on the self-check page."""

SHEETS = (
    "assets/css/site.css",
    "assets/css/dark.css",
    "assets/css/selfcheck.css",
    "assets/css/compare.css",
    "assets/css/maintain.css",
)


class Scripts(Enum):
    """How scripts are packed: ES modules for a server, classic scripts for ``file://``."""

    MODULE = "esm"
    CLASSIC = "iife"


@dataclass(frozen=True, kw_only=True, slots=True)
class Assets:
    """What was built: the folder, the files in it, and a version that changes when any of them does."""

    folder: Path
    paths: tuple[str, ...]
    version: str


def site_assets(root: Path) -> Assets:
    """Bundle what the pages of a site load; raise ``ToolError`` with what is wrong."""

    def make(toolbox: Toolbox, folder: Path) -> None:
        bundle(toolbox, (*MODULES, *SHEETS), folder, Scripts.MODULE)
        bundle(toolbox, BLOCKING, folder, Scripts.CLASSIC)

    return assets_in(bundled(root, "assets", make))


def assets_in(folder: Path) -> Assets:
    """Return the bundles in ``folder``."""
    files = package_files(folder)
    digest = sha256()
    for path in files:
        digest.update(path.read_bytes())
    return Assets(
        folder=folder,
        paths=tuple(path.relative_to(folder).as_posix() for path in files),
        version=digest.hexdigest()[:10],
    )


def classic_scripts(root: Path) -> Path:
    """Return the folder with classic scripts for ``file://``, where browsers refuse modules; raise ``ToolError``."""

    def make(toolbox: Toolbox, folder: Path) -> None:
        bundle(toolbox, (*MODULES, FOLDER), folder, Scripts.CLASSIC)

    return bundled(root, "classic", make)


def worker_script(root: Path) -> Path:
    """Return the folder with the service worker, which still lacks the list of files; raise ``ToolError``."""

    def make(toolbox: Toolbox, folder: Path) -> None:
        bundle(
            toolbox,
            (WORKER,),
            folder,
            Scripts.CLASSIC,
            f"--define:RELEASE={json.dumps(RELEASE)}",
            f"--define:ASSETS={json.dumps(VERSION)}",
            '--define:process.env.NODE_ENV="production"',
        )

    return bundled(root, "worker", make)


def bundled(root: Path, kind: str, make: Callable[[Toolbox, Path], None]) -> Path:
    """Return the folder that ``make`` fills with bundles of that kind, anew only where a source has changed."""
    files = (*package_files(root / SOURCES), *(root / name for name in SETTINGS))
    key = content_key((program(),), files, root)
    return build_cache(root).folder_for(kind, key, lambda folder: make(find_toolbox(root), folder))


def bundle(
    toolbox: Toolbox, entries: tuple[str, ...], out: Path, scripts: Scripts, *options: str
) -> None:
    """Write one file an entry into ``out``, each with everything it imports."""
    source = toolbox.root / "site_src"
    toolbox.run_esbuild(
        *(source / entry for entry in entries),
        *("--bundle", "--legal-comments=none", f"--format={scripts.value}"),
        *(f"--outbase={source}", f"--outdir={out}"),
        *options,
    )

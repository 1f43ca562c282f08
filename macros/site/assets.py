"""Web assets: scripts and style sheets, bundled by esbuild from ``site_src/assets``.

Sources are plain ES modules and plain CSS; what readers get is one small file an entry, for Chromium 86 and newer.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, replace
from enum import Enum
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from macros.tools.toolbox import RuntimeBuildError, find_esbuild

TARGET = "chrome86"
MODULES = ("assets/js/site.js", "assets/js/selfcheck.js", "assets/js/compare.js")
"""Entry points: of every page, of the self-check page, and of the page that compares."""

BLOCKING = ("assets/js/scheme.js", "assets/js/selfcheck-first.js")
"""Classic scripts that run before the first paint: the colours, and what starts Python on the self-check page."""

SHEETS = (
    "assets/css/site.css",
    "assets/css/dark.css",
    "assets/css/selfcheck.css",
    "assets/css/compare.css",
)

KEPT = 5
"""How many versions stay in the cache."""


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


class AssetError(Exception):
    """The sources cannot be bundled; the text has esbuild's own words."""


def build_assets(root: Path, out: Path, scripts: Scripts = Scripts.MODULE) -> Assets:
    """Bundle everything below ``root``/site_src/assets into ``out``; raise ``AssetError`` with what is wrong."""
    shutil.rmtree(out, ignore_errors=True)
    _bundle(root, out, MODULES, scripts)
    _bundle(root, out, BLOCKING, Scripts.CLASSIC)
    _bundle(root, out, SHEETS, scripts)
    files = sorted(path for path in out.rglob("*") if path.is_file())
    digest = sha256()
    for path in files:
        digest.update(path.read_bytes())
    return Assets(
        folder=out,
        paths=tuple(path.relative_to(out).as_posix() for path in files),
        version=digest.hexdigest()[:10],
    )


def cached_assets(root: Path) -> Assets:
    """Build into a folder of the cache named by the version: another build may still be reading an older one."""
    cache = root / ".cache" / "assets"
    cache.mkdir(parents=True, exist_ok=True)
    fresh = Path(mkdtemp(prefix="new-", dir=cache))
    built = build_assets(root, fresh)
    kept = cache / built.version
    try:
        fresh.rename(kept)
    except OSError:
        # 同样的内容已经在那里
        shutil.rmtree(fresh)
    kept.touch()
    for stale in sorted(cache.iterdir(), key=lambda one: one.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(stale, ignore_errors=True)
    return replace(built, folder=kept)


def _bundle(root: Path, out: Path, entries: tuple[str, ...], scripts: Scripts) -> None:
    try:
        esbuild = find_esbuild(root)
    except RuntimeBuildError as error:
        raise AssetError(str(error)) from None
    command = [
        str(esbuild),
        *(str(root / "site_src" / entry) for entry in entries),
        "--bundle",
        "--minify",
        "--charset=utf8",
        "--legal-comments=none",
        "--log-level=warning",
        "--color=false",
        f"--target={TARGET}",
        f"--format={scripts.value}",
        f"--outbase={root / 'site_src'}",
        f"--outdir={out}",
    ]
    finished = subprocess.run(  # noqa: S603 - the project's own esbuild
        command, capture_output=True, text=True, check=False, cwd=root
    )
    if finished.returncode or finished.stderr:
        raise AssetError(
            f"打包 site_src/assets 里的脚本和样式失败；出错的位置在下面：\n{finished.stderr.strip()}"
        )

"""What the service worker fetches, and when: the files of a site sorted by who needs them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from macros.site.material import SHEET

from . import BILL, CHECKSUMS
from .editions import DATA, MODEL, site_editions

if TYPE_CHECKING:
    from pathlib import Path

RUNTIME = "assets/runtime"
EXPORTS = "assets/exports"
WORKBENCH = "assets/workbench"
"""The program that only those need who revise the criteria."""
FOREBEARS = f"{DATA}/forebear-"
# 快照用得上时，这些文件用不上
SPARE_ROLES = ("data", "stdlib", "wheel")


class Group(Enum):
    """Groups in the order in which they are fetched; the values are read by ``site_src/assets/js/offline/worker.js``."""

    READING = "reading"
    """Pages, styles, scripts, search: for everybody."""
    CURRENT = "current"
    LEGACY = "legacy"
    """Python, as this browser can run it; not on a costly connection before it is used."""
    FORMS = "forms"
    """Files to download and fill in; likewise."""
    SPARE = "spare"
    """Never fetched ahead: kept when it is used. Older editions are, second addresses of a page, and the data for other programs, which no page reads."""


# 不必离线可用的：搜索引擎用的，可以下载的压缩包，说明服务器上现在是哪一版的，和核对用的清单
LEFT_OUT = (
    *("robots.txt", "sw.js", "release.txt", BILL, CHECKSUMS),
    *("**/*.zip", "**/*.map", "**/.*"),
)
FORM_SUFFIXES = (".docx", ".xlsx", ".pdf")


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How each file of a site is kept; files not named are for reading."""

    groups: dict[str, Group]
    hashed: frozenset[str]
    """Files whose name tells their contents: a browser's own copy of them is always right."""

    left_out: frozenset[str]
    """Files that nobody needs without the server."""
    twins: dict[str, str]
    """Pages at lasting addresses, each with the page at the root that stands in for it."""

    def group(self, path: str) -> Group:
        """Return who needs the file at ``path``."""
        return self.groups.get(path, Group.READING)


def plan_of(site: Path) -> Plan:
    """Sort the files of the built ``site``."""
    python = {**_runtime_groups(site / RUNTIME), **_export_groups(site / EXPORTS)}
    forms = {
        path.relative_to(site).as_posix(): Group.FORMS
        for path in site.rglob("*")
        if path.suffix in FORM_SUFFIXES
    }
    data = [path.relative_to(site).as_posix() for path in (site / DATA).glob("*")]
    editions = site_editions(site)
    forebears = [path for path in data if path.startswith(FOREBEARS)]
    program = [path.relative_to(site).as_posix() for path in (site / WORKBENCH).glob("*")]
    sheets = [path.relative_to(site).as_posix() for path in site.glob(SHEET)]
    rare = (MODEL, *editions.older, *editions.twins, *forebears, *program)
    seldom = {path: Group.SPARE for path in rare if (site / path).is_file()}
    return Plan(
        groups={**forms, **python, **seldom},
        twins=editions.twins,
        hashed=frozenset((*python, *data, *program, *sheets)),
        left_out=frozenset(
            path.relative_to(site).as_posix() for glob in LEFT_OUT for path in site.glob(glob)
        ),
    )


def _runtime_groups(folder: Path) -> dict[str, Group]:
    """Return the group of each file of the runtime; nothing where the site has none."""
    groups: dict[str, Group] = {}
    for group, build in _builds(folder):
        for role, file in build["files"].items():
            spare = bool(build["image"]) and role in SPARE_ROLES
            path = f"{RUNTIME}/{file['name']}"
            # 两个版本共用的文件（核心的 wheel），随需要它的那一个
            if path not in groups or not spare:
                groups[path] = Group.SPARE if spare else group
    return groups


def _export_groups(folder: Path) -> dict[str, Group]:
    """Return the group of each package of Python code that makes documents."""
    return {f"{EXPORTS}/{file['name']}": group for group, file in _builds(folder)}


def _builds(folder: Path) -> list[tuple[Group, dict[str, Any]]]:
    """Read what a manifest says of the two Pythons."""
    manifest = next(folder.glob("manifest-*.json"), None)
    if manifest is None:
        return []
    plain = json.loads(manifest.read_text(encoding="utf-8"))
    return [(group, plain[group.value]) for group in (Group.CURRENT, Group.LEGACY)]

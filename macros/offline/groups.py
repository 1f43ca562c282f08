"""What the service worker fetches, and when: the files of a site sorted by who needs them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

RUNTIME = "assets/runtime"
# 快照用得上时，这些文件用不上
SPARE_ROLES = ("stdlib", "wheel")


class Group(Enum):
    """Groups in the order in which they are fetched; the values are read by ``site_src/assets/js/offline/worker.js``."""

    READING = "reading"
    """Pages, styles, scripts, search: for everybody."""
    CURRENT = "current"
    LEGACY = "legacy"
    """Python, as this browser can run it; not on a costly connection before it is used."""
    TOOLS = "tools"
    """Whatever else the self-check loads when asked; likewise."""
    SPARE = "spare"
    """Never fetched ahead: kept when it is used."""


# 既不必离线可用，也不会有页面去读：搜索引擎用的，和可以下载的压缩包
LEFT_OUT = ("sitemap.xml", "sitemap.xml.gz", "robots.txt", "sw.js", "**/*.zip", "**/*.map")
# 交表用的空白表和导出程序，按需要才读取
TOOLS = "assets/exports/"
TOOL_SUFFIXES = (".docx", ".xlsx", ".whl", ".pdf")


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How each file of a site is kept; files not named are for reading."""

    groups: dict[str, Group]
    hashed: frozenset[str]
    """Files whose name tells their contents: a browser's own copy of them is always right."""

    def to_plain(self) -> dict[str, object]:
        """Return the plan as ``node/serviceworker.mjs`` reads it."""
        return {
            "groups": {path: group.value for path, group in self.groups.items()},
            "order": [group.value for group in Group],
            "hashed": sorted(self.hashed),
            "leftOut": list(LEFT_OUT),
        }


def plan_of(site: Path) -> Plan:
    """Sort the files of the built ``site``."""
    runtime = _runtime_groups(site / RUNTIME)
    tools = {
        path.relative_to(site).as_posix(): Group.TOOLS
        for path in site.rglob("*")
        if path.suffix in TOOL_SUFFIXES or path.relative_to(site).as_posix().startswith(TOOLS)
    }
    return Plan(groups={**tools, **runtime}, hashed=frozenset(runtime))


def _runtime_groups(folder: Path) -> dict[str, Group]:
    """Return the group of each file of the runtime; nothing where the site has none."""
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        return {}
    plain = json.loads(manifest.read_text(encoding="utf-8"))
    groups: dict[str, Group] = {}
    for group in (Group.CURRENT, Group.LEGACY):
        edition = plain[group.value]
        for role, file in edition["files"].items():
            spare = bool(edition["image"]) and role in SPARE_ROLES
            path = f"{RUNTIME}/{file['name']}"
            # 两个版本共用的文件（核心的 wheel），随需要它的那一个
            if path not in groups or not spare:
                groups[path] = Group.SPARE if spare else group
    return groups

"""The service worker of a built site: our script and Workbox in one file, with the list of all files."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from macros.runtime.manifest import integrity_of
from macros.site.assets import RELEASE, VERSION, WORKER
from macros.tools.cache import package_files

from .groups import Group, Plan, plan_of

if TYPE_CHECKING:
    from pathlib import Path

LISTED = "self.__WB_MANIFEST"
"""Where the script wants the list; Workbox's own name for it."""
_ORDER = tuple(Group)
_INDEX = "index.html"


def write_service_worker(scripts: Path, site: Path, release: str, version: str) -> None:
    """Write ``site``/sw.js, which keeps exactly the files that now lie in ``site``, from the bundle in ``scripts``.

    ``version`` is that of the scripts and style sheets.
    """
    script = (scripts / WORKER).read_text(encoding="utf-8")
    files = json.dumps(file_list(site), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    script = script.replace(RELEASE, release).replace(VERSION, version).replace(LISTED, files)
    (site / "sw.js").write_text(script, encoding="utf-8", newline="")


def file_list(site: Path) -> list[dict[str, str | None]]:
    """Return every file that is kept, in the order in which the groups are fetched.

    ``url`` is the address that readers ask for: servers may lead from index.html to its folder. ``revision`` tells
    contents apart that have the same name; ``integrity`` is what the browser holds them against. ``twin`` is the
    address of the page that says the same.
    """
    plan = plan_of(site)
    paths = (path.relative_to(site).as_posix() for path in package_files(site))
    kept = [path for path in paths if path not in plan.left_out]
    kept.sort(key=lambda path: (_ORDER.index(plan.group(path)), path))
    return [_entry(site, path, plan) for path in kept]


def _entry(site: Path, path: str, plan: Plan) -> dict[str, str | None]:
    data = (site / path).read_bytes()
    revision = hashlib.md5(data, usedforsecurity=False).hexdigest()
    twin = plan.twins.get(path)
    return {
        "url": _address(path),
        "revision": None if path in plan.hashed else revision,
        "integrity": integrity_of(data),
        "group": plan.group(path).value,
        **({"twin": _address(twin)} if twin else {}),
    }


def _address(path: str) -> str:
    return f"./{path.removesuffix(_INDEX) if f'/{path}'.endswith(f'/{_INDEX}') else path}"

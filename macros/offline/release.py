"""The last step of publishing: every page gets its policy and the mark of its release, the site its service worker."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote

from macros.site.policy import PolicyError, with_head_element, with_policy

from . import OfflineError
from .serviceworker import write_service_worker

if TYPE_CHECKING:
    from pathlib import Path

MARK = "qinglian-release"
MARKER = "release.txt"
"""The name of the release as a file of its own, by which pages and the service worker learn of a newer one."""


def seal_site(scripts: Path, site: Path, version: str, promised: str = "") -> str:
    """Make the built ``site`` ready for publication; return the name of the release.

    ``scripts`` is the folder with the bundle of the service worker, ``version`` that of the scripts and style sheets.

    Equal contents make equal releases, whenever and wherever they are built. ``promised`` is a file that is made of
    the sealed site: links to it say of which release, so that nobody gets a kept copy of another. Raises
    ``OfflineError`` with every page that its policy would break.
    """
    _write_policies(site)
    release = _digest(site)
    for page in _pages(site):
        mark = f'<meta name="{MARK}" content="{release}">'
        html = with_head_element(_text(page), mark)
        link = f'href="{quote(promised)}'
        html = html.replace(f'{link}"', f'{link}?v={release}"') if promised else html
        page.write_text(html, encoding="utf-8", newline="")
    write_service_worker(scripts, site, release, version)
    (site / MARKER).write_text(f"{release}\n", encoding="utf-8")
    return release


def _write_policies(site: Path) -> None:
    faults = []
    for page in _pages(site):
        try:
            page.write_text(with_policy(_text(page)), encoding="utf-8", newline="")
        except PolicyError as error:
            faults.append(f"{page.relative_to(site).as_posix()}：{error}")
    if faults:
        raise OfflineError("这些页面里有内容安全策略不允许的东西：\n" + "\n".join(faults))


def _pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def _text(page: Path) -> str:
    return page.read_bytes().decode("utf-8")


def _digest(site: Path) -> str:
    total = sha256()
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        if name != "sw.js":
            data = path.read_bytes()
            total.update(f"{name}\0{len(data)}\0".encode() + data)
    return total.hexdigest()[:12]

"""Links inside a built site: every address and every anchor must exist."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from macros.tools.cache import package_files

from .markup import read_markup

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from .markup import Markup

_INDEX = "index.html"


def broken_links(site: Path, promised: str = "") -> list[str]:
    """Return one line (Chinese) for each link of the pages below ``site`` that leads nowhere.

    ``promised`` is a file of the site that has yet to be made.
    """
    files = {path.relative_to(site).as_posix(): path for path in package_files(site)}
    pages = {
        name: read_markup(path.read_bytes().decode("utf-8"))
        for name, path in files.items()
        if path.suffix == ".html" and path.name != "404.html"
    }
    return broken_among(pages, {*files, promised})


def broken_among(pages: Mapping[str, Markup], files: Collection[str]) -> list[str]:
    """Return the lines for ``pages`` by path, of a site that consists of ``files``."""
    return [line for page in pages for line in _faults(page, pages, files)]


def _faults(page: str, pages: Mapping[str, Markup], files: Collection[str]) -> Iterator[str]:
    for link in dict.fromkeys(pages[page].links):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = _file_of(unquote(parts.path), page, files)
        anchor = unquote(parts.fragment)
        if target not in files:
            yield f"{page}：链接“{link}”指向的文件不存在"
        elif anchor and target in pages and anchor not in pages[target].anchors:
            yield f"{page}：链接“{link}”指向的位置不存在"


def _file_of(address: str, page: str, files: Collection[str]) -> str:
    """Return the file that ``address`` on ``page`` leads to; a server gives a folder's index for the folder."""
    if not address:
        return page
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), address))
    return path if path in files else posixpath.normpath(f"{path}/{_INDEX}")

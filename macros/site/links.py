"""Links inside a built site: every address and every anchor must exist."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LINKING = {"a": "href", "link": "href", "script": "src", "img": "src"}


@dataclass(kw_only=True, slots=True)
class _Found:
    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects the anchors and the links of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.found = _Found()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.found.anchors.add(str(values["id"]))
        link = values.get(_LINKING.get(tag, ""))
        if link:
            self.found.links.append(link)


def broken_links(site: Path, promised: str = "") -> list[str]:
    """Return one line (Chinese) for each link below ``site`` that leads nowhere.

    ``promised`` is a file of the site that has yet to be made.
    """
    pages = {path: _read(path) for path in sorted(site.rglob("*.html")) if path.name != "404.html"}
    expected = site.resolve() / promised
    return [line for page in pages for line in _faults(site, page, pages, expected)]


def _read(path: Path) -> _Found:
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader.found


def _faults(site: Path, page: Path, pages: dict[Path, _Found], expected: Path) -> Iterator[str]:
    for link in pages[page].links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
        if target.is_dir():
            target /= "index.html"
        place = page.relative_to(site).as_posix()
        known = pages[target].anchors if target in pages else {unquote(parts.fragment)}
        if not target.is_file() and target != expected:
            yield f"{place}：链接“{link}”指向的文件不存在"
        elif parts.fragment and unquote(parts.fragment) not in known:
            yield f"{place}：链接“{link}”指向的位置不存在"

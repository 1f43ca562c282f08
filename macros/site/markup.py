"""A built page as the build reads it: what it links to, what can be linked to, and what it runs without loading it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LINKING = {"a": "href", "link": "href", "script": "src", "img": "src"}
# 其余 type 的 <script> 是数据，浏览器不运行它，也不问安全策略
_RUN_AS_SCRIPT = {"", "module", "text/javascript", "application/javascript", "importmap"}
_PAGES_OF_A_SITE = 512
"""How many pages are remembered: each step of a build reads all of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Inline:
    """What a page runs or applies without loading it: texts of scripts and styles, and what no policy allows."""

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Markup:
    """What the checks of a page look at."""

    anchors: frozenset[str]
    links: tuple[str, ...]
    inline: Inline


@lru_cache(maxsize=_PAGES_OF_A_SITE)
def read_markup(html: str) -> Markup:
    """Read a whole page."""
    reader = _Reader()
    # 浏览器也是先统一换行，再算内联脚本的校验值
    reader.feed(html.replace("\r\n", "\n").replace("\r", "\n"))
    reader.close()
    return Markup(
        anchors=frozenset(reader.anchors),
        links=tuple(reader.links),
        inline=Inline(
            scripts=tuple(map("".join, reader.scripts)),
            styles=tuple(map("".join, reader.styles)),
            refused=tuple(reader.refused),
        ),
    )


class _Reader(HTMLParser):
    """Takes down, tag by tag, what a page has; the text of a script or a style comes in pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.scripts: list[list[str]] = []
        self.styles: list[list[str]] = []
        self.refused: list[str] = []
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values: dict[str, str] = {}
        for name, value in attrs:
            # 同名的属性，浏览器只认第一个
            values.setdefault(name, value or "")
        if "id" in values:
            self.anchors.add(values["id"])
        if link := values.get(_LINKING.get(tag, "")):
            self.links.append(link)
        if tag in {"script", "style"}:
            self._text = self._text_of(tag, values)
        if values:
            self.refused += _refused(tag, values)

    def _text_of(self, tag: str, values: Mapping[str, str]) -> list[str] | None:
        """Return where the text of a script or a style goes; that of others is of no interest."""
        text: list[str] = []
        if tag == "style":
            self.styles.append(text)
        elif "src" not in values and values.get("type", "").strip().lower() in _RUN_AS_SCRIPT:
            self.scripts.append(text)
        else:
            return None
        return text

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._text = None


def _refused(tag: str, values: Mapping[str, str]) -> Iterator[str]:
    place = f"<{tag}>"
    yield from (f"{place} 的 {name} 属性是内联脚本" for name in values if name.startswith("on"))
    if "style" in values:
        yield f"{place} 有 style 属性，请写到样式表里"
    for name in ("href", "src", "action"):
        if values.get(name, "").strip().lower().startswith("javascript:"):
            yield f"{place} 的 {name} 是 javascript: 地址"

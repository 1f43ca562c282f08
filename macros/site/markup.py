"""A built page as the build reads it: what it links to, what can be linked to, and what it runs without loading it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LINKING = {"a": "href", "link": "href", "script": "src", "img": "src"}
# 其余 type 的 <script> 是数据，浏览器不运行它，也不问安全策略
_RUN_AS_SCRIPT = {"", "module", "text/javascript", "application/javascript", "importmap"}
_ANCHORS = etree.XPath("//@id", smart_strings=False)
_SUSPECT = etree.XPath(
    "//*[@style or @*[starts-with(name(), 'on')] or contains(@href, ':') or contains(@src, ':') or @action]"
)
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
    root = etree.HTML(html) if html.strip() else etree.Element("html")
    scripts = [script for script in root.iter("script") if "src" not in script.attrib]
    return Markup(
        anchors=frozenset(_ANCHORS(root)),
        links=tuple(
            link for element in root.iter(*_LINKING) if (link := element.get(_LINKING[element.tag]))
        ),
        inline=Inline(
            scripts=tuple(
                script.text or ""
                for script in scripts
                if script.get("type", "").strip().lower() in _RUN_AS_SCRIPT
            ),
            styles=tuple(style.text or "" for style in root.iter("style")),
            refused=tuple(
                told for element in _SUSPECT(root) for told in _refused(element.tag, element.attrib)
            ),
        ),
    )


def _refused(tag: str, values: Mapping[str, str]) -> Iterator[str]:
    place = f"<{tag}>"
    yield from (f"{place} 的 {name} 属性是内联脚本" for name in values if name.startswith("on"))
    if "style" in values:
        yield f"{place} 有 style 属性，请写到样式表里"
    for name in ("href", "src", "action"):
        if values.get(name, "").strip().lower().startswith("javascript:"):
            yield f"{place} 的 {name} 是 javascript: 地址"

"""The Content-Security-Policy of a built page: what its scripts may load, run and talk to.

``docs/adr/offline.md`` says what each directive is for, and what a policy cannot do.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from enum import Enum
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Attributes = list[tuple[str, str | None]]

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_CHARSET = re.compile(r"<meta\s+charset=[^>]*>", re.IGNORECASE)
_HEAD = re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE)
# 其余 type 的 <script> 是数据，浏览器不运行它，也不问安全策略
_RUN_AS_SCRIPT = {"", "module", "text/javascript", "application/javascript", "importmap"}


class Setting(Enum):
    """Where the pages are opened: from a server, or from a folder by double click."""

    SERVER = "server"
    FOLDER = "folder"


class PolicyError(ValueError):
    """A page holds something that its policy would refuse; the text (Chinese) says what."""


@dataclass(kw_only=True, slots=True)
class Inline:
    """What a page runs or applies without loading it: texts of scripts and styles, and what no policy allows."""

    scripts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def with_policy(html: str, setting: Setting = Setting.SERVER) -> str:
    """Return ``html`` with its policy, and no other, as the first thing after the character set.

    Raises ``PolicyError`` for what could not work under any policy of ours: handlers and styles in attributes.
    """
    inline = inline_of(html)
    if inline.refused:
        raise PolicyError("；".join(inline.refused))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{_text(inline, setting)}">'
    return with_head_element(_POLICY.sub("", html), meta)


def with_head_element(html: str, element: str) -> str:
    """Return ``html`` with ``element`` right after the character set, before anything that loads."""
    place = _CHARSET.search(html) or _HEAD.search(html)
    if place is None:
        raise PolicyError("页面没有 <head>")
    return f"{html[: place.end()]}{element}{html[place.end() :]}"


def inline_of(html: str) -> Inline:
    """Collect what ``html`` runs or applies without loading it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.inline


def _text(inline: Inline, setting: Setting) -> str:
    scripts = _hashes(inline.scripts)
    styles = _hashes(inline.styles)
    directives = _server(scripts) if setting is Setting.SERVER else _folder(scripts)
    directives |= {
        "style-src": ["'self'", *styles],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "object-src": ["'none'"],
        "frame-src": ["'none'"],
        "media-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def _server(scripts: list[str]) -> dict[str, list[str]]:
    return {
        "default-src": ["'none'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'", *scripts],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
    }


def _folder(scripts: list[str]) -> dict[str, list[str]]:
    """Return what a page in a folder needs: Python is embedded, runs in the page, and fetches nothing.

    Chromium before 97 compiles WebAssembly in a page only where no ``script-src`` (nor ``default-src``) stands,
    so every kind of load is named instead; newer browsers get ``script-src`` from the copy's first script.
    """
    return {
        "script-src-elem": ["'self'", "blob:", *scripts],
        "script-src-attr": ["'none'"],
        "connect-src": ["'none'"],
        "worker-src": ["'none'"],
        "manifest-src": ["'none'"],
    }


def _hashes(texts: Iterable[str]) -> list[str]:
    digests = {hashlib.sha256(text.encode()).digest() for text in texts}
    return sorted(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests)


class _Reader(HTMLParser):
    """Reads scripts and styles exactly as they stand: their hashes are taken over every character."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.inline = Inline()
        self._open: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        values = {name: value or "" for name, value in attrs}
        self.inline.refused += _refused(tag, values)
        runs = values.get("type", "").strip().lower() in _RUN_AS_SCRIPT
        if (tag == "script" and "src" not in values and runs) or tag == "style":
            self._open = []

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        # SVG 里自闭合的元素
        self.inline.refused += _refused(tag, dict(attrs))

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._open is None or tag not in {"script", "style"}:
            return
        texts = self.inline.scripts if tag == "script" else self.inline.styles
        texts.append("".join(self._open))
        self._open = None


def _refused(tag: str, values: dict[str, str | None] | dict[str, str]) -> list[str]:
    place = f"<{tag}>"
    found = [f"{place} 的 {name} 属性是内联脚本" for name in values if name.startswith("on")]
    if "style" in values:
        found.append(f"{place} 有 style 属性，请写到样式表里")
    found += [
        f"{place} 的 {name} 是 javascript: 地址"
        for name in ("href", "src", "action")
        if (values.get(name) or "").strip().lower().startswith("javascript:")
    ]
    return found

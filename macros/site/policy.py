"""The Content-Security-Policy of a built page: what its scripts may load, run and talk to.

``docs/adr/offline.md`` says what each directive is for, and what a policy cannot do.
"""

from __future__ import annotations

import base64
import hashlib
import re
from enum import Enum
from typing import TYPE_CHECKING

from .markup import read_markup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .markup import Inline

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_CHARSET = re.compile(r"<meta\s+charset=[^>]*>", re.IGNORECASE)
_HEAD = re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE)


class Setting(Enum):
    """Where the pages are opened: from a server, or from a folder by double click."""

    SERVER = "server"
    FOLDER = "folder"


class PolicyError(ValueError):
    """A page holds something that its policy would refuse; the text (Chinese) says what."""


def with_policy(html: str, setting: Setting = Setting.SERVER) -> str:
    """Return ``html`` with its policy, and no other, as the first thing after the character set.

    Raises ``PolicyError`` for what could not work under any policy of ours: handlers and styles in attributes.
    """
    inline = read_markup(html).inline
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

"""A page of the folder copy: the same page, with links that name files and scripts that need no server."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit, urlunsplit

from macros.site.policy import with_head_element

if TYPE_CHECKING:
    from collections.abc import Callable

INDEX = "index.html"
SCRIPT = "assets/js/folder.js"

_TAG = r'<{name}\b(?:[^>"]|"[^"]*")*>'
_ANCHOR = re.compile(_TAG.format(name="a"))
_SCRIPT = re.compile(_TAG.format(name="script"))
_SERVER_ONLY = re.compile(r"<li data-server-only>.*?</li>\s*", re.DOTALL)
_HREF = re.compile(r'(?<=\shref=")[^"]*(?=")')
_MODULE = re.compile(r'\stype="module"')
_BODY = re.compile(_TAG.format(name="body"))
# 资源管理器只把点开的这一个文件从压缩包里拿出来；样式表在，这些话就不显示
_UNPACK = (
    '<div class="unpack"><p><strong>请先解压，再打开。</strong></p>'
    "<p>这个网页没有找到和它放在一起的其他文件，多半是直接在压缩包里打开的。请关掉它，在压缩包上点右键，"
    "选“全部解压缩”（有的软件叫“解压到当前文件夹”），再到解压出来的文件夹里双击 index.html。</p>"
    "<p>已经解压了还看到这些话，就是解压得不完整，或者只复制了其中几个文件：请重新解压，把整个文件夹放在一起。</p>"
    "<hr></div>"
)


def folder_page(html: str, path: str) -> str:
    """Return the page at ``path`` (``criteria/13/index.html``) as it stands in the folder, but for its policy."""
    html = _SERVER_ONLY.sub("", html)
    html = _ANCHOR.sub(_on_attribute(_HREF, _file_link), html)
    # 经典脚本要 defer 才与模块一样，等页面读完再运行
    html = _SCRIPT.sub(lambda found: _MODULE.sub(" defer", found[0]), html)
    own = posixpath.relpath(SCRIPT, posixpath.dirname(path) or ".")
    html = _BODY.sub(lambda found: f"{found[0]}{_UNPACK}", html)
    return with_head_element(html, f'<script src="{own}"></script>')


def linked_files(html: str, path: str) -> set[str]:
    """Return the files of the copy that the page at ``path`` lets its reader open or save."""
    addresses = (value for tag in _ANCHOR.findall(html) for value in _HREF.findall(tag))
    paths = (unquote(urlsplit(address).path) for address in addresses if _is_local(address))
    return {posixpath.normpath(posixpath.join(posixpath.dirname(path), own)) for own in paths}


def _on_attribute(
    attribute: re.Pattern[str], change: Callable[[str], str]
) -> Callable[[re.Match[str]], str]:
    return lambda tag: attribute.sub(lambda value: change(value[0]), tag[0])


def _file_link(address: str) -> str:
    """Return ``address`` with the file that a server would take for a folder."""
    if not _is_local(address):
        return address
    parts = urlsplit(address)
    last = parts.path.rsplit("/", 1)[-1]
    if last not in {"", ".", ".."}:
        return address
    slash = "/" if last else ""
    path = posixpath.normpath(f"{parts.path}{slash}{INDEX}")
    return urlunsplit(parts._replace(path=path))


def _is_local(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.path) and not parts.scheme and not parts.netloc

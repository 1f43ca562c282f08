"""A page of the folder copy: the same page, with links that name files and scripts that need no server."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from macros.site.policy import with_head_element

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .editions import SiteEditions

INDEX = "index.html"
SCRIPT = "assets/js/folder.js"

_TAG = r'<{name}\b(?:[^>"]|"[^"]*")*>'
_ANCHOR = re.compile(_TAG.format(name="a"))
_SCRIPT = re.compile(_TAG.format(name="script"))
_SERVER_ONLY = re.compile(r"<li data-server-only>.*?</li>\s*", re.DOTALL)
_HREF = re.compile(r'(?<=\shref=")[^"]*(?=")')
_MODULE = re.compile(r'\stype="module"')
_BODY = re.compile(_TAG.format(name="body"))
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_LEADING = re.compile(r'\s(?:href|data-edition|data-check-page)="[^"]*"')
# 资源管理器只把点开的这一个文件从压缩包里拿出来；样式表在，这些话就不显示
_UNPACK = (
    '<div class="unpack"><p><strong>请先解压，再打开。</strong></p>'
    "<p>这个网页没有找到和它放在一起的其他文件，多半是直接在压缩包里打开的。请关掉它，在压缩包上点右键，"
    "选“全部解压缩”（有的软件叫“解压到当前文件夹”），再到解压出来的文件夹里双击 index.html。</p>"
    "<p>已经解压了还看到这些话，就是解压得不完整，或者只复制了其中几个文件：请重新解压，把整个文件夹放在一起。</p>"
    "<hr></div>"
)
_SIGNPOST = """\
<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
{title}
<link rel="canonical" href="{way}">
<script>location.replace(document.querySelector("link").href + location.hash)</script>
</head>
<body><p>这个地址的内容在<a href="{way}">这一页</a>。</p></body>
</html>
"""


def folder_page(html: str, path: str, editions: SiteEditions) -> str:
    """Return the page at ``path`` (``criteria/13/index.html``) as it stands in the folder, but for its policy.

    Links to older editions become plain words, those to lasting addresses lead to the page at the root.
    """
    html = _SERVER_ONLY.sub("", html)
    html = _ANCHOR.sub(_on_attribute(_HREF, _file_link), html)
    html = _ANCHOR.sub(lambda found: _led(found[0], path, editions), html)
    # 经典脚本要 defer 才与模块一样，等页面读完再运行
    html = _SCRIPT.sub(lambda found: _MODULE.sub(" defer", found[0]), html)
    own = posixpath.relpath(SCRIPT, posixpath.dirname(path) or ".")
    html = _BODY.sub(lambda found: f"{found[0]}{_UNPACK}", html)
    return with_head_element(html, f'<script src="{own}"></script>')


def signpost(html: str, path: str, twin: str) -> str:
    """Return a page that leads from the lasting address ``path`` to the page ``twin``, which says the same as ``html``.

    The words ahead of the link are for browsers that run no scripts.
    """
    found = _TITLE.search(html)
    title = found[0] if found else ""
    way = quote(posixpath.relpath(twin, posixpath.dirname(path)))
    return _SIGNPOST.format(title=title, way=way)


def linked_files(html: str, path: str) -> set[str]:
    """Return the files of the copy that the page at ``path`` lets its reader open or save."""
    return {file for tag in _ANCHOR.findall(html) for file in _targets(tag, path)}


def _targets(tag: str, path: str) -> Iterator[str]:
    """Yield the file that an anchor on the page at ``path`` leads to."""
    for address in _HREF.findall(tag):
        if _is_local(address):
            own = unquote(urlsplit(address).path)
            yield posixpath.normpath(posixpath.join(posixpath.dirname(path), own))


def _led(tag: str, path: str, editions: SiteEditions) -> str:
    """Return an anchor of the page at ``path`` that leads nowhere but within the copy."""
    target = next(_targets(tag, path), "")
    if target in editions.older:
        return _LEADING.sub("", tag)
    twin = editions.twins.get(target)
    return _HREF.sub(lambda found: _relative(found[0], path, twin), tag) if twin else tag


def _relative(address: str, path: str, target: str) -> str:
    """Return ``address`` on the page at ``path`` with ``target`` for its file."""
    way = "" if target == path else quote(posixpath.relpath(target, posixpath.dirname(path)))
    return urlunsplit(urlsplit(address)._replace(path=way))


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

"""The folder copy as a zip: equal contents make equal archives, byte for byte."""

from __future__ import annotations

from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from macros.tools.cache import data_key

from .folder import folder_copy
from .zipping import Packed, pack, write_zip

if TYPE_CHECKING:
    from pathlib import Path

    from macros.tools.cache import Cache

README = "使用说明.txt"
_LARGE = 100_000
"""Bytes from which packing takes longer than looking in the cache."""

_WORDS = """\
{title}
离线副本（不用安装，不用联网）

怎样打开
  1. 先把压缩包整个解压到一个文件夹（不要在压缩软件里直接打开）。
  2. 双击文件夹里的 index.html，用浏览器打开。
     建议使用 Chromium 内核的浏览器（如 Edge、Chrome 以及国产浏览器的“极速模式”），内核版本 88 以上。
     新版 Firefox 也可以使用（在 153 版上试过）。IE 和“兼容模式”不能用。

能做什么
  · 阅读全部细则和说明、检索、查词语解释；
  · 自查自评：在浏览器里计分，保存为文件，以后再打开。

数据在哪里
  · 这份副本不连接网络，填写的内容不会发送到任何地方。
  · 填写的内容保存在这台电脑的浏览器里。换电脑、换浏览器、清除浏览器数据以后就看不到了，
    请经常用自查页上的“保存到文件”留一份。
  · 用 Chromium 内核的浏览器时，这台电脑上双击打开的其他网页文件在技术上也能读到这些内容；
    用 Firefox 时，移动或改名这个文件夹以后，原来填写的内容就看不到了。用完后保存到文件最稳妥。

版本
  {release}
"""


def readme(title: str, release: str) -> str:
    """Return the words that go with the copy, for somebody who has never opened such a folder."""
    return _WORDS.format(title=title, release=release)


def write_archive(  # noqa: PLR0913 - what it is made of, and where it goes
    cache: Cache, scripts: Path, site: Path, archive: Path, words: str, *, older: bool = False
) -> int:
    """Write the folder copy of the published ``site`` into ``archive``; return its size in bytes.

    ``scripts`` is the folder with the classic scripts. The archive unpacks to one folder, called like it, with
    ``words`` for its reader; ``older`` editions are in it only where asked for.
    """
    files = folder_copy(scripts, site, older=older)
    # Windows 的记事本要有标记才认得 UTF-8
    files[README] = words.replace("\n", "\r\n").encode("utf-8-sig")
    members = (
        (f"{archive.stem}/{path}", _packed(cache, files[path]))
        for path in sorted(files, key=PurePosixPath)
    )
    archive.parent.mkdir(parents=True, exist_ok=True)
    fresh = archive.with_name(f"{archive.name}.new")
    with fresh.open("wb") as out:
        write_zip(out, members)
    fresh.replace(archive)
    return archive.stat().st_size


def _packed(cache: Cache, data: bytes) -> Packed:
    if len(data) < _LARGE:
        return pack(data)
    return cache.value_for("packed", data_key(data), partial(pack, data))

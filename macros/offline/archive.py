"""The folder copy as a zip: equal contents make equal archives, byte for byte."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from .folder import write_folder

README = "使用说明.txt"
# zip 能写的最早时间；真实时间会让同样的内容得出不同的压缩包
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PERMISSIONS = 0o644 << 16

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


def write_archive(root: Path, site: Path, archive: Path, words: str) -> int:
    """Write the folder copy of the published ``site`` into ``archive``; return its size in bytes.

    It unpacks to one folder, called like the archive, with ``words`` for its reader.
    """
    archive.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / archive.stem
        write_folder(root, site, folder)
        # Windows 的记事本要有标记才认得 UTF-8
        (folder / README).write_text(words, encoding="utf-8-sig", newline="\r\n")
        fresh = archive.with_name(f"{archive.name}.new")
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as target:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                target.writestr(_entry(path.relative_to(scratch).as_posix()), path.read_bytes())
        fresh.replace(archive)
    return archive.stat().st_size


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _PERMISSIONS
    return entry

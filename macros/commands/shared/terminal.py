"""The terminal: output that cannot fail for want of a character nor command it, and what the system says in Chinese."""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from typing import TextIO, override

from macros.documents.shared.plaintext import UNWANTED

# 别人的文件里的字，不能指挥看的人的终端；CSV 的开头和换行照旧
_COMMANDING = re.compile(f"(?!\ufeff|\r\n){UNWANTED.pattern}")
_WORDS = {
    errno.ENOENT: "没有这个文件或文件夹，请核对名字",
    errno.EACCES: "没有读或写它的权限",
    errno.EPERM: "没有读或写它的权限",
    errno.EROFS: "那里是只读的，写不进去",
    errno.EISDIR: "这是一个文件夹，不是文件",
    errno.ENOTDIR: "路径中间的一段是文件，不是文件夹",
    errno.EEXIST: "已经有了",
    errno.ENOTEMPTY: "文件夹里已经有东西",
    errno.ENOSPC: "磁盘满了，请先腾出空间",
    errno.EDQUOT: "磁盘配额用完了，请先腾出空间",
    errno.EFBIG: "文件太大",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被别的程序占用",
    errno.ETXTBSY: "正被别的程序占用",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EXDEV: "不在同一个磁盘上",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENOMEM: "内存不够",
    errno.EADDRINUSE: "端口已被占用，请换一个",
    errno.ENOEXEC: "这个程序不能在这台电脑上运行",
}


def system_reason(error: OSError) -> str:
    """Return what went wrong in Chinese."""
    return _WORDS.get(error.errno or 0) or error.strerror or str(error)


def system_words(error: OSError) -> str:
    """Return what went wrong in Chinese, after the file where one is named."""
    told = system_reason(error)
    names = [
        os.fsdecode(name)
        for name in (error.filename, error.filename2)
        if isinstance(name, str | bytes)
    ]
    return f"{' → '.join(names)}：{told}" if names else told


def report(text: str) -> None:
    """Print how far long work is."""
    print(f"» {text}", flush=True)


class _Shown(io.TextIOWrapper):
    """Output in which what a terminal obeys, or what hides from people, is written as its number."""

    @override
    def write(self, text: str, /) -> int:
        """Write ``text``."""
        super().write(_COMMANDING.sub(lambda found: f"\\u{ord(found[0]):04x}", text))
        return len(text)


def make_output_safe() -> None:
    """Let both outputs take any character: what knows no Chinese is given UTF-8, else a sign stands for it."""
    sys.stdout, sys.stderr = _safe(sys.stdout), _safe(sys.stderr)


def _safe(stream: TextIO) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    encoding = _encoding(stream.encoding)
    if type(stream) is not io.TextIOWrapper:
        stream.reconfigure(encoding=encoding, errors="backslashreplace")
        return stream
    by_line = stream.line_buffering
    return _Shown(stream.detach(), encoding, "backslashreplace", line_buffering=by_line)


def _encoding(own: str) -> str:
    try:
        "清廉".encode(own)
    except UnicodeEncodeError:
        return "utf-8"
    return own


def give_up_output() -> None:
    """Send what is still to be printed nowhere: whoever read it (``| head``) has gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())

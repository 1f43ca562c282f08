"""The cache of the build, by content: everything in it is named by all that it was made of, so it is never stale.

Two things can be kept: a folder that a step has filled, or a value. What names them is a key (``content_key``): the
words, the files and the program (``program``) that a step is made from or by.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# 来回切换分支时不必重做，正在用的也不会被别的进程挤掉，又不会越积越多
KEPT_FOLDERS = 8
KEPT_VALUES = 100
"""Of a kind. Values are small, and a site has several of a kind: some for each edition."""
# 用 --root 生成另一个文件夹里的项目时，组装程序仍是这里的
_CODE = Path(__file__).resolve().parents[2]
_KEY = 24
_COMPILED = "__pycache__"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cache:
    """A folder of what was made, each thing whole or not there."""

    folder: Path

    def folder_for(self, kind: str, key: str, make: Callable[[Path], None]) -> Path:
        """Return the folder for ``key``, filled by ``make`` where it is not there yet."""
        made = self.folder / f"{kind}-{key}"
        if made.is_dir():
            made.touch()
            return made
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.folder, prefix="new-") as name:
            making = Path(name) / "made"
            making.mkdir()
            make(making)
            try:
                making.rename(made)
            except OSError:
                if not made.is_dir():  # otherwise another process was faster, and made the same
                    raise
        self._forget_older(kind, KEPT_FOLDERS)
        return made

    def value_for[T](self, kind: str, key: str, make: Callable[[], T]) -> T:
        """Return the value for ``key``, made by ``make`` where it is not there yet, or cannot be read."""
        made = self.folder / f"{kind}-{key}"
        try:
            value = cast("T", pickle.loads(made.read_bytes()))  # noqa: S301 - written below
        except (OSError, pickle.UnpicklingError, EOFError):
            value = make()
            self._write(made, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
            self._forget_older(kind, KEPT_VALUES)
        else:
            made.touch()
        return value

    def _write(self, made: Path, data: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix="new-")
        with os.fdopen(handle, "wb") as fresh:
            fresh.write(data)
        Path(name).replace(made)

    def _forget_older(self, kind: str, kept: int) -> None:
        aged = []
        for path in self.folder.glob(f"{kind}-*"):
            try:
                aged.append((path.stat().st_mtime, path))
            except FileNotFoundError:  # 别的进程刚刚也在清理
                continue
        for _, path in sorted(aged, reverse=True)[kept:]:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def build_cache(root: Path) -> Cache:
    """Return the cache of the project in ``root``."""
    return Cache(folder=root / ".cache" / "build")


@cache
def program() -> str:
    """Return what changes with the program that builds: its own files, what is installed beside it, and Python."""
    files = (*package_files(_CODE / "macros"), *package_files(_CODE / "qinglian_core"))
    return content_key(installed(), files, _CODE)


def installed() -> list[str]:
    """Return the version of Python, and the name and version of every package that is installed for it."""
    # 装包的文件夹，问 sysconfig 也知道，但是浏览器里的 Python 没有它的数据
    found = find_spec("yaml")
    packages = Path(found.origin or "").parents[1].glob("*.dist-info") if found else ()
    return [sys.version, *sorted(path.name for path in packages)]


def package_files(folder: Path) -> list[Path]:
    """Return every file of a package of programs: whatever a step runs or reads is among them."""
    return sorted(
        Path(place, name)
        for place, _, names in os.walk(folder, followlinks=True)
        if _COMPILED not in Path(place).relative_to(folder).parts
        for name in names
    )


def data_key(*contents: bytes) -> str:
    """Return a key for something that the program makes of ``contents`` and nothing else."""
    total = hashlib.sha256(program().encode())
    for data in contents:
        total.update(len(data).to_bytes(8) + data)
    return total.hexdigest()[:_KEY]


def content_key(words: Iterable[str], files: Iterable[Path] = (), root: Path = _CODE) -> str:
    """Return a key for some words and for the names and contents of files."""
    total = hashlib.sha256()
    for word in words:
        total.update(word.encode() + b"\0")
    for path in files:
        data = path.read_bytes()
        base = root if path.is_relative_to(root) else _CODE
        name = path.relative_to(base).as_posix()
        total.update(f"{name}\0{len(data)}\0".encode() + data)
    return total.hexdigest()[:_KEY]

"""A cache by content: a folder is named by everything it was made of, so it is never stale."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# 来回切换分支时不必重做，正在用的也不会被别的进程挤掉，又不会越积越多
KEPT = 8
# 用 --root 生成另一个文件夹里的项目时，组装程序仍是这里的
_CODE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cache:
    """A folder of folders, each made whole or not at all."""

    folder: Path

    def folder_for(self, kind: str, key: str, make: Callable[[Path], None]) -> Path:
        """Return the folder for ``key``, made by ``make`` where it is not there yet."""
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
        self._forget_older(kind, made)
        return made

    def _forget_older(self, kind: str, newest: Path) -> None:
        others = [path for path in self.folder.glob(f"{kind}-*") if path != newest]
        others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        for folder in others[KEPT - 1 :]:
            shutil.rmtree(folder, ignore_errors=True)


def package_files(folder: Path) -> list[Path]:
    """Return every file of a package of programs: whatever a step runs or reads is among them."""
    compiled = "__pycache__"
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and compiled not in path.relative_to(folder).parts
    )


def content_key(words: Iterable[str], files: Iterable[Path], root: Path) -> str:
    """Return a key for some words and for the names and contents of files."""
    total = hashlib.sha256()
    for word in words:
        total.update(word.encode() + b"\0")
    for path in files:
        data = path.read_bytes()
        base = root if path.is_relative_to(root) else _CODE
        name = path.relative_to(base).as_posix()
        total.update(f"{name}\0{len(data)}\0".encode() + data)
    return total.hexdigest()[:16]

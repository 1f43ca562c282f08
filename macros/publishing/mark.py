"""The mark that a built site carries: the next build replaces a folder with it, or an empty one, and no other."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARK = ".qinglian-site"
_WORDS = "这个文件夹由 qinglian 生成，再次生成时整个换掉。下面是生成的全部文件。"
_SYSTEM = {"Thumbs.db", "desktop.ini", ".DS_Store"}
"""Files that a system leaves in any folder that is looked at."""
_PACKED = (".gz", ".br")
"""Endings of what a server's owner adds to a file, to send it packed."""
_FORMER = 'name="qinglian-release"'
SOURCES = (
    *("rubric", "macros", "qinglian_core", "site_src", "tests", "docs"),
    *("node_modules", ".venv", ".git"),
)
"""Folders of the project that no command writes into."""
_SHOWN = 3


class PlaceError(Exception):
    """Nothing may be written there; the text (Chinese) says why, and what to do."""


def mark_site(site: Path) -> None:
    """Write the mark of the finished ``site``: everything in it is ours."""
    names = sorted(path.relative_to(site).as_posix() for path in _files(site))
    (site / MARK).write_text("\n".join((_WORDS, *names, "")), encoding="utf-8", newline="")


def refuse_precious_folder(root: Path, out: Path) -> None:
    """Raise ``PlaceError`` unless ``out`` (resolved) may become a site: absent, empty, or a site that we built."""
    refuse_own_place(root, out)
    if out.exists() and not out.is_dir():
        raise PlaceError(f"{out} 是一个文件，不是文件夹；请换一个地方")
    if not out.is_dir():
        return
    strangers = list(islice(_strangers(out), _SHOWN + 1))
    if strangers:
        some = "、".join(strangers[:_SHOWN]) + ("等" if len(strangers) > _SHOWN else "")
        raise PlaceError(
            f"{out} 里有不是本程序生成的东西（{some}），生成网站会把它们删掉，所以没有生成；"
            "请换一个空的或还没有的文件夹，或先把它们移走"
        )


def refuse_own_place(root: Path, out: Path) -> None:
    """Raise ``PlaceError`` when ``out`` is the project, holds it, or lies among its sources."""
    root, out = root.resolve(), out.resolve()
    if root.is_relative_to(out):
        raise PlaceError(f"{out} 里就是这个项目，不能写到这里；请换一个地方，例如 site")
    inside = out.relative_to(root).parts if out.is_relative_to(root) else ()
    if inside and inside[0] in SOURCES:
        raise PlaceError(f"{inside[0]}/ 是项目自己的文件，不能写到里面；请换一个地方，例如 site")
    for parent in out.parents:
        if parent.exists() and not parent.is_dir():
            raise PlaceError(f"{parent} 是一个文件，不是文件夹；请换一个地方")


def _strangers(folder: Path) -> Iterator[str]:
    """Yield what in ``folder`` is not ours."""
    ours = _ours(folder)
    for path in folder.iterdir() if ours is None else _files(folder):
        name = path.relative_to(folder).as_posix()
        known = {name, *(name.removesuffix(ending) for ending in _PACKED)}
        if path.name not in _SYSTEM and not (ours or set()) & known:
            yield name


def _ours(folder: Path) -> set[str] | None:
    """Return the files of the site that was built in ``folder``; None where there is none."""
    mark = folder / MARK
    if mark.is_file():
        return {MARK, *_text(mark).splitlines()[1:]}
    # 以前生成的网站没有标记，但是每一页写着发布的号；离线副本也写着，不过没有 sw.js
    home = folder / "index.html"
    if home.is_file() and (folder / "sw.js").is_file() and _FORMER in _text(home):
        return {path.relative_to(folder).as_posix() for path in _files(folder)}
    return None


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())

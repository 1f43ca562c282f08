# ruff: noqa: INP001 不是包：Python 启动时自己导入
"""Every folder is read backwards: no order of files may be relied on but one that is asked for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

_scandir, _listdir = os.scandir, os.listdir


class _Backwards:
    """What ``os.scandir`` returns, last name first."""

    def __init__(self, place: Any) -> None:  # noqa: ANN401 - as os.scandir
        with _scandir(place) as found:
            self._entries = iter(sorted(found, key=lambda entry: entry.name, reverse=True))

    def __iter__(self) -> Iterator[os.DirEntry[Any]]:
        return self._entries

    def __next__(self) -> os.DirEntry[Any]:
        return next(self._entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._entries = iter(())


def _read_backwards(place: Any = ".") -> Any:  # noqa: ANN401 - as os.listdir
    return sorted(_listdir(place), reverse=True)


os.scandir = lambda place=".": _Backwards(place)  # type: ignore[assignment]
os.listdir = _read_backwards  # type: ignore[assignment]

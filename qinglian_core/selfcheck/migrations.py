"""Migration of save files, one step a version, each a function from plain data to plain data.

Version 1 had answers, estimates and notes; dates stood at the top. Version 2 puts them under ``dates`` and
adds reasons, evidence, tasks and ``former``. Version 3 adds to a record the digest of the text that it answers, and
whether it has still to be looked at again. Version 4 adds to a task until when it is to be done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.faults import AnswerError, Fault

if TYPE_CHECKING:
    from collections.abc import Callable

FORMAT = "qinglian-self-check"
VERSION = 4
EXPORT_FORMAT = "qinglian-export"

Plain = dict[str, object]


def _from_1(data: Plain) -> Plain:
    dates = {key: data[key] for key in ("created", "modified") if key in data}
    rest = {key: value for key, value in data.items() if key not in dates}
    return {**rest, "version": 2, "dates": dates}


def _from_2(data: Plain) -> Plain:
    return {**data, "version": 3}


def _from_3(data: Plain) -> Plain:
    return {**data, "version": 4}


_STEPS: dict[int, Callable[[Plain], Plain]] = {1: _from_1, 2: _from_2, 3: _from_3}


def self_check_in(data: object) -> object:
    """Return the self-check that an export as JSON holds beside its results; other data as it is."""
    if isinstance(data, dict) and data.get("format") == EXPORT_FORMAT:
        return data.get("check")
    return data


def migrated(data: object) -> Plain:
    """Return ``data`` in the present version; raise ``AnswerError`` when it is foreign, newer or has no version."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _refused(
            "S003", "format", "这不是本站保存的自查文件；请选择从自查页“保存到文件”得到的文件"
        )
    version = data.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise _refused(
            "S005", "version", "文件没有写明可用的版本，可能被改动过；请换用另一份保存的文件"
        )
    if version > VERSION:
        message = f"文件由更新的版本保存（{version}），本页只能读到 {VERSION}；请打开新版网站再试"
        raise _refused("S005", "version", message)
    while version < VERSION:
        data = _STEPS[version](data)
        version += 1
    return data


def _refused(code: str, key: str, message: str) -> AnswerError:
    return AnswerError((Fault(code=code, path=(key,), message=message),))

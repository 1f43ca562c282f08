"""The text in the bytes of a save file, whatever an editor made of its encoding."""

from __future__ import annotations

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_UNMARKED = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")


def file_text(data: bytes) -> str | None:
    """Return the text in ``data``; None where it is none.

    Ours are UTF-8. An editor may have saved one again as UTF-16 (told by its mark) or as GB18030, which takes
    many other bytes too: what has no mark and is not UTF-8 counts only where it begins as JSON does.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    for encoding in _UNMARKED:
        text = _decoded(data, encoding)
        if text is not None and (encoding == "utf-8" or _begins_as_json(text)):
            return text
    return None


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _begins_as_json(text: str) -> bool:
    return text.lstrip(" \t\r\n").startswith("{") and "\0" not in text

"""A value put into a YAML file, all else of which stays as it is written, comments too."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from macros.importing.yamlblocks import Block, as_list, entries, parse_block
from macros.loading.yamlsource import parse_source

from .emitting import emitted

if TYPE_CHECKING:
    from qinglian_core.faults import Path


class EditError(ValueError):
    """A value cannot be put there; the text (Chinese) says why."""


def with_value(text: str, path: Path, value: object) -> str:
    """Return the YAML ``text`` with ``value`` at ``path``; None takes out what is there, as does an empty list's last.

    An index one past the end of a list adds to it. Raises ``EditError`` where the text cannot be read, or there is
    no such place.
    """
    data = parse_source(text, "").data
    if not isinstance(data, dict) or not path or not isinstance(path[0], str):
        raise EditError("这个文件现在读不出来；请先在“原样文字”里改好")
    changed = deepcopy(data)
    _put(changed, path, exact(value))
    block, key = file_block(text, data), path[0]
    section = _section(block, key, path[1:], data.get(key), changed)
    return block.with_sections(**{key: section}).text


def file_block(text: str, data: dict[str, Any]) -> Block:
    """Return the ``data`` of the YAML ``text`` as written there; where that is one mapping in braces, written anew."""
    block = parse_block(text)
    if _is_by_keys(block):
        return block
    comments = "".join(line for line in block.head.splitlines(keepends=True) if line[0] == "#")
    return Block(head=comments, sections={key: emitted(key, one) for key, one in data.items()})


def list_blocks(block: Block, key: str, values: list[dict[str, Any]]) -> list[Block]:
    """Return the entries at ``key``, which say ``values``, as written there; a list in brackets is written anew."""
    found = entries(block.sections.get(key, ""))
    return found if len(found) == len(values) else [_whole(value) for value in values]


def _is_by_keys(block: Block) -> bool:
    """Whether every key of a mapping is on lines of its own: else its braces stand before the first that is."""
    lines = [line.strip() for line in block.head.splitlines()]
    return all(not line or line[0] == "#" or line == "---" for line in lines)


def exact(value: object) -> object:
    """Return plain data from JSON with decimals for its floats, as YAML files are read."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, list):
        return [exact(one) for one in value]
    if isinstance(value, dict):
        return {key: exact(one) for key, one in value.items()}
    return value


def numbered(value: object) -> object:
    """Return plain data with floats for its decimals, of which none has more digits than a float keeps."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list):
        return [numbered(one) for one in value]
    if isinstance(value, dict):
        return {key: numbered(one) for key, one in value.items()}
    return value


def _put(data: Any, path: Path, value: object) -> None:  # noqa: ANN401 - plain data of any shape
    *way, last = path
    try:
        for step in way:
            data = data[step]
        if isinstance(data, list) and isinstance(last, int):
            data[last : last + 1] = [] if value is None else [value]
        elif value is None:
            data.pop(last, None)
        else:
            data[last] = value
    except (KeyError, IndexError, TypeError, AttributeError):
        raise EditError("没有找到要改的地方，多半是刚刚被改过；请重新打开再改") from None


def _section(
    block: Block, key: str, path: Path, before: object, changed: dict[str, Any]
) -> str | None:
    """Return the section of ``key``: the one entry of its list that is concerned anew, or all of it."""
    if key not in changed:
        return None
    value = changed[key]
    lists = _is_list_of_mappings(before or []) and _is_list_of_mappings(value)
    if not path or not isinstance(path[0], int) or not lists:
        return emitted(key, value)
    blocks = list_blocks(block, key, cast("list[dict[str, Any]]", before or []))
    if len(blocks) == len(value):
        index = path[0]
        blocks[index] = _entry(blocks[index], path[1:], value[index])
    elif len(blocks) < len(value):
        blocks.insert(path[0], _whole(value[path[0]]))
    else:
        del blocks[path[0]]
    return as_list(key, blocks) if blocks else emitted(key, value)


def _is_list_of_mappings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _entry(block: Block, path: Path, value: dict[str, Any]) -> Block:
    """Return an entry of a list, ``path`` being the place in it that has changed."""
    if not path or not _is_by_keys(block):
        return _whole(value)
    key = str(path[0])
    return block.with_sections(**{key: emitted(key, value[key]) if key in value else None})


def _whole(value: dict[str, Any]) -> Block:
    return Block(head="", sections={key: emitted(key, one) for key, one in value.items()})

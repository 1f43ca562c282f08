"""Whole clauses and items added to an edition or taken out of it, and where they come from with them; drafts let go."""

from __future__ import annotations

import re
from itertools import chain, count
from typing import TYPE_CHECKING, cast

from macros.loading.folders import REGISTRY, RUBRIC
from macros.loading.registry import State

from .editing import EditError, with_value
from .emitting import emitted
from .outline import clauses_in, plain_projects
from .revising import lineage_path, with_clause, without_clause

if TYPE_CHECKING:
    from collections.abc import Iterable

    from macros.loading.yamlsource import Source

    from .project import Project

    Data = dict[str, object]
    Files = dict[str, str | None]

_ID = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_OFFICIAL = {"title": "", "points": 1, "standard": ""}
"""What an item has of its own in a document; one whose table has no such column has none of it."""
_FROZEN = "这一版已经定稿，不能改；要改的写进新的一版"


def with_item(project: Project, edition: str, part: str, item: str) -> tuple[str, Files]:
    """Return the file of a new item called ``item``, and what is to be written; nothing but blanks in it.

    It comes last in the project called ``part``, if the edition has such. Raises ``EditError``.
    """
    _refuse_frozen(project, edition)
    folder = project.folder(edition)
    words = folder.words
    known = {str(one.get("id")): one for one in map(_data, folder.items)}
    if not _ID.fullmatch(item):
        raise EditError(f"“{item}”不能作{words.item_number}：只用文字和数字，中间可以有点和连字符")
    if item in known:
        raise EditError(f"已经有{words.item_label(item)}了，请换一个{words.item_number}")
    texts = project.texts()
    path = _free_path(edition, item, texts)
    own: Data = {"id": item, **_as_others(known.values())}
    data = {**own, "clauses": [blank_clause(f"{item}.1")]}
    heads = (texts[one.file].partition("\n")[0] for one in folder.items)
    head = next((line for line in heads if line.startswith("# yaml-language-server")), "")
    text = "".join(emitted(key, value) for key, value in data.items())
    files: Files = {path: f"{head}\n{text}" if head else text}
    listed = plain_projects(folder)
    for index, one in enumerate(listed):
        if one["id"] == part:
            items = [*cast("list[str]", one["items"]), item]
            files |= _put(project, folder.edition.file, ("projects", index, "items"), items)
    if listed and len(files) == 1:
        raise EditError("没有找到要放进的部分，多半是刚刚被改过；请再试一次")
    return path, files | _descending(project, edition, new=[f"{item}.1"])


def without_item(project: Project, edition: str, item: str) -> Files:
    """Return what is to be written, and taken away, so that an edition is without an item; raise ``EditError``."""
    _refuse_frozen(project, edition)
    folder = project.folder(edition)
    source = _item(folder.items, item)
    if len(folder.items) == 1:
        unit = folder.words.item_unit
        raise EditError(f"只剩这一{unit}了，至少要留一{unit}")
    files: Files = {source.file: None}
    for index, one in enumerate(plain_projects(folder)):
        items = cast("list[str]", one["items"])
        if item in items:
            left = [name for name in items if name != item]
            files |= _put(project, folder.edition.file, ("projects", index, "items"), left)
    return files | _descending(project, edition, gone=_clauses(_data(source)))


def without_edition(project: Project, edition: str) -> Files:
    """Return what is to be taken away so that there is no such draft any more; raise ``EditError``."""
    entries = project.entries()
    if entries[edition].state is not State.DRAFT:
        raise EditError("只有草稿可以不要；公布过的各版一直留着")
    own = (path for path in project.texts() if path.startswith(f"{RUBRIC}/{edition}/"))
    gone: Files = dict.fromkeys(own)
    return gone | _put(project, REGISTRY, ("editions", [*entries].index(edition)), None)


def with_new_clause(project: Project, edition: str, item: str) -> tuple[str, Files]:
    """Return the id of a new clause, the last of an item, and what is to be written; raise ``EditError``."""
    _refuse_frozen(project, edition)
    source = _item(project.folder(edition).items, item)
    names = _clauses(_data(source))
    number = len(names) + 1
    while f"{item}.{number}" in names:
        number += 1
    name = f"{item}.{number}"
    files = _put(project, source.file, ("clauses", len(names)), blank_clause(name))
    return name, files | _descending(project, edition, new=[name])


def without_one_clause(project: Project, edition: str, clause: str) -> Files:
    """Return what is to be written so that an edition is without a clause; raise ``EditError``."""
    _refuse_frozen(project, edition)
    folder = project.folder(edition)
    for source in folder.items:
        names = _clauses(_data(source))
        if clause not in names:
            continue
        if len(names) == 1:
            one, item = folder.words.clause, folder.words.item_unit
            told = (
                f"这一{item}只剩这一{one}了；要整{item}不要，请回到这一{item}，点“删去这一{item}”"
            )
            raise EditError(told)
        files = _put(project, source.file, ("clauses", names.index(clause)), None)
        return files | _descending(project, edition, gone=[clause])
    raise KeyError(clause)


def blank_clause(name: str) -> Data:
    """Return a clause with nothing in it yet, of which nothing is known of how it is scored."""
    return {"id": name, "points": 1, "text": "", "parts": [{"points": 1, "start": "none"}]}


def _refuse_frozen(project: Project, edition: str) -> None:
    if project.entries()[edition].state is State.FROZEN:
        raise EditError(_FROZEN)


def _data(source: Source) -> Data:
    return cast("Data", source.data) if isinstance(source.data, dict) else {}


def _clauses(data: Data) -> list[str]:
    return [str(one.get("id", "")) for one in clauses_in(data)]


def _item(items: Iterable[Source], name: str) -> Source:
    for source in items:
        if str(_data(source).get("id")) == name:
            return source
    raise KeyError(name)


def _as_others(items: Iterable[Data]) -> Data:
    """Return blanks for what all items have."""
    others = [*items]
    return {key: blank for key, blank in _OFFICIAL.items() if all(key in one for one in others)}


def _free_path(edition: str, item: str, texts: dict[str, str]) -> str:
    stem = item.zfill(2) if item.isdecimal() else item
    more = chain([""], (f"-{number}" for number in count(2)))
    paths = (f"{RUBRIC}/{edition}/items/{stem}{one}.yaml" for one in more)
    return next(path for path in paths if path not in texts)


def _put(project: Project, file: str, path: tuple[str | int, ...], value: object) -> Files:
    return {file: with_value(project.texts()[file], path, value)}


def _descending(
    project: Project, edition: str, new: Iterable[str] = (), gone: Iterable[str] = ()
) -> Files:
    """Return the lineage with ``new`` clauses and without those ``gone``; nothing where there is no lineage."""
    path = lineage_path(edition)
    text = project.texts().get(path)
    if text is None:
        return {}
    for name in new:
        text = with_clause(text, name)
    for name in gone:
        text = without_clause(text, name)
    return {path: text}

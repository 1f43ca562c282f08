"""Marks for whoever revises in the browser: what changed is put before him even where nothing of it is in doubt.

On the command line ``qinglian diff`` lists all that; here the marks are the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.loading.review import KEY
from macros.loading.yamlsource import parse_source
from qinglian_core.revision.changes import Kind

from .editing import with_value
from .outline import clauses_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qinglian_core.criteria.table import Words
    from qinglian_core.revision.changes import ClauseChange, EditionChanges

    from .project import Project

_LOOKS = {
    Kind.REWORDED: "原文改了文字，评分办法和说明照旧沿用；请核对还合不合用",
    Kind.POINTS: "分值改了；请核对评分办法",
    Kind.MOVED: "从别的{item}移来，文字没有变；请核对是不是同一{clause}",
}
"""What to look at in a clause that nothing else is said of, by the first of these that is true of it."""
_GONE = "旧版{label}没有沿用：“{text}”。确实删去的，看过就好；漏了的，请在接着它的那一{clause}里写明从它来"
_LONGEST = 60


def mark_changes(project: Project, edition: str, changes: EditionChanges) -> None:
    """Mark in ``edition`` what changed and has no mark yet: clauses, and those of the older edition that are gone."""
    folder, texts, words = project.folder(edition), project.texts(), changes.newer.words
    marked = {(mark.file, mark.label) for mark in folder.marks}
    looks = {one.new.id: look for one in changes.clauses if one.new and (look := _look(one))}
    labels = {clause.id: clause.label for clause in changes.newer.clauses}
    for source in folder.items:
        text = texts[source.file]
        for index, name in enumerate(_clauses(text, source.file)):
            if name in looks and (source.file, labels[name]) not in marked:
                mark = {"id": "changed", "look": looks[name]}
                text = with_value(text, ("clauses", index, KEY), [mark])
        project.write({source.file: text})
    file = folder.edition.file
    text = texts[file]
    data = parse_source(text, file).data
    marks = data.get(KEY, []) if isinstance(data, dict) else []
    doubted = {str(mark.get("look", "")) for mark in marks if mark.get("id") == "gone"}
    fresh = [
        {"id": "gone", "look": _gone_look(one, words)}
        for one in changes.clauses
        if one.new is None and not _is_doubted(one, doubted)
    ]
    if fresh:
        project.write({file: with_value(text, (KEY,), [*marks, *fresh])})


def _clauses(text: str, file: str) -> list[str]:
    return [str(one.get("id", "")) for one in clauses_in(parse_source(text, file).data)]


def _look(change: ClauseChange) -> str:
    words = change.clause.words
    look = next((look for kind, look in _LOOKS.items() if kind in change.kinds), "")
    return look.format(item=words.item_unit, clause=words.clause)


def _gone_look(change: ClauseChange, called: Words) -> str:
    (clause,) = change.old
    words = clause.text if len(clause.text) <= _LONGEST else f"{clause.text[:_LONGEST]}……"
    return _GONE.format(label=clause.label, text=words, clause=called.clause)


def _is_doubted(change: ClauseChange, doubted: Iterable[str]) -> bool:
    """Return whether a look at an older clause that is gone is among ``doubted``."""
    (clause,) = change.old
    return any(look.startswith(f"旧版{clause.label}") for look in doubted)

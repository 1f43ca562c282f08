"""What changed since the edition before, and how the clauses descend from it, for somebody who looks through both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.loading.folders import LINEAGE, RUBRIC
from macros.loading.yamlsource import parse_source
from qinglian_core.amounts import amount_text
from qinglian_core.revision.changes import plain_marks
from qinglian_core.revision.comparison import edition_changes

from .editing import EditError, with_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qinglian_core.criteria.model import Clause
    from qinglian_core.revision.changes import ClauseChange, EditionChanges

    from .outline import Plain
    from .project import Project


def changes_of(project: Project, edition: str) -> EditionChanges | None:
    """Return what changed up to ``edition``; None where there is none before, or nobody has said what comes from what.

    Raises ``SourceError`` where either edition or the lineage has faults.
    """
    names = [*project.entries()]
    place = names.index(edition)
    if not place:
        return None
    older, newer = project.rubric(names[place - 1]), project.rubric(edition)
    lineage = project.reading.lineage(project.root, older, newer)
    return edition_changes(older, newer, lineage) if lineage else None


def plain_changes(changes: EditionChanges | None) -> Plain:
    """Return ``changes`` as the page shows them."""
    if changes is None:
        return {"items": [], "counts": []}
    return {
        "items": [
            {
                "label": item.item.label,
                "heading": item.item.heading,
                "texts": [
                    {"name": name, "marks": plain_marks(marks)}
                    for name, marks in item.texts(changes.newer.words)
                ],
                "points": item.points.text if item.points else "",
                "clauses": [_change(one) for one in item.clauses],
            }
            for item in changes.items
        ],
        "counts": [
            {"words": kind.label(changes.newer.words), "number": number}
            for kind, number in changes.counts.items()
        ],
    }


def _change(change: ClauseChange) -> Plain:
    return {
        "new": _clause(change.new) if change.new else None,
        "old": [_clause(one) for one in change.old],
        "kinds": [
            {"id": kind.value, "words": kind.label(change.clause.words)} for kind in change.kinds
        ],
        "older": [plain_marks(marks) for marks in change.old_marks],
        "newer": plain_marks(change.new_marks) if change.new else [],
        "effects": [effect.text for effect in change.effects],
        "why": change.why,
        "remark": change.remark,
    }


def _clause(clause: Clause) -> Plain:
    return {
        "id": clause.id,
        "label": clause.label,
        "points": amount_text(clause.points),
        "text": clause.text,
    }


def with_descent(text: str, clause: str, old: Sequence[str], why: str) -> str:
    """Return the lineage in ``text`` with ``clause`` coming from ``old``, and nothing from what no clause comes from."""
    data = _lineage(text)
    entries = data["clauses"]
    place = next((at for at, one in enumerate(entries) if one.get("new") == clause), None)
    if place is None:
        raise EditError(f"来历里没有“{clause}”；请先改好它的编号")
    before = [str(one) for one in _names(entries[place].get("old"))]
    entry = {
        "new": clause,
        **({"old": _written(old)} if old else {}),
        **({"why": why} if why else {}),
    }
    if [*before] == [*old] and "questions" in entries[place]:
        entry["questions"] = entries[place]["questions"]
    text = with_value(text, ("clauses", place), entry)
    return _with_gone(text, before, why)


def with_clause(text: str, clause: str) -> str:
    """Return the lineage in ``text`` with a new ``clause`` that comes from nowhere; as it is where it has it."""
    entries = _lineage(text)["clauses"]
    if any(one.get("new") == clause for one in entries):
        return text
    return with_value(text, ("clauses", len(entries)), {"new": clause})


def without_clause(text: str, clause: str) -> str:
    """Return the lineage in ``text`` without ``clause``: what only it came from is gone."""
    entries = _lineage(text)["clauses"]
    for place, one in enumerate(entries):
        if one.get("new") == clause:
            before = [str(name) for name in _names(one.get("old"))]
            return _with_gone(with_value(text, ("clauses", place), None), before, "")
    return text


def _with_gone(text: str, before: Sequence[str], why: str) -> str:
    """Return ``text`` with clauses among those gone that nothing comes from any more, and without those that have heirs."""
    data = _lineage(text)
    used = {str(name) for one in data["clauses"] for name in _names(one.get("old"))}
    gone = data.get("gone") or []
    left = [one for one in gone if str(one.get("old")) not in used]
    known = {str(one.get("old")) for one in left}
    reason = {"why": why} if why else {}
    left += [{"old": name, **reason} for name in before if name not in used and name not in known]
    if left == gone:
        return text
    return with_value(text, ("gone",), left or None)


def _lineage(text: str) -> dict[str, list[dict[str, object]]]:
    data = parse_source(text, LINEAGE).data
    known = data if isinstance(data, dict) else {}
    listed = [known.get("clauses"), known.get("gone") or []]
    if not all(
        isinstance(one, list) and all(isinstance(each, dict) for each in one) for one in listed
    ):
        raise EditError("来历的文件现在读不出来；请先在“原样文字”里改好")
    return known


def _names(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _written(old: Sequence[str]) -> object:
    return old[0] if len(old) == 1 else [*old]


def lineage_path(edition: str) -> str:
    """Return the file of the lineage of ``edition``, by its path in the project."""
    return f"{RUBRIC}/{edition}/{LINEAGE}"

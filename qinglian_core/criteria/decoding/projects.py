"""Decoding of projects: which items belong to each, and what it is to the total."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.criteria.applicability import is_for
from qinglian_core.criteria.model import Project
from qinglian_core.criteria.reach import is_pointless
from qinglian_core.criteria.totalling import ONE, Role

from .discrepancies import check_declared, check_sums
from .frame import decode_weight

if TYPE_CHECKING:
    from decimal import Decimal

    from qinglian_core.criteria.model import Discrepancy, Item
    from qinglian_core.criteria.table import Words
    from qinglian_core.criteria.totalling import Totalling
    from qinglian_core.reader import Reader

    from .discrepancies import Discrepancies

_WHOLE = "all"
"""The one project of a table that has no such level."""


def decode_projects(
    reader: Reader,
    items: dict[str, Item],
    discrepancies: Discrepancies,
    totalling: Totalling,
    words: Words,
) -> tuple[Project, ...]:
    """Decode the projects of the edition at ``reader``, each with its ``items``; one for all where it has none."""
    if not reader.has("projects"):
        points = reader.amount("points")
        whole = Project(id=_WHOLE, title="", points=points, items=tuple(items.values()))
        declared = discrepancies.get(("edition", ""))
        _check_items(reader, whole, declared, totalling, f"各{words.item_unit}")
        return (whole,)
    projects: list[tuple[Project, Reader]] = []
    left = dict(items)
    listed: list[object] = []
    for entry in reader.each("projects"):
        projects.append((_decode_project(entry, items, left, words), entry))
        listed.extend(place.value for place in entry.each("items"))
    reader.unique([(project.id, entry) for project, entry in projects], f"{words.project}标识")
    check_declared(reader, discrepancies, "project", {project.id for project, _ in projects}, words)
    if all(isinstance(name, str) for name in (*listed, *items)) and "" not in items:
        for name in left if listed else ():
            told = f"{words.item_label(name)}没有列在任何{words.project}的 items 里"
            reader.fault("Q036", told, key="projects")
    if sorted(map(str, listed)) == sorted(items):
        for project, entry in projects:
            if project.role is Role.BASE:
                declared = discrepancies.get(("project", project.id))
                _check_items(entry, project, declared, totalling, f"所辖各{words.item_unit}")
    return tuple(project for project, _ in projects)


def _decode_project(
    reader: Reader, items: dict[str, Item], left: dict[str, Item], words: Words
) -> Project:
    role = reader.choice("role", Role, default=Role.BASE)
    points = () if role is Role.VETO else ("points",)
    reader.keys(
        required=("id", "title", *points, "items"), optional=("points", "role", "weight", "gate")
    )
    weight = decode_weight(reader)
    if role is not Role.BASE and weight != ONE:
        reader.fault("Q085", "加分、减分、否决的部分不写 weight，请删去", key="weight")
    project = Project(
        id=reader.identifier("id"),
        title=reader.text("title"),
        points=reader.amount("points", positive=role is not Role.VETO),
        items=tuple(_members(reader, items, left, words)),
        role=role,
        weight=weight,
        gate=_decode_gate(reader, role),
    )
    if role is Role.VETO and project.points:
        reader.fault("Q084", "否决的部分（role: veto）没有分值，请删去 points", key="points")
    return project


def _decode_gate(reader: Reader, role: Role) -> Decimal | None:
    """Decode from which base score on a bonus counts; None where it always does."""
    if not reader.has("gate"):
        return None
    gate = reader.at("gate")
    gate.keys(required=("total_from",))
    if role is not Role.BONUS:
        reader.fault("Q084", "gate 只写在加分的部分（role: bonus），请删去", key="gate")
    return gate.amount("total_from")


def _check_items(
    reader: Reader,
    project: Project,
    declared: Discrepancy | None,
    totalling: Totalling,
    what: str,
) -> None:
    """Compare the points of ``project`` with those of its items, for every kind of unit."""
    sums = [
        [
            item.points * item.weight
            for item in project.items
            if is_for(item.applies, kind) and not _is_pointless(item)
        ]
        for kind in totalling.kinds
    ]
    is_rescaled = totalling.rescale is not None
    check_sums(reader, what, project.points, sums, declared, one_will_do=is_rescaled)


def _is_pointless(item: Item) -> bool:
    return not item.points and is_pointless(
        question for clause in item.clauses for question in clause.questions
    )


def _members(
    reader: Reader, items: dict[str, Item], left: dict[str, Item], words: Words
) -> list[Item]:
    """Take the items that the project at ``reader`` names out of ``left``."""
    members = []
    for place in reader.each("items"):
        name = place.as_text()
        if name in left:
            members.append(left.pop(name))
        elif name and (name in items or "" not in items):
            reason = "已列在前面" if name in items else "没有对应的文件"
            place.fault("Q036", f"{words.item_label(name)}{reason}，请核对")
    return members

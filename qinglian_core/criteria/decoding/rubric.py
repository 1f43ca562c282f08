"""Decoding of an edition: plain data to a ``Rubric``, with all faults reported at once.

The plain data are the edition's own mapping with one more key, ``items``: the list of item mappings. That is
what the YAML loader assembles and what ``rubric.json`` publishes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qinglian_core.criteria.digests import edition_digest
from qinglian_core.criteria.model import Project, Provenance, Rubric
from qinglian_core.faults import RubricError
from qinglian_core.reader import Reader, read

from .discrepancies import check_declared, check_sum, decode_discrepancies
from .gaps import decode_gaps
from .items import decode_items
from .places import decode_places

if TYPE_CHECKING:
    from qinglian_core.criteria.model import Item

    from .discrepancies import Discrepancies

FORMAT = 1
COLUMNS = 5
_SHA256 = re.compile(r"[0-9a-f]{64}")


def decode_rubric(data: object) -> Rubric:
    """Return the rubric in ``data``; raise ``RubricError`` with every fault."""
    read(data, RubricError, Reader.mapping)
    return read(data, RubricError, _decode_edition)


def _decode_edition(reader: Reader) -> Rubric:
    reader.keys(
        required=("format", "id", "title", "columns", "points", "projects", "provenance"),
        optional=("annex", "unit_label", "discrepancies", "gaps", "places"),
        judged=("items", "digest"),
    )
    if not reader.has("items"):
        reader.fault("Q001", "缺少“items”，请补上")
    if reader.has("format") and reader.mapping()["format"] != FORMAT:
        reader.fault("Q030", f"format 应为 {FORMAT}；别的格式请用相应版本的工具", key="format")
    discrepancies = decode_discrepancies(reader)
    items = decode_items(reader, discrepancies)
    projects = _decode_projects(reader, items, discrepancies)
    points = reader.amount("points")
    check_sum(
        reader,
        "各考评项目",
        points,
        [project.points for project in projects],
        discrepancies.get(("edition", "")),
    )
    _check_related(reader)
    places = decode_places(reader)
    clauses = (clause for project in projects for item in project.items for clause in item.clauses)
    digest = edition_digest(reader.text("id"), clauses)
    if reader.text("digest", default=digest) != digest:
        reader.fault("Q039", "digest 与内容不符；它由程序算出，请不要手写", key="digest")
    columns = reader.texts("columns")
    if len(columns) != COLUMNS:
        reader.fault(
            "Q031", f"columns 应有 {COLUMNS} 个表头，写了 {len(columns)} 个", key="columns"
        )
    return Rubric(
        id=reader.identifier("id"),
        title=reader.text("title"),
        annex=reader.text("annex"),
        unit_label=reader.text("unit_label"),
        columns=columns,
        points=points,
        projects=projects,
        discrepancies=tuple(discrepancies.values()),
        gaps=decode_gaps(reader, {clause.id for item in items.values() for clause in item.clauses}),
        places=places,
        provenance=_decode_provenance(reader.at("provenance")),
        digest=digest,
    )


def _decode_provenance(reader: Reader) -> Provenance:
    reader.keys(required=("name", "sha256", "verbatim"), optional=("changes", "notes"))
    digest = reader.text("sha256")
    if digest and not _SHA256.fullmatch(digest):
        reader.fault(
            "Q038",
            "sha256 应是来源文件的 64 位小写十六进制校验值；qinglian verify 会显示它",
            key="sha256",
        )
    return Provenance(
        name=reader.text("name"),
        sha256=digest,
        verbatim=reader.texts("verbatim"),
        changes=reader.texts("changes"),
        notes=reader.texts("notes"),
    )


def _decode_projects(
    reader: Reader, items: dict[str, Item], discrepancies: Discrepancies
) -> tuple[Project, ...]:
    projects: list[tuple[Project, Reader]] = []
    left = dict(items)
    listed: list[object] = []
    for entry in reader.each("projects"):
        entry.keys(required=("id", "title", "points", "items"))
        members = _members(entry, items, left)
        project = Project(
            id=entry.identifier("id"),
            title=entry.text("title"),
            points=entry.amount("points"),
            items=tuple(members),
        )
        projects.append((project, entry))
        listed.extend(place.value for place in entry.each("items"))
    reader.unique([(project.id, entry) for project, entry in projects], "考评项目标识")
    check_declared(reader, discrepancies, "project", {project.id for project, _ in projects})
    if all(isinstance(name, str) for name in (*listed, *items)) and "" not in items:
        for name in left if listed else ():
            reader.fault("Q036", f"第{name}项没有列在任何考评项目的 items 里", key="projects")
    if sorted(map(str, listed)) == sorted(items):
        for project, entry in projects:
            check_sum(
                entry,
                "所辖各项",
                project.points,
                [item.points for item in project.items],
                discrepancies.get(("project", project.id)),
            )
    return tuple(project for project, _ in projects)


def _members(reader: Reader, items: dict[str, Item], left: dict[str, Item]) -> list[Item]:
    """Take the items that the project at ``reader`` names out of ``left``."""
    members = []
    for place in reader.each("items"):
        name = place.as_text()
        if name in left:
            members.append(left.pop(name))
        elif name and (name in items or "" not in items):
            reason = "已列在前面" if name in items else "没有对应的文件"
            place.fault("Q036", f"第{name}项{reason}，请核对")
    return members


def _check_related(reader: Reader) -> None:
    """Report related clauses that the edition does not have; what is no mapping or list is told of already."""
    silent = Reader(reader.value, [], reader.path)
    clauses = [clause for item in silent.each("items") for clause in item.each("clauses")]
    known = {clause.text("id") for clause in clauses}
    for clause in clauses:
        for related in clause.at("guidance").each("related"):
            name = related.text("clause")
            if name and (name not in known or name == clause.text("id")):
                Reader(None, reader.faults, (*related.path, "clause")).fault(
                    "Q037", f"没有可以关联的第{name}条，请核对条号"
                )

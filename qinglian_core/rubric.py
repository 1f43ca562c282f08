"""Decoding of an edition: plain data to a ``Rubric``, with all faults reported at once.

The plain data are the edition's own mapping with one more key, ``items``: the list of item mappings. That is
what the YAML loader assembles and what ``rubric.json`` publishes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .amounts import ZERO, amount_text
from .clauses import decode_clause
from .digests import edition_digest
from .faults import RubricError
from .model import Clause, Discrepancy, Item, Project, Provenance, Rubric
from .plain import Reader, read

if TYPE_CHECKING:
    from decimal import Decimal

FORMAT = 1
COLUMNS = 5


def decode_rubric(data: object) -> Rubric:
    """Return the rubric in ``data``; raise ``RubricError`` with every fault."""
    return read(data, RubricError, _decode_edition)


def _decode_edition(reader: Reader) -> Rubric:
    reader.keys(
        required=("format", "id", "title", "columns", "points", "projects", "provenance", "items"),
        optional=("annex", "unit_label", "discrepancies", "digest"),
    )
    if reader.has("format") and reader.mapping()["format"] != FORMAT:
        reader.fault("Q030", f"format 应为 {FORMAT}；别的格式请用相应版本的工具", key="format")
    discrepancies = _decode_discrepancies(reader)
    items = _decode_items(reader, discrepancies)
    projects = _decode_projects(reader, items, discrepancies)
    points = reader.amount("points")
    total = sum((project.points for project in projects), start=ZERO)
    _check_sum(reader, "各考评项目", points, total, discrepancies.get(("edition", "")))
    _check_related(reader, items)
    digests = tuple(clause.digest for item in items.values() for clause in item.clauses)
    digest = edition_digest(reader.text("id"), digests)
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
        provenance=_decode_provenance(reader.at("provenance")),
        digest=digest,
    )


def _decode_provenance(reader: Reader) -> Provenance:
    reader.keys(required=("name", "sha256", "verbatim"), optional=("changes", "notes"))
    return Provenance(
        name=reader.text("name"),
        sha256=reader.text("sha256"),
        verbatim=reader.texts("verbatim"),
        changes=reader.texts("changes"),
        notes=reader.texts("notes"),
    )


Discrepancies = dict[tuple[str, str], Discrepancy]
"""By level (``item``, ``project``, ``edition``) and id."""


def _decode_discrepancies(reader: Reader) -> Discrepancies:
    found: Discrepancies = {}
    for entry in reader.each("discrepancies"):
        entry.keys(required=("id", "declared", "computed", "note"), optional=("item", "project"))
        discrepancy = Discrepancy(
            id=entry.identifier("id"),
            item=entry.text("item") or None,
            project=entry.text("project") or None,
            declared=entry.amount("declared"),
            computed=entry.amount("computed"),
            note=entry.text("note"),
        )
        if discrepancy.item and discrepancy.project:
            entry.fault("Q032", "item 和 project 只能写一个")
        level = "item" if discrepancy.item else "project" if discrepancy.project else "edition"
        found[level, discrepancy.item or discrepancy.project or ""] = discrepancy
    return found


def _check_sum(
    reader: Reader, what: str, printed: Decimal, total: Decimal, declared: Discrepancy | None
) -> None:
    """Compare the points printed at ``reader`` with the sum of what lies below."""
    if declared is None:
        if total != printed:
            reader.fault(
                "Q033",
                f"{what}的分值相加是 {amount_text(total)}，这里写的是 {amount_text(printed)}；"
                "请核对，原文如此的请在 edition.yaml 的 discrepancies 里声明",
                key="points",
            )
    elif (declared.declared, declared.computed) != (printed, total):
        reader.fault(
            "Q034",
            f"discrepancies 声明标 {amount_text(declared.declared)}、合计 {amount_text(declared.computed)}，"
            f"实际标 {amount_text(printed)}、合计 {amount_text(total)}，请改声明",
            key="points",
        )
    elif printed == total:
        reader.fault(
            "Q034", "discrepancies 里声明了不一致，但分值是一致的，请删去声明", key="points"
        )


def _decode_items(reader: Reader, discrepancies: Discrepancies) -> dict[str, Item]:
    items: dict[str, Item] = {}
    for entry in reader.each("items"):
        item = _decode_item(entry)
        if item.id and item.id in items:
            entry.fault("Q008", f"项号“{item.id}”重复了，请改用别的标识", key="id")
        if item.clauses and item.points:
            total = sum((clause.points for clause in item.clauses), start=ZERO)
            declared = discrepancies.get(("item", item.id))
            _check_sum(entry, f"第{item.id}项各条", item.points, total, declared)
        items[item.id] = item
    for (level, identifier), discrepancy in discrepancies.items():
        if level == "item" and identifier not in items:
            reader.fault(
                "Q035",
                f"discrepancies 里的“{discrepancy.id}”指向不存在的第{identifier}项",
                key="discrepancies",
            )
    return items


def _decode_item(reader: Reader) -> Item:
    reader.keys(
        required=("id", "title", "points", "standard", "clauses"),
        optional=("orientation", "search_words"),
    )
    identifier = reader.text("id")
    clauses: list[Clause] = []
    for entry in reader.each("clauses"):
        clause = decode_clause(entry, item=identifier)
        if clause.id and clause.id in [known.id for known in clauses]:
            entry.fault("Q008", f"条号“{clause.id}”重复了", key="id")
        clauses.append(clause)
    return Item(
        id=identifier,
        title=reader.text("title"),
        points=reader.amount("points"),
        standard=reader.text("standard"),
        orientation=reader.text("orientation"),
        search_words=reader.texts("search_words"),
        clauses=tuple(clauses),
    )


def _decode_projects(
    reader: Reader, items: dict[str, Item], discrepancies: Discrepancies
) -> tuple[Project, ...]:
    projects: list[tuple[Project, Reader]] = []
    left = dict(items)
    for entry in reader.each("projects"):
        entry.keys(required=("id", "title", "points", "items"))
        members = []
        for place in entry.each("items"):
            name = place.as_text()
            if name in left:
                members.append(left.pop(name))
            elif name:
                reason = "已列在前面" if name in items else "没有对应的文件"
                place.fault("Q036", f"第{name}项{reason}，请核对")
        project = Project(
            id=entry.identifier("id"),
            title=entry.text("title"),
            points=entry.amount("points"),
            items=tuple(members),
        )
        total = sum((item.points for item in members), start=ZERO)
        declared = discrepancies.get(("project", project.id))
        _check_sum(entry, "所辖各项", project.points, total, declared)
        projects.append((project, entry))
    reader.unique([(project.id, entry) for project, entry in projects], "考评项目标识")
    for name in left:
        reader.fault("Q036", f"第{name}项没有列在任何考评项目的 items 里", key="projects")
    return tuple(project for project, _ in projects)


def _check_related(reader: Reader, items: dict[str, Item]) -> None:
    known = {clause.id for item in items.values() for clause in item.clauses}
    for index, item in enumerate(items.values()):
        for number, clause in enumerate(item.clauses):
            for place, related in enumerate(clause.guidance.related if clause.guidance else ()):
                if related.clause not in known or related.clause == clause.id:
                    path = (
                        *reader.path,
                        "items",
                        index,
                        "clauses",
                        number,
                        "guidance",
                        "related",
                        place,
                        "clause",
                    )
                    Reader(None, reader.faults, path).fault(
                        "Q037", f"没有第{related.clause}条可以关联，请核对条号"
                    )

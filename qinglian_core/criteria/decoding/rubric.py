"""Decoding of an edition: plain data to a ``Rubric``, with all faults reported at once.

The plain data are the edition's own mapping with one more key, ``items``: the list of item mappings. That is
what the YAML loader assembles and what ``rubric.json`` publishes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qinglian_core.criteria.digests import edition_digest
from qinglian_core.criteria.model import Provenance, Rubric
from qinglian_core.criteria.table import Holds
from qinglian_core.criteria.totalling import Role
from qinglian_core.faults import RubricError
from qinglian_core.reader import Reader, read

from .discrepancies import check_sum, decode_discrepancies
from .frame import frames_of
from .gaps import decode_gaps
from .items import decode_items
from .places import decode_places
from .projects import decode_projects
from .table import decode_table
from .totalchecks import adds_up, check_totalling
from .totalling import TOTALLING, decode_totalling

if TYPE_CHECKING:
    from qinglian_core.criteria.table import Words

FORMAT = 1
_SHA256 = re.compile(r"[0-9a-f]{64}")


def decode_rubric(data: object) -> Rubric:
    """Return the rubric in ``data``; raise ``RubricError`` with every fault."""
    read(data, RubricError, Reader.mapping)
    return read(data, RubricError, _decode_edition)


def _decode_edition(reader: Reader) -> Rubric:
    table = decode_table(reader)
    levels = ("projects",) if table.has(Holds.PROJECT) or not table.columns else ()
    reader.keys(
        required=("format", "id", "title", "columns", "points", *levels, "provenance"),
        optional=(
            "projects",
            "annex",
            "unit_label",
            "discrepancies",
            "gaps",
            "places",
            "remarks",
            "words",
            *TOTALLING,
        ),
        judged=("items", "digest"),
    )
    if not reader.has("items"):
        reader.fault("Q001", "缺少“items”，请补上")
    if reader.has("format") and reader.mapping()["format"] != FORMAT:
        reader.fault("Q030", f"format 应为 {FORMAT}；别的格式请用相应版本的工具", key="format")
    discrepancies = decode_discrepancies(reader)
    totalling = decode_totalling(reader, table.words)
    remarks = reader.texts("remarks")
    frames = frames_of(reader, totalling, table, remarks)
    items = decode_items(reader, discrepancies, frames)
    projects = decode_projects(reader, items, discrepancies, totalling, table.words)
    points = reader.amount("points")
    if reader.has("projects"):
        check_sum(
            reader,
            f"各{table.words.project}",
            points,
            [one.points * one.weight for one in projects if one.role is Role.BASE],
            discrepancies.get(("edition", "")),
        )
    check_totalling(reader, points, totalling, projects, table.words)
    _check_related(reader, table.words)
    places = decode_places(reader)
    digest = edition_digest(reader.text("id"), projects, totalling)
    if reader.text("digest", default=digest) != digest:
        reader.fault("Q039", "digest 与内容不符；它由程序算出，请不要手写", key="digest")
    return Rubric(
        id=reader.identifier("id"),
        title=reader.text("title"),
        annex=reader.text("annex"),
        unit_label=reader.text("unit_label"),
        table=table,
        points=points,
        projects=projects,
        discrepancies=tuple(discrepancies.values()),
        gaps=decode_gaps(
            reader,
            {clause.id for item in items.values() for clause in item.clauses},
            table.words,
        ),
        places=places,
        provenance=_decode_provenance(reader.at("provenance")),
        digest=digest,
        totalling=totalling,
        adds_up=adds_up(projects, totalling),
        remarks=remarks,
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


def _check_related(reader: Reader, words: Words) -> None:
    """Report related clauses that the edition does not have; what is no mapping or list is told of already."""
    silent = Reader(reader.value, [], reader.path)
    clauses = [clause for item in silent.each("items") for clause in item.each("clauses")]
    known = {clause.text("id") for clause in clauses}
    for clause in clauses:
        for related in clause.at("guidance").each("related"):
            name = related.text("clause")
            if name and (name not in known or name == clause.text("id")):
                told = f"没有可以关联的{words.clause_label(name)}，请核对{words.clause_number}"
                Reader(None, reader.faults, (*related.path, "clause")).fault("Q037", told)

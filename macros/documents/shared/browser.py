"""The operations that this package adds to the service of a browser: documents as base64, the official table as data.

Loaded through the service's ``extend`` when a reader first asks for a document. A request is like
``{"op": "export", "kind": "docx", "check": …, "annexes": ["ledger"], "made": "2024-06-01"}``, a reply
``{"name": …, "type": …, "base64": …}``.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from qinglian_core.amounts import amount_text
from qinglian_core.criteria.table import Holds
from qinglian_core.faults import AnswerError, Fault
from qinglian_core.selfcheck.savefile import decode_self_check
from qinglian_core.units.history import compare
from qinglian_core.units.summary import summarise_units

from .comparisonbook import comparison_workbook
from .csvjson import form_csv, form_json
from .evidencelist import TITLE as EVIDENCE_TITLE
from .evidencelist import evidence_document, evidence_workbook
from .form import OWN_MARK, Form, filled_form, own_notes, rubric_notes
from .plaintext import clean
from .summarybook import summary_workbook
from .tablecells import Look, Reach, column_widths, table_cells
from .tables import Annex
from .worddocument import word_document
from .workbook import form_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from qinglian_core.browser import Service

    from .form import FormItem, FormProject

Request = dict[str, object]
Maker = TypeVar("Maker")
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv;charset=utf-8",
    "json": "application/json",
}
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s.]+')
MOST_NAME = 60
_USUAL = {
    Holds.PROJECT: 70,
    Holds.ITEM: 95,
    Holds.NUMBER: 55,
    Holds.STANDARD: 350,
    Holds.TEXT: 420,
    Holds.POINTS: 55,
    Holds.SCORE: 65,
    Holds.NOTE: 90,
}
_WHOLE = 1000
"""The width of the printed table; the columns in thousandths of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Exports:
    """The operations; ``templates`` are the blank Word forms by the digest of their edition."""

    service: Service
    templates: Mapping[str, bytes]

    def export(self, request: Request) -> object:
        """Return one document of the plain self-check in ``check``."""
        kind, maker = _chosen(_MAKERS, request)
        form = self._form(request)
        return _document(
            f"{_named_unit(form)}-{OWN_MARK}",
            form.made,
            kind,
            maker(form, self._template(form), _annexes(request)),
        )

    def export_evidence(self, request: Request) -> object:
        """Return the list of all evidence, as far as it is ready in ``check``."""
        kind, maker = _chosen(_EVIDENCE_MAKERS, request)
        form = self._form(request)
        data = maker(form, self._template(form))
        return _document(f"{_named_unit(form)}-{EVIDENCE_TITLE}", form.made, kind, data)

    def official(self, request: Request) -> object:
        """Return the filled official table as plain data, for print."""
        return plain_form(self._form(request))

    def export_comparison(self, request: Request) -> object:
        """Return the workbook of the files gathered so far, as one unit over time."""
        gathering, made = self.service.gathered(with_records=True), _made(request)
        comparison = compare(gathering.rubric, gathering.filings)
        data = comparison_workbook(
            comparison, gathering.refusals, made, _moments(request), _stopped(request)
        )
        return _document(f"{gathering.filings[0].title}-前后对照", made, "xlsx", data)

    def export_summary(self, request: Request) -> object:
        """Return the workbook of the files gathered so far, as many units."""
        gathering, made = self.service.gathered(with_records=False), _made(request)
        summary = summarise_units(gathering.rubric, gathering.filings)
        data = summary_workbook(
            summary, gathering.refusals, made, _moments(request), _stopped(request)
        )
        return _document(
            f"{len(gathering.filings)}个{gathering.rubric.words.unit}-汇总", made, "xlsx", data
        )

    def _template(self, form: Form) -> bytes:
        return self.templates.get(form.rubric.digest, b"")

    def _form(self, request: Request) -> Form:
        rubric = self.service.edition
        check = decode_self_check(rubric, request.get("check"))
        return filled_form(rubric, check, _made(request))


def install(service: Service, data: object) -> None:
    """Offer the operations to ``service``; ``data`` holds the templates in base64 by their edition's digest."""
    if not isinstance(data, dict):
        raise TypeError(data)
    templates = {name: base64.b64decode(text) for name, text in data["templates"].items()}
    exports = Exports(service=service, templates=templates)
    service.offer("export", exports.export)
    service.offer("export-evidence", exports.export_evidence)
    service.offer("official", exports.official)
    service.offer("export-comparison", exports.export_comparison)
    service.offer("export-summary", exports.export_summary)


_MAKERS: dict[str, Callable[[Form, bytes, tuple[Annex, ...]], bytes]] = {
    "docx": lambda form, template, annexes: word_document(template, form, annexes),
    "xlsx": lambda form, _template, _annexes: form_workbook(form),
    "csv": lambda form, _template, _annexes: form_csv(form),
    "json": lambda form, _template, _annexes: form_json(form),
}


_EVIDENCE_MAKERS: dict[str, Callable[[Form, bytes], bytes]] = {
    "docx": lambda form, template: evidence_document(template, form),
    "xlsx": lambda form, _template: evidence_workbook(form),
}


def _named_unit(form: Form) -> str:
    """Return the unit by which a file goes."""
    return form.unit or f"未填{form.rubric.words.unit}"


def _chosen(makers: Mapping[str, Maker], request: Request) -> tuple[str, Maker]:
    """Return the kind of document that is asked for, and what makes it."""
    kind = str(request.get("kind"))
    if kind not in makers:
        raise _refused("B010", f"不能导出成“{kind}”；可以是：{'、'.join(makers)}")
    return kind, makers[kind]


def _annexes(request: Request) -> tuple[Annex, ...]:
    known = {annex.value: annex for annex in Annex}
    named = request.get("annexes")
    names = [str(name) for name in named] if isinstance(named, list) else []
    if unknown := [name for name in names if name not in known]:
        raise _refused("B011", f"没有“{'、'.join(unknown)}”这种附表；可以是：{'、'.join(known)}")
    return tuple(known[name] for name in names)


def _made(request: Request) -> str:
    made = request.get("made")
    return made if isinstance(made, str) else ""


def _moments(request: Request) -> dict[str, str]:
    """Return what the reader's clock showed at the moments in the files; only the browser knows its zone."""
    told = request.get("moments")
    return (
        {str(moment): str(words) for moment, words in told.items()}
        if isinstance(told, dict)
        else {}
    )


def _stopped(request: Request) -> tuple[str, ...]:
    """Tell how many of the files that were chosen were not read, where the reader stopped it."""
    chosen, unread = request.get("chosen"), request.get("unread")
    if not isinstance(chosen, int) or not isinstance(unread, int) or not unread:
        return ()
    return (f"选了{chosen}个文件，读到一半停止了：其余{unread}个没有读，也没有计入。",)


def _document(title: str, made: str, kind: str, data: bytes) -> dict[str, str]:
    name = _NOT_IN_NAMES.sub("-", clean(title)).strip("-")[:MOST_NAME]
    return {
        "name": "-".join(piece for piece in (name, made) if piece) + f".{kind}",
        "type": TYPES[kind],
        "base64": base64.b64encode(data).decode("ascii"),
    }


def plain_form(form: Form) -> dict[str, object]:
    """Return the official table as JSON data: what stands where, row by row."""
    rubric = form.rubric
    widths = column_widths(form.columns, _WHOLE, _USUAL)
    return {
        "annex": rubric.annex,
        "title": rubric.title,
        "unit": f"{rubric.unit_label}{form.unit}",
        "mark": OWN_MARK,
        "columns": [
            {"head": column.head, "width": f"{width / 10:g}%"}
            for column, width in zip(form.columns, widths, strict=True)
        ],
        "items": [
            {"first": index == 0, "rows": list(_plain_rows(form, project, item))}
            for project in form.projects
            for index, item in enumerate(project.items)
        ],
        "remarks": list(rubric.remarks),
        "own_notes": list(own_notes(form)),
        "notes": list(rubric_notes(rubric)),
    }


def _plain_rows(form: Form, project: FormProject, item: FormItem) -> Iterator[list[object]]:
    """Yield the cells of each row; what reaches over several rows stands in the first, over the whole item."""
    for index, row in enumerate(item.rows):
        estimate = None if row.estimate is None else amount_text(row.estimate)
        yield [
            {
                "text": cell.text,
                "look": cell.look.value,
                "rows": 1 if cell.reach is Reach.ROW else len(item.rows),
                "estimate": estimate if cell.look is Look.SCORE else None,
            }
            for cell in table_cells(form.columns, project, item, row)
            if cell.reach is Reach.ROW or index == 0
        ]


def _refused(code: str, message: str) -> AnswerError:
    return AnswerError((Fault(code=code, path=(), message=message),))

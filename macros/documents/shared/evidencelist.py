"""The list of all evidence as documents: what to prepare, grouped by where it is kept, blank or as far as it is ready.

In a self-check an entry is ready where a clause's evidence of the same words is; what a unit wrote down besides
stands in a group of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.criteria.evidencelist import evidence_list

from .form import own_heading
from .plaintext import clean
from .spreadsheet import Spreadsheet
from .tables import Table
from .worddocument import document_with_body, laid_table
from .wordxml import GROUP_STYLE, NOTE_STYLE, TITLE_STYLE, UNIT_STYLE, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.criteria.evidencelist import EvidenceEntry
    from qinglian_core.selfcheck.savefile import Evidence

    from .form import Form

TITLE = "材料总清单"
OWN_PLACE = "本{unit}另写的材料"
UNGROUPED = "全部材料"
ABOUT = "依据写“原文”的，{0}写明要看；写“建议”的，是本站的建议，不是{0}的要求。"
READY, PARTLY, MISSING = "已备", "备了一部分", "□"
_HEADER = ("备好", "材料", "哪一{clause}", "依据", "谁来准备", "存放处和日期")
_SHARES = (7, 46, 14, 6, 11, 16)


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedEvidence:
    """One line: ``state`` tells for how many of its clauses it is ready."""

    text: str
    labels: str
    source: str
    state: str
    who: str
    where: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as a row of a table."""
        return (self.state, self.text, self.labels, self.source, self.who, self.where)


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedGroup:
    """What is kept in one place."""

    place: str
    lines: tuple[ListedEvidence, ...]


def _header(form: Form) -> tuple[str, ...]:
    return tuple(name.format(clause=form.rubric.words.clause) for name in _HEADER)


def listed_groups(form: Form) -> tuple[ListedGroup, ...]:
    """Return the list of the form's edition, filled in from its self-check if there is one."""
    groups = [
        ListedGroup(
            place=group.place or UNGROUPED,
            lines=tuple(_line(form, entry) for entry in group.entries),
        )
        for group in evidence_list(form.rubric)
    ]
    own = tuple(_own_lines(form))
    return (
        (*groups, ListedGroup(place=OWN_PLACE.format(unit=form.rubric.words.unit), lines=own))
        if own
        else tuple(groups)
    )


def _line(form: Form, entry: EvidenceEntry) -> ListedEvidence:
    clauses = [source.clause for source in entry.sources]
    rows = [_rows(form, clause.id, entry.text) for clause in clauses]
    ready = [bool(found) and all(one.ready for one in found) for found in rows]
    state = READY if all(ready) else PARTLY if any(ready) else MISSING
    return ListedEvidence(
        text=entry.text,
        labels="、".join(clause.label for clause in clauses),
        source="原文" if entry.is_written else "建议",
        state=state,
        who=_several(one.who for found in rows for one in found),
        where=_several(_place_and_day(one) for found in rows for one in found),
    )


def _rows(form: Form, clause: str, text: str) -> list[Evidence]:
    """Return what is written down of this evidence for ``clause``."""
    if form.check is None:
        return []
    return [one for one in form.check.records[clause].evidence if one.what == text]


def _own_lines(form: Form) -> Iterator[ListedEvidence]:
    """Iterate over what the unit wrote down for a clause and the list does not name there."""
    known = {
        (source.clause.id, entry.text)
        for group in evidence_list(form.rubric)
        for entry in group.entries
        for source in entry.sources
    }
    for clause in form.rubric.clauses if form.check else ():
        for one in form.check.records[clause.id].evidence if form.check else ():
            if (clause.id, one.what) not in known:
                yield ListedEvidence(
                    text=clean(one.what),
                    labels=clause.label,
                    source="",
                    state=READY if one.ready else MISSING,
                    who=clean(one.who),
                    where=_place_and_day(one),
                )


def _place_and_day(one: Evidence) -> str:
    return "，".join(text for text in (clean(one.where), clean(one.date)) if text)


def _several(texts: Iterator[str]) -> str:
    """Return what clauses say of the same evidence, each once."""
    return "；".join(dict.fromkeys(clean(text) for text in texts if text))


def evidence_document(template: bytes, form: Form) -> bytes:
    """Return the list as a Word document that looks like ``template``."""
    return document_with_body(template, "".join(_body(form)))


def _body(form: Form) -> Iterator[str]:
    yield paragraph(TITLE, TITLE_STYLE)
    yield paragraph(f"{form.rubric.unit_label}{form.unit}", UNIT_STYLE)
    for line in _notes(form):
        yield paragraph(line, NOTE_STYLE)
    for group in listed_groups(form):
        yield paragraph(group.place, GROUP_STYLE)
        rows = tuple(line.cells for line in group.lines)
        yield laid_table(Table(header=_header(form), rows=rows, shares=_SHARES))
    yield paragraph("", NOTE_STYLE)


def evidence_workbook(form: Form) -> bytes:
    """Return the list as a workbook, with the place in a column of its own to filter by."""
    book = Spreadsheet(TITLE, form.made)
    rows = tuple(
        (group.place, *line.cells) for group in listed_groups(form) for line in group.lines
    )
    header = ("平时放在哪里", *_header(form))
    book.table(TITLE, Table(header=header, rows=rows, shares=(12, *_SHARES)))
    book.notes("说明", _notes(form))
    return book.data()


def _notes(form: Form) -> tuple[str, ...]:
    return (
        f"照《{form.rubric.title}》整理。{ABOUT.format(form.rubric.words.criteria)}",
        *own_heading(form),
    )

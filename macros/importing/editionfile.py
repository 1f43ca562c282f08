"""edition.yaml of a new edition: its head, its projects, its sums, where its words come from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from macros.loading.review import KEY, ReviewMark
from macros.source.headings import likeness
from qinglian_core.amounts import amount_text

from .material import clause_points
from .reviewing import review_section
from .yamlblocks import (
    Block,
    as_list,
    as_mapping,
    comment_of,
    entries,
    figure,
    inline,
    parse_block,
    plain,
    quoted,
    scalar,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macros.loading.references import Renumbering
    from macros.source.layout import SourceProject

    from .material import Document, OlderEdition

_SAME_TITLE = 0.5
_ORDER = (
    *("format", "id", KEY, "title", "annex", "unit_label", "columns", "points", "projects"),
    *("discrepancies", "places", "gaps", "provenance"),
)


def write_edition(
    older: OlderEdition,
    document: Document,
    name: str,
    numbers: Renumbering,
    marks: Sequence[ReviewMark],
) -> str:
    """Return the text of edition.yaml."""
    base = parse_block(older.edition)
    layout = document.layout
    sections = dict(base.sections)
    sections["id"] = comment_of(base.sections["id"]) + scalar("id", name)
    for key in ("title", "annex", "unit_label"):
        text = getattr(layout, key)
        if text != getattr(older.rubric, key):
            sections[key] = scalar(key, text) if text else ""
    if layout.columns != older.rubric.table.heads:
        sections["columns"] = f"columns: [{', '.join(map(inline, layout.columns))}]\n"
    projects = _shares(older, document)
    points = sum((project.points for project in projects), start=Decimal(0))
    sections["points"] = figure("points", points)
    sections["projects"] = as_list("projects", [project.text for project in projects])
    found = list(_discrepancies(document, projects))
    sections["discrepancies"] = as_list("discrepancies", found) if found else ""
    all_marks = [*_own_marks(older, document, points), *marks]
    if found:
        look = (
            "原文的分值有对不上的地方，已经列进 discrepancies；请对着原文核对，不是原文的错就改正"
        )
        all_marks.append(ReviewMark(id="sums", look=look))
    if "gaps" in sections:
        sections["gaps"], more = _gaps(sections["gaps"], numbers)
        all_marks.extend(more)
    sections["provenance"] = _provenance(older, document)
    sections[KEY] = review_section(all_marks)
    ordered = [*_ORDER, *(key for key in sections if key not in _ORDER)]
    kept = {key: sections[key] for key in ordered if sections.get(key)}
    return Block(head=base.head, sections=kept).text


@dataclass(frozen=True, kw_only=True, slots=True)
class _Share:
    """A project of the document under its id, with its points."""

    name: str
    project: SourceProject
    points: Decimal

    @property
    def text(self) -> str:
        """The project as YAML."""
        members = ", ".join(json.dumps(item, ensure_ascii=False) for item in self.project.items)
        title = scalar("title", self.project.title)
        return f"id: {self.name}\n{title}{figure('points', self.points)}items: [{members}]\n"


def _shares(older: OlderEdition, document: Document) -> list[_Share]:
    layout = document.layout
    items = {item.id: item for item in layout.items}
    names = _project_names(older, document)
    return [
        _Share(
            name=name,
            project=project,
            points=project.points
            or sum((clause_points(items[member]) for member in project.items), start=Decimal(0)),
        )
        for name, project in zip(names, layout.projects, strict=True)
    ]


def _project_names(older: OlderEdition, document: Document) -> list[str]:
    """Return the ids of the projects: those that they had, where their titles are alike."""
    left = {project.title: project.id for project in older.rubric.projects}
    names: list[str] = []
    for number, project in enumerate(document.layout.projects, 1):
        close, title = max(((likeness(one, project.title), one) for one in left), default=(0.0, ""))
        names.append(left.pop(title) if close >= _SAME_TITLE else f"project-{number}")
    return names


def _discrepancies(document: Document, projects: Sequence[_Share]) -> Iterator[str]:
    """Yield the sums of the document that do not come out."""
    items = {item.id: item for item in document.layout.items}
    for item in document.layout.items:
        total = clause_points(item)
        if item.points is not None and item.clauses and total != item.points:
            what = (
                f"第{item.id}项标{amount_text(item.points)}分，各条相加是{amount_text(total)}分。"
            )
            yield _discrepancy(f"item-{item.id}", quoted("item", item.id), item.points, total, what)
    for one in projects:
        members = [items[name] for name in one.project.items]
        total = sum((item.points or clause_points(item) for item in members), start=Decimal(0))
        if total != one.points:
            title = one.project.title
            what = f"“{title}”标{amount_text(one.points)}分，各项相加是{amount_text(total)}分。"
            yield _discrepancy(one.name, scalar("project", one.name), one.points, total, what)


def _discrepancy(name: str, place: str, declared: Decimal, computed: Decimal, what: str) -> str:
    return (
        f"id: {name}-sum\n{place}{figure('declared', declared)}{figure('computed', computed)}"
        f"note: {inline(what + '原文如此，本站照实公布，不作折算。')}\n"
    )


def _own_marks(older: OlderEdition, document: Document, points: Decimal) -> Iterator[ReviewMark]:
    look = "editions.yaml 里这一版的名称（label）是程序起的，请改成读者分得清的名称"
    yield ReviewMark(id="label", look=look)
    look = "来源（provenance）由程序写出：名称、处理办法请核对，说得不全的补上"
    yield ReviewMark(id="provenance", look=look)
    if points != older.rubric.points:
        look = f"总分由 {amount_text(older.rubric.points)} 变成 {amount_text(points)}（各{older.rubric.words.project}相加）；请核对"
        yield ReviewMark(id="points-changed", look=look)
    if document.layout.left:
        listed = "；".join(f"{one.place}“{one.text}”" for one in document.layout.left)
        look = f"原文里有没有放进细则的文字：{listed}；已经记在 provenance.notes，请看要不要"
        yield ReviewMark(id="left-over", look=look)
    asides = list(document.source.outside)
    if asides:
        kinds = "、".join(dict.fromkeys(aside.kind.value for aside in asides))
        look = f"文件里还有不在表格里的内容（{kinds}），没有放进细则；qinglian verify 会逐处列出，请看过"
        yield ReviewMark(id="outside", look=look)


def _gaps(section: str, numbers: Renumbering) -> tuple[str, list[ReviewMark]]:
    """Return what the document leaves open, with the new numbers."""
    marks: list[ReviewMark] = []
    pieces: list[Block] = []
    for entry in entries(section):
        sections: dict[str, str] = {}
        lost: list[str] = []
        for key, text in entry.sections.items():
            if key == "near":
                sections[key] = _near(text, numbers)
            else:
                sections[key], gone = numbers.renumber(text)
                lost.extend(gone)
        pieces.append(
            Block(head=entry.head, sections={key: text for key, text in sections.items() if text})
        )
        if lost:
            name = plain(entry, "id")
            look = f"gaps 里的“{name}”说到{'、'.join(dict.fromkeys(lost))}，新版没有了；请改写"
            marks.append(ReviewMark(id="gap", look=look))
    look = "gaps 说的是旧版没有写的事；请核对新的原文有没有写"
    marks.append(ReviewMark(id="gaps", look=look))
    return comment_of(section) + as_list("gaps", pieces), marks


def _near(section: str, numbers: Renumbering) -> str:
    """Return the list of clauses with their new numbers, without those that are gone."""
    names = (
        json.loads("[" + section.partition("[")[2].partition("]")[0] + "]")
        if "[" in section
        else None
    )
    if names is None:
        return numbers.renumber(section)[0]
    kept = [numbers.clauses[name] for name in names if name in numbers.clauses]
    listed = ", ".join(json.dumps(name) for name in dict.fromkeys(kept))
    return f"near: [{listed}]\n" if kept else ""


def _provenance(older: OlderEdition, document: Document) -> str:
    """Return where the words come from: this document, and nothing of the older edition's source."""
    verbatim = ", ".join(map(inline, older.rubric.provenance.verbatim))
    changes = [
        "表格里因换行断开的文字重新接成一行，不加空格。",
        "跨页重复的单元格和表头只保留一份。",
        f"{older.rubric.words.text}各条的序号移到条号里，正文不再重复。",
    ]
    if any("修订" in aside.kind.value for aside in document.source.asides):
        changes.append("文件里带着修订：增加的字照录，删去的字没有录。")
    notes = [
        f"原文还有没有放进细则的文字：“{one.text}”（{one.place}）。" for one in document.layout.left
    ]
    title = " ".join(filter(None, (document.layout.annex, document.layout.title)))
    block = {
        "name": scalar("name", f"{title}（{document.name}）"),
        "sha256": quoted("sha256", document.source.sha256),
        "verbatim": f"verbatim: [{verbatim}]\n",
        "changes": "changes:\n" + "".join(f"  - {inline(text)}\n" for text in changes),
        "notes": "notes:\n" + "".join(f"  - {inline(text)}\n" for text in notes) if notes else "",
    }
    return as_mapping(
        "provenance", Block(head="", sections={key: text for key, text in block.items() if text})
    )

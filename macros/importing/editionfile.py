"""edition.yaml of a new edition: its head, its projects, its sums, where its words come from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from macros.loading.review import KEY, ReviewMark
from macros.source.headings import likeness
from macros.source.layout import SourceProject
from qinglian_core.amounts import amount_text
from qinglian_core.criteria.totalling import Role

from .material import clause_points
from .reviewing import review_section
from .totals import carried_once, carried_vetoes
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
    from macros.source.layout import SourceItem
    from qinglian_core.criteria.model import Project
    from qinglian_core.criteria.table import PrintedTable, Words

    from .material import Document, OlderEdition

_SAME_TITLE = 0.5
_ORDER = (
    *("format", "id", KEY, "title", "annex", "unit_label", "columns", "points", "projects"),
    *("remarks", "discrepancies", "places", "gaps", "provenance"),
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
    if layout.table.columns != older.rubric.table.columns:
        sections["columns"] = _columns(layout.table)
    projects = _shares(older, document, numbers)
    points = _total(document, projects)
    sections["points"] = figure("points", points)
    sections["projects"] = as_list("projects", [one.text for one in projects]) if projects else ""
    found = list(_discrepancies(document, projects, older.rubric.words))
    sections["discrepancies"] = as_list("discrepancies", found) if found else ""
    all_marks = [*_own_marks(older, document, points), *marks]
    if "once" in sections:
        sections["once"], more = carried_once(sections["once"], numbers, document.drafted)
        all_marks.extend(more)
    if "vetoes" in sections:
        sections["vetoes"], more = carried_vetoes(sections["vetoes"], document.drafted)
        all_marks.extend(more)
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


def _columns(table: PrintedTable) -> str:
    """Return the columns: their heads alone where they hold the usual five."""
    if table.is_plain:
        return f"columns: [{', '.join(map(inline, table.heads))}]\n"
    lines = (
        f"  - {{head: {inline(one.head)}, holds: {one.holds.value}"
        f"{f', of: {one.of.value}' if one.of else ''}}}\n"
        for one in table.columns
    )
    return "columns:\n" + "".join(lines)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Share:
    """A project of the document under its id, with its points; ``before`` is what it was in the older edition."""

    name: str
    project: SourceProject
    points: Decimal
    before: Project | None

    @property
    def is_base(self) -> bool:
        """Whether its points count in the total that is printed."""
        return self.before is None or self.before.role is Role.BASE

    @property
    def counted(self) -> Decimal:
        """What the total has of it."""
        weight = self.before.weight if self.before else Decimal(1)
        return self.points * weight if self.is_base else Decimal(0)

    @property
    def text(self) -> str:
        """The project as YAML."""
        members = ", ".join(json.dumps(item, ensure_ascii=False) for item in self.project.items)
        before = self.before
        lines = [f"id: {self.name}\n", scalar("title", self.project.title)]
        if before and before.role is not Role.BASE:
            lines.append(scalar("role", before.role.value))
        if before is None or before.role is not Role.VETO:
            lines.append(figure("points", self.points))
        if before and before.weight != Decimal(1):
            lines.append(figure("weight", before.weight))
        if before and before.gate is not None:
            lines.append(f"gate: {{total_from: {amount_text(before.gate)}}}\n")
        return "".join([*lines, f"items: [{members}]\n"])


def _shares(older: OlderEdition, document: Document, numbers: Renumbering) -> list[_Share]:
    """Return the projects; of a table that has no column for them, those of before with the items of now."""
    items = {item.id: item for item in document.layout.items}
    known = {project.id: project for project in older.rubric.projects}
    projects = document.layout.projects or _projects_of_before(older, document, numbers)
    names = _project_names(older, projects)
    return [
        _Share(
            name=name,
            project=project,
            points=project.points
            or _points_of_before(known.get(name))
            or sum((_points_of(items[member]) for member in project.items), start=Decimal(0)),
            before=known.get(name),
        )
        for name, project in zip(names, projects, strict=True)
    ]


def _points_of(item: SourceItem) -> Decimal:
    return item.points or clause_points(item)


def _points_of_before(project: Project | None) -> Decimal | None:
    """Return the most that a project can add or take: no document states it as a sum."""
    return project.points if project and project.role is not Role.BASE else None


def _projects_of_before(
    older: OlderEdition, document: Document, numbers: Renumbering
) -> tuple[SourceProject, ...]:
    """Return the projects that the older edition writes, with the items that come from theirs; new ones go with the one before."""
    if "projects" not in parse_block(older.edition).sections:
        return ()
    homes = {
        numbers.items[item.id]: project.id
        for project in older.rubric.projects
        for item in project.items
        if item.id in numbers.items
    }
    members: dict[str, list[str]] = {project.id: [] for project in older.rubric.projects}
    home = older.rubric.projects[0].id
    for item in document.layout.items:
        home = homes.get(item.id, home)
        members[home].append(item.id)
    return tuple(
        SourceProject(title=one.title, points=None, items=tuple(members[one.id]))
        for one in older.rubric.projects
        if members[one.id]
    )


def _total(document: Document, projects: Sequence[_Share]) -> Decimal:
    if not projects:
        return sum((_points_of(item) for item in document.layout.items), start=Decimal(0))
    return sum((project.counted for project in projects), start=Decimal(0))


def _project_names(older: OlderEdition, projects: Sequence[SourceProject]) -> list[str]:
    """Return the ids of the projects: those that they had, where their titles are alike."""
    left = {project.title: project.id for project in older.rubric.projects}
    names: list[str] = []
    for number, project in enumerate(projects, 1):
        close, title = max(((likeness(one, project.title), one) for one in left), default=(0.0, ""))
        names.append(left.pop(title) if close >= _SAME_TITLE else f"project-{number}")
    return names


def _discrepancies(document: Document, projects: Sequence[_Share], words: Words) -> Iterator[str]:
    """Yield the sums of the document that do not come out; what is added or taken beside the total needs none."""
    items = {item.id: item for item in document.layout.items}
    beside = {member for one in projects if not one.is_base for member in one.project.items}
    for item in document.layout.items:
        if item.id in beside:
            continue
        total = clause_points(item)
        if item.points is not None and item.clauses and total != item.points:
            label, unit = words.item_label(item.id), words.clause
            what = f"{label}标{amount_text(item.points)}分，各{unit}相加是{amount_text(total)}分。"
            yield _discrepancy(f"item-{item.id}", quoted("item", item.id), item.points, total, what)
    for one in projects:
        if not one.is_base:
            continue
        members = [items[name] for name in one.project.items]
        total = sum((_points_of(item) for item in members), start=Decimal(0))
        if total != one.points:
            title = one.project.title
            what = f"“{title}”标{amount_text(one.points)}分，各{words.item_unit}相加是{amount_text(total)}分。"
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
    if [one.holds for one in document.layout.table.columns] != [
        one.holds for one in older.rubric.table.columns
    ]:
        look = "表的各栏与旧版不同：columns 里每一栏是什么（holds）由程序照表头认出，请核对"
        yield ReviewMark(id="columns", look=look)
    if points != older.rubric.points:
        look = f"总分由 {amount_text(older.rubric.points)} 变成 {amount_text(points)}（各{older.rubric.words.project}相加）；请核对"
        yield ReviewMark(id="points-changed", look=look)
    if document.layout.left:
        listed = "；".join(f"{one.place}“{one.text}”" for one in document.layout.left)
        look = f"原文里有没有放进细则的文字：{listed}；已经记在 provenance.notes，请看要不要"
        yield ReviewMark(id="left-over", look=look)
    if older.rubric.remarks:
        look = "表格以外的原文（remarks）照旧版带来，请与新文件核对；没有的删去，新有的补上"
        yield ReviewMark(id="remarks", look=look)
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
    words = older.rubric.words
    verbatim = ", ".join(map(inline, older.rubric.provenance.verbatim))
    changes = [
        "表格里因换行断开的文字重新接成一行，不加空格。",
        "跨页重复的单元格和表头只保留一份。",
        f"{words.text}各{words.clause}的序号移到{words.clause_number}里，正文不再重复。",
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

"""The seal of an edition: digests of its official text and rules, and golden results, in ``rubric/<id>/sealed.json``."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from qinglian_core.amounts import amount_text
from qinglian_core.criteria.table import Words
from qinglian_core.faults import AnswerError, Fault

from .folders import RUBRIC
from .golden import WHOLE, golden_cases, golden_scores
from .yamlsource import SourceFault

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

    from qinglian_core.criteria.model import Clause, Item, Rubric
    from qinglian_core.criteria.table import PrintedTable
    from qinglian_core.faults import Path

    from .folders import EditionFolder
    from .registry import EditionEntry

SEAL = "sealed.json"
FORMAT = 1
UNSEALED = ("guidance", "search_words", "orientation", "gaps")
"""Keys of a clause, an item or an edition that hold words of ours alone: they are in no seal, and may be bettered."""
_USUAL = Words()
"""By these words a seal names its places, whatever an edition calls them."""
_ADVICE = "；这一版已经封存，请改回原样，要改的写进新的一版"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """Something that is sealed: its key, what people call it, its place in the data and its digest."""

    key: str
    words: str
    path: Path
    digest: str


def seal_text(rubric: Rubric) -> str:
    """Return the contents of the seal of ``rubric``."""
    places = {place.key: place.digest for place in _places(rubric)}
    head = _json({"format": FORMAT, "edition": rubric.id, "places": places})
    # 一组算例一行，看得出改了哪一组
    cases = ",\n".join(map(_json, golden_cases(rubric)))
    return f'{head[:-1]},"cases":[\n{cases}\n]}}\n'


def seal_faults(
    root: pathlib.Path, folder: EditionFolder, entry: EditionEntry, rubric: Rubric
) -> list[SourceFault]:
    """Return where an edition is not what it was when it was sealed; only a frozen one has to be."""
    if not entry.is_older:
        return []
    name = f"{RUBRIC}/{entry.id}/{SEAL}"
    path = root / name
    if not path.is_file():
        told = f"旧版要先封存：请运行 qinglian freeze {entry.id}，并把生成的这个文件一起提交"
        return [SourceFault(file=name, line=1, column=1, code="Q060", message=told)]
    try:
        seal = json.loads(path.read_bytes())
        places = cast("dict[str, str]", seal["places"])
        cases = cast("list[dict[str, dict[str, object]]]", seal["cases"])
        changed = list(_changed(rubric, places))
        golden = [] if changed else list(_golden_faults(rubric, cases))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        told = "封存的记录读不出来；它由程序写，请不要手改，从备份或版本库里找回"
        return [SourceFault(file=name, line=1, column=1, code="Q060", message=told)]
    return [
        *(folder.locate_in(rubric, fault) for fault in changed),
        *(SourceFault(file=name, line=1, column=1, code="Q062", message=told) for told in golden),
    ]


def _changed(rubric: Rubric, sealed: dict[str, str]) -> Iterator[Fault]:
    found = {place.key: place for place in _places(rubric)}
    for key, place in found.items():
        if key not in sealed:
            told = f"{place.words}是封存以后加的{_ADVICE}"
            yield Fault(code="Q061", path=place.path, message=told)
        elif sealed[key] != place.digest:
            told = f"{place.words}与封存时不同{_ADVICE}"
            yield Fault(code="Q061", path=place.path, message=told)
    for key in sealed.keys() - found.keys():
        yield Fault(code="Q061", path=(), message=f"封存时有的“{key}”没有了{_ADVICE}")


def _golden_faults(rubric: Rubric, cases: list[dict[str, dict[str, object]]]) -> Iterator[str]:
    labels = {**{clause.id: clause.label for clause in rubric.clauses}, WHOLE: "合计"}
    for number, case in enumerate(cases, start=1):
        try:
            scores = golden_scores(rubric, case["answers"])
        except AnswerError as error:
            yield f"第{number}组算例的回答现在读不出来：{error.faults[0].message}；旧版的计分不能变，请改回程序"
            continue
        for name, kept in case["scores"].items():
            if scores.get(name) != kept:
                yield (
                    f"第{number}组算例，{labels.get(name, name)}：封存时算得 {_shown(kept)}，"
                    f"现在算得 {_shown(scores.get(name))}；旧版的计分不能变，请改回程序"
                )


def _shown(figures: object) -> str:
    """Return low, high, the ends of the envelope and the own estimate: ``1、2、1、2、—``."""
    return "、".join(one or "—" for one in figures) if isinstance(figures, list) else "（没有）"


def _places(rubric: Rubric) -> Iterator[_Place]:
    """Yield everything of ``rubric`` that is official, and every clause's rules."""
    projects = [
        [
            project.id,
            project.title,
            amount_text(project.points),
            [item.id for item in project.items],
        ]
        for project in rubric.projects
    ]
    for key, words, value in (
        ("title", "标题", rubric.title),
        ("annex", "附件号", rubric.annex),
        ("unit_label", "“单位”一行", rubric.unit_label),
        ("columns", "表头", _columns(rubric.table)),
        ("points", "总分", amount_text(rubric.points)),
        ("projects", rubric.words.project, projects),
        *([("remarks", "表格以外的原文", [*rubric.remarks])] if rubric.remarks else []),
    ):
        yield _Place(key=key, words=words, path=(key,), digest=_digest(value))
    for index, item in enumerate(rubric.items):
        yield from _item_places(item, rubric.words, ("items", index))


def _columns(table: PrintedTable) -> list[object]:
    """Return the columns as they are sealed: their heads alone where they are the usual five."""
    if table.is_plain:
        return list(table.heads)
    return [[one.head, one.holds.value, one.of.value if one.of else ""] for one in table.columns]


def _item_places(item: Item, words: Words, path: Path) -> Iterator[_Place]:
    label = _USUAL.item_label(item.id)
    yield _Place(
        key=f"{label}名称",
        words=f"{item.label}的名称和分值",
        path=(*path, "title"),
        digest=_digest([item.title, amount_text(item.points)]),
    )
    yield _Place(
        key=f"{label}{_USUAL.standard}",
        words=f"{item.label}的{words.standard}",
        path=(*path, "standard"),
        digest=_digest(item.standard),
    )
    for index, clause in enumerate(item.clauses):
        yield from _clause_places(clause, (*path, "clauses", index))


def _clause_places(clause: Clause, path: Path) -> Iterator[_Place]:
    official = [clause.number, clause.text, amount_text(clause.points)]
    official += [clause.standard] if clause.standard else []
    yield _Place(
        key=f"{clause.label}原文",
        words=f"{clause.label}的原文、序号或分值",
        path=(*path, "text"),
        digest=_digest(official),
    )
    yield _Place(
        key=f"{clause.label}规则",
        words=f"{clause.label}的计分规则（包括问法和另外的读法）",
        path=(*path, "parts"),
        digest=clause.digest,
    )


def _digest(value: object) -> str:
    return hashlib.sha256(_json(value).encode()).hexdigest()[:16]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

"""Checks of how an edition comes to its total against its clauses: what is named is there, and can be told exactly."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.criteria.applicability import is_for
from qinglian_core.criteria.effects import EffectKind
from qinglian_core.criteria.questions import Count, Each, YesNo
from qinglian_core.criteria.reach import all_questions, reaches
from qinglian_core.criteria.totalling import ADDED_UP, ONE, Role
from qinglian_core.criteria.vocabulary import effects_of
from qinglian_core.reader import Reader

from .totalling import check_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from qinglian_core.criteria.model import Clause, Project
    from qinglian_core.criteria.questions import Question
    from qinglian_core.criteria.table import Words
    from qinglian_core.criteria.totalling import Once, Totalling

MOST_SETTLINGS = 256
"""Every combination of which question holds the deduction of a group that counts once is scored by itself."""


def adds_up(projects: Sequence[Project], totalling: Totalling) -> bool:
    """Whether the total is but the sum of all clauses, for every unit."""
    return totalling == ADDED_UP and all(
        project.role is Role.BASE
        and project.weight == ONE
        and all(item.weight == ONE and not item.applies for item in project.items)
        and not any(clause.applies or reaches(clause) for clause in project.clauses)
        for project in projects
    )


def check_totalling(
    reader: Reader,
    points: Decimal,
    totalling: Totalling,
    projects: Sequence[Project],
    words: Words,
) -> None:
    """Check what the edition at ``reader``, which is worth ``points``, says of its total."""
    check_kinds(_applying(reader), totalling, words)
    if projects and not any(project.role is Role.BASE for project in projects):
        told = "至少要有一个部分有基本分；加分、减分、否决的部分（role）之外还要有别的部分"
        reader.fault("Q084", told, key="projects")
    _check_every_kind(reader, totalling, projects, words)
    _check_levels(reader, points, totalling, projects)
    clauses = {clause.id: clause for project in projects for clause in project.clauses}
    _check_vetoes(reader, totalling, clauses.values(), words)
    _check_once(reader, totalling.once, clauses, words)


def _check_levels(
    reader: Reader, points: Decimal, totalling: Totalling, projects: Sequence[Project]
) -> None:
    """Report a highest level that no total can come to: of all ``points``, rescaled, and every bonus."""
    if not totalling.levels or not points:
        return
    bonus = sum(one.points for one in projects if one.role is Role.BONUS)
    base = totalling.rescale.to if totalling.rescale else points
    most, start = base + bonus, totalling.levels[0].start
    if start > most:
        told = (
            f"最高的一等从{amount_text(start)}分起，而总分最多只有{amount_text(most)}分；"
            "只录了一部分细则的，先不写 levels"
        )
        reader.fault("Q080", told, key="levels")


def _applying(reader: Reader) -> Iterator[tuple[Reader, tuple[str, ...]]]:
    """Give every place of the edition that may say to which kinds of unit it applies, and what it says."""
    silent = Reader(reader.value, [], reader.path)
    for item in silent.each("items"):
        places = [item]
        for clause in item.each("clauses"):
            places.append(clause)
            for part in clause.each("parts"):
                places += [part, *part.each("questions")]
        for place in places:
            names = place.texts("applies")
            yield Reader(place.value, reader.faults, place.path), names


def _check_every_kind(
    reader: Reader, totalling: Totalling, projects: Sequence[Project], words: Words
) -> None:
    for unit in totalling.units:
        base = (item for one in projects if one.role is Role.BASE for item in one.items)
        if not any(
            is_for(item.applies, unit.id) and is_for(clause.applies, unit.id)
            for item in base
            for clause in item.clauses
        ):
            told = f"没有一{words.clause}适用于“{unit.label}”（{unit.id}）的{words.unit}，请核对 applies"
            reader.fault("Q083", told, key="units")


def _check_vetoes(
    reader: Reader, totalling: Totalling, clauses: Iterable[Clause], words: Words
) -> None:
    known = {veto.id for veto in totalling.vetoes}
    used: set[str] = set()
    for clause in clauses:
        for question in all_questions(clause):
            for veto in (effect.veto for effect in effects_of(question) if effect.veto):
                used.add(veto)
                if veto not in known:
                    told = f"{words.clause_label(clause.id)}“{question.id}”的否决事项“{veto}”不在 edition.yaml 的 vetoes 里，请补上"
                    reader.fault("Q081", told, key="vetoes")
    for index, one in enumerate(totalling.vetoes):
        if one.id and one.id not in used:
            told = (
                f"没有一个问题会引起否决事项“{one.id}”；请在问题上写 veto: {one.id}，或删去它；"
                "以算出来的分作条件的（例如低于60%的不合格）不能照算，请写成一问，看着结果回答"
            )
            reader.at("vetoes").fault("Q081", told, key=index)


def _check_once(
    reader: Reader, groups: Sequence[Once], clauses: dict[str, Clause], words: Words
) -> None:
    members = Counter(member for group in groups for member in set(group.questions))
    combinations = 1
    for index, group in enumerate(groups):
        combinations *= len(group.questions)
        for number, (name, asked) in enumerate(group.questions):
            clause = clauses.get(name)
            told = _unfit(clause, asked, words) if clause else f"没有{words.clause_label(name)}"
            if not told and members[name, asked] > 1:
                told = "一个问题只能在一组里"
            if told:
                place = Reader(None, reader.faults, (*reader.path, "once", index, "questions"))
                place.fault("Q082", f"“{name}.{asked}”不能列在不重复扣的里面：{told}", key=number)
    if combinations > MOST_SETTLINGS:
        told = f"不重复扣的各组合起来有 {combinations} 种情形（最多 {MOST_SETTLINGS}），不能算得准确；请减少"
        reader.fault("Q082", told, key="once")


def _unfit(clause: Clause, name: str, words: Words) -> str:
    """Tell why the question ``name`` of ``clause`` cannot count once across clauses; empty where it can."""
    question = next((one for one in clause.questions if one.id == name), None)
    part = next((one for one in clause.parts if question in one.questions), None)
    if question is None or part is None:
        return f"{words.clause_label(clause.id)}没有这个问题"
    if not isinstance(question, (YesNo, Count, Each)):
        return "只能列是非题、计数题和逐项题"
    effect = question.effect
    reasons = (
        (
            effect.kind is not EffectKind.DEDUCT or effect.most != effect.amount,
            "只能列扣一定分数（deduct）的问题",
        ),
        (effect.reaches or part.beyond, "又追加扣除、又否决的问题要另设一问"),
        (
            question.asked_when or part.only or any(_leads(one, name) for one in clause.questions),
            "决定别的问题、或看别的答案才问的问题，以及只计一处的部分，都不能列",
        ),
        (
            [one.id for one in all_questions(clause)].count(name) > 1,
            "有另一种读法的问题不能列",
        ),
    )
    return next((reason for holds, reason in reasons if holds), "")


def _leads(question: Question, name: str) -> bool:
    gate = question.asked_when
    floor = question.at_least if isinstance(question, Count) else None
    return (gate is not None and gate.question == name) or floor == name

"""How an edition comes to its total, in sentences, where it does more than add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.criteria.applicability import is_for
from qinglian_core.criteria.totalling import ONE, Keep, Role
from qinglian_core.scoring.vetowords import outcome_words, veto_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.criteria.model import Project, Rubric


def total_rules(rubric: Rubric) -> tuple[str, ...]:
    """Return a sentence for everything that the total of ``rubric`` takes besides adding up; none where there is nothing."""
    if rubric.adds_up:
        return ()
    return (
        *_once(rubric),
        *_units(rubric),
        *_weights(rubric),
        _reaching(rubric),
        *_roles(rubric),
        *_rescaling(rubric),
        *_vetoes(rubric),
        *_levels(rubric),
    )


def _reaching(rubric: Rubric) -> str:
    item, project = rubric.words.item_unit, rubric.words.short_project
    return (
        f"从一{item}、一个{project}、总分里追加扣除的，在这一{item}、这个{project}、总分上减，最低0分；"
        "说明写明不得分的，计0分。"
    )


def _once(rubric: Rubric) -> Iterator[str]:
    labels = {clause.id: clause.label for clause in rubric.clauses}
    for group in rubric.totalling.once:
        names = "、".join(dict.fromkeys(labels[clause] for clause, _ in group.questions))
        where = {
            Keep.MOST: "只在扣得最重的一处扣，一样重的扣在先列的一处",
            Keep.FIRST: "只在先列的一处扣，后面的不再扣",
        }[group.keep]
        yield f"{names}里同样的事{where}（{group.why}）。"


def _units(rubric: Rubric) -> Iterator[str]:
    for unit in rubric.totalling.units:
        others = [
            clause.label
            for item in rubric.items
            for clause in item.clauses
            if not (is_for(item.applies, unit.id) and is_for(clause.applies, unit.id))
        ]
        if others:
            yield f"{unit.label}不考{'、'.join(others)}。"


def _weights(rubric: Rubric) -> Iterator[str]:
    for project in rubric.projects:
        if project.weight != ONE:
            yield f"“{project.title}”的得分乘以{amount_text(project.weight)}计入总分。"
        for item in project.items:
            if item.weight != ONE:
                yield f"{item.label}的得分乘以{amount_text(item.weight)}计入上一级。"


def _roles(rubric: Rubric) -> Iterator[str]:
    for project in rubric.projects:
        if project.role is Role.BONUS:
            yield f"“{project.title}”加在基本分之外，最多加{amount_text(project.points)}分{_gate(project)}。"
        elif project.role is Role.PENALTY:
            yield f"“{project.title}”里丢的分从基本分里减，最多减{amount_text(project.points)}分。"


def _gate(project: Project) -> str:
    return f"；基本分达到{amount_text(project.gate)}分才加" if project.gate is not None else ""


def _rescaling(rubric: Rubric) -> Iterator[str]:
    rescale = rubric.totalling.rescale
    if rescale is not None:
        source = f"（原文：{rescale.cite}）" if rescale.cite else ""
        to, step = amount_text(rescale.to), amount_text(rescale.step)
        yield f"基本分＝得分÷参与{rubric.words.assess}的满分×{to}{source}，四舍五入到{step}分。"


def _vetoes(rubric: Rubric) -> Iterator[str]:
    for veto in rubric.totalling.vetoes:
        kept = "" if veto.score is not None else f"，各{rubric.words.clause}的分照算"
        yield f"{veto_name(veto)}：{outcome_words(veto)}{kept}（原文：{veto.text}）。"


def _levels(rubric: Rubric) -> Iterator[str]:
    levels = rubric.totalling.levels
    if levels:
        told = "，".join(f"{amount_text(one.start)}分以上{one.label}" for one in levels)
        yield f"等次：{told}。"

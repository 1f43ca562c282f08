"""The page for whoever decides: the figure, where most is lost, what is not sure, and what to do first.

Everything on it is in words ready to print, the same on the screen and in the Word file. What is lost is what the
answers have lost for sure; the cause is the one line of the ledger that costs most. Whoever decides may never have seen
the criteria: beside the number of a clause stands how its text begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text, range_text
from qinglian_core.criteria.totalling import Role
from qinglian_core.scoring.clausescore import score_clause
from qinglian_core.scoring.headline import headline
from qinglian_core.scoring.ledger import clause_ledger
from qinglian_core.scoring.ledgerline import LineKind
from qinglian_core.scoring.totalledger import beyond_clauses, total_ledger, worthless_clauses
from qinglian_core.scoring.vetowords import above_words

from .pendinglist import pending_besides, pending_list
from .steps import StepGroup, next_steps, total_gain
from .stepwords import gain_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from qinglian_core.criteria.model import Part, Project
    from qinglian_core.criteria.table import Words
    from qinglian_core.scoring.assessment import Assessment
    from qinglian_core.scoring.clausescore import ClauseScore
    from qinglian_core.scoring.ledgerline import LedgerLine
    from qinglian_core.scoring.totals import Total

    from .savefile import SelfCheck
    from .steps import Step

TITLE = "自查情况"
OWN = "分数和范围都是本{unit}照现在的回答自己算的，不是{assess}结果。"
SIGNING = ("意见", "签字", "日期")
_MOST_LINES = 5
_MANY_ROWS, _FEW_LINES = 8, 3
"""With more rows of figures than that, fewer lines: it is one page."""
_FIRST_STEPS = 3
_COUNTS = {2: "两", 3: "三"}
_MOST_BEYOND = 2
_LONGEST_TEXT = 80
_LONGEST_NAME = 24
_TO_WRITE = "＿＿＿＿＿"
_CONDITIONS = (LineKind.SETTLED, LineKind.OPEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefLine:
    """One clause: its label and short name, a figure in words, what there is to say, and what is noted beside it."""

    clause: str
    label: str
    name: str
    figure: str
    text: str
    aside: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefSection:
    """A heading, a sentence, and lines, which may be none."""

    title: str
    lead: str
    lines: tuple[BriefLine, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Briefing:
    """The page, from top to bottom; ``projects`` are rows under ``header``, the last one of the whole."""

    subject: str
    headline: str
    notes: tuple[str, ...]
    header: tuple[str, ...]
    projects: tuple[tuple[str, ...], ...]
    sections: tuple[BriefSection, ...]


def briefing(assessment: Assessment, check: SelfCheck) -> Briefing:
    """Return the page of ``check``, of which ``assessment`` is the score."""
    words = assessment.rubric.words
    rows = tuple(_projects(assessment))
    most = _MOST_LINES if len(rows) <= _MANY_ROWS else _FEW_LINES
    worthless = worthless_clauses(assessment)
    unruled = _unruled(assessment, worthless)
    heads = (check.unit, check.period, f"{check.assessor}填" if check.assessor.strip() else "")
    return Briefing(
        subject=" · ".join(_fitting(one, _LONGEST_NAME) for one in heads if one.strip()),
        headline=headline(assessment.total, words),
        notes=tuple(_notes(assessment, check)),
        header=project_header(words),
        projects=rows,
        sections=(
            _losses(assessment, most),
            _open(assessment, worthless, unruled, most),
            *_unruled_section(assessment, unruled),
            _first_steps(assessment, worthless, check),
        ),
    )


def project_header(words: Words) -> tuple[str, ...]:
    """Return what heads the figures of the projects."""
    return (words.short_project, "满分", "自己估的", "至少", "最多")


def _notes(assessment: Assessment, check: SelfCheck) -> Iterator[str]:
    yield from above_words(assessment.total)
    words = assessment.rubric.words
    yield OWN.format(unit=words.unit, assess=words.assess)
    besides = {
        name: pending_besides(one.evidence, recheck=one.recheck)
        for name, one in check.records.items()
    }
    pending = len(pending_list(assessment, besides))
    if pending:
        yield f"还有{pending}处没有处理完，处理以后分数可能会变。"
    total = assessment.total
    if total.printed != total.points:
        printed, points = amount_text(total.printed), amount_text(total.points)
        title = assessment.rubric.title
        yield f"《{title}》表头写{printed}分，各{words.clause}加起来是{points}分；原文如此，这里照各{words.clause}计。"


def _projects(assessment: Assessment) -> Iterator[tuple[str, ...]]:
    """Give the rows of the projects, of the base score where it is not the total, and of the total."""
    words = assessment.rubric.words
    for project, total in zip(assessment.rubric.projects, assessment.projects, strict=True):
        if project.title and project.role is not Role.VETO:
            yield _project(project.title, total, _full_words(project, total), words)
    whole = assessment.total.whole
    if whole is not None and whole.bonus is not None:
        ends = (f"{amount_text(end)}分" for end in (whole.base.sure.low, whole.base.sure.high))
        points = f"{amount_text(assessment.total.points)}分"
        yield ("基本分", points, f"已估{amount_text(whole.base.estimated)}分", *ends)
    name = assessment.rubric.whole_name
    yield _project(name, assessment.total, f"{amount_text(assessment.total.points)}分", words)


def _full_words(project: Project, total: Total) -> str:
    points = f"{amount_text(total.points)}分"
    return {Role.BONUS: f"最多加{points}", Role.PENALTY: f"最多减{points}"}.get(
        project.role, points
    )


def _losing(assessment: Assessment) -> list[ClauseScore]:
    """Return the clauses of which points can be lost: what a bonus does not give is not lost."""
    bonus = {
        clause.id
        for project in assessment.rubric.projects
        if project.role is Role.BONUS
        for clause in project.clauses
    }
    return [score for score in assessment.clauses if score.clause.id not in bonus]


def _project(title: str, total: Total, full: str, words: Words) -> tuple[str, ...]:
    own = "还没有估"
    if total.estimate is not None:
        own = f"{amount_text(total.estimate)}分"
    elif total.estimated_clauses:
        own = f"{amount_text(total.estimated)}分（{total.unestimated}{words.clause}没有估）"
    ends = (f"{amount_text(end)}分" for end in (total.sure.low, total.sure.high))
    return (title, full, own, *ends)


def _losses(assessment: Assessment, most: int) -> BriefSection:
    unit = assessment.rubric.words.clause
    standing = [score for score in _losing(assessment) if not score.standing.varies]
    lost = sorted(
        ((score.lost, score) for score in standing if score.lost),
        key=lambda one: one[0],
        reverse=True,
    )
    whole = amount_text(sum((points for points, _ in lost), start=ZERO))
    told = f"按所答已经少了{whole}分，在{len(lost)}{unit}里{_first_of(lost, most, '少', unit)}；每{unit}只写一个主要原因。"
    taken = beyond_clauses(assessment)
    left = sum((line.high for line in (*total_ledger(assessment)[:1], *taken)), start=ZERO)
    beyond = [_beyond(line, told=left >= ZERO) for line in taken]
    others = f"；另有{len(beyond) - _MOST_BEYOND}处" if len(beyond) > _MOST_BEYOND else ""
    besides = (
        f"除各{unit}自己的分以外：{'；'.join(beyond[:_MOST_BEYOND])}{others}。" if beyond else ""
    )
    return BriefSection(
        title="丢分最多的",
        lead=f"{told if lost else ''}{besides}" or "按所答还没有丢分。",
        lines=tuple(
            _line(score, f"少{amount_text(points)}分", *_cause(score))
            for points, score in lost[:most]
        ),
    )


def _beyond(line: LedgerLine, *, told: bool) -> str:
    """Return what is lost beyond a clause, and how much; where more is taken than there is, that is not ``told``."""
    lost = f"，少{amount_text(-line.high)}分" if told else ""
    return f"{_fitting(line.text.rstrip('。'), _LONGEST_TEXT)}{lost}"


def _open(
    assessment: Assessment, worthless: frozenset[str], unruled: list[ClauseScore], most: int
) -> BriefSection:
    words, sure = assessment.rubric.words, assessment.total.sure
    unit = words.clause
    doubtful = [
        score
        for score in assessment.clauses
        if score.clause.has_rule and not score.sure.settled and not score.standing.varies
    ]
    found = sorted(
        (
            (score.sure.high - score.sure.low, score)
            for score in doubtful
            if score.clause.id not in worthless
        ),
        key=lambda one: one[0],
        reverse=True,
    )
    whole = sum((points for points, _ in found), start=ZERO)
    left = sum((score.clause.points for score in unruled), start=ZERO)
    told = f"{len(found)}{unit}按所答还不能确定，影响{amount_text(whole)}分{_first_of(found, most, '影响', unit)}"
    besides = f"；另外{amount_text(left)}分要到{words.assess}时评定，见下面" if left else ""
    adds_up = whole + left == sure.high - sure.low  # 加分、否决、整项不得分以后，不一定
    state = "、还没有定的，都不影响总分" if doubtful else "的，都已经能确定"
    in_all = f"一共{amount_text(whole + left)}分没有定：" if found and left and adds_up else ""
    return BriefSection(
        title="没有把握的",
        lead=f"{in_all}{told if found else f'原文写了评分办法{state}'}{besides}。",
        lines=tuple(
            _line(
                score,
                range_text(score.sure.low, score.sure.high),
                _doubt(score),
                "" if score.estimate is None else f"（自己估了{amount_text(score.estimate)}分）",
            )
            for _, score in found[:most]
        ),
    )


def _first_of(found: list[tuple[Decimal, ClauseScore]], most: int, verb: str, unit: str) -> str:
    """Tell that only the first are listed, and what the others come to."""
    others = found[most:]
    if not others:
        return ""
    points = amount_text(sum((points for points, _ in others), start=ZERO))
    return f"，下面是最多的{most}{unit}，其余{len(others)}{unit}共{verb}{points}分"


def _unruled(assessment: Assessment, worthless: frozenset[str]) -> list[ClauseScore]:
    """Return the scores of the clauses for which the text gives no rule and that count, the one with most points first."""
    found = [
        score
        for score in assessment.clauses
        if score.points and not score.clause.has_rule and score.clause.id not in worthless
    ]
    return sorted(found, key=lambda score: score.clause.points, reverse=True)


def _unruled_section(assessment: Assessment, found: list[ClauseScore]) -> Iterator[BriefSection]:
    if not found:
        return
    words = assessment.rubric.words
    every = sum(bool(score.points) and not score.clause.has_rule for score in assessment.clauses)
    which = "" if len(found) == every else "、还影响总分"
    points = amount_text(sum((score.clause.points for score in found), start=ZERO))
    own = [score.estimate for score in found if score.estimate is not None]
    whose = "自己一共" if len(own) == len(found) else f"其中{len(own)}{words.clause}自己"
    told = f"{whose}估了{amount_text(sum(own, start=ZERO))}分" if own else "还没有估"
    listed = "；".join(_with_estimate(score) for score in found)
    yield BriefSection(
        title=f"要到{words.assess}时评定的",
        lead=f"原文没有写评分办法{which}的有{len(found)}{words.clause}，共{points}分，{told}：{listed}。",
    )


def _with_estimate(score: ClauseScore) -> str:
    own = "" if score.estimate is None else f"，估{amount_text(score.estimate)}分"
    points = amount_text(score.clause.points)
    return f"{score.clause.label} {score.clause.short_name}（{points}分{own}）"


def _first_steps(
    assessment: Assessment, worthless: frozenset[str], check: SelfCheck
) -> BriefSection:
    """Choose the steps that gain most, one a clause, of clauses that are not ticked off."""
    chosen: dict[str, Step] = {}
    for step in next_steps(assessment, check):
        task = check.tasks.get(step.clause.id)
        if step.group is not StepGroup.PAST and not (task and task.done) and _pays(step, worthless):
            chosen.setdefault(step.clause.id, step)
    first = tuple(chosen.values())[:_FIRST_STEPS]
    unit = assessment.rubric.words.clause
    losing = {score.clause.id for score in _losing(assessment)}
    return BriefSection(
        title="建议先做的三件" if len(first) == _FIRST_STEPS else "建议先做的",
        lead=f"能多得分的排在前面，一样多的，丢分多的{unit}在前；各写只做这一件多得的分"
        f"{_together(assessment, check, first)}。"
        if first
        else "没有还能多得分的事。",
        lines=tuple(
            BriefLine(
                clause=step.clause.id,
                label=step.clause.label,
                name=step.clause.short_name,
                figure=step.gain_words,
                text=_fitting(step.text, _LONGEST_TEXT)
                + (_left(step) if step.clause.id in losing else ""),
                aside=_assigned(step, check),
            )
            for step in first
        ),
    )


def _together(assessment: Assessment, check: SelfCheck, steps: tuple[Step, ...]) -> str:
    """Return what ``steps`` gain when all are taken; nothing where there is but one, or only the unit can tell."""
    taken = {step.clause.id: step.entry for step in steps if step.entry is not None}
    if len(taken) < max(len(steps), 2):
        return ""
    gain = total_gain(assessment, {**check.answers, **taken})
    told = f"，{_COUNTS[len(taken)]}件都做到，一共{gain_words(gain)}"
    return told if gain.high > ZERO else ""


def _left(step: Step) -> str:
    """Return what the clause has lost all the same once ``step`` is taken."""
    lost = score_clause(step.clause, step.entry).lost if step.entry else ZERO
    own = step.clause.words.own_clause
    return f"；做到以后，{own}还少{amount_text(lost)}分" if lost else ""


def _pays(step: Step, worthless: frozenset[str]) -> bool:
    """Whether the total may gain by ``step``, or a veto is spared."""
    gained = step.in_total.high > ZERO if step.in_total else step.clause.id not in worthless
    return gained or step.relieves


def _assigned(step: Step, check: SelfCheck) -> str:
    task = check.tasks.get(step.clause.id)
    who, due = (_fitting(one, _LONGEST_NAME) for one in (task.who, task.due)) if task else ("", "")
    return f"谁来做：{who or _TO_WRITE}　期限：{due or _TO_WRITE}"


def _line(score: ClauseScore, figure: str, line: LedgerLine, aside: str = "") -> BriefLine:
    return BriefLine(
        clause=score.clause.id,
        label=score.clause.label,
        name=score.clause.short_name,
        figure=figure,
        text=_fitting(line.brief or line.text, _LONGEST_TEXT) + aside,
    )


def _fitting(text: str, longest: int) -> str:
    """Return ``text`` on one line and so short that the page stays one page; whole it stands in the annexes."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest]}……"


def _cause(score: ClauseScore) -> tuple[LedgerLine, str]:
    """Return the line that costs most, of the part that has lost most, and what to add where it names more than that."""
    parts = tuple(_by_part(score))
    part, lines = max(parts, key=lambda one: _lost(*one))
    conditions = [line for line in lines if line.kind in _CONDITIONS] or lines
    line = min(conditions, key=lambda line: line.high)
    exceeds = -line.high > part.points
    return line, f"（一共只有{amount_text(part.points)}分）" if exceeds else ""


def _lost(part: Part, lines: list[LedgerLine]) -> Decimal:
    left = (line.high for line in lines if line.kind is LineKind.LEFT)
    return part.points - next(left, part.points)


def _doubt(score: ClauseScore) -> LedgerLine:
    """Return the line on which most is open."""
    lines = [line for _, own in _by_part(score) for line in own if line.kind is not LineKind.LEFT]
    return max(lines, key=lambda line: line.high - line.low)


def _by_part(score: ClauseScore) -> Iterator[tuple[Part, list[LedgerLine]]]:
    """Return each part with its lines: a part begins with the line of its start."""
    groups: list[list[LedgerLine]] = []
    for line in clause_ledger(score):
        if line.kind is LineKind.START:
            groups.append([])
        groups[-1].append(line)
    yield from zip(score.clause.parts, groups, strict=True)


def plain_briefing(page: Briefing) -> dict[str, object]:
    """Return the page as JSON data."""
    return {
        "subject": page.subject,
        "headline": page.headline,
        "notes": list(page.notes),
        "projects": [list(row) for row in page.projects],
        "sections": [
            {
                "title": section.title,
                "lead": section.lead,
                "lines": [
                    {
                        "clause": line.clause,
                        "label": line.label,
                        "name": line.name,
                        "figure": line.figure,
                        "text": line.text,
                        "aside": line.aside,
                    }
                    for line in section.lines
                ],
            }
            for section in page.sections
        ],
    }

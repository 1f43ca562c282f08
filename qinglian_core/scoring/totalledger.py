"""The ledger of a total that is more than a sum of clauses: every line that leads from the clauses to it.

At either end the lines before the last add up to it. Where several things are open together, a line may tell that what
they move does not come together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text, range_text
from qinglian_core.criteria.effects import Scope
from qinglian_core.criteria.totalling import ONE, Role

from .ledgerline import LedgerLine, LineKind
from .points import Range
from .takenwords import taken_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from qinglian_core.criteria.model import Clause, Item, Project
    from qinglian_core.criteria.table import Words
    from qinglian_core.criteria.totalling import Rescale

    from .assessment import Assessment
    from .clausescore import ClauseScore
    from .totals import Total
    from .whole import Whole


def total_ledger(assessment: Assessment) -> tuple[LedgerLine, ...]:
    """Return the lines that lead to the total; none where it is but the sum of the clauses."""
    whole = assessment.total.whole
    return tuple(_Ledger(assessment, whole).lines()) if whole else ()


def beyond_clauses(assessment: Assessment) -> tuple[LedgerLine, ...]:
    """Return the lines of what is surely taken from a whole item, a whole project or the total, not from one clause."""
    whole = assessment.total.whole
    lines = _Ledger(assessment, whole).beyond() if whole else ()
    return tuple(line for line in lines if line.high < ZERO)


def worthless_clauses(assessment: Assessment) -> frozenset[str]:
    """Return the clauses on which nothing hangs.

    Their item, their project or all of it is surely worth nothing, and they are settled in what they do beyond.
    """
    rubric = assessment.rubric
    standings = {one.clause.id: one.standing for one in assessment.clauses}

    def lost(clauses: Iterable[Clause], scope: Scope) -> bool:
        every = [standings[clause.id].ends for clause in clauses]
        return any(ends and all(scope in end.far for end in ends) for ends in every)

    is_all_lost = lost(rubric.clauses, Scope.EDITION)
    held = [
        item.clauses
        for project in rubric.projects
        for is_lost in [is_all_lost or lost(project.clauses, Scope.PROJECT)]
        for item in project.items
        if is_lost or lost(item.clauses, Scope.ITEM)
    ]
    return frozenset(
        clause.id for clauses in held for clause in clauses if standings[clause.id].is_settled
    )


class _Ledger:
    def __init__(self, assessment: Assessment, whole: Whole) -> None:
        self.rubric = assessment.rubric
        self.total = assessment.total
        self.whole = whole
        self.scores: Mapping[str, ClauseScore] = {one.clause.id: one for one in assessment.clauses}
        self.items = dict(zip([one.id for one in self.rubric.items], assessment.items, strict=True))
        self.projects: Mapping[str, Total] = dict(
            zip([one.id for one in self.rubric.projects], assessment.projects, strict=True)
        )
        self.reached = Range(low=ZERO, high=ZERO)
        self.base = [one for one in self.rubric.projects if one.role is Role.BASE]

    def lines(self) -> Iterator[LedgerLine]:
        yield self._clauses()
        yield from self._items_and_projects()
        yield from self._penalties()
        yield from self._edition()
        yield from self._rescaled()
        yield from self._bonus()
        yield from self._vetoed()
        yield self._line(LineKind.LEFT, _left(self.total.sure), self.total.sure)

    def beyond(self) -> Iterator[LedgerLine]:
        """Give what is moved for more than a clause; penalties are clauses of their own."""
        self._clauses()
        yield from self._items_and_projects()
        _ = [*self._penalties()]
        yield from self._edition()

    def _line(self, kind: LineKind, text: str, moved: Range) -> LedgerLine:
        if kind is not LineKind.LEFT:
            self.reached = _plus(self.reached, moved)
        return LedgerLine(kind=kind, low=moved.low, high=moved.high, text=text)

    def _up_to(self, reached: Range, text: str) -> Iterator[LedgerLine]:
        """Give the line that leads to what is ``reached``, where that is something else."""
        moved = Range(low=reached.low - self.reached.low, high=reached.high - self.reached.high)
        if moved.low or moved.high:
            yield self._line(LineKind.BOUND, text, moved)

    def _clauses(self) -> LedgerLine:
        found = Range(low=ZERO, high=ZERO)
        weighted = False
        for project in self.base:
            for item in project.items:
                weight = item.weight * project.weight
                weighted = weighted or weight != ONE
                for clause in item.clauses:
                    found = _plus(found, _times(self.scores[clause.id].sure, weight))
        how = "按各自的权重合计" if weighted else "合计"
        told = f"各{self.rubric.words.clause}{how}{range_text(found.low, found.high)}。"
        return self._line(LineKind.START, told, found)

    def _items_and_projects(self) -> Iterator[LedgerLine]:
        for project in self.base:
            for item in project.items:
                yield from self._item(project, item)
            yield from self._project(project)

    def _item(self, project: Project, item: Item) -> Iterator[LedgerLine]:
        """Give what the clauses of ``item`` take from all of it, and what does not take part."""
        weight = item.weight * project.weight
        clauses = [self.scores[clause.id] for clause in item.clauses]
        summed = Range(low=ZERO, high=ZERO)
        for score in clauses:
            summed = _plus(summed, score.sure)
        left = self.items[item.id].sure
        moved = Range(low=(left.low - summed.low) * weight, high=(left.high - summed.high) * weight)
        causes = [*_causes(clauses, Scope.ITEM), *_dropping(clauses)]
        if moved.low or moved.high or causes:
            told = "；".join(causes) or f"各{self.rubric.words.clause}不会同时这样"
            text = f"{item.label}：{told}，本{self.rubric.words.item_unit}计{range_text(left.low, left.high)}。"
            yield self._line(LineKind.BOUND, text, moved)

    def _project(self, project: Project) -> Iterator[LedgerLine]:
        weight = project.weight
        items = Range(low=ZERO, high=ZERO)
        for item in project.items:
            items = _plus(items, _times(self.items[item.id].sure, item.weight))
        left = self.projects[project.id].sure
        moved = Range(low=(left.low - items.low) * weight, high=(left.high - items.high) * weight)
        causes = list(_causes(self._scores_of(project), Scope.PROJECT))
        if moved.low or moved.high or causes:
            told = "；".join(causes) or f"各{self.rubric.words.item_unit}不会同时这样"
            text = f"{project.title}：{told}，计{range_text(left.low, left.high)}。"
            yield self._line(LineKind.BOUND, text, moved)

    def _scores_of(self, project: Project) -> list[ClauseScore]:
        return [self.scores[clause.id] for clause in project.clauses]

    def _penalties(self) -> Iterator[LedgerLine]:
        for project in self.rubric.projects:
            if project.role is Role.PENALTY:
                taken = self.projects[project.id].sure
                told = range_text(taken.low, taken.high)
                text = f"{project.title}：减{told}（最多减{amount_text(project.points)}分）。"
                yield self._line(_kind(taken), text, Range(low=-taken.high, high=-taken.low))

    def _edition(self) -> Iterator[LedgerLine]:
        for score in self.scores.values():
            for cause in _causes([score], Scope.EDITION):
                yield self._beyond(score, cause)
        net = self.whole.net
        is_floored = self.reached.low < ZERO
        text = "最低0分，不出现负分" if is_floored else "以上各处不会同时这样，或者不重复计算"
        yield from self._up_to(net, f"{text}，计{range_text(net.low, net.high)}。")

    def _beyond(self, score: ClauseScore, text: str) -> LedgerLine:
        """Return what one clause takes from the whole: at the most, all that is left."""
        ends = score.standing.ends
        lost = [Scope.EDITION in end.far for end in ends]
        most = max(self.reached.low, ZERO) if any(lost) else ZERO
        least = max(self.reached.high, ZERO) if all(lost) else ZERO
        taken = [end.beyond_edition for end in ends]
        room = max(self.reached.low, ZERO)
        low = max(min(max(taken), room) if max(taken).is_infinite() else max(taken), most)
        moved = Range(low=-low, high=-max(min(taken), least))
        return self._line(_kind(moved), f"{text}。", moved)

    def _rescaled(self) -> Iterator[LedgerLine]:
        rescale, base = self.rubric.totalling.rescale, self.whole.base.sure
        if rescale is None:
            return
        text = _rescaling(rescale, self.whole, self.rubric.words)
        moved = Range(low=base.low - self.reached.low, high=base.high - self.reached.high)
        yield self._line(_kind(base), text, moved)

    def _bonus(self) -> Iterator[LedgerLine]:
        bonus, base = self.whole.bonus, self.whole.base.sure
        if bonus is None:
            return
        for project in self.rubric.projects:
            if project.role is Role.BONUS:
                found = self.projects[project.id].sure
                cap = amount_text(project.points)
                text = f"{project.title}：加{range_text(found.low, found.high)}（最多加{cap}分）。"
                yield self._line(_kind(found), text, found)
                yield from self._gate(project, found, base)
        text = "最低的加分和最低的基本分不会同时出现，或者总分不得分。"
        yield from self._up_to(_plus(base, bonus.sure), text)

    def _gate(self, project: Project, found: Range, base: Range) -> Iterator[LedgerLine]:
        """Tell what a base score that is too low for a bonus means for it."""
        gate = project.gate
        if gate is None or base.low >= gate:
            return
        is_shut = base.high < gate
        state = "基本分不到，不加" if is_shut else "基本分还没有定，可能不加"
        text = f"{project.title}：基本分达到{amount_text(gate)}分才加，{state}。"
        moved = Range(low=-found.low, high=-found.high if is_shut else ZERO)
        yield self._line(_kind(moved), text, moved)

    def _vetoed(self) -> Iterator[LedgerLine]:
        scores = [one.veto for one in self.whole.vetoes if one.veto.score is not None]
        told = "、".join(f"总分最多{amount_text(one.score or ZERO)}分" for one in scores)
        text = f"有否决事项的，{told}。" if scores else "以上各处不会同时这样，或者不重复计算。"
        yield from self._up_to(self.total.sure, text)


def _causes(scores: Iterable[ClauseScore], scope: Scope) -> Iterator[str]:
    """Tell what clauses take from all of their ``scope``, surely or perhaps."""
    for score in scores:
        told = taken_words(score.standing.ends, scope, score.clause.words)
        if told:
            yield f"{score.clause.label}{told}"


def _dropping(scores: Iterable[ClauseScore]) -> Iterator[str]:
    for score in scores:
        if score.standing.is_dropped:
            yield f"{score.clause.label}不参与{score.clause.words.assess}"
        elif score.standing.may_be_dropped:
            yield f"{score.clause.label}可能不参与{score.clause.words.assess}"
        elif not score.standing.applies:
            yield f"{score.clause.label}不适用于{score.clause.words.own_unit}"


def _rescaling(rescale: Rescale, whole: Whole, words: Words) -> str:
    net, full, base = whole.net, whole.full, whole.base.sure
    source = f"（原文：{rescale.cite}）" if rescale.cite else ""
    how = f"四舍五入到{amount_text(rescale.step)}分"
    to = amount_text(rescale.to)
    if not full.high:
        return f"没有参与{words.assess}的{words.clause}，折算{source}计0分。"
    if net.settled and full.settled:
        told = f"{amount_text(net.low)}÷{amount_text(full.low)}×{to}＝{amount_text(base.low)}分"
        return f"折算{source}：{told}，{how}。"
    told = f"得分÷参与{words.assess}的满分{range_text(full.low, full.high)}×{to}"
    return f"折算{source}：{told}，{how}，在{range_text(base.low, base.high)}之间。"


def _kind(moved: Range) -> LineKind:
    return LineKind.SETTLED if moved.settled else LineKind.OPEN


def _left(total: Range) -> str:
    told = range_text(total.low, total.high)
    return f"合计{told}。" if total.settled else f"合计在{told}之间，还没有定。"


def _plus(one: Range, two: Range) -> Range:
    return Range(low=one.low + two.low, high=one.high + two.high)


def _times(one: Range, weight: Decimal) -> Range:
    return Range(low=one.low * weight, high=one.high * weight)

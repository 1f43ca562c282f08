"""A self-check handed on to a later edition of the criteria, along the lineage of its clauses.

What was written down for a clause goes to the clauses that descend from it, and to no other. Where nothing has changed
it goes as it is. Else the answers that the new rules still allow go, marked to be looked at again. A clause that
several have become has the notes and the evidence of all, and those answers in which they agree; each of those that
one has become has its notes and its evidence. What has no place is told, and lies in ``former`` ever after.

An own estimate is of a whole clause: it goes neither to a part of it nor to more than it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.answers.entries import Entry

from .destinations import Destinations
from .fitting import Plain, identity_of, laid_over
from .former import TASK, Former, kept_words, name_of
from .inheritance import inherit, leaves_of
from .savefile import (
    Record,
    Task,
    blank_record,
    is_written,
    known_kind,
    plain_record,
    plain_task,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from qinglian_core.criteria.model import Clause, Rubric
    from qinglian_core.revision.lineage import Lineage

    from .savefile import Evidence, SelfCheck


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What is told of the change of a clause: in words, and the marks of its text (``same``, ``gone``, ``new``)."""

    words: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Forebear:
    """An older edition of the criteria, and the lineage that leads from it to the present one.

    ``changes`` tell what changed in every clause of the present one, by its id.
    """

    rubric: Rubric
    lineage: Lineage
    changes: Mapping[str, Told]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unfit:
    """Something written down for ``source`` that has no place now: in words, and as it stood in its record."""

    source: Clause
    words: str
    plain: Plain


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """What has come to one clause of the new edition.

    ``is_same``: the clause reads as its one source did, and is all that this has become. ``is_restored``: something
    was taken up again from ``former``. ``task`` is None where nobody noted anything.
    """

    clause: Clause
    sources: tuple[Clause, ...]
    is_same: bool
    is_restored: bool
    record: Record
    task: Task | None

    @property
    def is_blank(self) -> bool:
        """Whether nothing has come."""
        return self.record.is_blank and self.task is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Departure:
    """What was written down for a clause that nothing has become of: kept, and told in words."""

    clause: Clause
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Succession:
    """A self-check for the new edition, the one ``before``, and where everything in it has come from."""

    before: SelfCheck
    check: SelfCheck
    forebear: Forebear
    rubric: Rubric
    arrivals: tuple[Arrival, ...]
    unfit: tuple[Unfit, ...]
    departures: tuple[Departure, ...]


def hand_on(check: SelfCheck, forebear: Forebear, rubric: Rubric) -> Succession:
    """Hand ``check``, of the edition of ``forebear``, on to ``rubric``."""
    return _Handing(check, forebear, rubric).done()


class _Handing:
    """One self-check on its way."""

    def __init__(self, check: SelfCheck, forebear: Forebear, rubric: Rubric) -> None:
        self.check = check
        self.forebear = forebear
        self.lineage = forebear.lineage
        self.rubric = rubric
        self.older = {clause.id: clause for clause in forebear.rubric.clauses}
        self.former = Former(check.former, Destinations(rubric, is_same_edition=False))
        self.unfit: dict[tuple[str, ...], Unfit] = {}
        """By clause of the older edition and what of it, whatever has no place in one or another of its heirs."""
        self.placed: set[tuple[str, ...]] = set()
        """What of it has a place in some heir."""

    def done(self) -> Succession:
        arrivals = tuple(self._arrival(clause) for clause in self.rubric.clauses)
        order = list(self.older)
        left = [one for key, one in self.unfit.items() if key not in self.placed]
        unfit = tuple(sorted(left, key=lambda one: order.index(one.source.id)))
        departures = tuple(self._departures())
        for clause in self.older.values():
            self._keep(clause, [one.plain for one in unfit if one.source is clause])
        check = replace(
            self.check,
            edition=self.rubric.id,
            digest=self.rubric.digest,
            records={one.clause.id: one.record for one in arrivals},
            tasks={one.clause.id: one.task for one in arrivals if one.task},
            former=self.former.kept,
            unit_kind=known_kind(self.rubric, self.check.unit_kind),
        )
        return Succession(
            before=self.check,
            check=check,
            forebear=self.forebear,
            rubric=self.rubric,
            arrivals=arrivals,
            unfit=unfit,
            departures=departures,
        )

    def _arrival(self, clause: Clause) -> Arrival:
        sources = tuple(self.older[name] for name in self.lineage.sources(clause.id))
        kept = self.former.of(clause)
        if not sources:
            return self._new(clause, kept)
        same = _is_whole(self.lineage, sources, clause) and clause.digest == sources[0].digest
        record = (
            replace(
                self.check.records[sources[0].id], digest=clause.digest, text=clause.text_digest
            )
            if same
            else self._reviewed(clause, sources)
        )
        found = self.former.completed(clause, record, kept) or record
        return Arrival(
            clause=clause,
            sources=sources,
            is_same=same,
            is_restored=found != record,
            record=found,
            task=_one_task(
                [self.check.tasks[one.id] for one in sources if one.id in self.check.tasks]
            ),
        )

    def _new(self, clause: Clause, kept: list[str]) -> Arrival:
        """Return a clause that has come from nowhere: filled in only where this very text was filled in before."""
        record, task = blank_record(clause), None
        back = self.former.whole(clause, kept)
        if back is not None:
            key, one = back
            kept = [other for other in kept if other != key]
            identity, task = self.former.taken(clause, key)
            recheck = one.record.recheck or not one.is_same_text
            record = replace(
                one.record, digest=clause.digest, text=clause.text_digest, recheck=recheck
            )
            if one.left:
                self.former.keep(name_of(key), {**one.left, **identity})
        record = self.former.completed(clause, record, kept) or record
        return Arrival(
            clause=clause,
            sources=(),
            is_same=False,
            is_restored=not record.is_blank,
            record=record,
            task=task,
        )

    def _reviewed(self, clause: Clause, sources: Sequence[Clause]) -> Record:
        """Return what ``clause`` takes over of ``sources``, marked to be looked at again."""
        records = [(source, self.check.records[source.id]) for source in sources]
        found = inherit(
            clause,
            [
                leaf
                for source, record in records
                for leaf in leaves_of(
                    source, record.entry.answers, self.lineage.questions(source.id, clause.id)
                )
            ],
        )
        for leaf in found.placed:
            self.placed.add((leaf.source.id, leaf.question.id, leaf.thing))
        for leaf, why in found.unfit:
            plain: Plain = {"answers": {leaf.question.id: leaf.told}}
            key = (leaf.source.id, leaf.question.id, leaf.thing)
            self.unfit[key] = Unfit(source=leaf.source, words=f"{leaf.words}：{why}", plain=plain)
        record = Record(
            entry=Entry(answers=found.answers, estimate=self._estimate(clause, sources)),
            reason=_one_text([(source.label, record.reason) for source, record in records]),
            note=_one_text([(source.label, record.note) for source, record in records]),
            evidence=_one_list([record.evidence for _, record in records]),
            digest=clause.digest,
            text=clause.text_digest,
            recheck=False,
        )
        return replace(record, recheck=not record.is_blank)

    def _estimate(self, clause: Clause, sources: Sequence[Clause]) -> Decimal | None:
        """Return the own estimate that ``clause`` takes over: of one whole clause, and not above its points."""
        for source in sources:
            estimate = self.check.records[source.id].entry.estimate
            if estimate is None:
                continue
            if not _is_whole(self.lineage, sources, clause):
                why = (
                    f"合成{clause.label}了"
                    if len(sources) > 1
                    else f"拆成几{clause.words.clause}了"
                )
                why += "，要重新估"
            elif estimate > clause.points:
                why = f"超过了{clause.label}现在的{amount_text(clause.points)}分"
            else:
                return estimate
            told = amount_text(estimate)
            self.unfit[(source.id, "", "")] = Unfit(
                source=source,
                words=f"{source.label}的自评分{told}分：{why}",
                plain={"estimate": told},
            )
        return None

    def _departures(self) -> Iterator[Departure]:
        """Yield what belongs to clauses without heirs, and keep it whole."""
        for clause in self.older.values():
            task = self.check.tasks.get(clause.id)
            plain = plain_record(self.check.records[clause.id])
            if self.lineage.heirs(clause.id) or not (task or is_written(plain)):
                continue
            told = plain_task(task) if task else {}
            self.former.keep(clause.id, {**plain, **({TASK: told} if told else {})})
            yield Departure(clause=clause, words=kept_words(clause.label, plain, told))

    def _keep(self, clause: Clause, left: Sequence[Plain]) -> None:
        """Keep of a record what has no place."""
        together: Plain = {}
        for plain in left:
            together = laid_over(together, plain)
        if together:
            identity = identity_of(plain_record(self.check.records[clause.id]))
            self.former.keep(clause.id, {**together, **identity})


def _is_whole(lineage: Lineage, sources: Sequence[Clause], clause: Clause) -> bool:
    """Whether one clause has become this one, and nothing besides."""
    return len(sources) == 1 and lineage.heirs(sources[0].id) == (clause.id,)


def _one_text(texts: Sequence[tuple[str, str]]) -> str:
    """Join what was written in several places, once each and saying where; of one place as it stands."""
    if len(texts) == 1:
        return texts[0][1]
    places: dict[str, list[str]] = {}
    for place, text in texts:
        if text:
            places.setdefault(text, []).append(place)
    return "\n".join(f"（原{'、'.join(names)}）{text}" for text, names in places.items())


def _one_list(lists: Sequence[tuple[Evidence, ...]]) -> tuple[Evidence, ...]:
    """Join lists of evidence; the same piece in several of them stands once."""
    joined: tuple[Evidence, ...] = ()
    for pieces in lists:
        joined += tuple(piece for piece in pieces if piece not in joined)
    return joined


def _one_task(tasks: Sequence[Task]) -> Task | None:
    """Join lines of the work list: done once all of them are."""
    given = [task for task in tasks if task.who or task.due or task.done]
    if not given:
        return None
    return Task(
        who="、".join(dict.fromkeys(task.who for task in given if task.who)),
        due="、".join(dict.fromkeys(task.due for task in given if task.due)),
        done=all(task.done for task in given),
    )

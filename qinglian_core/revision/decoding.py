"""A lineage as it is written down: plain data in, ``Lineage`` out, complete and true, and back again.

Every clause of the newer edition is named with what it comes from, and every clause of the older one that nothing
comes from as gone; what is left out, named twice, or plainly paired with the wrong clause is a fault.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.faults import RubricError
from qinglian_core.reader import Reader, nearest, read, shown

from .lineage import Descent, Gone, Lineage, QuestionHeir
from .truth import check_truth

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from qinglian_core.criteria.model import Clause, Rubric

Plain = dict[str, object]

FORMAT = 1


def decode_lineage(plain: object, older: Rubric, newer: Rubric) -> Lineage:
    """Return how ``newer`` descends from ``older`` according to ``plain``; raise ``RubricError`` with every fault."""
    read(plain, RubricError, Reader.mapping)
    return read(plain, RubricError, lambda reader: _Decoding(reader, older, newer).lineage())


class _Decoding:
    """One lineage on its way in."""

    def __init__(self, reader: Reader, older: Rubric, newer: Rubric) -> None:
        self.reader = reader
        self.older = older
        self.newer = newer
        self.old = {clause.id: clause for clause in older.clauses}
        self.new = {clause.id: clause for clause in newer.clauses}
        self.places: dict[str, Reader] = {}
        self.words = newer.words

    def lineage(self) -> Lineage:
        self._read_head()
        entries = self._entries("clauses", "new", self.new)
        self._check_complete("clauses", "new", self.new, entries)
        descents = tuple(self._descent(entries[new]) for new in self.new if new in entries)
        used = {old for one in descents for old in one.old}
        lost = self._entries("gone", "old", self.old)
        for old, entry in lost.items():
            if old in used:
                told = f"旧版{self._old(old)}在 clauses 里有去处，又写在 gone 里；请只留一处"
                entry.fault("L003", told, key="old")
        self._check_complete("gone", "old", self.old, {*used, *lost})
        lineage = Lineage(
            older=self.older.id,
            newer=self.newer.id,
            descents=descents,
            gone=tuple(
                Gone(old=old, why=lost[old].text("why", default=""))
                for old in self.old
                if old in lost
            ),
        )
        if not self.reader.faults:
            check_truth(lineage, self.older, self.newer, entries, lost)
        return lineage

    def _old(self, clause: str) -> str:
        """Return what a clause of the older edition is called, if it has such a one or not."""
        return _label(self.older, self.old, clause)

    def _new(self, clause: str) -> str:
        return _label(self.newer, self.new, clause)

    def _read_head(self) -> None:
        reader = self.reader
        reader.keys(required=("format", "from", "clauses"), optional=("gone",))
        if reader.has("format") and reader.mapping()["format"] != FORMAT:
            told = f"format 应为 {FORMAT}；别的格式请用相应版本的工具"
            reader.fault("Q030", told, key="format")
        if reader.text("from", default=self.older.id) != self.older.id:
            told = (
                f"from 写的是{shown(reader.mapping()['from'])}，而 editions.yaml 里排在它前面的是"
                f"“{self.older.id}”；请核对是不是从别的版本抄来的"
            )
            reader.fault("L006", told, key="from")

    def _entries(self, key: str, name: str, known: Mapping[str, Clause]) -> dict[str, Reader]:
        """Return the entries of the list at ``key`` by the clause that each is about."""
        entries: dict[str, Reader] = {}
        for entry in self.reader.each(key):
            rest = ("old", "why", "questions") if name == "new" else ("why",)
            entry.keys(required=(name,), optional=rest)
            clause = self._clause(entry.at(name), known) if entry.has(name) else ""
            if clause in entries:
                label = self._new if name == "new" else self._old
                entry.fault("L003", f"{label(clause)}写了两次；请合成一处", key=name)
            elif clause:
                entries[clause] = entry
        return entries

    def _clause(self, place: Reader, known: Mapping[str, Clause]) -> str:
        """Return the clause that is named at ``place``, empty with a fault where there is none."""
        name = place.as_text()
        if not name or name in known:
            return name
        label = f"旧版没有{self._old(name)}" if known is self.old else f"新版没有{self._new(name)}"
        number = self.words.clause_number
        place.fault("L002", f"{label}，请核对{number}{_meant(name, known)}")
        return ""

    def _check_complete(
        self, key: str, name: str, clauses: Mapping[str, Clause], named: Collection[str]
    ) -> None:
        """Report clauses of an edition that are not accounted for."""
        left = [clause for clause in clauses if clause not in named]
        if not left or any(fault.code in ("L002", "Q003") for fault in self.reader.faults):
            return
        listed = "、".join(map(self._new if name == "new" else self._old, left))
        if name == "new":
            told = f"新版的{listed}没有写从哪里来；请各写一行，新增的只写 {{new: {self.words.clause_number}}}"
        else:
            told = f"旧版的{listed}没有写到哪里去；有去处的写进 clauses 里的 old，删去的写进 gone"
        self.reader.fault("L001", told, key=key if self.reader.has(key) else None)

    def _descent(self, entry: Reader) -> Descent:
        new = self.new[entry.text("new")]
        old = self._sources(entry)
        return Descent(
            new=new.id,
            old=tuple(old),
            why=entry.text("why", default=""),
            questions=tuple(self._questions(entry, old, new)),
        )

    def _sources(self, entry: Reader) -> list[str]:
        if not entry.has("old"):
            return []
        one = entry.at("old")
        places = [*entry.each("old")] if isinstance(one.value, list) else [one]
        found: list[str] = []
        for place in places:
            name = self._clause(place, self.old)
            if name in found:
                place.fault("L003", f"旧版{self._old(name)}写了两次；请删去一个")
            elif name:
                found.append(name)
        return found

    def _questions(self, entry: Reader, old: list[str], new: Clause) -> Iterator[QuestionHeir]:
        for clause in old:
            written = _renamings(entry, clause, alone=len(old) == 1)
            heirs = self._renamed(written, self.old[clause], new) if written else {}
            yield from question_heirs(self.old[clause], new, heirs)
        if (len(old) > 1 or not entry.has("old")) and entry.has("questions"):
            words = self.words
            for clause, place in entry.entries("questions"):
                if clause not in old:
                    told = (
                        f"几{words.clause}合成一{words.clause}时，questions 先写旧版的{words.clause_number}，"
                        f"再写问题；这里的“{clause}”不是{words.own_clause}的来历"
                    )
                    place.fault("L002", told)

    def _renamed(self, written: Reader, older: Clause, newer: Clause) -> dict[str, str]:
        """Return the heirs of questions as somebody wrote them; no heir at all is empty."""
        heirs: dict[str, str] = {}
        known = tuple(question.id for question in older.questions)
        possible = tuple(question.id for question in newer.questions)
        for name, value in written.mapping().items():
            heir = value if isinstance(value, str) else ""
            if name not in known:
                told = f"旧版{older.label}没有问题“{name}”；可以写：{'、'.join(known)}"
                written.fault("L002", told, key=name)
            elif value is not None and heir not in possible:
                told = f"{newer.label}没有问题{shown(value)}；可以写：{'、'.join(possible)}，不沿用的写 null"
                written.fault("L002", told, key=name)
            elif heir and heir in heirs.values():
                written.fault("L003", f"两个问题都沿用到“{heir}”；请只留一个", key=name)
            else:
                heirs[name] = heir
        return heirs


def _label(rubric: Rubric, known: Mapping[str, Clause], clause: str) -> str:
    return known[clause].label if clause in known else rubric.words.clause_label(clause)


def _meant(name: str, known: Mapping[str, Clause]) -> str:
    found = nearest(name, tuple(known))
    return f"，是不是“{found}”" if found else ""


def _renamings(entry: Reader, clause: str, *, alone: bool) -> Reader | None:
    """Return where the questions of ``clause`` are renamed: below its number where others were merged with it."""
    if not entry.has("questions"):
        return None
    below = entry.at("questions")
    return below if alone else below.at(clause) if below.has(clause) else None


def question_heirs(
    older: Clause, newer: Clause, written: Mapping[str, str]
) -> Iterator[QuestionHeir]:
    """Yield which question each one of ``older`` lives on in: the ``written`` one, else one of its own name."""
    names = {question.id for question in newer.questions} - {*written.values()}
    for question in older.questions:
        heir = written.get(question.id, question.id if question.id in names else "")
        if heir:
            yield QuestionHeir(clause=older.id, question=question.id, heir=heir)


def lineage_to_plain(lineage: Lineage, older: Rubric, newer: Rubric) -> Plain:
    """Return ``lineage`` as it is written down, the very one that ``decode_lineage`` reads."""
    old = {clause.id: clause for clause in older.clauses}
    new = {clause.id: clause for clause in newer.clauses}
    clauses = [_plain_descent(one, old, new[one.new]) for one in lineage.descents]
    gone = [_given(old=one.old, why=one.why) for one in lineage.gone]
    return _given(
        **{"format": FORMAT, "from": lineage.older, "clauses": clauses, "gone": gone},
    )


def _plain_descent(descent: Descent, old: Mapping[str, Clause], new: Clause) -> Plain:
    renamed = {
        clause: found
        for clause in descent.old
        if (found := _plain_questions(descent, old[clause], new))
    }
    alone = descent.old[0] if len(descent.old) == 1 else ""
    return _given(
        new=descent.new,
        old=alone or list(descent.old),
        why=descent.why,
        questions=renamed.get(alone) if alone else renamed,
    )


def _plain_questions(descent: Descent, older: Clause, newer: Clause) -> Plain:
    """Return of the heirs of questions only what does not go without saying."""
    heirs = {one.question: one.heir for one in descent.questions if one.clause == older.id}
    renamed = {question: heir for question, heir in heirs.items() if question != heir}
    implied = {one.question for one in question_heirs(older, newer, renamed)}
    dropped = [question.id for question in older.questions if question.id in implied - set(heirs)]
    return {**renamed, **dict.fromkeys(dropped)}


def _given(**values: object) -> Plain:
    """Return what is not empty."""
    return {key: value for key, value in values.items() if value not in ("", [], {}, None)}

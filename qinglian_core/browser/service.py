"""The service: one object that a browser worker talks to, in JSON text only.

A request is ``{"op": …, …}``, a reply ``{"ok": true, "value": …}`` or ``{"ok": false, "faults": [{"code", "path",
"message"}, …]}``. A fault never changes what the service holds. Scores of clauses are kept with the entries they are
of, so that only what has changed is scored.

What is scored (``assess``, ``answer``) is replied to with the figures and with ``pending``, all that is still to be
dealt with. An entry may be a whole record of the save file: of its other keys only ``evidence`` and ``recheck`` are looked at.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qinglian_core.answers.entries import Entry, read_answers, read_entry
from qinglian_core.criteria.decoding.rubric import decode_rubric
from qinglian_core.faults import AnswerError, Fault, FaultyDataError
from qinglian_core.reader import Reader, clipped, read, shown
from qinglian_core.scoring.assessment import Assessment, assess
from qinglian_core.scoring.clausescore import ClauseScore, score_clause
from qinglian_core.scoring.result import clause_result, result_object, totals_result
from qinglian_core.selfcheck.briefing import briefing, plain_briefing
from qinglian_core.selfcheck.forebears import decode_forebear
from qinglian_core.selfcheck.opening import open_self_check, plain_opening
from qinglian_core.selfcheck.pendinglist import pending_besides, pending_list, plain_pending
from qinglian_core.selfcheck.savefile import (
    decode_self_check,
    known_kind,
    read_evidence,
    self_check_text,
)
from qinglian_core.selfcheck.steps import next_steps, plain_steps
from qinglian_core.units.gathering import NOT_TEXT, Gathering
from qinglian_core.units.history import compare, plain_comparison
from qinglian_core.units.summary import plain_summary, summarise_units

from .extension import extend

if TYPE_CHECKING:
    from collections.abc import Callable

    from qinglian_core.criteria.model import Clause, Rubric
    from qinglian_core.scoring.pending import PendingKind
    from qinglian_core.selfcheck.savefile import SelfCheck
    from qinglian_core.selfcheck.succession import Forebear

Request = dict[str, object]
MOST_FAULTS = 50


class Service:
    """Holds one edition and the scores of its clauses."""

    def __init__(self) -> None:
        """Start without an edition; ``load`` comes first."""
        self._rubric: Rubric | None = None
        self._kind = ""
        """The kind of unit, empty where it is not known or the edition has but one."""
        self._entries: dict[str, Entry] = {}
        self._scored: dict[Clause, tuple[Entry, ClauseScore]] = {}
        """By clause, or by what of it is for a kind of unit, what it was last scored for."""
        self._besides: dict[str, tuple[PendingKind, ...]] = {}
        """By clause, what is pending of it that its answers know nothing of."""
        self._assessed: Assessment | None = None
        self._gathering: Gathering | None = None
        self._forebears: dict[str, Forebear] = {}
        """Older editions that were handed over, by id."""
        self._operations: dict[str, Callable[[Request], object]] = {
            "load": self._load,
            "forebear": self._forebear,
            "assess": self._assess,
            "answer": self._answer,
            "dryrun": self._dry_run,
            "result": self._result,
            "open": self._open,
            "save": self._save,
            "steps": self._steps,
            "briefing": self._briefing,
            "gather": self._gather,
            "compare": self._compare,
            "summarise": self._summary,
            "extend": self._extend,
        }

    def offer(self, name: str, operation: Callable[[Request], object]) -> None:
        """Take on one more operation, from a package that the browser loads only when it is wanted."""
        self._operations[name] = operation

    def handle(self, text: str) -> str:
        """Answer one request, JSON text in and out; raises only for our own bugs."""
        try:
            request = _decode_request(text)
            value = self._operation(request)(request)
        except FaultyDataError as error:
            reply: Request = {"ok": False, "faults": _told(error)}
        else:
            reply = {"ok": True, "value": value}
        return json.dumps(reply, ensure_ascii=False)

    def _operation(self, request: Request) -> Callable[[Request], object]:
        name = request.get("op")
        operation = self._operations.get(name) if isinstance(name, str) else None
        if operation is None:
            raise _refused("B001", f"没有{shown(name)}这种操作")
        return operation

    @property
    def edition(self) -> Rubric:
        """The edition that was loaded."""
        if self._rubric is None:
            raise _refused("B002", "还没有装入细则")
        return self._rubric

    def _load(self, request: Request) -> object:
        rubric = decode_rubric(request.get("rubric"))
        self._rubric = rubric
        self._gathering = None
        self._forebears = {}
        self._kind = ""
        self._entries = {}
        self._scored = {}
        self._besides = {}
        self._assessed = None
        return {"edition": {"id": rubric.id, "title": rubric.title, "digest": rubric.digest}}

    def _forebear(self, request: Request) -> object:
        """Take in an older edition's ``rubric``, and the ``descents`` of this edition's clauses from its own."""
        forebear = decode_forebear(request.get("rubric"), request.get("descents"), self.edition)
        self._forebears[forebear.rubric.id] = forebear
        return {"edition": forebear.rubric.id}

    def _assess(self, request: Request) -> object:
        rubric = self.edition
        answers, besides = read(
            request.get("clauses"),
            AnswerError,
            lambda reader: (read_answers(rubric, reader), _all_besides(rubric, reader)),
        )
        self._besides = besides
        self._kind = known_kind(rubric, str(request.get("kind", "")))
        self._entries = answers
        return self._result(request)

    def _answer(self, request: Request) -> object:
        rubric = self.edition
        clause = next(
            (clause for clause in rubric.clauses if clause.id == request.get("clause")), None
        )
        if clause is None:
            label = rubric.words.clause_label(clipped(str(request.get("clause"))))
            raise _refused("A001", f"细则里没有{label}，请核对{rubric.words.clause_number}")
        entry, besides = read(
            request.get("entry"),
            AnswerError,
            lambda reader: (read_entry(clause, reader), _besides(reader)),
        )
        self._besides = {**self._besides, clause.id: besides}
        before = self._assessed
        self._entries = {**self._entries, clause.id: entry}
        assessment = self._assessment()
        score = next(one for one in assessment.clauses if one.clause.id == clause.id)
        return {
            "clause": clause_result(score),
            **_others(before, assessment, score),
            **totals_result(assessment),
            "pending": self._pending(assessment),
        }

    def _pending(self, assessment: Assessment) -> object:
        return plain_pending(assessment, pending_list(assessment, self._besides))

    def _dry_run(self, request: Request) -> object:
        """Answer like ``answer``, and forget it: for a browser that compiles what answering takes ahead of time."""
        held = self._entries, self._scored.copy(), self._besides, self._assessed
        try:
            return self._answer(request)
        finally:
            self._entries, self._scored, self._besides, self._assessed = held

    def _result(self, _request: Request) -> object:
        assessment = self._assessment()
        return {**result_object(assessment), "pending": self._pending(assessment)}

    def _score(self, clause: Clause, entry: Entry) -> ClauseScore:
        known = self._scored.get(clause)
        if known is None or known[0] != entry:
            known = self._scored[clause] = (entry, score_clause(clause, entry))
        return known[1]

    def _assessment(self) -> Assessment:
        self._assessed = assess(
            self.edition, self._entries, self._kind, self._score, self._assessed
        )
        return self._assessed

    def _open(self, request: Request) -> object:
        """Read a save file's ``text``; nothing the service holds changes.

        Where ``from_edition`` is an older one and there is no ``report``, asking again with that ``forebear`` tells more.
        """
        text = str(request.get("text", ""))
        return plain_opening(open_self_check(self.edition, text, self._forebears))

    def _save(self, request: Request) -> object:
        """Return the text of the save file for the plain self-check in ``check``."""
        return {"text": self_check_text(decode_self_check(self.edition, request.get("check")))}

    def _steps(self, request: Request) -> object:
        """Return the next steps of the plain self-check in ``check``."""
        check = decode_self_check(self.edition, request.get("check"))
        return plain_steps(next_steps(self._assessed_check(check), check))

    def _briefing(self, request: Request) -> object:
        """Return the page for whoever decides, of the plain self-check in ``check``."""
        check = decode_self_check(self.edition, request.get("check"))
        return plain_briefing(briefing(self._assessed_check(check), check))

    def _assessed_check(self, check: SelfCheck) -> Assessment:
        return assess(self.edition, check.answers, check.unit_kind)

    def _extend(self, request: Request) -> object:
        """Load the ``code`` of a package and let it offer its operations; ``data`` is for that package alone."""
        package = extend(request.get("code"))
        package.install(self, request.get("data"))
        return {"operations": sorted(self._operations)}

    def gathered(self, *, with_records: bool) -> Gathering:
        """Return the files gathered so far; a fault when there is nothing to work with."""
        found = self._gathering
        if found is None or not found.filings or (with_records and not found.with_records):
            raise _refused("B005", "还没有可用的自查文件，请先选择文件")
        return found

    def _gather(self, request: Request) -> object:
        """Take in some ``files`` (``name``, and ``text`` or the ``reason`` why there is none), after all earlier ones.

        ``fresh`` begins anew, keeping the ``records`` too if these are wanted. Returns how many were taken in, which
        other editions some were made for that are no ``forebear`` here, and every refusal so far.
        """
        if self._gathering is None or request.get("fresh") is True:
            with_records = request.get("records") is True
            self._gathering = Gathering(
                self.edition, with_records=with_records, forebears=self._forebears
            )
        files = request.get("files")
        for file in files if isinstance(files, list) else ():
            name, text, reason = (file.get(key) for key in ("name", "text", "reason"))
            if isinstance(text, str):
                self._gathering.take(str(name), text)
            else:
                self._gathering.refuse(str(name), str(reason or NOT_TEXT))
        return {
            "taken": len(self._gathering.filings),
            "strangers": sorted(self._strangers(self._gathering)),
            "refused": [
                {"name": one.name, "reason": one.reason} for one in self._gathering.refusals
            ],
        }

    def _strangers(self, gathering: Gathering) -> set[str]:
        made_for = {filing.edition for filing in gathering.filings}
        return made_for - {self.edition.id} - self._forebears.keys()

    def _compare(self, _request: Request) -> object:
        filings = self.gathered(with_records=True).filings
        return plain_comparison(compare(self.edition, filings))

    def _summary(self, _request: Request) -> object:
        filings = self.gathered(with_records=False).filings
        return plain_summary(summarise_units(self.edition, filings))


def _decode_request(text: str) -> Request:
    try:
        request = json.loads(text)
    except (ValueError, RecursionError):
        raise _refused("B003", "请求不是 JSON") from None
    if not isinstance(request, dict):
        raise _refused("B003", "请求应是 JSON 对象")
    return request


def _others(before: Assessment | None, after: Assessment, answered: ClauseScore) -> Request:
    """Return the other clauses whose score an answer has changed: only what counts once across clauses does that."""
    if before is None or not after.rubric.totalling.once:
        return {}
    pairs = zip(before.clauses, after.clauses, strict=True)
    changed = [score for known, score in pairs if score is not answered and score != known]
    return {"others": [clause_result(score) for score in changed]}


def _all_besides(rubric: Rubric, reader: Reader) -> dict[str, tuple[PendingKind, ...]]:
    """Return what is pending besides the answers, by clause."""
    return {clause.id: _besides(reader.at(clause.id)) for clause in rubric.clauses}


def _besides(entry: Reader) -> tuple[PendingKind, ...]:
    evidence = tuple(read_evidence(entry)) if entry.has("evidence") else ()
    return pending_besides(evidence, recheck=entry.flag("recheck", default=False))


def _told(error: FaultyDataError) -> list[dict[str, object]]:
    """Return the faults as JSON data; a hostile file may have a million, nobody reads more than some."""
    told = [fault.to_plain() for fault in error.faults[:MOST_FAULTS]]
    left = len(error.faults) - len(told)
    if left:
        told.append(
            Fault(code="B004", path=(), message=f"至少另有 {left} 处问题没有列出").to_plain()
        )
    return told


def _refused(code: str, message: str) -> AnswerError:
    return AnswerError((Fault(code=code, path=(), message=message),))
